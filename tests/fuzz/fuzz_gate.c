/* SPDX-License-Identifier: Apache-2.0 */
/* The gate: its verdict must not depend on how the bytes arrive or on what follows the head, and
 * every part of a clean head lies in it. */
#include "fuzz.h"

#include "../../server/gate_check.h"

#include "../../api/api.h"

static bool is_problem(const char *code) {
    const api_problem_row *row;
    for (size_t i = 0; (row = api_problem_at(i)); i++)
        if (!strcmp(row->code, code))
            return row->status >= 400;
    return false;
}

static void check_part(const char *bytes, const gate_head *head, drg_slice part) {
    CHECK(!part.size || (part.data >= bytes && part.data + part.size <= bytes + head->size));
    for (size_t i = 0; i < part.size; i++)
        CHECK(part.data[i] != '\r' && part.data[i] != '\n' && part.data[i] != '\0');
}

static void check_clean(const char *bytes, size_t size, const gate_head *head) {
    CHECK(head->size <= size && head->size <= GATE_HEAD_LIMIT);
    CHECK(head->size >= sizeof "M / HTTP/1.0\r\n\r\n" - 1);
    CHECK(!memcmp(bytes + head->size - 4, "\r\n\r\n", 4));
    CHECK(head->path.size && head->path.data[0] == '/' && head->method.size);
    const drg_slice parts[] = {head->method, head->path, head->query, head->content_type,
        head->content_encoding, head->accept, head->accept_encoding, head->request_id,
        head->traceparent, head->request_timeout, head->authorization, head->origin,
        head->request_method};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        check_part(bytes, head, parts[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = (const char *)data;
    gate_head head, again;
    gate_refusal refusal = {0};
    gate_verdict whole = gate_check(bytes, size, &head, &refusal);
    if (whole == GATE_CLEAN)
        check_clean(bytes, size, &head);
    if (whole == GATE_REFUSED)
        CHECK(refusal.code && is_problem(refusal.code));
    /* A prefix may ask for more or refuse, but what it refuses stays refused; and the head ends
     * where it ends, whatever follows. Of long ones a sample, so that a run stays linear. */
    size_t step = size < 512 ? 1 : size / 64;
    for (size_t part = 0; part < size; part += step) {
        gate_verdict verdict = gate_check(bytes, part, &again, &refusal);
        CHECK(verdict != GATE_REFUSED || whole == GATE_REFUSED);
        CHECK(verdict != GATE_CLEAN || (whole == GATE_CLEAN && again.size == head.size));
        CHECK(whole != GATE_CLEAN || part < head.size || verdict == GATE_CLEAN);
    }
    return 0;
}
