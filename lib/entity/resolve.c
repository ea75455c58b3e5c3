/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of each entity: type, name, country, office, sectors.
 *
 * First from the tables (drg_namer_resolve), then, when the titles have found their bearers, from
 * the text (drg_namer_offices), which wins: "French Foreign Minister X" makes X French and minister
 * whether or not a table knows X. Where neither says where a person, a body or a place belongs,
 * home.c weighs what the rest of the article says.
 */
#include "entity.h"

static bool known_country(
    drg_cluster *cluster, drg_slice country, drg_basis basis, const char *rule) {
    if (country.size == 0)
        return false;
    cluster->country = country;
    cluster->country_basis = basis;
    cluster->country_rule = rule;
    return true;
}

static drg_slice reading_text(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    return drg_slice_part(namer->document->text,
        (drg_span){namer->tokens[r->first].start, namer->tokens[r->end - 1].end});
}

static void settle_type(const drg_namer *namer, drg_cluster *cluster) {
    for (unsigned type = 0; type < DRG_ENTITY_TYPES; type++)
        if (cluster->votes[type] > cluster->votes[cluster->type])
            cluster->type = (drg_entity_type)type;
    if (cluster->thing == DRG_NONE)
        return;
    const drg_thing *thing = drg_know_thing(namer->know, cluster->thing);
    bool place = cluster->type == DRG_GPE || cluster->type == DRG_LOCATION;
    if (place && (thing->type == DRG_GPE || thing->type == DRG_LOCATION))
        cluster->type = thing->type;
}

/* "Democrat" is American, "First Nations" are Canadian where the text names that state, or none;
 * in an article about another state that has them they are that one's. */
static void country_of_thing(const drg_namer *namer, const drg_thing *thing, drg_cluster *cluster) {
    drg_slice state, rest = drg_thing_elsewhere(namer->know, thing);
    if (rest.size == 0 || namer->main_country.size == 0 ||
        drg_country_votes(namer, thing->country) >= DRG_NAMED_VOTES) {
        known_country(cluster, thing->country, DRG_BASIS_TABLE, NULL);
        return;
    }
    while (drg_slice_cut(&rest, '|', &state))
        if (drg_slice_equal(state, namer->main_country))
            known_country(cluster, state, DRG_BASIS_INFERRED, "what the article is about");
}

int drg_namer_resolve(drg_namer *namer) {
    for (size_t i = 0; i < namer->clusters.count; i++) {
        drg_cluster *cluster = &namer->clusters.items[i];
        settle_type(namer, cluster);
        cluster->name = reading_text(namer, cluster->fullest);
        if (cluster->thing == DRG_NONE)
            continue;
        const drg_thing *thing = drg_know_thing(namer->know, cluster->thing);
        if (thing->name.size)
            cluster->name = thing->name;
        country_of_thing(namer, thing, cluster);
    }
    return DRG_OK;
}

/* ---- countries from the text ---- */

static bool carries_country(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    return r->type == DRG_GPE || r->type == DRG_NORP || r->type == DRG_LOCATION;
}

static drg_slice country_of_reading(const drg_namer *namer, uint32_t reading, bool of_body) {
    if (reading == DRG_NONE ||
        !(carries_country(namer, reading) ||
            (of_body && namer->readings.items[reading].type == DRG_ORGANIZATION)))
        return (drg_slice){NULL, 0};
    return namer->clusters.items[namer->readings.items[reading].entity].country;
}

/* A noun or an adjective in lower case, as the engine reads it. */
bool drg_token_describes(const drg_namer *namer, uint32_t at, bool *noun) {
    if (namer->tokens[at].shape != DRG_SHAPE_LOWER || !drg_document_was_read(namer->document, at))
        return false;
    uint8_t upos = namer->document->read.words[at].upos;
    *noun = upos == DRG_UPOS_NOUN;
    return *noun || upos == DRG_UPOS_ADJ;
}

/* Where the place ends that a body is based in: "the Keelung- | based National Museum", "UK- |
 * based companies A and B"; else where its own name begins. */
static uint32_t before_based(const drg_namer *namer, uint32_t sentence_first, uint32_t first) {
    enum { BACK = 6 };
    for (uint32_t at = first, i = 0; i < BACK && at > sentence_first + 1; i++) {
        if (drg_token_is(namer, at - 1, "based") && namer->tokens[at - 2].shape == DRG_SHAPE_DASH)
            return at - 2;
        uint32_t name = drg_reading_to(namer, at);
        bool noun;
        if (name != DRG_NONE && namer->readings.items[name].type == DRG_ORGANIZATION &&
            drg_token_is(namer, namer->readings.items[name].end, "and"))
            at = namer->readings.items[name].first;
        else if ((i == 0 && drg_token_is(namer, at - 1, "and")) ||
                 drg_token_describes(namer, at - 1, &noun))
            at--;
        else
            break;
    }
    return first;
}

/* "Egyptian | Health Ministry", "Kenya's | Supreme Court", "Supreme Court | of Uganda",
 * "Loliondo | , Tanzania", "the FAO's | Committee on Agriculture". */
static drg_slice country_beside(const drg_namer *namer, const drg_reading *r) {
    const drg_sentence *sentence = &namer->document->sentences.items[r->sentence];
    uint32_t before = r->first;
    bool owned =
        before > sentence->first_token && (namer->tokens[before - 1].flags & DRG_TOKEN_POSSESSIVE);
    before -= owned;
    drg_slice country = {NULL, 0};
    before = before_based(namer, sentence->first_token, before);
    if (before > sentence->first_token)
        country = country_of_reading(namer, drg_reading_to(namer, before), owned);
    uint32_t after = r->end;
    if (drg_token_is(namer, after, "(") && drg_token_is(namer, after + 2, ")"))
        after += 3; /* over an acronym */
    if (country.size || after + 1 >= sentence->end_token)
        return country;
    bool of = drg_token_is(namer, after, "of") || drg_token_is(namer, after, "at");
    if (!of && !drg_token_is(namer, after, "in") && !drg_token_is(namer, after, ","))
        return country;
    after += 1 + drg_token_is(namer, after + 1, "the");
    return country_of_reading(namer, drg_reading_from(namer, after), of);
}

/* "Trump administration" is of the country of the person in its name: one of the text, else one of
 * the tables. Such names are few; no more than LOOKUPS of them are looked up. */
static drg_slice country_of_government(const drg_namer *namer, const drg_reading *r, int *lookups) {
    enum { LOOKUPS = 32 };
    drg_slice none = {NULL, 0};
    if (!(drg_namer_word(namer, r->end - 1)->classes & DRG_WORD_GOVERNMENT) ||
        r->end - r->first != 2 || ++*lookups > LOOKUPS)
        return none;
    uint32_t surname = drg_namer_word(namer, r->first)->skeleton;
    for (size_t i = 0; i < namer->clusters.count; i++) {
        const drg_cluster *person = &namer->clusters.items[i];
        if (person->type != DRG_PERSON || person->country.size == 0)
            continue;
        const drg_reading *full = &namer->readings.items[person->fullest];
        if (drg_namer_word(namer, full->end - 1)->skeleton == surname)
            return person->country;
    }
    for (uint32_t h = namer->hit_from[r->first]; h < namer->hit_from[r->first + 1]; h++) {
        const drg_hit *hit = &namer->hits.items[h];
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
        if (hit->end == r->first + 1 && thing->kind == DRG_THING_PERSON)
            return thing->country;
    }
    return none;
}

/* A body or region of the tables without a country: "Doctors Without Borders in South Korea" and
 * "the Brazilian Amazon" are of none. */
bool drg_cluster_stateless(const drg_namer *namer, const drg_cluster *cluster) {
    const drg_thing *thing =
        cluster->thing == DRG_NONE ? NULL : drg_know_thing(namer->know, cluster->thing);
    if (thing && thing->kind != DRG_THING_BODY)
        return thing->type == DRG_LOCATION && thing->country.size == 0;
    return thing && !drg_thing_generic(thing);
}

static void countries_of_others(drg_namer *namer) {
    int lookups = 0;
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        drg_cluster *cluster = &namer->clusters.items[r->entity];
        if (cluster->country.size || cluster->type == DRG_PERSON || cluster->type == DRG_NORP ||
            drg_cluster_stateless(namer, cluster))
            continue;
        const char *rule = "the person whose government it is";
        drg_slice country = country_of_government(namer, r, &lookups);
        if (country.size == 0 && cluster->type != DRG_LOCATION) { /* "South America" */
            country = drg_country_inside(namer, r);
            rule = "a state or place inside the name";
        }
        if (country.size == 0) {
            country = country_beside(namer, r);
            rule = "a state or place beside the name";
        }
        known_country(cluster, country, DRG_BASIS_TEXT, rule);
    }
}

/* ---- titles ---- */

static void countries_of_roles(drg_namer *namer) {
    for (size_t i = 0; i < namer->document->roles.count; i++) {
        drg_role_phrase *role = &namer->document->roles.items[i];
        if (role->of == DRG_NONE || role->of >= namer->clusters.count)
            continue;
        role->country = namer->clusters.items[role->of].country;
    }
}

static bool says_over(const drg_namer *namer, uint32_t at) {
    static const char *const over[] = {
        "former", "ex", "late", "then", "ousted", "deposed", "erstwhile"};
    for (size_t k = 0; k < sizeof over / sizeof over[0]; k++)
        if (drg_token_is(namer, at, over[k]))
            return true;
    return drg_slice_starts(namer->tokens[at].lower, DRG_SLICE("ex-"));
}

/* "former president", and "former Kenyan president": before the title or its owner. */
static bool is_over(const drg_namer *namer, const drg_role_phrase *role) {
    for (uint32_t i = role->first_token; i < role->end_token && i < role->first_token + 2; i++)
        if (says_over(namer, i))
            return true;
    uint32_t first = namer->document->sentences.items[role->sentence].first_token;
    for (uint32_t back = 1; back <= 4 && role->first_token >= first + back; back++) {
        uint32_t at = role->first_token - back;
        if (says_over(namer, at))
            return true;
        if (back == 1 && namer->tokens[at].shape == DRG_SHAPE_DASH && at > first &&
            says_over(namer, at - 1))
            return true; /* "ex-MP" */
        bool name = namer->reading_of[at] != DRG_NONE && role->of != DRG_NONE &&
                    namer->readings.items[namer->reading_of[at]].entity == role->of;
        if (!name && (namer->tokens[at].shape != DRG_SHAPE_LOWER ||
                         (drg_namer_word(namer, at)->classes & DRG_WORD_JOIN)))
            return false;
    }
    return false;
}

/* "then-President X boasted": he did it in office. */
static bool held_then(const drg_namer *namer, const drg_role_phrase *role) {
    uint32_t first = namer->document->sentences.items[role->sentence].first_token;
    for (uint32_t at = role->first_token + 1; at > first && role->first_token < at + 3; at--)
        if (drg_token_is(namer, at - 1, "then"))
            return true;
    return drg_token_is(namer, role->first_token, "then");
}

/* "X served as | minister", "in X's second term as | president": told of, not his title here. */
static bool told_of(const drg_namer *namer, const drg_role_phrase *role) {
    uint32_t as = role->first_token - 1;
    if (role->first_token < 2 || role->holder == DRG_NONE || !drg_token_is(namer, as, "as"))
        return false;
    uint32_t name = drg_reading_to(namer, as);
    return name == DRG_NONE || namer->readings.items[name].entity != role->holder;
}

/* How much a title says of its bearer: an office before a role before a rank; held before over. */
static int weight_of(const drg_namer *namer, uint32_t number) {
    const drg_role_phrase *role = &namer->document->roles.items[number];
    if (drg_namer_word(namer, role->end_token - 1)->classes & DRG_WORD_KIN)
        return 0; /* "his wife X" says nothing of what she does */
    static const char *const relative[] = {"counterpart", "successor", "predecessor", "colleague"};
    for (size_t i = 0; i < sizeof relative / sizeof relative[0]; i++)
        if (drg_token_is(namer, role->end_token - 1, relative[i]))
            return 0; /* an office, but another one's words */
    static const int by_kind[] = {[DRG_TITLE_OFFICE] = 6,
        [DRG_TITLE_ROLE] = 4,
        [DRG_TITLE_RANK] = 2,
        [DRG_TITLE_HONORIFIC] = 0};
    int weight = by_kind[namer->role_kinds.items[number]];
    bool past = is_over(namer, role) || told_of(namer, role);
    return weight ? weight + (role->of != DRG_NONE) - 3 * past : 0;
}

/* "the ambassador to Thailand": of that country he is not. */
static bool sent_there(const drg_namer *namer, const drg_role_phrase *role) {
    uint32_t at = role->end_token;
    if (role->of == DRG_NONE || !drg_token_is(namer, at, "to"))
        return false;
    at += 1 + drg_token_is(namer, at + 1, "the");
    uint32_t reading = drg_reading_from(namer, at);
    const drg_cluster *of = &namer->clusters.items[role->of];
    return reading != DRG_NONE && namer->readings.items[reading].entity == role->of &&
           of->type == DRG_GPE;
}

/* Whether the state or people that a title is of stands right at it and alone: "Kenyan president",
 * "president of Kenya", not "Iranian and Russian presidents". */
static bool said_at(const drg_namer *namer, const drg_role_phrase *role) {
    uint32_t at = role->first_token;
    bool owned = at > 0 && (namer->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE);
    uint32_t before = at > owned ? drg_reading_to(namer, at - owned) : DRG_NONE;
    if (before != DRG_NONE && namer->readings.items[before].entity == role->of) {
        uint32_t first = namer->readings.items[before].first;
        return first == 0 ||
               !(drg_token_is(namer, first - 1, "and") || drg_token_is(namer, first - 1, ","));
    }
    for (at = role->first_token; at < role->end_token; at++)
        if (namer->reading_of[at] != DRG_NONE &&
            namer->readings.items[namer->reading_of[at]].entity == role->of)
            return true;
    if (!drg_token_is(namer, at, "of"))
        return false;
    uint32_t after = drg_reading_from(namer, at + 1 + drg_token_is(namer, at + 1, "the"));
    return after != DRG_NONE && namer->readings.items[after].entity == role->of;
}

/* Whether the tables know a person and of what state he is, and the text says nothing else at the
 * very title of an office. */
static bool known_better(const drg_namer *namer, uint32_t number, const drg_cluster *person) {
    const drg_role_phrase *role = &namer->document->roles.items[number];
    bool office = namer->role_kinds.items[number] == DRG_TITLE_OFFICE;
    return person->thing != DRG_NONE && person->country_basis == DRG_BASIS_TABLE &&
           drg_country_is_state(namer, person->country) &&
           !drg_slice_equal(person->country, role->country) && !(office && said_at(namer, role));
}

/* A title at its bearer: his office, unless another says more; and his country. */
static void title_of(drg_namer *namer, uint32_t number, drg_cluster *person) {
    const drg_role_phrase *role = &namer->document->roles.items[number];
    int weight = weight_of(namer, number);
    if (weight > 0 && (person->role == DRG_NONE || weight > weight_of(namer, person->role)))
        person->role = number;
    bool body = role->of != DRG_NONE && namer->clusters.items[role->of].type == DRG_ORGANIZATION;
    bool alpha = role->country.size == 3;
    if (role->country.size && !sent_there(namer, role) && !known_better(namer, number, person) &&
        person->country_basis != DRG_BASIS_TEXT && (!body || (alpha && person->country.size == 0)))
        known_country(person, role->country, body ? DRG_BASIS_INFERRED : DRG_BASIS_TEXT,
            body ? "the body that the title is of" : "the country that the title is of");
}

static void titles_of_persons(drg_namer *namer) {
    for (uint32_t i = 0; i < namer->document->roles.count; i++) {
        const drg_role_phrase *role = &namer->document->roles.items[i];
        uint32_t listed[DRG_LISTED];
        size_t count = drg_namer_listed(namer, role, listed);
        if (role->holder != DRG_NONE)
            title_of(namer, i, &namer->clusters.items[role->holder]);
        for (size_t k = 0; k < count; k++)
            title_of(namer, i, &namer->clusters.items[listed[k]]);
    }
}

/* ---- the whole ---- */

int drg_namer_offices(drg_namer *namer) {
    countries_of_others(namer);
    if (drg_namer_nationalities(namer))
        return DRG_ENOMEM;
    drg_namer_holders(namer);
    countries_of_roles(namer);
    titles_of_persons(namer);
    countries_of_roles(namer); /* again: "Trump's envoy" has it from Trump, known only now */
    titles_of_persons(namer);
    for (size_t i = 0; i < namer->clusters.count; i++) {
        drg_cluster *cluster = &namer->clusters.items[i];
        if (cluster->type == DRG_PERSON)
            drg_namer_term(namer, cluster);
        if (cluster->role == DRG_NONE)
            continue;
        const drg_role_phrase *role = &namer->document->roles.items[cluster->role];
        cluster->former = is_over(namer, role);
        cluster->then = cluster->former && held_then(namer, role);
    }
    return DRG_OK;
}
