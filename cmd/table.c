/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman extract --table: a reply for people. Events as lines of a table as wide as the terminal,
 * coloured by quad class where it can, then who and what is named, most often named first. Nothing
 * here is meant to be parsed: that is what the other formats are for.
 */
#include "cmd.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMES_SHOWN 12u
#define DATE_WIDTH 10u
#define TYPE_WIDTH 22u

typedef struct layout { /* columns of a line */
    size_t party, place, words; /* of an event */
    size_t name, office; /* of a name */
    bool colours;
} layout;

static const char *text_of(const json_t *object, const char *name) {
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

/* A cell and the blanks behind it. */
static void cell(const char *text, size_t columns) {
    size_t used = cmd_print_cell(stdout, text, columns);
    printf("%*s", (int)(columns - used) + 2, "");
}

/* The name of its entity, where the reply has the entities (--include); else its own words. */
static const char *name_of(const json_t *reply, const json_t *party) {
    const char *id = text_of(party, "entity"), *words = text_of(party, "text");
    size_t i;
    json_t *entity;
    json_array_foreach(json_object_get(reply, "entities"), i,
        entity) if (!strcmp(text_of(entity, "id"), id)) return text_of(entity, "name");
    return *words ? words : id;
}

static void cell_parties(const json_t *reply, const json_t *list, size_t columns) {
    json_t *line = json_string("");
    size_t i;
    json_t *party;
    json_array_foreach((json_t *)(uintptr_t)list, i, party) {
        json_t *longer =
            json_sprintf("%s%s%s", json_string_value(line), i ? ", " : "", name_of(reply, party));
        json_decref(line);
        line = longer ? longer : json_string("");
    }
    cell(json_string_value(line), columns);
    json_decref(line);
}

static void cell_type(const json_t *event, bool colours) {
    static const char *const of_quad[] = {"", "\033[32m", "\033[36m", "\033[33m", "\033[31m"};
    json_int_t quad = json_integer_value(json_object_get(event, "quad_class"));
    const char *tense = text_of(event, "tense");
    bool past = !strcmp(tense, "past");
    json_t *text =
        json_sprintf("%s%s%s%s%s", json_is_true(json_object_get(event, "negated")) ? "not " : "",
            text_of(event, "type"), *text_of(event, "mode") ? " " : "", text_of(event, "mode"), "");
    json_t *whole =
        json_sprintf("%s%s%s", json_string_value(text), past ? "" : ", ", past ? "" : tense);
    if (colours && quad > 0 && quad <= 4)
        fputs(of_quad[quad], stdout);
    cell(json_string_value(whole) ? json_string_value(whole) : "", TYPE_WIDTH);
    if (colours)
        fputs("\033[0m", stdout);
    json_decref(text);
    json_decref(whole);
}

static void head(const layout *to) {
    if (to->colours)
        fputs("\033[1m", stdout);
    cell("date", DATE_WIDTH);
    cell("event", TYPE_WIDTH);
    cell("who", to->party);
    cell("to whom", to->party);
    cell("where", to->place);
    fputs("words", stdout);
    puts(to->colours ? "\033[0m" : "");
}

static void write_event(const json_t *reply, const json_t *event, const layout *to) {
    const json_t *mention = json_array_get(json_object_get(event, "mentions"), 0);
    cell(text_of(json_object_get(event, "date"), "start"), DATE_WIDTH);
    cell_type(event, to->colours);
    cell_parties(reply, json_object_get(event, "source"), to->party);
    cell_parties(reply, json_object_get(event, "target"), to->party);
    cell(text_of(json_object_get(event, "place"), "name"), to->place);
    cmd_print_cell(stdout, text_of(mention, "text"), to->words);
    putchar('\n');
}

/* ---- names ----------------------------------------------------------------------------------- */

typedef struct named {
    const json_t *entity;
    size_t mentions, place;
} named;

static int by_mentions(const void *left, const void *right) {
    const named *a = left, *b = right;
    if (a->mentions != b->mentions)
        return a->mentions > b->mentions ? -1 : 1;
    return a->place < b->place ? -1 : 1;
}

static void write_name(const named *one, const layout *to) {
    const char *country = text_of(one->entity, "country");
    const char *office = text_of(json_object_get(one->entity, "office"), "title");
    cell(text_of(one->entity, "type"), 12);
    cell(text_of(one->entity, "name"), to->name);
    cell(country, 6);
    cell(office, to->office);
    printf("%zu\n", one->mentions);
}

static void write_names(const json_t *reply, const layout *to) {
    const json_t *entities = json_object_get(reply, "entities");
    size_t count = json_array_size(entities), i;
    named *list = count ? calloc(count, sizeof *list) : NULL;
    json_t *entity;
    if (!list)
        return;
    json_array_foreach((json_t *)(uintptr_t)entities, i, entity) list[i] =
        (named){entity, json_array_size(json_object_get(entity, "mentions")), i};
    qsort(list, count, sizeof *list, by_mentions);
    putchar('\n');
    for (i = 0; i < count && i < NAMES_SHOWN; i++)
        write_name(&list[i], to);
    if (count > NAMES_SHOWN)
        printf("and %zu more\n", count - NAMES_SHOWN);
    free(list);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static layout make_layout(void) {
    size_t columns = cmd_columns(STDOUT_FILENO);
    size_t fixed = DATE_WIDTH + TYPE_WIDTH + 2 * 5; /* with the blanks between all cells */
    size_t rest = columns > fixed + 36 ? columns - fixed : 36;
    layout to = {.party = rest * 3 / 10, .place = rest / 5};
    to.words = rest - 2 * to.party - to.place;
    to.name = (columns - 30) * 3 / 5; /* 30: type, country, number of mentions, blanks */
    to.office = columns - 30 - to.name;
    to.colours = cmd_has_colours(STDOUT_FILENO);
    return to;
}

bool cmd_write_table(const char *name, drg_slice body) {
    json_t *reply = json_loadb(body.data, body.size, 0, NULL);
    const json_t *events = json_object_get(reply, "events");
    const json_t *document = json_object_get(reply, "document");
    const layout to = make_layout();
    size_t i;
    json_t *event;
    if (!reply)
        return false;
    size_t columns = cmd_columns(STDOUT_FILENO); /* at least 40 */
    cmd_print_cell(stdout, name, columns > 70 ? columns - 50 : 20);
    printf(": %lld sentences, %zu events%s%s\n\n",
        (long long)json_integer_value(json_object_get(document, "sentences")),
        json_array_size(events), *text_of(document, "published") ? ", published " : "",
        text_of(document, "published"));
    if (json_array_size(events))
        head(&to);
    json_array_foreach((json_t *)(uintptr_t)events, i, event) write_event(reply, event, &to);
    write_names(reply, &to);
    json_decref(reply);
    return true;
}
