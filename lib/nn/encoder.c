/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The transformer of the reading engine (Vaswani et al. 2017; MiniLM: Wang et al. 2020), post-norm:
 *
 *   x = norm(word + position + shape)
 *   x = norm(x + out(attention(qkv(x))));  x = norm(x + down(gelu(up(x))))       for each layer
 *
 * Rows of all windows of a batch lie under each other without padding; only attention knows where
 * a window ends. Every product is of integers: a row is quantised to 8 bits with a scale of its own
 * just before a linear map, weights have a scale an output; attention rounds to 12 bits (see
 * kernel_body.h). Norms, softmax and GELU are single precision in the order that kernel_body.h
 * fixes, so results do not depend on the batch around a window.
 *
 * What nobody reads is not computed: heads look at the first piece of each word, so the last layer
 * makes queries, and all that follows attention, for those rows only; keys and values for all.
 *
 * Rows go through a layer in groups of whole windows of about GROUP_ROWS, and through its wide
 * middle DRG_INNER_ROWS at a time, so that what is made of them stays in the second cache; weights
 * stream past from the third. Between any two steps the caller is asked whether to go on: no step
 * takes more than some milliseconds on the slowest table.
 *
 * Cost a row: 24 D^2 integer operations a layer, and 4 D (of 16 bits) for each row of its window.
 */
#include "encoder.h"

enum { GROUP_ROWS = 128 };

static bool stopped(const struct drg_reader_scratch *s) {
    return s->stop && s->stop(s->stop_user);
}

/* y [rows] = linear(quantised rows) */
static void multiply(struct drg_reader_scratch *s, const uint8_t *quant, const float *scale,
    size_t rows, const drg_linear *linear, float *y, size_t stride) {
    s->reader->kernel->multiply(quant, scale, rows, linear, y, stride);
    s->operations += (uint64_t)2 * rows * linear->inputs * linear->outputs;
}

void drg_encoder_linear(struct drg_reader_scratch *s, const drg_linear *linear, const float *x,
    size_t rows, float *y, size_t stride) {
    const drg_kernel *kernel = s->reader->kernel;
    kernel->quantise(x, rows, linear->inputs, NULL, s->quant, s->quant_scale);
    multiply(s, s->quant, s->quant_scale, rows, linear, y, stride);
}

/* Outputs first .. first + count of a linear map; first is a multiple of a panel. */
static drg_linear part_of(const drg_linear *linear, size_t first, size_t count) {
    return (drg_linear){linear->weights + first * linear->inputs, linear->scale + first,
        linear->bias + first, linear->sums + first, (uint32_t)count, linear->inputs};
}

/* x [rows] = norm(x + down(gelu(up(x)))) */
static bool feed_forward(
    struct drg_reader_scratch *s, const drg_layer *layer, float *x, size_t rows) {
    const drg_kernel *kernel = s->reader->kernel;
    const size_t d = s->reader->width, inner = s->reader->inner;
    /* shares of equal size, in whole tiles: weights stream past once a share */
    const size_t shares = (rows + DRG_INNER_ROWS - 1) / DRG_INNER_ROWS;
    const size_t share = shares ? (rows + 6 * shares - 1) / (6 * shares) * 6 : 0;
    for (size_t t = 0; t < rows; t += share) {
        size_t now = rows - t < share ? rows - t : share;
        float *row = x + t * d;
        kernel->quantise(row, now, d, NULL, s->quant, s->quant_scale);
        kernel->multiply_gelu(s->quant, s->quant_scale, now, &layer->up, s->inner, inner, s->top);
        s->operations += (uint64_t)2 * now * d * inner;
        if (stopped(s))
            return false;
        kernel->quantise(s->inner, now, inner, s->top, s->quant, s->quant_scale);
        multiply(s, s->quant, s->quant_scale, now, &layer->down, s->added, d);
        kernel->normalise(row, s->added, now, d, layer->gain2, layer->bias2);
        if (stopped(s))
            return false;
    }
    return true;
}

/* Rows that take part in a step: a group of whole stretches. */
typedef struct group {
    const drg_stretch *stretches;
    size_t count;
    size_t first, rows; /* of all rows */
    const uint32_t *asked; /* NULL: all rows; else [asked_rows] */
    size_t asked_rows;
} group;

/* Queries of the rows asked for, keys and values of all. */
static bool project(
    struct drg_reader_scratch *s, const drg_layer *layer, const float *x, const group *g) {
    const drg_kernel *kernel = s->reader->kernel;
    const size_t d = s->reader->width;
    const drg_linear query = part_of(&layer->qkv, 0, d);
    const drg_linear context = part_of(&layer->qkv, d, 2 * d);
    kernel->quantise(x + g->first * d, g->rows, d, NULL, s->quant, s->quant_scale);
    multiply(s, s->quant, s->quant_scale, g->rows, &context, s->context, 2 * d);
    if (stopped(s))
        return false;
    const uint8_t *quant = s->quant;
    const float *scale = s->quant_scale;
    for (size_t i = 0; g->asked && i < g->asked_rows; i++) {
        size_t row = g->asked[i] - g->first;
        memcpy(s->quant_asked + i * d, s->quant + row * d, d);
        s->asked_scale[i] = s->quant_scale[row];
        quant = s->quant_asked;
        scale = s->asked_scale;
    }
    multiply(s, quant, scale, g->asked_rows, &query, s->query, d);
    return !stopped(s);
}

static bool attend(struct drg_reader_scratch *s, const group *g) {
    const drg_kernel *kernel = s->reader->kernel;
    const size_t d = s->reader->width;
    float *query = s->query;
    for (size_t w = 0; w < g->count; w++) {
        const drg_stretch *stretch = &g->stretches[w];
        const float *context = s->context + (stretch->first - g->first) * 2 * d;
        size_t queries = g->asked ? stretch->asked_count : stretch->count;
        for (size_t h = 0; h < d; h += DRG_HEAD) {
            kernel->attend(query + h, queries, d, context + h, context + d + h, stretch->count,
                2 * d, query + h, d, s->attend);
            if (stopped(s))
                return false;
        }
        query += queries * d;
    }
    return true;
}

/* One group through one layer; its rows come out from row `to` on (to <= group's first). */
static bool pass_group(
    struct drg_reader_scratch *s, const drg_layer *layer, float *x, const group *g, size_t to) {
    const drg_kernel *kernel = s->reader->kernel;
    const size_t d = s->reader->width;
    if (!project(s, layer, x, g) || !attend(s, g))
        return false;
    float *out = x + to * d;
    for (size_t i = 0; g->asked && i < g->asked_rows; i++)
        memmove(out + i * d, x + g->asked[i] * d, d * sizeof *x);
    drg_encoder_linear(s, &layer->out, s->query, g->asked_rows, s->added, d);
    kernel->normalise(out, s->added, g->asked_rows, d, layer->gain1, layer->bias1);
    return !stopped(s) && feed_forward(s, layer, out, g->asked_rows);
}

/* The next whole stretches, up to GROUP_ROWS. */
static group next_group(const drg_stretch *stretches, size_t count, const uint32_t *asked) {
    group g = {stretches, 0, stretches[0].first, 0, NULL, 0};
    while (g.count < count && (g.count == 0 || g.rows + stretches[g.count].count <= GROUP_ROWS)) {
        g.asked_rows += asked ? stretches[g.count].asked_count : stretches[g.count].count;
        g.rows += stretches[g.count++].count;
    }
    if (asked)
        g.asked = asked + stretches[0].asked;
    return g;
}

bool drg_encoder_layers(struct drg_reader_scratch *s, const drg_layer *layer, size_t count,
    float *x, const drg_stretch *stretches, size_t stretch_count, const uint32_t *asked) {
    for (size_t i = 0; i < count; i++) {
        const uint32_t *now = i + 1 == count ? asked : NULL;
        size_t to = 0;
        for (size_t at = 0; at < stretch_count;) {
            group g = next_group(stretches + at, stretch_count - at, now);
            if (!pass_group(s, &layer[i], x, &g, to))
                return false;
            to += g.asked_rows;
            at += g.count;
        }
    }
    return true;
}

static void embed(struct drg_reader_scratch *s) {
    const drg_reader *r = s->reader;
    size_t d = r->width;
    for (size_t t = 0; t < s->rows; t++) {
        const int8_t *word = r->word.values + (size_t)s->piece[t] * d;
        const int8_t *position = r->position.values + (size_t)s->column[t] * d;
        const float *shape = r->shape + (size_t)s->shape[t] * d;
        float word_scale = r->word.scale[s->piece[t]];
        float position_scale = r->position.scale[s->column[t]];
        float *x = s->state + t * d;
        for (size_t i = 0; i < d; i++)
            x[i] = (float)word[i] * word_scale + (float)position[i] * position_scale + shape[i];
    }
    r->kernel->normalise(s->state, NULL, s->rows, d, r->gain, r->bias);
}

bool drg_encoder_run(struct drg_reader_scratch *s) {
    const drg_reader *r = s->reader;
    const size_t size = s->rows * r->width * sizeof(float);
    s->rows_read += s->rows;
    embed(s);
    if (!drg_encoder_layers(
            s, r->layer, r->tower_from, s->state, s->windows, s->window_count, NULL))
        return false;
    memcpy(s->middle, s->state, size);
    if (!drg_encoder_layers(s, r->layer + r->tower_from, r->layers - r->tower_from, s->state,
            s->windows, s->window_count, s->word_row))
        return false;
    /* where the last layer's rows are the tower's too, the words' were not yet picked */
    for (size_t w = 0; r->layers == r->tower_from && w < s->words; w++)
        memmove(s->state + w * r->width, s->state + s->word_row[w] * r->width,
            r->width * sizeof(float));
    return true;
}
