/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reading engine says of a span, on the scale of the other evidence.
 *
 * The engine gives every word the probability that a name of a type begins or goes on there
 * (nn/read.h). A span is as good as its weakest link: the least of P(begins), P(goes on) of each
 * further word, and one minus P(goes on) of the word behind it. That is taken twice, for a name of
 * any type and for one of the type: the engine often knows that a word is a name and wavers whether
 * of a body or of a place, which the tables and the neighbours can tell. Both log-odds, times a
 * weight, join the sum of the other observations; the weights were chosen on both parts of the
 * corpus, which agree, though the engine is surer of itself on the train part. Integers, so that
 * the best path is the same on every machine.
 *
 * Without weights of the engine, and in sentences that it was not given, the score is 0. Cost: the
 * length of the span.
 */
#include "entity.h"

#include <math.h>

/* Thousandths, as in weights.c: of the odds that a name of any type is here, of those that one of
 * the type is, and what is added to both. */
static const double ANY_WEIGHT = 2400, TYPE_WEIGHT = 800, BIAS = 2500;

static uint8_t least(uint8_t a, uint8_t b) {
    return a < b ? a : b;
}

static double log_odds(uint8_t step) {
    return log((step + 0.5) / (255.5 - step));
}

/* The sum over the types of steps of 1/255; roundings may bring it over one. */
static uint8_t sum(const uint8_t *of_type) {
    unsigned all = 0;
    for (unsigned type = 0; type < DRG_NAME_TYPES; type++)
        all += of_type[type];
    return all > UINT8_MAX ? UINT8_MAX : (uint8_t)all;
}

static bool goes_behind(const drg_namer *namer, const drg_candidate *candidate) {
    return candidate->end < namer->token_count &&
           namer->tokens[candidate->end].sentence == candidate->sentence;
}

void drg_read_name_scores(
    const drg_namer *namer, const drg_candidate *candidate, int32_t scores[DRG_NAME_TYPES]) {
    memset(scores, 0, DRG_NAME_TYPES * sizeof *scores);
    const drg_read_word *words = namer->document->read.words;
    if (!drg_document_was_read(namer->document, candidate->first))
        return;
    uint8_t any = sum(words[candidate->first].name_begin), weakest[DRG_NAME_TYPES];
    memcpy(weakest, words[candidate->first].name_begin, sizeof weakest);
    for (uint32_t t = candidate->first + 1; t < candidate->end; t++) {
        any = least(any, sum(words[t].name_inside));
        for (unsigned type = 0; type < DRG_NAME_TYPES; type++)
            weakest[type] = least(weakest[type], words[t].name_inside[type]);
    }
    if (goes_behind(namer, candidate)) {
        const uint8_t *behind = words[candidate->end].name_inside;
        any = least(any, (uint8_t)(UINT8_MAX - sum(behind)));
        for (unsigned type = 0; type < DRG_NAME_TYPES; type++)
            weakest[type] = least(weakest[type], (uint8_t)(UINT8_MAX - behind[type]));
    }
    double all = ANY_WEIGHT * log_odds(any) + BIAS;
    for (unsigned type = 0; type < DRG_NAME_TYPES; type++)
        scores[type] = (int32_t)lround(all + TYPE_WEIGHT * log_odds(weakest[type]));
}
