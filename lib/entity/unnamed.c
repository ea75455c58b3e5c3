/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Short forms that name nobody: "non-fungible token (NFT)", "Chief Election Commissioner (CEC)",
 * "the Integrated Payroll Information System (IPPIS)".
 *
 * A word in brackets whose letters are the initials of the words before it says how the article
 * calls them from there on (Schwartz and Hearst, "A simple algorithm for identifying abbreviation
 * definitions in biomedical text", PSB 2003, whose simplest case this is). Where these words are a
 * common noun in lower case, a title, or the name of a law or of a machinery, the short form is no
 * name of a body, wherever the article has it; common nouns whose last word is a kind of body
 * ("central executive committee (CEC)") are one.
 *
 * Where all words are in lower case, a word may also give letters behind its first one
 * ("tuberculosis (TB)", "readymade garment (RMG)"), as in that paper.
 *
 * A short form in the plural ("SMEs") is a common noun by itself.
 *
 * What it does not do: it reads no short form that skips letters of a name in capitals.
 *
 * Cost: linear; an article has DRG_UNNAMED of them at most.
 */
#include "entity.h"

/* Letter of a word among the initials: none of a joining word that the short form leaves out. */
static bool initial_is(const drg_namer *namer, uint32_t at, char letter) {
    drg_slice word = namer->tokens[at].lower;
    char low = (char)(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
    return word.size > 0 && word.data[0] == low;
}

/* First of the words before `end` whose initials the short form is; DRG_NONE. */
static uint32_t expansion(
    const drg_namer *namer, uint32_t sentence_first, uint32_t end, drg_slice form) {
    size_t letters = form.size;
    if (letters > 2 && form.data[letters - 1] == 's')
        letters--; /* "NFTs" */
    uint32_t at = end;
    while (letters > 0 && at > sentence_first) {
        at--;
        if (initial_is(namer, at, form.data[letters - 1]))
            letters--;
        else if (!(drg_namer_word(namer, at)->classes & DRG_WORD_JOIN) &&
                 namer->tokens[at].shape != DRG_SHAPE_DASH && !drg_token_is(namer, at, ","))
            return DRG_NONE;
    }
    return letters == 0 ? at : DRG_NONE;
}

/* Whether letters [from, end) of a short form stand in this order in a word. */
static bool holds_letters(drg_slice word, drg_slice form, size_t from, size_t end) {
    for (size_t i = 1; i < word.size && from < end; i++)
        from += word.data[i] == (form.data[from] | ('a' - 'A'));
    return from == end;
}

/* First of the words before `end`, all in lower case and each with its first letter in the short
 * form, the last one perhaps with others too; DRG_NONE. */
static uint32_t lower_expansion(
    const drg_namer *namer, uint32_t sentence_first, uint32_t end, drg_slice form) {
    size_t letters = form.size;
    uint32_t at = end;
    if (letters > 2 && form.data[letters - 1] == 's')
        letters--;
    while (letters > 0 && at > sentence_first) {
        const drg_token *token = &namer->tokens[--at];
        if (token->shape == DRG_SHAPE_DASH)
            continue;
        if (token->shape != DRG_SHAPE_LOWER)
            return DRG_NONE;
        size_t taken = letters;
        while (taken > 0 && !(initial_is(namer, at, form.data[taken - 1]) &&
                                holds_letters(token->lower, form, taken, letters)))
            taken--;
        if (taken == 0)
            return DRG_NONE;
        letters = taken - 1;
    }
    return letters == 0 ? at : DRG_NONE;
}

/* A law, a treaty, a machinery, a paper, by the last word of its name or that before the
 * first "of" or "on" ("Joint Comprehensive Plan of Action", "Convention on Cluster Munitions"). */
static bool no_body(const drg_namer *namer, uint32_t first, uint32_t end) {
    static const char heads[] = "|act|bill|index|system|systems|tax|levy|visa|exam|examination|"
                                "treaty|convention|agreement|agreements|accord|protocol|plan|"
                                "machine|machines|assessment|assessments|disclosure|report|"
                                "reports|area|areas|zone|zones|token|tokens|framework|frameworks|"
                                "goals|vehicle|vehicles|ranking|rankings|diploma|syndrome|"
                                "disorder|disease|virus|";
    uint32_t at = first + 1;
    while (at < end && !drg_token_is(namer, at, "of") && !drg_token_is(namer, at, "on"))
        at++;
    return drg_slice_listed(namer->tokens[at - 1].lower, heads) ||
           drg_slice_listed(namer->tokens[end - 1].lower, heads);
}

static bool names_nobody(const drg_namer *namer, uint32_t first, uint32_t end) {
    uint32_t last = end - 1, role = namer->role_of[last];
    bool lower = true;
    for (uint32_t at = first; at < end; at++)
        lower &= !(namer->marks[at] & DRG_MARK_CAPITAL);
    bool title = role != DRG_NONE && namer->role_kinds.items[role] == DRG_TITLE_OFFICE &&
                 namer->document->roles.items[role].first_token <= first;
    if (title) /* all of it: no "International Court of | Justice" */
        return true;
    if (!lower)
        return no_body(namer, first, end);
    return !(drg_namer_word(namer, last)->classes & DRG_WORD_ORGANIZATION) &&
           !drg_slice_listed(namer->tokens[last].lower,
               "|forum|network|league|force|panel|secretariat|office|service|guard|mission|");
}

void drg_namer_unnamed(const drg_namer *namer, drg_unnamed *unnamed) {
    unnamed->count = 0;
    for (uint32_t at = 1; at + 2 < namer->token_count && unnamed->count < DRG_UNNAMED; at++) {
        const drg_token *token = &namer->tokens[at + 1];
        bool brackets = drg_token_is(namer, at, "(") && drg_token_is(namer, at + 2, ")");
        if (!brackets || token->sentence != namer->tokens[at - 1].sentence)
            continue;
        drg_slice form =
            drg_slice_part(namer->document->text, (drg_span){token->start, token->end});
        bool capital = form.size > 1 && form.size <= DRG_SHORT_FORM && form.data[0] >= 'A' &&
                       form.data[0] <= 'Z' && form.data[1] >= 'A' && form.data[1] <= 'Z';
        uint32_t base = namer->document->sentences.items[token->sentence].first_token;
        uint32_t first = capital ? expansion(namer, base, at, form) : DRG_NONE;
        if (capital && first == DRG_NONE)
            first = lower_expansion(namer, base, at, form);
        if (first != DRG_NONE && names_nobody(namer, first, at))
            unnamed->forms[unnamed->count++] = form;
    }
}

static bool same_form(drg_slice a, drg_slice b) {
    size_t size = a.size < b.size ? a.size : b.size;
    size_t more = (a.size > b.size ? a.size : b.size) - size;
    drg_slice longer = a.size > b.size ? a : b;
    return memcmp(a.data, b.data, size) == 0 &&
           (more == 0 || (more == 1 && longer.data[size] == 's'));
}

/* "SMEs", "NFTs": a body has one short form and no plural, but for those of the tables. */
static bool several(drg_slice word) {
    if (word.size < 3 || word.data[word.size - 1] != 's')
        return false;
    for (size_t i = 0; i + 1 < word.size; i++)
        if (word.data[i] < 'A' || word.data[i] > 'Z')
            return false;
    return true;
}

bool drg_is_unnamed(const drg_namer *namer, const drg_unnamed *unnamed, const drg_reading *r) {
    if (r->end - r->first != 1)
        return false;
    const drg_token *token = &namer->tokens[r->first];
    drg_slice word = drg_slice_part(namer->document->text, (drg_span){token->start, token->end});
    if (several(word) && r->hit == DRG_NONE)
        return true;
    for (size_t i = 0; i < unnamed->count; i++)
        if (same_form(unnamed->forms[i], word))
            return true;
    return false;
}
