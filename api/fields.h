/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_FIELDS_H
#define API_FIELDS_H
/* Names and values of a request's fields, for those who decode one: request.c and query.c. */
#include "request.h"

#include "../lib/base/slice.h"

/* Where a field may stand. */
enum {
    API_IN_BODY = 1,
    API_IN_OPTIONS = 2,
    API_IN_QUERY = 4,
    API_IN_BATCH = 8,
    API_IN_HYPNOS = 16
};

/* The api_field of a name that may stand in one of the places; -1: none. */
int api_find_field(drg_slice name, unsigned where);

/* The fault is about the name whose closing quote is that byte of a JSON text, which is well-formed
 * up to there; says nothing where it is none. */
void api_json_place(drg_slice body, size_t end, api_fault *fault);

/* "WANTED is wanted." as an invalid_field. */
bool api_wrong_type(api_fault *fault, const char *wanted);

/* Each takes the value, which is borrowed, or returns false with the fault. */
bool api_set_text(const api_limits *limits, api_article *article, drg_slice text, api_fault *fault);
bool api_set_id(api_article *article, drg_slice value, api_fault *fault);
bool api_set_title(api_article *article, drg_slice value, api_fault *fault);
bool api_set_published(api_article *article, drg_slice value, api_fault *fault);
bool api_set_date(api_article *article, drg_slice value, api_fault *fault);
bool api_set_knowledge(api_article *article, drg_slice value, api_fault *fault);
bool api_set_offsets(api_article *article, drg_slice value, api_fault *fault);
bool api_set_profile(api_article *article, drg_slice value, api_fault *fault);
bool api_set_order(api_article *article, drg_slice value, api_fault *fault);
bool api_set_labels(api_article *article, drg_slice value, api_fault *fault);
bool api_set_confidence(api_article *article, double value, api_fault *fault);
bool api_add_part(api_article *article, drg_slice value, api_fault *fault); /* one of include */
#endif
