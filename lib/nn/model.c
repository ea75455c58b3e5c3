/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weight file: its form, and opening it.
 *
 * All numbers are little-endian, all parts start at multiples of 64 bytes. Weights are used where
 * they lie, so a mapped file is shared by every process that has it open.
 *
 *   header    256 bytes: magic, version, size of the file, checksum and SHA-256 of what follows,
 *             fingerprint of the training, 16 sizes, places of the parts
 *   words     the vocabulary, one entry a line: [PAD] [UNK] [CLS] [SEP], then pieces ("##" ones
 *             continue a word)
 *   labels    lines "list label label ..."; the last, "restricted", may be missing
 *   tensors   records of 96 bytes: name, kind, rows, columns, places of weights, scales, biases,
 * sums
 *
 * The checksum adds up a mixed value of every 8-byte word and its place: one flipped bit always
 * changes it, and it runs at memory speed (the SHA-256 tells who a file is; it is not recomputed
 * here). A file may still be made with a right checksum and wrong contents: every place, size and
 * count is therefore checked against the file and against each other before it is used, so that the
 * encoder needs no checks. What cannot be checked is whether the numbers mean anything.
 *
 * Cost: one pass over the file and one over the vocabulary; a few hundred KiB of memory.
 */
#include "model.h"
#include "reader.h"

#include "../base/error.h"

#include <stdio.h>
#include <stdlib.h>

enum { HEADER = 256, RECORD = 96, NAME = 40 };
enum { KIND_FLOAT, KIND_LINEAR, KIND_ROWS };

typedef struct file { /* what is being opened */
    const unsigned char *data;
    uint64_t size;
    const unsigned char *records;
    uint64_t record_count;
    drg_reader *reader;
    drg_error *error;
} file;

/* ---- memory and numbers ------------------------------------------------------------------------
 */

void *drg_model_take(const drg_allocator *allocator, size_t count, size_t size) {
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    size_t bytes = count * size + (count * size == 0);
    void *p = allocator->allocate ? allocator->allocate(allocator->user, bytes) : malloc(bytes);
    if (p)
        memset(p, 0, bytes);
    return p;
}

void drg_model_give(const drg_allocator *allocator, void *pointer) {
    if (pointer && allocator->release)
        allocator->release(allocator->user, pointer);
    else if (!allocator->release)
        free(pointer);
}

static uint32_t get32(const unsigned char *p) {
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t get64(const unsigned char *p) {
    return get32(p) | (uint64_t)get32(p + 4) << 32;
}

uint64_t drg_model_checksum(const unsigned char *data, size_t size) {
    uint64_t sum = size;
    for (size_t i = 0; i < size; i += 8) {
        uint64_t x = 0;
        if (size - i >= 8)
            memcpy(&x, data + i, 8);
        else
            memcpy(&x, data + i, size - i);
        x = (x ^ (i * 0x9e3779b97f4a7c15u)) * 0xbf58476d1ce4e5b9u;
        x = (x ^ (x >> 31)) * 0x94d049bb133111ebu;
        sum += x ^ (x >> 29);
    }
    return sum;
}

static int bad(file *f, uint64_t at, const char *what) {
    return drg_fail(f->error, DRG_EFORMAT, (size_t)at, "weights: %s", what);
}

/* Whether count items of size bytes at `at` lie inside the file, aligned to 4. */
static bool inside(const file *f, uint64_t at, uint64_t count, uint64_t size) {
    return at % 4 == 0 && at >= HEADER && at <= f->size && count <= (f->size - at) / size;
}

/* ---- header, vocabulary, labels ----------------------------------------------------------------
 */

static int read_sizes(file *f) {
    const unsigned char *p = f->data + 96;
    drg_reader *r = f->reader;
    uint32_t *const sizes[] = {&r->width, &r->layers, &r->heads, &r->inner, &r->positions,
        &r->tower_from, &r->tower_layers, &r->arc, &r->relation, &r->link, &r->vocabulary, NULL,
        NULL, &r->buckets, &r->window, &r->sentence};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (sizes[i])
            *sizes[i] = get32(p + 4 * i);
    bool fine =
        r->width >= 32 && r->width <= 1024 && r->width == r->heads * DRG_HEAD &&
        r->inner % 16 == 0 && r->inner >= 16 && r->inner <= 8192 && r->layers >= 1 &&
        r->layers <= DRG_MODEL_LAYERS && r->tower_from <= r->layers && r->tower_layers >= 1 &&
        r->tower_layers <= DRG_MODEL_LAYERS && r->arc % 16 == 0 && r->arc >= 16 && r->arc <= 512 &&
        r->relation % 16 == 0 && r->relation >= 16 && r->relation <= 512 && r->link % 16 == 0 &&
        r->link >= 16 && r->link <= DRG_LINK_MOST && r->buckets == DRG_LINK_BUCKETS &&
        r->vocabulary > 4 && r->vocabulary <= 1u << 20 && r->sentence >= 8 &&
        r->sentence <= DRG_READ_PIECES - 2 && r->window >= 8 && r->window <= r->sentence + 2 &&
        r->sentence + 2 <= r->positions && r->positions <= 4096;
    return fine ? 0 : bad(f, 96, "sizes out of range");
}

static uint64_t hash_bytes(const char *bytes, size_t size) {
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a: the keys are the file's, not a client's */
    for (size_t i = 0; i < size; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    return h ^ h >> 29;
}

uint32_t drg_model_entry(const drg_reader *r, const char *bytes, size_t size, bool rest) {
    const uint32_t *table = rest ? r->rest : r->first;
    for (uint64_t i = hash_bytes(bytes, size);; i++) {
        uint32_t slot = table[i & (r->slots - 1)];
        if (slot == 0)
            return DRG_NO_PIECE;
        drg_slice entry = r->entries[slot - 1];
        if (entry.size == size && memcmp(entry.data, bytes, size) == 0)
            return slot - 1;
    }
}

static void add_entry(drg_reader *r, uint32_t number, bool rest) {
    uint32_t *table = rest ? r->rest : r->first;
    drg_slice entry = r->entries[number];
    if (drg_model_entry(r, entry.data, entry.size, rest) != DRG_NO_PIECE)
        return; /* the first of two equal entries counts */
    uint64_t i = hash_bytes(entry.data, entry.size);
    while (table[i & (r->slots - 1)])
        i++;
    table[i & (r->slots - 1)] = number + 1;
}

static int read_vocabulary(file *f) {
    drg_reader *r = f->reader;
    uint64_t at = get64(f->data + 160), size = get64(f->data + 168);
    if (!inside(f, at, size, 1))
        return bad(f, 160, "vocabulary outside the file");
    for (r->slots = 16; r->slots < 2 * r->vocabulary;)
        r->slots *= 2;
    r->entries = drg_model_take(&r->allocator, r->vocabulary, sizeof *r->entries);
    r->first = drg_model_take(&r->allocator, r->slots, sizeof *r->first);
    r->rest = drg_model_take(&r->allocator, r->slots, sizeof *r->rest);
    if (!r->entries || !r->first || !r->rest)
        return drg_fail(f->error, DRG_ENOMEM, 0, "weights: no memory for the vocabulary");
    drg_slice line, rest = {(const char *)f->data + at, (size_t)size};
    uint32_t count = 0;
    while (drg_slice_cut(&rest, '\n', &line)) {
        if (count == r->vocabulary || line.size == 0)
            return bad(f, at, "vocabulary with an empty line or too many");
        bool more = line.size > 2 && drg_slice_starts(line, DRG_SLICE("##"));
        if (more)
            line = (drg_slice){line.data + 2, line.size - 2};
        r->entries[count] = line;
        if (line.size > r->longest)
            r->longest = (uint32_t)line.size;
        if (count >= 4)
            add_entry(r, count, more);
        count++;
    }
    return count == r->vocabulary ? 0 : bad(f, at, "vocabulary too short");
}

static int read_labels(file *f) {
    static const char *const names[DRG_LABEL_LISTS] = {"upos", "names", "triggers", "roles",
        "tenses", "flags", "modes", "contexts", "quotes", "deprel", "shapes", "restricted"};
    drg_reader *r = f->reader;
    uint64_t at = get64(f->data + 176), size = get64(f->data + 184);
    if (!inside(f, at, size, 1))
        return bad(f, 176, "labels outside the file");
    drg_slice line, word, rest = {(const char *)f->data + at, (size_t)size};
    for (int list = 0; list < DRG_LABEL_LISTS; list++) {
        bool more = drg_slice_cut(&rest, '\n', &line);
        if (!more && list == DRG_LABELS_RESTRICTED)
            break;
        if (!more || !drg_slice_cut(&line, ' ', &word) || !drg_slice_is(word, names[list]))
            return bad(f, at, "label list missing");
        r->labels[list] = drg_model_take(&r->allocator, DRG_MODEL_LABELS, sizeof(drg_slice));
        if (!r->labels[list])
            return drg_fail(f->error, DRG_ENOMEM, 0, "weights: no memory for the labels");
        while (drg_slice_cut(&line, ' ', &word)) {
            if (r->label_count[list] == DRG_MODEL_LABELS || word.size == 0)
                return bad(f, at, "too many labels in a list");
            r->labels[list][r->label_count[list]++] = word;
        }
        if (r->label_count[list] == 0)
            return bad(f, at, "empty label list");
    }
    /* the word shapes and quote parts are this program's own: pieces.c, reader.h */
    const uint32_t *n = r->label_count;
    bool fine = n[DRG_LABELS_SHAPES] == DRG_SHAPE_COUNT &&
                n[DRG_LABELS_QUOTES] == DRG_QUOTE_PARTS && n[DRG_LABELS_NAMES] <= DRG_BIO_LABELS &&
                n[DRG_LABELS_TRIGGERS] <= DRG_BIO_LABELS && n[DRG_LABELS_ROLES] <= DRG_BIO_LABELS;
    return fine ? 0 : bad(f, at, "label lists of another program");
}

/* ---- tensors -----------------------------------------------------------------------------------
 */

/* The record of a tensor with this name, kind and shape, or NULL with the error set. */
static const unsigned char *record(
    file *f, const char *name, uint32_t kind, uint32_t rows, uint32_t columns) {
    for (uint64_t i = 0; i < f->record_count; i++) {
        const unsigned char *p = f->records + i * RECORD;
        if (strncmp((const char *)p, name, NAME) != 0)
            continue;
        if (get32(p + NAME) == kind && get32(p + NAME + 4) == rows &&
            get32(p + NAME + 8) == columns)
            return p;
        drg_fail(f->error, DRG_EFORMAT, 0, "weights: %s has another shape", name);
        return NULL;
    }
    drg_fail(f->error, DRG_EFORMAT, 0, "weights: %s missing", name);
    return NULL;
}

static const void *part(
    file *f, const unsigned char *rec, int field, uint64_t count, uint64_t size) {
    uint64_t at = get64(rec + NAME + 16 + 8 * field);
    if (!inside(f, at, count, size)) {
        bad(f, at, "tensor outside the file");
        return NULL;
    }
    return f->data + at;
}

static int read_float(
    file *f, const char *name, uint32_t rows, uint32_t columns, const float **out) {
    const unsigned char *rec = record(f, name, KIND_FLOAT, rows, columns);
    *out = rec ? part(f, rec, 0, (uint64_t)rows * columns, 4) : NULL;
    return *out ? 0 : DRG_EFORMAT;
}

static int read_rows(file *f, const char *name, uint32_t rows, drg_rows *out) {
    const unsigned char *rec = record(f, name, KIND_ROWS, rows, f->reader->width);
    if (!rec)
        return DRG_EFORMAT;
    out->rows = rows;
    out->values = part(f, rec, 0, (uint64_t)rows * f->reader->width, 1);
    out->scale = part(f, rec, 1, rows, 4);
    return out->values && out->scale ? 0 : DRG_EFORMAT;
}

static int read_linear(
    file *f, const char *name, uint32_t outputs, uint32_t inputs, drg_linear *out) {
    const unsigned char *rec = record(f, name, KIND_LINEAR, outputs, inputs);
    if (!rec)
        return DRG_EFORMAT;
    uint64_t padded = ((uint64_t)outputs + DRG_PANEL - 1) / DRG_PANEL * DRG_PANEL;
    out->outputs = outputs;
    out->inputs = inputs;
    out->weights = part(f, rec, 0, padded * inputs, 1);
    out->scale = part(f, rec, 1, padded, 4);
    out->bias = part(f, rec, 2, padded, 4);
    out->sums = part(f, rec, 3, padded, 4);
    return out->weights && out->scale && out->bias && out->sums ? 0 : DRG_EFORMAT;
}

static int read_layer(file *f, const char *stack, uint32_t number, drg_layer *layer) {
    uint32_t d = f->reader->width, inner = f->reader->inner;
    char name[NAME];
#define NAMED(part) (snprintf(name, sizeof name, "%s.%u." part, stack, number), name)
    int code = read_linear(f, NAMED("qkv"), 3 * d, d, &layer->qkv);
    if (!code)
        code = read_linear(f, NAMED("out"), d, d, &layer->out);
    if (!code)
        code = read_linear(f, NAMED("up"), inner, d, &layer->up);
    if (!code)
        code = read_linear(f, NAMED("down"), d, inner, &layer->down);
    if (!code)
        code = read_float(f, NAMED("norm1.gain"), 1, d, &layer->gain1);
    if (!code)
        code = read_float(f, NAMED("norm1.bias"), 1, d, &layer->bias1);
    if (!code)
        code = read_float(f, NAMED("norm2.gain"), 1, d, &layer->gain2);
    if (!code)
        code = read_float(f, NAMED("norm2.bias"), 1, d, &layer->bias2);
#undef NAMED
    return code;
}

/* The order of the fused word heads, which train/export.py has too. */
static void place_heads(drg_reader *r) {
    drg_head_places *p = &r->place;
    uint32_t at = 0;
#define PLACE(field, count) (p->field = at, at += (count))
    PLACE(upos, r->label_count[DRG_LABELS_UPOS]);
    PLACE(names, 1 + 2 * r->label_count[DRG_LABELS_NAMES]);
    PLACE(triggers, 1 + 2 * r->label_count[DRG_LABELS_TRIGGERS]);
    PLACE(quotes, 3 * r->label_count[DRG_LABELS_QUOTES]);
    PLACE(link_none, 1);
    PLACE(link_query[0], r->link);
    PLACE(link_query[1], r->link);
    PLACE(link_key[0], r->link);
    PLACE(link_key[1], r->link);
    PLACE(arc_dep, r->arc);
    PLACE(arc_head, r->arc);
    PLACE(rel_dep, r->relation);
    PLACE(rel_head, r->relation);
    PLACE(end, 0);
#undef PLACE
}

static int read_tensors(file *f) {
    drg_reader *r = f->reader;
    uint32_t d = r->width, *n = r->label_count;
    uint64_t at = get64(f->data + 192);
    f->record_count = get64(f->data + 200);
    if (f->record_count > 1024 || !inside(f, at, f->record_count, RECORD))
        return bad(f, 192, "tensor table outside the file");
    f->records = f->data + at;
    for (uint64_t i = 0; i < f->record_count; i++)
        if (f->records[i * RECORD + NAME - 1] != 0)
            return bad(f, at, "tensor name without end");
    place_heads(r);
    int code = read_rows(f, "word", r->vocabulary, &r->word);
    for (uint32_t i = 0; !code && i < r->layers; i++)
        code = read_layer(f, "layer", i, &r->layer[i]);
    for (uint32_t i = 0; !code && i < r->tower_layers; i++)
        code = read_layer(f, "tower", i, &r->tower[i]);
    if (code || read_rows(f, "position", r->positions, &r->position) ||
        read_float(f, "shape", DRG_SHAPE_COUNT, d, &r->shape) ||
        read_float(f, "mark", 3 + n[DRG_LABELS_TRIGGERS], d, &r->mark) ||
        read_float(f, "norm.gain", 1, d, &r->gain) || read_float(f, "norm.bias", 1, d, &r->bias) ||
        read_linear(f, "heads", r->place.end, d, &r->word_heads) ||
        read_float(f, "arc", r->arc + 1, r->arc, &r->arc_matrix) ||
        read_linear(f, "rel", n[DRG_LABELS_DEPREL], r->relation, &r->rel) ||
        read_linear(f, "roles", 1 + 2 * n[DRG_LABELS_ROLES], d, &r->roles) ||
        read_linear(f, "event",
            n[DRG_LABELS_TENSES] + n[DRG_LABELS_FLAGS] + n[DRG_LABELS_MODES] +
                n[DRG_LABELS_CONTEXTS],
            2 * d, &r->event) ||
        read_linear(f, "pair", n[DRG_LABELS_TRIGGERS], 3 * d, &r->pair) ||
        read_float(f, "link.distance", 1, r->buckets, &r->link_distance))
        return DRG_EFORMAT;
    return 0;
}

static int read_header(file *f, const void *data, size_t size) {
    static const char magic[8] = "DRGREAD1";
    if (size < HEADER || memcmp(data, magic, sizeof magic) != 0)
        return bad(f, 0, "not a file of this program");
    if ((uintptr_t)data % 4 != 0)
        return bad(f, 0, "memory not aligned");
    if (get32(f->data + 8) != 1 || get32(f->data + 12) != HEADER)
        return bad(f, 8, "of another version");
    if (get64(f->data + 16) != size)
        return bad(f, 16, "cut short, or longer than it says");
    if (get64(f->data + 24) != drg_model_checksum(f->data + HEADER, size - HEADER))
        return bad(f, 24, "damaged (checksum)");
    memcpy(f->reader->digest, f->data + 32, 32);
    memcpy(f->reader->fingerprint, f->data + 64, 32);
    return 0;
}

int drg_reader_open(const void *data, size_t size, const drg_allocator *allocator, drg_reader **out,
    drg_error *error) {
    drg_allocator from = allocator ? *allocator : (drg_allocator){0};
    drg_reader *reader = drg_model_take(&from, 1, sizeof *reader);
    if (!reader)
        return drg_fail(error, DRG_ENOMEM, 0, "weights: no memory");
    reader->allocator = from;
    const drg_kernel *tables[4];
    drg_kernel_list(tables);
    reader->kernel = tables[0];
    file f = {data, size, NULL, 0, reader, error};
    int code = read_header(&f, data, size);
    if (!code)
        code = read_sizes(&f);
    if (!code)
        code = read_vocabulary(&f);
    if (!code)
        code = read_labels(&f);
    if (!code)
        code = read_tensors(&f);
    if (code) {
        drg_reader_close(reader);
        return code;
    }
    *out = reader;
    return 0;
}

void drg_reader_close(drg_reader *reader) {
    if (!reader)
        return;
    drg_allocator from = reader->allocator;
    for (int list = 0; list < DRG_LABEL_LISTS; list++)
        drg_model_give(&from, reader->labels[list]);
    drg_model_give(&from, reader->entries);
    drg_model_give(&from, reader->first);
    drg_model_give(&from, reader->rest);
    drg_model_give(&from, reader);
}
