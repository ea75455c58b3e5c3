/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last stage: events. Triggers are looked up in the lexicon (trigger.c), each gets its parties
 * (party.c) and attributes (attribute.c) by a light syntax (syntax.c), a score (score.c) says how
 * sure it is, and tellings of one event become one record (merge.c). What is under THRESHOLD is
 * dropped: it was chosen on the train part of the corpus for the best F1 of events found.
 *
 * Of several entries that match the same words ("dismissed" is REJECT or SANCTION) the one with the
 * best score stays.
 */
#include "../engine.h"
#include "event.h"

#define THRESHOLD 0.45f
#define POLL 256 /* sentences between two looks whether the caller cancelled */

static drg_telling tell(const drg_syntax *syntax, const drg_found *found) {
    drg_telling telling = {.found = *found,
        .entry = drg_lexicon_entry(syntax->lexicon, found->entry),
        .verb = DRG_NONE,
        .over = DRG_NONE,
        .speaker = DRG_NONE,
        .place = DRG_NONE,
        .time = DRG_NONE};
    drg_party_find(syntax, &telling);
    drg_attribute_find(syntax, &telling);
    return telling;
}

static int code_sentence(
    drg_document *document, const drg_syntax *syntax, uint32_t sentence, drg_telling_list *out) {
    drg_found_list found = {0};
    int result = drg_trigger_find(syntax, sentence, &document->arena, &found);
    for (size_t i = 0; !result && i < found.count; i++) {
        drg_telling telling = tell(syntax, &found.items[i]);
        if (!drg_score(syntax, &telling) || telling.confidence < THRESHOLD)
            continue;
        drg_telling *last = out->count ? &out->items[out->count - 1] : NULL;
        if (last && last->found.head == telling.found.head) {
            if (telling.confidence > last->confidence)
                *last = telling;
            continue;
        }
        drg_telling *kept = drg_list_add(&document->arena, out);
        if (!kept)
            return DRG_ENOMEM;
        *kept = telling;
    }
    return result;
}

int drg_run_code(drg_document *document, const drg_engine *engine) {
    drg_syntax syntax;
    drg_telling_list tellings = {0};
    int result = drg_syntax_make(document, engine->lexicon, &syntax);
    for (uint32_t s = 0; !result && s < document->sentences.count; s++) {
        if (s % POLL == 0 && drg_document_cancelled(document))
            return DRG_ECANCELLED;
        result = code_sentence(document, &syntax, s, &tellings);
    }
    if (!result)
        result = drg_merge(document, &syntax, &tellings);
    return result ? result : drg_arena_failed(&document->arena) ? DRG_ENOMEM : DRG_OK;
}
