/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Spans that may be names.
 *
 * A candidate begins with a capitalised word (or a particle of a person's name, "bin Salman") and
 * ends with one, with a number ("Channel 13"), with a lower-case part behind a hyphen ("Kun-hee")
 * or with a head word in lower case ("Hong Kong police"). Inside it, joining words may stand ("of",
 * "and", "de", a hyphen, 's), never two different pairs of them in a row. Names of the tables are
 * candidates however they are written.
 *
 * Every sub-span of a capitalised run is offered, for the decoder to choose: "French Foreign
 * Ministry", "Foreign Ministry", "French". A name has at most DRG_NAME_TOKENS tokens (longer ones
 * only from the tables), in a headline with a capital everywhere DRG_LONG_RUN_TOKENS, which keeps
 * the number of candidates linear in the text.
 */
#include "entity.h"

static bool starts_name(const drg_namer *namer, uint32_t at) {
    uint8_t marks = namer->marks[at];
    if (marks & DRG_MARK_CAPITAL)
        return true;
    if (!(marks & DRG_MARK_PARTICLE))
        return false;
    /* "al-Rahbi", "bin Salman": the name itself must follow at once */
    uint32_t next = at + 1;
    if (next < namer->token_count && namer->tokens[next].shape == DRG_SHAPE_DASH &&
        (namer->marks[next] & DRG_MARK_JOIN))
        next++;
    return next < namer->token_count && (namer->marks[next] & DRG_MARK_CAPITAL);
}

static bool ends_name(const drg_namer *namer, uint32_t first, uint32_t last) {
    uint8_t marks = namer->marks[last];
    if (marks & DRG_MARK_CAPITAL)
        return true;
    if (last == first)
        return false;
    if (marks & DRG_MARK_TAIL)
        return last >= first + 2;
    uint8_t before = namer->marks[last - 1];
    if (marks & DRG_MARK_HEAD)
        return true;
    return (marks & DRG_MARK_NUMBER) && (before & DRG_MARK_CAPITAL);
}

/* Whether a name may go on over this token; *joins counts joining words in a row. */
static bool goes_on(const drg_namer *namer, uint32_t at, uint32_t *joins, bool *after_head) {
    uint8_t marks = namer->marks[at];
    if (*after_head && !(marks & DRG_MARK_HEAD)) /* after a head in lower case only another one */
        return false;
    *after_head = false;
    if (marks & (DRG_MARK_CAPITAL | DRG_MARK_NUMBER | DRG_MARK_TAIL)) {
        *joins = 0;
        return true;
    }
    if (marks & (DRG_MARK_JOIN | DRG_MARK_PARTICLE))
        return ++*joins <= 2;
    *after_head = true;
    return (marks & DRG_MARK_HEAD) != 0 && *joins == 0;
}

uint32_t drg_exact_hit(const drg_namer *namer, uint32_t first, uint32_t end) {
    for (uint32_t h = namer->hit_from[first]; h < namer->hit_from[first + 1]; h++)
        if (namer->hits.items[h].end == end)
            return h;
    return DRG_NONE;
}

size_t drg_candidates_at(const drg_namer *namer, const drg_sentence *sentence, uint32_t token,
    drg_candidate candidates[DRG_CANDIDATES_A_TOKEN]) {
    size_t count = 0;
    uint32_t number = namer->tokens[token].sentence;
    if (starts_name(namer, token)) {
        uint32_t joins = 0;
        bool after_head = false;
        bool run = namer->marks[token] & DRG_MARK_LONG_RUN;
        uint32_t longest = run ? DRG_LONG_RUN_TOKENS : DRG_NAME_TOKENS;
        for (uint32_t at = token; at < sentence->end_token && at - token < longest; at++) {
            if (!goes_on(namer, at, &joins, &after_head))
                break;
            if (ends_name(namer, token, at))
                candidates[count++] =
                    (drg_candidate){token, at + 1, number, drg_exact_hit(namer, token, at + 1)};
        }
    }
    for (uint32_t h = namer->hit_from[token];
         h < namer->hit_from[token + 1] && count < DRG_CANDIDATES_A_TOKEN; h++) {
        uint32_t end = namer->hits.items[h].end;
        bool known = false;
        for (size_t i = 0; i < count; i++)
            known |= candidates[i].end == end;
        if (!known)
            candidates[count++] = (drg_candidate){token, end, number, h};
    }
    uint32_t end = namer->certain ? namer->certain[token].end : 0;
    bool known = end == 0 || count == DRG_CANDIDATES_A_TOKEN;
    for (size_t i = 0; i < count; i++)
        known |= candidates[i].end == end;
    if (!known)
        candidates[count++] = (drg_candidate){token, end, number, drg_exact_hit(namer, token, end)};
    return count;
}
