/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_REQUEST_H
#define API_REQUEST_H
/*
 * Strict decoding of what a caller sends: bytes -> article and options, or a fault that says where.
 * One table of field names serves the JSON object, its "options", the query and the command line.
 */
#include "problem.h"

enum { /* the parts of a reply */
    API_ENTITIES = 1,
    API_RELATIONS = 2,
    API_EVENTS = 4,
    API_QUOTES = 8,
    API_SENTENCES = 16,
    API_DEFAULT_PARTS = API_ENTITIES | API_RELATIONS | API_EVENTS | API_QUOTES
};

/* Whose columns a table has: our own, or those of an older system (profile.h). */
typedef enum api_profile {
    API_PROFILE_NONE,
    API_PROFILE_PHOENIX,
    API_PROFILE_ICEWS,
    API_PROFILE_POLECAT,
    API_PROFILES
} api_profile;

typedef enum api_labels { /* names of event types, api/labels.h */
    API_PLOVER_2_0,
    API_PLOVER_2018,
    API_PLOVER_2016,
    API_PAIRS_15,
    API_LABELS
} api_labels;

typedef struct api_options {
    drg_unit unit; /* of every offset in the reply */
    unsigned include; /* parts wanted */
    double min_confidence; /* 0..1 */
    bool explain;
    api_labels labels; /* of the events' types */
    drg_slice knowledge; /* the caller's own rows; empty: none */
    api_profile profile;
    bool by_completion; /* of a batch: replies as they are done, not in the order of the lines */
} api_options;

typedef struct api_article { /* slices are borrowed */
    drg_slice id; /* empty: made from the text's digest */
    drg_slice text, title;
    api_place text_place; /* where the text stood, for what is wrong with it; nowhere: the body */
    drg_date published; /* year 0: not given */
    api_options options;
} api_article;

typedef enum api_field {
    API_FIELD_TEXT,
    API_FIELD_TITLE,
    API_FIELD_PUBLISHED,
    API_FIELD_ID,
    API_FIELD_OPTIONS,
    API_FIELD_OFFSETS,
    API_FIELD_INCLUDE,
    API_FIELD_MIN_CONFIDENCE,
    API_FIELD_EXPLAIN,
    API_FIELD_LABELS,
    API_FIELD_KNOWLEDGE,
    API_FIELD_PROFILE,
    API_FIELD_ORDER,
    API_FIELD_DATE, /* of hypnos: published as YYYYMMDD */
    API_FIELDS
} api_field;

typedef struct api_decoded { /* zero it; free with api_decoded_deinit */
    api_article article;
    json_t *root; /* owns the strings of a JSON body */
    char *query; /* owns the strings of a query */
    unsigned seen; /* bit for every api_field that was given */
} api_decoded;

/* The article of a reply without any options. */
void api_article_default(api_article *article);

/*
 * Each returns true, or false with *fault set. The caller calls api_decoded_deinit either way.
 * body and query are borrowed until then.
 */
bool api_decode_json(
    const api_limits *limits, drg_slice body, api_decoded *decoded, api_fault *fault);
bool api_decode_query(drg_slice query, api_decoded *decoded, api_fault *fault);
/* The query of a batch: options for every line and `order`, but no id and no title. */
bool api_decode_batch_query(drg_slice query, api_decoded *decoded, api_fault *fault);
/* What hypnos takes: text, id, date (YYYYMMDD), as an object or in the query; see hypnos.c. */
bool api_decode_hypnos_json(
    const api_limits *limits, drg_slice body, api_decoded *decoded, api_fault *fault);
bool api_decode_hypnos_query(drg_slice query, api_decoded *decoded, api_fault *fault);
/* Where nothing may stand in the query: names the first parameter that does. */
bool api_refuse_query(drg_slice query, api_fault *fault);
/* One field by name, from text: the query's and the command line's way. value is borrowed. */
bool api_decode_parameter(drg_slice name, drg_slice value, api_decoded *decoded, api_fault *fault);
void api_decoded_deinit(api_decoded *decoded);

/* Where a fault is: the prefix and the name, escaped as the place asks and cut. */
void api_fault_at(api_fault *fault, api_place place, const char *prefix, drg_slice name);

/* A body that is one JSON object, checked and parsed; *root is the caller's, also on failure. */
bool api_json_object(const api_limits *limits, drg_slice body, json_t **root, api_fault *fault);

/*
 * Before parsing: valid UTF-8, depth, and structural characters outside strings. A tree of
 * "[{},{},...]" takes eighty times its bytes, so the count bounds what parsing can allocate. Cost:
 * linear.
 */
bool api_json_scan(const api_limits *limits, drg_slice body, api_fault *fault);
#endif
