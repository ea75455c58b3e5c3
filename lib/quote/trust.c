/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure it is that a report outside quotation marks is what somebody says.
 *
 * The engine learned contents from PolNeAR, which counts every attitude ("hopes to", "is expected
 * to", "refused a"); an article's quotes are what is stated. A logistic regression over what is
 * observed at the report decides: the kind of its cue, whether a source is named and where, and
 * the form of the content. Its weights (weights.h) are fitted on the quotes of the corpus' train
 * part by train/quotes/fit_quotes.py, which prints what the filter gives there.
 *
 * Every sign is 0 or 1, so the sum is exact and equal on all machines but for the order of its
 * floats, which is fixed.
 */
#include "../base/logistic.h"
#include "quote.h"

#include "weights.h"

/* The kind of the cue by its words; the last verb of saying counts. */
static void cue_words(const drg_document *document, const drg_run *cue, uint8_t *signs) {
    static const char *const negations[] = {"not", "n't", "never", "without", "no"};
    static const char *const modals[] = {
        "will", "would", "can", "could", "may", "might", "should", "must"};
    static const char *const be[] = {"is", "are", "was", "were", "be", "been", "being"};
    const drg_token *tokens = document->tokens.items;
    int kind = DRG_CUE_NONE;
    bool verb = false, noun = false;
    for (uint32_t at = cue->first; at < cue->end; at++) {
        drg_slice word = tokens[at].lower;
        uint8_t upos = document->read.words[at].upos;
        int here = drg_quote_cue(word);
        kind = here != DRG_CUE_NONE ? here : kind;
        verb |= upos == DRG_UPOS_VERB;
        noun = upos == DRG_UPOS_NOUN;
        signs[DRG_QS_CUE_NEGATED] |= DRG_ONE_OF(word, negations);
        signs[DRG_QS_CUE_MODAL] |= DRG_ONE_OF(word, modals);
        signs[DRG_QS_CUE_BE] |= DRG_ONE_OF(word, be);
        signs[DRG_QS_CUE_ACCORDING] |= drg_slice_is(word, "according");
    }
    bool ing =
        tokens[cue->first].lower.size > 4 &&
        memcmp(tokens[cue->first].lower.data + tokens[cue->first].lower.size - 3, "ing", 3) == 0;
    signs[DRG_QS_CUE_PARTICIPLE] = ing && !signs[DRG_QS_CUE_ACCORDING];
    signs[DRG_QS_CUE_INFINITIVE] = drg_slice_is(tokens[cue->first].lower, "to");
    signs[DRG_QS_CUE_ENDS_IN_ADP] = document->read.words[cue->end - 1].upos == DRG_UPOS_ADP;
    signs[DRG_QS_CUE_QUOTED] = (tokens[cue->first].flags & DRG_TOKEN_QUOTED) != 0;
    signs[DRG_QS_CUE_SPEECH] = kind == DRG_CUE_SPEECH;
    signs[DRG_QS_CUE_FRAGMENT] = kind == DRG_CUE_FRAGMENT;
    signs[DRG_QS_CUE_DIRECT] = kind == DRG_CUE_DIRECT;
    bool unknown = kind == DRG_CUE_NONE && !signs[DRG_QS_CUE_ACCORDING];
    signs[DRG_QS_CUE_VERB] = unknown && verb;
    signs[DRG_QS_CUE_NOUN] = unknown && !verb && noun;
    signs[DRG_QS_CUE_OTHER] = unknown && !verb && !noun;
}

static void form(const drg_document *document, uint32_t first, uint32_t end, uint8_t *signs) {
    static const char *const asks[] = {
        "what", "why", "how", "who", "when", "where", "whether", "if", "which"};
    const drg_token *tokens = document->tokens.items;
    const drg_sentence *sentence = &document->sentences.items[tokens[first].sentence];
    uint32_t words = 0, all = 0, aux = 0, verbs = 0;
    signs[DRG_QS_THAT] = drg_slice_is(tokens[first].lower, "that");
    for (uint32_t at = sentence->first_token; at < sentence->end_token; at++) {
        bool in = at >= first && at < end, word = drg_token_word(&tokens[at]);
        uint8_t upos = document->read.words[at].upos;
        all += word;
        words += word && in;
        aux += in && upos == DRG_UPOS_AUX;
        verbs += in && upos == DRG_UPOS_VERB;
        signs[DRG_QS_HOLDS_QUOTE] |= in && tokens[at].shape == DRG_SHAPE_OPEN_QUOTE;
    }
    signs[DRG_QS_TO] = drg_slice_is(tokens[first].lower, "to");
    signs[DRG_QS_PREPOSITION] =
        !signs[DRG_QS_TO] && document->read.words[first].upos == DRG_UPOS_ADP && verbs + aux == 0;
    signs[DRG_QS_QUESTION_WORD] = DRG_ONE_OF(tokens[first].lower, asks);
    signs[DRG_QS_VERBLESS] = verbs + aux == 0;
    signs[DRG_QS_CLAUSE] = verbs + aux > 0 && !signs[DRG_QS_TO];
    signs[DRG_QS_WORDS_3] = words <= 3;
    signs[DRG_QS_WORDS_7] = words > 3 && words <= 7;
    signs[DRG_QS_WORDS_15] = words > 7 && words <= 15;
    signs[DRG_QS_WORDS_MORE] = words > 15;
    signs[DRG_QS_WHOLE_SENTENCE] = words * 5 >= all * 4;
    signs[DRG_QS_BODY] = sentence->kind == DRG_BODY;
}

void drg_quote_signs(const drg_document *document, const drg_tagging *tagging,
    const drg_attribution *attribution, const drg_speaker *speaker, uint32_t first, uint32_t end,
    uint8_t signs[DRG_QUOTE_SIGN_COUNT]) {
    static const char *const own[] = {"i", "we", "you", "one"};
    enum { NEAR = 3 };
    const drg_token *tokens = document->tokens.items;
    memset(signs, 0, DRG_QUOTE_SIGN_COUNT);
    signs[DRG_QS_ALWAYS] = 1;
    signs[DRG_QS_GOES_ON] = attribution->goes_on;
    signs[DRG_QS_CUE_NONE] = attribution->cue == DRG_NONE;
    if (attribution->cue != DRG_NONE) {
        const drg_run *cue = &tagging->cues.items[attribution->cue];
        cue_words(document, cue, signs);
        signs[DRG_QS_CUE_BEHIND] = cue->first >= end;
        signs[DRG_QS_CUE_FAR] = cue->end + NEAR < first || end + 2 * NEAR < cue->first;
        signs[DRG_QS_CUE_ELSEWHERE] = tokens[cue->first].sentence != tokens[first].sentence;
    }
    signs[DRG_QS_SOURCE_NONE] = !speaker->found;
    signs[DRG_QS_SOURCE_ENTITY] = speaker->found && speaker->entity != DRG_NONE;
    signs[DRG_QS_SOURCE_WORDS] = speaker->found && speaker->entity == DRG_NONE;
    if (speaker->found) {
        signs[DRG_QS_SOURCE_SPEAKERS_I] = DRG_ONE_OF(tokens[speaker->first].lower, own);
        signs[DRG_QS_SOURCE_ELSEWHERE] = tokens[speaker->first].sentence != tokens[first].sentence;
    }
    form(document, first, end, signs);
    bool clause = signs[DRG_QS_CLAUSE], speech = signs[DRG_QS_CUE_SPEECH];
    bool verb = signs[DRG_QS_CUE_VERB];
    signs[DRG_QS_SPEECH_CLAUSE] = speech && clause;
    signs[DRG_QS_SPEECH_THAT] = speech && signs[DRG_QS_THAT];
    signs[DRG_QS_SPEECH_VERBLESS] = speech && signs[DRG_QS_VERBLESS];
    signs[DRG_QS_VERB_CLAUSE] = verb && clause;
    signs[DRG_QS_VERB_THAT] = verb && signs[DRG_QS_THAT];
    signs[DRG_QS_VERB_VERBLESS] = verb && signs[DRG_QS_VERBLESS];
    signs[DRG_QS_NO_CUE_WHOLE] = signs[DRG_QS_CUE_NONE] && signs[DRG_QS_WHOLE_SENTENCE];
}

float drg_quote_trust(const uint8_t signs[DRG_QUOTE_SIGN_COUNT]) {
    float sum = 0;
    for (size_t i = 0; i < DRG_QUOTE_SIGN_COUNT; i++)
        sum += signs[i] ? (float)drg_quote_weights[i] / 100 : 0;
    return drg_logistic(sum);
}
