/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is never meant where the words of an event leave a party out (fill.c).
 *
 * What the learned signs cannot know from a few hundred open sides stands here as rules: nobody
 * meets his own side; no nation stands against its own people ("Russian" is no counterpart of a
 * Russian); no government is supplied as the critic of itself or as who asks its own state, though
 * the words may well say so;
 * and a description that hangs on a pronoun ("his envoys") says nothing away from whose they are.
 * More certainty than else is asked of a guest whom a meeting or promise does not name, and of who
 * is described and holds no office that does such acts ("residents", "experts", "the airline"): the
 * signs know of them the country and hardly more.
 * Nobody acts on himself: an army or police is on no other side than its like of the same state, a
 * body of state not against that state, nor either against one whose words name the same ("the
 * army" and "Sudanese army"). Soldiers told by their number ("three soldiers") a stranger ("a man")
 * and a people without a state ("European") say and are told nothing that moves states. Whom a
 * condemned deed was done to is not who is condemned for it. An unnamed official who reports that
 * somebody agreed or met is where the news is from, not the other side. Charges and arrests within
 * one state are a matter of course and stay.
 * Some words are said to nobody in particular ("called for calm", "stressed the need": the guard
 * open_target of the lexicon); whom an arrest or a ban hits, against which person or body a crowd
 * marches and which state or body attacked, the words say or nobody knows: of 65 such guesses on
 * train and dev 8 were right. Nor is a state supplied as who asked or accused ("was accused of",
 * "should be"), nor anybody described as whom aid went to, an attack hit, or, unless he governs, a
 * crowd marched against: 3 of 38 were right. Nobody is supplied as who attacked, sent aid (but a
 * body), met, was met or was mobilised against: 0 of 25; nor anybody described as who was
 * threatened, soldiers, the police and the press as whom anything was done or said to, nor a court
 * far off, or who is described only three sentences and more behind the words as who acted (six, as
 * whom it was done to): 14 of 74; nor a target of a deal or signature, whose parties are all its
 * sources: 0 of 9; nor a person as who accuses or punishes, or as the other side from two sentences
 * off (fill.c): 3 of 18. Whom something was done to is left open as well where nobody says it
 * (COERCE, MOBILIZE, and SANCTION but for a conviction). A people without a state is none in a
 * description either ("European officials").
 */
#include "fill.h"

#include "../base/sort.h"
#include "../engine.h"

/* Sentences behind the words from which who is only described there is not meant by them. */
enum { LATER_SOURCE = 3, LATER_TARGET = 6 };

static bool governs(const drg_fill *fill, const drg_party *party) {
    return party->sector_count && fill->groups[party->sectors[0]] == DRG_GROUP_GOV;
}

/* Words against somebody, that a government does not have for itself. */
static bool against(const drg_telling *telling) {
    uint8_t type = telling->entry->type;
    return type == DRG_THREATEN || type == DRG_REJECT ||
           (type == DRG_ACCUSE && !drg_slice_is(telling->mode, "allege") &&
               !drg_slice_is(telling->mode, "investigate"));
}

bool drg_fill_is_state(const drg_fill *fill, const drg_party *party) {
    const drg_document *document = fill->document;
    if (party->entity == DRG_NONE || !document->entity_thing)
        return false;
    uint32_t thing = document->entity_thing[party->entity];
    return thing != DRG_NONE && thing == drg_know_country(document->engine->know, party->country);
}

bool drg_fill_own_people(
    const drg_fill *fill, const drg_draft *draft, const drg_party *known, const drg_party *other) {
    const drg_document *document = fill->document;
    uint8_t type = draft->best->entry->type;
    bool equals = type == DRG_CONSULT || type == DRG_AGREE;
    bool nation =
        other->entity != DRG_NONE && document->entities.items[other->entity].type == DRG_NORP;
    bool itself = against(draft->best) && governs(fill, known) && governs(fill, other);
    bool own_state = (against(draft->best) || type == DRG_REQUEST) &&
                     ((governs(fill, known) && drg_fill_is_state(fill, other)) ||
                         (governs(fill, other) && drg_fill_is_state(fill, known)));
    return (equals || nation || itself || own_state) && other->country.size &&
           drg_slice_equal(known->country, other->country);
}

/* "The army" and "Sudanese army": one noun, and no other country. */
static bool same_noun(const drg_document *document, const drg_party *a, const drg_party *b) {
    drg_slice one = drg_party_head_word(document, a), other = drg_party_head_word(document, b);
    bool clash = a->country.size && b->country.size && !drg_slice_equal(a->country, b->country);
    return one.size > 2 && !clash && one.data != other.data && drg_slice_alike(one, other);
}

static bool is_letter_at(drg_slice text, size_t at) {
    unsigned char c = at < text.size ? (unsigned char)text.data[at] : ' ';
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "The Ortega-Murillo regime" and Ortega-Murillo: the words, of which WORDS bytes are read, hold
 * the other's name. */
static bool named_in(const drg_document *document, const drg_party *a, const drg_party *b) {
    enum { WORDS = 128 };
    const drg_party *named = a->entity != DRG_NONE ? a : b, *described = named == a ? b : a;
    if (named->entity == DRG_NONE || described->entity != DRG_NONE)
        return false;
    drg_slice words = drg_slice_part(document->text, described->span);
    drg_slice name = document->entities.items[named->entity].name;
    words.size = words.size < WORDS ? words.size : WORDS;
    for (size_t i = 0; name.size > 3 && i + name.size <= words.size; i++)
        if ((i == 0 || !is_letter_at(words, i - 1)) && !is_letter_at(words, i + name.size) &&
            drg_slice_alike((drg_slice){words.data + i, name.size}, name))
            return true;
    return false;
}

/* The army of a country, or its police: there is one of each. Its ministries and courts are many,
 * and ask things of one another. */
static bool same_force(const drg_fill *fill, const drg_party *a, const drg_party *b) {
    if (!a->sector_count || !b->sector_count || a->sectors[0] != b->sectors[0])
        return false;
    drg_slice sector = drg_know_sector_code(fill->document->engine->know, a->sectors[0]);
    return drg_slice_is(sector, "MIL") || drg_slice_is(sector, "COP");
}

/* A body of a state, and not of who fights it. */
static bool organ(const drg_fill *fill, const drg_party *party) {
    if (!drg_fill_official(fill, party))
        return false;
    drg_slice sector = drg_know_sector_code(fill->document->engine->know, party->sectors[0]);
    return !drg_slice_is(sector, "REB") && !drg_slice_is(sector, "UAF") &&
           !drg_slice_is(sector, "PRM");
}

/* A state, or the town that stands for it. */
static bool names_place(const drg_document *document, const drg_party *party) {
    return party->entity != DRG_NONE && document->entities.items[party->entity].type == DRG_GPE;
}

bool drg_fill_itself(const drg_fill *fill, const drg_draft *draft, int side, const drg_party *known,
    const drg_party *other) {
    bool named = known->entity != DRG_NONE && other->entity != DRG_NONE;
    bool home = other->country.size && drg_slice_equal(known->country, other->country);
    if (!named &&
        (same_noun(fill->document, known, other) || named_in(fill->document, known, other)))
        return true;
    if (!home)
        return false;
    bool words = against(draft->best) || draft->best->entry->type == DRG_REQUEST;
    return same_force(fill, known, other) ||
           (side == 1 && draft->best->entry->type == DRG_COOPERATE &&
               drg_fill_is_state(fill, other)) ||
           (side == 1 && organ(fill, known) && drg_fill_is_state(fill, other)) ||
           (words && organ(fill, other) && names_place(fill->document, known));
}

bool drg_fill_of_victim(const drg_fill *fill, const drg_party *victim, const drg_party *party) {
    return party->country.size && drg_slice_equal(victim->country, party->country) &&
           (drg_fill_is_state(fill, party) || drg_fill_is_state(fill, victim));
}

/* "Three", "18": how many there are. */
static bool counted(const drg_document *document, const drg_party *party) {
    static const char *const numbers[] = {"one ", "two ", "three ", "four ", "five ", "six ",
        "seven ", "eight ", "nine ", "ten ", "dozens ", "hundreds ", "thousands ", "several ",
        "some "};
    drg_slice words = drg_slice_part(document->text, party->span);
    if (words.size && words.data[0] >= '0' && words.data[0] <= '9')
        return true;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        size_t size = strlen(numbers[i]);
        if (words.size > size && (words.data[0] | 0x20) == numbers[i][0] &&
            memcmp(words.data + 1, numbers[i] + 1, size - 1) == 0)
            return true;
    }
    return false;
}

/* "European officials", "Arab ministers": an adjective of no state says whose they are. */
static bool of_no_state(const drg_document *document, const drg_party *party) {
    uint32_t first = (uint32_t)DRG_FIRST_FROM(document->tokens, start, party->span.start);
    for (uint32_t m = drg_document_mention_from(document, first);
         m < document->mentions.count && document->mentions.items[m].span.end <= party->span.end;
         m++) {
        const drg_entity *people = &document->entities.items[document->mentions.items[m].entity];
        if (people->type == DRG_NORP && !people->country.size)
            return true;
    }
    return false;
}

bool drg_fill_bystander(const drg_fill *fill, const drg_draft *draft, const drg_party *party) {
    static const bool spoken[DRG_EVENT_TYPES] = {[DRG_REQUEST] = true,
        [DRG_ACCUSE] = true,
        [DRG_AGREE] = true,
        [DRG_SUPPORT] = true,
        [DRG_REJECT] = true,
        [DRG_THREATEN] = true,
        [DRG_CONSULT] = true,
        [DRG_CONCEDE] = true};
    drg_slice words = drg_slice_part(fill->document->text, party->span);
    bool one = words.size > 3 && (words.data[0] | 0x20) == 'a' &&
               (words.data[1] == ' ' || memcmp(words.data + 1, "n ", 2) == 0);
    if (!spoken[draft->best->entry->type])
        return false;
    if (party->entity != DRG_NONE) /* "European", "Asian": an adjective of no state */
        return fill->document->entities.items[party->entity].type == DRG_NORP &&
               !party->country.size;
    return counted(fill->document, party) || of_no_state(fill->document, party) ||
           (one && !drg_fill_official(fill, party));
}

bool drg_fill_unsaid(
    const drg_fill *fill, const drg_draft *draft, int side, const drg_party *party) {
    const drg_entry *entry = draft->best->entry;
    const drg_entity *of =
        party->entity == DRG_NONE ? NULL : &fill->document->entities.items[party->entity];
    bool state = of && of->type == DRG_GPE, body = of && of->type == DRG_ORGANIZATION;
    bool person = of && of->type == DRG_PERSON, described = !of;
    bool charges = drg_slice_is(entry->cameo, "115"); /* which a state brings as a rule */
    if (side == 0)
        return (entry->type == DRG_ASSAULT && (state || body)) ||
               (state && (entry->type == DRG_REQUEST || (entry->type == DRG_ACCUSE && !charges)));
    return entry->type == DRG_COERCE || (entry->type == DRG_PROTEST && (person || body)) ||
           (entry->type == DRG_PROTEST && described && !governs(fill, party)) ||
           ((entry->type == DRG_AID || entry->type == DRG_ASSAULT) && described) ||
           entry->guards & DRG_GUARD_OPEN_TARGET;
}

static bool of_sector(
    const drg_fill *fill, const drg_party *party, const char *const *codes, size_t count) {
    if (!party->sector_count)
        return false;
    drg_slice sector = drg_know_sector_code(fill->document->engine->know, party->sectors[0]);
    for (size_t i = 0; i < count; i++)
        if (drg_slice_is(sector, codes[i]))
            return true;
    return false;
}

/* A sentence is a court's; a fine may be the police's. */
static bool no_court(const drg_fill *fill, const drg_telling *best, const drg_party *party) {
    static const char *const others[] = {
        "SOC", "BUS", "COP", "JRN", "EDU", "MED", "REB", "UAF", "CRM", "CVL", "PTY"};
    drg_slice word = fill->document->tokens.items[best->found.head].lower;
    return drg_slice_is(best->mode, "convict") && !drg_slice_starts(word, DRG_SLICE("fine")) &&
           of_sector(fill, party, others, sizeof others / sizeof others[0]);
}

/* "Arrested in Istanbul": the police of another state than where it was. */
static bool abroad(const drg_fill *fill, const drg_draft *draft, const drg_party *party) {
    enum { TOLD = 8 };
    const drg_document *document = fill->document;
    for (size_t i = 0; i < draft->tellings.count && i < TOLD && party->country.size; i++) {
        uint32_t place = fill->tellings->items[draft->tellings.items[i]].place;
        drg_slice there = {NULL, 0};
        if (place != DRG_NONE)
            there = document->entities.items[place].country;
        if (there.size && !drg_slice_equal(there, party->country))
            return true;
    }
    return false;
}

/* "Lawyer": of the courts by his sector, and none of their acts is his. */
static bool lawyer(const drg_document *document, const drg_party *party) {
    static const char *const words[] = {
        "lawyer", "lawyers", "attorneys", "advocate", "advocates", "barrister", "barristers"};
    drg_slice word = drg_party_head_word(document, party);
    for (size_t i = 0; party->entity == DRG_NONE && i < sizeof words / sizeof words[0]; i++)
        if (drg_slice_alike(word, drg_slice_of(words[i])))
            return true;
    return false;
}

/* Met only behind the sentence that tells it. */
static bool told_later(const drg_fill *fill, const drg_telling *best, const drg_party *party) {
    const drg_document *document = fill->document;
    uint32_t end = document->sentences.items[best->found.sentence].end_token;
    uint32_t start = party->span.start;
    if (party->entity != DRG_NONE && document->entities.items[party->entity].mention_count)
        start = document->mentions.items[document->entities.items[party->entity].mentions[0]]
                    .span.start;
    return end > 0 && start > document->tokens.items[end - 1].end;
}

/* Is he only described, and far behind the words: of another part of the article? */
static bool of_later_part(
    const drg_fill *fill, const drg_telling *best, int side, const drg_party *party) {
    const drg_document *document = fill->document;
    uint32_t away = best->found.sentence + (side == 0 ? LATER_SOURCE : LATER_TARGET) - 1;
    if (party->entity != DRG_NONE || away >= document->sentences.count)
        return false;
    uint32_t end = document->sentences.items[away].end_token;
    return end > 0 && party->span.start > document->tokens.items[end - 1].end;
}

/* Do the words stand within `reach` sentences of the telling? */
static bool within(const drg_document *document, const drg_telling *telling, uint32_t reach,
    const drg_party *party) {
    uint32_t here = telling->found.sentence, first = here > reach ? here - reach : 0;
    uint32_t last = here + reach;
    if (last >= document->sentences.count)
        last = (uint32_t)document->sentences.count - 1;
    uint32_t from = document->sentences.items[first].first_token;
    uint32_t end = document->sentences.items[last].end_token;
    return from < end && party->span.start >= document->tokens.items[from].start &&
           party->span.start < document->tokens.items[end - 1].end;
}

/* Those who bear arms, keep order or report, described, are whom nobody's words leave out; a court
 * or its people only near the words. */
static bool matter_of_course(
    const drg_fill *fill, const drg_telling *best, const drg_party *party) {
    enum { NEAR = 2 }; /* sentences */
    static const char *const codes[] = {"MIL", "REB", "COP", "JRN"};
    static const char *const courts[] = {"JUD"};
    if (party->entity != DRG_NONE)
        return false;
    return of_sector(fill, party, codes, sizeof codes / sizeof codes[0]) ||
           lawyer(fill->document, party) ||
           (of_sector(fill, party, courts, 1) && !within(fill->document, best, NEAR, party));
}

/* Who signs something is its source with all who sign it, and not its target. */
static bool signs(const drg_telling *best) {
    return best->entry->type == DRG_SUPPORT && drg_slice_is(best->entry->cameo, "057");
}

/* "Was accused of", "is suspected", "allegations": the text does not say by whom. */
static bool accused_by_nobody(const drg_fill *fill, const drg_telling *best) {
    static const char *const stems[] = {"accus", "alleg", "suspect"};
    drg_slice word = fill->document->tokens.items[best->found.head].lower;
    bool active =
        best->own_verb && best->verb != DRG_NONE && !fill->syntax->verbs.items[best->verb].passive;
    return !active && DRG_STARTS_ONE_OF(word, stems);
}

/* A court hears who accuses; a newspaper tells it. */
static bool hears_or_tells(const drg_fill *fill, const drg_party *party) {
    static const char *const codes[] = {"JUD", "JRN"};
    if (party->entity == DRG_NONE || !of_sector(fill, party, codes, 2))
        return false;
    drg_slice name = fill->document->entities.items[party->entity].name;
    for (size_t i = 0; i + 8 <= name.size; i++)
        if (memcmp(name.data + i, "rosecuto", 8) == 0 || memcmp(name.data + i, "ttorney", 7) == 0)
            return false;
    return fill->document->entities.items[party->entity].type == DRG_ORGANIZATION;
}

/* "They demanded": there is a subject, and nobody knows who it is. */
static bool said_by_pronoun(const drg_fill *fill, const drg_telling *best) {
    static const char *const pronouns[] = {"they", "it", "i"};
    if (!best->own_verb || best->verb == DRG_NONE)
        return false;
    const drg_verb *verb = &fill->syntax->verbs.items[best->verb];
    if (verb->passive || verb->subject == DRG_NONE)
        return false;
    const drg_chunk *subject = &fill->syntax->chunks.items[verb->subject];
    return subject->pronoun && DRG_ONE_OF(drg_lower_at(fill->syntax, subject->head), pronouns);
}

bool drg_fill_unfit(
    const drg_fill *fill, const drg_draft *draft, int side, const drg_party *party) {
    const drg_document *document = fill->document;
    drg_entity_type type =
        party->entity == DRG_NONE ? DRG_ENTITY_TYPES : document->entities.items[party->entity].type;
    bool person = type == DRG_PERSON, body = type == DRG_ORGANIZATION;
    const drg_telling *best = draft->best;
    if ((side == 0 && said_by_pronoun(fill, best)) ||
        (side == 1 && (signs(best) || matter_of_course(fill, best, party))) ||
        of_later_part(fill, best, side, party))
        return true;
    switch ((drg_event_type)best->entry->type) {
    case DRG_PROTEST:
        return side == 0;
    case DRG_CONCEDE:
    case DRG_MOBILIZE:
        return side == 1;
    case DRG_AID:
        return person || (side == 0) != body;
    case DRG_CONSULT:
        return true;
    case DRG_ASSAULT:
        return side == 0;
    case DRG_THREATEN:
        return side == 1 && party->entity == DRG_NONE;
    case DRG_ACCUSE:
        return side == 0 && (person || accused_by_nobody(fill, best) ||
                                hears_or_tells(fill, party) || lawyer(document, party));
    case DRG_SANCTION:
        return side == 0 ? person || no_court(fill, best, party) || lawyer(document, party)
                         : !drg_slice_is(best->mode, "convict");
    case DRG_COERCE:
        return side == 1 ||
               (person || type == DRG_NORP || (body && !drg_fill_official(fill, party)) ||
                   told_later(fill, best, party) || lawyer(document, party) ||
                   abroad(fill, draft, party));
    default:
        return false;
    }
}

bool drg_fill_owned(const drg_document *document, const drg_party *party) {
    static const char *const owners[] = {" his ", " her ", " its ", " their ", " our ", " my "};
    uint32_t start = party->span.start;
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        uint32_t size = (uint32_t)strlen(owners[i]);
        if (start >= size && memcmp(document->text.data + start - size, owners[i], size) == 0)
            return true;
    }
    return false;
}

bool drg_fill_official(const drg_fill *fill, const drg_party *party) {
    uint8_t group = party->sector_count ? fill->groups[party->sectors[0]] : (uint8_t)DRG_GROUP_NONE;
    return group != DRG_GROUP_NONE && group != DRG_GROUP_OTHER;
}

bool drg_fill_institution(const drg_fill *fill, const drg_party *party) {
    return drg_fill_official(fill, party) && !governs(fill, party);
}

bool drg_fill_doubtful(const drg_fill *fill, const drg_draft *draft, const drg_party *party) {
    uint8_t type = draft->best->entry->type;
    return type == DRG_AGREE || type == DRG_CONSULT ||
           (party->entity == DRG_NONE && !drg_fill_official(fill, party));
}

bool drg_fill_weak(const drg_fill *fill, const drg_draft *draft, int side, const drg_party *party) {
    uint8_t type = draft->best->entry->type;
    if (side == 0 || party->entity == DRG_NONE)
        return false;
    if (fill->document->entities.items[party->entity].type == DRG_PERSON)
        return type == DRG_REQUEST || type == DRG_THREATEN || type == DRG_SUPPORT;
    return type == DRG_PROTEST && drg_fill_is_state(fill, party);
}

bool drg_fill_reporter(const drg_fill *fill, const drg_draft *draft, const drg_party *party) {
    const drg_document *document = fill->document;
    uint8_t type = draft->best->entry->type;
    bool unnamed = party->entity == DRG_NONE || /* or the nationality in his words */
                   document->entities.items[party->entity].type == DRG_NORP;
    if (!unnamed || (type != DRG_CONSULT && type != DRG_AGREE))
        return false;
    uint32_t quote = drg_quote_at(document, draft->best->found.head);
    if (quote == DRG_NONE)
        return false;
    drg_span speaker = document->quotes.items[quote].speaker_span;
    return party->span.start < speaker.end && speaker.start < party->span.end;
}
