/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The type of a given pair: which of the sixteen does a marked source do to a marked target?
 *
 * The reading engine was trained on this question beside the others (train/corpora.py, PLOVER
 * pairs): the second pass sees a mark on the words of the source and another on those of the
 * target, and a head over [CLS] and the two first pieces gives a score a type. In training the
 * marked text is one sentence; so here the sentences from the one span to the other are given as
 * one, and nothing around them. What does not fit the engine's window is cut in front of the first
 * span and behind the second, where it tells least; when the spans themselves do not fit one
 * window, there is no answer.
 *
 * The other words are read as they stand: no entities, no lexicon, no syntax. That makes the answer
 * comparable with what the field publishes for models that see marked text.
 */
#include "../base/error.h"
#include "../base/sort.h"
#include "../document.h"
#include "../engine.h"
#include "../nn/reader.h"

typedef struct pair_words { /* tokens, half-open */
    uint32_t source, source_end, target, target_end;
} pair_words;

static bool is_boundary(drg_slice text, uint32_t at) {
    return at == text.size || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

static bool is_span(drg_slice text, drg_span span) {
    return span.start < span.end && span.end <= text.size && is_boundary(text, span.start) &&
           is_boundary(text, span.end);
}

/* Tokens that share a byte with a span; false: none does. */
static bool find_tokens(
    const drg_document *document, drg_span span, uint32_t *first, uint32_t *end) {
    const drg_token *token = document->tokens.items;
    *first = *end = (uint32_t)DRG_FIRST_FROM(document->tokens, end, span.start + 1);
    while (*end < document->tokens.count && token[*end].start < span.end)
        ++*end;
    return *first < *end;
}

static int find_words(const drg_document *document, drg_span source, drg_span target,
    pair_words *words, drg_error *error) {
    const char *wrong = "the span of the %s holds no word";
    if (!find_tokens(document, source, &words->source, &words->source_end))
        return drg_fail(error, DRG_EINVAL, source.start, wrong, "source");
    if (!find_tokens(document, target, &words->target, &words->target_end))
        return drg_fail(error, DRG_EINVAL, target.start, wrong, "target");
    if (words->source < words->target_end && words->target < words->source_end)
        return drg_fail(error, DRG_EINVAL, target.start, "source and target share a word");
    return DRG_OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

typedef struct pair_reading {
    const drg_reader *reader;
    drg_reader_scratch *scratch;
    const drg_slice *words; /* [tokens] of the whole text */
    drg_reading reading;
    uint32_t base; /* token of the reading's first word */
} pair_reading;

/* Reads tokens first..end as one sentence; true when tokens from..to are in its first chunk. */
static bool read_from(
    pair_reading *pair, uint32_t first, uint32_t end, uint32_t from, uint32_t to) {
    const uint32_t sentence_end = end - first;
    const drg_reader_input input = {.word = pair->words + first,
        .sentence_end = &sentence_end,
        .words = end - first,
        .sentences = 1};
    drg_reader_read(pair->reader, pair->scratch, &input, 0, &pair->reading);
    pair->base = first;
    return pair->reading.chunk_count && pair->reading.chunks[0].first + first <= from &&
           pair->reading.chunks[0].end + first >= to;
}

/* The window: from the sentence of the first span on, or, where that is too much, from the span. */
static bool read_window(pair_reading *pair, const drg_document *document, const pair_words *words) {
    const drg_token *token = document->tokens.items;
    const drg_sentence *sentence = document->sentences.items;
    uint32_t from = words->source < words->target ? words->source : words->target;
    uint32_t to = words->source < words->target ? words->target_end : words->source_end;
    uint32_t first = sentence[token[from].sentence].first_token;
    uint32_t end = sentence[token[to - 1].sentence].end_token;
    return read_from(pair, first, end, from, to) || read_from(pair, from, end, from, to);
}

static void sort_types(drg_pair_type *types) {
    for (int i = 1; i < DRG_EVENT_TYPES; i++) {
        drg_pair_type one = types[i];
        int at = i;
        for (; at > 0 && types[at - 1].score < one.score; at--)
            types[at] = types[at - 1];
        types[at] = one;
    }
}

static int score_types(
    pair_reading *pair, const pair_words *words, drg_pair_type *types, drg_error *error) {
    const drg_read_trigger asked = {.chunk = 0,
        .type = DRG_READ_PAIR,
        .first = words->source - pair->base,
        .end = words->source_end - pair->base,
        .target_first = words->target - pair->base,
        .target_end = words->target_end - pair->base};
    drg_trigger_scores scores;
    size_t count;
    const drg_slice *label = drg_reader_labels(pair->reader, "triggers", &count);
    drg_reader_second(pair->reader, pair->scratch, &asked, 1, &scores);
    for (int type = 0; type < DRG_EVENT_TYPES; type++) {
        const char *name = drg_event_type_name((drg_event_type)type);
        types[type] = (drg_pair_type){.type = (drg_event_type)type};
        for (size_t row = 0; row < count; row++)
            if (drg_slice_is(label[row], name))
                types[type].score = drg_decode_probability(scores.types, count, row);
    }
    if (count != DRG_EVENT_TYPES) /* cannot be: drg_engine_open refuses such weights */
        return drg_fail(error, DRG_EFORMAT, 0, "the weights have other types");
    sort_types(types);
    return DRG_OK;
}

static int classify(drg_document *document, const pair_words *words, drg_reader_scratch *scratch,
    drg_pair_type *types, drg_error *error) {
    size_t count = document->tokens.count;
    drg_slice *texts = drg_arena_array(&document->arena, count, sizeof *texts);
    if (!texts)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    for (size_t i = 0; i < count; i++)
        texts[i] = drg_token_text(document->text, &document->tokens.items[i]);
    pair_reading pair = {.reader = document->engine->reader, .scratch = scratch, .words = texts};
    if (!read_window(&pair, document, words))
        return drg_fail(error, DRG_EAPART, 0, "%s", drg_error_text(DRG_EAPART));
    return score_types(&pair, words, types, error);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static int check_spans(drg_slice text, drg_span source, drg_span target, drg_error *error) {
    static const char wrong[] = "the span of the %s is empty, out of the text, or cuts a character";
    if (!is_span(text, source))
        return drg_fail(error, DRG_EINVAL, source.start, wrong, "source");
    if (!is_span(text, target))
        return drg_fail(error, DRG_EINVAL, target.start, wrong, "target");
    return DRG_OK;
}

static int run(drg_document *document, drg_span source, drg_span target, drg_pair_type *types,
    drg_error *error) {
    pair_words words;
    const drg_engine *engine = document->engine;
    drg_reader_scratch *made = NULL;
    int result = drg_run_segment(document, engine);
    if (result)
        return drg_fail(error, result, 0, "%s", drg_error_text(result));
    result = find_words(document, source, target, &words, error);
    if (result)
        return result;
    if (document->options.scratch)
        return classify(document, &words, document->options.scratch->reader, types, error);
    result = drg_reader_scratch_new(engine->reader, &made);
    if (result)
        return drg_fail(error, result, 0, "%s", drg_error_text(result));
    result = classify(document, &words, made, types, error);
    drg_reader_scratch_free(made);
    return result;
}

int drg_classify_pair(const drg_engine *engine, drg_slice text, drg_span source, drg_span target,
    const drg_options *options, drg_pair_type *types, drg_error *error) {
    const drg_input input = {.text = text};
    drg_pair_type found[DRG_EVENT_TYPES];
    drg_document *document;
    if (!engine || !types)
        return drg_fail(error, DRG_EINVAL, 0, "%s", drg_error_text(DRG_EINVAL));
    if (!engine->reader)
        return drg_fail(error, DRG_ENOMODEL, 0, "%s", drg_error_text(DRG_ENOMODEL));
    int result = drg_document_open(engine, &input, options, &document, error);
    if (result)
        return result;
    result = check_spans(text, source, target, error);
    if (!result)
        result = run(document, source, target, found, error);
    drg_document_free(document);
    if (!result)
        memcpy(types, found, sizeof found);
    return result;
}
