/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of peoples that mean their language: "translated into English", "the Arabic word", "speaks
 * English, German and French", "the Jingulu language".
 *
 * A language is nobody, so such a name is none (docs/coding.md). What may be a language stands in
 * name_words.tsv (class `tongue`; `tongue_only` for what is nothing else, "Hindi"); that it is one
 * here, the words around say: "in" or "into" before and no noun behind, a verb of speaking or
 * learning before, a word of words behind ("word", "pronunciation"), or another language of the
 * same list right before.
 *
 * What it does not do: "English football", "the Chinese version of an app" and "a Spanish teacher"
 * stay names of peoples. Cost: constant for each name.
 */
#include "entity.h"

/* "the Jingulu language", "French-speaking": of any people. */
static bool called_language(const drg_namer *namer, size_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    uint32_t end = namer->document->sentences.items[r->sentence].end_token;
    uint32_t next = r->end + (r->end < end && namer->tokens[r->end].shape == DRG_SHAPE_DASH);
    bool after_name = reading > 0 && namer->readings.items[reading - 1].end == r->first;
    bool one = after_name || (r->first > 0 && (drg_token_is(namer, r->first - 1, "a") ||
                                                  drg_token_is(namer, r->first - 1, "an")));
    if (next >= end)
        return false;
    return drg_token_is(namer, next, "speaking") ||
           (!one && drg_token_is(namer, next, "language")); /* "an Aboriginal language" */
}

/* Whether nothing stands behind that the name could belong to: "in English | football". */
static bool stands_free(const drg_namer *namer, uint32_t next, uint32_t end) {
    static const char behind[] =
        "|and|but|or|on|as|with|that|when|by|to|in|for|at|from|before|after|while|since|because|"
        "which|who|than|so|via|means|meaning|called|only|too|also|well|fluently|";
    return next >= end || !drg_token_word(&namer->tokens[next]) ||
           drg_namer_token_in(namer, next, behind);
}

/* "in", "into", "speaks", "translated to", right before the name or before "both", "fluent". */
static bool said_in(const drg_namer *namer, uint32_t first, uint32_t sentence_first) {
    static const char degrees[] =
        "|both|either|mostly|mainly|fluent|plain|simple|broken|perfect|good|bad|better|poor|";
    static const char verbs[] = "|speak|speaks|spoke|speaking|spoken|learn|learns|learning|learned|"
                                "learnt|teach|teaches|teaching|taught|in|into|";
    static const char rendered[] = "|translated|dubbed|translation|translations|rendered|";
    uint32_t at = first;
    if (at > sentence_first && drg_namer_token_in(namer, at - 1, degrees))
        at--;
    if (at == sentence_first)
        return false;
    bool preposition = drg_token_is(namer, at - 1, "to") || drg_token_is(namer, at - 1, "from");
    return drg_namer_token_in(namer, at - 1, verbs) ||
           (preposition && at > sentence_first + 1 && drg_namer_token_in(namer, at - 2, rendered));
}

/* "English and | Spanish": whether a language of the same list ends right before. */
static bool in_list(const drg_namer *namer, uint32_t first, uint32_t last_end) {
    uint32_t at = last_end;
    if (last_end == 0 || first > last_end + 2)
        return false;
    for (; at < first; at++)
        if (!drg_token_is(namer, at, ",") && !drg_token_is(namer, at, "and") &&
            !drg_token_is(namer, at, "or"))
            return false;
    return at > last_end;
}

bool drg_names_language(const drg_namer *namer, size_t reading, uint32_t last_end) {
    static const char words[] =
        "|word|words|term|terms|translation|translations|pronunciation|dictionary|dictionaries|"
        "subtitles|speaker|speakers|alphabet|grammar|medium|name|names|lessons|";
    const drg_reading *r = &namer->readings.items[reading];
    const drg_sentence *sentence = &namer->document->sentences.items[r->sentence];
    if (r->type == DRG_ORGANIZATION || r->type == DRG_FACILITY)
        return false;
    if (called_language(namer, reading))
        return true;
    uint32_t classes = drg_namer_word(namer, r->first)->classes, next = r->end;
    if (r->end - r->first != 1 || !(classes & DRG_WORD_TONGUE))
        return false;
    if (r->type == DRG_NORP && (classes & DRG_WORD_TONGUE_ONLY))
        return true;
    if (next < sentence->end_token && drg_namer_token_in(namer, next, words))
        return true;
    return stands_free(namer, next, sentence->end_token) &&
           (said_in(namer, r->first, sentence->first_token) || in_list(namer, r->first, last_end));
}
