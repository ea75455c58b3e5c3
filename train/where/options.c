/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what the library chooses places and dates of events among: a line "D path" an article,
 * "E number type" an event (number: as in the reply, from 1), and for each of its options a line
 * "P entity sign..." (place; entity as in the reply, from 1; 0: none; or a name) or "T start end
 * sign..." (date; "-" for none).
 *
 * usage: options [--weights FILE] (FILE YYYY-MM-DD|-)...    (made and run by fit_where.py)
 *
 * The linker puts __wrap_drg_settle in the place of drg_settle (-Wl,--wrap=drg_settle), so that the
 * library itself needs no door for this.
 */
#include "../../lib/event/rank.h"
#include "../article.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void __real_drg_settle(const drg_record *record, drg_event *event);
void __wrap_drg_settle(const drg_record *record, drg_event *event);

static void print_signs(const drg_option *option) {
    for (uint8_t i = 0; i < option->count; i++)
        printf(" %u", option->signs[i]);
    printf("\n");
}

/* The number of an entity, "0" for none, or the name of a thing with _ for spaces. */
static void print_place(const drg_document *document, uint32_t what) {
    if (what == DRG_NONE || !(what & DRG_OF_THING)) {
        printf("P %u", what + 1); /* DRG_NONE: 0 */
        return;
    }
    drg_slice name = drg_place_name(document, what);
    printf("P ");
    for (size_t i = 0; i < name.size; i++)
        putchar(name.data[i] == ' ' ? '_' : name.data[i]);
}

static void print_date(const drg_document *document, uint32_t what) {
    char start[11] = "-", end[11] = "-";
    if (what == DRG_REPORT_DAY) {
        drg_date_format(document->published, start);
        drg_date_format(document->published, end);
    } else if (what != DRG_NONE) {
        drg_date_format(document->times.items[what].start, start);
        drg_date_format(document->times.items[what].end, end);
    }
    printf("T %s %s", start, end);
}

void __wrap_drg_settle(const drg_record *record, drg_event *event) {
    static drg_options_list list;
    const drg_document *document = record->syntax->document;
    printf("E %zu %s\n", document->events.count, drg_event_type_name(event->type));
    drg_where_options(record, event, &list);
    for (size_t i = 0; i < list.count; i++) {
        print_place(document, list.items[i].what);
        print_signs(&list.items[i]);
    }
    drg_when_options(record, event, &list);
    for (size_t i = 0; i < list.count; i++) {
        print_date(document, list.items[i].what);
        print_signs(&list.items[i]);
    }
    __real_drg_settle(record, event); /* last: the next event asks what was chosen here */
}

static int run_file(const drg_engine *engine, const char *path, const char *day) {
    drg_input input = {.text = read_file(path)};
    drg_options options = {0};
    drg_document *document = NULL;
    drg_error error = {0};
    printf("D %s\n", path);
    int result = strcmp(day, "-") ? drg_date_parse(drg_slice_of(day), &input.published) : 0;
    if (!result)
        result = drg_extract(engine, &input, &options, &document, &error);
    drg_document_free(document);
    free((void *)input.text.data);
    return result;
}

int main(int argc, char **argv) {
    const drg_engine_config config = {.model_path = take_weights(&argc, &argv)};
    drg_engine *engine;
    drg_error error = {0};
    if (drg_engine_open(&config, &engine, &error)) {
        fprintf(stderr, "options: %s\n", error.message);
        return 65;
    }
    for (int i = 1; i + 1 < argc; i += 2) {
        int result = run_file(engine, argv[i], argv[i + 1]);
        if (result) {
            fprintf(stderr, "options: %s: %s\n", argv[i], drg_error_text(result));
            return 65;
        }
    }
    drg_engine_free(engine);
    return 0;
}
