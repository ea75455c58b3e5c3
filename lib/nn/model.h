/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_MODEL_H
#define DRG_NN_MODEL_H
/*
 * The weights of the reading engine, as they lie in models/reader.drgm, and the checks that make
 * them safe to use. Inside lib/nn only; the rest of the library uses reader.h.
 */
#include "../base/slice.h"
#include "kernel.h"

#define DRG_MODEL_LAYERS 12 /* the most that a file may have, of encoder and second pass each */
#define DRG_MODEL_LABELS 256 /* the most labels of one list */

typedef struct drg_layer { /* one transformer layer */
    drg_linear qkv; /* query, key, value: 3 D outputs */
    drg_linear out, up, down;
    const float *gain1, *bias1, *gain2, *bias2; /* [D] */
} drg_layer;

typedef struct drg_rows { /* a table of vectors in 8 bits */
    const int8_t *values; /* [rows][D] */
    const float *scale; /* [rows] */
    uint32_t rows;
} drg_rows;

/* Where each head's outputs lie among those of the fused word heads. */
typedef struct drg_head_places {
    uint32_t upos, names, triggers, quotes, link_none;
    uint32_t link_query[2], link_key[2], arc_dep, arc_head, rel_dep, rel_head;
    uint32_t end;
} drg_head_places;

typedef enum drg_label_list {
    DRG_LABELS_UPOS,
    DRG_LABELS_NAMES,
    DRG_LABELS_TRIGGERS,
    DRG_LABELS_ROLES,
    DRG_LABELS_TENSES,
    DRG_LABELS_FLAGS,
    DRG_LABELS_MODES,
    DRG_LABELS_CONTEXTS,
    DRG_LABELS_QUOTES,
    DRG_LABELS_DEPREL,
    DRG_LABELS_SHAPES,
    DRG_LABELS_RESTRICTED, /* may be missing: texts trained on that are not free for all use */
    DRG_LABEL_LISTS
} drg_label_list;

struct drg_reader {
    const drg_kernel *kernel;
    drg_allocator allocator;
    /* sizes, all checked against limits */
    uint32_t width, layers, heads, inner, positions, tower_from, tower_layers;
    uint32_t arc, relation, link, buckets;
    uint32_t window, sentence; /* pieces of a window, and of a sentence in it */
    /* vocabulary */
    drg_slice *entries; /* [vocabulary] without "##" */
    uint32_t vocabulary, slots; /* slots: power of two, at least twice the vocabulary */
    uint32_t *first, *rest; /* [slots] entry + 1 of pieces that begin, continue a part; 0 free */
    uint32_t longest; /* bytes of the longest entry */
    drg_slice *labels[DRG_LABEL_LISTS];
    uint32_t label_count[DRG_LABEL_LISTS];
    unsigned char digest[32], fingerprint[32];
    /* tensors */
    drg_rows word, position;
    const float *shape, *mark; /* [shapes][D], [3 + types][D] */
    const float *gain, *bias; /* of the embeddings' norm */
    drg_layer layer[DRG_MODEL_LAYERS], tower[DRG_MODEL_LAYERS];
    drg_linear word_heads, rel, roles, event, pair;
    const float *arc_matrix; /* [arc + 1][arc] */
    const float *link_distance; /* [buckets] */
    drg_head_places place;
};

void *drg_model_take(const drg_allocator *allocator, size_t count, size_t size);
void drg_model_give(const drg_allocator *allocator, void *pointer);

/* Entry of the vocabulary for these bytes, as the beginning or the continuation of a part;
 * DRG_NO_PIECE where there is none. */
#define DRG_NO_PIECE 0xffffffffu
uint32_t drg_model_entry(
    const struct drg_reader *reader, const char *bytes, size_t size, bool rest);

/* The sum over all 8-byte words of a file's body that its header carries; size may be anything. */
uint64_t drg_model_checksum(const unsigned char *data, size_t size);

#endif
