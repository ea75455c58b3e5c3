/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "I", "me", "my" in a quotation: the person who speaks it.
 *
 * The name stage runs before anybody knows who speaks; so this step runs at the end of the quote
 * stage, over the quotations that it found. Only direct quotations count, and only a speaker who
 * is a person: "I" in a report outside quotation marks is the writer's. "We" is left alone: it is
 * the speaker's body, country or company of the moment, and seldom a named one.
 *
 * The new mentions are merged into the document's in the order of the text; a token that a mention
 * covers already keeps it. Quotations come in reading order and each token is looked at in one at
 * most, so the step is linear.
 */
#include "../base/sort.h"
#include "entity.h"

static bool first_person(const drg_token *token) {
    static const char *const words[] = {"i", "me", "my", "mine", "myself"};
    return DRG_ONE_OF(token->lower, words);
}

static uint32_t token_from(const drg_document *document, uint32_t byte) {
    return (uint32_t)DRG_FIRST_FROM(document->tokens, start, byte);
}

typedef DRG_LIST(drg_mention) mention_list;

/* Adds the first persons of one quotation from token `at` on; returns the token behind it. */
static uint32_t read_quote(
    drg_document *document, const drg_quote *quote, uint32_t at, mention_list *list) {
    for (; at < document->tokens.count; at++) {
        const drg_token *token = &document->tokens.items[at];
        if (token->start >= quote->content.end)
            break;
        if (!first_person(token) || drg_document_mention_at(document, at) != DRG_NONE)
            continue;
        drg_mention *mention = drg_list_add(&document->arena, list);
        if (!mention)
            break;
        *mention = (drg_mention){.span = {token->start, token->end},
            .first_token = at,
            .end_token = at + 1,
            .sentence = token->sentence,
            .entity = quote->speaker,
            .kind = DRG_PRONOUN,
            .confidence = quote->confidence};
    }
    return at;
}

static int merge(drg_document *document, const mention_list *list) {
    size_t count = document->mentions.count + list->count, a = 0, b = 0;
    drg_mention *merged = drg_arena_array(&document->arena, count + 1, sizeof *merged);
    if (!merged)
        return DRG_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const drg_mention *old = document->mentions.items;
        bool take_old = b >= list->count || (a < document->mentions.count &&
                                                old[a].first_token < list->items[b].first_token);
        merged[i] = take_old ? old[a++] : list->items[b++];
    }
    document->mentions.items = merged;
    document->mentions.count = document->mentions.capacity = count;
    return drg_mentions_list(document);
}

int drg_name_first_person(drg_document *document) {
    mention_list list = {0};
    uint32_t free_from = 0;
    for (size_t i = 0; i < document->quotes.count; i++) {
        const drg_quote *quote = &document->quotes.items[i];
        if (!quote->direct || quote->speaker == DRG_NONE ||
            document->entities.items[quote->speaker].type != DRG_PERSON ||
            document->entities.items[quote->speaker].member_count)
            continue;
        uint32_t at = token_from(document, quote->content.start);
        free_from = read_quote(document, quote, at > free_from ? at : free_from, &list);
    }
    if (drg_arena_failed(&document->arena))
        return DRG_ENOMEM;
    return list.count ? merge(document, &list) : DRG_OK;
}
