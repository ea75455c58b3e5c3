/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../api/negotiate.h"

static void media_types(void **state) {
    (void)state;
    static const struct {
        const char *text;
        api_media media;
    } cases[] = {{"", API_MEDIA_NONE}, {"  ", API_MEDIA_NONE}, {"text/plain", API_MEDIA_TEXT},
        {"Text/PLAIN ; Charset = utf-8", API_MEDIA_OTHER},
        {"Text/PLAIN ; Charset=\"UTF-8\"", API_MEDIA_TEXT},
        {"text/plain;charset=us-ascii", API_MEDIA_TEXT}, {"text/plain;", API_MEDIA_TEXT},
        {"text/plain; a=\"b;c\\\"d\"; charset=utf-8", API_MEDIA_TEXT},
        {"text/plain; charset=latin1", API_MEDIA_CHARSET},
        {"text/plain; charset=utf-8; charset=latin1", API_MEDIA_CHARSET},
        {"application/json", API_MEDIA_JSON}, {"application/x-ndjson", API_MEDIA_NDJSON},
        {"application/jsonl; charset=utf-8", API_MEDIA_NDJSON},
        {"application/x-ndjson; charset=latin1", API_MEDIA_CHARSET},
        {"application/json; charset=utf-16", API_MEDIA_CHARSET},
        {"application/problem+json", API_MEDIA_OTHER},
        {"text/html; charset=latin1", API_MEDIA_HTML}, {"application/xhtml+xml", API_MEDIA_HTML},
        {"text", API_MEDIA_OTHER}, {"/plain", API_MEDIA_OTHER}, {"text/plain x", API_MEDIA_OTHER},
        {"text/plain; charset", API_MEDIA_OTHER}, {"text/plain; charset=", API_MEDIA_OTHER},
        {"text/plain; charset=\"utf-8", API_MEDIA_OTHER},
        {"application/x-www-form-urlencoded", API_MEDIA_FORM},
        {"text/plain, text/plain", API_MEDIA_OTHER}, {"text/plain;;charset=utf-8", API_MEDIA_TEXT},
        {"text/plain ; ; charset=utf-8 ;", API_MEDIA_TEXT},
        {"text/plain;;charset=latin1", API_MEDIA_CHARSET}, {"text/plain;;x", API_MEDIA_OTHER}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (api_media_of(slice_of(cases[i].text)) != cases[i].media)
            fail_msg("'%s' is %d", cases[i].text, api_media_of(slice_of(cases[i].text)));
}

static void accept_headers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int format; /* -1: refused */
    } cases[] = {{"", API_JSON}, {" , ,", API_JSON}, {"*/*", API_JSON}, {"application/*", API_JSON},
        {"text/*", API_CSV}, {"text/csv", API_CSV}, {"application/x-ndjson", API_NDJSON},
        {"application/x-ndjson, */*", API_NDJSON},
        {"text/csv;q=0.9, application/json;q=0.91", API_JSON},
        {"text/csv;q=1.000, application/json;q=0.999", API_CSV},
        {"application/json;q=0, */*;q=0.001", API_NDJSON},
        {"application/json;q=0.0, application/x-ndjson;q=0, */*", API_CSV},
        {"application/json;v=1;q=0.1, text/csv;q=0.2", API_CSV},
        {"application/json ; q=0.5 , text/csv ; q=0.4", API_JSON}, {"a/b, text/csv", API_CSV},
        {"a/b", -1}, {"*/*;q=0", -1}, {"text/csv;q=0", -1}, {"*", API_JSON}, {"text", -1},
        {"text/", -1}, {"/csv", -1}, {"*;q=0", -1}, {"**", -1},
        {"text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", API_JSON},
        {"text/csv;q=.25, application/json;q=.3", API_JSON}, {"text/csv;q=.1234", -1},
        {"text/csv;q=.", -1}, {"text/csv;q=0.", -1}, {"text/csv;q=1.", API_CSV},
        {"text/csv;;q=0.5;", API_CSV}, {"text/csv; ; q=2", -1}, {"text/csv;q=1.1", -1},
        {"text/csv;q=2", -1}, {"text/csv;q=-1", -1}, {"text/csv;q=.5", API_CSV},
        {"text/csv;q=0.1234", -1}, {"text/csv;q=", -1}, {"text/csv;q=0,5", -1},
        {"text/csv text/html", -1}, {"text/csv;q", -1}, {"text/tab-separated-values", API_TSV},
        {"text/csv;q=0, text/*", API_TSV}, {"application/ld+json", API_JSONLD},
        {"application/ld+json, application/json", API_JSON}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        api_format format = API_JSON;
        int got = api_negotiate(slice_of(cases[i].text), &format) ? (int)format : -1;
        if (got != cases[i].format)
            fail_msg("'%s' is %d", cases[i].text, got);
    }
}

static void among_some_formats(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int format; /* -1: refused */
    } cases[] = {{"", API_CSV}, {"*/*", API_CSV}, {"text/tab-separated-values", API_TSV},
        {"application/json, */*;q=0.1", API_CSV}, {"application/json", -1},
        {"text/csv;q=0, */*", API_TSV}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        api_format format = API_JSON;
        int got =
            api_negotiate_among(slice_of(cases[i].text), API_TABLES, &format) ? (int)format : -1;
        if (got != cases[i].format)
            fail_msg("'%s' is %d", cases[i].text, got);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(among_some_formats),
        cmocka_unit_test(media_types),
        cmocka_unit_test(accept_headers),
    };
    return cmocka_run_group_tests_name("negotiate", tests, NULL, NULL);
}
