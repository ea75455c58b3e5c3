/* SPDX-License-Identifier: Apache-2.0 */
/* The check of a head as a pure function: the same verdict for every way of cutting the bytes. */
#include "../support.h"

#include "../../../server/gate_check.h"

#define H "Host: a\r\n"

static const struct {
    const char *name, *bytes;
    const char *code; /* NULL: clean */
} CASES[] = {
    {"plain", "GET / HTTP/1.1\r\n" H "\r\n", NULL},
    {"1.0 without host", "GET / HTTP/1.0\r\n\r\n", NULL},
    {"1.0 with host", "GET / HTTP/1.0\r\n" H "\r\n", NULL},
    {"query", "GET /a?b=c&d HTTP/1.1\r\n" H "\r\n", NULL},
    {"host with port", "GET / HTTP/1.1\r\nhOST:\t[::1]:80 \r\n\r\n", NULL},
    {"empty value", "GET / HTTP/1.1\r\n" H "A:\r\n\r\n", NULL},
    {"high bytes in a value", "GET / HTTP/1.1\r\n" H "A: \xc3\xa9\r\n\r\n", NULL},
    {"tab in a value", "GET / HTTP/1.1\r\n" H "A: b\tc\r\n\r\n", NULL},
    {"length 0", "GET / HTTP/1.1\r\n" H "Content-Length: 0\r\n\r\n", NULL},
    {"length of ten digits", "POST / HTTP/1.1\r\n" H "Content-Length: 9999999999\r\n\r\n", NULL},
    {"expect", "POST / HTTP/1.1\r\n" H "Content-Length: 1\r\nExpect: 100-Continue\r\n\r\n", NULL},
    {"expect without a body", "POST / HTTP/1.1\r\n" H "Expect: 100-Continue\r\n\r\n",
        "bad_request"},
    {"expect with an empty body",
        "POST / HTTP/1.1\r\n" H "Expect: 100-continue\r\nContent-Length: 0\r\n\r\n", "bad_request"},
    {"two ids", "GET / HTTP/1.1\r\n" H "X-Request-Id: a\r\nX-Request-Id: b\r\n\r\n", NULL},
    {"no method", " / HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"one word", "GET\r\n" H "\r\n", "bad_request"},
    {"two words", "GET /\r\n" H "\r\n", "bad_request"},
    {"four words", "GET / a HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"method of 33", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA / HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"method of 32", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA / HTTP/1.1\r\n" H "\r\n", NULL},
    {"method with a colon", "G:T / HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"no slash", "GET a HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"absolute", "GET http://a/ HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"fragment", "GET /#a HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"high byte", "GET /\xe9 HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"escape", "GET /%41%2f HTTP/1.1\r\n" H "\r\n", NULL},
    {"cut escape", "GET /%4 HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"bad escape", "GET /%4g HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"bad first digit", "GET /%g4 HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"escape over f", "GET /%4~ HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"escape under 0", "GET /%/4 HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"escape between", "GET /%4@ HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"escaped controls", "GET /%0a%aF%fA HTTP/1.1\r\n" H "\r\n", NULL},
    {"no target", "GET  HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"host in caps", "GET / HTTP/1.1\r\nHost: AZ-az_09.~\t\r\n\r\n", NULL},
    {"host with a brace", "GET / HTTP/1.1\r\nHost: a{\r\n\r\n", "bad_request"},
    {"host of an escape", "GET / HTTP/1.1\r\nHost: a%2Db\r\n\r\n", NULL},
    {"host of half an escape", "GET / HTTP/1.1\r\nHost: a%2\r\n\r\n", "bad_request"},
    {"host of no escape", "GET / HTTP/1.1\r\nHost: a%2gb\r\n\r\n", "bad_request"},
    {"host of no escape at all", "GET / HTTP/1.1\r\nHost: a%g2b\r\n\r\n", "bad_request"},
    {"host with an empty port", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n", NULL},
    {"host with a long port", "GET / HTTP/1.1\r\nHost: a:0123456789\r\n\r\n", NULL},
    {"host with a name for a port", "GET / HTTP/1.1\r\nHost: a:http\r\n\r\n", "bad_request"},
    {"host with a sign in the port", "GET / HTTP/1.1\r\nHost: a:8/\r\n\r\n", "bad_request"},
    {"host with two ports", "GET / HTTP/1.1\r\nHost: a:80:80\r\n\r\n", "bad_request"},
    {"port alone", "GET / HTTP/1.1\r\nHost: :80\r\n\r\n", "bad_request"},
    {"IPv6 without a port", "GET / HTTP/1.1\r\nHost: [2001:db8::1]\r\n\r\n", NULL},
    {"IPv6 without brackets", "GET / HTTP/1.1\r\nHost: 2001:db8::1\r\n\r\n", "bad_request"},
    {"IPv6 that is not closed", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "bad_request"},
    {"IPv6 of nothing", "GET / HTTP/1.1\r\nHost: []\r\n\r\n", "bad_request"},
    {"IPv6 with a slash", "GET / HTTP/1.1\r\nHost: [::/1]\r\n\r\n", "bad_request"},
    {"IPv6 and a name", "GET / HTTP/1.1\r\nHost: [::1]a\r\n\r\n", "bad_request"},
    {"bracket inside", "GET / HTTP/1.1\r\nHost: a[b]\r\n\r\n", "bad_request"},
    {"host with a user", "GET / HTTP/1.1\r\nHost: a:80@b\r\n\r\n", "bad_request"},
    {"other expectation", "POST / HTTP/1.1\r\n" H "Expect: 100-continuf\r\n\r\n", NULL},
    {"other field of the same length", "GET / HTTP/1.1\r\n" H "Hosu: b\r\nHos[: b\r\n\r\n",
        "bad_request"},
    {"escaped NUL", "GET /%00 HTTP/1.1\r\n" H "\r\n", "bad_request"},
    {"version 2.0", "GET / HTTP/2.0\r\n" H "\r\n", "http_version"},
    {"version 1.2", "GET / HTTP/1.2\r\n" H "\r\n", "http_version"},
    {"version 0.9", "GET / HTTP/0.9\r\n" H "\r\n", "http_version"},
    {"version 1", "GET / HTTP/1\r\n" H "\r\n", "bad_request"},
    {"version 1,1", "GET / HTTP/1,1\r\n" H "\r\n", "bad_request"},
    {"version x.1", "GET / HTTP/x.1\r\n" H "\r\n", "bad_request"},
    {"version 1.x", "GET / HTTP/1.x\r\n" H "\r\n", "bad_request"},
    {"version :.1", "GET / HTTP/:.1\r\n" H "\r\n", "bad_request"},
    {"other protocol", "GET / HTCP/1.1\r\n" H "\r\n", "bad_request"},
    {"bare LF", "GET / HTTP/1.1\n" H "\r\n", "bad_request"},
    {"bare CR", "GET / HTTP/1.1\r\n" H "A: b\rc\r\n\r\n", "bad_request"},
    {"only LF", "\n", "bad_request"},
    {"control", "GET / HTTP/1.1\r\n" H "A: \x01\r\n\r\n", "bad_request"},
    {"DEL", "GET / HTTP/1.1\r\n" H "A: \x7f\r\n\r\n", "bad_request"},
    {"no host", "GET / HTTP/1.1\r\n\r\n", "bad_request"},
    {"two hosts", "GET / HTTP/1.1\r\n" H H "\r\n", "bad_request"},
    {"empty host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", "bad_request"},
    {"bad host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "bad_request"},
    {"folded", "GET / HTTP/1.1\r\n" H "A: b\r\n c\r\n\r\n", "bad_request"},
    {"no colon", "GET / HTTP/1.1\r\n" H "Ab\r\n\r\n", "bad_request"},
    {"empty name", "GET / HTTP/1.1\r\n" H ": b\r\n\r\n", "bad_request"},
    {"space before colon", "GET / HTTP/1.1\r\n" H "A : b\r\n\r\n", "bad_request"},
    {"two lengths", "POST / HTTP/1.1\r\n" H "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "bad_request"},
    {"space behind a length", "POST / HTTP/1.1\r\n" H "Content-Length: 1 \r\n\r\n", "bad_request"},
    {"tab behind a length", "POST / HTTP/1.1\r\n" H "Content-Length: 1\t\r\n\r\n", "bad_request"},
    {"list of lengths", "POST / HTTP/1.1\r\n" H "Content-Length: 1, 1\r\n\r\n", "bad_request"},
    {"signed length", "POST / HTTP/1.1\r\n" H "Content-Length: +1\r\n\r\n", "bad_request"},
    {"letters", "POST / HTTP/1.1\r\n" H "Content-Length: a\r\n\r\n", "bad_request"},
    {"no length", "POST / HTTP/1.1\r\n" H "Content-Length:\r\n\r\n", "bad_request"},
    {"te", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n", "length_required"},
    {"te and length",
        "POST / HTTP/1.1\r\n" H "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "bad_request"},
    {"te in 1.0", "POST / HTTP/1.0\r\n" H "Transfer-Encoding: chunked\r\n\r\n", "bad_request"},
    {"two types", "POST / HTTP/1.1\r\n" H "Content-Type: a/b\r\nContent-Type: a/b\r\n\r\n",
        "bad_request"},
    {"two accepts", "POST / HTTP/1.1\r\n" H "Accept: a/b\r\nAccept: a/b\r\n\r\n", "bad_request"},
};
#define CASE_COUNT (sizeof CASES / sizeof CASES[0])

/* The bytes in a block of their exact size, so that a sanitizer sees every step outside. */
static gate_verdict check(const char *bytes, size_t size, gate_head *head, gate_refusal *refusal) {
    char *copy = malloc(size ? size : 1);
    memcpy(copy, bytes, size);
    gate_verdict verdict = gate_check(copy, size, head, refusal);
    free(copy);
    return verdict;
}

static void each_case_has_its_verdict(void **state) {
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        gate_head head;
        gate_refusal refusal = {0};
        size_t size = strlen(CASES[i].bytes);
        gate_verdict verdict = check(CASES[i].bytes, size, &head, &refusal);
        if (!CASES[i].code && verdict != GATE_CLEAN)
            fail_msg("%s: refused: %s", CASES[i].name, refusal.detail);
        if (!CASES[i].code)
            assert_int_equal(head.size, size);
        else if (verdict != GATE_REFUSED || strcmp(refusal.code, CASES[i].code) != 0)
            fail_msg("%s: verdict %d, %s", CASES[i].name, verdict, refusal.code);
    }
}

/* Cut anywhere, a clean head is "more" until its last byte, and what is refused early is refused
 * for good. Bytes behind the head change nothing. */
static void cutting_and_gluing_change_nothing(void **state) {
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        size_t size = strlen(CASES[i].bytes);
        bool refused = false;
        gate_head head;
        gate_refusal refusal = {0};
        for (size_t cut = 0; cut < size; cut++) {
            gate_verdict verdict = check(CASES[i].bytes, cut, &head, &refusal);
            if (verdict == GATE_CLEAN || (refused && verdict != GATE_REFUSED))
                fail_msg("%s, cut at %zu: %d", CASES[i].name, cut, verdict);
            refused |= verdict == GATE_REFUSED;
        }
        if (refused)
            assert_non_null(CASES[i].code);
        char glued[1024];
        snprintf(glued, sizeof glued, "%sGET / HTTP/1.1\r\n\r\n", CASES[i].bytes);
        gate_verdict verdict = check(glued, strlen(glued), &head, &refusal);
        assert_int_equal(verdict, CASES[i].code ? GATE_REFUSED : GATE_CLEAN);
        if (!CASES[i].code)
            assert_int_equal(head.size, size);
    }
}

static void the_head_is_taken_apart(void **state) {
    (void)state;
    static const char bytes[] = "POST /v1/extract?id=a HTTP/1.1\r\nHost: a\r\ncontent-TYPE: \t"
                                "text/plain \r\nAccept:text/csv\r\nX-Request-Id: one\r\n"
                                "X-Request-Id: two\r\nRequest-Timeout: 3\r\ntraceparent: t\r\n"
                                "Content-Encoding: gzip\r\nContent-Length: 0012\r\n"
                                "Expect: 100-continue\r\n\r\nbody";
    gate_head head;
    gate_refusal refusal;
    assert_int_equal(gate_check(bytes, sizeof bytes - 1, &head, &refusal), GATE_CLEAN);
    const struct {
        drg_slice got;
        const char *wanted;
    } parts[] = {{head.method, "POST"}, {head.path, "/v1/extract"}, {head.query, "id=a"},
        {head.content_type, "text/plain"}, {head.accept, "text/csv"}, {head.request_id, "one"},
        {head.request_timeout, "3"}, {head.traceparent, "t"}, {head.content_encoding, "gzip"}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        assert_int_equal(parts[i].got.size, strlen(parts[i].wanted));
        assert_memory_equal(parts[i].got.data, parts[i].wanted, parts[i].got.size);
    }
    assert_true(head.has_length && head.content_length == 12 && head.minor == 1);
    assert_true(head.expects_continue && !head.expects_other);
    assert_int_equal(head.size, sizeof bytes - 1 - 4);
}

static void lengths_over_ten_digits_are_over_every_limit(void **state) {
    (void)state;
    static const char *const lengths[] = {
        "00000000001", "18446744073709551615", "18446744073709551616", "99999999999999999999999"};
    for (size_t i = 0; i < 4; i++) {
        char bytes[200];
        gate_head head;
        gate_refusal refusal;
        snprintf(
            bytes, sizeof bytes, "POST / HTTP/1.1\r\n" H "Content-Length: %s\r\n\r\n", lengths[i]);
        assert_int_equal(gate_check(bytes, strlen(bytes), &head, &refusal), GATE_CLEAN);
        assert_true(head.content_length == UINT64_MAX);
    }
}

static size_t fill(char *bytes, const char *start, size_t fields, size_t total) {
    size_t at = (size_t)sprintf(bytes, "%s", start);
    for (size_t i = 0; i < fields; i++)
        at += (size_t)sprintf(bytes + at, "A: b\r\n");
    if (total) {
        at += (size_t)sprintf(bytes + at, "B: ");
        while (at < total - 4)
            bytes[at++] = 'b';
        memcpy(bytes + at, "\r\n\r\n", 4);
        return total;
    }
    return at + (size_t)sprintf(bytes + at, "\r\n");
}

static void limits_hold_to_the_byte(void **state) {
    (void)state;
    static char bytes[GATE_HEAD_LIMIT * 2];
    gate_head head;
    gate_refusal refusal;
    const char *start = "GET / HTTP/1.1\r\n" H;
    size_t size = fill(bytes, start, GATE_FIELD_LIMIT - 1, 0);
    assert_int_equal(check(bytes, size, &head, &refusal), GATE_CLEAN);
    size = fill(bytes, start, GATE_FIELD_LIMIT, 0);
    assert_int_equal(check(bytes, size, &head, &refusal), GATE_REFUSED);
    assert_string_equal(refusal.code, "header_too_large");
    size = fill(bytes, start, 0, GATE_HEAD_LIMIT);
    assert_int_equal(check(bytes, size, &head, &refusal), GATE_CLEAN);
    assert_int_equal(check(bytes, size - 1, &head, &refusal), GATE_MORE);
    size = fill(bytes, start, 0, GATE_HEAD_LIMIT + 1);
    assert_int_equal(check(bytes, size, &head, &refusal), GATE_REFUSED);
    assert_string_equal(refusal.code, "header_too_large");
    memset(bytes, 'a', sizeof bytes);
    assert_int_equal(check(bytes, GATE_HEAD_LIMIT - 1, &head, &refusal), GATE_MORE);
    assert_int_equal(check(bytes, GATE_HEAD_LIMIT, &head, &refusal), GATE_REFUSED);
    assert_string_equal(refusal.code, "uri_too_long");
    for (size_t length = GATE_TARGET_LIMIT - 1; length <= GATE_TARGET_LIMIT + 1; length++) {
        size = (size_t)sprintf(bytes, "GET /%0*d HTTP/1.1\r\n" H "\r\n", (int)length - 1, 0);
        bool fits = length <= GATE_TARGET_LIMIT;
        assert_int_equal(check(bytes, size, &head, &refusal), fits ? GATE_CLEAN : GATE_REFUSED);
    }
    assert_string_equal(refusal.code, "uri_too_long");
}

/* libmicrohttpd keeps a record a parameter and a cookie, parted by ';' or ','; too many would
 * exhaust its pool, and be answered twice in one. */
static void pairs_are_counted(void **state) {
    (void)state;
    for (int count = 63; count <= 65; count++) {
        char bytes[1024];
        gate_head head;
        gate_refusal refusal;
        int at = sprintf(bytes, "GET /?");
        for (int i = 0; i < count; i++)
            at += sprintf(bytes + at, "%sa", i ? "&" : "");
        at += sprintf(bytes + at, " HTTP/1.1\r\n" H "\r\n");
        gate_verdict verdict = gate_check(bytes, (size_t)at, &head, &refusal);
        assert_int_equal(verdict, count <= 64 ? GATE_CLEAN : GATE_REFUSED);
        at = sprintf(bytes, "GET / HTTP/1.1\r\n" H "Cookie: a\r\nCookie: ");
        for (int i = 1; i < count; i++)
            at += sprintf(bytes + at, "%sa", i == 1 ? "" : i % 2 ? "," : ";");
        at += sprintf(bytes + at, "\r\n\r\n");
        verdict = gate_check(bytes, (size_t)at, &head, &refusal);
        assert_int_equal(verdict, count <= 64 ? GATE_CLEAN : GATE_REFUSED);
    }
}

/* Every byte at every place of a request: never clean with a control inside, never a crash. */
static void every_byte_everywhere(void **state) {
    (void)state;
    static const char seed[] = "POST /a?b HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n";
    for (size_t at = 0; at < sizeof seed - 1; at++)
        for (int byte = 0; byte < 256; byte++) {
            char bytes[sizeof seed];
            gate_head head;
            gate_refusal refusal = {0};
            memcpy(bytes, seed, sizeof seed);
            bytes[at] = (char)byte;
            gate_verdict verdict = gate_check(bytes, sizeof seed - 1, &head, &refusal);
            bool control = byte < 0x20 && byte != '\t' && byte != seed[at];
            if (control && verdict == GATE_CLEAN)
                fail_msg("byte %d at %zu is clean", byte, at);
            assert_true((verdict == GATE_REFUSED) == (refusal.code != NULL));
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_has_its_verdict),
        cmocka_unit_test(cutting_and_gluing_change_nothing),
        cmocka_unit_test(the_head_is_taken_apart),
        cmocka_unit_test(lengths_over_ten_digits_are_over_every_limit),
        cmocka_unit_test(limits_hold_to_the_byte),
        cmocka_unit_test(pairs_are_counted),
        cmocka_unit_test(every_byte_everywhere),
    };
    return cmocka_run_group_tests_name("gate_check", tests, NULL, NULL);
}
