/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The read stage: the reading engine over the whole article, its scores decoded into the document.
 *
 * First pass: batch after batch of windows (reader.h) gives scores for every word; they become
 * probabilities (softmax over the rows of a head), the best path of names and of triggers (Viterbi
 * over BIO), part of speech and the parts of quotations. Second pass, while the batch is there:
 * every trigger on a path that finds a little more than the best one (TRIGGER_BIAS) is asked for
 * its arguments, tense, mode and contexts; whether it is kept is for the event stage to say.
 *
 * Labels are matched by name when the stage starts, so that weights may order them as they like; a
 * label that is not known here is an error of the weights and was refused when they were opened
 * (drg_read_check).
 *
 * Cost is bound to the length of the text, whatever it says: feed.c leaves out sentences that hold
 * more pieces than their bytes pay for, and the second pass may read SECOND_ROWS rows for each
 * piece of the first, with an allowance; triggers past that are not asked about, with a warning.
 * News draws at most 800 rows from the allowance (data/corpus/texts). A caller who gives up is
 * heard between any two steps of the encoder (encoder.c).
 *
 * Cost: 8 million 8-bit products a word piece, and 1 million a piece and trigger of a sentence (one
 * layer with the shipped weights; the last makes all but keys and values for [CLS] and first pieces
 * alone); memory 280 bytes a token.
 */
#include "../document.h"
#include "../engine.h"
#include "feed.h"
#include "links.h"
#include "reader.h"

#include <math.h>

#define TRIGGER_BIAS (-1.0f) /* added to O: about a third more triggers than on the best path */
#define MOST_TRIGGERS 128 /* asked about in one sentence; no sentence of news has as many */
/* Rows of the second pass that a piece of the first earns (news: 0.8 are used). */
#define SECOND_ROWS 2
#define SECOND_ALLOWANCE 4096 /* rows */
#define ROWS (1 + 2 * DRG_BIO_LABELS)
#define MOST_MODES 96
#define MOST_CONTEXTS 64

typedef struct labels { /* what the rows of the weights mean here */
    uint8_t name[DRG_BIO_LABELS]; /* drg_entity_type, DRG_READ_DATE, DRG_READ_MONEY */
    uint8_t trigger[DRG_BIO_LABELS]; /* drg_event_type */
    uint8_t role[DRG_BIO_LABELS]; /* drg_read_role_kind */
    uint8_t tense[4]; /* row -> drg_tense */
    uint8_t mode_type[MOST_MODES]; /* drg_event_type, DRG_EVENT_TYPES for "none" */
    drg_slice mode[MOST_MODES];
    uint8_t upos[DRG_UPOS_TAGS]; /* drg_upos */
    const drg_slice *context;
    size_t upos_rows, names, triggers, roles, modes, contexts;
    size_t negated, attributed, core; /* rows of "flags" */
} labels;

/* ---- labels by name -------------------------------------------------------------------------- */

static const char *name_label(uint8_t type) {
    return type == DRG_READ_DATE    ? "DATE"
           : type == DRG_READ_MONEY ? "MONEY"
                                    : drg_entity_type_name((drg_entity_type)type);
}

static const char *upos_label(uint8_t tag) {
    static const char *const names[] = {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN",
        "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
    return names[tag];
}

static const char *event_label(uint8_t type) {
    return drg_event_type_name((drg_event_type)type);
}

static const char *role_label(uint8_t role) {
    static const char *const names[] = {"source", "target", "place", "time"};
    return names[role];
}

static const char *tense_label(uint8_t tense) {
    return drg_tense_name((drg_tense)tense);
}

/* The number that a label's name stands for, `count` when none. */
static uint8_t number_of(drg_slice label, const char *(*name)(uint8_t), uint8_t count) {
    uint8_t i = 0;
    while (i < count && !drg_slice_is(label, name(i)))
        i++;
    return i;
}

/* Fills map[count of the list]; false when a label is unknown or there are more than fit. */
static bool map_list(const drg_reader *reader, const char *list, const char *(*name)(uint8_t),
    uint8_t known, uint8_t *map, size_t most, size_t *count) {
    const drg_slice *label = drg_reader_labels(reader, list, count);
    if (!label || *count > most)
        return false;
    for (size_t i = 0; i < *count; i++) {
        map[i] = number_of(label[i], name, known);
        if (map[i] == known && drg_slice_is(label[i], "PRODUCT"))
            map[i] = DRG_MISC; /* products are told apart in training only */
        if (map[i] == known)
            return false;
    }
    return true;
}

static bool map_modes(const drg_reader *reader, labels *out) {
    const drg_slice *label = drg_reader_labels(reader, "modes", &out->modes);
    if (!label || !out->modes || out->modes > MOST_MODES)
        return false;
    for (size_t i = 0; i < out->modes; i++) {
        drg_slice rest = label[i], type = {0};
        drg_slice_cut(&rest, '/', &type);
        out->mode_type[i] = number_of(type, event_label, DRG_EVENT_TYPES);
        out->mode[i] = rest;
        if ((i == 0) != (out->mode_type[i] == DRG_EVENT_TYPES))
            return false; /* row 0 is "none", and only row 0 */
    }
    return true;
}

static bool map_flags(const drg_reader *reader, labels *out) {
    size_t count, found = 0;
    const drg_slice *label = drg_reader_labels(reader, "flags", &count);
    for (size_t i = 0; label && i < count; i++) {
        size_t *row = drg_slice_is(label[i], "negated")      ? &out->negated
                      : drg_slice_is(label[i], "attributed") ? &out->attributed
                      : drg_slice_is(label[i], "core")       ? &out->core
                                                             : NULL;
        if (row)
            *row = i, found++;
    }
    return found == 3;
}

static bool map_labels(const drg_reader *reader, labels *out) {
    size_t tenses, quotes;
    out->context = drg_reader_labels(reader, "contexts", &out->contexts);
    drg_reader_labels(reader, "quotes", &quotes);
    return map_list(reader, "names", name_label, DRG_READ_NAME_TYPES, out->name, DRG_BIO_LABELS,
               &out->names) &&
           map_list(reader, "triggers", event_label, DRG_EVENT_TYPES, out->trigger, DRG_BIO_LABELS,
               &out->triggers) &&
           map_list(reader, "roles", role_label, DRG_READ_ROLES, out->role, DRG_BIO_LABELS,
               &out->roles) &&
           map_list(reader, "tenses", tense_label, 4, out->tense, 4, &tenses) && tenses == 4 &&
           map_list(reader, "upos", upos_label, DRG_UPOS_TAGS, out->upos, DRG_UPOS_TAGS,
               &out->upos_rows) &&
           map_modes(reader, out) && map_flags(reader, out) && out->contexts <= MOST_CONTEXTS &&
           out->upos_rows && quotes == DRG_QUOTE_PARTS;
}

int drg_read_check(const drg_reader *reader, drg_error *error) {
    labels unused;
    if (map_labels(reader, &unused))
        return DRG_OK;
    return drg_fail(error, DRG_EFORMAT, 0, "the weights have labels that are not known");
}

/* ---- probabilities --------------------------------------------------------------------------- */

static void soften(const float *scores, size_t count, double *out) {
    double top = (double)scores[0], sum = 0;
    for (size_t i = 1; i < count; i++)
        top = (double)scores[i] > top ? (double)scores[i] : top;
    for (size_t i = 0; i < count; i++)
        sum += out[i] = drg_decode_exp((double)scores[i] - top);
    for (size_t i = 0; i < count; i++)
        out[i] /= sum;
}

static double yes(float score) {
    double down = drg_decode_exp(score > 0 ? (double)-score : (double)score);
    return score > 0 ? 1 / (1 + down) : down / (1 + down);
}

static uint8_t byte_of(double probability) {
    return (uint8_t)(probability * 255 + 0.5);
}

static uint8_t add_byte(uint8_t a, double probability) {
    unsigned sum = a + byte_of(probability);
    return sum > 255 ? 255 : (uint8_t)sum;
}

static uint8_t best_of(const float *scores, size_t count) {
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (scores[i] > scores[best])
            best = i;
    return (uint8_t)best;
}

/* ---- first pass ------------------------------------------------------------------------------ */

typedef struct work {
    drg_document *document;
    const drg_reader *reader;
    drg_feed feed;
    drg_purse second; /* rows that the second pass may still read */
    drg_reader_scratch *scratch;
    labels labels;
    drg_reading reading;
    uint8_t rows[DRG_READ_PIECES];
    drg_read_trigger triggers[DRG_READ_PIECES]; /* of the batch; it has no more words */
    drg_trigger_scores scores[DRG_READ_PIECES];
    size_t trigger_count;
} work;

static const float *row_of(const work *w, const float *array, size_t word) {
    return array + (word - w->reading.first) * w->reading.stride;
}

static void keep_word(work *w, size_t at) {
    drg_read_word *word = &w->document->read.words[w->feed.token[at]];
    double p[ROWS];
    word->read = 1;
    drg_links_keep(w->document, w->reader, w->scratch, at, w->feed.token[at]);
    word->upos = w->labels.upos[best_of(row_of(w, w->reading.upos, at), w->labels.upos_rows)];
    soften(row_of(w, w->reading.names, at), 1 + 2 * w->labels.names, p);
    for (size_t i = 0; i < w->labels.names; i++) {
        uint8_t type = w->labels.name[i];
        word->name_begin[type] = add_byte(word->name_begin[type], p[1 + 2 * i]);
        word->name_inside[type] = add_byte(word->name_inside[type], p[2 + 2 * i]);
    }
    soften(row_of(w, w->reading.triggers, at), 1 + 2 * w->labels.triggers, p);
    for (size_t i = 0; i < w->labels.triggers; i++)
        word->trigger[w->labels.trigger[i]] = byte_of(p[1 + 2 * i] + p[2 + 2 * i]);
    const float *quotes = row_of(w, w->reading.quotes, at);
    for (size_t part = 0; part < DRG_QUOTE_PARTS; part++)
        word->quote[part] = best_of(quotes + 3 * part, 3);
}

/* Probability of rows [first, end) of a decoded path: the mean over its words. */
static uint8_t path_probability(const float *scores, size_t stride, size_t count,
    const uint8_t *rows, size_t first, size_t end) {
    double p[ROWS], sum = 0;
    for (size_t i = first; i < end; i++) {
        soften(scores + i * stride, count, p);
        sum += p[rows[i]];
    }
    return byte_of(sum / (double)(end - first));
}

/* The next run of one label in rows[*at, count): false when there is none. */
static bool next_run(const uint8_t *rows, size_t count, size_t *at, size_t *first, size_t *end) {
    while (*at < count && rows[*at] == 0)
        ++*at;
    if (*at == count)
        return false;
    *first = (*at)++;
    while (*at < count && rows[*at] && rows[*at] % 2 == 0)
        ++*at;
    *end = *at;
    return true;
}

static void decode_names(work *w, const drg_chunk *chunk) {
    const float *scores = row_of(w, w->reading.names, chunk->first);
    size_t words = chunk->end - chunk->first, stride = w->reading.stride, at = 0, first, end;
    drg_decode_bio(scores, stride, words, w->labels.names, 0.0f, w->rows);
    while (next_run(w->rows, words, &at, &first, &end)) {
        drg_read_name *name = drg_list_add(&w->document->arena, &w->document->read.names);
        if (!name)
            return;
        name->first_token = w->feed.token[chunk->first] + (uint32_t)first;
        name->end_token = w->feed.token[chunk->first] + (uint32_t)end;
        name->type = w->labels.name[(w->rows[first] - 1) / 2];
        name->probability =
            path_probability(scores, stride, 1 + 2 * w->labels.names, w->rows, first, end);
    }
}

/* ---- second pass ----------------------------------------------------------------------------- */

static void keep_roles(
    work *w, const drg_chunk *chunk, const drg_trigger_scores *scores, drg_read_event *event) {
    size_t words = chunk->end - chunk->first, at = 0, first, end;
    uint32_t base = w->feed.token[chunk->first];
    drg_decode_bio(scores->roles, scores->role_stride, words, w->labels.roles, 0.0f, w->rows);
    event->first_role = (uint32_t)w->document->read.roles.count;
    while (next_run(w->rows, words, &at, &first, &end)) {
        drg_read_role *role = drg_list_add(&w->document->arena, &w->document->read.roles);
        if (!role)
            return;
        *role = (drg_read_role){base + (uint32_t)first, base + (uint32_t)end,
            w->labels.role[(w->rows[first] - 1) / 2],
            path_probability(
                scores->roles, scores->role_stride, 1 + 2 * w->labels.roles, w->rows, first, end)};
    }
    event->end_role = (uint32_t)w->document->read.roles.count;
}

/* Softmax over "none" and the modes of the type. */
static void keep_mode(const work *w, const float *scores, drg_read_event *event) {
    float chosen[MOST_MODES] = {0};
    size_t row[MOST_MODES], count = 0;
    double p[MOST_MODES];
    for (size_t i = 0; i < w->labels.modes; i++)
        if (i == 0 || w->labels.mode_type[i] == event->type) {
            chosen[count] = scores[i];
            row[count++] = i;
        }
    soften(chosen, count, p);
    uint8_t best = best_of(chosen, count);
    event->mode_probability = byte_of(p[best]);
    event->mode = best ? w->labels.mode[row[best]] : (drg_slice){0};
}

static void keep_contexts(work *w, const float *scores, drg_read_event *event) {
    size_t order[MOST_CONTEXTS], count = 0;
    for (size_t i = 0; i < w->labels.contexts; i++)
        if (scores[i] > 0) {
            size_t at = count++;
            for (; at > 0 && scores[order[at - 1]] < scores[i]; at--)
                order[at] = order[at - 1];
            order[at] = i;
        }
    drg_slice *kept = drg_arena_array(&w->document->arena, count, sizeof *kept);
    for (size_t i = 0; kept && i < count; i++)
        kept[i] = w->labels.context[order[i]];
    event->contexts = kept;
    event->context_count = kept ? count : 0;
}

static void keep_event(work *w, const drg_read_trigger *asked, const drg_trigger_scores *scores) {
    const drg_chunk *chunk = &w->reading.chunks[asked->chunk];
    drg_read_event *event = drg_list_add(&w->document->arena, &w->document->read.events);
    double p[4];
    if (!event)
        return;
    event->first_token = w->feed.token[asked->first];
    event->end_token = event->first_token + (asked->end - asked->first);
    event->sentence = w->document->tokens.items[event->first_token].sentence;
    event->type = w->labels.trigger[asked->type];
    for (uint32_t t = event->first_token; t < event->end_token; t++) {
        uint8_t here = w->document->read.words[t].trigger[event->type];
        event->probability = here > event->probability ? here : event->probability;
    }
    soften(scores->tense, 4, p);
    for (size_t i = 0; i < 4; i++)
        event->tense[w->labels.tense[i]] = byte_of(p[i]);
    event->negated = byte_of(yes(scores->flags[w->labels.negated]));
    event->attributed = byte_of(yes(scores->flags[w->labels.attributed]));
    event->core = byte_of(yes(scores->flags[w->labels.core]));
    keep_mode(w, scores->modes, event);
    keep_contexts(w, scores->contexts, event);
    keep_roles(w, chunk, scores, event);
}

/* Adds a chunk's triggers to those of the batch; returns how many. */
static size_t find_triggers(work *w, size_t index) {
    const drg_chunk *chunk = &w->reading.chunks[index];
    size_t words = chunk->end - chunk->first, at = 0, first, end, count = 0;
    drg_read_trigger *triggers = w->triggers + w->trigger_count;
    drg_decode_bio(row_of(w, w->reading.triggers, chunk->first), w->reading.stride, words,
        w->labels.triggers, TRIGGER_BIAS, w->rows);
    while (count < MOST_TRIGGERS && next_run(w->rows, words, &at, &first, &end))
        triggers[count++] = (drg_read_trigger){.chunk = (uint32_t)index,
            .first = chunk->first + (uint32_t)first,
            .end = chunk->first + (uint32_t)end,
            .type = (w->rows[first] - 1u) / 2};
    return count;
}

/* How many of a chunk's triggers the second pass can afford; the sentence is warned of when they
 * are not all. */
static size_t afford_triggers(work *w, size_t index, size_t count) {
    const drg_chunk *chunk = &w->reading.chunks[index];
    const drg_sentence *sentences = w->document->sentences.items;
    size_t pieces = chunk->piece_end - chunk->piece, paid = 0;
    drg_purse_pay(&w->second, SECOND_ROWS * pieces, 0);
    while (paid < count && drg_purse_pay(&w->second, 0, pieces + 2))
        paid++;
    if (paid < count) {
        uint32_t token = w->feed.token[chunk->first];
        drg_document_warn(w->document, "not_read",
            sentences[w->document->tokens.items[token].sentence].span,
            "too many words that may tell an event: not all were asked about");
    }
    return paid;
}

/* The second pass over the triggers of the batch, of all its sentences at once. */
static int read_events(work *w) {
    for (size_t asked = 0; asked < w->trigger_count;) {
        size_t got = drg_reader_second(
            w->reader, w->scratch, w->triggers + asked, w->trigger_count - asked, w->scores);
        if (got == 0 || drg_document_cancelled(w->document))
            return DRG_ECANCELLED;
        for (size_t i = 0; i < got; i++)
            keep_event(w, &w->triggers[asked + i], &w->scores[i]);
        asked += got;
    }
    return DRG_OK;
}

/* ---- the stage ------------------------------------------------------------------------------- */

static int keep_batch(work *w) {
    w->trigger_count = 0;
    for (size_t i = w->reading.first; i < w->reading.end; i++)
        keep_word(w, i);
    if (drg_document_cancelled(w->document))
        return DRG_ECANCELLED;
    for (size_t c = 0; c < w->reading.chunk_count; c++) {
        decode_names(w, &w->reading.chunks[c]);
        w->trigger_count += afford_triggers(w, c, find_triggers(w, c));
    }
    int result = read_events(w);
    return result == DRG_OK && drg_arena_failed(&w->document->arena) ? DRG_ENOMEM : result;
}

static int read_all(work *w) {
    const drg_reader_input *input = &w->feed.input;
    int result = DRG_OK;
    drg_reader_watch(w->scratch, w->document->options.cancelled, w->document->options.user);
    for (size_t at = 0; result == DRG_OK && at < input->words; at = w->reading.end) {
        result = drg_reader_read(w->reader, w->scratch, input, at, &w->reading);
        if (result == DRG_OK)
            result = keep_batch(w);
    }
    drg_reader_watch(w->scratch, NULL, NULL);
    return result;
}

int drg_run_read(drg_document *document, const drg_engine *engine) {
    if (!engine->reader)
        return DRG_OK;
    work *w = drg_arena_array(&document->arena, 1, sizeof *w);
    document->read.words =
        drg_arena_array(&document->arena, document->tokens.count, sizeof *document->read.words);
    if (!w || !document->read.words || drg_links_make(document, engine->reader))
        return DRG_ENOMEM;
    w->document = document;
    w->reader = engine->reader;
    w->second = drg_purse_make(SECOND_ALLOWANCE);
    if (!map_labels(engine->reader, &w->labels))
        return DRG_EFORMAT; /* cannot be: drg_engine_open refuses such weights */
    int result = drg_feed_lay(document, engine->reader, &w->feed);
    if (result)
        return result;
    if (document->options.scratch) {
        w->scratch = document->options.scratch->reader;
        return read_all(w);
    }
    result = drg_reader_scratch_new(engine->reader, &w->scratch);
    if (result == DRG_OK)
        result = read_all(w);
    drg_reader_scratch_free(w->scratch);
    return result;
}
