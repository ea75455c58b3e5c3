/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verbs of saying, in the forms that news uses. Sorted, found by binary search; a unit test checks
 * the order. Speech cues introduce what was said in whole clauses; fragment cues ("described",
 * "called") only bring a few words of it; direct cues ("continued", "spoke") stand with quotation
 * marks alone. A form behind a determiner or another cue is a noun or an adjective there ("the
 * reported", "rejected repeated requests").
 */
#include "quote.h"

#include "../base/sort.h"

typedef struct form {
    const char *word;
    int kind;
} form;

#define S(word)                                                                                    \
    { word, DRG_CUE_SPEECH }
#define F(word)                                                                                    \
    { word, DRG_CUE_FRAGMENT }
#define D(word)                                                                                    \
    { word, DRG_CUE_DIRECT }
static const form FORMS[] = {
    F("accused"),
    F("accusing"),
    S("acknowledged"),
    S("acknowledges"),
    S("acknowledging"),
    S("added"),
    S("adding"),
    S("adds"),
    S("admits"),
    S("admitted"),
    S("admitting"),
    S("advised"),
    S("affirmed"),
    S("affirming"),
    S("agreed"),
    S("alleged"),
    S("alleges"),
    S("alleging"),
    S("announced"),
    S("announces"),
    S("announcing"),
    S("answered"),
    S("argued"),
    S("argues"),
    S("arguing"),
    S("asked"),
    S("asking"),
    S("asks"),
    S("asserted"),
    S("asserting"),
    S("asserts"),
    S("assured"),
    F("backed"),
    S("believes"),
    F("blamed"),
    F("blasted"),
    F("branded"),
    F("branding"),
    F("called"),
    F("calling"),
    F("calls"),
    S("cautioned"),
    F("cited"),
    F("citing"),
    S("claimed"),
    S("claiming"),
    S("claims"),
    S("clarified"),
    S("commented"),
    S("commenting"),
    S("complained"),
    S("conceded"),
    S("concluded"),
    F("condemned"),
    F("condemning"),
    S("confirmed"),
    S("confirming"),
    S("confirms"),
    S("contended"),
    D("considered"),
    D("considers"),
    D("continued"),
    D("continues"),
    D("continuing"),
    F("conveyed"),
    F("conveying"),
    S("countered"),
    F("criticised"),
    F("criticized"),
    S("declared"),
    S("declares"),
    S("declaring"),
    F("decried"),
    S("demanded"),
    S("demanding"),
    S("denied"),
    S("denies"),
    F("denounced"),
    F("denouncing"),
    S("denying"),
    F("deplored"),
    F("describe"),
    F("described"),
    F("describes"),
    F("describing"),
    S("disclosed"),
    F("dismissed"),
    F("dubbed"),
    F("dubbing"),
    S("elaborated"),
    S("emphasised"),
    S("emphasising"),
    S("emphasized"),
    S("emphasizes"),
    S("emphasizing"),
    F("envisaged"),
    S("estimates"),
    S("exclaimed"),
    S("explained"),
    S("explaining"),
    S("explains"),
    F("expressed"),
    F("expresses"),
    F("expressing"),
    F("hailed"),
    F("hailing"),
    S("highlighted"),
    S("hinted"),
    S("insisted"),
    S("insisting"),
    S("insists"),
    S("joked"),
    F("labeled"),
    F("labelled"),
    F("lamented"),
    F("likened"),
    S("maintained"),
    S("maintains"),
    S("mentioned"),
    S("noted"),
    S("notes"),
    S("noting"),
    S("observed"),
    S("opined"),
    S("outlined"),
    S("pledged"),
    S("pledging"),
    S("posted"),
    F("praised"),
    F("praising"),
    S("predicted"),
    F("promised"),
    F("promising"),
    S("protested"),
    S("questioned"),
    S("quipped"),
    F("quoted"),
    F("quoting"),
    S("reaffirmed"),
    S("recalled"),
    S("recalling"),
    S("reckons"),
    S("recognised"),
    S("recognized"),
    S("recounted"),
    F("referred"),
    F("referring"),
    F("refers"),
    S("reiterated"),
    S("reiterating"),
    F("rejected"),
    S("relayed"),
    S("remarked"),
    S("remembered"),
    S("reminded"),
    S("repeated"),
    S("replied"),
    S("reported"),
    S("reporting"),
    S("reports"),
    S("responded"),
    S("retorted"),
    S("revealed"),
    S("reveals"),
    S("said"),
    S("say"),
    S("saying"),
    S("says"),
    D("shouted"),
    D("shouting"),
    F("slammed"),
    D("speaking"),
    D("spoke"),
    S("stated"),
    S("states"),
    S("stating"),
    S("stressed"),
    S("stresses"),
    S("stressing"),
    S("suggested"),
    S("suggesting"),
    S("suggests"),
    S("tells"),
    F("termed"),
    F("terming"),
    S("testified"),
    S("testifies"),
    F("thanked"),
    S("think"),
    S("thinks"),
    S("thought"),
    F("threatened"),
    S("told"),
    S("tweeted"),
    S("tweeting"),
    S("underlined"),
    S("underscored"),
    F("urged"),
    F("urging"),
    S("vowed"),
    S("vowing"),
    S("warned"),
    S("warning"),
    S("warns"),
    F("welcomed"),
    S("wondered"),
    S("write"),
    S("writes"),
    S("wrote"),
};
#undef S
#undef F
#undef D

int drg_quote_cue(drg_slice lower) {
    const form *found = DRG_FIND_WORD(FORMS, lower);
    return found ? found->kind : DRG_CUE_NONE;
}

static bool ends_in_ed(drg_slice word) {
    return word.size > 2 && word.data[word.size - 2] == 'e' && word.data[word.size - 1] == 'd';
}

/* "The", "a", "his" or another cue's past form right before: no verb of saying. */
static bool modifies(const drg_document *document, uint32_t token) {
    static const char *const determiners[] = {"the", "a", "an", "this", "these", "those", "his",
        "its", "their", "our", "my", "your", "no", "any", "such"};
    if (token == 0)
        return false;
    const drg_token *before = &document->tokens.items[token - 1];
    if (before->sentence != document->tokens.items[token].sentence)
        return false;
    return DRG_ONE_OF(before->lower, determiners) ||
           (before->shape == DRG_SHAPE_LOWER && ends_in_ed(before->lower) &&
               ends_in_ed(document->tokens.items[token].lower) &&
               drg_quote_cue(before->lower) != DRG_CUE_NONE);
}

int drg_quote_cue_at(const drg_document *document, uint32_t token) {
    const drg_token *t = &document->tokens.items[token];
    if (t->shape != DRG_SHAPE_LOWER && !(t->flags & DRG_TOKEN_SENTENCE_START))
        return DRG_CUE_NONE;
    int kind = drg_quote_cue(t->lower);
    if (kind != DRG_CUE_NONE &&
        (drg_document_mention_at(document, token) != DRG_NONE || modifies(document, token)))
        return DRG_CUE_NONE;
    return kind;
}

uint32_t drg_quote_according(const drg_document *document, uint32_t token) {
    const drg_token *tokens = document->tokens.items;
    if (token + 1 < document->tokens.count && drg_slice_is(tokens[token].lower, "according") &&
        drg_slice_is(tokens[token + 1].lower, "to"))
        return 2;
    return 0;
}
