/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reading engine says of a span, on the scale of the other evidence.
 *
 * The engine gives every word the probability that a name of a type begins or goes on there
 * (nn/read.h). A span is as good as its weakest link: the least of P(begins), P(goes on) of each
 * further word, and one minus P(goes on) of the word behind it. Its log-odds, times a weight, join
 * the sum of the other observations; the weights were chosen on the dev part of the corpus, since
 * the engine was trained on the train part and is surer of itself there. Integers, so that the best
 * path is the same on every machine.
 *
 * Without weights of the engine, and in sentences that it was not given, the score is 0. Cost: the
 * length of the span.
 */
#include "entity.h"

#include <math.h>

static const double ODDS_WEIGHT = 1200, BIAS = 700; /* thousandths, as in weights.c */

static uint8_t least(uint8_t a, uint8_t b) {
    return a < b ? a : b;
}

int32_t drg_read_name_score(
    const drg_namer *namer, const drg_candidate *candidate, drg_entity_type type) {
    const drg_read_word *words = namer->document->read.words;
    if (!drg_document_was_read(namer->document, candidate->first))
        return 0;
    uint8_t weakest = words[candidate->first].name_begin[type];
    for (uint32_t t = candidate->first + 1; t < candidate->end; t++)
        weakest = least(weakest, words[t].name_inside[type]);
    if (candidate->end < namer->token_count &&
        namer->tokens[candidate->end].sentence == candidate->sentence)
        weakest = least(weakest, (uint8_t)(255 - words[candidate->end].name_inside[type]));
    double odds = log((weakest + 0.5) / (255.5 - weakest));
    return (int32_t)lround(ODDS_WEIGHT * odds + BIAS);
}
