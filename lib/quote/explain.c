/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a quote is one and who says it, for who asked (options.explain). Nothing is decided here: the
 * rule comes with the speaker, the probability of a report from trust.c. The runner-up of a report
 * is that nobody says it, with the rest of the probability.
 */
#include "quote.h"

#include "../base/reason.h"

void drg_quote_explain(drg_document *document, const drg_speaker *speaker, const char *rule,
    double trust, drg_quote *quote) {
    drg_reasons reasons;
    if (!document->options.explain)
        return;
    drg_reasons_open(&reasons, &document->arena);
    drg_reason *kind = drg_reasons_add(&reasons, "quote", drg_slice_of(rule));
    if (trust >= 0) {
        drg_reason_score(kind, trust);
        drg_reason_second(kind, DRG_SLICE("said by nobody"), 1 - trust);
    }
    drg_reasons_add(&reasons, "speaker", drg_slice_of(speaker->rule));
    if (quote->cue.end > quote->cue.start)
        drg_reasons_add(&reasons, "cue",
            drg_arena_format(&document->arena, "the verb or phrase '%.*s'",
                (int)(quote->cue.end - quote->cue.start), document->text.data + quote->cue.start));
    quote->reasons = reasons.items;
    quote->reason_count = reasons.items ? reasons.count : 0;
}
