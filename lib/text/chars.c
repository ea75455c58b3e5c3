/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kinds of characters: Unicode's general categories (from utf8proc's tables), folded to the dozen
 * that matter when words are cut, with the exceptions that news text calls for:
 *   - apostrophes and quotation marks are told apart by use, not by category: U+2019 is both the
 *     apostrophe and the closing single mark, so it is an apostrophe here and marks.c decides;
 *   - what cannot be seen and does not join letters (controls, zero-width space, BOM, bidi marks)
 *     separates words; joiners and the soft hyphen belong to the word they stand in;
 *   - symbols that modify (emoji skin tones, variation selectors, tag characters, the keycap) are
 *     marks, so that an emoji sequence stays one token.
 * ASCII goes through a table; the rest costs one look-up in utf8proc.
 */
#include "chars.h"

#include <utf8proc.h>

#define SP DRG_CHAR_SPACE
#define NL DRG_CHAR_NEWLINE
#define UP DRG_CHAR_UPPER
#define LO DRG_CHAR_LOWER
#define DI DRG_CHAR_DIGIT
#define AP DRG_CHAR_APOSTROPHE
#define QU DRG_CHAR_QUOTE
#define OP DRG_CHAR_OPEN
#define CL DRG_CHAR_CLOSE
#define TE DRG_CHAR_TERMINAL
#define DA DRG_CHAR_DASH
#define CU DRG_CHAR_CURRENCY
#define PU DRG_CHAR_PUNCTUATION
#define SY DRG_CHAR_SYMBOL

/* clang-format off */
static const uint8_t ASCII[128] = {
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, NL, NL, NL, NL, SP, SP,
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP,
    /*  !   "   #   $   %   &   '   (   )   *   +   ,   -   .   / */
    SP, TE, QU, SY, CU, SY, PU, AP, OP, CL, SY, SY, PU, DA, TE, PU,
    DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, PU, PU, SY, SY, SY, TE,
    SY, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    /*                                              [   \   ]   ^   _ */
    UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, OP, PU, CL, SY, PU,
    AP, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO,
    /*                                              {   |   }   ~ */
    LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, OP, PU, CL, SY, SP,
};
/* clang-format on */

static drg_char_kind kind_of_category(uint32_t character) {
    switch (utf8proc_category((utf8proc_int32_t)character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return DRG_CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return DRG_CHAR_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return DRG_CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return DRG_CHAR_MARK;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return DRG_CHAR_DIGIT;
    case UTF8PROC_CATEGORY_PD:
        return DRG_CHAR_DASH;
    case UTF8PROC_CATEGORY_PS:
        return DRG_CHAR_OPEN;
    case UTF8PROC_CATEGORY_PE:
        return DRG_CHAR_CLOSE;
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
        return DRG_CHAR_QUOTE;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PO:
        return DRG_CHAR_PUNCTUATION;
    case UTF8PROC_CATEGORY_SC:
        return DRG_CHAR_CURRENCY;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
        return DRG_CHAR_SPACE;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return DRG_CHAR_NEWLINE;
    default:
        return DRG_CHAR_SYMBOL;
    }
}

drg_char_kind drg_char_kind_of(uint32_t character) {
    if (character < 128)
        return (drg_char_kind)ASCII[character];
    switch (character) {
    case 0x85:
        return DRG_CHAR_NEWLINE;
    case 0xAD: /* soft hyphen */
    case 0x200C: /* zero-width non-joiner */
    case 0x200D: /* zero-width joiner */
    case 0x2060: /* word joiner */
        return DRG_CHAR_MARK;
    case 0xB4: /* acute accent, used as an apostrophe */
    case 0x2BC: /* modifier letter apostrophe */
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032: /* prime */
    case 0xFF07:
        return DRG_CHAR_APOSTROPHE;
    case 0x201A: /* low marks have category Ps */
    case 0x201E:
    case 0x2033: /* double prime */
    case 0x300C: /* corner brackets quote in Chinese and Japanese */
    case 0x300D:
    case 0x300E:
    case 0x300F:
    case 0xFF02:
        return DRG_CHAR_QUOTE;
    case 0x2026: /* ellipsis */
    case 0x203C: /* !! */
    case 0x2047: /* ?? */
    case 0x2048: /* ?! */
    case 0x2049: /* !? */
    case 0x61F: /* Arabic question mark */
    case 0x964: /* danda */
    case 0x3002: /* ideographic full stop */
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
        return DRG_CHAR_TERMINAL;
    case 0x2212: /* minus */
        return DRG_CHAR_DASH;
    default:
        break;
    }
    if (character >= 0x1F3FB && character <= 0x1F3FF) /* skin tones */
        return DRG_CHAR_MARK;
    if (character >= 0xE0020 && character <= 0xE007F) /* tags of flags */
        return DRG_CHAR_MARK;
    return kind_of_category(character);
}

drg_char drg_char_at(drg_slice text, size_t at, size_t end) {
    if (at >= end)
        return (drg_char){' ', DRG_CHAR_SPACE, at};
    drg_char found;
    found.code = drg_utf8_decode(text, at, &found.next);
    found.kind = drg_char_kind_of(found.code);
    return found;
}

drg_char drg_char_before(drg_slice text, size_t start, size_t at) {
    if (at <= start)
        return (drg_char){' ', DRG_CHAR_SPACE, at};
    drg_char found;
    size_t before = drg_utf8_before(text, at), next;
    found.code = drg_utf8_decode(text, before, &next);
    found.kind = drg_char_kind_of(found.code);
    found.next = before;
    return found;
}
