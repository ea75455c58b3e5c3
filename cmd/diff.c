/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman diff A B: what changed between two replies, or two files of replies, of two versions,
 * two settings, two texts. Not byte by byte: ids and confidences move with every version, so
 * records are paired by what they say, and only what they say is compared.
 *
 *   entity     by type and name
 *   relation   by type, subject, object and label (names, not ids)
 *   event      by fingerprint; then by type and a shared place in the text; then by that place
 *              alone
 *   quote      by its place in the text
 *   reply      by id; in a file without ids, by its place
 *
 * Each record becomes keys (one list for each way of pairing, tried in this order) and fields of
 * plain text; everything behind that is one comparison for all kinds. Cost: quadratic in the
 * records of an article.
 */
#include "cmd.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: dragoman diff [OPTION...] A B\n\n"
    "Tells which entities, relations, events and quotes were added (+), removed (-) or changed "
    "(~)\n"
    "from the reply or the replies (lines of JSON) in A to those in B; - is standard input. Exit\n"
    "status as that of diff: 0 nothing, 1 something, 2 trouble.\n\n"
    "  --only KIND   entity, relation, event or quote\n"
    "  --brief       no records, only how many\n";

enum { SAME = 0, DIFFERENT = 1, TROUBLE = 2 }; /* exit codes, as of diff(1) */

typedef enum kind { ENTITY, RELATION, EVENT, QUOTE, KINDS } kind;
#define PASSES 3

static const struct {
    const char *name, *plural, *list;
} NAMES[KINDS] = {{"entity", "entities", "entities"}, {"relation", "relations", "relations"},
    {"event", "events", "events"}, {"quote", "quotes", "quotes"}};

typedef struct comparison {
    int only; /* a kind; -1: all */
    bool brief, colours;
    size_t added[KINDS], removed[KINDS], changed[KINDS];
    size_t replies; /* only in one of the files, or failed in one alone */
    bool headed; /* the id of the present reply was written */
} comparison;

/* ---- JSON to plain text ---------------------------------------------------------------------- */

static const char *text_of(const json_t *object, const char *name) {
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

/* An entity's name by its id. */
static const char *name_of(const json_t *reply, const char *id) {
    size_t i;
    json_t *entity;
    json_array_foreach(json_object_get(reply, "entities"), i,
        entity) if (!strcmp(text_of(entity, "id"), id)) return text_of(entity, "name");
    return id;
}

/* Appends to a string value; NULL stays NULL. */
static json_t *join(json_t *so_far, const char *between, const char *text) {
    const char *before = json_string_value(so_far);
    json_t *made =
        json_sprintf("%s%s%s", before ? before : "", before && *before ? between : "", text);
    json_decref(so_far);
    return made;
}

static json_t *words_of(const json_t *list) {
    json_t *out = json_string("");
    size_t i;
    json_t *value;
    json_array_foreach((json_t *)(uintptr_t)list, i, value) out =
        join(out, ", ", json_string_value(value) ? json_string_value(value) : "");
    return out;
}

static json_t *parties_of(const json_t *reply, const json_t *list) {
    json_t *out = json_string("");
    size_t i;
    json_t *party;
    json_array_foreach((json_t *)(uintptr_t)list, i, party) {
        const char *entity = text_of(party, "entity");
        out = join(out, ", ", *entity ? name_of(reply, entity) : text_of(party, "text"));
    }
    return out;
}

static const char *speaker_of(const json_t *reply, const json_t *record, const json_t *words) {
    const char *entity = text_of(record, "speaker");
    return *entity ? name_of(reply, entity) : text_of(words, "text");
}

/* ---- records --------------------------------------------------------------------------------- */

static json_t *new_record(void) {
    return json_pack("{s:s, s:[[], [], []], s:{}}", "title", "", "keys", "fields");
}

static void set(json_t *record, const char *name, const char *value) {
    json_object_set_new(json_object_get(record, "fields"), name, json_string(value));
}

static void set_new(json_t *record, const char *name, json_t *value) {
    json_object_set_new(json_object_get(record, "fields"), name, value);
}

static void add_key(json_t *record, size_t pass, json_t *key) {
    json_array_append_new(json_array_get(json_object_get(record, "keys"), pass), key);
}

static const char *field(const json_t *record, const char *name) {
    return text_of(json_object_get(record, "fields"), name);
}

static void read_entity(const json_t *reply, const json_t *entity, json_t *record) {
    (void)reply;
    set(record, "type", text_of(entity, "type"));
    set(record, "country", text_of(entity, "country"));
    set(record, "office", text_of(json_object_get(entity, "office"), "title"));
    set_new(record, "sectors", words_of(json_object_get(entity, "sectors")));
    set(record, "actor_code", text_of(entity, "actor_code"));
    set_new(record, "mentions",
        json_sprintf("%zu", json_array_size(json_object_get(entity, "mentions"))));
    json_t *title = json_sprintf("%s %s", text_of(entity, "type"), text_of(entity, "name"));
    add_key(record, 0, json_incref(title));
    add_key(record, 1, json_string(text_of(entity, "name")));
    json_object_set_new(record, "title", title);
}

static void read_relation(const json_t *reply, const json_t *relation, json_t *record) {
    const char *object = text_of(relation, "object");
    json_t *title = json_sprintf("%s %s%s%s%s%s", text_of(relation, "type"),
        name_of(reply, text_of(relation, "subject")), *object ? " -> " : "",
        *object ? name_of(reply, object) : "", *text_of(relation, "label") ? ": " : "",
        text_of(relation, "label"));
    add_key(record, 0, json_incref(title));
    json_object_set_new(record, "title", title);
}

static void read_event(const json_t *reply, const json_t *event, json_t *record) {
    static const char *const plain[] = {"type", "mode", "cameo", "tense"};
    const json_t *date = json_object_get(event, "date");
    const json_t *attribution = json_object_get(event, "attribution");
    size_t i;
    json_t *mention;
    for (i = 0; i < 4; i++)
        set(record, plain[i], text_of(event, plain[i]));
    set(record, "negated", json_is_true(json_object_get(event, "negated")) ? "true" : "false");
    set_new(record, "contexts", words_of(json_object_get(event, "contexts")));
    set_new(record, "source", parties_of(reply, json_object_get(event, "source")));
    set_new(record, "target", parties_of(reply, json_object_get(event, "target")));
    set(record, "place", text_of(json_object_get(event, "place"), "name"));
    set_new(record, "date",
        json_sprintf("%s%s%s", text_of(date, "start"), *text_of(date, "end") ? ".." : "",
            text_of(date, "end")));
    set(record, "attribution", speaker_of(reply, attribution, attribution));
    set_new(record, "mentions",
        json_sprintf("%zu", json_array_size(json_object_get(event, "mentions"))));
    if (*text_of(event, "fingerprint"))
        add_key(record, 0, json_string(text_of(event, "fingerprint")));
    json_array_foreach(json_object_get(event, "mentions"), i, mention) {
        json_int_t start = json_integer_value(json_object_get(mention, "start"));
        add_key(record, 1, json_sprintf("%s %lld", text_of(event, "type"), (long long)start));
        add_key(record, 2, json_sprintf("%lld", (long long)start));
    }
    const json_t *first = json_array_get(json_object_get(event, "mentions"), 0);
    json_object_set_new(record, "title",
        json_sprintf("%s \"%s\" %s%s%s", text_of(event, "type"), text_of(first, "text"),
            field(record, "source"), *field(record, "target") ? " -> " : "",
            field(record, "target")));
}

static void read_quote(const json_t *reply, const json_t *quote, json_t *record) {
    json_int_t start = json_integer_value(json_object_get(quote, "start"));
    json_int_t end = json_integer_value(json_object_get(quote, "end"));
    set(record, "speaker", speaker_of(reply, quote, json_object_get(quote, "attribution")));
    set(record, "words", text_of(quote, "text"));
    set(record, "cue", text_of(quote, "cue"));
    add_key(record, 0, json_sprintf("%lld %lld", (long long)start, (long long)end));
    add_key(record, 1, json_sprintf("%lld", (long long)start));
    json_object_set_new(record, "title",
        json_sprintf("\"%s\" (%s)", text_of(quote, "text"), field(record, "speaker")));
}

/* The records of a kind; the caller's. */
static json_t *read_records(const json_t *reply, kind which) {
    static void (*const readers[KINDS])(const json_t *, const json_t *, json_t *) = {
        read_entity, read_relation, read_event, read_quote};
    json_t *records = json_array();
    size_t i;
    json_t *value;
    json_array_foreach(json_object_get(reply, NAMES[which].list), i, value) {
        json_t *record = new_record();
        readers[which](reply, value, record);
        json_array_append_new(records, record);
    }
    return records;
}

/* ---- telling --------------------------------------------------------------------------------- */

static void tell(comparison *c, const char *id, char sign, kind which, const char *text) {
    const char *colour = sign == '+' ? "\033[32m" : sign == '-' ? "\033[31m" : "\033[33m";
    if (c->brief)
        return;
    if (!c->headed) {
        cmd_print_cell(stdout, id, SIZE_MAX / 2);
        putchar('\n');
    }
    c->headed = true;
    printf("%s%c %s ", c->colours ? colour : "", sign, NAMES[which].name);
    cmd_print_cell(stdout, text, SIZE_MAX / 2);
    puts(c->colours ? "\033[0m" : "");
}

/* "tense past -> future; ..."; "" where nothing differs. The caller's. */
static json_t *changes_of(const json_t *before, const json_t *after) {
    json_t *out = json_string("");
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(before, "fields"), name, value) {
        const char *now = field(after, name);
        if (!strcmp(json_string_value(value), now))
            continue;
        json_t *change = json_sprintf("%s %s -> %s", name,
            *json_string_value(value) ? json_string_value(value) : "(none)", *now ? now : "(none)");
        out = join(out, "; ", json_string_value(change));
        json_decref(change);
    }
    return out;
}

static void tell_changes(
    comparison *c, const char *id, kind which, const json_t *before, const json_t *after) {
    json_t *changes = changes_of(before, after);
    if (json_string_length(changes)) {
        json_t *line = json_sprintf("%s: %s", text_of(before, "title"), json_string_value(changes));
        c->changed[which]++;
        tell(c, id, '~', which, json_string_value(line));
        json_decref(line);
    }
    json_decref(changes);
}

/* ---- pairing --------------------------------------------------------------------------------- */

static bool share_key(const json_t *a, const json_t *b, size_t pass) {
    const json_t *keys = json_array_get(json_object_get(a, "keys"), pass);
    const json_t *others = json_array_get(json_object_get(b, "keys"), pass);
    size_t i, j;
    json_t *key, *other;
    json_array_foreach((json_t *)(uintptr_t)keys, i, key) json_array_foreach(
        (json_t *)(uintptr_t)others, j, other) if (json_equal(key, other)) return true;
    return false;
}

static bool is_paired(const json_t *record) {
    return json_object_get(record, "pair") != NULL;
}

/* Two events may share a fingerprint: those that say the same are paired first (`alike`), so that
 * the order of a list decides nothing. */
static bool may_pair(const json_t *a, const json_t *b, size_t pass, bool alike) {
    return share_key(a, b, pass) &&
           (!alike || json_equal(json_object_get(a, "fields"), json_object_get(b, "fields")));
}

static void pair_records(json_t *before, json_t *after, size_t pass, bool alike) {
    size_t i, j;
    json_t *a, *b;
    json_array_foreach(before, i, a) {
        if (is_paired(a))
            continue;
        json_array_foreach(after, j, b) if (!is_paired(b) && may_pair(a, b, pass, alike)) {
            json_object_set_new(a, "pair", json_integer((json_int_t)j));
            json_object_set_new(b, "pair", json_integer((json_int_t)i));
            break;
        }
    }
}

static void compare_kind(
    comparison *c, const char *id, kind which, const json_t *old, const json_t *new) {
    json_t *before = read_records(old, which), *after = read_records(new, which);
    size_t i;
    json_t *record;
    for (size_t pass = 0; pass < 2 * PASSES; pass++)
        pair_records(before, after, pass % PASSES, pass < PASSES);
    json_array_foreach(before, i, record) {
        if (is_paired(record)) {
            size_t other = (size_t)json_integer_value(json_object_get(record, "pair"));
            tell_changes(c, id, which, record, json_array_get(after, other));
        } else {
            c->removed[which]++;
            tell(c, id, '-', which, text_of(record, "title"));
        }
    }
    json_array_foreach(after, i, record) {
        if (is_paired(record))
            continue;
        c->added[which]++;
        tell(c, id, '+', which, text_of(record, "title"));
    }
    json_decref(before);
    json_decref(after);
}

static const char *state_of(const json_t *reply) {
    const json_t *problem = json_object_get(reply, "problem");
    return problem ? text_of(problem, "code") : "complete";
}

static void tell_reply(const comparison *c, char sign, const char *id) {
    if (c->brief)
        return;
    printf("%c reply ", sign);
    cmd_print_cell(stdout, id, SIZE_MAX / 2);
    putchar('\n');
}

static void compare_replies(comparison *c, const char *id, const json_t *old, const json_t *new) {
    c->headed = false;
    if (strcmp(state_of(old), state_of(new))) {
        c->replies++;
        tell_reply(c, '~', id);
        if (!c->brief)
            printf("  %s -> %s\n", state_of(old), state_of(new));
        c->headed = true;
    }
    for (int i = 0; i < KINDS; i++)
        if (c->only < 0 || c->only == i)
            compare_kind(c, id, (kind)i, old, new);
}

/* ---- files ----------------------------------------------------------------------------------- */

/* {id: reply} in the order of the file; NULL after a message. */
static json_t *read_file(const char *path) {
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    json_error_t error = {0};
    json_t *replies = json_object(), *reply;
    size_t number = 0;
    if (!file) {
        fprintf(stderr, "dragoman diff: %s: %s\n", path, strerror(errno));
        json_decref(replies);
        return NULL;
    }
    while ((reply = json_loadf(file, JSON_DISABLE_EOF_CHECK, &error))) {
        char made[40];
        const char *id = text_of(reply, "id");
        snprintf(made, sizeof made, "#%zu", ++number);
        if (!*id || json_object_get(replies, id))
            id = made;
        json_object_set_new(replies, id, reply);
    }
    bool whole = feof(file) && number;
    if (file != stdin)
        fclose(file);
    if (whole)
        return replies;
    fprintf(stderr, "dragoman diff: %s: %s (reply %zu, line %d)\n", path,
        number || error.text[0] ? error.text : "no reply is in it", number + 1, error.line);
    json_decref(replies);
    return NULL;
}

/* A reply of one article against another, whatever their ids: made from different texts, perhaps.
 */
static bool is_single(const json_t *old, const json_t *new) {
    return json_object_size(old) == 1 && json_object_size(new) == 1;
}

static void compare_files(comparison *c, json_t *old, json_t *new) {
    const char *id;
    json_t *reply;
    if (is_single(old, new)) {
        void *a = json_object_iter(old), *b = json_object_iter(new);
        compare_replies(
            c, json_object_iter_key(a), json_object_iter_value(a), json_object_iter_value(b));
        return;
    }
    json_object_foreach(old, id, reply) {
        const json_t *other = json_object_get(new, id);
        if (other) {
            compare_replies(c, id, reply, other);
            continue;
        }
        c->replies++;
        tell_reply(c, '-', id);
    }
    json_object_foreach(new, id, reply) if (!json_object_get(old, id)) {
        c->replies++;
        printf("+ reply %s\n", id);
    }
}

static bool summarise(const comparison *c) {
    bool any = c->replies > 0;
    if (any)
        printf("replies: %zu in one alone, or failed in one alone\n", c->replies);
    for (int i = 0; i < KINDS; i++) {
        if (!c->added[i] && !c->removed[i] && !c->changed[i])
            continue;
        any = true;
        printf("%s: %zu added, %zu removed, %zu changed\n", NAMES[i].plural, c->added[i],
            c->removed[i], c->changed[i]);
    }
    return any;
}

static bool set_only(comparison *c, const char *name) {
    for (int i = 0; i < KINDS; i++)
        if (!strcmp(name, NAMES[i].name))
            c->only = i;
    if (c->only < 0)
        fputs("dragoman diff: --only: one of entity, relation, event, quote is wanted\n", stderr);
    return c->only >= 0;
}

int cmd_diff(int argc, char **argv) {
    static const struct option names[] = {{"only", required_argument, NULL, 'o'},
        {"brief", no_argument, NULL, 'b'}, {"help", no_argument, NULL, 'h'}, {0}};
    comparison c = {.only = -1, .colours = cmd_has_colours(STDOUT_FILENO)};
    int option;
    argv[0] = "dragoman diff"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (option == 'h')
            return fputs(USAGE, stdout), cmd_flush(argv[0]) ? TROUBLE : SAME;
        if (option == 'b')
            c.brief = true;
        else if (option != 'o' || !set_only(&c, optarg))
            return TROUBLE;
    }
    if (argc - optind != 2) {
        fputs(USAGE, stderr);
        return TROUBLE;
    }
    json_t *old = read_file(argv[optind]), *new = old ? read_file(argv[optind + 1]) : NULL;
    int result = TROUBLE;
    if (old && new) {
        compare_files(&c, old, new);
        result = summarise(&c) ? DIFFERENT : SAME;
        if (cmd_flush(argv[0]))
            result = TROUBLE;
    }
    json_decref(old);
    json_decref(new);
    return result;
}
