/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs of quotation marks.
 *
 * A mark that opens is paired with the next one of its own kind (double or single) that closes, in
 * the same paragraph. Where the paragraph ends first and the next one begins with an opening mark,
 * the quote goes on there, as newspapers set long quotes; a double mark that begins its paragraph
 * runs to the end of it even so; else the mark stands alone and is left.
 * A quote inside a quote belongs to the outer one. Each token is looked at a fixed number of times:
 * a mark without a partner takes the rest of its paragraph with it, so nothing is scanned twice.
 */
#include "quote.h"

static bool is_double(const drg_document *document, uint32_t at) {
    drg_slice text = drg_token_text(document->text, &document->tokens.items[at]);
    return !drg_slice_is(text, "'") && !drg_slice_is(text, "\u2018") &&
           !drg_slice_is(text, "\u2019") && !drg_slice_is(text, "`");
}

static uint32_t paragraph_of(const drg_document *document, uint32_t token) {
    return document->sentences.items[document->tokens.items[token].sentence].paragraph;
}

int drg_quote_marks(drg_document *document, drg_quoted_list *list) {
    const drg_token *tokens = document->tokens.items;
    uint32_t count = (uint32_t)document->tokens.count;
    for (uint32_t at = 0; at < count; at++) {
        if (tokens[at].shape != DRG_SHAPE_OPEN_QUOTE)
            continue;
        uint32_t paragraph = paragraph_of(document, at), close = at + 1;
        bool wide = is_double(document, at);
        while (
            close < count && paragraph_of(document, close) == paragraph &&
            !(tokens[close].shape == DRG_SHAPE_CLOSE_QUOTE && is_double(document, close) == wide))
            close++;
        bool closed = close < count && paragraph_of(document, close) == paragraph;
        bool goes_on = !closed && close < count && tokens[close].shape == DRG_SHAPE_OPEN_QUOTE;
        bool lost = !closed && wide && (at == 0 || paragraph_of(document, at - 1) != paragraph);
        if ((closed || goes_on || lost) && close > at + 1) {
            drg_quoted *quoted = drg_list_add(&document->arena, list);
            if (!quoted)
                return DRG_ENOMEM;
            bool open_ended = lost && !goes_on;
            *quoted = (drg_quoted){at, close - open_ended, at + 1, close, goes_on};
        }
        at = closed ? close : close - 1;
    }
    return DRG_OK;
}
