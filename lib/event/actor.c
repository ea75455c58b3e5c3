/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Noun chunks as parties of events.
 *
 * Who a chunk stands for, best evidence first: a person named in it ("French President Emmanuel
 * Macron"); the name or the role words that end it ("the Kremlin", "50 opposition lawmakers"); what
 * a pronoun points to; what follows "of" where the head only counts ("thousands of protesters",
 * "members of the Taliban"). A described actor is given by its words and the country that they
 * tell. Places that are no states, things and ideas are no parties (PLOVER: an event needs a
 * political or social actor).
 *
 * Whom pronouns stand for is found in pronoun.c. Bounded looks, so linear.
 */
#include "../engine.h"
#include "event.h"
#include "rank.h"

#define LISTED 32 /* members of a list that are looked at */

static const drg_document *document_of(const drg_syntax *syntax) {
    return syntax->document;
}

bool drg_same_party(const drg_party *a, const drg_party *b) {
    if (a->entity != DRG_NONE || b->entity != DRG_NONE)
        return a->entity == b->entity;
    return a->span.start == b->span.start && a->span.end == b->span.end;
}

drg_party drg_party_of(const drg_document *document, uint32_t entity, drg_span span) {
    const drg_entity *of = &document->entities.items[entity];
    drg_party party = {.entity = entity,
        .span = span,
        .country = of->country,
        .actor_code = of->actor_code,
        .sector_count = of->sector_count};
    memcpy(party.sectors, of->sectors, sizeof party.sectors);
    return party;
}

void drg_side_add(drg_side *side, const drg_party *party) {
    for (size_t i = 0; i < side->count; i++)
        if (drg_same_party(&side->items[i], party))
            return;
    if (side->count < DRG_SIDE)
        side->items[side->count++] = *party;
}

/* ---- what a party is made of ------------------------------------------------------------------
 */

static drg_span span_of(const drg_syntax *syntax, uint32_t first, uint32_t end) {
    const drg_token *tokens = document_of(syntax)->tokens.items;
    return (drg_span){tokens[first].start, tokens[end - 1].end};
}

/* Country that a chunk's names tell: "two Russian diplomats". Empty: none. */
static drg_slice country_in(const drg_syntax *syntax, uint32_t first, uint32_t end) {
    const drg_document *document = document_of(syntax);
    uint32_t m = drg_document_mention_from(document, first);
    for (; m < document->mentions.count && document->mentions.items[m].first_token < end; m++) {
        const drg_entity *entity = &document->entities.items[document->mentions.items[m].entity];
        if (entity->country.size)
            return entity->country;
    }
    return (drg_slice){0};
}

static uint32_t without_determiner(const drg_syntax *syntax, const drg_chunk *chunk) {
    uint32_t first = chunk->first;
    while (first + 1 < chunk->end && (syntax->nodes[first].tag == DRG_TAG_DETERMINER ||
                                         syntax->nodes[first].tag == DRG_TAG_POSSESSIVE_PRONOUN))
        first++;
    return first;
}

static bool type_acts(drg_entity_type type) {
    return type == DRG_PERSON || type == DRG_ORGANIZATION || type == DRG_GPE || type == DRG_NORP ||
           type == DRG_FACILITY;
}

/*
 * "Police", "the government": of which country? Of the one that the article is about, where one
 * stands out: more than half of all its names that belong to a state.
 */
static void default_country(const drg_syntax *syntax, drg_party *party) {
    if (party->country.size == 0)
        party->country = syntax->country;
}

/* ---- chunks -----------------------------------------------------------------------------------
 */

/* The last person named in the chunk, else the name that its last token belongs to. */
static bool named_actor(const drg_syntax *syntax, const drg_chunk *chunk, drg_party *party) {
    const drg_document *document = document_of(syntax);
    uint32_t best = DRG_NONE, m = drg_document_mention_from(document, chunk->first);
    for (; m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->first_token >= chunk->end)
            break;
        drg_entity_type type = document->entities.items[mention->entity].type;
        if (mention->kind == DRG_PRONOUN || !type_acts(type))
            continue;
        if (mention->end_token > chunk->head)
            best = m;
    }
    if (best == DRG_NONE)
        return false;
    const drg_mention *mention = &document->mentions.items[best];
    *party = drg_party_of(document_of(syntax), mention->entity, mention->span);
    return true;
}

/* Role words of the title table that the name stage made nothing of ("Police" opening a sentence).
 */
static bool titled_actor(const drg_syntax *syntax, const drg_chunk *chunk, drg_party *party) {
    const drg_document *document = document_of(syntax);
    const drg_know *know = document->engine->know;
    uint32_t first = chunk->head >= chunk->first + 3 ? chunk->head - 3 : chunk->first;
    for (uint32_t t = first; t <= chunk->head; t++) {
        drg_title_hit hit;
        if (syntax->nodes[t].tag != DRG_TAG_NOUN ||
            !drg_know_title(know, document->text, document->tokens.items, chunk->head + 1, t, &hit))
            continue;
        if (hit.end_token != chunk->head + 1 || hit.kind == DRG_TITLE_HONORIFIC)
            continue;
        *party = (drg_party){.entity = DRG_NONE,
            .span = span_of(syntax, without_determiner(syntax, chunk), chunk->end),
            .country = country_in(syntax, chunk->first, chunk->end)};
        if (hit.sector != 255) {
            party->sectors[0] = hit.sector;
            party->sector_count = 1;
        }
        default_country(syntax, party);
        return true;
    }
    return false;
}

/* "His envoys", "Kenya's representatives": of the country of whose they are, and of the sector
 * where the word has none of its own. */
static void like_owner(const drg_syntax *syntax, const drg_chunk *chunk, drg_party *party) {
    drg_party owner;
    bool told = false;
    if (chunk->possessor != DRG_NONE)
        told = named_actor(syntax, &syntax->chunks.items[chunk->possessor], &owner);
    else if (syntax->nodes[chunk->first].tag == DRG_TAG_POSSESSIVE_PRONOUN)
        told = drg_pronoun_named(syntax, chunk->first, &owner);
    if (!told)
        return;
    if (!party->country.size)
        party->country = owner.country;
    if (party->sector_count == 0 && owner.sector_count > 0) {
        party->sectors[0] = owner.sectors[0];
        party->sector_count = 1;
    }
}

/* Role words that end the chunk: "police", "the French foreign minister". */
static bool described_actor(const drg_syntax *syntax, const drg_chunk *chunk, drg_party *party) {
    const drg_document *document = document_of(syntax);
    uint32_t r = drg_document_role_from(document, chunk->first);
    for (; r < document->roles.count && document->roles.items[r].first_token < chunk->end; r++) {
        const drg_role_phrase *role = &document->roles.items[r];
        if (role->end_token <= chunk->head)
            continue;
        drg_span span = span_of(syntax, without_determiner(syntax, chunk), chunk->end);
        if (role->holder != DRG_NONE) {
            *party = drg_party_of(document_of(syntax), role->holder, span);
            return true;
        }
        *party = (drg_party){.entity = DRG_NONE, .span = span, .country = role->country};
        if (!party->country.size)
            party->country = country_in(syntax, chunk->first, chunk->end);
        if (role->sector != 255) {
            party->sectors[0] = role->sector;
            party->sector_count = 1;
        }
        like_owner(syntax, chunk, party);
        default_country(syntax, party);
        return true;
    }
    if (titled_actor(syntax, chunk, party))
        return true;
    uint64_t forces = drg_lexicon_class(syntax->lexicon, "forces");
    if (!(syntax->nodes[chunk->head].word->classes & forces) ||
        syntax->nodes[chunk->head].tag != DRG_TAG_NOUN)
        return false;
    *party = (drg_party){.entity = DRG_NONE,
        .span = span_of(syntax, without_determiner(syntax, chunk), chunk->end),
        .country = country_in(syntax, chunk->first, chunk->end)};
    return true;
}

/* A head that counts or groups what follows "of". */
static bool counts(drg_slice word) {
    static const char *const words[] = {"thousands", "hundreds", "dozens", "scores", "tens",
        "millions", "members", "member", "group", "groups", "crowd", "crowds", "number", "majority",
        "some", "many", "most", "all", "several", "one", "two", "three", "four", "five", "both",
        "each", "any", "none", "residents", "people", "citizens", "supporters", "followers",
        "leaders", "leader", "head", "representatives", "families", "relatives", "team", "gang",
        "government", "state", "republic", "kingdom", "city", "province", "authorities",
        "parliament", "king", "queen", "president"};
    return DRG_ONE_OF(word, words);
}

/* A head that is what follows "of", under another word. */
static bool stands_for(drg_slice word) {
    static const char *const words[] = {"republic", "kingdom", "government", "state", "city",
        "people", "province", "authorities", "sultanate", "emirate"};
    return DRG_ONE_OF(word, words);
}

static uint32_t of_complement(const drg_syntax *syntax, const drg_chunk *chunk) {
    const drg_document *document = document_of(syntax);
    if (chunk->end + 1 >= document->tokens.count ||
        !drg_slice_is(document->tokens.items[chunk->end].lower, "of"))
        return DRG_NONE;
    return drg_syntax_chunk_at(syntax, chunk->end + 1, chunk->end + 3);
}

/* What the chunk itself says, without what follows "of". */
static bool actor_alone(const drg_syntax *syntax, const drg_chunk *chunk, drg_party *party) {
    if (chunk->time || drg_half_word(document_of(syntax), chunk->end))
        return false;
    if (chunk->pronoun)
        return drg_pronoun_of(syntax, chunk->first, party);
    return named_actor(syntax, chunk, party) || described_actor(syntax, chunk, party);
}

bool drg_actor_of(const drg_syntax *syntax, uint32_t chunk, drg_party *party) {
    for (int depth = 0; depth < 3; depth++) { /* "thousands of members of X": no deeper */
        const drg_chunk *one = &syntax->chunks.items[chunk];
        bool alone = actor_alone(syntax, one, party);
        if (alone && party->entity != DRG_NONE)
            return true;
        drg_slice head = document_of(syntax)->tokens.items[one->head].lower;
        uint32_t complement = counts(head) ? of_complement(syntax, one) : DRG_NONE;
        if (complement == DRG_NONE)
            return alone;
        drg_party inner;
        if (alone) {
            if (!actor_alone(syntax, &syntax->chunks.items[complement], &inner))
                return true;
            if (stands_for(head) && inner.entity != DRG_NONE)
                *party = inner; /* "the Republic of Singapore" */
            else if (!party->country.size)
                party->country = inner.country;
            return true;
        }
        chunk = complement;
    }
    return false;
}

bool drg_actor_told(const drg_syntax *syntax, uint32_t chunk, drg_party *party) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    if (one->time || one->pronoun)
        return false;
    if (named_actor(syntax, one, party) || described_actor(syntax, one, party))
        return true;
    uint32_t complement = counts(document_of(syntax)->tokens.items[one->head].lower)
                              ? of_complement(syntax, one)
                              : DRG_NONE;
    if (complement == DRG_NONE)
        return false;
    const drg_chunk *inner = &syntax->chunks.items[complement];
    return !inner->time && !inner->pronoun &&
           (named_actor(syntax, inner, party) || described_actor(syntax, inner, party));
}

/* Does a description act for a state: "leaders", "navies", and no "fans" or "companies"? */
static bool acts_for_state(const drg_syntax *syntax, const drg_chunk *chunk) {
    const drg_know *know = document_of(syntax)->engine->know;
    drg_party party;
    if (chunk->pronoun || chunk->time || syntax->nodes[chunk->head].tag != DRG_TAG_NOUN ||
        !drg_slice_ends(drg_lower_at(syntax, chunk->head), DRG_SLICE("s")) ||
        !described_actor(syntax, chunk, &party))
        return false;
    return party.sector_count == 0 || party.sectors[0] == drg_know_sector(know, DRG_SLICE("GOV")) ||
           party.sectors[0] == drg_know_sector(know, DRG_SLICE("MIL"));
}

/*
 * "The leaders of Iran and Turkey" stand for both states: a description has one country. Added to
 * the side if they are not on it yet. Returns how many they are; 0: less than two states follow, or
 * others too.
 */
size_t drg_actor_states(const drg_syntax *syntax, uint32_t chunk, drg_side *side) {
    const drg_document *document = document_of(syntax);
    const drg_chunk *one = &syntax->chunks.items[chunk];
    drg_party states[LISTED];
    size_t count = 0;
    uint32_t first = of_complement(syntax, one);
    if (first == DRG_NONE || !acts_for_state(syntax, one))
        return 0;
    for (uint32_t c = first; c != DRG_NONE && count < LISTED; c = syntax->chunks.items[c].right) {
        drg_party party;
        if (!named_actor(syntax, &syntax->chunks.items[c], &party))
            return 0;
        const drg_entity *of = &document->entities.items[party.entity];
        if (of->member_count > 1 && count == 0) { /* "of the two countries" */
            drg_side_add(side, &party);
            return 1;
        }
        if (!party.country.size || of->type != DRG_GPE)
            return 0;
        for (size_t i = 0; i < count; i++)
            if (drg_same_country(&states[i], &party))
                return 0; /* towns of one state */
        states[count++] = party;
    }
    if (count < 2)
        return 0;
    for (size_t i = 0; i < count; i++)
        drg_side_add(side, &states[i]);
    return count;
}

/* "various officials, including A, B and C": the list behind a description. DRG_NONE: none. */
static uint32_t examples_of(const drg_syntax *syntax, uint32_t chunk) {
    const drg_document *document = document_of(syntax);
    uint32_t at = syntax->chunks.items[chunk].end;
    if (at < document->tokens.count && syntax->nodes[at].tag == DRG_TAG_COMMA)
        at++;
    if (at + 1 >= document->tokens.count ||
        (!drg_slice_is(document->tokens.items[at].lower, "including") &&
            !drg_slice_is(document->tokens.items[at].lower, "namely")))
        return DRG_NONE;
    return drg_syntax_chunk_at(syntax, at + 1, at + 3);
}

size_t drg_actor_list(const drg_syntax *syntax, uint32_t chunk, drg_side *side) {
    size_t before = side->count;
    chunk = drg_list_first(syntax, chunk, LISTED);
    for (int i = 0; i < LISTED && chunk != DRG_NONE; i++) {
        drg_party party;
        if (syntax->chunks.items[chunk].pronoun && !syntax->chunks.items[chunk].time)
            drg_pronoun_list(syntax, syntax->chunks.items[chunk].first, side);
        else if (!drg_actor_states(syntax, chunk, side) && drg_actor_of(syntax, chunk, &party))
            drg_side_add(side, &party);
        uint32_t next = syntax->chunks.items[chunk].right;
        chunk = next != DRG_NONE ? next : examples_of(syntax, chunk);
    }
    return side->count - before;
}

#define NAMED 256 /* entities among which a state is looked for */

/* A nationality before a noun ("Russian strikes") stands for its state, where the article names it;
 * else for itself. */
static uint32_t state_meant(const drg_document *document, uint32_t entity) {
    const drg_entity *of = &document->entities.items[entity];
    if (of->type != DRG_NORP || of->country.size == 0 || !document->entity_thing)
        return entity;
    uint32_t state = drg_know_country(document->engine->know, of->country);
    for (uint32_t e = 0; state != DRG_NONE && e < document->entities.count && e < NAMED; e++)
        if (document->entity_thing[e] == state)
            return e;
    return entity;
}

/* Names of states, bodies, peoples and persons before `before` in the chunk. */
static void modifiers(
    const drg_syntax *syntax, const drg_chunk *chunk, uint32_t before, drg_side *side) {
    const drg_document *document = document_of(syntax);
    uint32_t m = drg_document_mention_from(document, chunk->first);
    for (; m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->end_token > before || mention->first_token >= chunk->end)
            break;
        drg_entity_type type = document->entities.items[mention->entity].type;
        drg_party party;
        if (mention->kind != DRG_NAME || !type_acts(type) || type == DRG_FACILITY)
            continue;
        party = drg_party_of(
            document_of(syntax), state_meant(document, mention->entity), mention->span);
        drg_side_add(side, &party);
    }
}

size_t drg_actor_inside(const drg_syntax *syntax, uint32_t chunk, uint32_t before, drg_side *side) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    size_t count = side->count;
    drg_party party;
    if (one->possessor != DRG_NONE)
        drg_actor_list(syntax, one->possessor, side);
    else if (syntax->nodes[one->first].tag == DRG_TAG_POSSESSIVE_PRONOUN &&
             drg_pronoun_of(syntax, one->first, &party))
        drg_side_add(side, &party);
    if (side->count == count)
        modifiers(syntax, one, before, side);
    if (side->count == count) { /* "police raids": role words before the head */
        const drg_document *document = document_of(syntax);
        uint32_t r = drg_document_role_from(document, one->first);
        if (r < document->roles.count && document->roles.items[r].end_token <= before &&
            document->roles.items[r].first_token < before) {
            const drg_role_phrase *role = &document->roles.items[r];
            party = (drg_party){.entity = role->holder,
                .span = span_of(syntax, role->first_token, role->end_token),
                .country = role->country};
            drg_side_add(side, &party);
        }
    }
    return side->count - count;
}

/* "Trump's" in "Trump's chief envoy": the token of the mark, where words of the span follow it;
 * DRG_NONE. */
static uint32_t owner_mark(const drg_syntax *syntax, const drg_mention *mention, uint32_t end) {
    uint32_t at = mention->end_token;
    return at + 1 < end && syntax->nodes[at].tag == DRG_TAG_POSSESSIVE ? at : DRG_NONE;
}

/* The last person named in a span: "French President Emmanuel Macron". DRG_NONE: none. */
static uint32_t last_person(const drg_document *document, uint32_t first, uint32_t end) {
    uint32_t found = DRG_NONE;
    for (uint32_t m = drg_document_mention_from(document, first);
         m < document->mentions.count && document->mentions.items[m].first_token < end; m++)
        if (document->mentions.items[m].kind == DRG_NAME &&
            document->entities.items[document->mentions.items[m].entity].type == DRG_PERSON)
            found = m;
    return found;
}

/* "The", "another", "at", "of whom", "but", "who deserve": of a description the engine has
 * read a small word alone, or what follows it. */
static bool says_nobody(const drg_syntax *syntax, uint32_t first, uint32_t end) {
    if (syntax->nodes[first].tag == DRG_TAG_RELATIVE)
        return true;
    for (uint32_t t = first; t < end; t++) {
        uint8_t tag = syntax->nodes[t].tag;
        if (tag != DRG_TAG_DETERMINER && tag != DRG_TAG_SKIP && tag != DRG_TAG_PREPOSITION &&
            tag != DRG_TAG_RELATIVE && tag != DRG_TAG_AND && tag != DRG_TAG_COMMA)
            return false;
    }
    return true;
}

bool drg_actor_in(const drg_syntax *syntax, uint32_t first, uint32_t end, drg_party *party) {
    const drg_document *document = document_of(syntax);
    uint32_t person = last_person(document, first, end), chunk = DRG_NONE;
    uint32_t mark =
        person == DRG_NONE ? DRG_NONE : owner_mark(syntax, &document->mentions.items[person], end);
    if (mark != DRG_NONE && syntax->nodes[mark + 1].chunk != DRG_NONE &&
        drg_actor_of(syntax, syntax->nodes[mark + 1].chunk, party))
        return true; /* who is his, not he */
    if (person != DRG_NONE) {
        const drg_mention *mention = &document->mentions.items[person];
        *party = drg_party_of(document_of(syntax), mention->entity, mention->span);
        return true;
    }
    for (uint32_t t = first; t < end && chunk == DRG_NONE; t++)
        chunk = syntax->nodes[t].chunk;
    if (chunk != DRG_NONE && drg_actor_of(syntax, chunk, party))
        return true;
    uint32_t m = drg_document_mention_from(document, first);
    if (m < document->mentions.count && document->mentions.items[m].end_token == end) {
        uint32_t entity = document->mentions.items[m].entity;
        bool modifies = chunk != DRG_NONE && syntax->chunks.items[chunk].head >= end;
        *party = drg_party_of(document_of(syntax),
            modifies ? state_meant(document, entity) : entity, document->mentions.items[m].span);
        return true;
    }
    while (first + 1 < end && (syntax->nodes[first].tag == DRG_TAG_DETERMINER ||
                                  syntax->nodes[first].tag == DRG_TAG_POSSESSIVE_PRONOUN))
        first++;
    const uint16_t pronoun = DRG_WORD_SINGULAR | DRG_WORD_PLURAL | DRG_WORD_FIRST;
    if (first >= end || syntax->nodes[end - 1].says & pronoun || says_nobody(syntax, first, end))
        return false; /* it points to nobody known */
    *party = (drg_party){.entity = DRG_NONE,
        .span = span_of(syntax, first, end),
        .country = country_in(syntax, first, end)};
    default_country(syntax, party);
    return true;
}
