/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads data/ontology/refinements.tsv and topics.tsv.
 *
 * The codebook of CAMEO 1.1b3 tells most of its three- and four-digit codes apart by what an act is
 * about ("appeals for military aid") or by who does it to whom, not by the verb. So the lexicon
 * gives a trigger the code that its words alone support, and a row here says what else must be
 * there for a code below it: a mode, a topic, a trigger of some kind, a sector on a side. A topic
 * is a set of words and of PLOVER contexts.
 *
 * Everything is checked when it is read: a name that no other table has is an error that says
 * where, so that a typing error cannot make a row silently useless.
 */
#include "refine.h"

#include "../base/slice.h"

enum { MOST_BITS = 64 };

static const drg_hash_key KEY = {0x746f706963732020, 0x726566696e696e67};

typedef struct table_row { /* a row of a table that is read */
    const drg_table *table;
    const char *name;
    size_t row;
    drg_error *error;
} table_row;

static drg_slice cell(const table_row *at, const char *column) {
    return drg_table_cell(at->table, at->row, drg_table_column(at->table, column));
}

static int bad(const table_row *at, const char *column, drg_slice value) {
    return drg_fail(at->error, DRG_EFORMAT, 0, "%s row %zu: %s '%.*s' is not known", at->name,
        at->row + 1, column, (int)value.size, value.size ? value.data : "");
}

static int open_table(table_row *at, const drg_know *know, const char *name, drg_error *error) {
    *at = (table_row){drg_know_table(know, name), name, 0, error};
    return at->table ? DRG_OK : drg_fail(error, DRG_EFORMAT, 0, "there is no table %s", name);
}

/* Names of a table's first column as bits. */
static int bits_of(
    const table_row *at, const char *column, const drg_table *names, uint64_t *bits) {
    drg_slice name, rest = cell(at, column);
    *bits = 0;
    while (drg_slice_cut(&rest, '|', &name)) {
        size_t row = 0, rows = names ? drg_table_rows(names) : 0;
        while (row < rows && !drg_slice_equal(drg_table_cell(names, row, 0), name))
            row++;
        if (row >= rows || row >= MOST_BITS)
            return bad(at, column, name);
        *bits |= (uint64_t)1 << row;
    }
    return DRG_OK;
}

static int keep_phrase(drg_refining *refining, drg_arena *arena, drg_slice phrase, uint8_t topic) {
    drg_slice first = {0}, rest = phrase;
    drg_slice_cut(&rest, ' ', &first);
    size_t known = refining->first_words.count;
    uint32_t word = drg_intern_add(&refining->first_words, first);
    drg_topic_phrase *kept = drg_list_add(arena, &refining->phrases);
    if (word == DRG_NONE || !kept)
        return DRG_ENOMEM;
    if (refining->first_words.count > known) {
        uint32_t *made = drg_list_add(arena, &refining->phrase_of);
        if (!made)
            return DRG_ENOMEM;
        *made = DRG_NONE;
    }
    *kept = (drg_topic_phrase){rest, topic, refining->phrase_of.items[word]};
    refining->phrase_of.items[word] = (uint32_t)(refining->phrases.count - 1);
    return DRG_OK;
}

static int read_topics(
    const drg_know *know, drg_arena *arena, drg_refining *refining, drg_error *error) {
    table_row at;
    int result = open_table(&at, know, "topics", error);
    for (; !result && at.row < drg_table_rows(at.table); at.row++) {
        drg_slice phrase, words = cell(&at, "words");
        if (refining->topic_count == DRG_TOPICS)
            return drg_fail(error, DRG_EFORMAT, 0, "more than %d topics", DRG_TOPICS);
        uint8_t number = (uint8_t)refining->topic_count++;
        drg_topic *topic = &refining->topics[number];
        topic->name = cell(&at, "topic");
        result = bits_of(&at, "contexts", drg_know_table(know, "contexts"), &topic->contexts);
        while (!result && drg_slice_cut(&words, '|', &phrase))
            result = keep_phrase(refining, arena, phrase, number);
    }
    return result;
}

static int topics_of(const table_row *at, const drg_refining *refining, uint64_t *bits) {
    drg_slice name, rest = cell(at, "topic");
    *bits = 0;
    while (drg_slice_cut(&rest, '|', &name)) {
        size_t topic = 0;
        while (
            topic < refining->topic_count && !drg_slice_equal(refining->topics[topic].name, name))
            topic++;
        if (topic == refining->topic_count)
            return bad(at, "topic", name);
        *bits |= (uint64_t)1 << topic;
    }
    return DRG_OK;
}

static int check_code(const table_row *at, const drg_table *codes, const char *column) {
    drg_slice code = cell(at, column);
    for (size_t row = 0; codes && row < drg_table_rows(codes); row++)
        if (drg_slice_equal(drg_table_cell(codes, row, 0), code))
            return DRG_OK;
    return bad(at, column, code);
}

static int read_rows(
    const drg_know *know, drg_arena *arena, drg_refining *refining, drg_error *error) {
    const drg_table *codes = drg_know_table(know, "cameo");
    const drg_table *sectors = drg_know_table(know, "sectors");
    table_row at;
    int result = open_table(&at, know, "refinements", error);
    for (; !result && at.row < drg_table_rows(at.table); at.row++) {
        drg_refinement row = {.code = cell(&at, "code"),
            .into = cell(&at, "into"),
            .mode = cell(&at, "mode"),
            .triggers = cell(&at, "trigger")};
        result = check_code(&at, codes, "code");
        if (!result)
            result = check_code(&at, codes, "into");
        if (!result)
            result = topics_of(&at, refining, &row.topics);
        if (!result)
            result = bits_of(&at, "doer", sectors, &row.doer);
        if (!result)
            result = bits_of(&at, "receiver", sectors, &row.receiver);
        drg_refinement *kept = result ? NULL : drg_list_add(arena, &refining->rows);
        if (kept)
            *kept = row;
        else if (!result)
            result = DRG_ENOMEM;
    }
    return result;
}

int drg_refining_open(
    const drg_know *know, drg_arena *arena, drg_refining *refining, drg_error *error) {
    drg_intern_init(&refining->first_words, arena, KEY);
    int result = read_topics(know, arena, refining, error);
    return result ? result : read_rows(know, arena, refining, error);
}

uint32_t drg_refining_phrases(const drg_refining *refining, drg_slice lower) {
    uint32_t word = drg_intern_find(&refining->first_words, lower);
    return word == DRG_NONE ? DRG_NONE : refining->phrase_of.items[word];
}

static bool later_word_starts(drg_slice lemma, drg_slice start) {
    for (size_t i = 1; i + start.size <= lemma.size; i++)
        if (lemma.data[i - 1] == ' ' &&
            drg_slice_starts((drg_slice){lemma.data + i, lemma.size - i}, start))
            return true;
    return false;
}

bool drg_refinement_fits(const drg_refinement *row, drg_slice lemma) {
    drg_slice one, rest = row->triggers;
    while (drg_slice_cut(&rest, '|', &one)) {
        if (one.size && one.data[0] == '*' &&
            later_word_starts(lemma, (drg_slice){one.data + 1, one.size - 1}))
            return true;
        if (one.size && one.data[one.size - 1] == '*' &&
            drg_slice_starts(lemma, (drg_slice){one.data, one.size - 1}))
            return true;
        if (drg_slice_equal(one, lemma))
            return true;
    }
    return row->triggers.size == 0;
}
