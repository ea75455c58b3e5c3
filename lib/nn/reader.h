/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_READER_H
#define DRG_NN_READER_H
/*
 * The reading engine: scores for the words of sentences, from the weights in models/reader.drgm.
 *
 *   drg_reader *reader;              weights: opened once, constant, shared by all threads
 *   drg_reader_scratch *scratch;     all memory that reading needs: one a worker
 *   for (size_t at = 0; at < input.words; at = reading.end)       batches of up to 256 pieces
 *       drg_reader_read(reader, scratch, &input, at, &reading);
 *       ... drg_decode_bio(...) on its names and triggers; drg_reader_second(...) on triggers
 *
 * Sentences of an article are read together in windows of up to about 128 word pieces, so hand in
 * whole articles, in order: what the engine says of a sentence depends a little on its neighbours,
 * and not at all on batches, threads or instruction sets. A sentence too long for a window (over
 * 200 pieces) is read in parts, cut between words.
 *
 * Scores are log-odds up to a constant (softmax over a group gives probabilities). Nothing here
 * allocates except the functions that open or make something. Without weights there is no reader:
 * the stages do without.
 */
#include "../dragoman.h"

enum {
    DRG_READ_PIECES = 256, /* of a batch: 25 ms of work; more at once are not faster */
    DRG_SHAPE_COUNT = 9,
    DRG_QUOTE_PARTS = 3, /* source, cue, content: three groups of O, B, I */
    DRG_LINK_BUCKETS = 8,
    DRG_BIO_LABELS = 32 /* the most labels of a BIO list */
};

typedef struct drg_reader drg_reader;
typedef struct drg_reader_scratch drg_reader_scratch;

/* ---- opening -----------------------------------------------------------------------------------
 */

/*
 * data: the whole file, aligned to 4 bytes; borrowed until close. allocator NULL: malloc.
 * Errors: DRG_EFORMAT (where and what in *error), DRG_ENOMEM. Cost: one pass over the file.
 */
int drg_reader_open(const void *data, size_t size, const drg_allocator *allocator, drg_reader **out,
    drg_error *error);
void drg_reader_close(drg_reader *reader); /* NULL is fine */

/* 6.5 MB with the built-in weights; DRG_ENOMEM. Belongs to the caller, who frees it before the
 * reader is closed. */
int drg_reader_scratch_new(const drg_reader *reader, drg_reader_scratch **out);
void drg_reader_scratch_free(drg_reader_scratch *scratch); /* NULL is fine */

/* SHA-256 of the weights, as the file states it: 32 bytes. */
const unsigned char *drg_reader_digest(const drg_reader *reader);
/* Name of the instruction set in use. */
const char *drg_reader_kernel(const drg_reader *reader);

/*
 * The labels of a list, in the order of the scores: "upos", "names", "triggers", "roles", "tenses",
 * "flags", "modes" ("none", then "TYPE/mode"), "contexts", "quotes", "deprel", "shapes", and
 * "restricted": what was trained on that is not free for every use, perhaps nothing. Of names,
 * triggers and roles the scores are O, then B and I of each label: row 1 + 2 i, row 2 + 2 i.
 * *count gets their number; NULL and 0 for an unknown list.
 */
const drg_slice *drg_reader_labels(const drg_reader *reader, const char *list, size_t *count);

/* ---- reading words -----------------------------------------------------------------------------
 */

typedef struct drg_reader_input {
    const drg_slice *word; /* [words] valid UTF-8, as the tokeniser cut them */
    const uint32_t
        *sentence_end; /* [sentences] word after the last of each, rising, last = words */
    size_t words, sentences;
} drg_reader_input;

typedef struct drg_chunk { /* a sentence, or a part of one that is too long */
    uint32_t first, end; /* words of the input, half-open */
    uint32_t cls; /* row of its window's [CLS]: for drg_reader_second */
    uint32_t piece, piece_end; /* rows of its pieces */
} drg_chunk;

/* What is known of words first..end; pointers are valid until the next read with the scratch. */
typedef struct drg_reading {
    size_t first, end; /* words of the input, half-open */
    const drg_chunk *chunks;
    size_t chunk_count;
    size_t stride; /* floats from one word to the next in all arrays below */
    /* row of word w: array + (w - first) * stride */
    const float *upos; /* [upos] */
    const float *names; /* [1 + 2 names] */
    const float *triggers; /* [1 + 2 triggers] */
    const float *quotes; /* [3][O B I] source, cue, content */
} drg_reading;

/*
 * From now on `stop` is asked every few milliseconds of reading with this scratch, on any machine;
 * true makes the reading give up. NULL: nobody is asked, as after drg_reader_scratch_new.
 */
void drg_reader_watch(drg_reader_scratch *scratch, bool (*stop)(void *user), void *user);

/*
 * Reads on from word `at` (0, or the `end` of the reading before it). Reads at least one word if
 * there is one. Cost: 10 million 8-bit products a word piece, and the attention's.
 * DRG_ECANCELLED when stopped: then *reading is of no use.
 */
int drg_reader_read(const drg_reader *reader, drg_reader_scratch *scratch,
    const drg_reader_input *input, size_t at, drg_reading *reading);

/* ---- reading triggers --------------------------------------------------------------------------
 */

typedef struct drg_read_trigger { /* what to ask about, in one chunk of the last reading */
    uint32_t chunk; /* index */
    uint32_t first, end; /* words of the input, half-open, inside the chunk */
    uint32_t type; /* index of "triggers" */
    /* for a pair, type is DRG_READ_PAIR and these are the target's words, first..end the source's
     */
    uint32_t target_first, target_end;
} drg_read_trigger;

#define DRG_READ_PAIR 0xffffffffu

typedef struct drg_trigger_scores {
    const float *roles; /* [words of the chunk][1 + 2 roles], role_stride apart */
    size_t role_stride;
    const float *tense; /* [tenses] */
    const float *flags; /* [flags] > 0: yes */
    const float *modes; /* [modes]: compare "none" and those of the type */
    const float *contexts; /* [contexts] > 0: likelier than not */
    const float *types; /* [triggers] of a pair, else NULL */
} drg_trigger_scores;

/*
 * Second pass over the last reading: fills scores[0 .. n - 1] for the first n of the triggers, as
 * many as fit a batch, and returns n (at least 1 if count is; 0 when stopped). Valid until the next
 * call with this scratch. Triggers of several sentences may be asked about at once, and should be.
 * Cost a trigger: `tower_layers` over its sentence, with the shipped weights one.
 */
size_t drg_reader_second(const drg_reader *reader, drg_reader_scratch *scratch,
    const drg_read_trigger *triggers, size_t count, drg_trigger_scores *scores);

/* ---- trees and links ---------------------------------------------------------------------------
 *
 * The heads of links are computed for all words of the last reading when the first of these
 * functions is called, those of trees too when a tree is asked for.
 */

/* Computes both now. */
void drg_reader_rest(drg_reader_scratch *scratch);

/*
 * The dependency tree of a chunk of the last reading: heads[i] is the head of its i-th word,
 * counted from 1, 0 for the root; relations[i] an index of "deprel". The best projective tree
 * (Eisner 1996), one root. Cost: n^3 / 6 for n words, n <= 200. No stage asks for one: the head is
 * there because training has it beside the others, and tests hold all heads against training's.
 */
void drg_reader_tree(const drg_reader *reader, drg_reader_scratch *scratch, size_t chunk,
    uint16_t *heads, uint8_t *relations);

#define DRG_LINK_MOST 128 /* floats of a link vector, at most */
size_t drg_reader_link_size(const drg_reader *reader);
/*
 * Who asks (a described party, a pronoun) has a query, a candidate (a name) has a key, each the sum
 * of two parts: one of its first word and one of its last. A word's four parts (query as first and
 * last, key as first and last) of drg_reader_link_size floats, and its score of "none".
 */
void drg_reader_link_parts(const drg_reader *reader, drg_reader_scratch *scratch, size_t word,
    float parts[4][DRG_LINK_MOST], float *none);
/* Score of a candidate by the product of query and key; distance: sentence of the asker minus that
 * of the candidate. */
float drg_reader_link_total(const drg_reader *reader, float product, int64_t distance);

/* ---- decoding ----------------------------------------------------------------------------------
 */

/*
 * The best path of BIO rows (I only after B or I of the same label; Viterbi, first-order), into
 * rows[words]. scores: [words] rows of 1 + 2 labels floats, `stride` apart; o_bias is added to O
 * (negative finds more). words <= DRG_READ_PIECES, labels <= DRG_BIO_LABELS. Cost: words * labels,
 * because only B, O and the label itself may come before I.
 */
void drg_decode_bio(
    const float *scores, size_t stride, size_t words, size_t labels, float o_bias, uint8_t *rows);

/* e^x for x <= 0, the same bits on every machine: the C library's picks its method by processor. */
double drg_decode_exp(double x);

/* Probability of `row` among `count` scores. */
float drg_decode_probability(const float *scores, size_t count, size_t row);

#endif
