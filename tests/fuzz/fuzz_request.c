/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/extract as a function: any bytes in any of the accepted media types get exactly one
 * reply. */
#include "../../api/api.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static drg_engine *engine;
    if (!engine && drg_engine_open(NULL, &engine, NULL))
        abort();
    api_context context = {.engine = engine};
    api_limits_default(&context.limits);
    context.limits.text_bytes = 1 << 16;
    const char *bytes = (const char *)data;
    /* The first byte picks the media type; a zero byte ends the query. */
    static const char *const types[] = {
        "application/json", "text/plain", "text/plain; charset=utf-8"};
    const char *type = size ? types[data[0] % 3] : types[0];
    const char *body = size ? bytes + 1 : bytes;
    size_t rest = size ? size - 1 : 0;
    const char *end = rest ? memchr(body, 0, rest) : NULL;
    drg_slice query = {0};
    if (end) {
        query = (drg_slice){body, (size_t)(end - body)};
        rest -= query.size + 1;
        body = end + 1;
    }
    const api_request request = {.path = {"/v1/extract", 11},
        .query = query,
        .content_type = {type, strlen(type)},
        .body = {body, rest}};
    api_reply reply = {0};
    api_extract(&context, &request, &reply);
    if (reply.status < 200 || reply.status > 503 || !reply.body || !reply.size)
        abort();
    api_reply_deinit(&reply);
    return 0;
}
