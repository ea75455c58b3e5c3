/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRAGOMAN_H
#define DRAGOMAN_H
/*
 * libdragoman: reads a news article and tells who did what to whom, where, when, according to whom,
 * and which words say so.
 *
 * Policy, said once:
 * - Text: UTF-8, with an explicit length. Every drg_span is a half-open range of BYTES of the text
 *   exactly as it was given; drg_document_offset() turns a byte into code points or UTF-16 units.
 * - Ownership: an engine owns its tables, a document owns everything reachable from it. Pointers
 *   got from either live until drg_engine_free() or drg_document_free(); nothing that an accessor
 *   returns is freed by the caller. A slice is not NUL-terminated; an empty slice means "not
 *   known".
 * - Errors: int, 0 for success or a negative DRG_E*; out-parameters are untouched on failure. An
 *   optional drg_error, owned by the caller, says where and why.
 * - Threads: an engine is immutable, any number of threads may use one. A document belongs to one
 *   thread at a time. The library starts no thread, reads no clock, environment or locale, opens no
 *   file but the one it is told to, and prints nothing.
 * - Order: mentions, entities, relations, events, quotes and times come in reading order. The same
 *   text, options and engine give the same document, on every machine.
 * - Cost: linear in the length of the text; memory is bounded by drg_options.memory_limit.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Marks what the shared library exports. */
#if defined(__GNUC__)
#define DRG_API __attribute__((visibility("default")))
#else
#define DRG_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- errors -------------------------------------------------------------------------------- */

/* The one table of errors: name, value, text. */
#define DRG_ERRORS(X)                                                                              \
    X(ENOMEM, -1, "out of memory, or over the memory limit")                                       \
    X(EINVAL, -2, "an argument is out of its range")                                               \
    X(EUTF8, -3, "the text is not valid UTF-8")                                                    \
    X(ENUL, -4, "the text holds a NUL byte")                                                       \
    X(EEMPTY, -5, "the text is empty or only white space")                                         \
    X(ETOOLONG, -6, "the text is longer than the limit")                                           \
    X(EDATE, -7, "the date is not a real calendar date")                                           \
    X(ECANCELLED, -8, "the caller cancelled the work")                                             \
    X(EFORMAT, -9, "a data file is damaged or of another version")                                 \
    X(EIO, -10, "a file cannot be read")                                                           \
    X(ENOMODEL, -11, "the engine has no weights of the reading engine")                            \
    X(EAPART, -12, "the two spans stand too far apart to be read together")

/* One constant of the errors, for the enumeration below. */
#define DRG_ERROR_ENUM(name, value, text) DRG_##name = value,
/* What a call returns: DRG_OK, or one of the table. */
enum { DRG_OK = 0, DRG_ERRORS(DRG_ERROR_ENUM) };
#undef DRG_ERROR_ENUM

/* Where and why a call failed. */
typedef struct drg_error {
    int code; /* a DRG_E* value, 0 when nothing went wrong */
    size_t offset; /* byte of the input (text or file) that is at fault; 0 where none is */
    char message[200]; /* NUL-terminated, one line, for people */
} drg_error;

/*
 * The fixed text of an error code, in static storage.
 * @param code a DRG_E* value
 * @return the text; "unknown error" for others
 */
DRG_API const char *drg_error_text(int code);

/* ---- plain data ----------------------------------------------------------------------------- */

typedef struct drg_slice { /* bytes that somebody else owns */
    const char *data; /* the first; NULL is fine where size is 0 */
    size_t size; /* bytes */
} drg_slice;

typedef struct drg_span { /* half-open range of bytes of the text */
    uint32_t start, end; /* bytes; the end is behind the last */
} drg_span;

typedef struct drg_date { /* a calendar day, proleptic Gregorian; year 0 = no date */
    int16_t year; /* 0: no date */
    uint8_t month, day; /* 1..12, 1..31 */
} drg_date;

#define DRG_NONE UINT32_MAX /* an index that points nowhere */

/* What an entity is: the types of the annotated corpus. */
typedef enum drg_entity_type {
    DRG_PERSON,
    DRG_ORGANIZATION,
    DRG_GPE,
    DRG_LOCATION,
    DRG_FACILITY,
    DRG_NORP,
    DRG_NAMED_EVENT,
    DRG_MISC,
    DRG_ENTITY_TYPES
} drg_entity_type;

/* How an entity is mentioned: by name, by a noun phrase, by a pronoun. */
typedef enum drg_mention_kind { DRG_NAME, DRG_NOMINAL, DRG_PRONOUN } drg_mention_kind;

/* What holds between two entities. */
typedef enum drg_relation_type {
    DRG_HOLDS_POSITION,
    DRG_MEMBER_OF,
    DRG_PART_OF,
    DRG_LOCATED_IN,
    DRG_KINSHIP,
    DRG_ALLY_OF,
    DRG_OPPONENT_OF,
    DRG_RELATION_TYPES
} drg_relation_type;

/* PLOVER's sixteen, in the order of the manual. */
typedef enum drg_event_type {
    DRG_AGREE,
    DRG_CONSULT,
    DRG_SUPPORT,
    DRG_CONCEDE,
    DRG_COOPERATE,
    DRG_AID,
    DRG_RETREAT,
    DRG_REQUEST,
    DRG_ACCUSE,
    DRG_REJECT,
    DRG_THREATEN,
    DRG_PROTEST,
    DRG_SANCTION,
    DRG_MOBILIZE,
    DRG_COERCE,
    DRG_ASSAULT,
    DRG_EVENT_TYPES
} drg_event_type;

/* When an event is, seen from the day of publication, or that it is only thought of. */
typedef enum drg_tense { DRG_PAST, DRG_ONGOING, DRG_FUTURE, DRG_HYPOTHETICAL } drg_tense;

/* Where a fact comes from. */
typedef enum drg_basis {
    DRG_BASIS_NONE, /* nothing known */
    DRG_BASIS_TEXT, /* the article states it ("stated" for dates) */
    DRG_BASIS_TABLE, /* the knowledge tables have it for the day of publication */
    DRG_BASIS_INFERRED, /* worked out from its neighbours (a place's country, the sentence before)
                         */
    DRG_BASIS_PUBLISHED, /* taken from the day of publication */
} drg_basis;

/* How an event got its place or date. */
typedef enum drg_ground {
    DRG_GROUND_NONE, /* it has none */
    DRG_GROUND_STATED, /* a sentence that tells the event says so */
    DRG_GROUND_NEARBY, /* the sentences before or behind do */
    DRG_GROUND_DATELINE, /* the dateline does */
    DRG_GROUND_PARTY, /* no words do: the place of a party, or its state */
    DRG_GROUND_ARTICLE, /* what the rest of the article is about */
    DRG_GROUND_REPORTED, /* no words do: the day of publication */
} drg_ground;

/* How exact a date is. */
typedef enum drg_granularity {
    DRG_DAY,
    DRG_WEEK,
    DRG_MONTH,
    DRG_SEASON,
    DRG_YEAR,
    DRG_DECADE,
    DRG_RANGE,
} drg_granularity;

#define DRG_KNOWLEDGE_ROWS 5000 /* of a user's own in one call; a file may have 200,000 */
#define DRG_MAX_SECTORS 4 /* of one actor */
#define DRG_MAX_CONTEXTS 3 /* of one event */

/* @{ */
/*
 * The name of a value as the contract writes it ("PERSON", "name", "past", ...), in static storage.
 * @param value of the enumeration
 * @return its name; "unknown" for what is none of its values
 */
DRG_API const char *drg_entity_type_name(drg_entity_type value);
DRG_API const char *drg_mention_kind_name(drg_mention_kind value);
DRG_API const char *drg_relation_type_name(drg_relation_type value);
DRG_API const char *drg_event_type_name(drg_event_type value);
DRG_API const char *drg_tense_name(drg_tense value);
DRG_API const char *drg_basis_name(drg_basis value);
DRG_API const char *drg_ground_name(drg_ground value);
DRG_API const char *drg_granularity_name(drg_granularity value);
/* @} */

/* ---- what a document holds ------------------------------------------------------------------ */

/* A sentence, or a line that stands for one. */
typedef struct drg_sentence {
    drg_span span; /* without surrounding white space */
    uint32_t first_token, end_token; /* half-open range of the document's tokens */
    uint32_t paragraph; /* number of its paragraph, from 0 */
    uint8_t kind; /* drg_sentence_kind */
} drg_sentence;

/* What a sentence is to the article. */
typedef enum drg_sentence_kind {
    DRG_BODY, /* a sentence of the article itself */
    DRG_HEADLINE, /* no full stop, at the start, short */
    DRG_BYLINE, /* "By Jane Roe", "Reuters staff" */
    DRG_LIST_ITEM, /* "- ...", "1. ..." */
    DRG_BOILERPLATE, /* "Read more:", "All rights reserved" */
} drg_sentence_kind;

/* Words of the text that stand for an entity. */
typedef struct drg_mention {
    drg_span span; /* of a nominal: the noun phrase up to its head words, names inside included */
    uint32_t first_token, end_token; /* half-open; of a nominal: its head words alone */
    uint32_t sentence; /* index */
    uint32_t entity; /* index of its entity, never DRG_NONE */
    drg_mention_kind kind; /* name, nominal or pronoun */
    float confidence; /* 0..1 */
    drg_slice explanation; /* of a nominal or pronoun: what decided; empty unless options.explain */
} drg_mention;

typedef struct drg_office { /* the office that a person holds at the day of publication */
    drg_slice title; /* "Secretary of State"; empty: none known */
    drg_basis basis; /* TEXT: the article says so; TABLE: the tables do */
    bool former; /* the article or the tables say that it is over */
} drg_office;

typedef struct drg_place_candidate { /* a place that an ambiguous name may mean */
    drg_slice name, country; /* as of an entity */
    bool has_coordinates; /* latitude and longitude are set */
    double latitude, longitude; /* degrees, WGS 84 */
    uint32_t geonames; /* GeoNames id, 0: not known */
    float share; /* of 1, beside namesakes that no table has */
} drg_place_candidate;

/* Why a field of a record is what it is; only with options.explain. */
typedef struct drg_reason {
    drg_slice what; /* the field: "name", "type", "row", "country", "office", ... */
    drg_slice rule; /* what decided: a rule, a row of the tables, or the observations that weighed
                       most */
    bool scored; /* the rule weighed: the scores are set */
    double score, runner_up_score; /* in the rule's own unit; more is better */
    drg_slice runner_up; /* what else it could have been; empty: nothing was weighed */
} drg_reason;

/* A person, body, place or people that the article speaks of, with all its mentions. */
typedef struct drg_entity {
    drg_entity_type type; /* what it is */
    drg_slice name; /* fullest usual English name */
    drg_slice country; /* ISO 3166 alpha-3, or a body's acronym (UN, EU, NATO); empty: not known */
    drg_office office; /* persons only */
    uint8_t sectors[DRG_MAX_SECTORS]; /* indices into the sector table, primary first */
    size_t sector_count; /* 0..DRG_MAX_SECTORS */
    drg_slice actor_code; /* CAMEO style: USAGOV, RUSMIL, IGOUNO */
    bool has_coordinates; /* latitude and longitude are set */
    double latitude, longitude; /* degrees, WGS 84 */
    drg_slice coordinates_of; /* the place whose position it is ("Kabul" for its airport); empty:
                                 its own */
    drg_place_candidate candidates[2]; /* the likeliest places of an ambiguous name, best first */
    size_t candidate_count; /* 0 or 2 */
    uint32_t geonames; /* GeoNames id, 0: not known */
    uint32_t wikidata; /* number of the Q identifier, 0: not known */
    const uint32_t *mentions; /* indices into the document's mentions, reading order */
    size_t mention_count; /* 1 or more */
    const uint32_t *members; /* of a group ("the two countries"): the entities that it is made of */
    size_t member_count; /* 0: it is no group; else 2 or more, each no group itself */
    float confidence; /* 0..1 that it is an entity of this type */
    const drg_reason *reasons; /* none unless options.explain */
    size_t reason_count; /* of reasons */
} drg_entity;

/* What the article says about how two entities stand to each other. */
typedef struct drg_relation {
    drg_relation_type type; /* what holds between the two */
    uint32_t subject, object; /* entities; object may be DRG_NONE where only a label is stated */
    drg_slice label; /* the title as written, without names */
    drg_span evidence; /* the words that state it */
    uint32_t sentence; /* index, of the evidence */
    float confidence; /* 0..1 */
    const drg_reason *reasons; /* none unless options.explain */
    size_t reason_count; /* of reasons */
} drg_relation;

typedef struct drg_time { /* a time expression, as an interval of days */
    drg_span span; /* the words */
    uint32_t first_token, end_token, sentence; /* half-open range; index */
    drg_date start, end; /* both inclusive; year 0: could not be resolved */
    drg_granularity granularity; /* how exact it is */
    drg_basis basis; /* TEXT: absolute; PUBLISHED: relative to the day of publication */
    drg_slice explanation; /* how it was read and resolved; empty unless options.explain */
} drg_time;

typedef struct drg_party { /* one actor on a side of an event */
    uint32_t entity; /* DRG_NONE: only described */
    drg_span span; /* the words in the sentence of a trigger; start == end: none (implied) */
    drg_slice country, actor_code; /* as of an entity, also where it is none */
    uint8_t sectors[DRG_MAX_SECTORS]; /* indices into the sector table, primary first */
    size_t sector_count; /* 0..DRG_MAX_SECTORS */
    bool implied; /* taken from context, not from the event's own sentence */
} drg_party;

typedef struct drg_trigger { /* words that tell an event */
    drg_span span; /* the words */
    uint32_t first_token, end_token, sentence; /* half-open range; index */
} drg_trigger;

/* Who did what to whom, where and when: one record, however often the article tells it. */
typedef struct drg_event {
    drg_event_type type; /* PLOVER's type */
    drg_slice mode; /* "visit"; empty: not told */
    uint8_t contexts[DRG_MAX_CONTEXTS]; /* indices into the context table */
    size_t context_count; /* 0..DRG_MAX_CONTEXTS */
    uint8_t quad_class; /* 1 verbal cooperation .. 4 material conflict */
    drg_slice cameo; /* "046": a string, for 010 is not 10 */
    double goldstein, intensity; /* CAMEO's Goldstein value; PLOVER's score. Both -10..10 */
    drg_tense tense; /* when, seen from the day of publication */
    bool negated; /* the article says that it did not happen */
    uint32_t speaker; /* entity that the event is attributed to; DRG_NONE: none, or see below */
    drg_span speaker_span; /* words of a speaker that is no entity; start == end: none */
    const drg_party *source, *target; /* who did it, to whom */
    size_t source_count, target_count; /* 0: nobody is told */
    uint32_t place; /* entity, DRG_NONE: none, or one that the article does not name by itself */
    drg_slice place_name, place_country; /* empty: no place is known; its country is not */
    bool place_has_coordinates; /* the two below are set */
    double place_latitude, place_longitude; /* degrees, WGS 84 */
    drg_ground place_ground; /* how it got its place */
    float place_confidence; /* 0..1 that it is the place, of those that the article offers */
    uint32_t time; /* index into the document's times; DRG_NONE: not stated */
    drg_date start, end; /* interval of the event; year 0: not known */
    drg_basis date_basis; /* of the expression `time` */
    drg_ground date_ground; /* how it got its date */
    float date_confidence; /* 0..1, likewise */
    bool recap; /* done, and more than a month before the day of publication: told as history */
    const drg_trigger *mentions; /* every place where the article tells it, reading order */
    size_t mention_count; /* 1 or more */
    const uint32_t *about; /* events that this one speaks of */
    size_t about_count; /* 0: of none */
    float confidence; /* 0..1 that the record is right */
    char fingerprint[17]; /* 16 hexadecimal digits, equal for records that tell the same event */
    const drg_reason *reasons; /* none unless options.explain */
    size_t reason_count; /* of reasons */
} drg_event;

typedef enum drg_miss_reason { /* why words that may tell an event make no record of their own */
    DRG_MISS_BELOW_THRESHOLD, /* its score, and nothing of what follows alone */
    DRG_MISS_NO_PARTY, /* no political or social actor on either side */
    DRG_MISS_IN_COMPLEMENT, /* what somebody asks for, promises, refuses or threatens */
    DRG_MISS_NEGATED, /* the text says that it did not happen */
    DRG_MISS_HYPOTHETICAL, /* only thought of, or still ahead */
    DRG_MISS_QUOTED, /* told in somebody's words alone */
    DRG_MISS_NOT_BODY, /* in a headline, byline or boilerplate */
    DRG_MISS_OTHER_TYPE, /* the same words tell an event of another type */
    DRG_MISS_MERGED, /* another telling of an event that is there */
    DRG_MISS_REASONS
} drg_miss_reason;
/*
 * The name of a value as the contract writes it, in static storage.
 * @param value of the enumeration
 * @return its name; "unknown" for what is none of its values
 */
DRG_API const char *drg_miss_reason_name(drg_miss_reason value);

/* Words that may tell an event and make no record; only with options.explain. */
typedef struct drg_near_miss {
    drg_event_type type; /* what they would tell */
    drg_trigger trigger; /* the words */
    float score; /* 0..1, as the confidence of an event */
    drg_miss_reason reason; /* the first that holds */
    drg_event_type other; /* OTHER_TYPE: the type that was taken */
    uint32_t event; /* MERGED: the event that it tells; else DRG_NONE */
} drg_near_miss;

/* Words that somebody said, direct or reported. */
typedef struct drg_quote {
    uint32_t speaker; /* entity, or DRG_NONE */
    drg_span speaker_span; /* the speaker's words ("a senior official"); start == end: none */
    drg_span cue; /* "said"; start == end: none */
    drg_span content; /* what is said; for direct quotes without the quotation marks */
    bool direct; /* between quotation marks */
    uint32_t sentence; /* index, of the start */
    float confidence; /* 0..1 */
    const drg_reason *reasons; /* none unless options.explain */
    size_t reason_count; /* of reasons */
} drg_quote;

/* What a reader should know about how the text was read. */
typedef struct drg_warning {
    const char *code; /* stable: no_published_date, language_unsupported, token_too_long, ... */
    drg_slice detail; /* one sentence for people */
    drg_span span; /* start == end: the whole text */
} drg_warning;

/* ---- engine --------------------------------------------------------------------------------- */

/* Tables and weights, ready to read articles; immutable. */
typedef struct drg_engine drg_engine;

typedef struct drg_allocator { /* where memory comes from; NULL members: malloc and free */
    void *(*allocate)(void *user, size_t size); /* as malloc */
    void (*release)(void *user, void *pointer); /* as free */
    void *user; /* handed to both */
} drg_allocator;

typedef struct drg_engine_config { /* zero it: every default is zero */
    const char *tables_path; /* compiled knowledge tables; NULL: those built into the library */
    const char *model_path; /* weights of the reading engine; NULL: those built in; "": none */
    const char
        *knowledge_path; /* rows of one's own over the tables (docs/formats.md); NULL: none */
    uint64_t hash_seed[2]; /* random, so that nobody can flood tables keyed by words of a text */
} drg_engine_config;

/*
 * Opens the tables (and weights), checks every size, offset and checksum in them, and makes the
 * engine. Cost: milliseconds; once a process.
 * @param config NULL: every default
 * @param[out] engine the caller's, to be freed with drg_engine_free()
 * @param[out] error NULL is fine
 * @return 0, or DRG_EIO, DRG_EFORMAT, DRG_ENOMEM
 */
DRG_API int drg_engine_open(const drg_engine_config *config, drg_engine **engine, drg_error *error);
/*
 * Frees an engine, after every document and scratch of it.
 * @param engine NULL is fine
 */
DRG_API void drg_engine_free(drg_engine *engine);

/* What an engine was made of. */
typedef struct drg_engine_info {
    const char *version; /* "0.1.0" */
    char model_digest[72]; /* "sha256:..." of the weights; "none" without weights */
    char knowledge_digest[72]; /* "sha256:..." of the compiled tables */
    const char *ontology; /* "PLOVER 2.0" */
    /* texts that the weights learned from and that are not free for every use, "name:licence" apart
     * by blanks, as the weights tell it; empty: none, or no weights */
    char model_restricted[512];
} drg_engine_info;

/*
 * What an engine was made of: what a reply must name to be made again.
 * @param engine any
 * @param[out] info its pointers live as long as the library
 */
DRG_API void drg_engine_describe(const drg_engine *engine, drg_engine_info *info);

/*
 * The ontology and every other table as rows of text cells, as they stand in data/: for printing
 * and for looking up what an index means. Cost of reading: constant, except for finding a table or
 * a column by name (linear in their number).
 */
typedef struct drg_table drg_table;

/*
 * A table by its name.
 * @param engine whose it is
 * @param table a file's name without ".tsv": "types", "modes", "contexts", "sectors", "cameo",
 * "aliases", "states", ...
 * @return lives as long as the engine; NULL: there is none of that name
 */
DRG_API const drg_table *drg_engine_table(const drg_engine *engine, const char *table);
/* @{ */
/*
 * How many there are, the names of the columns not counted as a row.
 * @param table of drg_engine_table()
 * @return the number
 */
DRG_API size_t drg_table_rows(const drg_table *table);
DRG_API size_t drg_table_columns(const drg_table *table);
/* @} */
/*
 * The name of a column.
 * @param table of drg_engine_table()
 * @param column from 0
 * @return empty: there is none
 */
DRG_API drg_slice drg_table_header(const drg_table *table, size_t column);
/*
 * A column by its name.
 * @param table of drg_engine_table()
 * @param header the name, NUL-terminated
 * @return its number from 0; SIZE_MAX: none
 */
DRG_API size_t drg_table_column(const drg_table *table, const char *header);
/*
 * A cell.
 * @param table of drg_engine_table()
 * @param row from 0
 * @param column from 0
 * @return its bytes; empty: it is empty, or outside the table
 */
DRG_API drg_slice drg_table_cell(const drg_table *table, size_t row, size_t column);

/* ---- extraction ----------------------------------------------------------------------------- */

/* The stages of reading, in the order of their work but that dates come before names. */
typedef enum drg_stage {
    DRG_STAGE_SEGMENT,
    DRG_STAGE_READ,
    DRG_STAGE_NAME,
    DRG_STAGE_DATE,
    DRG_STAGE_QUOTE,
    DRG_STAGE_RELATE,
    DRG_STAGE_CODE,
    DRG_STAGES
} drg_stage;
/*
 * The name of a value as the contract writes it, in static storage.
 * @param value of the enumeration
 * @return its name; "unknown" for what is none of its values
 */
DRG_API const char *drg_stage_name(drg_stage value);

/* An article to read. */
typedef struct drg_input {
    drg_slice text; /* the article, UTF-8. Borrowed until drg_document_free */
    drg_slice title; /* its headline where apart from the text; gives context, gets no offsets */
    drg_date published; /* year 0: not known */
} drg_input;

/*
 * What the reading engine computes in, about 7 MB: one a thread, made once and used for article
 * after article. drg_extract() without one makes and frees its own. An engine without weights needs
 * none, and takes one.
 */
typedef struct drg_scratch drg_scratch;

/*
 * Makes a scratch for an engine.
 * @param engine that will use it
 * @param[out] scratch the caller's, to be freed with drg_scratch_free()
 * @return 0, or DRG_ENOMEM
 */
DRG_API int drg_scratch_new(const drg_engine *engine, drg_scratch **scratch);
/*
 * Frees a scratch, before its engine.
 * @param scratch NULL is fine
 */
DRG_API void drg_scratch_free(drg_scratch *scratch);

typedef struct drg_options { /* zero it: every default is zero */
    drg_scratch *scratch; /* used by one call at a time; NULL: made for this call */
    size_t memory_limit; /* bytes a document may take; 0: 64 MiB + 192 times the text */
    size_t text_limit; /* longest text in bytes; 0: 1 MiB */
    float
        min_confidence; /* entities, relations, events and quotes below are left out; 0: none is */
    bool explain; /* fill the explanations */
    /* Rows of one's own for this article, as in a file of knowledge_path; at most
     * DRG_KNOWLEDGE_ROWS. Mistakes in them: DRG_EFORMAT, the message says line and column. */
    drg_slice knowledge;
    const drg_allocator *allocator; /* NULL: malloc */
    /* Polled at least every few thousand tokens; true ends the work with DRG_ECANCELLED. NULL:
     * never. */
    bool (*cancelled)(void *user);
    /* Called as each stage begins, and with DRG_STAGES at the end: for a caller with a clock. */
    void (*on_stage)(void *user, drg_stage stage);
    void *user; /* handed to both */
} drg_options;

/* What was read of one article; owns all its records. */
typedef struct drg_document drg_document;

/*
 * Reads one article. Cost: linear in the text. Threads: any, over one engine.
 * @param engine any
 * @param input the text is borrowed until drg_document_free()
 * @param options NULL: every default
 * @param[out] document the caller's, to be freed with drg_document_free()
 * @param[out] error NULL is fine; its offset is the byte of a DRG_EUTF8 or DRG_ENUL
 * @return 0, or DRG_EUTF8, DRG_ENUL, DRG_EEMPTY, DRG_ETOOLONG, DRG_EDATE, DRG_EINVAL, DRG_EFORMAT
 * (options.knowledge), DRG_ENOMEM, DRG_ECANCELLED
 */
DRG_API int drg_extract(const drg_engine *engine, const drg_input *input,
    const drg_options *options, drg_document **document, drg_error *error);
/*
 * Frees a document with all that was got from it.
 * @param document NULL is fine
 */
DRG_API void drg_document_free(drg_document *document);

/* ---- pairs ---------------------------------------------------------------------------------- */

/* A type of event and how likely it is. */
typedef struct drg_pair_type {
    drg_event_type type; /* PLOVER's type */
    float score; /* 0..1; those of all types add up to 1 */
} drg_pair_type;

/*
 * Which type of event does the source do to the target, as the field's benchmark asks it (PLOVER
 * pairs, PLV: Hu et al. 2024)? The sentences from the one to the other are read, nothing else of
 * the text. Cost: the words between the spans. Threads: any, over one engine.
 * @param engine with weights
 * @param text UTF-8
 * @param source span of bytes of the text
 * @param target likewise; the two may not overlap
 * @param options scratch, limits, allocator and cancelled are used; NULL: every default
 * @param[out] types room for DRG_EVENT_TYPES, filled best first; always all sixteen: that there is
 * no event is not an answer
 * @param[out] error NULL is fine
 * @return 0, or an error of drg_extract(), or DRG_EINVAL (error->offset: the start of the span)
 * where a span is empty, out of the text, cuts a character or holds no word, or where the two
 * overlap; DRG_EAPART where more than about 180 word pieces lie between them; DRG_ENOMODEL
 */
DRG_API int drg_classify_pair(const drg_engine *engine, drg_slice text, drg_span source,
    drg_span target, const drg_options *options, drg_pair_type *types, drg_error *error);

/* ---- what was read -------------------------------------------------------------------------- */

/*
 * The text as it was given.
 * @param document any
 * @return the caller's own bytes
 */
DRG_API drg_slice drg_document_text(const drg_document *document);
/*
 * The language that the text is taken to be in.
 * @param document any
 * @return BCP 47: "en", "und", ...
 */
DRG_API drg_slice drg_document_language(const drg_document *document);
/*
 * The day of publication: as given, else as the article says.
 * @param document any
 * @param[out] basis where it is from; NULL is fine
 * @return year 0: not known
 */
DRG_API drg_date drg_document_published(const drg_document *document, drg_basis *basis);
/*
 * How many tokens the text has.
 * @param document any
 * @return the number
 */
DRG_API size_t drg_document_tokens(const drg_document *document);
/* @{ */
/*
 * The records of one kind, in reading order; near misses only with options.explain.
 * @param document any
 * @param[out] count how many there are; not NULL
 * @return the first; not to be read where there is none
 */
DRG_API const drg_sentence *drg_document_sentences(const drg_document *document, size_t *count);
DRG_API const drg_mention *drg_document_mentions(const drg_document *document, size_t *count);
DRG_API const drg_entity *drg_document_entities(const drg_document *document, size_t *count);
DRG_API const drg_relation *drg_document_relations(const drg_document *document, size_t *count);
DRG_API const drg_time *drg_document_times(const drg_document *document, size_t *count);
DRG_API const drg_quote *drg_document_quotes(const drg_document *document, size_t *count);
DRG_API const drg_event *drg_document_events(const drg_document *document, size_t *count);
DRG_API const drg_near_miss *drg_document_near_misses(const drg_document *document, size_t *count);
DRG_API const drg_warning *drg_document_warnings(const drg_document *document, size_t *count);
/* @} */

/* In what offsets are counted. */
typedef enum drg_unit { DRG_CODEPOINTS, DRG_BYTES, DRG_UTF16 } drg_unit;
/*
 * The offset of a byte of the text in another unit. Cost: constant (an index every 64 bytes).
 * @param document any
 * @param byte 0..size; inside a character: that of its start
 * @param unit of the answer
 * @return the offset
 */
DRG_API size_t drg_document_offset(const drg_document *document, size_t byte, drg_unit unit);

/*
 * Parses YYYY-MM-DD.
 * @param text ten bytes
 * @param[out] date the day
 * @return 0, or DRG_EDATE for anything else, February 30 included
 */
DRG_API int drg_date_parse(drg_slice text, drg_date *date);
/*
 * Writes YYYY-MM-DD and a NUL.
 * @param date a day
 * @param[out] buffer 11 bytes
 */
DRG_API void drg_date_format(drg_date date, char buffer[11]);

#ifdef __cplusplus
}
#endif
#endif
