/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Light syntax, sentence by sentence: tags (tag.c), chunks and verb groups (chunk.c), subjects
 * (subject.c). In place of a parser: who-did-what in news is told by verbs, their voice, and what
 * stands left and right of them, and that much can be read off closed-class words. Where a trained
 * parser is at hand, these arrays can be filled from it instead; the stages after do not care.
 *
 * Cost: linear in the tokens; a look to the left or right is bounded (see subject.c).
 */
#include "syntax.h"

#define POLL 4096 /* tokens between two looks whether the caller cancelled */

static void mark_names(drg_syntax *syntax) {
    const drg_document *document = syntax->document;
    for (size_t i = 0; i < document->mentions.count; i++) {
        const drg_mention *mention = &document->mentions.items[i];
        if (mention->kind != DRG_NAME)
            continue;
        for (uint32_t t = mention->first_token; t < mention->end_token; t++)
            syntax->nodes[t].tag = DRG_TAG_NAME;
    }
    for (size_t i = 0; i < document->times.count; i++) {
        const drg_time *time = &document->times.items[i];
        for (uint32_t t = time->first_token; t < time->end_token; t++)
            syntax->nodes[t].tag = DRG_TAG_TIME;
    }
}

/* The country of more than half of all names that belong to one (majority vote, Boyer and Moore).
 */
static drg_slice main_country(const drg_document *document) {
    drg_slice leader = {0};
    size_t lead = 0, all = 0, votes = 0;
    for (size_t i = 0; i < document->mentions.count; i++) {
        drg_slice country = document->entities.items[document->mentions.items[i].entity].country;
        if (!country.size)
            continue;
        all++;
        if (lead == 0)
            leader = country;
        lead = drg_slice_equal(leader, country) ? lead + 1 : lead - 1;
    }
    for (size_t i = 0; i < document->mentions.count; i++)
        votes += drg_slice_equal(
            leader, document->entities.items[document->mentions.items[i].entity].country);
    return votes * 2 > all && votes > 1 ? leader : (drg_slice){0};
}

/* The share of the sentences that have a word of sport. */
static float sports_share(const drg_syntax *syntax) {
    const drg_document *document = syntax->document;
    uint64_t sports = drg_lexicon_class(syntax->lexicon, "sports");
    size_t sentences = 0;
    for (size_t s = 0; s < document->sentences.count; s++)
        for (uint32_t t = document->sentences.items[s].first_token;
             t < document->sentences.items[s].end_token; t++)
            if (syntax->nodes[t].word->classes & sports) {
                sentences++;
                break;
            }
    return document->sentences.count ? (float)sentences / (float)document->sentences.count : 0;
}

int drg_syntax_make(drg_document *document, const drg_lexicon *lexicon, drg_syntax *syntax) {
    size_t tokens = document->tokens.count, polled = 0;
    *syntax = (drg_syntax){.document = document, .lexicon = lexicon};
    syntax->nodes = drg_arena_array(&document->arena, tokens + 1, sizeof *syntax->nodes);
    if (!syntax->nodes)
        return DRG_ENOMEM;
    for (size_t i = 0; i <= tokens; i++) /* one behind the last, in no chunk and no group */
        syntax->nodes[i] = (drg_node){.chunk = DRG_NONE, .verb = DRG_NONE};
    mark_names(syntax);
    syntax->country = main_country(document);
    for (size_t s = 0; s < document->sentences.count; s++) {
        const drg_sentence *sentence = &document->sentences.items[s];
        uint32_t first = sentence->first_token, end = sentence->end_token;
        size_t first_verb = syntax->verbs.count;
        drg_syntax_tag(syntax, first, end);
        int result = drg_syntax_chunk(syntax, &document->arena, first, end);
        if (!result)
            result = drg_syntax_group(syntax, &document->arena, first, end);
        if (result)
            return result;
        drg_syntax_subjects(syntax, first_verb, first, end);
        polled += end - first;
        if (polled >= POLL) {
            polled = 0;
            if (drg_document_cancelled(document))
                return DRG_ECANCELLED;
        }
    }
    syntax->sports = sports_share(syntax);
    return DRG_OK;
}

static bool touches(const drg_document *document, uint32_t token) {
    return token < document->tokens.count &&
           !(document->tokens.items[token].flags & DRG_TOKEN_SPACE_BEFORE);
}

bool drg_half_word(const drg_document *document, uint32_t end) {
    const drg_token *tokens = document->tokens.items;
    if (end == 0 || drg_document_mention_at(document, end - 1) != DRG_NONE)
        return false;
    return drg_slice_ends(tokens[end - 1].lower, DRG_SLICE("-")) ||
           (touches(document, end) && drg_slice_is(tokens[end].lower, "-") &&
               touches(document, end + 1));
}
