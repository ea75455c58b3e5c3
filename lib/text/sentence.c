/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences of one paragraph.
 *
 * A sentence may end at two kinds of tokens: marks (. ! ? ... and runs of them) and words whose
 * full stop is their own (U.S., Inc., a.m.). What closes there, quotation marks, brackets, note
 * numbers as in Wikipedia, emoji, goes with it. Whether it does end is read from what follows:
 *   - a small letter or more punctuation: no;
 *   - after a mark, a capital, a digit or an opening quotation mark with one of them: yes, unless
 *     the mark stands behind the number of a list item, or is the ? or ! of a quotation whose
 *     speaker follows ("Why?" Macron asked);
 *   - after a title, an initial, "vs." and the like: no;
 *   - after other abbreviations: only when the next word, capitalised, is one that starts sentences
 *     and not names (The, He, But, In), or when a quotation opens.
 * The rules are those that news style makes reliable; nothing is learned, so the same text is cut
 * the same way for ever.
 *
 * A sentence of DRG_SENTENCE_LIMIT tokens is cut at its last comma, semicolon, colon or dash in the
 * second half, else there, with the warning sentence_too_long. Cost: linear; look-ahead is a few
 * tokens.
 */
#include "segment.h"

#include "chars.h"

typedef struct cutter {
    drg_segmenter *segmenter;
    drg_token *tokens;
    uint32_t start, end; /* first token of the sentence; end of the paragraph's tokens */
} cutter;

static drg_char first_character(const cutter *c, uint32_t token) {
    return drg_char_at(c->segmenter->text, c->tokens[token].start, c->tokens[token].end);
}

static bool space_before(const cutter *c, uint32_t token) {
    return c->tokens[token].flags & DRG_TOKEN_SPACE_BEFORE;
}

static bool is_terminal(const cutter *c, uint32_t token) {
    return c->tokens[token].shape == DRG_SHAPE_PUNCTUATION &&
           first_character(c, token).kind == DRG_CHAR_TERMINAL;
}

/* Words that start a sentence when capitalised after an abbreviation. */
static bool is_starter(const drg_token *token) {
    static const char *const WORDS[] = {"the", "he", "she", "it", "they", "we", "i", "you", "but",
        "and", "in", "on", "at", "a", "an", "this", "that", "these", "those", "there", "his", "her",
        "their", "its", "our", "my", "if", "when", "while", "after", "before", "as", "for", "from",
        "with", "what", "who", "how", "why", "where", "although", "though", "however", "meanwhile",
        "according", "since", "some", "many", "most", "so", "then", "also", "even", "by", "until",
        "during", "despite", "or", "yet", "still", "to", "because", "instead", "earlier", "later",
        "such", "other", "several"};
    return drg_token_capitalised(token) && DRG_ONE_OF(token->lower, WORDS);
}

/* ---- what closes behind an end ---- */

/* "[5]" right behind: the token after it, or `at`. */
static uint32_t note_end(const cutter *c, uint32_t at) {
    if (at + 2 < c->end && !space_before(c, at) && first_character(c, at).code == '[' &&
        c->tokens[at + 1].shape == DRG_SHAPE_DIGIT && first_character(c, at + 2).code == ']')
        return at + 3;
    return at;
}

static bool closes(const cutter *c, uint32_t token) {
    drg_char first = first_character(c, token);
    if (c->tokens[token].shape == DRG_SHAPE_SYMBOL)
        return first.code >= 0x2190; /* arrows, dingbats, emoji */
    if (space_before(c, token))
        return false;
    return c->tokens[token].shape == DRG_SHAPE_CLOSE_QUOTE || first.kind == DRG_CHAR_CLOSE ||
           (c->tokens[token].shape == DRG_SHAPE_PUNCTUATION && first.kind == DRG_CHAR_APOSTROPHE);
}

/* First token behind the end at `token` and all that closes there. */
static uint32_t after_closers(const cutter *c, uint32_t token) {
    uint32_t at = token + 1;
    while (at < c->end) {
        uint32_t note = note_end(c, at);
        if (note > at)
            at = note;
        else if (closes(c, at))
            at++;
        else
            break;
    }
    return at;
}

static bool has_quote(const cutter *c, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (c->tokens[i].shape == DRG_SHAPE_CLOSE_QUOTE)
            return true;
    return false;
}

/* ---- what follows ---- */

/* Skips opening quotation marks and brackets, at most three. */
static uint32_t after_openers(const cutter *c, uint32_t token) {
    for (int i = 0; i < 3 && token + 1 < c->end; i++, token++)
        if (c->tokens[token].shape != DRG_SHAPE_OPEN_QUOTE &&
            first_character(c, token).kind != DRG_CHAR_OPEN)
            break;
    return token;
}

/* Can a sentence start with this word after a full stop? */
static bool can_start(const cutter *c, uint32_t token) {
    const drg_token *t = &c->tokens[token];
    switch ((drg_shape)t->shape) {
    case DRG_SHAPE_LOWER:
        return false;
    case DRG_SHAPE_MIXED: /* iPhone, but not a stray "x2" */
        return first_character(c, token).kind != DRG_CHAR_LOWER || t->lower.size > 4;
    case DRG_SHAPE_PUNCTUATION:
    case DRG_SHAPE_CLOSE_QUOTE:
        return first_character(c, token).code == 0xBF || first_character(c, token).code == 0xA1;
    case DRG_SHAPE_DASH:
        return token + 1 < c->end && drg_token_capitalised(&c->tokens[token + 1]);
    case DRG_SHAPE_SYMBOL:
        return first_character(c, token).kind == DRG_CHAR_CURRENCY ||
               (token + 1 < c->end && c->tokens[token + 1].shape != DRG_SHAPE_LOWER);
    default:
        return true;
    }
}

/* "Why?" Macron asked: a few capitalised words, or a pronoun, and a verb of speech. */
static bool speaker_follows(const cutter *c, uint32_t token) {
    static const char *const VERBS[] = {"said", "says", "asked", "asks", "told", "wrote", "added",
        "replied", "exclaimed", "shouted", "declared", "tweeted", "wondered", "cried", "answered"};
    for (uint32_t i = token; i < c->end && i < token + 5; i++) {
        const drg_token *t = &c->tokens[i];
        if (DRG_ONE_OF(t->lower, VERBS))
            return i > token;
        if (!drg_token_capitalised(t))
            return false;
    }
    return false;
}

/* The mark stands behind the number or letter that starts the sentence: "1. Paris". */
static bool is_list_number(const cutter *c, uint32_t mark) {
    if (mark != c->start + 1 || first_character(c, mark).code != '.')
        return false;
    const drg_token *t = &c->tokens[c->start];
    return (t->shape == DRG_SHAPE_DIGIT && t->end - t->start <= 3) || t->shape == DRG_SHAPE_LETTER;
}

static bool mark_ends(const cutter *c, uint32_t mark, uint32_t next) {
    const drg_token *t = &c->tokens[mark];
    bool stop = t->lower.size == 1 && t->lower.data[0] == '.';
    bool ellipsis = t->lower.size > 1 && first_character(c, mark).code != '!' &&
                    first_character(c, mark).code != '?';
    uint32_t word = after_openers(c, next);
    if (mark == after_openers(c, c->start) || is_list_number(c, mark) || !can_start(c, word))
        return false; /* "... It was": a mark does not end what has no word */
    if (!space_before(c, next) && next == mark + 1) {
        /* no space: "said.The" ends, "3.5" and "!important" do not */
        bool before = mark > c->start && c->tokens[mark - 1].shape == DRG_SHAPE_LOWER;
        return !ellipsis && before && c->tokens[word].shape == DRG_SHAPE_TITLE;
    }
    if (ellipsis)
        return c->tokens[word].shape == DRG_SHAPE_TITLE || word > next;
    if (!stop && has_quote(c, mark + 1, next))
        return !speaker_follows(c, next);
    return true;
}

/* U.S., U.N.: stand before names far more often than at an end. */
static bool is_acronym(drg_slice word) {
    return word.size >= 4 && word.data[1] == '.';
}

static bool is_time_of_day(drg_slice lower) {
    return drg_slice_is(lower, "a.m.") || drg_slice_is(lower, "p.m.");
}

/* After "9 a.m.": a day, a month or a time zone goes on. */
static bool continues_time(const drg_token *token) {
    static const char *const WORDS[] = {"monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "eastern", "central", "pacific", "mountain", "local", "january",
        "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december"};
    return token->shape == DRG_SHAPE_UPPER || DRG_ONE_OF(token->lower, WORDS);
}

/* "wrote on X. Australia and Canada", "drawn in Group B. Morocco": a letter that a name does not go
 * on from. Other initials may stand behind a preposition ("according to W. Smith"). */
static bool names_a_thing(const cutter *c, uint32_t at) {
    static const char *const PREPOSITIONS[] = {"on", "via"};
    static const char *const KINDS[] = {"plan", "group", "hepatitis", "vitamin", "option", "class",
        "category", "grade", "type", "influenza", "serie", "pool", "annex", "appendix"};
    if (at == c->start)
        return false;
    drg_slice before = c->tokens[at - 1].lower;
    bool x = c->segmenter->text.data[c->tokens[at].start] == 'X';
    return DRG_ONE_OF(before, KINDS) || (x && DRG_ONE_OF(before, PREPOSITIONS));
}

static bool abbreviation_ends(const cutter *c, uint32_t at, uint32_t next) {
    const drg_token *t = &c->tokens[at];
    drg_slice word = {c->segmenter->text.data + t->start, t->end - t->start - 1};
    uint32_t first = after_openers(c, next);
    const drg_token *n = &c->tokens[first];
    if (!space_before(c, next) && next == at + 1)
        return false;
    drg_abbreviation kind = drg_abbreviation_of(word);
    if (t->shape == DRG_SHAPE_LETTER) /* an initial: "Plan B. The ..." */
        return (is_starter(n) && at > c->start && n->lower.size > 1 &&
                   !drg_slice_is(n->lower, "he")) ||
               (drg_token_capitalised(n) && names_a_thing(c, at));
    if (kind == DRG_ABBREVIATION_NUMBER || kind == DRG_ABBREVIATION_INNER)
        return false;
    if (kind == DRG_ABBREVIATION_TITLE) /* "Main St. The ..." */
        return is_starter(n) && n->lower.size > 2;
    if (is_starter(n))
        return true;
    if (first > next && c->tokens[next].shape == DRG_SHAPE_OPEN_QUOTE && can_start(c, first))
        return drg_token_capitalised(n);
    if (next > at + 1 && has_quote(c, at + 1, next))
        return drg_token_capitalised(n);
    if (is_time_of_day(t->lower))
        return n->shape == DRG_SHAPE_TITLE && !continues_time(n);
    return drg_slice_is(word, "etc") && !is_acronym(word) && drg_token_capitalised(n);
}

/* ---- cutting ---- */

static void add_sentence(cutter *c, drg_paragraph *paragraph, uint32_t end) {
    drg_document *document = c->segmenter->document;
    uint32_t number = (uint32_t)document->sentences.count;
    drg_sentence *sentence = drg_list_add(c->segmenter->arena, &document->sentences);
    if (!sentence)
        return;
    *sentence = (drg_sentence){.span = {c->tokens[c->start].start, c->tokens[end - 1].end},
        .first_token = c->start,
        .end_token = end,
        .paragraph = (uint32_t)(paragraph - c->segmenter->paragraphs.items),
        .kind = DRG_BODY};
    for (uint32_t i = c->start; i < end; i++)
        c->tokens[i].sentence = number;
    c->start = end;
}

/* Cuts a sentence that has reached the limit. */
static void force_cut(cutter *c, drg_paragraph *paragraph) {
    uint32_t limit = c->start + DRG_SENTENCE_LIMIT, cut = limit;
    for (uint32_t i = limit; i > c->start + DRG_SENTENCE_LIMIT / 2; i--) {
        uint32_t mark = first_character(c, i - 1).code;
        if (mark == ',' || mark == ';' || mark == ':' || c->tokens[i - 1].shape == DRG_SHAPE_DASH) {
            cut = i;
            break;
        }
    }
    drg_document_warn(c->segmenter->document, "sentence_too_long",
        (drg_span){c->tokens[c->start].start, c->tokens[cut - 1].end},
        "a sentence is longer than one may be; it is read in pieces");
    add_sentence(c, paragraph, cut);
}

/* Does a sentence end at this token? Then *next is the first one of the following. */
static bool ends_at(const cutter *c, uint32_t token, uint32_t *next) {
    const drg_token *t = &c->tokens[token];
    bool mark = is_terminal(c, token);
    bool word = !mark && t->shape != DRG_SHAPE_LINK && t->end - t->start > 1 && drg_token_word(t) &&
                c->segmenter->text.data[t->end - 1] == '.';
    if (!mark && !word)
        return false;
    *next = after_closers(c, token);
    if (*next >= c->end)
        return true;
    return mark ? mark_ends(c, token, *next) : abbreviation_ends(c, token, *next);
}

void drg_segment_sentences(drg_segmenter *segmenter, drg_paragraph *paragraph) {
    drg_document *document = segmenter->document;
    cutter c = {segmenter, document->tokens.items, paragraph->first_token, paragraph->end_token};
    paragraph->first_sentence = (uint32_t)document->sentences.count;
    for (uint32_t i = c.start, next; i < c.end && !drg_arena_failed(segmenter->arena);) {
        if (i - c.start >= DRG_SENTENCE_LIMIT) {
            force_cut(&c, paragraph);
        } else if (ends_at(&c, i, &next) && next - c.start <= DRG_SENTENCE_LIMIT) {
            add_sentence(&c, paragraph, next);
            i = next;
        } else {
            i++;
        }
    }
    while (c.end - c.start > DRG_SENTENCE_LIMIT && !drg_arena_failed(segmenter->arena))
        force_cut(&c, paragraph);
    if (c.start < c.end)
        add_sentence(&c, paragraph, c.end);
    paragraph->end_sentence = (uint32_t)document->sentences.count;
}
