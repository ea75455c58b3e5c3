/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reply as JSON-LD 1.1 (application/ld+json), for stores of triples: the words that other data
 * uses where there are such words, ours where there are none.
 *
 *   schema.org     the article, persons, organizations, places, events, quotations
 *   NIF 2.0        the words of the text, by code points (nif:beginIndex, nif:endIndex), whatever
 *                  unit the request named; itsrdf:taIdentRef from a mention to what it names
 *   owl:sameAs     Wikidata and GeoNames
 *   drg:           codes (type of event, mode, CAMEO, actor code), relations, and who is source and
 *                  who is target, for schema.org has no pair of such words
 *
 * The subject of everything is the text itself, by digest: urn:dragoman:text:sha256:HEX, and
 * "#e1", "#v1", "#r1", "#q1" for what stands in it, "#char=10,21" (RFC 5147) for its words. So two
 * replies about one text merge, and blank nodes are few: dates and positions.
 *
 * The context stands in every reply: nothing has to be fetched to read it. Cost: linear.
 */
#include "view.h"

#include "../lib/base/slice.h"

#include <stdio.h>

static const char CONTEXT[] =
    "{\"@vocab\":\"https://schema.org/\",\"owl\":\"http://www.w3.org/2002/07/owl#\","
    "\"nif\":\"http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#\","
    "\"itsrdf\":\"http://www.w3.org/2005/11/its/rdf#\",\"drg\":\"urn:dragoman:terms:\","
    "\"xsd\":\"http://www.w3.org/2001/XMLSchema#\","
    "\"startDate\":{\"@type\":\"xsd:date\"},\"endDate\":{\"@type\":\"xsd:date\"},"
    "\"datePublished\":{\"@type\":\"xsd:date\"},\"owl:sameAs\":{\"@type\":\"@id\"},"
    "\"itsrdf:taIdentRef\":{\"@type\":\"@id\"},\"nif:referenceContext\":{\"@type\":\"@id\"},"
    "\"location\":{\"@type\":\"@id\"},\"creator\":{\"@type\":\"@id\"},"
    "\"drg:speaker\":{\"@type\":\"@id\"},\"drg:subject\":{\"@type\":\"@id\"},"
    "\"drg:object\":{\"@type\":\"@id\"},\"drg:entity\":{\"@type\":\"@id\"},"
    "\"drg:evidence\":{\"@type\":\"@id\"},\"drg:about\":{\"@type\":\"@id\"},"
    "\"drg:member\":{\"@type\":\"@id\"}}";

typedef struct ld { /* what the writers below share */
    api_json *json;
    const api_view *view;
} ld;

/* "urn:dragoman:text:sha256:HEX" and what follows. */
static void iri(const ld *out, const char *fragment) {
    char text[160];
    snprintf(text, sizeof text, "urn:dragoman:text:%s%s", out->view->digest, fragment);
    api_json_text(out->json, text);
}

static void member_iri(const ld *out, const char *key, char kind, uint32_t index) {
    char fragment[24];
    snprintf(fragment, sizeof fragment, "#%c%u", kind, index + 1u);
    api_json_key(out->json, key);
    iri(out, fragment);
}

static void member_entity(const ld *out, const char *key, uint32_t entity) {
    if (entity < out->view->entity_count)
        member_iri(out, key, 'e', entity);
}

static size_t points(const ld *out, uint32_t byte) {
    return drg_document_offset(out->view->document, byte, DRG_CODEPOINTS);
}

static void phrase_iri(const ld *out, drg_span span) {
    char fragment[64];
    snprintf(
        fragment, sizeof fragment, "#char=%zu,%zu", points(out, span.start), points(out, span.end));
    iri(out, fragment);
}

static void members_phrase(const ld *out, drg_span span) {
    api_json *json = out->json;
    api_json_key(json, "@id");
    phrase_iri(out, span);
    api_json_member_text(json, "@type", "nif:Phrase");
    api_json_key(json, "nif:referenceContext");
    iri(out, "");
    api_json_member_uint(json, "nif:beginIndex", points(out, span.start));
    api_json_member_uint(json, "nif:endIndex", points(out, span.end));
    api_json_member(json, "nif:anchorOf", api_view_text(out->view, span));
}

/* The words as a node of their own, under `key`. */
static void member_phrase(const ld *out, const char *key, drg_span span) {
    if (span.end <= span.start)
        return;
    api_json_member_open(out->json, key, '{');
    members_phrase(out, span);
    api_json_close(out->json, '}');
}

static void member_types(const ld *out, const char *first, const char *prefix, const char *second) {
    char text[64];
    snprintf(text, sizeof text, "%s%s", prefix, second);
    api_json_member_open(out->json, "@type", '[');
    api_json_text(out->json, first);
    api_json_text(out->json, text);
    api_json_close(out->json, ']');
}

static void member_position(const ld *out, bool known, double latitude, double longitude) {
    api_json *json = out->json;
    if (!known)
        return;
    api_json_member_open(json, "geo", '{');
    api_json_member_text(json, "@type", "GeoCoordinates");
    api_json_member_fixed(json, "latitude", latitude, 5);
    api_json_member_fixed(json, "longitude", longitude, 5);
    api_json_close(json, '}');
}

static void member_sectors(const ld *out, const uint8_t *sectors, size_t count) {
    if (!count)
        return;
    api_json_member_open(out->json, "drg:sector", '[');
    for (size_t i = 0; i < count; i++)
        api_json_string(out->json, api_view_sector(out->view, sectors[i]));
    api_json_close(out->json, ']');
}

/* ---- the article ----------------------------------------------------------------------------- */

static void write_article(const ld *out) {
    const api_view *view = out->view;
    drg_basis basis;
    api_json_open(out->json, '{');
    api_json_key(out->json, "@id");
    iri(out, "");
    member_types(out, "NewsArticle", "nif:", "Context");
    api_json_member(out->json, "identifier", api_view_id(view));
    api_json_member(out->json, "headline", view->article->title);
    api_json_member_date(
        out->json, "datePublished", drg_document_published(view->document, &basis));
    api_json_member(out->json, "inLanguage", drg_document_language(view->document));
    api_json_close(out->json, '}');
}

/* ---- entities -------------------------------------------------------------------------------- */

static const char *class_of(drg_entity_type type) {
    switch (type) {
    case DRG_PERSON:
        return "Person";
    case DRG_ORGANIZATION:
        return "Organization";
    case DRG_GPE:
        return "AdministrativeArea";
    case DRG_LOCATION:
        return "Place";
    case DRG_FACILITY:
        return "CivicStructure";
    default:
        return "Thing";
    }
}

static void member_same(const ld *out, const drg_entity *entity) {
    char text[64];
    if (!entity->wikidata && !entity->geonames)
        return;
    api_json_member_open(out->json, "owl:sameAs", '[');
    if (entity->wikidata) {
        snprintf(text, sizeof text, "http://www.wikidata.org/entity/Q%u", entity->wikidata);
        api_json_text(out->json, text);
    }
    if (entity->geonames) {
        snprintf(text, sizeof text, "https://sws.geonames.org/%u/", entity->geonames);
        api_json_text(out->json, text);
    }
    api_json_close(out->json, ']');
}

/* What a group is made of. */
static void member_group(const ld *out, const drg_entity *entity) {
    if (!entity->member_count)
        return;
    api_json_member_open(out->json, "drg:member", '[');
    for (size_t i = 0; i < entity->member_count; i++) {
        char fragment[24];
        snprintf(fragment, sizeof fragment, "#e%u", entity->members[i] + 1u);
        iri(out, fragment);
    }
    api_json_close(out->json, ']');
}

static void write_entity(const ld *out, uint32_t index) {
    const drg_entity *entity = &out->view->entities[index];
    api_json *json = out->json;
    api_json_open(json, '{');
    member_iri(out, "@id", 'e', index);
    member_types(out, class_of(entity->type), "drg:", drg_entity_type_name(entity->type));
    api_json_member(json, "name", entity->name);
    api_json_member(json, "jobTitle", entity->office.title);
    api_json_member(json, "drg:country", entity->country);
    member_sectors(out, entity->sectors, entity->sector_count);
    api_json_member(json, "drg:actorCode", entity->actor_code);
    member_position(out, entity->has_coordinates, entity->latitude, entity->longitude);
    member_same(out, entity);
    member_group(out, entity);
    api_json_member_fixed(json, "itsrdf:taConfidence", (double)entity->confidence, 3);
    api_json_close(json, '}');
    for (size_t i = 0; i < entity->mention_count; i++) {
        const drg_mention *mention = &out->view->mentions[entity->mentions[i]];
        api_json_open(json, '{');
        members_phrase(out, mention->span);
        member_iri(out, "itsrdf:taIdentRef", 'e', index);
        api_json_close(json, '}');
    }
}

/* ---- relations, events, quotes --------------------------------------------------------------- */

static void write_relation(const ld *out, uint32_t index) {
    const drg_relation *relation = &out->view->relations[index];
    api_json_open(out->json, '{');
    member_iri(out, "@id", 'r', index);
    member_types(out, "drg:Relation", "drg:", drg_relation_type_name(relation->type));
    member_entity(out, "drg:subject", relation->subject);
    member_entity(out, "drg:object", relation->object);
    api_json_member(out->json, "drg:label", relation->label);
    member_phrase(out, "drg:evidence", relation->evidence);
    api_json_member_fixed(out->json, "itsrdf:taConfidence", (double)relation->confidence, 3);
    api_json_close(out->json, '}');
}

static void member_parties(const ld *out, const char *key, const drg_party *parties, size_t count) {
    api_json *json = out->json;
    if (!count)
        return;
    api_json_member_open(json, key, '[');
    for (size_t i = 0; i < count; i++) {
        api_json_open(json, '{');
        api_json_member_text(json, "@type", "drg:Party");
        member_entity(out, "drg:entity", parties[i].entity);
        member_phrase(out, "drg:evidence", parties[i].span);
        if (parties[i].entity >= out->view->entity_count) {
            api_json_member(json, "drg:country", parties[i].country);
            api_json_member(json, "drg:actorCode", parties[i].actor_code);
        }
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

static void member_place(const ld *out, const drg_event *event) {
    if (!event->place_name.size)
        return;
    if (event->place < out->view->entity_count) {
        member_iri(out, "location", 'e', event->place);
        return;
    }
    api_json_member_open(out->json, "location", '{');
    api_json_member_text(out->json, "@type", "Place");
    api_json_member(out->json, "name", event->place_name);
    api_json_member(out->json, "drg:country", event->place_country);
    member_position(
        out, event->place_has_coordinates, event->place_latitude, event->place_longitude);
    api_json_close(out->json, '}');
}

static void members_codes(const ld *out, const drg_event *event) {
    api_json *json = out->json;
    member_types(out, "Event", "drg:", drg_event_type_name(event->type));
    api_json_member(json, "drg:mode", event->mode);
    if (event->context_count) {
        api_json_member_open(json, "drg:context", '[');
        for (size_t i = 0; i < event->context_count; i++)
            api_json_string(json, api_view_context(out->view, event->contexts[i]));
        api_json_close(json, ']');
    }
    api_json_member_uint(json, "drg:quadClass", event->quad_class);
    api_json_member(json, "drg:cameo", event->cameo);
    api_json_member_fixed(json, "drg:goldstein", event->goldstein, 2);
    api_json_member_fixed(json, "drg:intensity", event->intensity, 2);
    api_json_member_text(json, "drg:tense", drg_tense_name(event->tense));
    api_json_member_bool(json, "drg:negated", event->negated);
}

static void member_about(const ld *out, const drg_event *event) {
    bool open = false;
    for (size_t i = 0; i < event->about_count; i++) {
        char fragment[24];
        uint32_t other = event->about[i];
        if (other >= out->view->event_count ||
            !api_view_keeps(out->view, (double)out->view->events[other].confidence))
            continue;
        if (!open)
            api_json_member_open(out->json, "drg:about", '[');
        open = true;
        snprintf(fragment, sizeof fragment, "#v%u", other + 1u);
        iri(out, fragment);
    }
    if (open)
        api_json_close(out->json, ']');
}

static void write_event(const ld *out, uint32_t index) {
    const drg_event *event = &out->view->events[index];
    api_json *json = out->json;
    api_json_open(json, '{');
    member_iri(out, "@id", 'v', index);
    members_codes(out, event);
    member_entity(out, "drg:speaker", event->speaker);
    member_parties(out, "drg:source", event->source, event->source_count);
    member_parties(out, "drg:target", event->target, event->target_count);
    member_place(out, event);
    api_json_member_date(out->json, "startDate", event->start);
    api_json_member_date(out->json, "endDate", event->end);
    api_json_member_open(json, "drg:evidence", '[');
    for (size_t i = 0; i < event->mention_count; i++) {
        api_json_open(json, '{');
        members_phrase(out, event->mentions[i].span);
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
    member_about(out, event);
    api_json_member(json, "drg:fingerprint",
        (drg_slice){event->fingerprint, strnlen(event->fingerprint, sizeof event->fingerprint)});
    api_json_member_fixed(json, "itsrdf:taConfidence", (double)event->confidence, 3);
    api_json_close(json, '}');
}

static void write_quote(const ld *out, uint32_t index) {
    const drg_quote *quote = &out->view->quotes[index];
    api_json_open(out->json, '{');
    member_iri(out, "@id", 'q', index);
    api_json_member_text(out->json, "@type", "Quotation");
    member_entity(out, "creator", quote->speaker);
    member_phrase(out, "drg:speakerWords", quote->speaker_span);
    api_json_member(out->json, "text", api_view_text(out->view, quote->content));
    api_json_member_bool(out->json, "drg:direct", quote->direct);
    member_phrase(out, "drg:evidence", quote->content);
    api_json_member_fixed(out->json, "itsrdf:taConfidence", (double)quote->confidence, 3);
    api_json_close(out->json, '}');
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void write_graph(const ld *out) {
    const api_view *view = out->view;
    unsigned include = view->article->options.include;
    for (uint32_t i = 0; (include & API_ENTITIES) && i < view->entity_count; i++)
        if (api_view_keeps_entity(view, i))
            write_entity(out, i);
    for (uint32_t i = 0; (include & API_RELATIONS) && i < view->relation_count; i++)
        if (api_view_keeps(view, (double)view->relations[i].confidence))
            write_relation(out, i);
    for (uint32_t i = 0; (include & API_EVENTS) && i < view->event_count; i++)
        if (api_view_keeps(view, (double)view->events[i].confidence))
            write_event(out, i);
    for (uint32_t i = 0; (include & API_QUOTES) && i < view->quote_count; i++)
        if (api_view_keeps(view, (double)view->quotes[i].confidence))
            write_quote(out, i);
}

void api_write_jsonld(api_json *json, const api_view *view) {
    const ld out = {.json = json, .view = view};
    api_json_open(json, '{');
    api_json_key(json, "@context");
    api_out_text(json->out, CONTEXT);
    json->comma = true;
    api_json_member_open(json, "@graph", '[');
    write_article(&out);
    write_graph(&out);
    api_json_close(json, ']');
    api_json_close(json, '}');
}
