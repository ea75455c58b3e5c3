/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiled tables that were tampered with: a small block with changes (edits.h) and a checksum
 * that fits is refused with a reason, or everything in it can be read and searched.
 */
#include "edits.h"

#include "../../lib/event/lexicon.h"
#include "../../lib/know/block.h"
#include "../../lib/know/store.h"

#include "../unit/know/tables.h"
#include "../unit/know/words.h"

static void look_up(const drg_know *know) {
    static const char *const texts[] = {"Georgia, Paris and Nice in the US",
        "United Nations Security Council", "Foreign Minister Fran\xC3\xA7ois Hollande of France"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        word_list words = words_of(texts[i], false);
        for (size_t at = 0; at < words.count; at++) {
            drg_name_hit hits[4];
            drg_title_hit title;
            size_t found = drg_know_match(know, words.text, words.tokens, words.count, at, hits, 4);
            for (size_t k = 0; k < found; k++)
                for (uint32_t t = 0; t < hits[k].thing_count; t++)
                    CHECK(drg_know_thing(know, hits[k].things[t]));
            if (drg_know_title(know, words.text, words.tokens, words.count, at, &title))
                drg_table_cell(drg_know_table(know, "titles"), title.row, 0);
        }
    }
}

static void read_things(const drg_know *know) {
    size_t count;
    for (uint32_t i = 0; i < drg_know_things(know) && i < 256; i++) {
        const drg_thing *thing = drg_know_thing(know, i);
        CHECK(thing && thing->sector_count <= DRG_MAX_SECTORS);
        for (size_t k = 0; k < thing->sector_count; k++)
            drg_know_sector_code(know, thing->sectors[k]);
        CHECK(thing->parent == DRG_NONE || drg_know_thing(know, thing->parent));
        drg_know_find(know, thing->id);
        drg_know_country(know, thing->country);
        const drg_term *terms = drg_know_terms(know, i, &count);
        for (size_t k = 0; k < count; k++)
            CHECK(drg_know_thing(know, terms[k].person)->kind == DRG_THING_PERSON);
    }
}

static void read_tables(const drg_know *know) {
    static const char *const names[] = {"states", "holders", "offices", "titles", "nowhere"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const drg_table *table = drg_know_table(know, names[i]);
        size_t rows = drg_table_rows(table), columns = drg_table_columns(table), sum = 0;
        for (size_t row = 0; row < rows && row < 64; row++)
            for (size_t column = 0; column < columns && column < 64; column++)
                sum += drg_table_cell(table, row, column).size;
        drg_table_column(table, "name");
        CHECK(table || sum == 0);
    }
}

static void use(const drg_know *know) {
    const drg_date day = {2016, 6, 1};
    drg_lexicon *lexicon = NULL;
    look_up(know);
    read_things(know);
    read_tables(know);
    drg_know_holder(know, DRG_SLICE("FRA"), DRG_SLICE("president"), day);
    drg_know_holder(know, DRG_SLICE("FRA"), DRG_SLICE("deputy"), (drg_date){0});
    drg_know_member(know, DRG_SLICE("EU"), DRG_SLICE("FRA"), day);
    drg_know_person_word(know, DRG_SLICE("paris"));
    if (drg_lexicon_open(know, &lexicon, NULL) == DRG_OK)
        drg_lexicon_free(lexicon);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static void *block;
    static size_t block_size;
    if (!block)
        CHECK(tables_compile(NULL, NULL, &block, &block_size, NULL) == DRG_OK);
    edited made = edit_file(block, block_size, NULL, 0, data, size);
    if (made.size >= sizeof(block_header)) {
        uint64_t whole = made.size;
        memcpy(made.bytes + offsetof(block_header, size), &whole, sizeof whole);
        uint64_t sum = drg_block_checksum(made.bytes, made.size);
        memcpy(made.bytes + offsetof(block_header, checksum), &sum, sizeof sum);
    }
    drg_know *know = NULL;
    drg_error error = {0};
    if (drg_know_open(made.bytes, made.size, &know, &error) == DRG_OK) {
        use(know);
        drg_know_free(know);
    } else {
        CHECK(error.message[0] && !know);
    }
    free(made.bytes);
    return 0;
}
