/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A POST as a function, from the bytes of its body to those of its answer: whatever comes in, what
 * goes out is one reply in the form that was asked for, and JSON parses. The first byte picks
 * path, type of the body and Accept; a zero byte ends the query.
 */
#include "fuzz.h"

#include "../../api/api.h"
#include "../../lib/base/slice.h"
#include "../../lib/base/utf8.h"

static void check_json(const api_reply *reply) {
    json_error_t error;
    json_t *root = json_loadb(reply->body, reply->size, JSON_REJECT_DUPLICATES, &error);
    CHECK(root && json_is_object(root));
    if (reply->status >= 400) {
        CHECK(json_integer_value(json_object_get(root, "status")) == reply->status);
        CHECK(!strcmp(json_string_value(json_object_get(root, "code")), reply->code));
    }
    json_decref(root);
}

static void check_reply(const api_reply *reply) {
    drg_slice body = {reply->body, reply->size};
    CHECK(reply->status == 200 || (reply->status >= 400 && reply->status <= 503));
    CHECK(reply->body && reply->size && reply->content_type);
    CHECK((reply->status >= 400) == (reply->code != NULL));
    if (reply->gzip)
        return;
    CHECK(drg_utf8_valid(body) == body.size);
    if (reply->status >= 400 || !strcmp(reply->content_type, api_format_type(API_JSON)))
        check_json(reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const types[] = {"application/json", "text/plain; charset=utf-8"};
    static const char *const accepts[] = {
        "application/json", "application/x-ndjson", "text/csv", "*/*;q=0.1, text/csv;q=0"};
    if (size == 0)
        return 0;
    api_context context = {.engine = data[0] & 32 ? fuzz_reading_engine() : fuzz_engine()};
    api_limits_default(&context.limits);
    context.limits.text_bytes = 1 << 14;
    drg_slice body = {(const char *)data + 1, size - 1}, query = {0};
    const char *end = body.size ? memchr(body.data, 0, body.size) : NULL;
    if (end) {
        query = (drg_slice){body.data, (size_t)(end - body.data)};
        body = (drg_slice){end + 1, body.size - query.size - 1};
    }
    const char *type = types[data[0] & 1], *accept = accepts[data[0] >> 1 & 3];
    bool pair = data[0] & 8;
    const api_request request = {.path = drg_slice_of(pair ? "/v1/classify-pair" : "/v1/extract"),
        .query = query,
        .content_type = drg_slice_of(type),
        .accept = drg_slice_of(accept),
        .accept_encoding = data[0] & 16 ? drg_slice_of("gzip") : (drg_slice){0},
        .request_id = drg_slice_of("fuzz"),
        .body = body};
    api_reply reply = {0};
    if (pair)
        api_classify_pair(&context, &request, &reply);
    else
        api_extract(&context, &request, &reply);
    check_reply(&reply);
    api_reply_deinit(&reply);
    return 0;
}
