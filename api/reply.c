/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reply as JSON, member by member in the order that openapi.yaml shows. Absent means not known:
 * an empty slice, an interval without a year, an index that points nowhere are left out, never
 * written as "" or null. `text` is always the exact slice between start and end.
 */
#include "labels.h"

#include "../lib/base/slice.h"

#include <stdio.h>

static void write_ref(api_json *json, char kind, uint32_t index) {
    char id[16];
    snprintf(id, sizeof id, "%c%u", kind, index + 1u);
    api_json_text(json, id);
}

static void member_ref(api_json *json, const char *key, char kind, uint32_t index) {
    api_json_key(json, key);
    write_ref(json, kind, index);
}

static void member_entity(api_json *json, const api_view *view, const char *key, uint32_t entity) {
    if (entity < view->entity_count)
        member_ref(json, key, 'e', entity);
}

/* start, end, text of a span that is not empty. */
static void members_span(api_json *json, const api_view *view, drg_span span) {
    if (span.end <= span.start)
        return;
    api_json_member_uint(json, "start", api_view_offset(view, span.start));
    api_json_member_uint(json, "end", api_view_offset(view, span.end));
    api_json_member(json, "text", api_view_text(view, span));
}

static void member_sectors(
    api_json *json, const api_view *view, const uint8_t *sectors, size_t count) {
    if (!count)
        return;
    api_json_member_open(json, "sectors", '[');
    for (size_t i = 0; i < count; i++)
        api_json_string(json, api_view_sector(view, sectors[i]));
    api_json_close(json, ']');
}

static void member_confidence(api_json *json, float confidence) {
    api_json_member_fixed(json, "confidence", (double)confidence, 3);
}

static void members_coordinates(api_json *json, bool known, double latitude, double longitude) {
    if (!known)
        return;
    api_json_member_fixed(json, "latitude", latitude, 5);
    api_json_member_fixed(json, "longitude", longitude, 5);
}

/* ---- head ------------------------------------------------------------------------------------ */

static void write_head(api_json *json, const api_view *view, const drg_engine *engine) {
    drg_basis basis;
    drg_engine_info info;
    drg_engine_describe(engine, &info);
    api_json_member(json, "id", api_view_id(view));
    api_json_member_text(json, "status", "complete");
    api_json_member_open(json, "document", '{');
    api_json_member_date(json, "published", drg_document_published(view->document, &basis));
    api_json_member(json, "language", drg_document_language(view->document));
    api_json_member_uint(json, "sentences", view->sentence_count);
    api_json_member_uint(json, "tokens", drg_document_tokens(view->document));
    api_json_member_text(json, "digest", view->digest);
    api_json_close(json, '}');
    api_json_member_open(json, "engine", '{');
    api_json_member_text(json, "version", info.version);
    api_json_member_text(json, "model", info.model_digest);
    api_json_member_text(json, "knowledge", info.knowledge_digest);
    api_json_member_text(json, "ontology", info.ontology);
    if (view->article->options.labels != API_PLOVER_2_0)
        api_json_member_text(json, "labels", api_labels_name(view->article->options.labels));
    api_json_close(json, '}');
}

static void write_sentences(api_json *json, const api_view *view) {
    static const char *const kinds[] = {"body", "headline", "byline", "list_item", "boilerplate"};
    api_json_member_open(json, "sentences", '[');
    for (size_t i = 0; i < view->sentence_count; i++) {
        const drg_sentence *sentence = &view->sentences[i];
        api_json_open(json, '{');
        members_span(json, view, sentence->span);
        api_json_member_uint(json, "paragraph", sentence->paragraph);
        if (sentence->kind < sizeof kinds / sizeof kinds[0])
            api_json_member_text(json, "kind", kinds[sentence->kind]);
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

/* Why the fields of a record are what they are: [{"what", "rule", "score", "runner_up",
 * "runner_up_score"}], what is not known left out. */
static void write_reasons(api_json *json, const drg_reason *reasons, size_t count) {
    if (!count)
        return;
    api_json_member_open(json, "explain", '[');
    for (size_t i = 0; i < count; i++) {
        const drg_reason *reason = &reasons[i];
        api_json_open(json, '{');
        api_json_member(json, "what", reason->what);
        api_json_member(json, "rule", reason->rule);
        if (reason->scored)
            api_json_member_fixed(json, "score", reason->score, 3);
        api_json_member(json, "runner_up", reason->runner_up);
        if (reason->scored && reason->runner_up.size)
            api_json_member_fixed(json, "runner_up_score", reason->runner_up_score, 3);
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

/* Of a record that one rule made. */
static void write_reason(api_json *json, const char *what, drg_slice rule) {
    const drg_reason reason = {.what = {what, strlen(what)}, .rule = rule};
    write_reasons(json, &reason, rule.size != 0);
}

/* ---- entities -------------------------------------------------------------------------------- */

static void write_mentions(api_json *json, const api_view *view, const drg_entity *entity) {
    api_json_member_open(json, "mentions", '[');
    for (size_t i = 0; i < entity->mention_count; i++) {
        const drg_mention *mention = &view->mentions[entity->mentions[i]];
        api_json_open(json, '{');
        members_span(json, view, mention->span);
        api_json_member_text(json, "kind", drg_mention_kind_name(mention->kind));
        api_json_member_uint(json, "sentence", mention->sentence);
        write_reason(json, "link", mention->explanation);
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

static void write_office(api_json *json, const drg_office *office) {
    if (!office->title.size)
        return;
    api_json_member_open(json, "office", '{');
    api_json_member(json, "title", office->title);
    if (office->basis != DRG_BASIS_NONE)
        api_json_member_text(json, "basis", drg_basis_name(office->basis));
    if (office->former)
        api_json_member_bool(json, "former", true);
    api_json_close(json, '}');
}

static void write_ids(api_json *json, uint32_t geonames, uint32_t wikidata) {
    char number[16];
    if (!geonames && !wikidata)
        return;
    api_json_member_open(json, "ids", '{');
    if (geonames) {
        snprintf(number, sizeof number, "%u", geonames);
        api_json_member_text(json, "geonames", number);
    }
    if (wikidata) {
        snprintf(number, sizeof number, "Q%u", wikidata);
        api_json_member_text(json, "wikidata", number);
    }
    api_json_close(json, '}');
}

static void write_candidates(api_json *json, const drg_entity *entity) {
    if (!entity->candidate_count)
        return;
    api_json_member_open(json, "candidates", '[');
    for (size_t i = 0; i < entity->candidate_count; i++) {
        const drg_place_candidate *place = &entity->candidates[i];
        api_json_open(json, '{');
        api_json_member(json, "name", place->name);
        api_json_member(json, "country", place->country);
        members_coordinates(json, place->has_coordinates, place->latitude, place->longitude);
        write_ids(json, place->geonames, 0);
        api_json_member_fixed(json, "score", (double)place->share, 3);
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

/* What a group is made of. */
static void write_members(api_json *json, const drg_entity *entity) {
    if (!entity->member_count)
        return;
    api_json_member_open(json, "members", '[');
    for (size_t i = 0; i < entity->member_count; i++)
        write_ref(json, 'e', entity->members[i]);
    api_json_close(json, ']');
}

static void write_entity(api_json *json, const api_view *view, uint32_t index) {
    const drg_entity *entity = &view->entities[index];
    api_json_open(json, '{');
    member_ref(json, "id", 'e', index);
    api_json_member_text(json, "type", drg_entity_type_name(entity->type));
    api_json_member(json, "name", entity->name);
    api_json_member(json, "country", entity->country);
    write_office(json, &entity->office);
    member_sectors(json, view, entity->sectors, entity->sector_count);
    api_json_member(json, "actor_code", entity->actor_code);
    members_coordinates(json, entity->has_coordinates, entity->latitude, entity->longitude);
    api_json_member(json, "coordinates_of", entity->coordinates_of);
    write_ids(json, entity->geonames, entity->wikidata);
    write_candidates(json, entity);
    write_members(json, entity);
    member_confidence(json, entity->confidence);
    write_mentions(json, view, entity);
    write_reasons(json, entity->reasons, entity->reason_count);
    api_json_close(json, '}');
}

static void write_entities(api_json *json, const api_view *view) {
    api_json_member_open(json, "entities", '[');
    for (uint32_t i = 0; i < view->entity_count; i++)
        if (api_view_keeps_entity(view, i))
            write_entity(json, view, i);
    api_json_close(json, ']');
}

/* ---- relations and quotes -------------------------------------------------------------------- */

static void write_relations(api_json *json, const api_view *view) {
    api_json_member_open(json, "relations", '[');
    for (uint32_t i = 0; i < view->relation_count; i++) {
        const drg_relation *relation = &view->relations[i];
        if (!api_view_keeps(view, (double)relation->confidence))
            continue;
        api_json_open(json, '{');
        member_ref(json, "id", 'r', i);
        api_json_member_text(json, "type", drg_relation_type_name(relation->type));
        member_entity(json, view, "subject", relation->subject);
        member_entity(json, view, "object", relation->object);
        api_json_member(json, "label", relation->label);
        member_confidence(json, relation->confidence);
        api_json_member_open(json, "evidence", '{');
        members_span(json, view, relation->evidence);
        api_json_member_uint(json, "sentence", relation->sentence);
        api_json_close(json, '}');
        write_reasons(json, relation->reasons, relation->reason_count);
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

/* Who is said to have said it: an entity, else the words. Nothing where neither is known. */
static void write_attribution(
    api_json *json, const api_view *view, uint32_t speaker, drg_span words) {
    bool known = speaker < view->entity_count;
    if (!known && words.end <= words.start)
        return;
    api_json_member_open(json, "attribution", '{');
    if (known)
        member_entity(json, view, "speaker", speaker);
    else
        members_span(json, view, words);
    api_json_close(json, '}');
}

static void write_quotes(api_json *json, const api_view *view) {
    api_json_member_open(json, "quotes", '[');
    for (size_t i = 0; i < view->quote_count; i++) {
        const drg_quote *quote = &view->quotes[i];
        if (!api_view_keeps(view, (double)quote->confidence))
            continue;
        api_json_open(json, '{');
        member_entity(json, view, "speaker", quote->speaker);
        write_attribution(json, view, DRG_NONE, quote->speaker_span); /* its words: the evidence */
        if (quote->cue.end > quote->cue.start)
            api_json_member(json, "cue", api_view_text(view, quote->cue));
        members_span(json, view, quote->content);
        api_json_member_uint(json, "sentence", quote->sentence);
        api_json_member_bool(json, "direct", quote->direct);
        member_confidence(json, quote->confidence);
        write_reasons(json, quote->reasons, quote->reason_count);
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

/* ---- events ---------------------------------------------------------------------------------- */

static void write_party(api_json *json, const api_view *view, const drg_party *party) {
    bool known = party->entity < view->entity_count;
    api_json_open(json, '{');
    if (known)
        member_entity(json, view, "entity", party->entity);
    members_span(json, view, party->span);
    if (!known) {
        api_json_member(json, "country", party->country);
        member_sectors(json, view, party->sectors, party->sector_count);
        api_json_member(json, "actor_code", party->actor_code);
    }
    if (party->implied)
        api_json_member_bool(json, "implied", true);
    api_json_close(json, '}');
}

static void write_parties(
    api_json *json, const api_view *view, const char *key, const drg_party *parties, size_t count) {
    api_json_member_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        write_party(json, view, &parties[i]);
    api_json_close(json, ']');
}

static void write_place(api_json *json, const api_view *view, const drg_event *event) {
    if (!event->place_name.size)
        return;
    api_json_member_open(json, "place", '{');
    if (event->place < view->entity_count)
        member_entity(json, view, "entity", event->place);
    api_json_member(json, "name", event->place_name);
    api_json_member(json, "country", event->place_country);
    members_coordinates(
        json, event->place_has_coordinates, event->place_latitude, event->place_longitude);
    api_json_member_text(json, "basis", drg_ground_name(event->place_ground));
    member_confidence(json, event->place_confidence);
    api_json_close(json, '}');
}

static void write_date(api_json *json, const api_view *view, const drg_event *event) {
    if (!event->start.year && !event->end.year)
        return;
    api_json_member_open(json, "date", '{');
    api_json_member_date(json, "start", event->start);
    api_json_member_date(json, "end", event->end);
    if (event->time < view->time_count)
        api_json_member(json, "text", api_view_text(view, view->times[event->time].span));
    api_json_member_text(json, "basis", api_view_date_basis(event));
    member_confidence(json, event->date_confidence);
    api_json_close(json, '}');
}

static void write_codes(api_json *json, const api_view *view, const drg_event *event) {
    const api_label label = api_label_of(view, event->type, event->mode, event->cameo);
    api_json_member(json, "type", label.name);
    api_json_member(json, "mode", event->mode);
    if (event->context_count) {
        api_json_member_open(json, "contexts", '[');
        for (size_t i = 0; i < event->context_count; i++)
            api_json_string(json, api_view_context(view, event->contexts[i]));
        api_json_close(json, ']');
    }
    api_json_member_uint(json, "quad_class", label.quad);
    api_json_member(json, "cameo", event->cameo);
    api_json_member_fixed(json, "goldstein", event->goldstein, 2);
    api_json_member_fixed(json, "intensity", event->intensity, 2);
}

static void write_triggers(api_json *json, const api_view *view, const drg_event *event) {
    api_json_member_open(json, "mentions", '[');
    for (size_t i = 0; i < event->mention_count; i++) {
        api_json_open(json, '{');
        members_span(json, view, event->mentions[i].span);
        api_json_member_uint(json, "sentence", event->mentions[i].sentence);
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

static void write_about(api_json *json, const api_view *view, const drg_event *event) {
    bool open = false;
    for (size_t i = 0; i < event->about_count; i++) {
        uint32_t other = event->about[i];
        if (other >= view->event_count ||
            !api_view_keeps(view, (double)view->events[other].confidence))
            continue;
        if (!open)
            api_json_member_open(json, "about", '[');
        open = true;
        write_ref(json, 'v', other);
    }
    if (open)
        api_json_close(json, ']');
}

static void write_event(api_json *json, const api_view *view, uint32_t index) {
    const drg_event *event = &view->events[index];
    api_json_open(json, '{');
    member_ref(json, "id", 'v', index);
    write_codes(json, view, event);
    api_json_member_text(json, "tense", drg_tense_name(event->tense));
    api_json_member_bool(json, "negated", event->negated);
    write_attribution(json, view, event->speaker, event->speaker_span);
    write_parties(json, view, "source", event->source, event->source_count);
    write_parties(json, view, "target", event->target, event->target_count);
    write_place(json, view, event);
    write_date(json, view, event);
    if (event->recap)
        api_json_member_bool(json, "recap", true);
    write_triggers(json, view, event);
    write_about(json, view, event);
    member_confidence(json, event->confidence);
    api_json_member(json, "fingerprint",
        (drg_slice){event->fingerprint, strnlen(event->fingerprint, sizeof event->fingerprint)});
    write_reasons(json, event->reasons, event->reason_count);
    api_json_close(json, '}');
}

static void write_events(api_json *json, const api_view *view) {
    api_json_member_open(json, "events", '[');
    for (uint32_t i = 0; i < view->event_count; i++)
        if (api_view_keeps(view, (double)view->events[i].confidence))
            write_event(json, view, i);
    api_json_close(json, ']');
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void write_warnings(api_json *json, const api_view *view) {
    api_json_member_open(json, "warnings", '[');
    for (size_t i = 0; i < view->warning_count; i++) {
        const drg_warning *warning = &view->warnings[i];
        api_json_open(json, '{');
        api_json_member_text(json, "code", warning->code);
        api_json_member(json, "detail", warning->detail);
        if (warning->span.end > warning->span.start) {
            api_json_member_uint(json, "start", api_view_offset(view, warning->span.start));
            api_json_member_uint(json, "end", api_view_offset(view, warning->span.end));
        }
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

void api_write_json(api_json *json, const api_view *view, const drg_engine *engine) {
    unsigned include = view->article->options.include;
    api_json_open(json, '{');
    write_head(json, view, engine);
    if (include & API_SENTENCES)
        write_sentences(json, view);
    if (include & API_ENTITIES)
        write_entities(json, view);
    if (include & API_RELATIONS)
        write_relations(json, view);
    if (include & API_EVENTS)
        write_events(json, view);
    if (include & API_EVENTS && view->article->options.explain)
        api_write_near_misses(json, view);
    if (include & API_QUOTES)
        write_quotes(json, view);
    write_warnings(json, view);
    api_json_close(json, '}');
}
