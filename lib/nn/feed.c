/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which sentences the reading engine is given: language, and no more of it than a text of that many
 * bytes holds.
 *
 * The engine costs the same for every word piece, whatever it means, and a byte can be a piece of
 * its own: sixteen kilobytes of "(" would cost as much as seventy of news. So a sentence is left
 * out
 *   when it is no language: over LONG tokens, of which fewer than one in four is a word; or
 *   when its pieces are not covered by its bytes: each byte of a sentence earns a quarter of a
 *   piece, a sentence costs its pieces and one more that ends it, and what is left over is kept up
 *   to ALLOWANCE pieces (a leaky bucket: Turner 1986).
 * News has 4.6 bytes a piece; in the 532 articles of data/corpus/texts no stretch ever drew more
 * than 101 pieces from the allowance, and none has a sentence of the first kind. `make
 * bench-hostile` counts what is left out of them: nothing.
 *
 * So the engine never reads more than size / 4 + ALLOWANCE pieces, and whether a sentence is read
 * depends on it and on what stands before it in the article alone. Sentences are left out whole,
 * the words of a sentence stay together. A stretch of sentences left out gets one warning,
 * not_read; drg_read_word.read tells later stages.
 *
 * Pieces are counted here and cut again when they are read: 0.4 microseconds a token, against a
 * hundred for reading it. Counting ends where the bytes do not cover more, so a token that is dear
 * to cut is not cut in vain.
 *
 * Memory: 20 bytes a word that is read, one byte a sentence.
 */
#include "feed.h"

#include "pieces.h"

#define LONG 64 /* tokens; shorter sentences may be all figures and signs: results, tables */
#define PIECE_BYTES 4 /* bytes that earn a piece */
#define ALLOWANCE (1024 * PIECE_BYTES) /* bytes: of 1024 pieces */

static bool is_language(const drg_document *document, const drg_sentence *sentence) {
    const drg_token *token = document->tokens.items;
    size_t words = 0, tokens = sentence->end_token - sentence->first_token;
    if (tokens <= LONG)
        return true;
    for (uint32_t t = sentence->first_token; t < sentence->end_token; t++)
        words += drg_token_word(&token[t]);
    return 4 * words >= tokens;
}

/* The word pieces of a sentence and its end; anything over `most` when there are more. */
static size_t count_pieces(const drg_document *document, const drg_reader *reader,
    const drg_sentence *sentence, size_t most) {
    uint32_t pieces[DRG_READ_PIECES];
    uint8_t shapes[DRG_READ_PIECES];
    size_t count = 1;
    for (uint32_t t = sentence->first_token; t < sentence->end_token && count <= most; t++) {
        drg_slice word = drg_token_text(document->text, &document->tokens.items[t]);
        count += drg_pieces_of_word(reader, word, pieces, shapes, reader->sentence);
    }
    return count;
}

static bool is_covered(const drg_document *document, const drg_reader *reader,
    const drg_sentence *sentence, drg_purse *purse) {
    size_t bytes = sentence->span.end - sentence->span.start + 1; /* with the blank behind it */
    size_t most = (purse->held + bytes) / PIECE_BYTES;
    size_t pieces = count_pieces(document, reader, sentence, most);
    return drg_purse_pay(purse, bytes, pieces * PIECE_BYTES);
}

/* One warning for each run of sentences that are not read. */
static void warn_left_out(drg_document *document, const uint8_t *read) {
    const drg_sentence *sentence = document->sentences.items;
    size_t count = document->sentences.count, end;
    for (size_t first = 0; first < count; first = end) {
        end = first + 1;
        if (read[first])
            continue;
        while (end < count && !read[end])
            end++;
        drg_document_warn(document, "not_read",
            (drg_span){sentence[first].span.start, sentence[end - 1].span.end},
            "too dense or without words: left to tables and patterns");
    }
}

/* Marks what is read; *words and *sentences get their numbers. */
static int choose(drg_document *document, const drg_reader *reader, uint8_t *read, size_t *words,
    size_t *sentences) {
    drg_purse purse = drg_purse_make(ALLOWANCE);
    *words = *sentences = 0;
    for (size_t s = 0; s < document->sentences.count; s++) {
        const drg_sentence *sentence = &document->sentences.items[s];
        if (drg_document_cancelled(document))
            return DRG_ECANCELLED;
        read[s] = is_language(document, sentence) && is_covered(document, reader, sentence, &purse);
        *words += read[s] ? sentence->end_token - sentence->first_token : 0;
        *sentences += read[s];
    }
    return DRG_OK;
}

int drg_feed_lay(drg_document *document, const drg_reader *reader, drg_feed *out) {
    drg_arena *arena = &document->arena;
    size_t words, sentences;
    uint8_t *read = drg_arena_array(arena, document->sentences.count, 1);
    if (!read)
        return DRG_ENOMEM;
    int result = choose(document, reader, read, &words, &sentences);
    if (result)
        return result;
    drg_slice *word = drg_arena_array(arena, words, sizeof *word);
    uint32_t *token = drg_arena_array(arena, words, sizeof *token);
    uint32_t *end = drg_arena_array(arena, sentences, sizeof *end);
    if (!word || !token || !end)
        return DRG_ENOMEM;
    *out = (drg_feed){{word, end, words, sentences}, token};
    for (size_t s = 0; s < document->sentences.count; s++) {
        const drg_sentence *sentence = &document->sentences.items[s];
        if (!read[s])
            continue;
        for (uint32_t t = sentence->first_token; t < sentence->end_token; t++) {
            *word++ = drg_token_text(document->text, &document->tokens.items[t]);
            *token++ = t;
        }
        *end++ = (uint32_t)(token - out->token);
    }
    warn_left_out(document, read);
    return drg_arena_failed(arena) ? DRG_ENOMEM : DRG_OK;
}
