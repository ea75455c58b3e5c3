/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paragraphs.
 *
 * News comes in two shapes. In one every line is a paragraph (web pages, most feeds), with or
 * without blank lines between. In the other paragraphs are wrapped at some column (wire copy, mail,
 * text files), and a newline inside a paragraph is a space. Which shape it is shows in the joints,
 * the places where one line follows another without a blank line: in wrapped text most lines break
 * in the middle of a sentence, so that the next begins with a small letter, and no line is longer
 * than the column. The text counts as wrapped when at least a quarter of its joints go on with a
 * small letter (one is enough when there are few) and lines are at most WIDEST characters.
 *
 * In wrapped text a joint still ends a paragraph where the next line starts an item of a list, or
 * is indented, or where this line ends well short of the column and the next starts with a
 * capital or a quotation mark. In the other shape every line is a paragraph.
 *
 * Cost: one pass over the characters to find lines, one over the lines.
 */
#include "segment.h"

#include "chars.h"

#define WIDEST 110 /* characters of the longest line that a wrapped text has */

typedef struct line {
    drg_span span; /* without surrounding white space; empty for a blank line */
    uint32_t indent, width; /* characters before the text; characters of the text */
} line;

typedef DRG_LIST(line) line_list;

/* End of the line's text and what the next line starts with. */
static size_t read_line(drg_slice text, size_t at, line *found) {
    size_t start = at, last = at;
    *found = (line){{(uint32_t)at, (uint32_t)at}, 0, 0};
    bool inside = false;
    uint32_t columns = 0;
    while (at < text.size) {
        drg_char c = drg_char_at(text, at, text.size);
        at = c.next;
        if (c.kind == DRG_CHAR_NEWLINE) {
            if (c.code == '\r' && at < text.size && text.data[at] == '\n')
                at++;
            break;
        }
        columns++;
        if (c.kind == DRG_CHAR_SPACE)
            continue;
        if (!inside) {
            found->indent = columns - 1;
            start = drg_utf8_before(text, c.next);
            inside = true;
        }
        last = c.next;
        found->width = columns - found->indent;
    }
    if (inside)
        found->span = (drg_span){(uint32_t)start, (uint32_t)last};
    return at;
}

static drg_char first_of(drg_slice text, const line *l) {
    return drg_char_at(text, l->span.start, l->span.end);
}

/* "- x", "* x", "• x", "1. x", "2) x", "(a) x": a marker with white space behind it. */
static bool is_list_item(drg_slice text, drg_span span) {
    drg_char c = drg_char_at(text, span.start, span.end);
    drg_char next = drg_char_at(text, c.next, span.end);
    bool bullet = c.kind == DRG_CHAR_DASH || c.code == '*' || c.code == 0x2022 || c.code == 0xB7 ||
                  c.code == 0x25CF || c.code == 0x25AA || c.code == 0x25E6 || c.code == 0x2023;
    if (bullet)
        return next.kind == DRG_CHAR_SPACE && next.next > c.next;
    if (c.code == '(') {
        c = next;
        next = drg_char_at(text, c.next, span.end);
    }
    if (c.kind == DRG_CHAR_DIGIT) {
        if (next.kind == DRG_CHAR_DIGIT)
            next = drg_char_at(text, next.next, span.end);
    } else if (!(c.kind == DRG_CHAR_LOWER && next.code == ')')) {
        return false;
    }
    drg_char space = drg_char_at(text, next.next, span.end);
    return (next.code == '.' || next.code == ')') && space.kind == DRG_CHAR_SPACE &&
           space.next > next.next;
}

static bool ends_in_terminal(drg_slice text, drg_span span) {
    size_t at = span.end;
    for (int i = 0; i < 4 && at > span.start; i++) {
        drg_char c = drg_char_before(text, span.start, at);
        if (c.kind == DRG_CHAR_TERMINAL || c.code == ':')
            return true;
        if (c.kind != DRG_CHAR_QUOTE && c.kind != DRG_CHAR_APOSTROPHE && c.kind != DRG_CHAR_CLOSE)
            return false;
        at = c.next;
    }
    return false;
}

/* The column at which the text is wrapped, 0 where every line is a paragraph. */
static uint32_t wrap_column(drg_slice text, const line_list *lines) {
    size_t joints = 0, small = 0;
    uint32_t widest = 0;
    for (size_t i = 0; i + 1 < lines->count; i++) {
        const line *here = &lines->items[i], *next = here + 1;
        if (here->span.start == here->span.end)
            continue;
        if (here->width + here->indent > widest)
            widest = here->width + here->indent;
        if (next->span.start == next->span.end)
            continue;
        joints++;
        small += first_of(text, next).kind == DRG_CHAR_LOWER &&
                 !ends_in_terminal(text, here->span) && !is_list_item(text, next->span);
    }
    bool wrapped = joints > 0 && small * 4 >= joints && widest <= WIDEST;
    return wrapped ? widest : 0;
}

/* In wrapped text: does a paragraph end between these two lines? */
static bool breaks(drg_slice text, const line *here, const line *next, uint32_t column) {
    if (is_list_item(text, next->span))
        return true;
    drg_char c = first_of(text, next);
    if (c.kind == DRG_CHAR_LOWER)
        return false;
    bool short_line = (here->width + here->indent) * 3 < column * 2;
    if (short_line)
        return true;
    return next->indent >= here->indent + 2 && ends_in_terminal(text, here->span);
}

void drg_segment_paragraphs(drg_segmenter *segmenter) {
    drg_slice text = segmenter->text;
    line_list lines = {0};
    for (size_t at = 0; at < text.size;) {
        line *added = drg_list_add(segmenter->arena, &lines);
        if (!added)
            return;
        at = read_line(text, at, added);
    }
    uint32_t column = wrap_column(text, &lines);
    drg_paragraph *open = NULL;
    for (size_t i = 0; i < lines.count; i++) {
        const line *here = &lines.items[i];
        if (here->span.start == here->span.end) {
            open = NULL;
            continue;
        }
        if (open && column && !breaks(text, here - 1, here, column)) {
            open->span.end = here->span.end;
            continue;
        }
        open = drg_list_add(segmenter->arena, &segmenter->paragraphs);
        if (!open)
            return;
        open->span = here->span;
        open->list_item = is_list_item(text, here->span);
    }
}
