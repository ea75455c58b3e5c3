/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the tables of data/lexicon and data/ontology into an index over word forms.
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

#include "refine.h"

#include <stdlib.h>

#define LEXICON_BUDGET                                                                             \
    ((size_t)256 << 20) /* far above what the tables need; a damaged file stops */
#define MAX_CLASSES 64
#define MAX_MODES 96

typedef struct form_reference {
    uint32_t form, entry;
    uint8_t forms;
} form_reference;

typedef struct mode_score {
    uint8_t type;
    drg_slice mode;
    double score;
} mode_score;

struct drg_lexicon {
    drg_arena arena;
    drg_intern forms;
    drg_word *words_of; /* [forms.count] */
    size_t words_room;
    DRG_LIST(drg_entry) entries;
    const drg_table *contexts;
    uint32_t plain; /* first of the entries without words, one a type */
    DRG_LIST(drg_pattern_element) elements;
    DRG_LIST(drg_slice) words; /* alternatives of elements */
    DRG_LIST(form_reference) references;
    drg_entry_form *sorted; /* [references.count] grouped by form */
    drg_slice classes[MAX_CLASSES];
    size_t class_count;
    mode_score modes[MAX_MODES];
    size_t mode_count;
    double scores[DRG_EVENT_TYPES];
    uint8_t quads[DRG_EVENT_TYPES];
    drg_refining refining;
    const drg_know *know;
};

static const float PLAIN_WEIGHT =
    0.3F; /* how often words that no entry has tell what is read in them */
static const drg_word NOTHING = {0};
/* Tables come with the build: their words need no secret key. */
static const drg_hash_key KEY = {0x6c657869636f6e31, 0x7472696767657273};

static const struct {
    const char *name;
    uint16_t value;
} GUARDS[] = {
    {"needs_party", DRG_GUARD_PARTY},
    {"needs_source", DRG_GUARD_SOURCE},
    {"needs_target", DRG_GUARD_TARGET},
    {"actor_object", DRG_GUARD_ACTOR_OBJECT},
    {"not_modifier", DRG_GUARD_NOT_MODIFIER},
    {"not_sports", DRG_GUARD_NOT_SPORTS},
    {"needs_armed", DRG_GUARD_ARMED},
    {"needs_labour", DRG_GUARD_LABOUR},
    {"intransitive", DRG_GUARD_INTRANSITIVE},
    {"only_passive", DRG_GUARD_PASSIVE},
    {"only_active", DRG_GUARD_ACTIVE},
};

static const char *const PLACES[DRG_PLACES] = {"obj", "poss", "by", "from", "of", "on", "against",
    "to", "with", "between", "for", "at", "into", "in", "over", "outside", "near"};

static const char *const KINDS[] = {"v", "n", "a", "phrase", "fixed"};

static const struct {
    const char *name;
    uint8_t value;
} VERB_KINDS[] = {
    {"say", DRG_VERB_SAY},
    {"light", DRG_VERB_LIGHT},
    {"suffer", DRG_VERB_SUFFER},
    {"control", DRG_VERB_CONTROL},
    {"intend", DRG_VERB_INTEND},
};

/* ---- reading cells ----------------------------------------------------------------------------
 */

typedef struct reader { /* a table and the columns that are read from it */
    const drg_table *table;
    const char *name;
    size_t row;
    drg_error *error;
} reader;

static int bad(const reader *at, const char *column, drg_slice cell) {
    return drg_fail(at->error, DRG_EFORMAT, 0, "%s row %zu: %s '%.*s' is not known", at->name,
        at->row + 1, column, (int)cell.size, cell.data);
}

static drg_slice cell(const reader *at, const char *column) {
    return drg_table_cell(at->table, at->row, drg_table_column(at->table, column));
}

static double number(drg_slice text) {
    char buffer[32] = {0};
    if (text.size == 0 || text.size >= sizeof buffer)
        return 0;
    memcpy(buffer, text.data, text.size);
    return strtod(buffer, NULL);
}

static int open_reader(reader *at, const drg_know *know, const char *name, drg_error *error) {
    *at = (reader){drg_know_table(know, name), name, 0, error};
    if (!at->table)
        return drg_fail(error, DRG_EFORMAT, 0, "there is no table %s", name);
    return DRG_OK;
}

static bool find_type(drg_slice name, uint8_t *type) {
    for (int i = 0; i < DRG_EVENT_TYPES; i++)
        if (drg_slice_is(name, drg_event_type_name((drg_event_type)i))) {
            *type = (uint8_t)i;
            return true;
        }
    return false;
}

/* The record of a form, added if new. NULL: out of memory. */
static drg_word *word_of(drg_lexicon *lexicon, drg_slice form, uint32_t *number_of) {
    uint32_t index = drg_intern_add(&lexicon->forms, form);
    if (index == DRG_NONE)
        return NULL;
    if (index >= lexicon->words_room) {
        size_t room = lexicon->words_room ? lexicon->words_room * 2 : 4096;
        drg_word *grown = drg_arena_array(&lexicon->arena, room, sizeof *grown);
        if (!grown)
            return NULL;
        if (lexicon->words_room)
            memcpy(grown, lexicon->words_of, lexicon->words_room * sizeof *grown);
        lexicon->words_of = grown;
        lexicon->words_room = room;
    }
    if (number_of)
        *number_of = index;
    return &lexicon->words_of[index];
}

static int refer(drg_lexicon *lexicon, drg_slice form, uint32_t entry, uint8_t forms) {
    uint32_t index;
    drg_word *word = word_of(lexicon, form, &index);
    if (!word)
        return DRG_ENOMEM;
    word->forms = (uint8_t)(word->forms | forms);
    if (entry == DRG_NONE)
        return DRG_OK;
    form_reference *reference = drg_list_add(&lexicon->arena, &lexicon->references);
    if (!reference)
        return DRG_ENOMEM;
    *reference = (form_reference){index, entry, forms};
    return DRG_OK;
}

/* base|third|past|participle|ing, with / between alternatives. */
static int refer_verb(drg_lexicon *lexicon, drg_slice forms, uint32_t entry, uint8_t also) {
    uint8_t bit = DRG_FORM_BASE;
    drg_slice form, one;
    while (drg_slice_cut(&forms, '|', &form)) {
        uint8_t noun = bit & (DRG_FORM_BASE | DRG_FORM_THIRD) ? also : 0;
        while (drg_slice_cut(&form, '/', &one)) {
            int result = refer(lexicon, one, entry, (uint8_t)(bit | noun));
            if (result)
                return result;
        }
        bit = (uint8_t)(bit << 1);
        if (bit > DRG_FORM_ING)
            break;
    }
    return DRG_OK;
}

/* ---- classes and verbs ------------------------------------------------------------------------
 */

static int read_classes(drg_lexicon *lexicon, const drg_know *know, drg_error *error) {
    reader at;
    int result = open_reader(&at, know, "classes", error);
    for (; !result && at.row < drg_table_rows(at.table); at.row++) {
        if (lexicon->class_count == MAX_CLASSES)
            return drg_fail(error, DRG_EFORMAT, 0, "more than %d classes", MAX_CLASSES);
        drg_slice words = cell(&at, "words"), word;
        uint64_t bit = (uint64_t)1 << lexicon->class_count;
        lexicon->classes[lexicon->class_count++] = cell(&at, "class");
        while (drg_slice_cut(&words, '|', &word)) {
            drg_word *known = word_of(lexicon, word, NULL);
            if (!known)
                return DRG_ENOMEM;
            known->classes |= bit;
        }
    }
    return result;
}

static int read_verbs(drg_lexicon *lexicon, const drg_know *know, drg_error *error) {
    reader at;
    int result = open_reader(&at, know, "verbs", error);
    for (; !result && at.row < drg_table_rows(at.table); at.row++) {
        drg_slice kinds = cell(&at, "kinds"), kind, forms = cell(&at, "forms"), form, one;
        uint8_t bits = 0;
        while (drg_slice_cut(&kinds, '|', &kind)) {
            size_t i = 0, n = sizeof VERB_KINDS / sizeof VERB_KINDS[0];
            while (i < n && !drg_slice_is(kind, VERB_KINDS[i].name))
                i++;
            if (i == n)
                return bad(&at, "kind", kind);
            bits = (uint8_t)(bits | VERB_KINDS[i].value);
        }
        bool noun = drg_slice_is(cell(&at, "noun"), "yes");
        result = refer_verb(lexicon, forms, DRG_NONE, noun ? DRG_FORM_NOUN : 0);
        while (!result && drg_slice_cut(&forms, '|', &form))
            while (!result && drg_slice_cut(&form, '/', &one)) {
                drg_word *word = word_of(lexicon, one, NULL);
                if (!word)
                    return DRG_ENOMEM;
                word->verb_kinds |= bits;
            }
    }
    return result;
}

uint64_t drg_lexicon_class(const drg_lexicon *lexicon, const char *name) {
    for (size_t i = 0; i < lexicon->class_count; i++)
        if (drg_slice_is(lexicon->classes[i], name))
            return (uint64_t)1 << i;
    return 0;
}

/* ---- triggers ---------------------------------------------------------------------------------
 */

static int read_guards(const reader *at, drg_entry *entry) {
    drg_slice guards = cell(at, "guards"), guard;
    while (drg_slice_cut(&guards, '|', &guard)) {
        size_t i = 0, n = sizeof GUARDS / sizeof GUARDS[0];
        while (i < n && !drg_slice_is(guard, GUARDS[i].name))
            i++;
        if (i == n)
            return bad(at, "guard", guard);
        entry->guards |= GUARDS[i].value;
    }
    return DRG_OK;
}

static int read_places(const reader *at, drg_entry *entry) {
    static const char *const roles[] = {"", "source", "target", "party", "none"};
    drg_slice places = cell(at, "prepositions"), place;
    while (drg_slice_cut(&places, '|', &place)) {
        drg_slice name = {0}, rest = place;
        drg_slice_cut(&rest, ':', &name);
        size_t p = 0, r = 1;
        while (p < DRG_PLACES && !drg_slice_is(name, PLACES[p]))
            p++;
        while (r <= DRG_ROLE_NONE && !drg_slice_is(rest, roles[r]))
            r++;
        if (p == DRG_PLACES || r > DRG_ROLE_NONE)
            return bad(at, "place", place);
        entry->roles[p] = (uint8_t)r;
    }
    return DRG_OK;
}

/* One element of a pattern: ~, @class, or words with / between them. */
static int read_element(drg_lexicon *lexicon, const reader *at, drg_slice text) {
    drg_pattern_element element = {0};
    if (!drg_slice_is(text, "~") && text.data[0] == '@') {
        for (size_t i = 0; i < lexicon->class_count; i++)
            if (drg_slice_equal(lexicon->classes[i], (drg_slice){text.data + 1, text.size - 1}))
                element.classes = (uint64_t)1 << i;
        if (!element.classes)
            return bad(at, "class", text);
    } else if (!drg_slice_is(text, "~")) {
        drg_slice word;
        element.first_word = (uint32_t)lexicon->words.count;
        while (drg_slice_cut(&text, '/', &word)) {
            drg_slice *kept = drg_list_add(&lexicon->arena, &lexicon->words);
            if (!kept)
                return DRG_ENOMEM;
            *kept = word;
            element.word_count++;
        }
    }
    drg_pattern_element *kept = drg_list_add(&lexicon->arena, &lexicon->elements);
    if (!kept)
        return DRG_ENOMEM;
    *kept = element;
    return DRG_OK;
}

static int read_pattern(
    drg_lexicon *lexicon, const reader *at, drg_slice pattern, drg_entry *entry) {
    drg_slice element;
    entry->first_element = (uint32_t)lexicon->elements.count;
    while (drg_slice_cut(&pattern, ' ', &element)) {
        int result = read_element(lexicon, at, element);
        if (result)
            return result;
        entry->element_count++;
    }
    return DRG_OK;
}

static int read_contexts(const reader *at, const drg_know *know, drg_entry *entry) {
    const drg_table *contexts = drg_know_table(know, "contexts");
    drg_slice list = cell(at, "contexts"), name;
    while (contexts && drg_slice_cut(&list, '|', &name)) {
        size_t row = 0;
        while (row < drg_table_rows(contexts) &&
               !drg_slice_equal(drg_table_cell(contexts, row, 0), name))
            row++;
        if (row == drg_table_rows(contexts))
            return bad(at, "context", name);
        if (entry->context_count < DRG_MAX_CONTEXTS)
            entry->contexts[entry->context_count++] = (uint8_t)row;
    }
    return DRG_OK;
}

/* Keeps a copy of the entry and files it under the forms of its first word. */
static int keep_entry(drg_lexicon *lexicon, const drg_entry *entry, drg_slice forms) {
    uint32_t index = (uint32_t)lexicon->entries.count;
    drg_entry *kept = drg_list_add(&lexicon->arena, &lexicon->entries);
    if (!kept)
        return DRG_ENOMEM;
    *kept = *entry;
    if (entry->kind == DRG_ENTRY_VERB || entry->kind == DRG_ENTRY_PHRASE)
        return refer_verb(lexicon, forms, index, 0);
    uint8_t bit = entry->kind == DRG_ENTRY_NOUN        ? DRG_FORM_NOUN
                  : entry->kind == DRG_ENTRY_ADJECTIVE ? DRG_FORM_ADJECTIVE
                                                       : DRG_FORM_FIXED;
    drg_slice form;
    int result = DRG_OK;
    while (!result && drg_slice_cut(&forms, '|', &form))
        result = refer(lexicon, form, index, bit);
    return result;
}

/* "peace talk|peace talks": each form is an entry with the later words as its pattern. */
static int keep_noun_phrase(
    drg_lexicon *lexicon, const reader *at, drg_entry *entry, drg_slice forms) {
    drg_slice form;
    while (drg_slice_cut(&forms, '|', &form)) {
        drg_slice first = {0}, rest = form;
        drg_slice_cut(&rest, ' ', &first);
        entry->element_count = 0;
        int result = read_pattern(lexicon, at, rest, entry);
        if (!result)
            result = keep_entry(lexicon, entry, first);
        if (result)
            return result;
    }
    return DRG_OK;
}

static double goldstein_of(const drg_know *know, drg_slice code) {
    const drg_table *codes = drg_know_table(know, "cameo");
    size_t column = codes ? drg_table_column(codes, "goldstein") : 0;
    for (size_t row = 0; codes && row < drg_table_rows(codes); row++)
        if (drg_slice_equal(drg_table_cell(codes, row, 0), code))
            return number(drg_table_cell(codes, row, column));
    return 0;
}

static int read_trigger(drg_lexicon *lexicon, const reader *at, const drg_know *know) {
    drg_slice kind = cell(at, "pos"), forms = cell(at, "forms");
    drg_entry entry = {.lemma = cell(at, "lemma"),
        .mode = cell(at, "mode"),
        .cameo = cell(at, "cameo"),
        .weight = (float)number(cell(at, "weight")),
        .symmetric = drg_slice_is(cell(at, "symmetric"), "yes"),
        .reversed = drg_slice_is(cell(at, "direction"), "target")};
    if (!find_type(cell(at, "type"), &entry.type))
        return bad(at, "type", cell(at, "type"));
    entry.goldstein = goldstein_of(know, entry.cameo);
    int result = read_guards(at, &entry);
    if (!result)
        result = read_places(at, &entry);
    if (!result)
        result = read_contexts(at, know, &entry);
    if (result)
        return result;
    if (drg_slice_is(kind, "nphrase")) {
        entry.kind = DRG_ENTRY_NOUN;
        return keep_noun_phrase(lexicon, at, &entry, forms);
    }
    size_t k = 0, n = sizeof KINDS / sizeof KINDS[0];
    while (k < n && !drg_slice_is(kind, KINDS[k]))
        k++;
    if (k == n)
        return bad(at, "pos", kind);
    entry.kind = (uint8_t)k;
    result = read_pattern(lexicon, at, cell(at, "pattern"), &entry);
    return result ? result : keep_entry(lexicon, &entry, forms);
}

/* ---- scores -----------------------------------------------------------------------------------
 */

static int read_scores(drg_lexicon *lexicon, const drg_know *know, drg_error *error) {
    reader at;
    uint8_t type;
    int result = open_reader(&at, know, "types", error);
    for (; !result && at.row < drg_table_rows(at.table); at.row++) {
        if (!find_type(cell(&at, "type"), &type))
            return bad(&at, "type", cell(&at, "type"));
        lexicon->scores[type] = number(cell(&at, "score"));
        lexicon->quads[type] = (uint8_t)number(cell(&at, "quad"));
    }
    if (!result)
        result = open_reader(&at, know, "modes", error);
    for (; !result && at.row < drg_table_rows(at.table); at.row++) {
        drg_slice score = cell(&at, "score");
        if (!find_type(cell(&at, "type"), &type))
            return bad(&at, "type", cell(&at, "type"));
        if (score.size && lexicon->mode_count < MAX_MODES)
            lexicon->modes[lexicon->mode_count++] =
                (mode_score){type, cell(&at, "mode"), number(score)};
    }
    return result;
}

double drg_lexicon_intensity(const drg_lexicon *lexicon, drg_event_type type, drg_slice mode) {
    for (size_t i = 0; mode.size && i < lexicon->mode_count; i++)
        if (lexicon->modes[i].type == type && drg_slice_equal(lexicon->modes[i].mode, mode))
            return lexicon->modes[i].score;
    return lexicon->scores[type];
}

double drg_lexicon_goldstein(const drg_lexicon *lexicon, drg_slice code) {
    return goldstein_of(lexicon->know, code);
}

uint8_t drg_lexicon_quad(const drg_lexicon *lexicon, drg_event_type type) {
    return lexicon->quads[type];
}

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

static int read_triggers(drg_lexicon *lexicon, const drg_know *know, drg_error *error) {
    reader at;
    int result = open_reader(&at, know, "triggers", error);
    for (; !result && at.row < drg_table_rows(at.table); at.row++)
        result = read_trigger(lexicon, &at, know);
    return result;
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
        entry->goldstein = goldstein_of(know, entry->cameo);
    }
    return DRG_OK;
}

int drg_lexicon_open(const drg_know *know, drg_lexicon **lexicon, drg_error *error) {
    drg_lexicon *made = calloc(1, sizeof *made);
    if (!made)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    made->know = know;
    drg_arena_init(&made->arena, LEXICON_BUDGET, NULL);
    drg_intern_init(&made->forms, &made->arena, KEY);
    int result = read_classes(made, know, error);
    if (!result)
        result = read_verbs(made, know, error);
    if (!result)
        result = read_triggers(made, know, error);
    if (!result)
        result = read_scores(made, know, error);
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
