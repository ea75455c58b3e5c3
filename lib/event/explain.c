/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why an event is what it is, for who asked (options.explain): trigger and type, each side, mode,
 * code, tense, negation, place and date, and that several tellings are one. Each says the rule, row
 * or signs that decided and, where something was weighed, the score and the runner-up.
 *
 * Nothing is decided here; what cannot be seen from the record any more comes with the telling
 * (read_says, rival) or from the file that chose (drg_event_why). Cost: linear in the tellings.
 */
#include "explain.h"

#include "../base/reason.h"

static void explain_trigger(
    drg_document *document, drg_reasons *reasons, const drg_telling *best, const drg_event *event) {
    const drg_entry *entry = best->entry;
    const char *type = drg_event_type_name(event->type);
    drg_slice rule = DRG_SLICE("words that the reading engine alone takes for a trigger");
    if (entry->lemma.size)
        rule = drg_arena_format(&document->arena,
            "trigger '%.*s' of the lexicon, which tells %s in %.0f %% of its places",
            (int)entry->lemma.size, entry->lemma.data, type, 100 * (double)entry->weight);
    drg_reason *reason = drg_reasons_add(reasons, "event", rule);
    drg_reason_score(reason, (double)event->confidence);
    bool rival = best->rival_score > 1 - event->confidence;
    drg_reason_second(reason,
        rival ? drg_slice_of(drg_event_type_name((drg_event_type)best->rival))
              : DRG_SLICE("no event"),
        rival ? (double)best->rival_score : 1 - (double)event->confidence);
}

static const char *side_rule(const drg_side *side, bool read) {
    static const char *const implied[DRG_BYS] = {
        [DRG_BY_WORDS] = "implied: learned from who else the article has do such things",
        [DRG_BY_SPEAKER] = "implied: the speaker of the quotation around it",
        [DRG_BY_AGENT] = "implied: who as a rule does such things, named nearby",
        [DRG_BY_CLAUSE] = "implied: the subject of the clause around it",
        [DRG_BY_BEYOND] = "implied: named further on in the clause",
        [DRG_BY_ACT] = "implied: the object of the act that it speaks of",
        [DRG_BY_PLACE] = "implied: the state in which it took place",
        [DRG_BY_EXAMPLE] = "implied: whose acts it is an example of"};
    if (side->count == 0)
        return NULL;
    if (drg_side_open(side))
        return implied[side->by < DRG_BYS ? side->by : DRG_BY_WORDS];
    return read ? "the roles that the reading engine names"
                : "place and voice of the words around the trigger";
}

static void explain_mode(drg_reasons *reasons, const drg_telling *best, const drg_event *event) {
    const drg_read_event *read = best->read;
    if (event->mode.size == 0)
        return;
    bool entry = drg_slice_equal(event->mode, best->entry->mode);
    bool words = drg_slice_equal(event->mode, best->mode);
    drg_reason *reason = drg_reasons_add(reasons, "mode",
        entry   ? DRG_SLICE("the trigger")
        : words ? DRG_SLICE("a word beside the trigger")
                : DRG_SLICE("the reading engine"));
    if (read && read->mode.size && drg_slice_equal(read->mode, event->mode))
        drg_reason_score(reason, read->mode_probability / 255.0);
    else if (read && read->mode.size) {
        drg_reason_score(reason, 1 - read->mode_probability / 255.0);
        drg_reason_second(reason, read->mode, read->mode_probability / 255.0);
    }
}

/* The tense of most tellings, by their confidence. */
static void explain_tense(drg_reasons *reasons, const drg_draft *from,
    const drg_telling_list *tellings, const drg_event *event) {
    double sum[DRG_HYPOTHETICAL + 1] = {0}, all = 0;
    int second = -1;
    for (size_t i = 0; i < from->tellings.count; i++) {
        const drg_telling *telling = &tellings->items[from->tellings.items[i]];
        sum[telling->chosen] += (double)telling->confidence;
        all += (double)telling->confidence;
    }
    for (int t = 0; t <= DRG_HYPOTHETICAL; t++)
        if (t != (int)event->tense && sum[t] > 0 && (second < 0 || sum[t] > sum[second]))
            second = t;
    drg_reason *reason = drg_reasons_add(reasons, "tense",
        from->best->read_says & DRG_READ_SAYS_TENSE
            ? DRG_SLICE("learned: verb groups, words around the trigger and the reading engine, by "
                        "most of the tellings")
            : DRG_SLICE(
                  "learned: verb groups and words around the trigger, by most of the tellings"));
    drg_reason_score(reason, all > 0 ? sum[event->tense] / all : 0);
    if (second >= 0)
        drg_reason_second(
            reason, drg_slice_of(drg_tense_name((drg_tense)second)), sum[second] / all);
}

static void explain_merge(drg_reasons *reasons, const drg_draft *from) {
    if (from->tellings.count < 2)
        return;
    drg_reason *reason = drg_reasons_add(reasons, "mentions",
        DRG_SLICE("parties, words, distance, tense, date and place say that they tell one event"));
    drg_reason_score(reason, from->joined / (double)(from->tellings.count - 1));
}

void drg_event_explain(drg_document *document, const drg_draft *from,
    const drg_telling_list *tellings, const drg_event_why *why, drg_event *event) {
    const drg_telling *best = from->best;
    drg_reasons reasons;
    if (!document->options.explain)
        return;
    drg_reasons_open(&reasons, &document->arena);
    explain_trigger(document, &reasons, best, event);
    drg_reasons_add(&reasons, "source",
        drg_slice_of(side_rule(&from->source, best->read_says & DRG_READ_SAYS_SOURCE)));
    const char *target = side_rule(&from->target, best->read_says & DRG_READ_SAYS_TARGET);
    bool doer = target && from->answers;
    drg_reasons_add(&reasons, "target",
        drg_slice_of(doer ? "implied: who did the act that these words speak of" : target));
    explain_mode(&reasons, best, event);
    drg_reasons_add(&reasons, "cameo", why->cameo);
    explain_tense(&reasons, from, tellings, event);
    if (event->negated)
        drg_reasons_add(&reasons, "negated", DRG_SLICE("the words around it deny it"));
    *drg_reasons_add(&reasons, "place", why->place.rule) = why->place;
    *drg_reasons_add(&reasons, "date", why->date.rule) = why->date;
    explain_merge(&reasons, from);
    event->reasons = reasons.items;
    event->reason_count = reasons.items ? reasons.count : 0;
}
