/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last stage: events. Triggers are looked up in the lexicon (trigger.c); each gets its parties
 * (party.c) and attributes (attribute.c) by a light syntax (syntax.c); a score (score.c) says how
 * sure it is; tellings of one event become one record (merge.c).
 *
 * Two passes over the sentences: the first finds all triggers of the article, since what an article
 * is about makes its triggers likelier; the second tells and scores them. What is under THRESHOLD
 * is dropped: chosen on the train part of the corpus for the best F1 of events found. Of several
 * entries that match the same word ("dismissed" is REJECT or SANCTION) the likeliest stays.
 *
 * Cost: linear; the second pass keeps only what is over the threshold, with its parties.
 */
#include "../engine.h"
#include "about.h"
#include "explain.h"
#include "tense.h"

#define THRESHOLD 0.26f
#define POLL 256 /* sentences between two looks whether the caller cancelled */

typedef struct coding {
    drg_document *document;
    drg_syntax syntax;
    drg_trigger_scratch scratch;
    drg_found_list found; /* of the whole document, by sentence and position */
    size_t *first_found; /* [sentences + 1] */
    float mass[DRG_EVENT_TYPES]; /* sum of the weights of each type's triggers */
    float read[DRG_EVENT_TYPES]; /* sum of the reading engine's probabilities of each type */
    drg_telling_list tellings;
    const drg_watch *watch;
} coding;

static const drg_entry *entry_of(const coding *work, size_t found) {
    return drg_lexicon_entry(work->syntax.lexicon, work->found.items[found].entry);
}

/* Is it the best of its type at its word? Entries of one word count once. */
static bool counts(const coding *work, size_t at, size_t first) {
    const drg_found *one = &work->found.items[at];
    for (size_t i = at; i-- > first && work->found.items[i].head == one->head;)
        if (entry_of(work, i)->type == entry_of(work, at)->type)
            return false;
    return true;
}

static int find_all(coding *work) {
    drg_document *document = work->document;
    size_t sentences = document->sentences.count;
    work->first_found = drg_arena_array(&document->arena, sentences + 1, sizeof *work->first_found);
    if (!work->first_found)
        return DRG_ENOMEM;
    for (uint32_t s = 0; s < sentences; s++) {
        if (s % POLL == 0 && drg_document_cancelled(document))
            return DRG_ECANCELLED;
        size_t first = work->found.count;
        work->first_found[s] = first;
        int result =
            drg_trigger_find(&work->syntax, s, &document->arena, &work->scratch, &work->found);
        if (!result)
            result = drg_read_triggers(&work->syntax, s, &document->arena, first, &work->found);
        if (result)
            return result;
        if (work->found.count - first >= DRG_MOST_TRIGGERS / 2)
            drg_document_warn(document, "sentence_too_long", document->sentences.items[s].span,
                "a sentence has more words that may tell events than are read");
        for (size_t i = first; i < work->found.count; i++)
            if (counts(work, i, first))
                work->mass[entry_of(work, i)->type] += entry_of(work, i)->weight;
    }
    work->first_found[sentences] = work->found.count;
    return DRG_OK;
}

/* What stands around a trigger; in_sentence: sum of weights by type. */
static drg_surroundings look_around(
    const coding *work, size_t at, size_t first, size_t end, const float *in_sentence) {
    const drg_entry *entry = entry_of(work, at);
    uint32_t head = work->found.items[at].head;
    float own = entry->weight, rival = 0;
    size_t from = at, to = at;
    while (from > first && work->found.items[from - 1].head == head)
        from--;
    while (to < end && work->found.items[to].head == head)
        to++;
    for (size_t i = from; i < to; i++) {
        const drg_entry *other = entry_of(work, i);
        if (other->type == entry->type && other->weight > own)
            own = other->weight;
        if (other->type != entry->type && other->weight > rival)
            rival = other->weight;
    }
    float article = work->mass[entry->type] - own, here = in_sentence[entry->type] - own;
    return (drg_surroundings){
        article > 0 ? article : 0, here > 0 ? here : 0, rival, work->read[entry->type], false};
}

/* Another reading of the same words that was not taken. */
static void note_rival(drg_document *document, drg_telling *taken, const drg_telling *other) {
    if (other->entry->type == taken->entry->type)
        return;
    if (other->confidence > taken->rival_score) {
        taken->rival = other->entry->type;
        taken->rival_score = other->confidence;
    }
    drg_miss_note(
        document, other, DRG_MISS_OTHER_TYPE, (drg_event_type)taken->entry->type, DRG_NONE);
}

/* Keeps a telling with copies of its parties, which were on the stack. */
static int keep(coding *work, const drg_telling *telling) {
    drg_arena *arena = &work->document->arena;
    drg_telling *last =
        work->tellings.count ? &work->tellings.items[work->tellings.count - 1] : NULL;
    bool again = last && last->found.head == telling->found.head;
    if (again && telling->confidence <= last->confidence) {
        note_rival(work->document, last, telling);
        return DRG_OK;
    }
    size_t sources = telling->source.count, targets = telling->target.count;
    drg_party *copy = drg_arena_array(arena, sources + targets + 1, sizeof *copy);
    drg_telling *kept = again ? last : drg_list_add(arena, &work->tellings);
    if (!copy || !kept)
        return DRG_ENOMEM;
    memcpy(copy, telling->source.items, sources * sizeof *copy);
    memcpy(copy + sources, telling->target.items, targets * sizeof *copy);
    const drg_telling before = again ? *last : *telling;
    *kept = *telling;
    kept->source.items = copy;
    kept->target.items = copy + sources;
    if (again)
        note_rival(work->document, kept, &before);
    return DRG_OK;
}

/* Acts that speak of another act: what stands in their complement is not done yet. */
static bool speaks_of_acts(uint8_t type) {
    return type == DRG_AGREE || type == DRG_REQUEST || type == DRG_REJECT || type == DRG_THREATEN;
}

#define OVER 4 /* triggers to the left that a complement is looked for in */

static bool embedded(const coding *work, size_t at, size_t first, const drg_telling *telling) {
    for (size_t i = at, looked = 0; i-- > first && looked < OVER;) {
        const drg_entry *entry = entry_of(work, i);
        if (work->found.items[i].head == telling->found.head)
            continue;
        looked++;
        if (speaks_of_acts(entry->type) && entry->weight >= 0.4F &&
            drg_embedded(&work->syntax, &work->found.items[i], telling))
            return true;
    }
    return false;
}

/* "Refused to agree", "his reluctance to agree": the refusal is told, and no promise. */
static bool refused(const coding *work, size_t at, size_t first, const drg_telling *telling) {
    const drg_verb *verb = telling->own_verb ? &work->syntax.verbs.items[telling->verb] : NULL;
    if (telling->entry->type != DRG_AGREE || !verb || !verb->infinitive)
        return false;
    for (size_t i = at, looked = 0; i-- > first && looked < OVER; looked++) {
        uint32_t end = work->found.items[i].end; /* "to" may be a word of the trigger */
        if (entry_of(work, i)->type == DRG_REJECT && (verb->first == end || verb->first + 1 == end))
            return true;
    }
    return false;
}

/* Would it be told if it were not spoken of, denied or unreal? */
static bool told_but_for(const coding *work, drg_surroundings around, drg_telling telling) {
    drg_score(&work->syntax, &around, &telling, NULL);
    return telling.confidence >= THRESHOLD;
}

/* Notes words that are not told, for who asked, with what stood against them. */
static void note_miss(const coding *work, drg_surroundings around, const drg_telling *telling) {
    drg_miss_reason reason = drg_miss_reason_of(&work->syntax, telling);
    drg_surroundings free = around;
    drg_telling done = *telling, real = *telling;
    free.embedded = false;
    done.negated = false;
    real.tense = DRG_PAST;
    if (!work->document->options.explain || telling->confidence < DRG_LEAST_MISS)
        return;
    if (reason != DRG_MISS_NO_PARTY) {
        if (around.embedded && told_but_for(work, free, *telling))
            reason = DRG_MISS_IN_COMPLEMENT;
        else if (telling->negated && told_but_for(work, around, done))
            reason = DRG_MISS_NEGATED;
        else if (telling->tense >= DRG_FUTURE && told_but_for(work, around, real))
            reason = DRG_MISS_HYPOTHETICAL;
    }
    drg_miss_note(work->document, telling, reason, (drg_event_type)telling->entry->type, DRG_NONE);
}

static int tell(coding *work, size_t at, size_t first, drg_surroundings around) {
    drg_party source[DRG_SIDE], target[DRG_SIDE];
    drg_telling telling = {.found = work->found.items[at],
        .entry = entry_of(work, at),
        .source = {.items = source},
        .target = {.items = target},
        .verb = DRG_NONE,
        .spoken_by = DRG_NONE,
        .speaker = DRG_NONE,
        .place = DRG_NONE,
        .time = DRG_NONE};
    drg_party_find(&work->syntax, &telling);
    drg_read_parties(&work->syntax, &telling);
    drg_party_sure(&work->syntax, &telling);
    drg_attribute_find(&work->syntax, &telling);
    drg_tense_choose(&work->syntax, &telling, work->watch);
    drg_read_attributes(&work->syntax, &telling);
    around.embedded = embedded(work, at, first, &telling);
    drg_score(&work->syntax, &around, &telling, work->watch);
    if (telling.confidence < THRESHOLD || refused(work, at, first, &telling)) {
        note_miss(work, around, &telling);
        return DRG_OK;
    }
    drg_mode_find(&work->syntax, &telling);
    return keep(work, &telling);
}

#define BESIDE 6 /* tellings to each side that may tell the meeting of a plan */
#define SURE_MEETING 0.4f /* confidence from which it is told alone */

/* Does a plan hold the very words of a meeting, which is the surer of the two: "plans for talks
 * were announced"? */
static bool plans_meeting(const drg_telling_list *tellings, size_t from, size_t at) {
    const drg_telling *plan = &tellings->items[at];
    if (plan->entry->type != DRG_AGREE)
        return false;
    for (size_t i = at > from + BESIDE ? at - BESIDE : from;
         i < tellings->count && i <= at + BESIDE; i++) {
        const drg_telling *one = &tellings->items[i];
        if (one->entry->type == DRG_CONSULT && one->confidence > SURE_MEETING &&
            one->found.head >= plan->found.first && one->found.head < plan->found.end)
            return true;
    }
    return false;
}

/* Such a plan is the meeting, still ahead, told a second time. */
static void without_plans(coding *work, size_t from) {
    drg_telling_list *tellings = &work->tellings;
    size_t kept = from;
    for (size_t i = from; i < tellings->count; i++) {
        if (plans_meeting(tellings, from, i))
            drg_miss_note(
                work->document, &tellings->items[i], DRG_MISS_OTHER_TYPE, DRG_CONSULT, DRG_NONE);
        else
            tellings->items[kept++] = tellings->items[i];
    }
    tellings->count = kept;
}

static int tell_sentence(coding *work, uint32_t sentence) {
    size_t first = work->first_found[sentence], end = work->first_found[sentence + 1];
    size_t told = work->tellings.count, missed = work->document->near_misses.count;
    float in_sentence[DRG_EVENT_TYPES] = {0};
    int result = DRG_OK;
    for (size_t i = first; i < end; i++)
        if (counts(work, i, first))
            in_sentence[entry_of(work, i)->type] += entry_of(work, i)->weight;
    for (size_t i = first; !result && i < end; i++) {
        if (work->found.items[i].nothing)
            continue;
        drg_surroundings around = look_around(work, i, first, end, in_sentence);
        result = tell(work, i, first, around);
    }
    if (result)
        return result; /* the last telling may be half made */
    without_plans(work, told);
    drg_about_find(&work->syntax, &work->tellings, told);
    drg_miss_trim(work->document, missed, &work->tellings, told);
    return DRG_OK;
}

int drg_code_watched(drg_document *document, const drg_engine *engine, const drg_watch *watch) {
    coding work = {.document = document, .watch = watch};
    int result = drg_syntax_make(document, engine->lexicon, &work.syntax);
    for (size_t i = 0; i < document->read.events.count; i++)
        work.read[document->read.events.items[i].type] +=
            (float)document->read.events.items[i].probability / 255;
    if (!result)
        result = find_all(&work);
    for (uint32_t s = 0; !result && s < document->sentences.count; s++) {
        if (s % POLL == 0 && drg_document_cancelled(document))
            return DRG_ECANCELLED;
        result = tell_sentence(&work, s);
    }
    if (!result)
        result = drg_merge(document, &work.syntax, &work.tellings, watch);
    return result ? result : drg_arena_failed(&document->arena) ? DRG_ENOMEM : DRG_OK;
}

int drg_run_code(drg_document *document, const drg_engine *engine) {
    return drg_code_watched(document, engine, NULL);
}
