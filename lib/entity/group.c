/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands for several entities at once: "the two countries", "both leaders", "the pair", and
 * "they" behind "A and B". Each becomes an entity of its own whose members are the entities meant.
 *
 * Words that count (group_words.c) say how many to look for and of what kind. A reader finds them
 * in this order: named right behind ("the two countries, Kenya and Uganda,"); the last names that
 * "and" joined, if they are as many, or the last group, if it has as many, whichever stands nearer;
 * and for countries and sides those of which the article speaks (group_states.c). Bodies and
 * persons are taken without an "and" only where exactly as many of them were named near by, and
 * leaders only where each holds the office that the words name: "the two suspects" are mostly
 * people whom nobody names. Where there are too few the words stay words.
 *
 * "They" means the last people or body that is named as a plural ("the Palestinians", "the
 * Greens"), or else the last group or list where nothing else that is many stands between: no
 * plural noun, no people or body that was named later. States and bodies in a list must have been a
 * subject for that: "in France and Germany" is where, not who.
 *
 * A group is no candidate for other pronouns and no member of another group. Two mentions with the
 * same members are one group. What a group does not do: "the three" of whom only some are named,
 * members that stand sentences apart ("Macron arrived first. Scholz followed. They ..."), and
 * plural descriptions without a number ("the ministers").
 *
 * Cost: at most BACK names and DRG_LINK_GROUPS groups for each word that counts: linear.
 */
#include "group.h"
#include "link.h"

enum { BACK = 48 }; /* names that are read backwards */
enum {
    LIST_BACK = 3,
    NEAR_BACK = 2,
    HERE_BACK = 1,
    THEY_BACK = 1,
    GROUP_BACK = 12
}; /* sentences */

/* ---- who is counted
 * ------------------------------------------------------------------------------------ */

typedef struct found {
    uint32_t members[DRG_GROUP_MEMBERS];
    size_t count;
} found;

static bool town(const drg_linker *linker, const drg_cluster *cluster) {
    bool state = cluster->thing != DRG_NONE &&
                 drg_know_thing(linker->namer->know, cluster->thing)->kind == DRG_THING_STATE;
    return (cluster->type == DRG_GPE && !state) || cluster->type == DRG_LOCATION;
}

/* Whether the office that somebody holds is the one that the words name ("both ministers"). */
static bool holds(const drg_linker *linker, uint32_t title, const drg_cluster *cluster) {
    const drg_namer *namer = linker->namer;
    if (cluster->role == DRG_NONE && !cluster->term)
        return false;
    if (title == DRG_NONE)
        return true;
    const drg_role_phrase *asked = &namer->document->roles.items[title];
    drg_slice kind = drg_title_cell(namer->know, asked->title, "office_kind");
    if (cluster->term && kind.size && drg_slice_equal(cluster->term->office_kind, kind))
        return true;
    if (cluster->role == DRG_NONE)
        return false;
    const drg_role_phrase *borne = &namer->document->roles.items[cluster->role];
    drg_slice plural = namer->tokens[asked->end_token - 1].lower;
    drg_slice single = namer->tokens[borne->end_token - 1].lower;
    return borne->title == asked->title || drg_slice_starts(plural, single) ||
           (kind.size &&
               drg_slice_equal(kind, drg_title_cell(namer->know, borne->title, "office_kind")));
}

/* The member of such a group that a named entity stands for; DRG_NONE: none. */
static uint32_t member_of(const drg_linker *linker, const drg_counted *words, uint32_t entity) {
    const drg_cluster *cluster = drg_link_cluster(linker, entity);
    bool fits = false;
    switch (words->kind) {
    case DRG_GROUP_STATES:
        return cluster->country.size == 3 ? drg_link_state(linker, cluster->country) : DRG_NONE;
    case DRG_GROUP_OFFICES:
        fits = cluster->type == DRG_PERSON && holds(linker, words->title, cluster);
        break;
    case DRG_GROUP_PERSONS:
        fits = cluster->type == DRG_PERSON;
        break;
    case DRG_GROUP_BODIES:
        fits = cluster->type == DRG_ORGANIZATION;
        break;
    case DRG_GROUP_TOWNS:
        fits = town(linker, cluster);
        break;
    case DRG_GROUP_SIDES:
        fits = drg_link_acts(cluster->type);
        break;
    case DRG_GROUP_ANY:
        fits = cluster->type == DRG_PERSON || drg_link_acts(cluster->type);
        break;
    }
    return fits ? entity : DRG_NONE;
}

static bool take_all(const drg_linker *linker, const drg_counted *words, const uint32_t *entities,
    size_t count, found *out) {
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t member = member_of(linker, words, entities[i]);
        if (member == DRG_NONE || drg_link_holds(out->members, out->count, member))
            return false;
        out->members[out->count++] = member;
    }
    return true;
}

/* "The two countries, Kenya and Uganda,". */
static bool named_behind(const drg_linker *linker, const drg_counted *words, found *out) {
    const drg_namer *namer = linker->namer;
    drg_link_list list = {0};
    uint32_t sentence = namer->tokens[words->head].sentence;
    if (!drg_link_inside(namer, words->end, sentence) ||
        !drg_namer_token_in(namer, words->end, "|,|(|:|-|\xE2\x80\x93|\xE2\x80\x94|"))
        return false;
    uint32_t first = words->end + 1;
    for (int i = 0;
         i < 4 && drg_link_inside(namer, first, sentence) && namer->reading_of[first] == DRG_NONE;
         i++)
        first++; /* titles */
    uint32_t r = drg_reading_from(namer, first);
    for (size_t i = 0; r != DRG_NONE && i < 2 * words->number && r + i < namer->readings.count;
         i++) {
        const drg_reading *reading = &namer->readings.items[r + i];
        if (reading->sentence != sentence ||
            (list.count && list.first != namer->readings.items[r].first))
            return false;
        if (!drg_link_part_of_title(namer, reading))
            drg_link_list_add(linker, &list, reading);
        if (list.closed)
            return list.count == words->number &&
                   take_all(linker, words, list.members, list.count, out);
    }
    return false;
}

static bool named_in_list(const drg_linker *linker, const drg_counted *words, found *out) {
    const drg_link_list *list = &linker->named;
    return list->closed && list->count == words->number &&
           linker->namer->tokens[words->head].sentence - list->sentence <= LIST_BACK &&
           take_all(linker, words, list->members, list->count, out);
}

static bool last_group(const drg_linker *linker, const drg_counted *words, found *out) {
    const drg_namer *namer = linker->namer;
    if (linker->group == DRG_NONE)
        return false;
    const drg_cluster *group = drg_link_cluster(linker, linker->group);
    uint32_t back =
        namer->tokens[words->head].sentence - namer->tokens[linker->group_token - 1].sentence;
    bool states = words->kind == DRG_GROUP_STATES || words->kind == DRG_GROUP_SIDES;
    return group->member_count == words->number && back <= (states ? GROUP_BACK : LIST_BACK) &&
           take_all(linker, words, group->members, group->member_count, out);
}

typedef enum reach { /* which names are looked through */
    ANYWHERE, /* the last ones */
    HERE, /* ... of the last sentences */
    EXACTLY /* ... and there must be no more of them */
} reach;

/* The last names of the kind, as many as are counted; in reading order. */
static bool named_last(const drg_linker *linker, const drg_counted *words, reach from, found *out) {
    const drg_namer *namer = linker->namer;
    uint32_t sentence = namer->tokens[words->head].sentence;
    found back = {.count = 0};
    for (uint32_t i = 0; i < BACK && i < linker->passed; i++) {
        const drg_reading *reading = &namer->readings.items[linker->passed - 1 - i];
        uint32_t far = from == HERE ? HERE_BACK : NEAR_BACK;
        if (from != ANYWHERE && sentence - reading->sentence > far)
            break;
        bool person = reading->type == DRG_PERSON;
        if (person && drg_reading_to(namer, reading->first) != DRG_NONE)
            continue; /* the rest of a name that was cut in two */
        uint32_t member = member_of(linker, words, reading->entity);
        if (member == DRG_NONE || drg_link_holds(back.members, back.count, member) ||
            (person && drg_link_acts_on(linker, words->first, &member, 1)))
            continue;
        if (back.count == words->number)
            return false; /* one too many */
        back.members[back.count++] = member;
        if (from != EXACTLY && back.count == words->number)
            break;
    }
    out->count = back.count;
    for (size_t i = 0; i < back.count; i++)
        out->members[i] = back.members[back.count - 1 - i];
    return back.count == words->number;
}

static bool states(const drg_linker *linker, const drg_counted *words, found *out) {
    if (words->number != 2)
        return named_last(linker, words, ANYWHERE, out);
    out->count = 2;
    return drg_link_two_states(linker, words->first, words->kind == DRG_GROUP_SIDES, out->members);
}

/* Of a list or group that was named before. */
static bool may_be_meant(const drg_linker *linker, const drg_counted *words, const found *members) {
    return (words->kind != DRG_GROUP_STATES && words->kind != DRG_GROUP_SIDES) ||
           (!drg_link_acts_on(linker, words->first, members->members, members->count) &&
               !drg_link_outweighed(linker, words->first, members->members, members->count));
}

/* The last list or group: the group goes on until others are joined right before the words. */
static bool named_together(const drg_linker *linker, const drg_counted *words, found *out) {
    const drg_link_list *list = &linker->named;
    uint32_t sentence = linker->namer->tokens[words->head].sentence;
    bool group = linker->group != DRG_NONE &&
                 (linker->group_token > list->end || sentence - list->sentence > HERE_BACK);
    for (int pass = 0; pass < 2; pass++) {
        bool fits = (pass == 0) == group ? last_group(linker, words, out)
                                         : named_in_list(linker, words, out);
        if (fits && may_be_meant(linker, words, out))
            return true;
    }
    return false;
}

static bool find_members(const drg_linker *linker, const drg_counted *words, found *out) {
    if (named_behind(linker, words, out) || named_together(linker, words, out))
        return true;
    switch (words->kind) {
    case DRG_GROUP_STATES:
        return states(linker, words, out);
    case DRG_GROUP_OFFICES:
        return (words->number == 2 && named_last(linker, words, HERE, out)) ||
               named_last(linker, words, EXACTLY, out);
    case DRG_GROUP_SIDES:
        return states(linker, words, out) || named_last(linker, words, EXACTLY, out);
    case DRG_GROUP_ANY:
        return false;
    default:
        return named_last(linker, words, EXACTLY, out);
    }
}

/* ---- groups ---------------------------------------------------------------------------------- */

static uint32_t known_group(const drg_linker *linker, const found *members) {
    for (size_t g = 0; g < linker->group_count; g++) {
        const drg_cluster *group = drg_link_cluster(linker, linker->groups[g]);
        size_t same = 0;
        for (size_t i = 0; i < members->count; i++)
            same += drg_link_holds(group->members, group->member_count, members->members[i]);
        if (same == members->count && same == group->member_count)
            return linker->groups[g];
    }
    return DRG_NONE;
}

/* Persons, places, or bodies: of mixed members it is a body. */
static drg_entity_type type_of(const drg_linker *linker, const found *members) {
    size_t persons = 0, places = 0, peoples = 0;
    for (size_t i = 0; i < members->count; i++) {
        drg_entity_type type = drg_link_cluster(linker, members->members[i])->type;
        persons += type == DRG_PERSON;
        places += type == DRG_GPE || type == DRG_LOCATION;
        peoples += type == DRG_NORP;
    }
    return persons == members->count            ? DRG_PERSON
           : peoples == members->count          ? DRG_NORP
           : places + peoples == members->count ? DRG_GPE
                                                : DRG_ORGANIZATION;
}

/* "Kenya, Uganda and Rwanda". */
static drg_slice name_of(const drg_linker *linker, const found *members) {
    drg_slice out = drg_link_cluster(linker, members->members[0])->name;
    for (size_t i = 1; i < members->count; i++) {
        drg_slice next = drg_link_cluster(linker, members->members[i])->name;
        out = drg_arena_format(linker->namer->arena, "%.*s%s%.*s", (int)out.size, out.data,
            i + 1 < members->count ? ", " : " and ", (int)next.size, next.data);
    }
    return out;
}

/* The country that all members share; empty: they do not. */
static drg_slice country_of(const drg_linker *linker, const found *members) {
    drg_slice country = drg_link_cluster(linker, members->members[0])->country;
    for (size_t i = 1; i < members->count; i++)
        if (!drg_slice_equal(country, drg_link_cluster(linker, members->members[i])->country))
            return (drg_slice){NULL, 0};
    return country;
}

/* The group of these members, made where the text had none; DRG_NONE: no room. */
static uint32_t group_of(drg_linker *linker, const found *members) {
    drg_namer *namer = linker->namer;
    uint32_t group = known_group(linker, members);
    if (group != DRG_NONE || linker->group_count == DRG_LINK_GROUPS)
        return group;
    drg_cluster made = {.type = type_of(linker, members),
        .near = DRG_NONE,
        .place = {.thing = DRG_NONE, .best = DRG_NONE, .second = DRG_NONE},
        .thing = DRG_NONE,
        .fullest = DRG_NONE,
        .first = DRG_NONE,
        .role = DRG_NONE,
        .name = name_of(linker, members),
        .country = country_of(linker, members),
        .country_basis = DRG_BASIS_INFERRED,
        .country_rule = "its members' country",
        .member_count = members->count};
    memcpy(made.members, members->members, members->count * sizeof made.members[0]);
    if (made.country.size == 0)
        made.country_basis = DRG_BASIS_NONE;
    drg_cluster *cluster = made.name.size ? drg_list_add(namer->arena, &namer->clusters) : NULL;
    if (!cluster)
        return DRG_NONE;
    *cluster = made;
    group = (uint32_t)namer->clusters.count - 1;
    linker->groups[linker->group_count++] = group;
    return group;
}

static void meant(drg_linker *linker, uint32_t group, uint32_t end) {
    linker->group = group;
    linker->group_token = end;
}

bool drg_link_counted(drg_linker *linker, uint32_t token) {
    drg_namer *namer = linker->namer;
    drg_counted words;
    found members;
    if (token < linker->grouped || namer->reading_of[token] != DRG_NONE ||
        !drg_token_word(&namer->tokens[token]) || !drg_counted_at(namer, token, &words) ||
        !find_members(linker, &words, &members))
        return true;
    uint32_t group = group_of(linker, &members);
    if (group == DRG_NONE)
        return !drg_arena_failed(namer->arena);
    drg_mention *mention = drg_list_add(namer->arena, &namer->others);
    if (!mention)
        return false;
    *mention = (drg_mention){.first_token = words.first,
        .end_token = words.end,
        .sentence = namer->tokens[token].sentence,
        .entity = group,
        .kind = DRG_NOMINAL,
        .confidence = 0.8F};
    if (namer->document->options.explain)
        mention->explanation = DRG_SLICE("link GROUP: words that count what was named before");
    linker->grouped = words.end;
    meant(linker, group, words.end);
    return true;
}

/* ---- "they" ---------------------------------------------------------------------------------- */

/* A plural noun between them and "they" that may be meant instead. */
static bool plural_between(
    const drg_namer *namer, const drg_asker *asker, uint32_t end, bool subject) {
    if (asker->plural_noun == DRG_NONE || asker->plural_noun < end)
        return false;
    bool is_subject = drg_link_verb(namer, asker->plural_noun + 1);
    return is_subject || !subject || asker->place != DRG_PLACE_SUBJECT;
}

/* "The Palestinians", "the Greens": the last people or body whose name is a plural. */
static uint32_t named_plural(drg_linker *linker, const drg_asker *asker) {
    enum { RECENT = 6 };
    for (size_t i = 0; i < linker->recent_count && i < RECENT; i++) {
        uint32_t entity = linker->recent[i];
        const drg_sight *sight = drg_link_sight(linker, entity);
        if (!sight->plural || sight->modifies || asker->sentence - sight->sentence > THEY_BACK)
            continue;
        bool between = asker->plural_noun != DRG_NONE && asker->plural_noun >= sight->token;
        return between || sight->unquoted == asker->quoted ? DRG_NONE : entity;
    }
    return DRG_NONE;
}

/* "A and B approached them": who does it to them are others. */
static bool does_it_to(const drg_namer *namer, const drg_asker *asker, uint32_t end) {
    enum { VERBS = 3 };
    if (!drg_token_is(namer, asker->first, "them") || asker->first <= end ||
        asker->first - end > VERBS || !drg_link_inside(namer, end, asker->sentence))
        return false;
    for (uint32_t t = end; t < asker->first; t++)
        if (!drg_link_verb(namer, t))
            return false;
    return true;
}

uint32_t drg_link_they(drg_linker *linker, const drg_asker *asker, uint32_t best) {
    const drg_namer *namer = linker->namer;
    const drg_link_list *list = &linker->named;
    bool group = linker->group != DRG_NONE && (!list->closed || linker->group_token > list->end);
    uint32_t people = named_plural(linker, asker);
    if (!group && (!list->closed || list->modifies || asker->start < list->end))
        return people;
    uint32_t end = group ? linker->group_token : list->end;
    bool quoted = namer->tokens[end - 1].flags & DRG_TOKEN_QUOTED;
    bool subject = group || list->subject;
    if (asker->sentence - namer->tokens[end - 1].sentence > THEY_BACK || quoted != asker->quoted ||
        plural_between(namer, asker, end, subject) || does_it_to(namer, asker, end) ||
        (!subject && (!list->persons || asker->sentence != list->sentence)))
        return people;
    found members = {
        .count = group ? drg_link_cluster(linker, linker->group)->member_count : list->count};
    memcpy(members.members,
        group ? drg_link_cluster(linker, linker->group)->members : list->members,
        members.count * sizeof members.members[0]);
    if (people != DRG_NONE && drg_link_sight(linker, people)->token > end)
        return people;
    if (best != DRG_NONE && !drg_link_holds(members.members, members.count, best) &&
        (!subject || drg_link_sight(linker, best)->token > end))
        return DRG_NONE; /* named later, or as good */
    uint32_t meant_group = group ? linker->group : group_of(linker, &members);
    if (meant_group != DRG_NONE)
        meant(linker, meant_group, asker->end);
    return meant_group;
}
