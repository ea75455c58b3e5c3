/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_ENCODER_H
#define DRG_NN_ENCODER_H
/* The transformer: rows of vectors through layers, all in a worker's scratch. */
#include "model.h"
#include "reader.h"

typedef struct drg_stretch { /* rows that attend to one another: a window, or one item */
    uint32_t first, count;
} drg_stretch;

/* All memory of a worker; P = DRG_READ_PIECES rows, D = width. Sizes that depend on the heads are
 * in drg_reader_scratch_new. */
struct drg_reader_scratch {
    const drg_reader *reader;
    /* what the batch holds */
    uint32_t *piece; /* [P] entry of each row */
    uint8_t *shape; /* [P] */
    uint16_t *column; /* [P] place in its window */
    uint32_t *word_row; /* [P] row of the first piece of each word */
    drg_chunk *chunks; /* [P] */
    drg_stretch *windows; /* [P] */
    size_t rows, words, chunk_count, window_count, first_word;
    /* states */
    float *state; /* [P][D] after the last layer */
    float *middle; /* [P][D] after layer tower_from */
    float *word_out; /* [P][head_stride] the fused word heads */
    size_t head_stride;
    /* work of a layer */
    float *qkv; /* [P][3 D] */
    float *mixed; /* [P][D] attention's output, and a layer's increments */
    float *added; /* [P][D] */
    float *inner; /* [P][inner] */
    uint8_t *quant; /* [P][max(inner, 3 D)] */
    float *quant_scale; /* [P] */
    float *attend; /* drg_attend_work(P) */
    /* the second pass */
    float *item; /* [P][D] */
    drg_stretch *items; /* [P] */
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

/* y [rows][stride] = linear(x [rows][linear inputs]). */
void drg_encoder_linear(struct drg_reader_scratch *scratch, const drg_linear *linear,
    const float *x, size_t rows, float *y, size_t stride);
/* x [rows][D] through one layer, in place; rows attend inside their stretch. */
void drg_encoder_layer(struct drg_reader_scratch *scratch, const drg_layer *layer, float *x,
    size_t rows, const drg_stretch *stretches, size_t stretch_count);
/* The batch's pieces -> state and middle. */
void drg_encoder_run(struct drg_reader_scratch *scratch);
#endif
