/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best consistent set of names of a sentence.
 *
 * Each candidate span gets a score for each type: the sum of the weights of what is observed at it
 * (evidence.c, weights.c), over zero for "no name here". Names may not overlap, so the best set is
 * a best path over the tokens, found exactly by dynamic programming (a semi-Markov model: Sarawagi
 * and Cohen, 2004):
 *
 *     best[j] = max(best[j - 1], max over candidates [i, j) of best[i] + score([i, j)))
 *
 * Scores are integers, so the result is the same on every machine; of equal readings the one found
 * first (the shorter last name) stays. Two passes: the second one also sees which names the first
 * one found anywhere in the text, so that "Rubio" in the last line knows of "Marco Rubio" in the
 * first.
 *
 * Cost: candidates times their length, both capped: linear in the text.
 */
#include "entity.h"

typedef struct step { /* the best way to reach a token */
    int32_t score; /* of the whole path */
    int32_t own; /* of the name that ends here */
    uint32_t from; /* where that name starts; DRG_NONE: no name ends here */
    uint32_t hit;
    uint8_t type;
} step;

static const uint32_t TOKENS_A_POLL = 4096;
/* Over all that may speak against a name of certain.c, in thousandths. */
static const int32_t CERTAIN = 100000;

int32_t drg_evidence_score(
    unsigned pass, drg_entity_type type, const uint8_t *evidence, size_t count) {
    int32_t score = 0;
    for (size_t i = 0; i < count; i++)
        score += drg_evidence_weights[pass][evidence[i]][type];
    return score;
}

/* "Trump administration": the engine was taught that the name ends before the last word; what it
 * says of that name, it says of the body. */
static void read_government(const drg_namer *namer, const drg_candidate *candidate,
    const uint8_t *evidence, size_t count, int32_t read[DRG_NAME_TYPES]) {
    const drg_candidate name = {
        candidate->first, candidate->end - 1, candidate->sentence, DRG_NONE};
    int32_t alone[DRG_NAME_TYPES];
    for (size_t i = 0; i < count; i++)
        if (evidence[i] == DRG_E_GOVERNMENT_WORD_LAST) {
            drg_read_name_scores(namer, &name, alone);
            read[DRG_ORGANIZATION] = alone[DRG_PERSON];
        }
}

/* "French presidential palace", "UN nuclear watchdog": a name of the tables that ends in lower
 * case. The engine was taught that a name ends with its capitals; what it says of those, of
 * whatever type, it says of the whole. */
static void read_described(
    const drg_namer *namer, const drg_candidate *candidate, int32_t read[DRG_NAME_TYPES]) {
    enum { SHORTEST = 3 };
    uint32_t end = candidate->end;
    if (candidate->hit == DRG_NONE || namer->hits.items[candidate->hit].guarded ||
        end - candidate->first < SHORTEST)
        return;
    while (end > candidate->first && namer->tokens[end - 1].shape == DRG_SHAPE_LOWER &&
           (namer->tokens[end - 1].flags & DRG_TOKEN_SPACE_BEFORE))
        end--;
    if (end == candidate->first || candidate->end - end < 2)
        return;
    const drg_candidate name = {candidate->first, end, candidate->sentence, DRG_NONE};
    int32_t alone[DRG_NAME_TYPES], best = INT32_MIN;
    drg_read_name_scores(namer, &name, alone);
    for (unsigned type = 0; type < DRG_NAME_TYPES; type++)
        best = alone[type] > best ? alone[type] : best;
    for (unsigned type = 0; type < DRG_NAME_TYPES; type++)
        if (namer->hits.items[candidate->hit].types & (1u << type))
            read[type] = best;
}

static void try_candidate(const drg_namer *namer, const drg_candidate *candidate, unsigned pass,
    uint32_t base, step *steps) {
    uint8_t evidence[DRG_EVIDENCE_ROOM];
    size_t count = drg_evidence_collect(namer, candidate, pass, evidence);
    int32_t before = steps[candidate->first - base].score;
    step *end = &steps[candidate->end - base];
    int32_t read[DRG_NAME_TYPES];
    drg_read_name_scores(namer, candidate, read);
    read_government(namer, candidate, evidence, count, read);
    read_described(namer, candidate, read);
    if (namer->certain && namer->certain[candidate->first].end == candidate->end)
        read[namer->certain[candidate->first].type] += CERTAIN;
    for (unsigned type = 0; type < DRG_NAME_TYPES; type++) {
        int32_t own = drg_evidence_score(pass, (drg_entity_type)type, evidence, count) + read[type];
        if (own > 0 && before + own > end->score)
            *end = (step){before + own, own, candidate->first, candidate->hit, (uint8_t)type};
    }
}

static bool keep_evidence(drg_namer *namer, drg_reading *reading, unsigned pass) {
    const drg_candidate candidate = {reading->first, reading->end, reading->sentence, reading->hit};
    uint8_t evidence[DRG_EVIDENCE_ROOM];
    size_t count = drg_evidence_collect(namer, &candidate, pass, evidence);
    uint8_t *kept = drg_arena_array(namer->arena, count + 1, 1);
    if (!kept)
        return false;
    memcpy(kept, evidence, count);
    reading->evidence = kept;
    reading->evidence_count = (uint16_t)count;
    return true;
}

/* Adds a name as the rules of cut.c have it, the last part first, as the path is walked back. */
static int add_name(drg_namer *namer, unsigned pass, const drg_reading *whole) {
    drg_reading parts[DRG_NAME_PARTS];
    for (size_t count = drg_reading_cut(namer, pass, whole, parts); count > 0; count--) {
        drg_reading *reading = drg_list_add(namer->arena, &namer->readings);
        if (!reading)
            return DRG_ENOMEM;
        *reading = parts[count - 1];
        if (!keep_evidence(namer, reading, pass))
            return DRG_ENOMEM;
    }
    return DRG_OK;
}

/* Walks the best path back and adds its names in reading order. */
static int add_path(
    drg_namer *namer, const drg_sentence *sentence, unsigned pass, const step *steps) {
    size_t first_new = namer->readings.count;
    uint32_t base = sentence->first_token;
    for (uint32_t at = sentence->end_token; at > base;) {
        const step *s = &steps[at - base];
        if (s->from == DRG_NONE) {
            at--;
            continue;
        }
        const drg_reading made = {.first = s->from,
            .end = at,
            .sentence = namer->tokens[base].sentence,
            .hit = s->hit,
            .entity = DRG_NONE,
            .type = (drg_entity_type)s->type,
            .score = s->own};
        int result = add_name(namer, pass, &made);
        if (result)
            return result;
        at = s->from;
    }
    for (size_t i = first_new, j = namer->readings.count; i + 1 < j; i++) {
        drg_reading swap = namer->readings.items[i];
        namer->readings.items[i] = namer->readings.items[--j];
        namer->readings.items[j] = swap;
    }
    return DRG_OK;
}

static int decode_sentence(
    drg_namer *namer, const drg_sentence *sentence, unsigned pass, step *steps) {
    uint32_t base = sentence->first_token, count = sentence->end_token - base;
    for (uint32_t i = 0; i <= count; i++)
        steps[i] = (step){.score = i ? INT32_MIN : 0, .from = DRG_NONE};
    for (uint32_t i = 0; i < count; i++) {
        if (i % TOKENS_A_POLL == TOKENS_A_POLL - 1 && drg_document_cancelled(namer->document))
            return DRG_ECANCELLED;
        if (steps[i].score > steps[i + 1].score) /* no name ends at i + 1 with a better score */
            steps[i + 1] = (step){.score = steps[i].score, .from = DRG_NONE};
        drg_candidate candidates[DRG_CANDIDATES_A_TOKEN];
        size_t n = drg_candidates_at(namer, sentence, base + i, candidates);
        for (size_t k = 0; k < n; k++)
            try_candidate(namer, &candidates[k], pass, base, steps);
    }
    return add_path(namer, sentence, pass, steps);
}

int drg_namer_decode(drg_namer *namer, unsigned pass) {
    const drg_document *document = namer->document;
    uint32_t longest = 0, since_poll = 0;
    for (size_t i = 0; i < document->sentences.count; i++) {
        const drg_sentence *s = &document->sentences.items[i];
        if (s->end_token - s->first_token > longest)
            longest = s->end_token - s->first_token;
    }
    step *steps = drg_arena_array(namer->arena, (size_t)longest + 1, sizeof *steps);
    if (!steps)
        return DRG_ENOMEM;
    namer->readings.count = 0;
    for (size_t i = 0; i < document->sentences.count; i++) {
        const drg_sentence *sentence = &document->sentences.items[i];
        since_poll += sentence->end_token - sentence->first_token;
        if (since_poll > TOKENS_A_POLL) {
            since_poll = 0;
            if (drg_document_cancelled(document))
                return DRG_ECANCELLED;
        }
        int result = decode_sentence(namer, sentence, pass, steps);
        if (result)
            return result;
    }
    return DRG_OK;
}

/* ---- what the second pass knows from the first ---- */

static void add_once(uint16_t *count) {
    if (*count < UINT16_MAX)
        ++*count;
}

static int remember_words(drg_namer *namer, const drg_reading *reading) {
    bool several = reading->end - reading->first > 1;
    if (reading->type == DRG_PERSON && several) {
        add_once(&namer->words[namer->word_of[reading->first]].person_first);
        add_once(&namer->words[namer->word_of[reading->end - 1]].person_last);
    }
    if (reading->type != DRG_ORGANIZATION || !several)
        return DRG_OK;
    add_once(&namer->words[namer->word_of[reading->first]].body_first);
    char initials[DRG_NAME_TOKENS * 4], every[DRG_NAME_TOKENS * 4]; /* BG and BoG: Bank of Ghana */
    size_t size = 0, all = 0;
    for (uint32_t i = reading->first; i < reading->end; i++) {
        drg_word *word = &namer->words[namer->word_of[i]];
        add_once(&word->body_part);
        if ((namer->marks[i] & DRG_MARK_CAPITAL) && (unsigned char)word->lower.data[0] < 0x80 &&
            size < sizeof initials)
            initials[size++] = word->lower.data[0];
        if ((unsigned char)word->lower.data[0] < 0x80 && all < sizeof every)
            every[all++] = word->lower.data[0];
    }
    uint32_t with_joins = drg_intern_find(&namer->interned, (drg_slice){every, all});
    if (size >= 2 && all > size && with_joins != DRG_NONE)
        namer->words[with_joins].acronym++;
    uint32_t acronym = drg_intern_find(&namer->interned, (drg_slice){initials, size});
    if (size >= 2 && acronym != DRG_NONE)
        namer->words[acronym].acronym++;
    return DRG_OK;
}

int drg_namer_remember(drg_namer *namer) {
    size_t count = namer->readings.count;
    drg_intern_init(&namer->names, namer->arena, namer->document->key);
    namer->name_types = drg_arena_array(namer->arena, count + 1, sizeof *namer->name_types);
    if (!namer->name_types)
        return DRG_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const drg_reading *reading = &namer->readings.items[i];
        char buffer[DRG_KEY_ROOM];
        drg_slice key = drg_namer_key(namer, reading->first, reading->end, buffer);
        uint32_t name = drg_intern_add(&namer->names, drg_arena_copy(namer->arena, key));
        if (name == DRG_NONE || drg_arena_failed(namer->arena))
            return DRG_ENOMEM;
        namer->name_types[name][reading->type]++;
        int result = remember_words(namer, reading);
        if (result)
            return result;
    }
    return DRG_OK;
}
