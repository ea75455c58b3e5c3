/* SPDX-License-Identifier: Apache-2.0 */
/* The names of the enumerations, as the contract (openapi.yaml) writes them. */
#include "dragoman.h"

#define NAME(table, index)                                                                         \
    ((size_t)(index) < sizeof(table) / sizeof(table)[0] ? (table)[index] : "unknown")

const char *drg_entity_type_name(drg_entity_type type) {
    static const char *const names[] = {
        "PERSON", "ORGANIZATION", "GPE", "LOCATION", "FACILITY", "NORP", "EVENT", "MISC"};
    return NAME(names, type);
}

const char *drg_mention_kind_name(drg_mention_kind kind) {
    static const char *const names[] = {"name", "nominal", "pronoun"};
    return NAME(names, kind);
}

const char *drg_relation_type_name(drg_relation_type type) {
    static const char *const names[] = {"HOLDS_POSITION", "MEMBER_OF", "PART_OF", "LOCATED_IN",
        "KINSHIP", "ALLY_OF", "OPPONENT_OF"};
    return NAME(names, type);
}

const char *drg_event_type_name(drg_event_type type) {
    static const char *const names[] = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE",
        "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
        "MOBILIZE", "COERCE", "ASSAULT"};
    return NAME(names, type);
}

const char *drg_tense_name(drg_tense tense) {
    static const char *const names[] = {"past", "ongoing", "future", "hypothetical"};
    return NAME(names, tense);
}

const char *drg_basis_name(drg_basis basis) {
    static const char *const names[] = {"none", "text", "table", "inferred", "published"};
    return NAME(names, basis);
}

const char *drg_ground_name(drg_ground ground) {
    static const char *const names[] = {
        "none", "stated", "nearby", "dateline", "party", "article", "reported"};
    return NAME(names, ground);
}

const char *drg_granularity_name(drg_granularity granularity) {
    static const char *const names[] = {
        "day", "week", "month", "season", "year", "decade", "range"};
    return NAME(names, granularity);
}

const char *drg_stage_name(drg_stage stage) {
    static const char *const names[] = {
        "segment", "read", "name", "date", "quote", "relate", "code"};
    return NAME(names, stage);
}

const char *drg_miss_reason_name(drg_miss_reason reason) {
    static const char *const names[] = {"below_threshold", "no_party", "in_complement", "negated",
        "hypothetical", "quoted", "not_body", "other_type", "merged"};
    return NAME(names, reason);
}
