/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Modes and codes that the trigger alone does not tell but the words beside it do: what is asked
 * for
 * ("called for talks": REQUEST/meet, 026), what is refused, what is threatened, with which weapon.
 *
 * Idea: small classes of words (classes.tsv, told_*) stand for modes; the first word of such a
 * class after the trigger, else near it, decides. PLOVER asks for a mode only where it is told, so
 * nothing is guessed: without such a word the mode stays empty and the code general. AGREE has no
 * modes, but CAMEO tells apart what is agreed to.
 *
 * Cost: at most AFTER + BEFORE words a telling.
 */
#include "event.h"

#define AFTER 12 /* words after the trigger that may tell the mode */
#define BEFORE 6 /* words before it, for weapons alone */

typedef struct mode_rule {
    uint8_t type;
    const char *class_name, *mode; /* mode NULL: none, the code alone is told */
    const char *general, *code; /* the code that is refined, and into what; general NULL: any */
    bool before; /* also words in front of the trigger count */
} mode_rule;

/* In order of preference where two words stand equally near. */
static const mode_rule RULES[] = {
    {DRG_REQUEST, "told_meet", "meet", "020", "026", false},
    {DRG_REQUEST, "told_meet", "meet", "100", "106", false},
    {DRG_REQUEST, "told_yield", "yield", "020", "025", false},
    {DRG_REQUEST, "told_yield", "yield", "100", "105", false},
    {DRG_REQUEST, "told_assist", "assist", "020", "023", false},
    {DRG_REQUEST, "told_assist", "assist", "100", "103", false},
    {DRG_REQUEST, "told_change", "change", "020", "024", false},
    {DRG_REQUEST, "told_change", "change", "100", "104", false},
    {DRG_REJECT, "told_meet", "meet", "120", "125", false},
    {DRG_REJECT, "told_yield", "yield", "120", "124", false},
    {DRG_REJECT, "told_assist", "assist", "120", "122", false},
    {DRG_REJECT, "told_change", "change", "120", "123", false},
    {DRG_AGREE, "told_meet", NULL, "030", "036", false},
    {DRG_AGREE, "told_yield", NULL, "030", "035", false},
    {DRG_AGREE, "told_assist", NULL, "030", "033", false},
    {DRG_AGREE, "told_change", NULL, "030", "034", false},
    {DRG_THREATEN, "told_violence", "violence", "130", "138", false},
    {DRG_THREATEN, "told_arrest", "arrest", "130", "130", false},
    {DRG_THREATEN, "told_restrict", "restrict", "130", "1312", false},
    {DRG_THREATEN, "told_relations", "relations", "130", "1313", false},
    {DRG_ASSAULT, "told_suicide", "suicide-attack", NULL, "1831", true},
    {DRG_ASSAULT, "told_drone", "drone", NULL, "1952", true},
    {DRG_ASSAULT, "told_heavy", "heavy-weapons", NULL, "194", true},
    {DRG_ASSAULT, "told_aerial", "aerial", NULL, "195", true},
    {DRG_ASSAULT, "told_crowd", "crowd-control", NULL, "175", true},
    {DRG_ASSAULT, "told_explosives", "explosives", NULL, "183", true},
    {DRG_ASSAULT, "told_primitive", "primitive", NULL, "182", true},
    {DRG_ASSAULT, "told_firearms", "firearms", NULL, "193", true},
};

static bool applies(const mode_rule *rule, const drg_telling *telling) {
    return rule->type == telling->entry->type &&
           (!rule->general || drg_slice_is(telling->cameo, rule->general));
}

/* The rule that the word at a token fires; NULL: none. */
static const mode_rule *fired(
    const drg_syntax *syntax, const drg_telling *telling, uint32_t token, bool before) {
    uint64_t classes = syntax->nodes[token].word->classes;
    for (size_t i = 0; classes && i < sizeof RULES / sizeof RULES[0]; i++)
        if (applies(&RULES[i], telling) && (!before || RULES[i].before) &&
            classes & drg_lexicon_class(syntax->lexicon, RULES[i].class_name))
            return &RULES[i];
    return NULL;
}

static const mode_rule *search(const drg_syntax *syntax, const drg_telling *telling) {
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    const mode_rule *found = NULL;
    uint32_t end = telling->found.end + AFTER;
    for (uint32_t t = telling->found.head; t < end && t < sentence->end_token && !found; t++) {
        if (syntax->nodes[t].tag == DRG_TAG_STOP && t >= telling->found.end)
            break;
        found = fired(syntax, telling, t, false);
    }
    for (uint32_t back = 1; back <= BEFORE && !found; back++) {
        if (telling->found.head < sentence->first_token + back ||
            syntax->nodes[telling->found.head - back].tag == DRG_TAG_STOP)
            break;
        found = fired(syntax, telling, telling->found.head - back, true);
    }
    return found;
}

void drg_mode_find(const drg_syntax *syntax, drg_telling *telling) {
    telling->mode = telling->entry->mode;
    telling->cameo = telling->entry->cameo;
    telling->goldstein = telling->entry->goldstein;
    if (telling->mode.size)
        return;
    const mode_rule *found = search(syntax, telling);
    if (!found)
        return;
    telling->mode = drg_slice_of(found->mode);
    telling->cameo = drg_slice_of(found->code);
    telling->goldstein = drg_lexicon_goldstein(syntax->lexicon, telling->cameo);
}
