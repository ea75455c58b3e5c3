/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the lexicon's tables: noun classes, verbs, triggers and the scores of codes, types and
 * modes.
 *
 * A row names its columns, so their order is free. Each inflected form of a trigger's first word is
 * interned once and refers to the entries that it may begin (lexicon.c groups the references by
 * form when all are read). A cell that nobody knows - a type, guard, place or class - ends it with
 * an error that names table, row and column: a lexicon that is half read would code half.
 */
#include "lexicon_read.h"

#include <stdlib.h>

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
    {"open_target", DRG_GUARD_OPEN_TARGET},
    {"no_event", DRG_GUARD_NO_EVENT},
    {"nothing", DRG_GUARD_NO_EVENT | DRG_GUARD_NOTHING},
};

static const char *const PLACES[DRG_PLACES] = {"obj", "poss", "by", "from", "of", "on", "against",
    "to", "with", "between", "for", "at", "into", "in", "over", "outside", "near"};

static const char *const KINDS[] = {"v", "n", "a", "phrase", "fixed"};

static const struct {
    const char *name;
    uint16_t value;
} VERB_KINDS[] = {
    {"say", DRG_VERB_SAY},
    {"light", DRG_VERB_LIGHT},
    {"suffer", DRG_VERB_SUFFER},
    {"control", DRG_VERB_CONTROL},
    {"intend", DRG_VERB_INTEND},
    {"fail", DRG_VERB_FAIL},
    {"attempt", DRG_VERB_ATTEMPT},
    {"happen", DRG_VERB_HAPPEN},
    {"put_off", DRG_VERB_PUT_OFF},
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
        uint16_t bits = 0;
        while (drg_slice_cut(&kinds, '|', &kind)) {
            size_t i = 0, n = sizeof VERB_KINDS / sizeof VERB_KINDS[0];
            while (i < n && !drg_slice_is(kind, VERB_KINDS[i].name))
                i++;
            if (i == n)
                return bad(&at, "kind", kind);
            bits = (uint16_t)(bits | VERB_KINDS[i].value);
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

/* The Goldstein values by code: each trigger and each event asks for one. */
static int read_codes(drg_lexicon *lexicon, const drg_know *know) {
    const drg_table *codes = drg_know_table(know, "cameo");
    size_t rows = drg_table_rows(codes), column = drg_table_column(codes, "goldstein");
    lexicon->goldstein = drg_arena_array(&lexicon->arena, rows + 1, sizeof *lexicon->goldstein);
    if (!lexicon->goldstein)
        return DRG_ENOMEM;
    for (size_t row = 0; row < rows; row++) {
        size_t known = lexicon->codes.count;
        uint32_t code = drg_intern_add(&lexicon->codes, drg_table_cell(codes, row, 0));
        if (code == DRG_NONE)
            return DRG_ENOMEM;
        if (code == known)
            lexicon->goldstein[code] = number(drg_table_cell(codes, row, column));
    }
    return DRG_OK;
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
    entry.goldstein = drg_lexicon_goldstein(lexicon, entry.cameo);
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

static int read_triggers(drg_lexicon *lexicon, const drg_know *know, drg_error *error) {
    reader at;
    int result = open_reader(&at, know, "triggers", error);
    for (; !result && at.row < drg_table_rows(at.table); at.row++)
        result = read_trigger(lexicon, &at, know);
    return result;
}

int drg_lexicon_read(drg_lexicon *lexicon, const drg_know *know, drg_error *error) {
    int result = read_codes(lexicon, know);
    if (!result)
        result = read_classes(lexicon, know, error);
    if (!result)
        result = read_verbs(lexicon, know, error);
    if (!result)
        result = read_triggers(lexicon, know, error);
    return result ? result : read_scores(lexicon, know, error);
}
