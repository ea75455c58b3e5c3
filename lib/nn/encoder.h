/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_ENCODER_H
#define DRG_NN_ENCODER_H
/* The transformer: rows of vectors through layers, all in a worker's scratch. */
#include "model.h"
#include "reader.h"

typedef struct drg_stretch { /* rows that attend to one another: a window, or one item */
    uint32_t first, count;
    /* of them, those that the last layer is asked for: a range of a list of rows */
    uint32_t asked, asked_count;
} drg_stretch;

/* All memory of a worker; P = DRG_READ_PIECES rows, D = width. Sizes that depend on the heads are
 * in drg_reader_scratch_new. */
struct drg_reader_scratch {
    const drg_reader *reader;
    void *memory; /* all that the pointers below point into */
    size_t memory_size;
    /* what the batch holds */
    uint32_t *piece; /* [P] entry of each row */
    uint8_t *shape; /* [P] */
    uint16_t *column; /* [P] place in its window */
    uint32_t *word_row; /* [P] row of the first piece of each word */
    drg_chunk *chunks; /* [P] */
    drg_stretch *windows; /* [P] */
    size_t rows, words, chunk_count, window_count, first_word;
    uint64_t operations, rows_read, rows_second; /* since it was made: for bench/speed.c */
    bool (*stop)(void *user); /* NULL, or asked every few milliseconds: true gives up */
    void *stop_user;
    /* states */
    float *state; /* [P][D]; after the last layer: [words][D], of the first piece of each word */
    float *middle; /* [P][D] after layer tower_from */
    float *word_out; /* [P][head_stride] the fused word heads */
    size_t head_stride;
    bool links_read, trees_read; /* these heads, computed only when asked for, are */
    /* work of a layer */
    float *query; /* [P][D]; attention's output takes its place */
    float *context; /* [P][2 D] keys and values */
    float *added; /* [P][D] a layer's increments */
    float *inner; /* [P][widest head], [DRG_INNER_ROWS][inner] */
    float *top; /* [DRG_INNER_ROWS][16] */
    uint8_t *quant; /* [P][max(3 D)], [DRG_INNER_ROWS][inner] */
    uint8_t *quant_asked; /* [P][D] */
    float *quant_scale; /* [P] */
    float *asked_scale; /* [P] */
    void *attend; /* drg_attend_work(P) */
    /* the second pass */
    float *item; /* [P][D] */
    drg_stretch *items; /* [P] */
    uint32_t *item_row; /* [P] the rows that its last layer is asked for */
    float *role_out; /* [P][role_stride] */
    float *feature; /* [P][3 D] */
    float *event_out; /* [P][event_stride] */
    float *type_out; /* [P][types] */
    size_t role_stride, event_stride, type_stride;
    /* trees */
    float *arc_left; /* [P][arc] */
    float *arc_score; /* [P + 1][P + 1], also Eisner's tables: see tree.c */
    float *chart; /* [4][S + 1][S + 1], S = sentence */
    uint8_t *split; /* [4][S + 1][S + 1] */
};

/* Rows of a feed-forward layer at a time: what it makes of them stays in the second cache. */
enum { DRG_INNER_ROWS = 48 };

/* y [rows][stride] = linear(x [rows][linear inputs]). */
void drg_encoder_linear(struct drg_reader_scratch *scratch, const drg_linear *linear,
    const float *x, size_t rows, float *y, size_t stride);
/*
 * x [all rows of the stretches][D] through layers 0 .. count - 1, in place; rows attend inside
 * their stretch. asked: NULL, or row numbers, rising, of which every stretch names its range: then
 * only these rows come out of the last layer, one after the other. False when stopped.
 */
bool drg_encoder_layers(struct drg_reader_scratch *scratch, const drg_layer *layer, size_t count,
    float *x, const drg_stretch *stretches, size_t stretch_count, const uint32_t *asked);
/* The batch's pieces -> state and middle. False when stopped. */
bool drg_encoder_run(struct drg_reader_scratch *scratch);
#endif
