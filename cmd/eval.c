/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman eval: how good is it on articles that somebody annotated by hand? Reads each article,
 * or takes replies that were made before (of another version, or of another program that answers in
 * this form), and prints the figures that the project measures itself by (score.c).
 *
 * Gold is a folder in the form of docs/corpus.md: NAME.json with the annotation, and beside it, or
 * in ../texts, NAME.txt as it was sent. NAME.sents (number, start, end of each sentence) is what
 * the sentence numbers of the annotation count; without it they count those of the reply.
 */
#include "../api/extract.h"
#include "../lib/base/slice.h"
#include "cmd.h"
#include "score.h"

#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char USAGE[] =
    "usage: dragoman eval --gold DIR [OPTION...]\n\n"
    "Scores what is found in articles against annotations of your own: DIR holds NAME.json for "
    "each\n"
    "article, in the form of docs/corpus.md, and NAME.txt beside it or in ../texts. Prints\n"
    "precision, recall and F1 of mentions, relations, events, parties, quotes and more.\n\n"
    "  --gold DIR         annotated articles\n"
    "  --texts DIR        their texts, where they are elsewhere\n"
    "  --replies FILE     score these replies (lines of JSON) instead of reading the articles;\n"
    "                     their id is NAME\n"
    "  --tables FILE      compiled tables instead of the built-in ones\n"
    "  --knowledge FILE   rows of your own over the tables\n"
    "  --model FILE       weights of the reading engine instead of the built-in ones; none: "
    "without\n";

#define PATH_SIZE 4096

typedef struct eval {
    const char *gold, *texts, *replies, *tables, *knowledge, *model;
    json_t *by_id; /* replies of --replies; NULL: articles are read */
    api_context context;
    score counts;
    size_t articles;
} eval;

/* ---- files ----------------------------------------------------------------------------------- */

static bool complain(const char *path, const char *why) {
    fprintf(stderr, "dragoman eval: %s: %s\n", path, why);
    return false;
}

/* The path of NAME's file of texts; in the folder of gold, else in ../texts. */
static void text_path(const eval *e, const char *name, const char *suffix, char path[PATH_SIZE]) {
    if (e->texts) {
        snprintf(path, PATH_SIZE, "%s/%s%s", e->texts, name, suffix);
        return;
    }
    snprintf(path, PATH_SIZE, "%s/%s%s", e->gold, name, suffix);
    FILE *file = fopen(path, "rb");
    if (file)
        fclose(file);
    else
        snprintf(path, PATH_SIZE, "%s/../texts/%s%s", e->gold, name, suffix);
}

static char *read_text(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    size_t room = 0, used = 0, got = 1;
    while (file && got) {
        if (used == room) {
            char *grown = realloc(data, room = room ? 2 * room : 65536);
            if (!grown)
                break;
            data = grown;
        }
        got = fread(data + used, 1, room - used, file);
        used += got;
    }
    bool failed = !file || ferror(file) || got;
    if (failed) {
        complain(path, strerror(errno));
        free(data);
        data = NULL;
    }
    if (file)
        fclose(file);
    *size = used;
    return data;
}

static json_t *read_gold(const char *path) {
    static const char *const lists[] = {"entities", "relations", "events"};
    json_error_t error;
    json_t *gold = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!gold) {
        fprintf(
            stderr, "dragoman eval: %s:%d:%d: %s\n", path, error.line, error.column, error.text);
        return NULL;
    }
    for (size_t i = 0; i < 3; i++)
        if (!json_is_array(json_object_get(gold, lists[i]))) {
            fprintf(stderr, "dragoman eval: %s: a list `%s` is wanted (docs/corpus.md)\n", path,
                lists[i]);
            json_decref(gold);
            return NULL;
        }
    return gold;
}

static bool add_sentence(score_sentences *sentences, size_t start, size_t end) {
    size_t *starts = realloc(sentences->starts, (sentences->count + 1) * sizeof *starts);
    if (starts)
        sentences->starts = starts;
    size_t *ends = realloc(sentences->ends, (sentences->count + 1) * sizeof *ends);
    if (ends)
        sentences->ends = ends;
    if (!starts || !ends)
        return false;
    starts[sentences->count] = start;
    ends[sentences->count++] = end;
    return true;
}

/* From NAME.sents, else from the reply. */
static bool read_sentences(
    const eval *e, const char *name, const json_t *reply, score_sentences *sentences) {
    char path[PATH_SIZE], line[256];
    size_t i;
    json_t *sentence;
    bool fine = true;
    text_path(e, name, ".sents", path);
    FILE *file = fopen(path, "rb");
    while (file && fine && fgets(line, sizeof line, file)) {
        char *at = strchr(line, '\t'), *end = NULL;
        unsigned long start = at ? strtoul(at + 1, &end, 10) : 0;
        if (!end || *end != '\t')
            fine = complain(path, "number, start and end are wanted, apart by tabs");
        else
            fine = add_sentence(sentences, start, strtoul(end + 1, NULL, 10));
    }
    if (file) {
        fclose(file);
        return fine;
    }
    json_array_foreach(json_object_get(reply, "sentences"), i, sentence) fine &=
        add_sentence(sentences, (size_t)json_integer_value(json_object_get(sentence, "start")),
            (size_t)json_integer_value(json_object_get(sentence, "end")));
    return sentences->count ? fine : complain(name, "neither .sents nor sentences in the reply");
}

/* ---- replies --------------------------------------------------------------------------------- */

static bool read_replies(eval *e) {
    FILE *file = strcmp(e->replies, "-") ? fopen(e->replies, "rb") : stdin;
    json_error_t error;
    json_t *reply;
    if (!file)
        return complain(e->replies, strerror(errno));
    e->by_id = json_object();
    while ((reply = json_loadf(file, JSON_DISABLE_EOF_CHECK, &error))) {
        const char *id = json_string_value(json_object_get(reply, "id"));
        if (id)
            json_object_set(e->by_id, id, reply);
        json_decref(reply);
    }
    bool whole = feof(file) != 0;
    if (file != stdin)
        fclose(file);
    return whole || complain(e->replies, error.text);
}

static json_t *read_article(const eval *e, const char *name, const json_t *gold) {
    char path[PATH_SIZE];
    size_t size;
    text_path(e, name, ".txt", path);
    char *text = read_text(path, &size);
    if (!text)
        return NULL;
    api_article article;
    api_article_default(&article);
    article.text = (drg_slice){text, size};
    article.id = drg_slice_of(name);
    article.options.include |= API_SENTENCES;
    /* A year or a month alone is no day of publication. */
    drg_date_parse(
        drg_slice_of(json_string_value(json_object_get(gold, "published"))), &article.published);
    api_reply reply = {0};
    api_extract_article(&e->context, &article, API_JSON, false, (drg_slice){0}, &reply);
    json_t *parsed = reply.status == 200 ? json_loadb(reply.body, reply.size, 0, NULL) : NULL;
    if (!parsed)
        fprintf(stderr, "dragoman eval: %s: %.*s", path, reply.body ? (int)reply.size : 14,
            reply.body ? reply.body : "out of memory\n");
    api_reply_deinit(&reply);
    free(text);
    return parsed;
}

static json_t *reply_of(const eval *e, const char *name, const json_t *gold) {
    if (!e->by_id)
        return read_article(e, name, gold);
    json_t *reply = json_object_get(e->by_id, name);
    if (!reply || !json_is_array(json_object_get(reply, "events")))
        complain(name, reply ? "its reply is an error" : "there is no reply with this id");
    return json_is_array(json_object_get(reply, "events")) ? json_incref(reply) : NULL;
}

static bool score_one(eval *e, const char *name) {
    char path[PATH_SIZE];
    score_sentences sentences = {0};
    snprintf(path, sizeof path, "%s/%s.json", e->gold, name);
    json_t *gold = read_gold(path);
    json_t *reply = gold ? reply_of(e, name, gold) : NULL;
    bool fine = reply && read_sentences(e, name, reply, &sentences);
    if (fine && !score_article(&e->counts, gold, &sentences, reply))
        fine = complain(path, "out of memory");
    e->articles += fine;
    json_decref(gold);
    json_decref(reply);
    free(sentences.starts);
    free(sentences.ends);
    return fine;
}

/* ---- the table ------------------------------------------------------------------------------- */

static void show_f(
    const char *name, uint64_t hit_p, uint64_t predicted, uint64_t hit_g, uint64_t gold) {
    double p = predicted ? (double)hit_p / (double)predicted : 0;
    double r = gold ? (double)hit_g / (double)gold : 0;
    printf("%-20s P %5.1f  R %5.1f  F1 %5.1f   (%llu predicted, %llu asked for)\n", name, 100 * p,
        100 * r, p + r > 0 ? 200 * p * r / (p + r) : 0.0, (unsigned long long)predicted,
        (unsigned long long)gold);
}

static void show_rate(const char *name, uint64_t right, uint64_t of) {
    printf("%-20s %llu of %llu", name, (unsigned long long)right, (unsigned long long)of);
    if (of)
        printf(" = %.1f %%", 100 * (double)right / (double)of);
    putchar('\n');
}

static void show_tense(const uint64_t *n) {
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < SCORE_TENSES; i++) {
        uint64_t all = n[TENSE_OF_GOLD + i] + n[TENSE_OF_PREDICTED + i];
        if (!all)
            continue;
        sum += 200 * (double)n[TENSE_OF_BOTH + i] / (double)all;
        classes++;
    }
    printf("%-20s %16sF1 %5.1f\n", "tense, macro-F1", "", classes ? sum / classes : 0.0);
}

static void show_place(const char *name, const uint64_t *core, const uint64_t *every) {
    char line[40];
    show_rate(name, core[2], core[0]);
    snprintf(line, sizeof line, "%s, all events", name);
    show_rate(line, every[2], every[0]);
    snprintf(line, sizeof line, "%s, all, given", name);
    show_rate(line, every[2], every[1]);
}

static void show(const eval *e) {
    const uint64_t *n = e->counts.n;
    printf("%s: %zu articles\n", e->gold, e->articles);
    show_f("mentions, typed", n[MENTION_TYPE_P], n[MENTION_PREDICTED], n[MENTION_TYPE_G],
        n[MENTION_GOLD]);
    show_f("mentions, untyped", n[MENTION_SPAN_P], n[MENTION_PREDICTED], n[MENTION_SPAN_G],
        n[MENTION_GOLD]);
    show_rate("country", n[COUNTRY_HIT], n[COUNTRY_ALL]);
    show_f("name chains", n[CHAIN_BOTH], n[CHAIN_P], n[CHAIN_BOTH], n[CHAIN_G]);
    show_f("links", n[LINK_BOTH], n[LINK_P], n[LINK_BOTH], n[LINK_G]);
    show_f("relations", n[RELATION_HIT_P], n[RELATION_P], n[RELATION_HIT_G], n[RELATION_G]);
    show_f("events: found", n[EVENT_FOUND_P], n[EVENT_P], n[EVENT_FOUND_G], n[EVENT_CORE]);
    show_f("events: record", n[EVENT_RECORD_P], n[EVENT_ONCE], n[EVENT_RECORD_G], n[EVENT_CORE]);
    show_rate("events told twice", n[EVENT_TWICE], n[EVENT_P]);
    show_f("parties", n[PARTY_HIT_P], n[PARTY_P], n[PARTY_HIT_G], n[PARTY_G]);
    show_f("parties, role", n[ROLE_HIT_P], n[ROLE_P], n[ROLE_HIT_G], n[ROLE_G]);
    show_rate("tense", n[TENSE_HIT], n[TENSE_ALL]);
    show_rate("tense, always past", n[TENSE_PAST], n[TENSE_ALL]);
    show_tense(n);
    show_rate("negated", n[NEGATED_HIT], n[NEGATED_ALL]);
    show_place("date", n + DATE_CORE, n + DATE_EVERY);
    show_place("place", n + PLACE_CORE, n + PLACE_EVERY);
    show_rate("code below residual", n[CODE_SPECIAL], n[EVENT_P]);
    show_rate("code of four digits", n[CODE_FOUR], n[EVENT_P]);
    show_f("quotes, content", n[QUOTE_BOTH], n[QUOTE_P], n[QUOTE_BOTH], n[QUOTE_G]);
    show_rate("quotes, speaker", n[SPEAKER_HIT], n[SPEAKER_ALL]);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static int is_gold(const struct dirent *entry) {
    size_t size = strlen(entry->d_name);
    return size > 5 && entry->d_name[0] != '.' && !strcmp(entry->d_name + size - 5, ".json");
}

static int score_all(eval *e) {
    struct dirent **files;
    int count = scandir(e->gold, &files, is_gold, alphasort);
    bool fine = count >= 0 || complain(e->gold, strerror(errno));
    for (int i = 0; i < count; i++) {
        files[i]->d_name[strlen(files[i]->d_name) - 5] = 0;
        fine = score_one(e, files[i]->d_name) && fine;
        free(files[i]);
    }
    if (count >= 0)
        free(files);
    if (count == 0)
        fine = complain(e->gold, "no annotated article (NAME.json) is there");
    if (e->articles)
        show(e);
    return fine ? cmd_flush("dragoman eval") : CMD_DATA;
}

static int open_and_score(eval *e) {
    if (e->replies)
        return read_replies(e) ? score_all(e) : CMD_DATA;
    drg_engine *engine = cmd_open_engine(e->tables, e->model, e->knowledge);
    if (!engine)
        return CMD_CONFIG;
    e->context.engine = engine;
    api_limits_default(&e->context.limits);
    int result = drg_scratch_new(engine, &e->context.scratch) ? CMD_SOFTWARE : score_all(e);
    drg_scratch_free(e->context.scratch);
    drg_engine_free(engine);
    return result;
}

int cmd_eval(int argc, char **argv) {
    static const struct option names[] = {{"gold", required_argument, NULL, 'g'},
        {"texts", required_argument, NULL, 't'}, {"replies", required_argument, NULL, 'r'},
        {"tables", required_argument, NULL, 'b'}, {"knowledge", required_argument, NULL, 'k'},
        {"model", required_argument, NULL, 'm'}, {"help", no_argument, NULL, 'h'}, {0}};
    eval e = {0};
    int option;
    argv[0] = "dragoman eval"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        const char **value = option == 'g'   ? &e.gold
                             : option == 't' ? &e.texts
                             : option == 'r' ? &e.replies
                             : option == 'b' ? &e.tables
                             : option == 'k' ? &e.knowledge
                             : option == 'm' ? &e.model
                                             : NULL;
        if (option == 'h')
            return fputs(USAGE, stdout), cmd_flush(argv[0]);
        if (!value)
            return CMD_USAGE;
        *value = optarg;
    }
    if (!e.gold || optind < argc) {
        fputs(USAGE, stderr);
        return CMD_USAGE;
    }
    int result = open_and_score(&e);
    json_decref(e.by_id);
    return result;
}
