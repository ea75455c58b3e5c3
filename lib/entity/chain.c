/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names -> entities: which names of the text stand for the same thing.
 *
 *   table      two names of one row of the tables ("U.S.", "United States")
 *   spelling   the same words but for accents, dots, hyphens and the case
 *   persons    a name whose words stand in the same order in a longer one, transliteration folded:
 *              "Marco Rubio" <- "Rubio", "Xu Yusheng" <- "Xu". Among several bearers of a surname
 *              the one that was named last; so two persons with one surname stay apart. Only
 *              persons' names join persons: "Paris" the city never joins "Paris Hilton".
 *   second     "X, also known as Y": a body or place with two names
 *   bodies     an acronym in brackets after its name or one that is made of its initials; the
 *              first words of a longer name ("Huawei" <- "Huawei Technologies Co"); its head word
 *              alone ("the Commission") for the body last named with that head
 *
 * Full names are put in first, longest first, so that a short name finds its full name even where
 * that comes later. Each word keeps at most BEARERS entities, and a name looks at those of one
 * word: cost is linear in the readings.
 */
#include "entity.h"

enum { BEARERS = 8 };

typedef struct bearers { /* entities whose names hold a word, in the order of their making */
    uint32_t clusters[BEARERS];
    uint32_t count;
} bearers;

typedef struct chainer {
    drg_namer *namer;
    drg_intern keys; /* kind letter and name -> number */
    DRG_LIST(uint32_t) key_clusters; /* [keys.count] cluster of each key */
    bearers *persons; /* [skeletons] by the skeleton of a word */
    bearers *bodies; /* [words] by first word, by head word and by acronym */
} chainer;

/* ---- clusters ---- */

static uint32_t add_cluster(chainer *chain, uint32_t reading, uint32_t thing) {
    drg_namer *namer = chain->namer;
    drg_cluster *cluster = drg_list_add(namer->arena, &namer->clusters);
    if (!cluster)
        return DRG_NONE;
    *cluster = (drg_cluster){.type = namer->readings.items[reading].type,
        .thing = thing,
        .near = DRG_NONE,
        .place = namer->places[reading],
        .fullest = reading,
        .first = reading,
        .role = DRG_NONE,
        .last_seen = DRG_NONE};
    return (uint32_t)namer->clusters.count - 1;
}

static void join(chainer *chain, uint32_t reading, uint32_t cluster, uint32_t thing) {
    drg_namer *namer = chain->namer;
    drg_reading *r = &namer->readings.items[reading];
    drg_cluster *c = &namer->clusters.items[cluster];
    const drg_reading *full = &namer->readings.items[c->fullest];
    r->entity = cluster;
    c->votes[r->type] += 1 + (uint32_t)(r->score > 0 ? r->score : 0) / 1000;
    c->count++;
    if (reading < c->first)
        c->first = reading;
    if (r->end - r->first > full->end - full->first)
        c->fullest = reading;
    if (c->thing == DRG_NONE)
        c->thing = thing;
    const drg_place_choice *place = &namer->places[reading];
    if (c->place.best == DRG_NONE || (c->place.thing != c->thing && place->thing == c->thing))
        c->place = *place;
}

static void bear(bearers *list, uint32_t cluster) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->clusters[i] == cluster)
            return;
    if (list->count < BEARERS)
        list->clusters[list->count++] = cluster;
}

/* Number of a key that begins with a letter for its kind; DRG_NONE when out of memory. A new key's
 * cluster is DRG_NONE. */
static uint32_t find_key(chainer *chain, char kind, drg_slice name) {
    char buffer[DRG_KEY_ROOM + 1];
    if (name.size >= DRG_KEY_ROOM || name.size == 0)
        return DRG_NONE;
    buffer[0] = kind;
    memcpy(buffer + 1, name.data, name.size);
    drg_slice key = {buffer, name.size + 1};
    uint32_t number = drg_intern_find(&chain->keys, key);
    if (number != DRG_NONE)
        return number;
    number = drg_intern_add(&chain->keys, drg_arena_copy(chain->namer->arena, key));
    uint32_t *cluster = drg_list_add(chain->namer->arena, &chain->key_clusters);
    if (!cluster)
        return DRG_NONE;
    *cluster = DRG_NONE;
    return number;
}

static char kind_letter(drg_entity_type type) {
    if (type == DRG_PERSON)
        return 'p';
    if (type == DRG_ORGANIZATION)
        return 'o';
    return type == DRG_NORP ? 'n' : 'l';
}

/* ---- persons ---- */

static bool content(const drg_namer *namer, uint32_t at) {
    return namer->tokens[at].shape != DRG_SHAPE_DASH &&
           !(namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE) &&
           !((namer->marks[at] & DRG_MARK_PARTICLE) && !(namer->marks[at] & DRG_MARK_CAPITAL)) &&
           !drg_token_is(namer, at, "al") && !drg_token_is(namer, at, "el");
}

static bool same_word(const drg_namer *namer, uint32_t a, uint32_t b) {
    const drg_word *x = drg_namer_word(namer, a), *y = drg_namer_word(namer, b);
    if (x->skeleton == y->skeleton)
        return true;
    bool initial = namer->tokens[a].shape == DRG_SHAPE_LETTER;
    return initial && x->folded.size && y->folded.size && x->folded.data[0] == y->folded.data[0];
}

/* Whether the content words of the short name stand in the long one, in their order. */
static bool inside(const drg_namer *namer, const drg_reading *shorter, const drg_reading *longer) {
    uint32_t at = longer->first;
    for (uint32_t i = shorter->first; i < shorter->end; i++) {
        if (!content(namer, i))
            continue;
        while (at < longer->end && !same_word(namer, i, at))
            at++;
        if (at++ >= longer->end)
            return false;
    }
    return true;
}

static uint32_t last_content(const drg_namer *namer, const drg_reading *reading) {
    for (uint32_t i = reading->end; i > reading->first; i--)
        if (content(namer, i - 1))
            return i - 1;
    return reading->first;
}

/* The sex that the title before a name tells: 'f', 'm' or 0. */
static char sex_before(const drg_namer *namer, uint32_t at) {
    static const char *const female[] = {"mrs", "ms", "miss", "lady", "queen", "princess", "madam",
        "sister", "dame", "sheikha", "daw"};
    static const char *const male[] = {
        "mr", "sir", "lord", "king", "prince", "sheikh", "father", "brother", "sheik"};
    if (at == 0 || namer->role_of[at - 1] == DRG_NONE)
        return 0;
    drg_slice word = drg_namer_word(namer, at - 1)->folded;
    return DRG_ONE_OF(word, female) ? 'f' : DRG_ONE_OF(word, male) ? 'm' : 0;
}

static void note_sex(drg_namer *namer, const drg_reading *reading, drg_cluster *cluster) {
    char sex = sex_before(namer, reading->first);
    unsigned given = drg_namer_word(namer, reading->first)->person;
    bool several = reading->end - reading->first > 1;
    bool female = several && (given & DRG_NAME_FEMALE) && !(given & DRG_NAME_MALE);
    bool male = several && (given & DRG_NAME_MALE) && !(given & DRG_NAME_FEMALE);
    cluster->female |= sex == 'f' || (female && sex != 'm');
    cluster->male |= sex == 'm' || (male && sex != 'f');
}

/* Whether one bearer of a surname is meant rather than another: who was called by it before, then
 * who was named last. So "Abe" stays the Abe of the article after his wife has been named. */
static bool nearer(const drg_cluster *one, const drg_cluster *two) {
    if ((one->short_count > 0) != (two->short_count > 0))
        return one->short_count > 0;
    if (two->last_seen == DRG_NONE)
        return one->last_seen != DRG_NONE;
    return one->last_seen != DRG_NONE && one->last_seen > two->last_seen;
}

/* Of the bearers of a word: the nearest one whose name holds the reading. */
static uint32_t bearer_of(const chainer *chain, uint32_t reading, const bearers *list) {
    const drg_namer *namer = chain->namer;
    const drg_reading *r = &namer->readings.items[reading];
    char sex = sex_before(namer, r->first);
    uint32_t best = DRG_NONE;
    for (uint32_t i = 0; i < list->count; i++) {
        const drg_cluster *cluster = &namer->clusters.items[list->clusters[i]];
        if ((sex == 'f' && cluster->male && !cluster->female) ||
            (sex == 'm' && cluster->female && !cluster->male))
            continue;
        if (!inside(namer, r, &namer->readings.items[cluster->fullest]))
            continue;
        if (best == DRG_NONE || nearer(cluster, &namer->clusters.items[best]))
            best = list->clusters[i];
    }
    return best;
}

/* "Pope | Francis": whom the tables have with the title before the name; DRG_NONE. */
static uint32_t thing_with_title(const drg_namer *namer, const drg_reading *r) {
    uint32_t role = r->first > 0 ? namer->role_of[r->first - 1] : DRG_NONE;
    if (role == DRG_NONE)
        return DRG_NONE;
    uint32_t first = namer->document->roles.items[role].first_token;
    uint32_t hit = drg_exact_hit(namer, first, r->end);
    for (uint32_t i = 0; hit != DRG_NONE && i < namer->hits.items[hit].thing_count; i++) {
        uint32_t thing = namer->hits.items[hit].things[i];
        if (drg_know_thing(namer->know, thing)->kind == DRG_THING_PERSON)
            return thing;
    }
    return DRG_NONE;
}

static int put_person(chainer *chain, uint32_t reading) {
    drg_namer *namer = chain->namer;
    const drg_reading *r = &namer->readings.items[reading];
    uint32_t thing = drg_reading_thing(namer, r);
    if (thing != DRG_NONE && namer->hits.items[r->hit].guarded && r->end - r->first == 1)
        thing = DRG_NONE; /* a bare surname is no evidence of who it is */
    if (thing == DRG_NONE)
        thing = thing_with_title(namer, r);
    uint32_t key = DRG_NONE, cluster = DRG_NONE;
    if (thing != DRG_NONE) {
        key = find_key(chain, 't', drg_know_thing(namer->know, thing)->id);
        cluster = key == DRG_NONE ? DRG_NONE : chain->key_clusters.items[key];
    }
    uint32_t last = last_content(namer, r);
    if (cluster == DRG_NONE)
        cluster = bearer_of(chain, reading, &chain->persons[drg_namer_word(namer, last)->skeleton]);
    if (cluster != DRG_NONE && thing != DRG_NONE &&
        namer->clusters.items[cluster].thing != DRG_NONE &&
        namer->clusters.items[cluster].thing != thing)
        cluster = DRG_NONE; /* two persons of the tables */
    if (cluster == DRG_NONE)
        cluster = add_cluster(chain, reading, thing);
    if (cluster == DRG_NONE)
        return DRG_ENOMEM;
    if (key != DRG_NONE)
        chain->key_clusters.items[key] = cluster;
    join(chain, reading, cluster, thing);
    note_sex(namer, r, &namer->clusters.items[cluster]);
    for (uint32_t i = r->first; i < r->end && i - r->first < DRG_NAME_TOKENS; i++)
        if (content(namer, i))
            bear(&chain->persons[drg_namer_word(namer, i)->skeleton], cluster);
    return DRG_OK;
}

/* ---- bodies ---- */

static bool distinctive(const drg_namer *namer, uint32_t at) {
    const drg_word *word = drg_namer_word(namer, at);
    return !(word->classes & (DRG_WORD_OPENER | DRG_WORD_ORGANIZATION | DRG_WORD_JOIN |
                                 DRG_WORD_ORGANIZATION_WEAK)) &&
           namer->cover[at].end == namer->cover[at].first;
}

static bool begins(const drg_namer *namer, const drg_reading *shorter, const drg_reading *longer) {
    uint32_t size = shorter->end - shorter->first;
    if (size >= longer->end - longer->first)
        return false;
    for (uint32_t i = 0; i < size; i++)
        if (namer->word_of[shorter->first + i] != namer->word_of[longer->first + i])
            return false;
    return true;
}

/* Whether the letters of an acronym stand in a name in their order, the first one first. */
static bool abbreviates(const drg_namer *namer, const drg_reading *r, const drg_reading *full) {
    drg_slice letters = drg_namer_word(namer, r->first)->folded;
    size_t at = 0;
    for (uint32_t i = full->first; i < full->end; i++) {
        drg_slice word = drg_namer_word(namer, i)->folded;
        if (i == full->first &&
            (word.size == 0 || letters.size == 0 || word.data[0] != letters.data[0]))
            return false;
        for (size_t k = 0; k < word.size && at < letters.size; k++)
            at += word.data[k] == letters.data[at];
    }
    return at == letters.size;
}

/* A newspaper or agency of the tables: "TODAY NICARAGUA (EFE)" says whose report it prints. */
static bool is_medium(const drg_namer *namer, const drg_reading *r) {
    const drg_thing *thing = NULL;
    if (r->hit != DRG_NONE)
        thing = drg_know_thing(namer->know, namer->hits.items[r->hit].things[0]);
    return thing && thing->kind == DRG_THING_BODY && drg_slice_is(thing->subkind, "media");
}

/* "X (ABC)": the entity that the bracket before a reading belongs to. Another type, or a medium, is
 * believed only where the letters fit: "Grand Ethiopian Renaissance Dam (GERD)", but not "Aden
 * (Yemen)". */
static uint32_t bracketed(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    if (reading == 0 || r->first == 0 || !drg_token_is(namer, r->first - 1, "("))
        return drg_namer_known_as(namer, reading);
    const drg_reading *previous = &namer->readings.items[reading - 1];
    if (previous->end + 1 != r->first || previous->type == DRG_PERSON)
        return DRG_NONE;
    bool upper = namer->tokens[r->first].shape == DRG_SHAPE_UPPER && r->end - r->first == 1;
    bool same = previous->type == r->type && r->type == DRG_ORGANIZATION && !is_medium(namer, r);
    return same || (upper && abbreviates(namer, r, previous)) ? previous->entity : DRG_NONE;
}

static uint32_t find_body(const chainer *chain, uint32_t reading) {
    const drg_namer *namer = chain->namer;
    const drg_reading *r = &namer->readings.items[reading];
    uint32_t cluster = bracketed(namer, reading);
    if (cluster != DRG_NONE)
        return cluster;
    const bearers *list = &chain->bodies[namer->word_of[r->first]];
    bool upper = namer->tokens[r->first].shape == DRG_SHAPE_UPPER;
    bool head = drg_namer_word(namer, r->first)->classes & DRG_WORD_ORGANIZATION;
    bool one = r->end - r->first == 1;
    uint32_t best = DRG_NONE;
    for (uint32_t i = 0; i < list->count; i++) {
        const drg_cluster *c = &namer->clusters.items[list->clusters[i]];
        const drg_reading *full = &namer->readings.items[c->fullest];
        bool prefix = begins(namer, r, full) && distinctive(namer, r->first);
        bool acronym = one && upper && full->first != r->first &&
                       namer->word_of[full->first] != namer->word_of[r->first] && !head;
        if (!prefix && !acronym && !(one && head))
            continue;
        if (best == DRG_NONE ||
            (c->last_seen != DRG_NONE && (namer->clusters.items[best].last_seen == DRG_NONE ||
                                             c->last_seen > namer->clusters.items[best].last_seen)))
            best = list->clusters[i];
    }
    return best;
}

/* Makes a body's name findable by its first word, its head words and its initials. */
static void register_body(chainer *chain, const drg_reading *r, uint32_t cluster) {
    drg_namer *namer = chain->namer;
    bear(&chain->bodies[namer->word_of[r->first]], cluster);
    if (r->end - r->first < 2)
        return;
    char initials[DRG_NAME_TOKENS], joined[DRG_NAME_TOKENS];
    size_t size = 0, with_joins = 0;
    for (uint32_t i = r->first; i < r->end && i - r->first < DRG_NAME_TOKENS; i++) {
        const drg_word *word = drg_namer_word(namer, i);
        if (word->classes & DRG_WORD_ORGANIZATION)
            bear(&chain->bodies[namer->word_of[i]], cluster);
        if (word->folded.size == 0 || (unsigned char)word->folded.data[0] >= 0x80)
            continue;
        joined[with_joins++] = word->folded.data[0];
        if (namer->marks[i] & DRG_MARK_CAPITAL)
            initials[size++] = word->folded.data[0];
    }
    const drg_slice made[] = {{initials, size}, {joined, with_joins}};
    for (size_t k = 0; k < 2; k++) {
        uint32_t word = made[k].size >= 2 ? drg_intern_find(&namer->interned, made[k]) : DRG_NONE;
        if (word != DRG_NONE)
            bear(&chain->bodies[word], cluster);
    }
}

/* The key of a reading: its row of the tables, else its words; for a name that every state may have
 * a body of, its words and the state at its side. */
static uint32_t key_of(chainer *chain, const drg_reading *r, uint32_t thing) {
    drg_namer *namer = chain->namer;
    char buffer[DRG_KEY_ROOM];
    drg_slice name = drg_namer_key(namer, r->first, r->end, buffer);
    if (thing == DRG_NONE)
        return find_key(chain, kind_letter(r->type), name);
    const drg_thing *known = drg_know_thing(namer->know, thing);
    if (r->type == DRG_NORP)
        return find_key(chain, 'N', known->name);
    if (!drg_thing_generic(known))
        return find_key(chain, 'T', known->id);
    drg_slice country = drg_reading_side(namer, r);
    if (name.size + country.size >= DRG_KEY_ROOM)
        return DRG_NONE;
    memcpy(buffer + name.size, country.data ? country.data : "", country.size);
    return find_key(chain, 'o', (drg_slice){buffer, name.size + country.size});
}

/* An acronym that the text itself explains means that, whatever else it stands for elsewhere. */
static uint32_t explained(const chainer *chain, uint32_t reading) {
    const drg_namer *namer = chain->namer;
    const drg_reading *r = &namer->readings.items[reading];
    if (r->end - r->first != 1 || namer->tokens[r->first].shape != DRG_SHAPE_UPPER)
        return DRG_NONE;
    uint32_t cluster = bracketed(namer, reading);
    const bearers *list = &chain->bodies[namer->word_of[r->first]];
    for (uint32_t i = 0; i < list->count && cluster == DRG_NONE; i++) {
        const drg_cluster *c = &namer->clusters.items[list->clusters[i]];
        if (c->acronym == namer->word_of[r->first] + 1)
            cluster = list->clusters[i];
    }
    return cluster;
}

static int put_other(chainer *chain, uint32_t reading) {
    drg_namer *namer = chain->namer;
    drg_reading *r = &namer->readings.items[reading];
    uint32_t thing = drg_reading_thing(namer, r);
    uint32_t key = key_of(chain, r, thing);
    uint32_t cluster = explained(chain, reading);
    if (cluster != DRG_NONE && namer->clusters.items[cluster].thing != thing)
        thing = DRG_NONE;
    if (cluster != DRG_NONE)
        namer->clusters.items[cluster].acronym = namer->word_of[r->first] + 1;
    if (cluster == DRG_NONE && key != DRG_NONE)
        cluster = chain->key_clusters.items[key];
    if (cluster == DRG_NONE && r->type == DRG_ORGANIZATION &&
        (thing == DRG_NONE || namer->hits.items[r->hit].guarded))
        cluster = find_body(chain, reading);
    if (cluster == DRG_NONE)
        cluster = bracketed(namer, reading);
    if (cluster == DRG_NONE)
        cluster = add_cluster(chain, reading, thing);
    if (cluster == DRG_NONE)
        return DRG_ENOMEM;
    if (key != DRG_NONE)
        chain->key_clusters.items[key] = cluster;
    join(chain, reading, cluster, thing);
    if (r->type == DRG_ORGANIZATION || namer->clusters.items[cluster].acronym)
        register_body(chain, r, cluster);
    return DRG_OK;
}

/* ---- order of the work ---- */

/* A short name waits until the full ones are in: one word, not of the tables. */
static bool is_short(const drg_namer *namer, const drg_reading *r) {
    if (drg_namer_foreign(namer, r->first, r->end))
        return true;
    if (r->type != DRG_PERSON && r->type != DRG_ORGANIZATION)
        return false;
    if (r->hit != DRG_NONE && !namer->hits.items[r->hit].guarded &&
        drg_reading_thing(namer, r) != DRG_NONE)
        return false;
    return r->end - r->first == 1;
}

/* "Ko Wen-je (柯文哲)" is one person, whatever the second name alone was read as. */
static uint32_t named_before(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    if (reading == 0 || !drg_namer_foreign(namer, r->first, r->end))
        return DRG_NONE;
    const drg_reading *previous = &namer->readings.items[reading - 1];
    return previous->end + 1 == r->first ? previous->entity : DRG_NONE;
}

static int put(chainer *chain, uint32_t reading) {
    drg_namer *namer = chain->namer;
    uint32_t before = named_before(namer, reading);
    if (before != DRG_NONE) {
        namer->readings.items[reading].type = namer->clusters.items[before].type;
        join(chain, reading, before, DRG_NONE);
        return DRG_OK;
    }
    return namer->readings.items[reading].type == DRG_PERSON ? put_person(chain, reading)
                                                             : put_other(chain, reading);
}

static int put_full_names(chainer *chain) {
    drg_namer *namer = chain->namer;
    for (uint32_t length = DRG_NAME_TOKENS; length >= 1; length--)
        for (uint32_t i = 0; i < namer->readings.count; i++) {
            const drg_reading *r = &namer->readings.items[i];
            uint32_t size = r->end - r->first;
            if (size > DRG_NAME_TOKENS)
                size = DRG_NAME_TOKENS;
            if (size != length || r->type != DRG_PERSON || is_short(namer, r))
                continue;
            int result = put_person(chain, i);
            if (result)
                return result;
        }
    for (uint32_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        int result = r->type == DRG_PERSON || is_short(namer, r) ? DRG_OK : put_other(chain, i);
        if (result)
            return result;
    }
    return DRG_OK;
}

static int put_short_names(chainer *chain) {
    drg_namer *namer = chain->namer;
    for (uint32_t i = 0; i < namer->readings.count; i++) {
        drg_reading *r = &namer->readings.items[i];
        int result = r->entity == DRG_NONE ? put(chain, i) : DRG_OK;
        if (result)
            return result;
        drg_cluster *cluster = &namer->clusters.items[r->entity];
        cluster->last_seen = r->first;
        cluster->short_count += r->end - r->first == 1;
    }
    return DRG_OK;
}

int drg_namer_chain(drg_namer *namer) {
    chainer chain = {.namer = namer};
    drg_intern_init(&chain.keys, namer->arena, namer->document->key);
    chain.persons = drg_arena_array(namer->arena, namer->skeletons.count + 1, sizeof(bearers));
    chain.bodies = drg_arena_array(namer->arena, namer->interned.count + 1, sizeof(bearers));
    if (!chain.persons || !chain.bodies)
        return DRG_ENOMEM;
    int result = put_full_names(&chain);
    return result ? result : put_short_names(&chain);
}
