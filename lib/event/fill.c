/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties that the words of an event leave out and that a coder supplies from the article: the
 * police of an arrest, the court of a sentence, the government that a union demands something of,
 * whom the criticism is about.
 *
 * Idea: whoever may be meant is somebody that the article speaks of. So candidates are gathered for
 * each side that names nobody (those near the trigger, the parties of other events, who is named
 * most, described officials), and each gets signs: how near, in what place of the sentence, how
 * prominent, whose counterpart it is elsewhere in the article, whether its sector does such acts.
 * The weights are fitted on the train part (train/events/fit.py); the likeliest candidate is taken
 * if it is likely enough, and marked as implied. What position has implied already
 * (party_imply.c) is a candidate beside the others.
 *
 * Cost: at most MOST candidates, each compared with at most TELLINGS tellings: linear in the
 * records.
 */
#include "fill.h"

#include "../engine.h"
#include "weights.h"

#include <math.h>

#define MOST 48 /* candidates of one side; further ones are not looked at */
#define TELLINGS 48 /* tellings to each side of a record that are asked for their parties */
#define BESIDE 3 /* sentences within which "residents" or "experts" may be meant */
#define ROLES 16 /* described officials before and after a trigger that are looked at */
#define TOLD 4 /* tellings of a record whose neighbourhood is looked at */
#define ALONE 0.75F /* confidence of an event of which no words near it name a party */
#define FILL_THRESHOLD 0.3 /* probability from which somebody is taken for meant */
#define SURE_THRESHOLD 0.5 /* ... where more is asked: drg_fill_doubtful() */

enum { /* where a candidate was met: bits */
    HERE_BEFORE = 1,
    HERE_AFTER = 2,
    BEFORE = 4,
    AFTER = 8,
    SUBJECT_HERE = 16,
    SUBJECT_BEFORE = 32,
    GOVERNED = 64,
    POSSESSOR = 128,
    IN_PLACE = 256,
    SPEAKER = 512,
    SPEAKER_NEAR = 1024,
    COUNTERPART = 2048,
    COUNTERPART_SAME = 4096,
    REVERSED = 8192,
    SIDE_SAME = 16384,
    SIDE_LAST = 32768,
    SUGGESTED = 65536,
};

typedef struct candidate {
    drg_party party;
    uint32_t met;
    uint32_t distance; /* sentences to the nearest telling */
    uint8_t on_side, across; /* tellings that have it on this side, on the other */
} candidate;

typedef struct search {
    const drg_fill *fill;
    const drg_draft *draft;
    int side; /* 0: source */
    const drg_side *other;
    uint8_t by; /* what implied the parties that are there */
    candidate candidates[MOST];
    size_t count;
} search;

/* ---- once an article --------------------------------------------------------------------------
 */

static bool may_act(drg_entity_type type) {
    return type == DRG_PERSON || type == DRG_ORGANIZATION || type == DRG_GPE || type == DRG_NORP;
}

void drg_fill_open(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, const drg_watch *watch, drg_fill *fill) {
    static const struct {
        const char *sector;
        uint8_t group;
    } groups[] = {{"COP", DRG_GROUP_COP}, {"JUD", DRG_GROUP_COURT}, {"GOV", DRG_GROUP_GOV},
        {"LEG", DRG_GROUP_LEG}, {"MIL", DRG_GROUP_ARMED}, {"REB", DRG_GROUP_ARMED},
        {"UAF", DRG_GROUP_ARMED}, {"PRM", DRG_GROUP_ARMED}, {"SPY", DRG_GROUP_COP}};
    *fill =
        (drg_fill){.document = document, .syntax = syntax, .tellings = tellings, .watch = watch};
    memset(fill->groups, DRG_GROUP_OTHER, sizeof fill->groups);
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        fill->groups[drg_know_sector(document->engine->know, drg_slice_of(groups[i].sector))] =
            groups[i].group;
    for (uint32_t e = 0; e < document->entities.count; e++) {
        const drg_entity *entity = &document->entities.items[e];
        if (!may_act(entity->type))
            continue;
        size_t at = fill->top_count < DRG_FILL_TOPS ? fill->top_count++ : DRG_FILL_TOPS;
        for (; at > 0; at--) {
            uint32_t before = fill->top[at - 1];
            if (document->entities.items[before].mention_count >= entity->mention_count)
                break;
            if (at < DRG_FILL_TOPS)
                fill->top[at] = before;
        }
        if (at < DRG_FILL_TOPS)
            fill->top[at] = e;
    }
}

/* ---- candidates -------------------------------------------------------------------------------
 */

static bool same_words(const drg_document *document, drg_span a, drg_span b) {
    if (a.end - a.start != b.end - b.start)
        return false;
    for (uint32_t i = 0; i < a.end - a.start; i++)
        if ((document->text.data[a.start + i] | 0x20) != (document->text.data[b.start + i] | 0x20))
            return false;
    return true;
}

static bool same_one(const drg_document *document, const drg_party *a, const drg_party *b) {
    if (a->entity != DRG_NONE || b->entity != DRG_NONE)
        return a->entity == b->entity;
    return same_words(document, a->span, b->span);
}

static candidate *meet(search *work, const drg_party *party, uint32_t met, uint32_t distance) {
    const drg_document *document = work->fill->document;
    for (size_t i = 0; i < work->other->count; i++)
        if (same_one(document, &work->other->items[i], party) ||
            drg_fill_own_people(work->fill, work->draft, &work->other->items[i], party))
            return NULL;
    if (party->entity == DRG_NONE && distance > 0 && drg_fill_owned(document, party))
        return NULL;
    size_t i = 0;
    while (i < work->count && !same_one(document, &work->candidates[i].party, party))
        i++;
    if (i == MOST)
        return NULL;
    candidate *one = &work->candidates[i];
    if (i == work->count) {
        *one = (candidate){.party = *party, .distance = distance};
        work->count++;
    }
    one->met |= met;
    if (distance < one->distance)
        one->distance = distance;
    return one;
}

static drg_party party_of(const drg_document *document, uint32_t entity, drg_span span) {
    const drg_entity *of = &document->entities.items[entity];
    drg_party party = {.entity = entity,
        .span = span,
        .country = of->country,
        .actor_code = of->actor_code,
        .sector_count = of->sector_count};
    memcpy(party.sectors, of->sectors, sizeof party.sectors);
    return party;
}

static bool locative(drg_slice word) {
    return drg_slice_is(word, "in") || drg_slice_is(word, "at") || drg_slice_is(word, "near") ||
           drg_slice_is(word, "across");
}

/* The place in its sentence of a chunk that names somebody. */
static uint32_t standing_of(const drg_syntax *syntax, uint32_t chunk, bool here) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    uint32_t met = 0;
    if (one->end < syntax->document->tokens.count &&
        syntax->nodes[one->end].tag == DRG_TAG_POSSESSIVE && here)
        met |= POSSESSOR;
    if (one->preposition != DRG_NONE) {
        drg_slice word = syntax->document->tokens.items[one->preposition].lower;
        return met | (here ? (locative(word) ? IN_PLACE : GOVERNED) : 0);
    }
    for (uint32_t at = one->end, limit = one->end + 8;
         at < limit && at < syntax->document->tokens.count; at++) {
        uint32_t verb = syntax->nodes[at].verb;
        if (verb != DRG_NONE)
            return syntax->verbs.items[verb].subject == chunk
                       ? met | (here ? SUBJECT_HERE : SUBJECT_BEFORE)
                       : met;
    }
    return met;
}

/* Who is named in the sentences around one telling. */
static void near_telling(search *work, const drg_telling *telling) {
    const drg_document *document = work->fill->document;
    const drg_syntax *syntax = work->fill->syntax;
    uint32_t sentence = telling->found.sentence, first = sentence > 2 ? sentence - 2 : 0;
    uint32_t m = drg_document_mention_from(document, document->sentences.items[first].first_token);
    for (; m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->sentence > sentence + 1 || work->count == MOST)
            return;
        if (!may_act(document->entities.items[mention->entity].type))
            continue;
        uint32_t away = mention->sentence > sentence ? 1 : sentence - mention->sentence, met = 0;
        bool here = away == 0;
        uint32_t chunk = syntax->nodes[mention->first_token].chunk;
        if (here)
            met = mention->first_token < telling->found.head ? HERE_BEFORE : HERE_AFTER;
        else if (away == 1)
            met = mention->sentence < sentence ? BEFORE : AFTER;
        if (chunk != DRG_NONE && (here || met & BEFORE))
            met |= standing_of(syntax, chunk, here);
        drg_party party = party_of(document, mention->entity, mention->span);
        meet(work, &party, met, away);
    }
}

static void speakers(search *work, const drg_telling *telling) {
    const drg_document *document = work->fill->document;
    uint32_t sentence = telling->found.sentence;
    if (telling->speaker != DRG_NONE) {
        drg_party party = party_of(document, telling->speaker, telling->speaker_span);
        meet(work, &party, SPEAKER, 1);
    }
    uint32_t quote = drg_quote_at(document, document->sentences.items[sentence].first_token);
    for (uint32_t q = quote == DRG_NONE || quote < 2 ? 0 : quote - 2;
         quote != DRG_NONE && q < document->quotes.count && q < quote + 2; q++) {
        const drg_quote *one = &document->quotes.items[q];
        if (one->speaker == DRG_NONE || one->sentence > sentence + 1 ||
            one->sentence + 1 < sentence)
            continue;
        drg_party party = party_of(document, one->speaker, one->speaker_span);
        meet(work, &party, SPEAKER_NEAR, 1);
    }
}

/* A described actor somewhere in the article: "police", "the prosecutors". */
static void official(search *work, const drg_telling *telling, uint32_t chunk, uint32_t sentence) {
    const drg_syntax *syntax = work->fill->syntax;
    uint32_t here = telling->found.sentence, first = syntax->chunks.items[chunk].first, met = 0;
    uint32_t away = sentence > here ? sentence - here : here - sentence;
    drg_party party;
    if (!drg_actor_of(syntax, chunk, &party) || party.entity != DRG_NONE)
        return;
    if (away == 0)
        met = first < telling->found.head ? HERE_BEFORE : HERE_AFTER;
    else if (away == 1)
        met = sentence < here ? BEFORE : AFTER;
    if (away == 0 || met & BEFORE)
        met |= standing_of(syntax, chunk, away == 0);
    meet(work, &party, met, away);
}

/* Role words around a telling, and who opens the sentences around it: a role word there may be a
 * capital's only reason. */
static void officials(search *work, const drg_telling *telling) {
    const drg_document *document = work->fill->document;
    const drg_node *nodes = work->fill->syntax->nodes;
    uint32_t from = drg_document_role_from(document, telling->found.head);
    for (uint32_t r = from > ROLES ? from - ROLES : 0;
         r < document->roles.count && r < from + ROLES; r++) {
        const drg_role_phrase *role = &document->roles.items[r];
        uint32_t chunk = nodes[role->first_token].chunk;
        if (role->holder == DRG_NONE && chunk != DRG_NONE)
            official(work, telling, chunk, role->sentence);
    }
    uint32_t here = telling->found.sentence;
    for (uint32_t s = here > ROLES ? here - ROLES : 0;
         s < document->sentences.count && s < here + ROLES; s++) {
        const drg_sentence *sentence = &document->sentences.items[s];
        uint32_t chunk = sentence->first_token < sentence->end_token
                             ? nodes[sentence->first_token].chunk
                             : DRG_NONE;
        if (chunk != DRG_NONE)
            official(work, telling, chunk, s);
    }
}

static bool shares_party(const drg_document *document, const drg_side *a, const drg_side *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (same_one(document, &a->items[i], &b->items[j]))
                return true;
    return false;
}

static uint32_t away_from(const drg_telling *a, const drg_telling *b) {
    return a->found.sentence > b->found.sentence ? a->found.sentence - b->found.sentence
                                                 : b->found.sentence - a->found.sentence;
}

static bool of_draft(const drg_draft *draft, uint32_t telling) {
    size_t low = 0, high = draft->tellings.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (draft->tellings.items[middle] < telling)
            low = middle + 1;
        else
            high = middle;
    }
    return low < draft->tellings.count && draft->tellings.items[low] == telling;
}

/* Who stands opposite to, or beside, the known side in the other events of the article. */
static void counterparts(search *work) {
    const drg_document *document = work->fill->document;
    const drg_telling_list *tellings = work->fill->tellings;
    uint32_t own = work->draft->tellings.items[0];
    uint32_t first = own > TELLINGS ? own - TELLINGS : 0;
    const drg_telling *telling = &tellings->items[own];
    for (uint32_t t = first; t < tellings->count && t < own + TELLINGS; t++) {
        const drg_telling *one = &tellings->items[t];
        if (of_draft(work->draft, t))
            continue;
        const drg_side *same = work->side ? &one->target : &one->source;
        const drg_side *cross = work->side ? &one->source : &one->target;
        bool type = one->entry->type == telling->entry->type;
        uint32_t met = type ? SIDE_SAME : 0;
        if (shares_party(document, work->other, cross))
            met |= type ? COUNTERPART | COUNTERPART_SAME : COUNTERPART;
        if (t + 1 == own)
            met |= SIDE_LAST;
        for (size_t i = 0; i < same->count; i++) {
            candidate *who = meet(work, &same->items[i], met, away_from(one, telling));
            if (who && who->on_side < 8)
                who->on_side++;
        }
        uint32_t back = shares_party(document, work->other, same) ? REVERSED : 0;
        for (size_t i = 0; i < cross->count; i++) {
            candidate *who = meet(work, &cross->items[i], back, away_from(one, telling));
            if (who && who->across < 8)
                who->across++;
        }
    }
}

static void gather(search *work, const drg_side *suggested) {
    const drg_document *document = work->fill->document;
    const drg_draft *draft = work->draft;
    work->count = 0;
    for (size_t i = 0; i < suggested->count; i++)
        meet(work, &suggested->items[i], SUGGESTED, 8);
    for (size_t i = 0; i < draft->tellings.count && i < TOLD; i++) {
        const drg_telling *telling = &work->fill->tellings->items[draft->tellings.items[i]];
        near_telling(work, telling);
        speakers(work, telling);
    }
    officials(work, draft->best);
    counterparts(work);
    for (size_t i = 0; i < work->fill->top_count; i++) {
        const drg_entity *entity = &document->entities.items[work->fill->top[i]];
        drg_span span = document->mentions.items[entity->mentions[0]].span;
        drg_party party = party_of(document, work->fill->top[i], span);
        meet(work, &party, 0, 8);
    }
}

/* ---- signs ------------------------------------------------------------------------------------
 */

enum { ACT_ARREST, ACT_CONVICT, ACT_ALLEGE, ACT_INVESTIGATE, ACT_COERCE, ACT_OTHER };

static unsigned act_of(const drg_draft *draft) {
    drg_slice mode = draft->best->mode;
    switch ((drg_event_type)draft->best->entry->type) {
    case DRG_COERCE:
        return drg_slice_is(mode, "arrest") ? ACT_ARREST : ACT_COERCE;
    case DRG_SANCTION:
        return drg_slice_is(mode, "convict") ? ACT_CONVICT : ACT_OTHER;
    case DRG_ACCUSE:
        return drg_slice_is(mode, "allege")        ? ACT_ALLEGE
               : drg_slice_is(mode, "investigate") ? ACT_INVESTIGATE
                                                   : ACT_OTHER;
    default:
        return ACT_OTHER;
    }
}

/* "Prosecutors" and "the court" are of one sector, but do not do the same. */
static bool prosecutes(drg_slice words) {
    for (size_t i = 0; i + 8 <= words.size; i++)
        if (drg_slice_equal((drg_slice){words.data + i, 8}, DRG_SLICE("rosecuto")) ||
            drg_slice_equal((drg_slice){words.data + i, 8}, DRG_SLICE("ttorney ")))
            return true;
    return false;
}

static unsigned group_of(const drg_fill *fill, const drg_party *party) {
    if (party->sector_count == 0)
        return DRG_GROUP_NONE;
    unsigned group = fill->groups[party->sectors[0]];
    drg_slice words = party->entity == DRG_NONE
                          ? drg_slice_part(fill->document->text, party->span)
                          : fill->document->entities.items[party->entity].name;
    return group == DRG_GROUP_COURT && prosecutes(words) ? DRG_GROUP_PROSECUTOR : group;
}

static void met_signs(
    const candidate *one, unsigned type, unsigned by, unsigned base, drg_signs *signs) {
    static const struct {
        uint32_t met;
        uint8_t sign;
    } map[] = {{HERE_BEFORE, DRG_FILL_HERE_BEFORE}, {HERE_AFTER, DRG_FILL_HERE_AFTER},
        {BEFORE, DRG_FILL_BEFORE}, {AFTER, DRG_FILL_AFTER}, {SUBJECT_HERE, DRG_FILL_SUBJECT_HERE},
        {SUBJECT_BEFORE, DRG_FILL_SUBJECT_BEFORE}, {GOVERNED, DRG_FILL_GOVERNED},
        {POSSESSOR, DRG_FILL_POSSESSOR}, {IN_PLACE, DRG_FILL_IN_PLACE}, {SPEAKER, DRG_FILL_SPEAKER},
        {SPEAKER_NEAR, DRG_FILL_SPEAKER_NEAR}, {COUNTERPART, DRG_FILL_COUNTERPART},
        {COUNTERPART_SAME, DRG_FILL_COUNTERPART_SAME}, {REVERSED, DRG_FILL_REVERSED},
        {SIDE_SAME, DRG_FILL_SIDE_SAME}, {SIDE_LAST, DRG_FILL_SIDE_LAST}};
    for (size_t i = 0; i < sizeof map / sizeof map[0]; i++)
        drg_sign_if(signs, (one->met & map[i].met) != 0, base + map[i].sign);
    drg_sign_if(signs, (one->met & SUGGESTED) != 0, base + DRG_FILL_SUGGESTED + by);
    drg_sign_if(signs, (one->met & SUGGESTED) != 0, base + DRG_FILL_SUGGESTED_TYPE + type);
    drg_sign_if(signs, (one->met & COUNTERPART) != 0, base + DRG_FILL_COUNTERPART_TYPE + type);
    drg_sign(signs, base + DRG_FILL_DISTANCE, log(1 + (double)one->distance));
    drg_sign(signs, base + DRG_FILL_SIDE_ANY, log(1 + (double)one->on_side));
    drg_sign(signs, base + DRG_FILL_CROSS_ANY, log(1 + (double)one->across));
}

/* The state itself, not one of its towns. */
static bool is_state(const drg_document *document, uint32_t entity) {
    uint32_t thing = document->entity_thing[entity];
    return thing != DRG_NONE && thing == drg_know_country(document->engine->know,
                                             document->entities.items[entity].country);
}

static void entity_signs(
    const drg_fill *fill, const drg_party *party, unsigned base, drg_signs *signs) {
    const drg_document *document = fill->document;
    const drg_entity *entity = &document->entities.items[party->entity];
    double most =
        fill->top_count ? (double)document->entities.items[fill->top[0]].mention_count : 1;
    bool state = entity->type == DRG_GPE && is_state(document, party->entity);
    unsigned kind = entity->type == DRG_PERSON         ? 0
                    : entity->type == DRG_ORGANIZATION ? 1
                    : state                            ? 2
                    : entity->type == DRG_GPE          ? 3
                                                       : 4;
    drg_sign(signs, base + DRG_FILL_KIND + kind, 1);
    drg_sign(signs, base + DRG_FILL_SALIENCE, log(1 + (double)entity->mention_count));
    drg_sign(signs, base + DRG_FILL_SHARE, (double)entity->mention_count / (most + 1));
    drg_sign_if(signs, fill->top_count && fill->top[0] == party->entity, base + DRG_FILL_TOP);
    if (entity->mention_count)
        drg_sign_if(signs, document->mentions.items[entity->mentions[0]].sentence < 3,
            base + DRG_FILL_LEAD);
    drg_sign_if(signs,
        state && fill->syntax->country.size &&
            drg_slice_equal(fill->syntax->country, entity->country),
        base + DRG_FILL_OWN_STATE);
}

static void signs_of(const search *work, const candidate *one, drg_signs *signs) {
    const drg_party *party = &one->party;
    unsigned base = work->side ? DRG_FILL_SIDE : 0, type = work->draft->best->entry->type;
    signs->count = 0;
    drg_sign(signs, base + DRG_FILL_BIAS, 1);
    drg_sign(signs, base + DRG_FILL_TYPE + type, 1);
    drg_sign(signs,
        base + DRG_FILL_AGENT + act_of(work->draft) * DRG_FILL_GROUPS + group_of(work->fill, party),
        1);
    met_signs(one, type, work->by, base, signs);
    if (party->entity != DRG_NONE)
        entity_signs(work->fill, party, base, signs);
    else
        drg_sign(signs, base + DRG_FILL_KIND + 5, 1);
    drg_sign_if(signs,
        work->draft->best->place != DRG_NONE && work->draft->best->place == party->entity,
        base + DRG_FILL_OF_PLACE);
    bool same = false, apart = false;
    for (size_t i = 0; i < work->other->count && party->country.size; i++) {
        drg_slice country = work->other->items[i].country;
        same = same || drg_slice_equal(country, party->country);
        apart = apart || (country.size && !drg_slice_equal(country, party->country));
    }
    drg_sign_if(signs, same, base + DRG_FILL_SAME_COUNTRY);
    drg_sign_if(signs, apart && !same, base + DRG_FILL_OTHER_COUNTRY);
    drg_sign_if(signs, drg_side_open(work->other), base + DRG_FILL_LONELY);
}

/* Somebody described far off who has no part in any event: "residents", "experts". */
static bool stranger(const drg_fill *fill, const candidate *one) {
    return one->party.entity == DRG_NONE && one->distance > BESIDE &&
           one->on_side + one->across == 0 && !drg_fill_institution(fill, &one->party);
}

/* ---- the choice -------------------------------------------------------------------------------
 */

static int fill_side(search *work, uint32_t number, drg_side *side) {
    const drg_side suggested = *side;
    work->by = side->by;
    candidate *best = NULL;
    double most = log(FILL_THRESHOLD / (1 - FILL_THRESHOLD));
    const double sure = log(SURE_THRESHOLD / (1 - SURE_THRESHOLD));
    gather(work, &suggested);
    for (size_t i = 0; i < work->count; i++) {
        drg_signs signs;
        if (stranger(work->fill, &work->candidates[i]) ||
            drg_fill_reporter(work->fill, work->draft, &work->candidates[i].party))
            continue;
        signs_of(work, &work->candidates[i], &signs);
        if (work->fill->watch)
            work->fill->watch->fill(
                work->fill->watch->user, number, work->side, &work->candidates[i].party, &signs);
        double odds = drg_signs_odds(&signs, drg_fill_weights);
        const drg_party *party = &work->candidates[i].party;
        if (odds > most && (odds > sure || !drg_fill_doubtful(work->fill, work->draft, party))) {
            most = odds;
            best = &work->candidates[i];
        }
    }
    if (best && best->met & SUGGESTED)
        return DRG_OK; /* what position implied stands, with its list */
    side->count = 0;
    if (!best)
        return DRG_OK;
    drg_party *kept = drg_arena_array(&work->fill->document->arena, 1, sizeof *kept);
    if (!kept)
        return DRG_ENOMEM;
    *kept = best->party;
    kept->implied = true;
    *side = (drg_side){.items = kept, .count = 1};
    return DRG_OK;
}

int drg_fill_record(const drg_fill *fill, uint32_t number, drg_draft *draft) {
    /* "A's acts, such as the attack": as good as said */
    bool said = draft->source.count && draft->source.by == DRG_BY_EXAMPLE;
    bool open_source = !said && drg_side_open(&draft->source);
    bool open_target = drg_side_open(&draft->target);
    bool equals = draft->best->entry->type == DRG_CONSULT || draft->best->entry->type == DRG_AGREE;
    search work = {.fill = fill, .draft = draft};
    int result = DRG_OK;
    if (draft->source.count + draft->target.count == 0 && draft->best->confidence < ALONE)
        return DRG_OK; /* nobody near it, and not sure to be an event: record.c leaves it out */
    if (fill->watch)
        fill->watch->record(fill->watch->user, number, draft, fill->tellings);
    if (open_source && !(equals && draft->target.count)) {
        work.side = 0;
        work.other = &draft->target;
        result = fill_side(&work, number, &draft->source);
    }
    if (!result && open_target && !(equals && draft->source.count > 1)) {
        work.side = 1;
        work.other = &draft->source;
        result = fill_side(&work, number, &draft->target);
    }
    return result;
}
