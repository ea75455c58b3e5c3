/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request as a function, from the bytes of its body to those of its answer: whatever comes in,
 * what goes out is one reply in the form that was asked for, in UTF-8, and JSON parses. Two bytes
 * pick route, type of the body, Accept, engine and gzip; a zero byte ends the query.
 */
#include "fuzz.h"

#include "../../api/api.h"
#include "../../api/batch.h"
#include "../../lib/base/slice.h"
#include "../../lib/base/utf8.h"

enum { EXTRACT, PAIR, HYPNOS, LINE, PATHS };

static void check_json(const api_reply *reply, bool line) {
    json_error_t error;
    json_t *root = json_loadb(reply->body, reply->size, JSON_REJECT_DUPLICATES, &error);
    CHECK(root && json_is_object(root));
    if (reply->status >= 400 && !line) {
        CHECK(json_integer_value(json_object_get(root, "status")) == reply->status);
        CHECK(!strcmp(json_string_value(json_object_get(root, "code")), reply->code));
    }
    json_decref(root);
}

static bool is_json(const char *type) {
    return strstr(type, "json") != NULL;
}

static void check_reply(const api_reply *reply, bool line) {
    drg_slice body = {reply->body, reply->size};
    CHECK(reply->status == 200 || (reply->status >= 400 && reply->status <= 503));
    CHECK(reply->body && reply->content_type);
    CHECK(line || (reply->status >= 400) == (reply->code != NULL));
    if (reply->gzip)
        return;
    CHECK(drg_utf8_valid(body) == body.size);
    if (is_json(reply->content_type))
        check_json(reply, line);
}

static void answer(unsigned path, const api_context *context, const api_request *request) {
    api_reply reply = {0};
    if (path == EXTRACT)
        api_extract(context, request, &reply);
    else if (path == PAIR)
        api_classify_pair(context, request, &reply);
    else if (path == HYPNOS)
        api_hypnos(context, request, &reply);
    else if (api_batch_precheck(context, request, &reply))
        api_batch_answer(context, request, &reply);
    check_reply(&reply, path == LINE);
    api_reply_deinit(&reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const types[] = {
        "application/json", "text/plain; charset=utf-8", "application/x-ndjson", ""};
    static const char *const accepts[] = {"application/json", "application/x-ndjson", "text/csv",
        "*/*;q=0.1, text/csv;q=0", "text/tab-separated-values", "application/ld+json", "", "a/b"};
    static const char *const paths[] = {
        "/v1/extract", "/v1/classify-pair", "/hypnos/extract", "/v1/extract/batch"};
    if (size < 2)
        return 0;
    api_context context = {.engine = data[1] & 1 ? fuzz_reading_engine() : fuzz_engine()};
    api_limits_default(&context.limits);
    context.limits.text_bytes = 1 << 14;
    drg_slice body = {(const char *)data + 2, size - 2}, query = {0};
    const char *end = body.size ? memchr(body.data, 0, body.size) : NULL;
    if (end) {
        query = (drg_slice){body.data, (size_t)(end - body.data)};
        body = (drg_slice){end + 1, body.size - query.size - 1};
    }
    unsigned path = data[0] & 3;
    const api_request request = {.path = drg_slice_of(paths[path]),
        .query = query,
        .content_type = drg_slice_of(types[data[0] >> 2 & 3]),
        .accept = drg_slice_of(accepts[data[0] >> 4 & 7]),
        .accept_encoding = data[1] & 2 ? drg_slice_of("gzip") : (drg_slice){0},
        .request_id = drg_slice_of("fuzz"),
        .line = path == LINE ? 1 : 0,
        .body = body};
    answer(path, &context, &request);
    return 0;
}
