/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a name begins and ends by rule.
 *
 * The decoder chooses spans by weights; a few conventions hold whatever they say, and the reading
 * engine, which learned from corpora with other ones, does not keep them everywhere:
 *
 *   title     what is a title is no part of a person's name: "Undersecretary | Monsalve"
 *   article   names begin behind it, but for towns: "The | Jordan Times", "The Hague"
 *   people    a nationality before a body as every state has one, before a place or a person is a
 *             name of its own (docs/coding.md, nested names): "Egyptian | Ministry of Finance",
 * "Brazilian | Amazon"; a body that is called so keeps it: "Egyptian Exchange"
 *   owner     a place or body that owns the rest is a name of its own: "Switzerland's | Davos",
 *             "the CNE's | Risk Analysis Unit", but "Hawke's Bay", "People's Party"
 *   pair      two peoples of the tables with a hyphen are two: "Kuwaiti- | Ethiopian"
 *             (the last reading alone is cut so: the parts would not be found again)
 *   participle  behind a hyphen it is no part of a name: "UN- | led"
 *
 * On 482 articles that the weights had not seen, a name cut so was right 60 times and wrong 5
 * times (before owner, pair and participle). Cost: constant for each name.
 */
#include "entity.h"

/* "Undersecretary Monsalve", "Imam Hussain": what is a title, and no word of persons' names, is no
 * part of one; but for those that the tables have with it, "Sheikh Hasina". */
static void trim_title(const drg_namer *namer, drg_reading *reading) {
    uint32_t role = namer->role_of[reading->first];
    if (reading->type != DRG_PERSON || role == DRG_NONE)
        return;
    const drg_role_phrase *title = &namer->document->roles.items[role];
    uint8_t kind = namer->role_kinds.items[role];
    bool known = reading->hit != DRG_NONE &&
                 (namer->hits.items[reading->hit].kinds & (1u << DRG_THING_PERSON));
    if (title->first_token != reading->first || title->end_token >= reading->end ||
        kind == DRG_TITLE_HONORIFIC || drg_namer_word(namer, reading->first)->person || known ||
        !(namer->marks[title->end_token] & (DRG_MARK_CAPITAL | DRG_MARK_PARTICLE)))
        return;
    reading->first = title->end_token;
    reading->hit = drg_exact_hit(namer, reading->first, reading->end);
}

/* Whether what stands behind a nationality is a name of its own: a body as every state has one
 * ("Egyptian | Ministry of Finance", "Honduran | Armed Forces"), a place or people of the tables
 * ("Brazilian | Amazon"), a person ("Thai | Swarot Soket"). */
static bool own_name(const drg_namer *namer, const drg_reading *whole, uint32_t at) {
    static const char heads[] = "|ministry|embassy|consulate|cabinet|parliament|congress|senate|";
    static const char last[] = "|ministry|legislature|senate|";
    const drg_reading rest = {.first = at, .end = whole->end};
    uint32_t hit = drg_exact_hit(namer, at, whole->end);
    bool forces = whole->end == at + 2 && drg_token_is(namer, at, "armed") &&
                  drg_token_is(namer, at + 1, "forces");
    switch (whole->type) {
    case DRG_ORGANIZATION:
        return forces || drg_slice_listed(namer->tokens[at].lower, heads) ||
               (drg_slice_listed(namer->tokens[whole->end - 1].lower, last) &&
                   drg_reading_common(namer, &rest));
    case DRG_PERSON:
        return whole->hit == DRG_NONE && !drg_namer_word(namer, whole->first)->person;
    default:
        return whole->hit == DRG_NONE && hit != DRG_NONE &&
               (namer->hits.items[hit].types &
                   (1u << DRG_GPE | 1u << DRG_LOCATION | 1u << DRG_NORP));
    }
}

/* Where a nationality ends that begins a name without being a part of it; the name's first token:
 * there is none. */
static uint32_t end_of_people(const drg_namer *namer, const drg_reading *reading) {
    for (uint32_t h = namer->hit_from[reading->first]; h < namer->hit_from[reading->first + 1];
         h++) {
        const drg_hit *hit = &namer->hits.items[h];
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
        if (hit->end < reading->end && thing->kind == DRG_THING_DEMONYM &&
            drg_slice_is(thing->subkind, "nationality") && own_name(namer, reading, hit->end))
            return hit->end;
    }
    return reading->first;
}

/* "The Jordan Times": names begin behind the article, but for towns ("The Hague"). What the tables
 * know of the whole is kept where they do not know the rest. */
static void trim_article(const drg_namer *namer, drg_reading *reading) {
    if (reading->end - reading->first < 2 || !drg_token_is(namer, reading->first, "the") ||
        (reading->type == DRG_GPE && reading->hit != DRG_NONE &&
            (namer->marks[reading->first] & DRG_MARK_CAPITAL)) ||
        !(namer->marks[reading->first + 1] & DRG_MARK_CAPITAL))
        return;
    uint32_t hit = drg_exact_hit(namer, ++reading->first, reading->end);
    reading->hit = hit == DRG_NONE ? reading->hit : hit;
}

/* Of what type a name of the tables is that a people stands before. */
static drg_entity_type type_behind(const drg_namer *namer, const drg_reading *name) {
    const drg_hit *hit = name->hit == DRG_NONE ? NULL : &namer->hits.items[name->hit];
    for (uint32_t i = 0; hit && i < hit->thing_count; i++) {
        drg_entity_type type = drg_know_thing(namer->know, hit->things[i])->type;
        if (type == DRG_LOCATION || type == DRG_GPE || type == DRG_NORP)
            return type;
    }
    return name->type;
}

/* ---- owners, pairs, participles ---- */

/* "UN- | led", "Taliban- | run": the name ends before the hyphen. */
static void trim_participle(const drg_namer *namer, drg_reading *reading) {
    static const char participles[] =
        "|led|backed|brokered|controlled|sponsored|funded|owned|run|occupied|administered|based|"
        "mediated|supported|aligned|affiliated|linked|ruled|held|imposed|dominated|born|educated|"
        "trained|made|style|speaking|friendly|";
    uint32_t dash = reading->end - 2;
    if (reading->end - reading->first < 3 || reading->hit != DRG_NONE ||
        !(namer->marks[reading->end - 1] & DRG_MARK_TAIL) ||
        !drg_slice_listed(namer->tokens[reading->end - 1].lower, participles))
        return;
    reading->end = dash;
    reading->hit = drg_exact_hit(namer, reading->first, dash);
    if (reading->hit != DRG_NONE && !namer->hits.items[reading->hit].guarded)
        reading->type =
            drg_know_thing(namer->know, namer->hits.items[reading->hit].things[0])->type;
}

/* Whether what is owned says by itself what it is: several words, a body's word, an acronym, a name
 * of the tables; but "Victoria's Secret". */
static bool is_owned(const drg_namer *namer, const drg_reading *whole, uint32_t first) {
    return (namer->marks[first] & DRG_MARK_CAPITAL) &&
           (whole->end - first > 1 || whole->type == DRG_GPE ||
               namer->tokens[first].shape == DRG_SHAPE_UPPER ||
               (drg_namer_word(namer, first)->classes & DRG_WORD_ORGANIZATION) ||
               drg_exact_hit(namer, first, whole->end) != DRG_NONE);
}

/* What owns the rest of a name, as a name of its own: a place or body of the tables, a body by its
 * last word ("Yale Law School's | Paul Tsai China Centre") or in capitals ("the PJC's |
 * Courthouse"). */
static bool is_owner(const drg_namer *namer, const drg_reading *whole, drg_reading *owner) {
    uint32_t last = owner->end - 1;
    if (drg_namer_token_in(namer, owner->first, "|st|st.|saint|"))
        return false; /* "St Paul's College" */
    owner->hit = drg_exact_hit(namer, owner->first, owner->end);
    if (owner->hit != DRG_NONE) {
        const drg_hit *hit = &namer->hits.items[owner->hit];
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
        bool place = thing->kind == DRG_THING_STATE || thing->kind == DRG_THING_PLACE;
        owner->type = thing->type;
        if (place || thing->kind == DRG_THING_BODY)
            return !hit->guarded || (place && whole->type == DRG_GPE);
    }
    owner->type = DRG_ORGANIZATION;
    bool body = last > owner->first && (namer->marks[last] & DRG_MARK_CAPITAL) &&
                (drg_namer_word(namer, last)->classes & DRG_WORD_ORGANIZATION);
    bool acronym = last == owner->first && namer->tokens[last].shape == DRG_SHAPE_UPPER;
    return whole->type != DRG_GPE && namer->role_of[last] == DRG_NONE && (body || acronym);
}

/* Cuts a name behind an apostrophe or in the hyphen between two peoples: the first part, and what
 * is left of the whole. */
static bool cut_first(const drg_namer *namer, drg_reading *whole, drg_reading *part) {
    *part = *whole;
    if (whole->hit != DRG_NONE || whole->type == DRG_PERSON)
        return false;
    for (uint32_t at = whole->first + 1; at + 1 < whole->end; at++) {
        bool owner = namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE;
        uint32_t rest = drg_exact_hit(namer, at + 1, whole->end);
        part->end = at;
        if (owner && is_owned(namer, whole, at + 1) && is_owner(namer, whole, part)) {
            whole->first = at + 1;
            whole->hit = rest;
            return true;
        }
        if (namer->tokens[at].shape != DRG_SHAPE_DASH || whole->type != DRG_NORP)
            continue;
        part->hit = drg_exact_hit(namer, whole->first, at);
        if (part->hit != DRG_NONE && rest != DRG_NONE &&
            (namer->hits.items[part->hit].kinds & namer->hits.items[rest].kinds &
                (1u << DRG_THING_DEMONYM))) {
            whole->first = at + 1;
            whole->hit = rest;
            return true;
        }
    }
    *part = *whole;
    return false;
}

size_t drg_reading_cut(const drg_namer *namer, unsigned pass, const drg_reading *read,
    drg_reading parts[DRG_NAME_PARTS]) {
    drg_reading whole = *read;
    trim_participle(namer, &whole);
    uint32_t split = end_of_people(namer, &whole);
    size_t count = 0;
    parts[0] = whole;
    if (split > whole.first) {
        drg_reading *people = &parts[count++];
        people->end = split;
        people->type = DRG_NORP;
        people->hit = drg_exact_hit(namer, people->first, split);
        parts[count] = whole;
        parts[count].first = split;
        parts[count].hit = drg_exact_hit(namer, split, whole.end);
        if (whole.type != DRG_ORGANIZATION && whole.type != DRG_PERSON)
            parts[count].type = type_behind(namer, &parts[count]);
    } else if (pass && cut_first(namer, &whole, &parts[0])) {
        parts[++count] = whole;
        if (whole.type != DRG_ORGANIZATION)
            parts[count].type = type_behind(namer, &parts[count]);
    }
    trim_article(namer, &parts[count]);
    trim_title(namer, &parts[count]);
    return count + 1;
}
