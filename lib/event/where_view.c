/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a record and the article around it say of every place at once.
 *
 * where.c looks at each mention by itself. Some of what a coder goes by lies farther off: the place
 * that was named last with "in" before the event is told, the town named last, the place of the
 * last event of the same type, and which places the reading engine takes for the place of any event
 * of the article, or of one of this type: the lead says where the strike is, and later sentences
 * speak of it again. These are found here, once for a record (the engine's view: once for the
 * article, scene.c).
 *
 * Parties that write, telephone or send word to one another are not in one place: of 14 such
 * events of the train part that the library finds the gold has a place for one. rank.c gives them
 * none.
 *
 * Bounded: BACK mentions before the telling, EVENTS records before the record, TELLINGS tellings.
 */
#include "../engine.h"
#include "rank.h"

#define BACK 48
#define EVENTS 12
#define TELLINGS 12

static const drg_telling *telling_of(const drg_record *record, size_t number) {
    return &record->tellings->items[record->numbers[number]];
}

static bool is_remote_word(drg_slice word) {
    static const char *const WORDS[] = {"phone", "telephone", "phoned", "telephoned", "video",
        "videoconference", "virtual", "virtually", "online", "letter", "letters", "message",
        "messages", "email", "emails", "e-mail"};
    return DRG_ONE_OF(word, WORDS);
}

/* In the words of the telling or the noun phrase of its first one ("a telephone call"). */
static bool is_remote(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    uint32_t from = telling->found.first, to = telling->found.end;
    if (chunk != DRG_NONE) {
        from = syntax->chunks.items[chunk].first < from ? syntax->chunks.items[chunk].first : from;
        to = syntax->chunks.items[chunk].end > to ? syntax->chunks.items[chunk].end : to;
    }
    for (uint32_t t = from; t < to; t++)
        if (is_remote_word(syntax->document->tokens.items[t].lower))
            return true;
    return false;
}

/* Most tellings must say so: a visit that was agreed on by telephone is a visit. */
bool drg_where_remote(const drg_record *record, const drg_event *event) {
    if (event->type != DRG_CONSULT)
        return false;
    if (drg_slice_is(event->mode, "phone"))
        return true;
    size_t count = record->count < TELLINGS ? record->count : TELLINGS, remote = 0;
    for (size_t i = 0; i < count; i++)
        remote += is_remote(record->syntax, telling_of(record, i));
    return 2 * remote > count;
}

static void find_recent(const drg_record *record, drg_where_view *view) {
    const drg_document *document = record->syntax->document;
    uint32_t at = document->sentences.items[telling_of(record, 0)->found.sentence].first_token;
    uint32_t m = drg_document_mention_from(document, at);
    for (int looked = 0; looked < BACK && m > 0; looked++) {
        const drg_mention *mention = &document->mentions.items[--m];
        drg_place_kind kind = drg_place_kind_of(document, mention->entity);
        if (kind == PLACE_NONE)
            continue;
        if (view->recent_led == DRG_NONE && drg_place_led(record->syntax, mention->first_token))
            view->recent_led = mention->entity;
        if (view->recent_town == DRG_NONE && kind != PLACE_STATE)
            view->recent_town = mention->entity;
    }
}

static bool is_ahead(const drg_event *event) {
    return event->tense == DRG_FUTURE || event->tense == DRG_HYPOTHETICAL;
}

/* The records before this one stand in the document already. */
static void find_same_type(
    const drg_document *document, const drg_event *event, drg_where_view *view) {
    size_t own = (size_t)(event - document->events.items);
    for (size_t back = 1; back <= EVENTS && back <= own; back++) {
        const drg_event *before = &document->events.items[own - back];
        if (before->place == DRG_NONE || before->type != event->type ||
            is_ahead(before) != is_ahead(event))
            continue;
        view->of_same_type = before->place;
        return;
    }
}

void drg_where_view_make(const drg_record *record, const drg_event *event, drg_where_view *view) {
    *view =
        (drg_where_view){.recent_led = DRG_NONE, .recent_town = DRG_NONE, .of_same_type = DRG_NONE};
    find_recent(record, view);
    find_same_type(record->syntax->document, event, view);
}

void drg_where_view_signs(const drg_record *record, const drg_event *event,
    const drg_where_view *view, drg_option *option, uint32_t what) {
    if (what & DRG_OF_THING)
        return;
    unsigned told = record->scene->told[what], own = 1U << event->type;
    if (told & own)
        drg_option_sign(option, DRG_PLACE_ROLE_SAME_TYPE);
    if (told & ~own)
        drg_option_sign(option, DRG_PLACE_ROLE_SOMEWHERE);
    if (what == view->recent_led)
        drg_option_sign(option, DRG_PLACE_RECENT_LED);
    if (what == view->recent_town)
        drg_option_sign(option, DRG_PLACE_RECENT_TOWN);
    if (what == view->of_same_type)
        drg_option_sign(option, DRG_PLACE_OF_SAME_TYPE);
}
