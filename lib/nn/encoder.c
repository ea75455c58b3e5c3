/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The transformer of the reading engine (Vaswani et al. 2017; MiniLM: Wang et al. 2020), post-norm:
 *
 *   x = norm(word + position + shape)
 *   x = norm(x + out(attention(qkv(x))));  x = norm(x + down(gelu(up(x))))       for each layer
 *
 * Rows of all windows of a batch lie under each other without padding; only attention knows where
 * a window ends. Every product is of 8-bit integers: a row is quantised with a scale of its own
 * just before it, weights have a scale an output. Norms, softmax and GELU are single precision in
 * the order that kernel_body.h fixes, so results do not depend on the batch around a window.
 *
 * Cost a row: 24 D^2 integer operations a layer, plus 4 D floats for each row of its window.
 */
#include "encoder.h"

void drg_encoder_linear(struct drg_reader_scratch *s, const drg_linear *linear, const float *x,
    size_t rows, float *y, size_t stride) {
    const drg_kernel *kernel = s->reader->kernel;
    kernel->quantise(x, rows, linear->inputs, s->quant, s->quant_scale);
    kernel->multiply(s->quant, s->quant_scale, rows, linear, y, stride);
}

void drg_encoder_layer(struct drg_reader_scratch *s, const drg_layer *layer, float *x, size_t rows,
    const drg_stretch *stretches, size_t stretch_count) {
    const drg_kernel *kernel = s->reader->kernel;
    size_t d = s->reader->width, inner = s->reader->inner;
    drg_encoder_linear(s, &layer->qkv, x, rows, s->qkv, 3 * d);
    for (size_t w = 0; w < stretch_count; w++) {
        float *qkv = s->qkv + (size_t)stretches[w].first * 3 * d;
        for (size_t h = 0; h < d; h += DRG_HEAD) /* the queries' place takes the result */
            kernel->attend(qkv + h, qkv + d + h, qkv + 2 * d + h, stretches[w].count, 3 * d,
                qkv + h, s->attend);
    }
    for (size_t t = 0; t < rows; t++)
        memcpy(s->mixed + t * d, s->qkv + t * 3 * d, d * sizeof(float));
    drg_encoder_linear(s, &layer->out, s->mixed, rows, s->added, d);
    kernel->normalise(x, s->added, rows, d, layer->gain1, layer->bias1);
    drg_encoder_linear(s, &layer->up, x, rows, s->inner, inner);
    kernel->gelu(s->inner, rows * inner);
    drg_encoder_linear(s, &layer->down, s->inner, rows, s->added, d);
    kernel->normalise(x, s->added, rows, d, layer->gain2, layer->bias2);
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

void drg_encoder_run(struct drg_reader_scratch *s) {
    const drg_reader *r = s->reader;
    embed(s);
    for (uint32_t i = 0; i < r->layers; i++) {
        if (i == r->tower_from)
            memcpy(s->middle, s->state, s->rows * r->width * sizeof(float));
        drg_encoder_layer(s, &r->layer[i], s->state, s->rows, s->windows, s->window_count);
    }
    if (r->tower_from == r->layers)
        memcpy(s->middle, s->state, s->rows * r->width * sizeof(float));
}
