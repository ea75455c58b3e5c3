/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The request decoder: any bytes as a JSON body, as a query, as Accept, Content-Type and gzip give
 * a decoded article within the limits, or a fault whose code is of the table and whose place is
 * UTF-8. The first byte says which.
 */
#include "fuzz.h"

#include "../../api/gzip.h"
#include "../../api/negotiate.h"
#include "../../api/request.h"
#include "../../lib/base/utf8.h"

static void check_article(const api_limits *limits, const api_decoded *decoded) {
    const api_article *article = &decoded->article;
    CHECK(article->text.size <= limits->text_bytes);
    CHECK(!article->text.size || !memchr(article->text.data, 0, article->text.size));
    CHECK(article->id.size <= 256 && article->title.size <= 4096);
    CHECK(drg_utf8_valid(article->text) == article->text.size);
    CHECK(drg_utf8_valid(article->id) == article->id.size);
    CHECK(drg_utf8_valid(article->title) == article->title.size);
    CHECK(article->options.min_confidence >= 0 && article->options.min_confidence <= 1);
    CHECK(article->options.unit <= DRG_UTF16 && article->options.include < 32);
    CHECK(article->published.year == 0 ||
          (article->published.month >= 1 && article->published.month <= 12));
}

static void check_fault(const api_fault *fault, drg_slice bytes) {
    const api_problem_row *row;
    bool known = false;
    for (size_t i = 0; (row = api_problem_at(i)); i++)
        known |= !strcmp(row->code, fault->code);
    CHECK(known);
    drg_slice where = {fault->where, strlen(fault->where)};
    CHECK(drg_utf8_valid(where) == where.size);
    CHECK(!fault->has_offset || fault->offset <= bytes.size);
}

static void try_body(const api_limits *limits, drg_slice bytes) {
    api_decoded decoded = {0};
    api_fault fault = {0};
    if (api_decode_json(limits, bytes, &decoded, &fault))
        check_article(limits, &decoded);
    else
        check_fault(&fault, bytes);
    api_decoded_deinit(&decoded);
}

static void try_query(const api_limits *limits, drg_slice bytes) {
    api_decoded decoded = {0};
    api_fault fault = {0};
    api_article_default(&decoded.article);
    if (api_decode_query(bytes, &decoded, &fault))
        check_article(limits, &decoded);
    else
        check_fault(&fault, bytes);
    api_decoded_deinit(&decoded);
}

static void try_gzip(drg_slice bytes) {
    char *data = NULL;
    size_t size = 0;
    api_fault fault = {0};
    if (api_gunzip(bytes, 1 << 16, &data, &size, &fault)) {
        CHECK(size <= 1 << 16);
        free(data);
    } else {
        CHECK(!data);
        check_fault(&fault, bytes);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    api_limits limits;
    api_format format = API_FORMATS;
    api_limits_default(&limits);
    limits.text_bytes = 4096;
    if (size == 0)
        return 0;
    drg_slice bytes = {(const char *)data + 1, size - 1};
    switch (data[0] % 5) {
    case 0:
        try_body(&limits, bytes);
        break;
    case 1:
        try_query(&limits, bytes);
        break;
    case 2:
        try_gzip(bytes);
        break;
    case 3:
        CHECK(!api_negotiate(bytes, &format) || format < API_FORMATS);
        api_accepts_gzip(bytes);
        break;
    default:
        CHECK(api_media_of(bytes) <= API_MEDIA_OTHER);
    }
    return 0;
}
