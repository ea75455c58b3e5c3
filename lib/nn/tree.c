/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dependency trees: biaffine arc scores (Dozat and Manning 2017) and the best projective tree.
 *
 * Eisner's algorithm (1996): spans [i, j] over the root 0 and words 1 .. n, each complete or
 * incomplete, headed at its left or right end; every span is the best of O(n) splits, so n^3 / 6
 * steps, without recursion, in tables of the scratch. The root takes one dependent: complete spans
 * from 0 are only built at the very end, over all places of that dependent.
 *
 *   chart   INCOMPLETE_RIGHT i->j, INCOMPLETE_LEFT i<-j, COMPLETE_RIGHT (head i), COMPLETE_LEFT
 * (head j) split   the place that made the best of each
 */
#include "encoder.h"

enum { INCOMPLETE_RIGHT, INCOMPLETE_LEFT, COMPLETE_RIGHT, COMPLETE_LEFT };

typedef struct tree {
    size_t n, side; /* words; side of the tables: n + 1 */
    const float *arc; /* [n + 1 dependents][n + 1 heads] */
    float *chart[4];
    uint8_t *split[4];
} tree;

/* arc_score[dependent][head] of a chunk; head 0 is the root, dependent 0 is not used. */
static void score_arcs(drg_reader_scratch *s, const drg_chunk *chunk, size_t n) {
    const drg_reader *r = s->reader;
    size_t a = r->arc, side = n + 1;
    const float *words = s->word_out + (chunk->first - s->first_word) * s->head_stride;
    for (size_t i = 0; i < n; i++) { /* both halves pass GELU once */
        float *dep = s->arc_left + (i + 1) * a, *head = s->inner + (i + 1) * a;
        memcpy(dep, words + i * s->head_stride + r->place.arc_dep, a * sizeof(float));
        memcpy(head, words + i * s->head_stride + r->place.arc_head, a * sizeof(float));
    }
    r->kernel->gelu(s->arc_left + a, n * a);
    r->kernel->gelu(s->inner + a, n * a);
    for (size_t j = 0; j < a; j++)
        s->inner[j] = 1.0f; /* the root */
    for (size_t i = 1; i <= n; i++) {
        const float *dep = s->arc_left + i * a;
        float turned[512];
        for (size_t j = 0; j < a; j++)
            turned[j] = 0.0f;
        for (size_t k = 0; k < a; k++)
            for (size_t j = 0; j < a; j++)
                turned[j] += dep[k] * r->arc_matrix[k * a + j];
        for (size_t j = 0; j < a; j++)
            turned[j] += r->arc_matrix[a * a + j];
        for (size_t h = 0; h <= n; h++) {
            float sum = 0.0f;
            for (size_t j = 0; j < a; j++)
                sum += turned[j] * s->inner[h * a + j];
            s->arc_score[i * side + h] = sum;
        }
    }
}

/* Fills the spans of words i .. j (1 <= i < j). */
static void join(tree *t, size_t i, size_t j) {
    size_t at = i * t->side + j;
    float best = -1e30f;
    size_t place = i;
    for (size_t k = i; k < j; k++) {
        float sum = t->chart[COMPLETE_RIGHT][i * t->side + k] +
                    t->chart[COMPLETE_LEFT][(k + 1) * t->side + j];
        if (sum > best) {
            best = sum;
            place = k;
        }
    }
    t->chart[INCOMPLETE_RIGHT][at] = best + t->arc[j * t->side + i];
    t->chart[INCOMPLETE_LEFT][at] = best + t->arc[i * t->side + j];
    t->split[INCOMPLETE_RIGHT][at] = t->split[INCOMPLETE_LEFT][at] = (uint8_t)place;
    best = -1e30f;
    place = j;
    for (size_t k = i + 1; k <= j; k++) {
        float sum =
            t->chart[INCOMPLETE_RIGHT][i * t->side + k] + t->chart[COMPLETE_RIGHT][k * t->side + j];
        if (sum > best) {
            best = sum;
            place = k;
        }
    }
    t->chart[COMPLETE_RIGHT][at] = best;
    t->split[COMPLETE_RIGHT][at] = (uint8_t)place;
    best = -1e30f;
    place = i;
    for (size_t k = i; k < j; k++) {
        float sum =
            t->chart[COMPLETE_LEFT][i * t->side + k] + t->chart[INCOMPLETE_LEFT][k * t->side + j];
        if (sum > best) {
            best = sum;
            place = k;
        }
    }
    t->chart[COMPLETE_LEFT][at] = best;
    t->split[COMPLETE_LEFT][at] = (uint8_t)place;
}

typedef struct span {
    uint16_t i, j;
    uint8_t kind;
} span;

/* Walks the splits down from the whole sentence; a stack of at most 2 n spans. */
static void read_heads(const tree *t, size_t root, uint16_t *heads) {
    span stack[2 * DRG_READ_PIECES];
    size_t depth = 0;
    heads[root - 1] = 0;
    stack[depth++] = (span){1, (uint16_t)root, COMPLETE_LEFT};
    stack[depth++] = (span){(uint16_t)root, (uint16_t)t->n, COMPLETE_RIGHT};
    while (depth) {
        span now = stack[--depth];
        if (now.i >= now.j)
            continue;
        uint16_t k = t->split[now.kind][now.i * t->side + now.j];
        if (now.kind == COMPLETE_RIGHT) {
            stack[depth++] = (span){now.i, k, INCOMPLETE_RIGHT};
            stack[depth++] = (span){k, now.j, COMPLETE_RIGHT};
        } else if (now.kind == COMPLETE_LEFT) {
            stack[depth++] = (span){now.i, k, COMPLETE_LEFT};
            stack[depth++] = (span){k, now.j, INCOMPLETE_LEFT};
        } else {
            if (now.kind == INCOMPLETE_RIGHT)
                heads[now.j - 1] = now.i;
            else
                heads[now.i - 1] = now.j;
            stack[depth++] = (span){now.i, k, COMPLETE_RIGHT};
            stack[depth++] = (span){(uint16_t)(k + 1), now.j, COMPLETE_LEFT};
        }
    }
}

static void best_tree(tree *t, uint16_t *heads) {
    for (size_t i = 1; i <= t->n; i++)
        t->chart[COMPLETE_RIGHT][i * t->side + i] = t->chart[COMPLETE_LEFT][i * t->side + i] = 0.0f;
    for (size_t length = 1; length < t->n; length++)
        for (size_t i = 1; i + length <= t->n; i++)
            join(t, i, i + length);
    size_t root = 1;
    float best = -1e30f;
    for (size_t k = 1; k <= t->n; k++) {
        float sum = t->chart[COMPLETE_LEFT][1 * t->side + k] +
                    t->chart[COMPLETE_RIGHT][k * t->side + t->n] + t->arc[k * t->side];
        if (sum > best) {
            best = sum;
            root = k;
        }
    }
    read_heads(t, root, heads);
}

/* The relation of each word to its head: the best of rel(gelu(dep + head)). */
static void label(drg_reader_scratch *s, const drg_chunk *chunk, size_t n, const uint16_t *heads,
    uint8_t *relations) {
    const drg_reader *r = s->reader;
    const float *words = s->word_out + (chunk->first - s->first_word) * s->head_stride;
    size_t width = r->relation, count = r->rel.outputs;
    for (size_t i = 0; i < n; i++) {
        const float *dep = words + i * s->head_stride + r->place.rel_dep;
        const float *head =
            heads[i] ? words + (heads[i] - 1u) * s->head_stride + r->place.rel_head : NULL;
        for (size_t j = 0; j < width; j++)
            s->inner[i * width + j] = head ? dep[j] + head[j] : dep[j];
    }
    r->kernel->gelu(s->inner, n * width);
    drg_encoder_linear(s, &r->rel, s->inner, n, s->context, count);
    for (size_t i = 0; i < n; i++) {
        const float *score = s->context + i * count;
        size_t best = 0;
        for (size_t j = 1; j < count; j++)
            if (score[j] > score[best])
                best = j;
        relations[i] = (uint8_t)best;
    }
}

void drg_reader_tree(const drg_reader *reader, drg_reader_scratch *s, size_t number,
    uint16_t *heads, uint8_t *relations) {
    (void)reader;
    drg_reader_rest(s);
    const drg_chunk *chunk = &s->chunks[number];
    size_t n = chunk->end - chunk->first, table = (n + 1) * (n + 1);
    score_arcs(s, chunk, n);
    tree t = {n, n + 1, s->arc_score, {NULL}, {NULL}};
    for (size_t k = 0; k < 4; k++) {
        t.chart[k] = s->chart + k * table;
        t.split[k] = s->split + k * table;
    }
    best_tree(&t, heads);
    label(s, chunk, n, heads, relations);
}
