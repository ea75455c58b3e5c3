/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading: words -> windows of pieces -> encoder -> heads, and the second pass over triggers.
 *
 * Windows. Sentences (or parts of at most `sentence` pieces) follow each other in a window, each
 * closed by [SEP], until the next would pass `window` pieces; a window of one may be longer. That
 * is what train/windows.py does, and it depends on the article alone: a batch takes whole windows
 * and gives back what did not fit. Rows of a batch: at most DRG_READ_PIECES.
 *
 * Heads. All word heads are one linear map; what every text needs comes first in it and is computed
 * at once, links and trees when they are asked for.
 *
 * Second pass. A trigger's item is the state after layer `tower_from` of its window's [CLS] and of
 * its chunk's pieces and [SEP], with the mark of the trigger's type added on [CLS] and on the
 * trigger's pieces; it goes through layers of its own, where it attends only to itself.
 */
#include "encoder.h"
#include "pieces.h"

#include "../base/error.h"

#include <math.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif
#ifdef SANITIZED
#include <sanitizer/asan_interface.h>
#endif

/* ---- scratch -----------------------------------------------------------------------------------
 */

static size_t largest(const size_t *sizes, size_t count) {
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = sizes[i] > most ? sizes[i] : most;
    return most;
}

/* Parts begin at cache lines: a register that lies across two costs twice. */
#define LINE 64
static size_t whole_lines(size_t size) {
    return (size + LINE - 1) / LINE * LINE;
}

/*
 * Where the address sanitizer watches, a line that nobody may touch lies after every part, as after
 * an allocation of its own: a step that writes past its part is found, not only past all of them.
 */
#ifdef SANITIZED
enum { GAP = LINE };
static void forbid(const char *at, size_t size) {
    __asan_poison_memory_region(at, size);
}
static void allow(const void *at, size_t size) {
    if (at)
        __asan_unpoison_memory_region(at, size);
}
#else
enum { GAP = 0 };
static void forbid(const char *at, size_t size) {
    (void)at;
    (void)size;
}
static void allow(const void *at, size_t size) {
    (void)at;
    (void)size;
}
#endif

/* An array of the scratch: where its pointer is, and how much it points to. */
typedef struct part {
    size_t at, count, size;
} part;

enum { MOST_PARTS = 32 };

#define PART(name, count)                                                                          \
    { offsetof(struct drg_reader_scratch, name), (count), sizeof *s->name }

/* Lists the arrays; how many there are. Those that several steps share are as wide as the widest of
 * these needs. */
static size_t list_parts(const drg_reader *r, const drg_reader_scratch *s, part parts[MOST_PARTS]) {
    const size_t P = DRG_READ_PIECES, D = r->width, S = (size_t)r->sentence + 1;
    size_t quant = largest((size_t[]){DRG_INNER_ROWS * r->inner, P * 3 * D, P * r->relation}, 3);
    size_t inner = largest((size_t[]){DRG_INNER_ROWS * r->inner, P * r->arc, P * r->relation}, 3);
    size_t context = largest((size_t[]){2 * D, r->rel.outputs}, 2);
    const part all[] = {
        PART(piece, P),
        PART(shape, P),
        PART(column, P),
        PART(word_row, P),
        PART(chunks, P),
        PART(windows, P),
        PART(state, P * D),
        PART(middle, P * D),
        PART(word_out, P * s->head_stride),
        PART(query, P * D),
        PART(context, P * context),
        PART(added, P * D),
        PART(inner, inner),
        PART(top, DRG_INNER_ROWS * 16),
        PART(quant, quant),
        PART(quant_asked, P * D),
        PART(quant_scale, P),
        PART(asked_scale, P),
        {offsetof(struct drg_reader_scratch, attend), drg_attend_work(P), 1},
        PART(item, P * D),
        PART(items, P),
        PART(item_row, P),
        PART(role_out, P * s->role_stride),
        PART(feature, P * 3 * D),
        PART(event_out, P * s->event_stride),
        PART(type_out, P * s->type_stride),
        PART(arc_left, S * (r->arc + 1)),
        PART(arc_score, S * S),
        PART(chart, 4 * S * S),
        PART(split, 4 * S * S),
    };
    _Static_assert(sizeof all <= MOST_PARTS * sizeof *parts, "room for every array");
    memcpy(parts, all, sizeof all);
    return sizeof all / sizeof *all;
}

int drg_reader_scratch_new(const drg_reader *r, drg_reader_scratch **out) {
    const uint32_t *n = r->label_count;
    drg_reader_scratch *s = drg_model_take(&r->allocator, 1, sizeof *s);
    part parts[MOST_PARTS];
    if (!s)
        return DRG_ENOMEM;
    s->reader = r;
    s->head_stride = r->place.end;
    s->role_stride = 1 + 2 * n[DRG_LABELS_ROLES];
    s->event_stride =
        n[DRG_LABELS_TENSES] + n[DRG_LABELS_FLAGS] + n[DRG_LABELS_MODES] + n[DRG_LABELS_CONTEXTS];
    s->type_stride = n[DRG_LABELS_TRIGGERS];
    const size_t count = list_parts(r, s, parts);
    size_t total = LINE;
    for (size_t i = 0; i < count; i++)
        total += whole_lines(parts[i].count * parts[i].size) + GAP;
    s->memory_size = total;
    s->memory = drg_model_take(&r->allocator, total, 1);
    if (!s->memory) {
        drg_reader_scratch_free(s);
        return DRG_ENOMEM;
    }
    char *at = s->memory;
    at += whole_lines((uintptr_t)at) - (uintptr_t)at;
    for (size_t i = 0; i < count; i++) {
        const size_t size = parts[i].count * parts[i].size, whole = whole_lines(size) + GAP;
        memcpy((char *)s + parts[i].at, &at, sizeof at);
        forbid(at + size, whole - size);
        at += whole;
    }
    *out = s;
    return 0;
}

void drg_reader_scratch_free(drg_reader_scratch *s) {
    if (!s)
        return;
    const drg_allocator *from = &s->reader->allocator;
    allow(s->memory, s->memory_size);
    drg_model_give(from, s->memory);
    drg_model_give(from, s);
}

const unsigned char *drg_reader_digest(const drg_reader *reader) {
    return reader->digest;
}

const char *drg_reader_kernel(const drg_reader *reader) {
    return reader->kernel->name;
}

const drg_slice *drg_reader_labels(const drg_reader *reader, const char *list, size_t *count) {
    static const char *const names[DRG_LABEL_LISTS] = {"upos", "names", "triggers", "roles",
        "tenses", "flags", "modes", "contexts", "quotes", "deprel", "shapes", "restricted"};
    for (int i = 0; i < DRG_LABEL_LISTS; i++)
        if (strcmp(list, names[i]) == 0) {
            *count = reader->label_count[i];
            return reader->labels[i];
        }
    *count = 0;
    return NULL;
}

/* ---- windows -----------------------------------------------------------------------------------
 */

/* Adds a row that is no word's: [CLS] or [SEP]. */
static void add_special(drg_reader_scratch *s, uint32_t piece, uint32_t window_first) {
    s->piece[s->rows] = piece;
    s->shape[s->rows] = 0;
    s->column[s->rows] = (uint16_t)(s->rows - window_first);
    s->rows++;
}

/*
 * Pieces of the next chunk into rows from `row` on (not yet counted as taken): words at..end of one
 * sentence, as many as `sentence` pieces hold. Returns the word after the last, or `at` when the
 * rows up to the end of the batch do not hold the chunk and its [SEP].
 */
static size_t cut_chunk(drg_reader_scratch *s, const drg_reader_input *in, size_t at, size_t end,
    size_t row, size_t word, size_t *row_end) {
    const drg_reader *r = s->reader;
    size_t first = row, w = at, room = DRG_READ_PIECES - 1 - row;
    bool full =
        room < r->sentence; /* the batch's end may cut what the sentence's limit would not */
    size_t limit = full ? room : r->sentence;
    for (; w < end; w++) {
        size_t used = row - first;
        if (used >= limit)
            break;
        uint32_t pieces[DRG_READ_PIECES];
        uint8_t shapes[DRG_READ_PIECES];
        size_t n = drg_pieces_of_word(r, in->word[w], pieces, shapes, r->sentence);
        if (used + n > r->sentence) { /* cut here however large a batch is */
            *row_end = row;
            return w;
        }
        if (used + n > limit)
            break;
        memcpy(s->piece + row, pieces, n * sizeof *pieces);
        memcpy(s->shape + row, shapes, n);
        s->word_row[word + (w - at)] = (uint32_t)row;
        row += n;
    }
    if (w < end && full)
        return at; /* perhaps more would have fitted: leave it to the next batch */
    *row_end = row;
    return w;
}

/* Takes a chunk that cut_chunk made into the window that began at row `zero`. */
static void take_chunk(
    drg_reader_scratch *s, size_t first, size_t end, size_t row_end, uint32_t zero) {
    s->chunks[s->chunk_count++] =
        (drg_chunk){(uint32_t)first, (uint32_t)end, zero, (uint32_t)s->rows, (uint32_t)row_end};
    for (; s->rows < row_end; s->rows++)
        s->column[s->rows] = (uint16_t)(s->rows - zero);
    add_special(s, DRG_PIECE_SEP, zero);
    s->words += end - first;
}

/* The sentence that word `at` belongs to (the first whose end is past it). */
static size_t sentence_of(const drg_reader_input *in, size_t at) {
    size_t low = 0, high = in->sentences;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (in->sentence_end[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/*
 * Fills one window from word `at` on; returns the word after it, or `at` when the rest of the batch
 * cannot hold it whole (then nothing is taken).
 */
static size_t fill_window(drg_reader_scratch *s, const drg_reader_input *in, size_t at) {
    const size_t rows = s->rows, words = s->words, chunks = s->chunk_count;
    const uint32_t zero = (uint32_t)rows;
    size_t sentence = sentence_of(in, at), word = at;
    if (DRG_READ_PIECES - rows < 3)
        return at;
    add_special(s, DRG_PIECE_CLS, zero);
    while (word < in->words) {
        while (in->sentence_end[sentence] <= word)
            sentence++;
        size_t row_end = 0, end = word;
        if (s->rows + 2 <= DRG_READ_PIECES)
            end = cut_chunk(s, in, word, in->sentence_end[sentence], s->rows, s->words, &row_end);
        if (end == word && s->chunk_count > chunks && DRG_READ_PIECES - rows >= s->reader->window)
            break; /* what passes the batch's end passes the window's */
        if (end == word) { /* the batch is full: leave the whole window to the next */
            s->rows = rows;
            s->words = words;
            s->chunk_count = chunks;
            return at;
        }
        if (s->chunk_count > chunks && row_end + 1 - rows > s->reader->window)
            break;
        take_chunk(s, word, end, row_end, zero);
        word = end;
        if (s->rows - rows + 2 > s->reader->window)
            break; /* no piece and [SEP] more */
    }
    s->windows[s->window_count++] = (drg_stretch){
        zero, (uint32_t)(s->rows - rows), (uint32_t)words, (uint32_t)(s->words - words)};
    return word;
}

/* Outputs first .. end of the fused word heads, for every word of the reading. */
static void read_heads(drg_reader_scratch *s, size_t first, size_t end) {
    const drg_linear *all = &s->reader->word_heads;
    first = first / DRG_PANEL * DRG_PANEL;
    const drg_linear heads = {all->weights + first * all->inputs, all->scale + first,
        all->bias + first, all->sums + first, (uint32_t)(end - first), all->inputs};
    drg_encoder_linear(s, &heads, s->state, s->words, s->word_out + first, s->head_stride);
}

void drg_reader_watch(drg_reader_scratch *s, bool (*stop)(void *user), void *user) {
    s->stop = stop;
    s->stop_user = user;
}

int drg_reader_read(const drg_reader *reader, drg_reader_scratch *s, const drg_reader_input *input,
    size_t at, drg_reading *reading) {
    const drg_head_places *p = &reader->place;
    s->rows = s->words = s->chunk_count = s->window_count = 0;
    s->first_word = at;
    s->links_read = s->trees_read = false;
    size_t word = at;
    while (word < input->words) {
        size_t end = fill_window(s, input, word);
        if (end == word)
            break;
        word = end;
    }
    *reading =
        (drg_reading){at, word, s->chunks, s->chunk_count, s->head_stride, s->word_out + p->upos,
            s->word_out + p->names, s->word_out + p->triggers, s->word_out + p->quotes};
    if (!drg_encoder_run(s))
        return DRG_ECANCELLED;
    read_heads(s, 0, p->link_none); /* the stages ask for no more: see drg_reader_rest */
    return DRG_OK;
}

/* The heads of links. */
static void read_links(drg_reader_scratch *s) {
    if (!s->links_read)
        read_heads(s, s->reader->place.link_none, s->reader->place.arc_dep);
    s->links_read = true;
}

void drg_reader_rest(drg_reader_scratch *s) {
    read_links(s);
    if (!s->trees_read)
        read_heads(s, s->reader->place.arc_dep, s->reader->place.end);
    s->trees_read = true;
}

/* ---- the second pass ---------------------------------------------------------------------------
 */

/* Row of a word's first piece in the batch, and the row after its last. */
static size_t word_start(const drg_reader_scratch *s, size_t word) {
    return s->word_row[word - s->first_word];
}

static size_t word_stop(const drg_reader_scratch *s, const drg_chunk *chunk, size_t word) {
    return word + 1 < chunk->end ? word_start(s, word + 1) : chunk->piece_end;
}

/* Adds a mark to the rows of words first..end in an item that begins at item row `base`. */
static void add_mark(drg_reader_scratch *s, const drg_chunk *chunk, size_t base, size_t first,
    size_t end, size_t mark) {
    size_t d = s->reader->width;
    const float *vector = s->reader->mark + mark * d;
    for (size_t row = word_start(s, first); row < word_stop(s, chunk, end - 1); row++) {
        float *x = s->item + (base + 1 + row - chunk->piece) * d;
        for (size_t i = 0; i < d; i++)
            x[i] += vector[i];
    }
}

/*
 * Lays trigger i's item behind those before it, `base` rows: its state, and the rows that its last
 * layer is asked for: [CLS] and the first piece of every word.
 */
static void lay_item(drg_reader_scratch *s, const drg_read_trigger *t, size_t i, size_t base) {
    const drg_reader *r = s->reader;
    const drg_chunk *chunk = &s->chunks[t->chunk];
    size_t d = r->width, types = r->label_count[DRG_LABELS_TRIGGERS];
    size_t inside = chunk->piece_end - chunk->piece + 1; /* with [SEP] */
    uint32_t asked = i ? s->items[i - 1].asked + s->items[i - 1].asked_count : 0;
    s->items[i] =
        (drg_stretch){(uint32_t)base, (uint32_t)(1 + inside), asked, 1 + chunk->end - chunk->first};
    s->item_row[asked++] = (uint32_t)base;
    for (size_t w = chunk->first; w < chunk->end; w++)
        s->item_row[asked++] = (uint32_t)(base + 1 + word_start(s, w) - chunk->piece);
    float *cls = s->item + base * d;
    memcpy(cls, s->middle + chunk->cls * d, d * sizeof(float));
    memcpy(cls + d, s->middle + chunk->piece * d, inside * d * sizeof(float));
    if (t->type == DRG_READ_PAIR) {
        add_mark(s, chunk, base, t->first, t->end, types + 1);
        add_mark(s, chunk, base, t->target_first, t->target_end, types + 2);
    } else {
        for (size_t j = 0; j < d; j++)
            cls[j] += r->mark[(1 + t->type) * d + j];
        add_mark(s, chunk, base, t->first, t->end, 1 + t->type);
    }
}

/* The features of each item's heads: its [CLS], then the first piece of trigger (or source,
 * target). */
static void gather_features(
    drg_reader_scratch *s, const drg_read_trigger *t, size_t count, bool pairs) {
    size_t d = s->reader->width, width = pairs ? 3 * d : 2 * d;
    for (size_t i = 0; i < count; i++) {
        const float *cls = s->item + s->items[i].asked * d;
        const float *words = cls + d;
        size_t zero = s->chunks[t[i].chunk].first;
        size_t second = pairs && t[i].type == DRG_READ_PAIR ? t[i].target_first : t[i].first;
        float *to = s->feature + i * width;
        memcpy(to, cls, d * sizeof(float));
        memcpy(to + d, words + (t[i].first - zero) * d, d * sizeof(float));
        if (pairs)
            memcpy(to + 2 * d, words + (second - zero) * d, d * sizeof(float));
    }
}

size_t drg_reader_second(const drg_reader *r, drg_reader_scratch *s,
    const drg_read_trigger *triggers, size_t count, drg_trigger_scores *scores) {
    size_t n = 0, rows = 0;
    bool pairs = false;
    for (; n < count; n++) {
        const drg_chunk *chunk = &s->chunks[triggers[n].chunk];
        size_t needed = chunk->piece_end - chunk->piece + 2;
        if (rows + needed > DRG_READ_PIECES)
            break;
        lay_item(s, &triggers[n], n, rows);
        rows += needed;
        pairs |= triggers[n].type == DRG_READ_PAIR;
    }
    if (n == 0 ||
        !drg_encoder_layers(s, r->tower, r->tower_layers, s->item, s->items, n, s->item_row))
        return 0;
    s->rows_second += rows;
    size_t asked = s->items[n - 1].asked + s->items[n - 1].asked_count;
    drg_encoder_linear(s, &r->roles, s->item, asked, s->role_out, s->role_stride);
    gather_features(s, triggers, n, false);
    drg_encoder_linear(s, &r->event, s->feature, n, s->event_out, s->event_stride);
    if (pairs) {
        gather_features(s, triggers, n, true);
        drg_encoder_linear(s, &r->pair, s->feature, n, s->type_out, s->type_stride);
    }
    const uint32_t *labels = r->label_count;
    for (size_t i = 0; i < n; i++) {
        const float *event = s->event_out + i * s->event_stride;
        scores[i] = (drg_trigger_scores){s->role_out + (s->items[i].asked + 1) * s->role_stride,
            s->role_stride, event, event + labels[DRG_LABELS_TENSES],
            event + labels[DRG_LABELS_TENSES] + labels[DRG_LABELS_FLAGS],
            event + s->event_stride - labels[DRG_LABELS_CONTEXTS],
            triggers[i].type == DRG_READ_PAIR ? s->type_out + i * s->type_stride : NULL};
    }
    return n;
}

/* ---- links -------------------------------------------------------------------------------------
 */

size_t drg_reader_link_size(const drg_reader *reader) {
    return reader->link;
}

void drg_reader_link_parts(const drg_reader *reader, drg_reader_scratch *scratch, size_t word,
    float parts[4][DRG_LINK_MOST], float *none) {
    read_links(scratch);
    const float *row = scratch->word_out + (word - scratch->first_word) * scratch->head_stride;
    const uint32_t places[4] = {reader->place.link_query[0], reader->place.link_query[1],
        reader->place.link_key[0], reader->place.link_key[1]};
    for (size_t p = 0; p < 4; p++)
        memcpy(parts[p], row + places[p], reader->link * sizeof(float));
    *none = row[reader->place.link_none];
}

float drg_reader_link_total(const drg_reader *reader, float product, int64_t distance) {
    static const int64_t most[DRG_LINK_BUCKETS - 1] = {-1, 0, 1, 2, 4, 8, 16};
    size_t bucket = 0;
    while (bucket < DRG_LINK_BUCKETS - 1 && distance > most[bucket])
        bucket++;
    return product / sqrtf((float)reader->link) + reader->link_distance[bucket];
}
