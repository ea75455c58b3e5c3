/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The places that an event may have, and what speaks for and against each.
 *
 * Of 100 gold places of the train part 46 stand as words for the place in a sentence that tells the
 * event, 10 are told there by other words ("the capital", "the island"), 19 stand in that sentence
 * as something else (a party itself, a visited country), 11 in the sentences before and behind, and
 * 14 are only the scene of the article: its dateline, its head, the country of those who act. So
 * the options are the mentions of the sentences that tell, of those before and behind, the first
 * and most named places of the article, and the states of the parties; the signs are where each
 * stands, what leads it ("in", "from"), what the reading engine takes it for, and how it stands to
 * the parties. Which sign counts how much, also by the type of the event (a visit is where the host
 * is, a protest where the protesters are at home), is for the weights to say.
 *
 * Bounded: MOST_TELLINGS tellings, REACH tokens around each, NEARBY mentions of a neighbour.
 */
#include "../engine.h"
#include "rank.h"

#define MOST_TELLINGS 12
#define REACH 60 /* tokens to each side of a telling in which a place may stand */
#define NEARBY 12 /* mentions of a neighbouring sentence */
#define WORDS_OF_NAME 4 /* at which a place may begin inside another name */

typedef struct place_work {
    const drg_record *record;
    const drg_syntax *syntax;
    const drg_document *document;
    const drg_event *event;
    drg_options_list *list;
    drg_where_view view;
} place_work;

/* ---- signs of the entity ---- */

static bool on_side(const drg_party *parties, size_t count, uint32_t entity) {
    for (size_t i = 0; i < count; i++)
        if (parties[i].entity == entity)
            return true;
    return false;
}

static bool has_country(const drg_party *parties, size_t count, drg_slice country) {
    for (size_t i = 0; i < count; i++)
        if (country.size && drg_slice_equal(parties[i].country, country))
            return true;
    return false;
}

static void add_plain(drg_option *option, bool there, drg_place_sign sign) {
    if (there)
        drg_option_sign(option, sign);
}

static void add_typed(
    const place_work *work, drg_option *option, bool there, drg_place_typed sign) {
    if (there)
        drg_option_typed(option, DRG_PLACE_SIGNS, sign, (uint8_t)work->event->type);
}

static void party_signs(const place_work *work, drg_option *option, uint32_t entity) {
    const drg_event *event = work->event;
    drg_slice country = drg_place_country(work->document, entity);
    bool state = drg_place_kind_of(work->document, entity) == PLACE_STATE;
    bool source = has_country(event->source, event->source_count, country);
    bool target = has_country(event->target, event->target_count, country);
    add_typed(
        work, option, on_side(event->source, event->source_count, entity), DRG_PLACE_IS_SOURCE);
    add_typed(
        work, option, on_side(event->target, event->target_count, entity), DRG_PLACE_IS_TARGET);
    add_typed(work, option, state && source, DRG_PLACE_STATE_OF_SOURCE);
    add_typed(work, option, state && target, DRG_PLACE_STATE_OF_TARGET);
    add_plain(option, !state && source, DRG_PLACE_IN_COUNTRY_OF_SOURCE);
    add_plain(option, !state && target, DRG_PLACE_IN_COUNTRY_OF_TARGET);
    add_plain(option, country.size && !source && !target, DRG_PLACE_IN_NO_COUNTRY_OF_PARTIES);
}

/* Events that are told one after the other often took place in one; what is still to come and what
 * was did not. */
static void last_signs(const place_work *work, drg_option *option, uint32_t what) {
    const drg_last_event *last = work->record->last;
    drg_tense tense = work->event->tense;
    bool ahead = tense == DRG_FUTURE || tense == DRG_HYPOTHETICAL;
    if (last->sentence == DRG_NONE || last->place != what || last->ahead != ahead)
        return;
    uint32_t own = work->record->tellings->items[work->record->numbers[0]].found.sentence;
    drg_option_sign(
        option, own <= last->sentence + 1 ? DRG_PLACE_OF_LAST_EVENT_HERE : DRG_PLACE_OF_LAST_EVENT);
}

static void entity_signs(const place_work *work, drg_option *option, uint32_t entity) {
    static const drg_place_sign KINDS[] = {[PLACE_STATE] = DRG_PLACE_STATE,
        [PLACE_TOWN] = DRG_PLACE_TOWN,
        [PLACE_REGION] = DRG_PLACE_REGION,
        [PLACE_SITE] = DRG_PLACE_SITE};
    const drg_scene *scene = work->record->scene;
    drg_slice country = drg_place_country(work->document, entity);
    size_t count = entity & DRG_OF_THING ? 0 : work->document->entities.items[entity].mention_count;
    drg_place_kind kind = drg_place_kind_of(work->document, entity);
    drg_option_sign(option, KINDS[kind]);
    add_typed(work, option, kind == PLACE_STATE, DRG_PLACE_A_STATE);
    add_typed(work, option, kind == PLACE_TOWN, DRG_PLACE_A_TOWN);
    add_typed(work, option, true, DRG_PLACE_ANYTHING);
    add_plain(option, count == 0, DRG_PLACE_UNNAMED);
    add_plain(option, entity == scene->most, DRG_PLACE_MOST_NAMED);
    add_plain(option, entity == scene->most_state, DRG_PLACE_MOST_NAMED_STATE);
    add_plain(option, entity == scene->most_town, DRG_PLACE_MOST_NAMED_TOWN);
    add_plain(option, entity == scene->first, DRG_PLACE_FIRST_NAMED);
    add_plain(option, entity == scene->dateline, DRG_PLACE_DATELINE);
    add_plain(option, count == 1, DRG_PLACE_NAMED_ONCE);
    add_plain(option, count > 3, DRG_PLACE_NAMED_OFTEN);
    add_plain(option, count * 2 > scene->places, DRG_PLACE_HALF_OF_NAMES);
    add_plain(option, country.size && drg_slice_equal(country, work->syntax->country),
        DRG_PLACE_MAIN_COUNTRY);
    uint16_t led = count ? scene->led[entity] : 0;
    add_plain(option, led == 1, DRG_PLACE_LED_ONCE_SOMEWHERE);
    add_plain(option, led > 1, DRG_PLACE_LED_OFTEN_SOMEWHERE);
    add_plain(option, entity == scene->most_led, DRG_PLACE_MOST_LED);
    party_signs(work, option, entity);
    last_signs(work, option, entity);
    drg_where_view_signs(work->record, work->event, &work->view, option, entity);
}

/* ---- signs of a mention ---- */

typedef struct leader {
    const char *word;
    drg_place_sign sign;
} leader;

static drg_place_sign led_by(const drg_syntax *syntax, uint32_t preposition) {
    static const leader LEADERS[] = {{"in", DRG_PLACE_LED_IN}, {"inside", DRG_PLACE_LED_IN},
        {"within", DRG_PLACE_LED_IN}, {"across", DRG_PLACE_LED_IN},
        {"throughout", DRG_PLACE_LED_IN}, {"at", DRG_PLACE_LED_AT}, {"near", DRG_PLACE_LED_NEAR},
        {"outside", DRG_PLACE_LED_NEAR}, {"around", DRG_PLACE_LED_NEAR},
        {"off", DRG_PLACE_LED_NEAR}, {"on", DRG_PLACE_LED_ON}, {"along", DRG_PLACE_LED_ON},
        {"from", DRG_PLACE_LED_FROM}, {"to", DRG_PLACE_LED_TO}, {"into", DRG_PLACE_LED_TO},
        {"toward", DRG_PLACE_LED_TO}, {"towards", DRG_PLACE_LED_TO}, {"of", DRG_PLACE_LED_OF}};
    if (preposition == DRG_NONE)
        return DRG_PLACE_LED_NONE;
    drg_slice word = syntax->document->tokens.items[preposition].lower;
    for (size_t i = 0; i < sizeof LEADERS / sizeof LEADERS[0]; i++)
        if (drg_slice_is(word, LEADERS[i].word))
            return LEADERS[i].sign;
    return DRG_PLACE_LED_OTHER;
}

/* "In Lagos state", "the Hebron area": the head is a word for a place itself. */
static bool place_word(drg_slice word) {
    static const char *const WORDS[] = {"state", "province", "city", "region", "district",
        "capital", "town", "village", "area", "county", "island", "border", "airport", "camp",
        "prefecture", "governorate", "municipality", "suburb", "neighbourhood", "neighborhood",
        "headquarters", "residence", "office", "street", "square", "hospital", "prison"};
    return DRG_ONE_OF(word, WORDS);
}

static bool is_comma(const drg_syntax *syntax, uint32_t token) {
    return token < syntax->document->tokens.count && syntax->nodes[token].tag == DRG_TAG_COMMA;
}

static bool place_at(const drg_document *document, uint32_t token) {
    uint32_t mention =
        token < document->tokens.count ? drg_document_mention_at(document, token) : DRG_NONE;
    return mention != DRG_NONE &&
           drg_place_kind_of(document, document->mentions.items[mention].entity) != PLACE_NONE;
}

static void shape_signs(const place_work *work, drg_option *option, const drg_mention *mention) {
    const drg_syntax *syntax = work->syntax;
    uint32_t first = mention->first_token, end = mention->end_token;
    uint32_t chunk = syntax->nodes[first].chunk;
    uint32_t preposition = drg_place_preposition(syntax, first);
    add_plain(option, mention->kind != DRG_NAME, DRG_PLACE_NOMINAL);
    drg_option_sign(option, drg_place_of_other(work->record, preposition)
                                ? DRG_PLACE_LED_OTHER
                                : led_by(syntax, preposition));
    add_plain(
        option, is_comma(syntax, end) && place_at(work->document, end + 1), DRG_PLACE_BEFORE_PLACE);
    add_plain(option,
        first > 1 && is_comma(syntax, first - 1) && place_at(work->document, first - 2),
        DRG_PLACE_AFTER_PLACE);
    add_plain(option,
        end < work->document->tokens.count && syntax->nodes[end].tag == DRG_TAG_POSSESSIVE,
        DRG_PLACE_OWNER);
    add_plain(option,
        preposition != DRG_NONE &&
            preposition == work->document->sentences.items[mention->sentence].first_token,
        DRG_PLACE_FRONTED);
    if (chunk == DRG_NONE || mention->kind != DRG_NAME || syntax->chunks.items[chunk].head < end)
        return;
    drg_slice head = work->document->tokens.items[syntax->chunks.items[chunk].head].lower;
    drg_option_sign(option, place_word(head) ? DRG_PLACE_PLACE_WORD : DRG_PLACE_INSIDE_PHRASE);
}

static void distance_signs(drg_option *option, drg_gap gap) {
    static const uint32_t BOUNDS[] = {2, 5, 10, 20};
    unsigned far = 0;
    while (far < 4 && gap.tokens > BOUNDS[far])
        far++;
    drg_option_sign(option, (gap.behind ? DRG_PLACE_BEHIND_2 : DRG_PLACE_AHEAD_2) + far);
    add_plain(option, gap.verbs == 1, DRG_PLACE_ONE_VERB_BETWEEN);
    add_plain(option, gap.verbs > 1, DRG_PLACE_MORE_VERBS_BETWEEN);
    add_plain(option, gap.clauses > 0, DRG_PLACE_CLAUSE_BETWEEN);
    add_plain(option, gap.commas > 0, DRG_PLACE_COMMA_BETWEEN);
}

/* What the reading engine takes the words for. */
static void role_signs(const place_work *work, drg_option *option, const drg_telling *telling,
    const drg_mention *mention) {
    const drg_read_event *read = telling->read;
    uint8_t most = 0, elsewhere = 0;
    bool party = false;
    for (uint32_t r = read ? read->first_role : 0; read && r < read->end_role; r++) {
        const drg_read_role *role = &work->document->read.roles.items[r];
        bool here =
            role->first_token < mention->end_token && mention->first_token < role->end_token;
        party |= here && role->role <= DRG_READ_TARGET && role->probability > 76;
        if (role->role != DRG_READ_PLACE)
            continue;
        if (here && role->probability > most)
            most = role->probability;
        if (!here && role->probability > elsewhere)
            elsewhere = role->probability;
    }
    add_plain(option, most > 50 && most <= 128, DRG_PLACE_ROLE_LOW);
    add_plain(option, most > 128 && most <= 204, DRG_PLACE_ROLE_MIDDLE);
    add_plain(option, most > 204, DRG_PLACE_ROLE_HIGH);
    add_plain(option, most <= 128 && elsewhere > 128, DRG_PLACE_ROLE_ELSEWHERE);
    add_plain(option, party, DRG_PLACE_PARTY_WORDS);
}

static bool finer_near(const place_work *work, const drg_mention *mention) {
    const drg_document *document = work->document;
    uint32_t from = mention->first_token > REACH ? mention->first_token - REACH : 0;
    drg_slice country = document->entities.items[mention->entity].country;
    uint32_t m = drg_document_mention_from(document, from);
    for (int looked = 0; looked < 2 * NEARBY && m < document->mentions.count; looked++, m++) {
        const drg_mention *other = &document->mentions.items[m];
        if (other->first_token > mention->end_token + REACH)
            return false;
        drg_place_kind kind = drg_place_kind_of(document, other->entity);
        if (other->sentence == mention->sentence && kind > PLACE_STATE && country.size &&
            drg_slice_equal(document->entities.items[other->entity].country, country))
            return true;
    }
    return false;
}

/* ---- options ---- */

static void add_mention(const place_work *work, size_t number, uint32_t index) {
    const drg_telling *telling = &work->record->tellings->items[work->record->numbers[number]];
    const drg_mention *mention = &work->document->mentions.items[index];
    const drg_syntax *syntax = work->syntax;
    drg_option *option = drg_option_add(work->list, mention->entity, DRG_GROUND_STATED);
    if (!option)
        return;
    drg_gap gap = drg_gap_between(syntax, telling, mention->first_token, mention->end_token);
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    uint32_t own = syntax->nodes[mention->first_token].chunk;
    uint32_t preposition = drg_place_preposition(syntax, mention->first_token);
    add_typed(work, option, true, DRG_PLACE_TOLD_HERE);
    add_plain(option, number > 0, DRG_PLACE_LATER_TELLING);
    distance_signs(option, gap);
    shape_signs(work, option, mention);
    role_signs(work, option, telling, mention);
    add_plain(option, chunk != DRG_NONE && chunk == own, DRG_PLACE_IN_TRIGGER_PHRASE);
    add_plain(option,
        preposition != DRG_NONE &&
            (preposition == telling->found.end ||
                (chunk != DRG_NONE && preposition == syntax->chunks.items[chunk].end)),
        DRG_PLACE_ATTACHED);
    bool state = drg_place_kind_of(work->document, mention->entity) == PLACE_STATE;
    add_plain(option, state && finer_near(work, mention), DRG_PLACE_HOLDS_FINER);
    entity_signs(work, option, mention->entity);
    bool party = on_side(work->event->source, work->event->source_count, mention->entity) ||
                 on_side(work->event->target, work->event->target_count, mention->entity);
    if (party && !drg_place_led(syntax, mention->first_token))
        option->ground = DRG_GROUND_PARTY;
    if (drg_in_dateline(work->document, mention->first_token))
        option->ground = DRG_GROUND_DATELINE;
}

/* The place that a name of the tables at `token` stands for, within [token, end). False: none. */
static bool table_place(const place_work *work, uint32_t token, uint32_t end, uint32_t *what) {
    const drg_document *document = work->document;
    const drg_know *know = document->engine->know;
    drg_name_hit hits[4];
    size_t count =
        drg_know_match(know, document->text, document->tokens.items, end, token, hits, 4);
    for (size_t i = 0; i < count; i++) {
        if (hits[i].guarded || hits[i].folded || hits[i].thing_count == 0)
            continue;
        const drg_thing *thing = drg_know_thing(know, hits[i].things[0]);
        if (thing->type != DRG_GPE)
            continue;
        *what = drg_place_of_thing(document, work->record->scene, hits[i].things[0]);
        return true;
    }
    return false;
}

/* "Windhoek High Court", "the Jeddah Security Summit": a place inside another name. `body`: the
 * entity of that name, DRG_NONE. */
static void add_from_name(
    const place_work *work, size_t number, uint32_t body, uint32_t first, uint32_t end) {
    uint32_t what = DRG_NONE, last = end < first + WORDS_OF_NAME ? end : first + WORDS_OF_NAME;
    bool led = drg_place_led(work->syntax, first);
    while (first < last && !table_place(work, first, end, &what))
        first++;
    if (first >= last || (body != DRG_NONE && !drg_place_of_body(work->document, body, what)))
        return;
    drg_option *option = drg_option_add(work->list, what, DRG_GROUND_STATED);
    drg_option_sign(option, led ? DRG_PLACE_IN_BODY_NAME_LED : DRG_PLACE_IN_BODY_NAME);
    add_typed(work, option, true, DRG_PLACE_IN_ITS_BODY);
    add_plain(option, number > 0, DRG_PLACE_LATER_TELLING);
    if (option)
        entity_signs(work, option, what);
}

/* Capitalised words before the trigger's noun that are no mention. */
static void add_from_trigger(const place_work *work, size_t number) {
    const drg_telling *telling = &work->record->tellings->items[work->record->numbers[number]];
    uint32_t chunk = work->syntax->nodes[telling->found.head].chunk;
    if (telling->own_verb || chunk == DRG_NONE)
        return;
    uint32_t t = work->syntax->chunks.items[chunk].first;
    for (uint32_t end = telling->found.first; t < end; t++)
        if (drg_token_capitalised(&work->document->tokens.items[t]) &&
            drg_document_mention_at(work->document, t) == DRG_NONE) {
            add_from_name(work, number, DRG_NONE, t, end);
            return;
        }
}

static void add_telling(const place_work *work, size_t number) {
    const drg_telling *telling = &work->record->tellings->items[work->record->numbers[number]];
    const drg_document *document = work->document;
    const drg_sentence *sentence = &document->sentences.items[telling->found.sentence];
    uint32_t from = sentence->first_token;
    if (telling->found.first > from + REACH)
        from = telling->found.first - REACH;
    for (uint32_t m = drg_document_mention_from(document, from); m < document->mentions.count;
         m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->first_token >= sentence->end_token ||
            mention->first_token > telling->found.end + REACH)
            return;
        if (drg_place_is_reference(document, mention))
            continue;
        if (drg_place_kind_of(document, mention->entity) != PLACE_NONE)
            add_mention(work, number, m);
        else if (document->entities.items[mention->entity].type == DRG_ORGANIZATION &&
                 mention->kind == DRG_NAME)
            add_from_name(work, number, mention->entity, mention->first_token, mention->end_token);
    }
}

static bool is_told_in(const place_work *work, uint32_t sentence) {
    for (size_t i = 0; i < work->record->count && i < MOST_TELLINGS; i++)
        if (work->record->tellings->items[work->record->numbers[i]].found.sentence == sentence)
            return true;
    return false;
}

static void add_neighbour(
    const place_work *work, uint32_t sentence, drg_place_sign sign, drg_place_sign sign_led) {
    const drg_document *document = work->document;
    if (sentence >= document->sentences.count || is_told_in(work, sentence))
        return;
    const drg_sentence *of = &document->sentences.items[sentence];
    uint32_t m = drg_document_mention_from(document, of->first_token);
    for (int looked = 0; looked < NEARBY && m < document->mentions.count; looked++, m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->first_token >= of->end_token)
            return;
        if (drg_place_kind_of(document, mention->entity) == PLACE_NONE ||
            drg_place_is_reference(document, mention))
            continue;
        drg_option *option = drg_option_add(work->list, mention->entity, DRG_GROUND_NEARBY);
        uint32_t preposition = drg_place_preposition(work->syntax, mention->first_token);
        bool led = drg_place_led(work->syntax, mention->first_token) &&
                   !drg_place_of_other(work->record, preposition);
        drg_option_sign(option, led ? sign_led : sign);
        add_typed(work, option, true, DRG_PLACE_FROM_ELSEWHERE);
        if (option)
            entity_signs(work, option, mention->entity);
    }
}

static drg_ground ground_of(const place_work *work, uint32_t entity) {
    const drg_event *event = work->event;
    drg_slice country = drg_place_country(work->document, entity);
    bool state = drg_place_kind_of(work->document, entity) == PLACE_STATE;
    if (entity == work->record->scene->dateline)
        return DRG_GROUND_DATELINE;
    if (on_side(event->source, event->source_count, entity) ||
        on_side(event->target, event->target_count, entity) ||
        (state && (has_country(event->source, event->source_count, country) ||
                      has_country(event->target, event->target_count, country))))
        return DRG_GROUND_PARTY;
    return DRG_GROUND_ARTICLE;
}

/* A place of the article, wherever it stands. */
static void add_scene(const place_work *work, uint32_t what) {
    const drg_document *document = work->document;
    const drg_scene *scene = work->record->scene;
    drg_option *option = drg_option_add(work->list, what, ground_of(work, what));
    if (!option)
        return;
    drg_option_sign(option, DRG_PLACE_ARTICLE);
    add_typed(work, option, true, DRG_PLACE_FROM_ELSEWHERE);
    entity_signs(work, option, what);
    if (what & DRG_OF_THING)
        return;
    uint32_t named = document->entities.items[what].mentions[0];
    const drg_mention *first = &document->mentions.items[named];
    bool head = first->first_token < scene->head_end, lead = head && first->sentence == scene->lead;
    add_plain(option, lead, DRG_PLACE_LEAD);
    add_plain(option, head && !lead, DRG_PLACE_HEADLINE);
}

static bool is_option(const drg_options_list *list, uint32_t what) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].what == what)
            return true;
    return false;
}

/* The state of a country code, where the article does not name it by itself ("Taiwanese"). */
static void add_state(const place_work *work, drg_slice country) {
    if (!country.size)
        return;
    const drg_know *know = work->document->engine->know;
    uint32_t thing = drg_know_country(know, country);
    if (thing == DRG_NONE || drg_know_thing(know, thing)->kind != DRG_THING_STATE)
        return;
    uint32_t what = drg_place_of_thing(work->document, work->record->scene, thing);
    if (!is_option(work->list, what))
        add_scene(work, what);
}

static void add_nothing(const place_work *work) {
    const drg_event *event = work->event;
    const drg_telling *first = &work->record->tellings->items[work->record->numbers[0]];
    drg_option *option = drg_option_add(work->list, DRG_NONE, DRG_GROUND_NONE);
    drg_option_sign(option, DRG_PLACE_NOTHING);
    add_plain(option, event->tense == DRG_FUTURE, DRG_PLACE_NOTHING_FUTURE);
    add_plain(option, event->tense == DRG_HYPOTHETICAL, DRG_PLACE_NOTHING_HYPOTHETICAL);
    add_plain(option, event->tense == DRG_ONGOING, DRG_PLACE_NOTHING_ONGOING);
    add_plain(option, event->negated, DRG_PLACE_NOTHING_NEGATED);
    add_plain(option, event->speaker != DRG_NONE, DRG_PLACE_NOTHING_QUOTED);
    add_plain(option, !first->own_verb, DRG_PLACE_NOTHING_NOUN);
    add_plain(option, work->record->count > 2, DRG_PLACE_NOTHING_TOLD_OFTEN);
    add_plain(option, first->time != DRG_NONE, DRG_PLACE_NOTHING_DATED);
}

void drg_where_options(const drg_record *record, const drg_event *event, drg_options_list *list) {
    place_work work = {record, record->syntax, record->syntax->document, event, list, {0}};
    const drg_scene *scene = record->scene;
    list->count = 0;
    drg_where_view_make(record, event, &work.view);
    add_nothing(&work);
    for (size_t i = 0; i < record->count && i < MOST_TELLINGS; i++) {
        if (list->count > DRG_OPTIONS / 2)
            break;
        uint32_t sentence = record->tellings->items[record->numbers[i]].found.sentence;
        add_telling(&work, i);
        add_from_trigger(&work, i);
        if (i > 3)
            continue;
        add_neighbour(
            &work, sentence - 1, DRG_PLACE_SENTENCE_BEFORE, DRG_PLACE_SENTENCE_BEFORE_LED);
        add_neighbour(
            &work, sentence - 2, DRG_PLACE_SENTENCE_TWO_BEFORE, DRG_PLACE_SENTENCE_TWO_BEFORE);
        add_neighbour(&work, sentence + 1, DRG_PLACE_SENTENCE_AFTER, DRG_PLACE_SENTENCE_AFTER_LED);
    }
    for (size_t i = 0; i < scene->named_count; i++)
        add_scene(&work, scene->named[i]);
    add_state(&work, work.syntax->country);
    for (size_t i = 0; i < event->source_count; i++)
        add_state(&work, event->source[i].country);
    for (size_t i = 0; i < event->target_count; i++)
        add_state(&work, event->target[i].country);
    const uint32_t more[] = {scene->most, scene->most_state, scene->most_town};
    for (size_t i = 0; i < 3; i++) {
        bool there = more[i] == DRG_NONE;
        for (size_t j = 0; j < scene->named_count; j++)
            there |= scene->named[j] == more[i];
        if (!there)
            add_scene(&work, more[i]);
    }
}
