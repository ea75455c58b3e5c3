/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/text/chars.h"

static const struct {
    uint32_t code;
    drg_char_kind kind;
} KINDS[] = {
    {' ', DRG_CHAR_SPACE},
    {'\t', DRG_CHAR_SPACE},
    {0x00, DRG_CHAR_SPACE},
    {0x7F, DRG_CHAR_SPACE},
    {0xA0, DRG_CHAR_SPACE}, /* no-break space */
    {0x3000, DRG_CHAR_SPACE},
    {0x200B, DRG_CHAR_SPACE}, /* zero-width space */
    {0x200E, DRG_CHAR_SPACE}, /* left-to-right mark */
    {0xFEFF, DRG_CHAR_SPACE}, /* byte order mark */
    {'\n', DRG_CHAR_NEWLINE},
    {'\f', DRG_CHAR_NEWLINE},
    {0x85, DRG_CHAR_NEWLINE},
    {0x2028, DRG_CHAR_NEWLINE},
    {0x2029, DRG_CHAR_NEWLINE},
    {'A', DRG_CHAR_UPPER},
    {0xC9, DRG_CHAR_UPPER},
    {0x1C5, DRG_CHAR_UPPER}, /* title case */
    {'z', DRG_CHAR_LOWER},
    {0xE9, DRG_CHAR_LOWER},
    {0xDF, DRG_CHAR_LOWER},
    {0x5D0, DRG_CHAR_LETTER},
    {0x4E2D, DRG_CHAR_LETTER},
    {0x2B0, DRG_CHAR_LETTER}, /* modifier letter */
    {'7', DRG_CHAR_DIGIT},
    {0x663, DRG_CHAR_DIGIT},
    {0xBD, DRG_CHAR_DIGIT},
    {0x301, DRG_CHAR_MARK},
    {0x903, DRG_CHAR_MARK},
    {0x20E3, DRG_CHAR_MARK}, /* keycap */
    {0x200D, DRG_CHAR_MARK},
    {0xAD, DRG_CHAR_MARK}, /* soft hyphen */
    {0xFE0F, DRG_CHAR_MARK}, /* variation selector */
    {0x1F3FD, DRG_CHAR_MARK}, /* skin tone */
    {0xE0067, DRG_CHAR_MARK}, /* tag */
    {'\'', DRG_CHAR_APOSTROPHE},
    {'`', DRG_CHAR_APOSTROPHE},
    {0x2019, DRG_CHAR_APOSTROPHE},
    {0x2BC, DRG_CHAR_APOSTROPHE},
    {'"', DRG_CHAR_QUOTE},
    {0x201C, DRG_CHAR_QUOTE},
    {0x201E, DRG_CHAR_QUOTE},
    {0xAB, DRG_CHAR_QUOTE},
    {0x300C, DRG_CHAR_QUOTE},
    {'(', DRG_CHAR_OPEN},
    {0xFF08, DRG_CHAR_OPEN},
    {']', DRG_CHAR_CLOSE},
    {0xFF09, DRG_CHAR_CLOSE},
    {'.', DRG_CHAR_TERMINAL},
    {0x2026, DRG_CHAR_TERMINAL},
    {0x3002, DRG_CHAR_TERMINAL},
    {0x61F, DRG_CHAR_TERMINAL},
    {'-', DRG_CHAR_DASH},
    {0x2014, DRG_CHAR_DASH},
    {0x2212, DRG_CHAR_DASH},
    {'$', DRG_CHAR_CURRENCY},
    {0x20AC, DRG_CHAR_CURRENCY},
    {',', DRG_CHAR_PUNCTUATION},
    {'_', DRG_CHAR_PUNCTUATION},
    {0xBF, DRG_CHAR_PUNCTUATION},
    {'+', DRG_CHAR_SYMBOL},
    {0x1F600, DRG_CHAR_SYMBOL},
    {0xB0, DRG_CHAR_SYMBOL},
};

static void kinds_of_characters(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (drg_char_kind_of(KINDS[i].code) != KINDS[i].kind)
            fail_msg("U+%04X is of kind %d", KINDS[i].code, drg_char_kind_of(KINDS[i].code));
}

static void ends_of_the_text_are_spaces(void **state) {
    (void)state;
    drg_slice text = slice_of("a\xC3\xA9");
    drg_char c = drg_char_at(text, 1, 3);
    assert_int_equal(c.code, 0xE9);
    assert_int_equal(c.next, 3);
    c = drg_char_at(text, 3, 3);
    assert_int_equal(c.kind, DRG_CHAR_SPACE);
    assert_int_equal(c.next, 3);
    c = drg_char_before(text, 0, 3);
    assert_int_equal(c.code, 0xE9);
    assert_int_equal(c.next, 1);
    c = drg_char_before(text, 0, 0);
    assert_int_equal(c.kind, DRG_CHAR_SPACE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_characters),
        cmocka_unit_test(ends_of_the_text_are_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
