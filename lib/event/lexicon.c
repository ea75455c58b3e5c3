/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of data/lexicon and data/ontology (lexicon_read.c) as an index over word forms.
 *
 * Idea: every inflected form of a trigger's first word is interned once; a form knows the entries
 * that it may begin (and as which form of them), the noun classes that it belongs to as a bit mask,
 * and what it does as a verb. A phrase is checked by walking its elements over the next tokens: a
 * set of words, a class, or a gap of at most DRG_GAP words. So finding triggers is one hash a token
 * plus a bounded number of comparisons, and the order of the table does not matter.
 *
 * Invariants: entries keep the table's order; the references of a form are in order of entry. At
 * most 64 classes. All memory is the lexicon's arena; table cells are borrowed from the block.
 *
 * What it does not do: choose between entries (trigger.c) or look at syntax (syntax.c).
 */
#include "lexicon.h"

#include "lexicon_read.h"

#include <stdlib.h>

#define LEXICON_BUDGET                                                                             \
    ((size_t)256 << 20) /* far above what the tables need; a damaged file stops */

static const float PLAIN_WEIGHT =
    0.3F; /* how often words that no entry has tell what is read in them */
static const drg_word NOTHING = {0};
/* Tables come with the build: their words need no secret key. */
static const drg_hash_key KEY = {0x6c657869636f6e31, 0x7472696767657273};

/* ---- the index --------------------------------------------------------------------------------
 */

/* Groups the references by form: a counting sort, stable, so that entries stay in order. */
static int group_references(drg_lexicon *lexicon) {
    size_t n = lexicon->forms.count, all = lexicon->references.count;
    drg_entry_form *sorted = drg_arena_array(&lexicon->arena, all + 1, sizeof *sorted);
    size_t *next = drg_arena_array(&lexicon->arena, n + 1, sizeof *next);
    if (!sorted || !next)
        return DRG_ENOMEM;
    for (size_t i = 0; i < all; i++)
        next[lexicon->references.items[i].form + 1]++;
    for (size_t i = 0; i < n; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i < n; i++) {
        lexicon->words_of[i].entries = sorted + next[i];
        lexicon->words_of[i].entry_count = next[i + 1] - next[i];
    }
    for (size_t i = 0; i < all; i++) {
        const form_reference *reference = &lexicon->references.items[i];
        sorted[next[reference->form]++] = (drg_entry_form){reference->entry, reference->forms};
    }
    return DRG_OK;
}

/*
 * One entry a type without words, for triggers that only the reading engine finds: the first (most
 * general) CAMEO code that leads to the type, and places that any preposition may fill.
 */
static int add_plain_entries(drg_lexicon *lexicon, const drg_know *know) {
    const drg_table *codes = drg_know_table(know, "cameo");
    size_t type_column = codes ? drg_table_column(codes, "plover_type") : SIZE_MAX;
    if (type_column == SIZE_MAX)
        return DRG_EFORMAT;
    lexicon->plain = (uint32_t)lexicon->entries.count;
    lexicon->contexts = drg_know_table(know, "contexts");
    if (!lexicon->contexts)
        return DRG_EFORMAT;
    for (int type = 0; type < DRG_EVENT_TYPES; type++) {
        const char *name = drg_event_type_name((drg_event_type)type);
        size_t row = 0, rows = drg_table_rows(codes);
        while (row < rows && !drg_slice_is(drg_table_cell(codes, row, type_column), name))
            row++;
        drg_entry *entry = drg_list_add(&lexicon->arena, &lexicon->entries);
        if (!entry)
            return DRG_ENOMEM;
        *entry = (drg_entry){.cameo = drg_table_cell(codes, row, 0),
            .weight = PLAIN_WEIGHT,
            .kind = DRG_ENTRY_NOUN,
            .type = (uint8_t)type,
            .symmetric = type == DRG_CONSULT || type == DRG_AGREE};
        entry->goldstein = drg_lexicon_goldstein(lexicon, entry->cameo);
    }
    return DRG_OK;
}

int drg_lexicon_open(const drg_know *know, drg_lexicon **lexicon, drg_error *error) {
    drg_lexicon *made = calloc(1, sizeof *made);
    if (!made)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    drg_arena_init(&made->arena, LEXICON_BUDGET, NULL);
    drg_intern_init(&made->forms, &made->arena, KEY);
    drg_intern_init(&made->codes, &made->arena, KEY);
    int result = drg_lexicon_read(made, know, error);
    if (!result)
        result = group_references(made);
    if (!result)
        result = add_plain_entries(made, know);
    if (!result)
        result = drg_refining_open(know, &made->arena, &made->refining, error);
    if (result) {
        drg_lexicon_free(made);
        return drg_fail(error, result, 0, "%s", drg_error_text(result));
    }
    *lexicon = made;
    return DRG_OK;
}

void drg_lexicon_free(drg_lexicon *lexicon) {
    if (!lexicon)
        return;
    drg_arena_deinit(&lexicon->arena);
    free(lexicon);
}

/* ---- look-ups ---------------------------------------------------------------------------------
 */

const drg_word *drg_lexicon_word(const drg_lexicon *lexicon, drg_slice lower) {
    uint32_t index = drg_intern_find(&lexicon->forms, lower);
    return index == DRG_NONE ? &NOTHING : &lexicon->words_of[index];
}

uint8_t drg_lexicon_context(const drg_lexicon *lexicon, drg_slice name) {
    size_t rows = drg_table_rows(lexicon->contexts);
    for (size_t row = 0; row < rows; row++)
        if (drg_slice_equal(drg_table_cell(lexicon->contexts, row, 0), name))
            return (uint8_t)row;
    return UINT8_MAX;
}

const drg_refining *drg_lexicon_refining(const drg_lexicon *lexicon) {
    return &lexicon->refining;
}

uint32_t drg_lexicon_plain(const drg_lexicon *lexicon, drg_event_type type) {
    return lexicon->plain + (uint32_t)type;
}

const drg_entry *drg_lexicon_entry(const drg_lexicon *lexicon, uint32_t entry) {
    return &lexicon->entries.items[entry];
}

const drg_pattern_element *drg_lexicon_elements(
    const drg_lexicon *lexicon, const drg_entry *entry) {
    return lexicon->elements.items + entry->first_element;
}

bool drg_lexicon_fits(const drg_lexicon *lexicon, const drg_pattern_element *element,
    drg_slice lower, const drg_word *word) {
    if (element->classes)
        return (word->classes & element->classes) != 0;
    for (uint32_t i = 0; i < element->word_count; i++)
        if (drg_slice_equal(lexicon->words.items[element->first_word + i], lower))
            return true;
    return false;
}

uint64_t drg_lexicon_class(const drg_lexicon *lexicon, const char *name) {
    for (size_t i = 0; i < lexicon->class_count; i++)
        if (drg_slice_is(lexicon->classes[i], name))
            return (uint64_t)1 << i;
    return 0;
}

double drg_lexicon_intensity(const drg_lexicon *lexicon, drg_event_type type, drg_slice mode) {
    for (size_t i = 0; mode.size && i < lexicon->mode_count; i++)
        if (lexicon->modes[i].type == type && drg_slice_equal(lexicon->modes[i].mode, mode))
            return lexicon->modes[i].score;
    return lexicon->scores[type];
}

double drg_lexicon_goldstein(const drg_lexicon *lexicon, drg_slice code) {
    uint32_t number = drg_intern_find(&lexicon->codes, code);
    return number == DRG_NONE ? 0 : lexicon->goldstein[number];
}

uint8_t drg_lexicon_quad(const drg_lexicon *lexicon, drg_event_type type) {
    return lexicon->quads[type];
}
