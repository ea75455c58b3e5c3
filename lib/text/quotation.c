/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotation marks: which open, which close, and what stands between them.
 *
 * Curly marks and guillemets say it by their form. A straight mark opens when white space (or a
 * bracket or dash) stands before it and none behind, closes the other way round, and where both
 * sides look alike it does what the open quotation calls for. A single mark has a third reading,
 * the apostrophe: it closes when a single quotation is open, and after an s with another closing
 * mark still to come, or with nothing open, it marks possession (the ministers' talks).
 *
 * News quotes over several paragraphs leave each paragraph but the last unclosed and open every one
 * again. So a quotation that is open at the end of its paragraph runs to that end when the next
 * paragraph opens one, or when it began with the paragraph (a last paragraph whose mark was lost);
 * otherwise it is taken for a slip of the pen, and nothing is marked.
 *
 * Cost: linear; a single mark looks ahead at most LOOK_AHEAD tokens, and a token is marked at most
 * twice (single marks inside double ones).
 */
#include "segment.h"

#include "chars.h"

#define LOOK_AHEAD 48

typedef struct quotation_state {
    drg_segmenter *segmenter;
    drg_token *tokens;
    uint32_t first, end; /* tokens of the paragraph */
    uint32_t open_double, open_single; /* token of the opening mark, DRG_NONE */
    uint32_t double_mark; /* the mark that opened, for „ “ */
} quotation_state;

static drg_char first_character(const quotation_state *state, uint32_t token) {
    const drg_token *t = &state->tokens[token];
    return drg_char_at(state->segmenter->text, t->start, t->end);
}

static bool space_after(const quotation_state *state, uint32_t token) {
    return token + 1 >= state->end || (state->tokens[token + 1].flags & DRG_TOKEN_SPACE_BEFORE);
}

/* White space, an opening bracket, a dash or another opening mark stands before the token. */
static bool open_before(const quotation_state *state, uint32_t token) {
    if (token == state->first || (state->tokens[token].flags & DRG_TOKEN_SPACE_BEFORE))
        return true;
    const drg_token *before = &state->tokens[token - 1];
    return before->shape == DRG_SHAPE_DASH || before->shape == DRG_SHAPE_OPEN_QUOTE ||
           first_character(state, token - 1).kind == DRG_CHAR_OPEN;
}

static void flag_quoted(quotation_state *state, uint32_t open, uint32_t close) {
    for (uint32_t i = open + 1; i < close; i++)
        state->tokens[i].flags |= DRG_TOKEN_QUOTED;
}

static void open_quote(quotation_state *state, uint32_t token, uint32_t *open) {
    state->tokens[token].shape = DRG_SHAPE_OPEN_QUOTE;
    *open = token;
}

static void close_quote(quotation_state *state, uint32_t token, uint32_t *open) {
    state->tokens[token].shape = DRG_SHAPE_CLOSE_QUOTE;
    if (*open != DRG_NONE)
        flag_quoted(state, *open, token);
    *open = DRG_NONE;
}

/* ---- double marks ---- */

/* 1 opens, -1 closes, 0 no quotation mark: 5" */
static int straight_side(const quotation_state *state, uint32_t token) {
    bool before = open_before(state, token), after = space_after(state, token);
    bool inside = state->open_double != DRG_NONE;
    if (!inside && token > state->first && !before &&
        state->tokens[token - 1].shape == DRG_SHAPE_DIGIT)
        return 0;
    if (before && !after)
        return 1;
    if (!before && after)
        return -1;
    return inside ? -1 : 1;
}

static int double_side(const quotation_state *state, uint32_t token, uint32_t mark) {
    switch (mark) {
    case 0x201C: /* closes what a low mark opened */
        return state->open_double != DRG_NONE && state->double_mark == 0x201E ? -1 : 1;
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0x300C:
    case 0x300E:
    case 0x2039:
    case 0x201A:
    case '`':
        return 1;
    case 0x201D:
    case 0xBB:
    case 0x300D:
    case 0x300F:
    case 0x203A:
    case '\'':
        return -1;
    default:
        return straight_side(state, token);
    }
}

static void read_double(quotation_state *state, uint32_t token, uint32_t mark) {
    int side = double_side(state, token, mark);
    if (side > 0) {
        open_quote(state, token, &state->open_double);
        state->double_mark = mark;
        state->open_single = DRG_NONE;
    } else if (side < 0) {
        close_quote(state, token, &state->open_double);
        state->open_single = DRG_NONE;
    }
}

/* ---- single marks ---- */

static bool is_single(const quotation_state *state, uint32_t token) {
    const drg_token *t = &state->tokens[token];
    return t->lower.size == 1 && t->lower.data[0] == '\'';
}

static bool ends_in_s(const drg_token *token) {
    drg_slice lower = token->lower;
    char last = lower.size ? lower.data[lower.size - 1] : ' ';
    return drg_token_word(token) && (last == 's' || last == 'x' || last == 'z');
}

/* Another mark that could close comes before one that opens. */
static bool closer_ahead(const quotation_state *state, uint32_t token) {
    uint32_t limit = state->end - token > LOOK_AHEAD ? token + LOOK_AHEAD : state->end;
    for (uint32_t i = token + 1; i < limit; i++) {
        if (!is_single(state, i))
            continue;
        return !open_before(state, i);
    }
    return false;
}

static void read_single(quotation_state *state, uint32_t token) {
    drg_token *t = &state->tokens[token];
    bool before = open_before(state, token), after = space_after(state, token);
    bool word_before = token > state->first && !before && ends_in_s(&state->tokens[token - 1]);
    if (first_character(state, token).code == 0x2018 || (before && !after)) {
        open_quote(state, token, &state->open_single);
        return;
    }
    bool inside = state->open_single != DRG_NONE;
    if (word_before && after && (!inside || closer_ahead(state, token))) {
        t->flags |= DRG_TOKEN_POSSESSIVE;
        return;
    }
    if (inside)
        close_quote(state, token, &state->open_single);
}

/* ---- paragraphs ---- */

/* Does the paragraph start with a mark that opens? */
static bool opens(const drg_segmenter *segmenter, const drg_paragraph *paragraph) {
    if (paragraph->first_token == paragraph->end_token)
        return false;
    const drg_token *token = &segmenter->document->tokens.items[paragraph->first_token];
    drg_char c = drg_char_at(segmenter->text, token->start, token->end);
    return (c.kind == DRG_CHAR_QUOTE && c.code != 0x201D && c.code != 0xBB) || c.code == 0x2018;
}

static void read_paragraph(drg_segmenter *segmenter, size_t number) {
    const drg_paragraph *paragraph = &segmenter->paragraphs.items[number];
    quotation_state state = {segmenter, segmenter->document->tokens.items, paragraph->first_token,
        paragraph->end_token, DRG_NONE, DRG_NONE, 0};
    for (uint32_t i = state.first; i < state.end; i++) {
        if (state.tokens[i].shape != DRG_SHAPE_PUNCTUATION)
            continue;
        drg_char c = first_character(&state, i);
        bool twice = c.kind == DRG_CHAR_APOSTROPHE && state.tokens[i].lower.size == 2;
        if (c.kind == DRG_CHAR_QUOTE || twice)
            read_double(&state, i, c.kind == DRG_CHAR_QUOTE || c.code == '`' ? c.code : '"');
        else if (is_single(&state, i))
            read_single(&state, i);
    }
    bool goes_on = number + 1 < segmenter->paragraphs.count && opens(segmenter, paragraph + 1);
    if (state.open_double != DRG_NONE && (goes_on || state.open_double == state.first))
        flag_quoted(&state, state.open_double, state.end);
    if (goes_on && state.open_single != DRG_NONE && state.open_double == DRG_NONE)
        flag_quoted(&state, state.open_single, state.end);
}

void drg_segment_quotations(drg_segmenter *segmenter) {
    for (size_t i = 0; i < segmenter->paragraphs.count; i++)
        read_paragraph(segmenter, i);
}
