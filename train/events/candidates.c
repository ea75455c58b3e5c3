/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what the decisions of the event stage see, with the library's own code looking on itself
 * (drg_watch of lib/event/event.h). Offsets are code points. Lines, tab between the fields:
 *
 *   W keep-signs first-of-the-engine fill-signs    how many there are
 *   D path
 *   E number TYPE country name mention mention...      an entity (a state: STATE), and its names
 *   K start end TYPE confidence | signs                a candidate for an event
 *   R number TYPE | start end ... | signs                     a record and its tellings
 *   U number side entity country words | signs         whom a telling names on a side of it
 *   F number side entity country words | signs         who may be a party of a side of it
 *   T start end TYPE tense negated past ongoing future hypothetical negated | signs
 *       a candidate's tense and negation by its words, then in 255ths by the reading engine (-1:
 * none)
 *
 * where signs are number:value.
 * usage: candidates [--weights FILE] (FILE DATE)...   (DATE "-": none)
 */
#include "../../lib/base/date.h"
#include "../../lib/engine.h"
#include "../../lib/event/event.h"
#include "../../lib/event/fill.h"
#include "../../lib/event/record.h"
#include "../../lib/event/same.h"
#include "../../lib/event/score.h"
#include "../../lib/event/signs.h"
#include "../../lib/event/tense.h"
#include "../../lib/event/unite.h"
#include "../article.h"

#include <stdio.h>
#include <stdlib.h>

static void print_words(drg_slice words) {
    for (size_t i = 0; i < words.size; i++)
        putchar(words.data[i] == '\n' || words.data[i] == '\t' ? ' ' : words.data[i]);
}

static void print_signs(const drg_signs *signs) {
    printf("\t|");
    for (size_t i = 0; i < signs->count; i++)
        if (signs->value[i] != 0)
            printf("\t%u:%.5g", signs->number[i], (double)signs->value[i]);
    putchar('\n');
}

static void print_trigger(const drg_document *document, const drg_telling *telling) {
    const drg_token *tokens = document->tokens.items;
    uint32_t first = telling->found.matched[0], end = first + 1;
    for (uint8_t m = 0; m < telling->found.matched_count; m++) {
        first = telling->found.matched[m] < first ? telling->found.matched[m] : first;
        end = telling->found.matched[m] >= end ? telling->found.matched[m] + 1 : end;
    }
    printf(
        "\t%zu\t%zu", offset(document, tokens[first].start), offset(document, tokens[end - 1].end));
}

static void watch_keep(void *user, const drg_telling *telling, const drg_signs *signs) {
    printf("K");
    print_trigger(user, telling);
    printf("\t%s\t%.4f", drg_event_type_name((drg_event_type)telling->entry->type),
        (double)telling->confidence);
    print_signs(signs);
}

static void watch_same(void *user, const drg_draft *draft, const drg_telling *telling,
    const drg_telling_list *tellings, const drg_signs *signs) {
    printf("S\t%s", drg_event_type_name((drg_event_type)telling->entry->type));
    print_trigger(user, telling);
    printf("\t|");
    for (size_t i = 0; i < draft->tellings.count; i++)
        print_trigger(user, &tellings->items[draft->tellings.items[i]]);
    print_signs(signs);
}

static void watch_record(
    void *user, uint32_t number, const drg_draft *draft, const drg_telling_list *tellings) {
    printf("R\t%u\t%s\t|", number, drg_event_type_name((drg_event_type)draft->best->entry->type));
    for (size_t i = 0; i < draft->tellings.count; i++)
        print_trigger(user, &tellings->items[draft->tellings.items[i]]);
    drg_signs signs;
    drg_record_signs(draft, tellings, &signs);
    print_signs(&signs);
}

static void print_party(char line, const drg_document *document, uint32_t number, int side,
    const drg_party *party, const drg_signs *signs) {
    printf("%c\t%u\t%d\t%ld\t%.*s\t", line, number, side,
        party->entity == DRG_NONE ? -1L : (long)party->entity, (int)party->country.size,
        party->country.size ? party->country.data : "");
    print_words(drg_slice_part(document->text, party->span));
    print_signs(signs);
}

static void watch_unite(
    void *user, uint32_t number, int side, const drg_party *party, const drg_signs *signs) {
    print_party('U', user, number, side, party, signs);
}

static void watch_fill(
    void *user, uint32_t number, int side, const drg_party *party, const drg_signs *signs) {
    print_party('F', user, number, side, party, signs);
}

static void watch_tense(
    void *user, const drg_telling *telling, const drg_read_event *read, const drg_signs *signs) {
    printf("T");
    print_trigger(user, telling);
    printf("\t%s\t%s\t%d", drg_event_type_name((drg_event_type)telling->entry->type),
        drg_tense_name(telling->tense), (int)telling->negated);
    for (int t = 0; t <= DRG_HYPOTHETICAL; t++)
        printf("\t%d", read ? read->tense[t] : -1);
    printf("\t%d", read ? read->negated : -1);
    print_signs(signs);
}

static void print_entities(const drg_document *document) {
    const drg_know *know = document->engine->know;
    for (size_t e = 0; e < document->entities.count; e++) {
        const drg_entity *entity = &document->entities.items[e];
        uint32_t thing = document->entity_thing[e];
        bool state = thing != DRG_NONE && thing == drg_know_country(know, entity->country);
        printf("E\t%zu\t%s\t%.*s\t", e, state ? "STATE" : drg_entity_type_name(entity->type),
            (int)entity->country.size, entity->country.size ? entity->country.data : "");
        print_words(entity->name);
        for (size_t m = 0; m < entity->mention_count; m++) {
            const drg_mention *mention = &document->mentions.items[entity->mentions[m]];
            if (mention->kind != DRG_NAME)
                continue;
            putchar('\t');
            print_words(drg_slice_part(document->text, mention->span));
        }
        putchar('\n');
    }
}

static int run_file(const drg_engine *engine, const char *path, const char *published) {
    static int (*const stages[])(drg_document *, const drg_engine *) = {
        drg_run_segment, drg_run_read, drg_run_date, drg_run_name, drg_run_quote, drg_run_relate};
    drg_slice text = read_file(path);
    drg_document *document = calloc(1, sizeof *document);
    if (!document)
        return DRG_ENOMEM;
    drg_arena_init(&document->arena, SIZE_MAX, NULL);
    document->engine = engine;
    document->text = document->input.text = text;
    document->key = engine->key;
    if (drg_date_parse(drg_slice_of(published), &document->published) == 0)
        document->published_basis = DRG_BASIS_TEXT;
    document->input.published = document->published;
    printf("D\t%s\n", path);
    int result = drg_offsets_init(&document->offsets, &document->arena, text);
    for (size_t i = 0; !result && i < sizeof stages / sizeof stages[0]; i++)
        result = stages[i](document, engine);
    const drg_watch watch = {
        document, watch_keep, watch_same, watch_record, watch_unite, watch_fill, watch_tense};
    if (!result)
        print_entities(document);
    if (!result)
        result = drg_code_watched(document, engine, &watch);
    drg_arena_deinit(&document->arena);
    free(document);
    free((void *)text.data);
    return result;
}

int main(int argc, char **argv) {
    const drg_engine_config config = {.model_path = take_weights(&argc, &argv)};
    drg_engine *engine;
    drg_error error = {0};
    if (argc < 3 || argc % 2 == 0) {
        fprintf(stderr, "usage: candidates FILE DATE [FILE DATE]...\n");
        return 64;
    }
    if (drg_engine_open(&config, &engine, &error)) {
        fprintf(stderr, "candidates: %s\n", error.message);
        return 65;
    }
    printf("W\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", DRG_KEEP_SIGNS, DRG_KEEP_READ, DRG_FILL_SIGNS,
        DRG_SAME_SIGNS, DRG_SURE_SIGNS, DRG_UNITE_SIGNS, DRG_TENSE_SIGNS);
    for (int i = 1; i + 1 < argc; i += 2) {
        int result = run_file(engine, argv[i], argv[i + 1]);
        if (result) {
            fprintf(stderr, "candidates: %s: %s\n", argv[i], drg_error_text(result));
            return 65;
        }
    }
    drg_engine_free(engine);
    return 0;
}
