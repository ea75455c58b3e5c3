/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tags of tokens, by closed classes, the lexicon's verb forms and their neighbours.
 *
 * Idea: names and time expressions are known from the stages before; closed-class words are what
 * they are; what remains is a noun (or adjective) unless the lexicon knows it as a form of a verb,
 * and then its neighbours vote. Votes are small integers set by hand and checked on the train part
 * of the corpus: "to", modals and pronouns before it speak for a verb; determiners, possessives and
 * prepositions for a noun; an object after it for a verb, "of" for a noun. Forms in -ed and -ing
 * have rules of their own, since they are participles where they are no nouns.
 *
 * One pass over the sentence with a look at one neighbour each side: linear.
 *
 * It does not know adjectives: they stand in noun chunks, and a predicate adjective makes a chunk
 * of its own, which is no actor and does no harm.
 */
#include "syntax.h"

#define BRACKETED 12 /* most words in brackets that are passed over */

/* ---- the first look ---------------------------------------------------------------------------
 */

static void tag_punctuation(drg_node *node, const drg_token *token) {
    switch (token->shape) {
    case DRG_SHAPE_OPEN_QUOTE:
    case DRG_SHAPE_CLOSE_QUOTE:
        node->tag = DRG_TAG_QUOTE;
        break;
    case DRG_SHAPE_DASH:
        node->tag = token->end - token->start == 1 && !(token->flags & DRG_TOKEN_SPACE_BEFORE)
                        ? DRG_TAG_SKIP
                        : DRG_TAG_STOP;
        break;
    case DRG_SHAPE_PUNCTUATION:
        node->tag = drg_slice_is(token->lower, ",")   ? DRG_TAG_COMMA
                    : drg_slice_is(token->lower, "(") ? DRG_TAG_SKIP
                    : drg_slice_is(token->lower, ")") ? DRG_TAG_SKIP
                    : drg_slice_is(token->lower, "-") ? DRG_TAG_SKIP
                    : drg_slice_is(token->lower, "/") ? DRG_TAG_AND
                                                      : DRG_TAG_STOP;
        break;
    default:
        node->tag = DRG_TAG_SKIP;
    }
}

/* A word that no table knows: its ending makes it a form of a verb. */
static void guess_verb(drg_node *node, drg_slice lower) {
    if (drg_slice_ends(lower, DRG_SLICE("ed")) && !drg_slice_ends(lower, DRG_SLICE("eed")))
        node->forms = DRG_FORM_PAST | DRG_FORM_PARTICIPLE;
    else if (drg_slice_ends(lower, DRG_SLICE("ing")))
        node->forms = DRG_FORM_ING | DRG_FORM_NOUN;
    if (node->forms)
        node->tag = DRG_TAG_VERB;
}

static void tag_word(drg_node *node, const drg_token *token) {
    bool acronym = token->shape == DRG_SHAPE_UPPER && !(token->flags & DRG_TOKEN_CAPS_CONTEXT);
    const drg_closed_word *closed = acronym ? NULL : drg_closed_word_find(token->lower);
    bool name_like = drg_token_capitalised(token) && token->shape != DRG_SHAPE_LETTER &&
                     !(token->flags & (DRG_TOKEN_SENTENCE_START | DRG_TOKEN_CAPS_CONTEXT));
    if (token->flags & DRG_TOKEN_POSSESSIVE) {
        node->tag = DRG_TAG_POSSESSIVE;
    } else if (closed) {
        node->tag = closed->tag;
        node->says = closed->says;
    } else if (token->shape == DRG_SHAPE_DIGIT) {
        node->tag = DRG_TAG_NUMBER;
    } else if (name_like && !(node->word->forms & DRG_FORM_VERB)) {
        node->tag = DRG_TAG_NOUN;
    } else if (node->word->forms & DRG_FORM_VERB) {
        node->tag = DRG_TAG_VERB; /* looked at again below */
    } else if (token->lower.size > 4 && drg_slice_ends(token->lower, DRG_SLICE("ly"))) {
        node->tag = DRG_TAG_ADVERB;
    } else if (token->shape == DRG_SHAPE_LOWER && token->lower.size > 4 && !node->word->forms) {
        guess_verb(node, token->lower);
    }
}

/* ---- verb or noun -----------------------------------------------------------------------------
 */

typedef struct neighbours {
    uint8_t before, after; /* tags; the word before skips adverbs. DRG_TAG_STOP at the ends */
    uint16_t before_says;
    bool opening; /* nothing stands before it in the sentence */
    bool after_noun; /* the word after is a noun, or may be one */
    drg_slice before_word, after_word;
    const drg_node *before_node;
} neighbours;

static neighbours look_around(
    const drg_syntax *syntax, uint32_t first, uint32_t end, uint32_t token) {
    neighbours around = {.before = DRG_TAG_STOP, .after = DRG_TAG_STOP, .opening = token == first};
    uint32_t at = token;
    while (at > first) {
        const drg_node *node = &syntax->nodes[--at];
        if (node->tag == DRG_TAG_ADVERB || node->tag == DRG_TAG_NOT)
            continue;
        around.before = node->tag;
        around.before_says = node->says;
        around.before_word = syntax->document->tokens.items[at].lower;
        around.before_node = node;
        break;
    }
    if (token + 1 < end) {
        const drg_node *next = &syntax->nodes[token + 1];
        around.after = next->tag;
        around.after_noun = next->tag == DRG_TAG_NOUN ||
                            (next->tag == DRG_TAG_VERB && (next->forms & DRG_FORM_NOUN));
        around.after_word = syntax->document->tokens.items[token + 1].lower;
    }
    return around;
}

static bool opens_chunk(uint8_t tag) {
    return tag == DRG_TAG_DETERMINER || tag == DRG_TAG_POSSESSIVE_PRONOUN ||
           tag == DRG_TAG_POSSESSIVE;
}

static bool nominal(uint8_t tag) {
    return tag == DRG_TAG_NOUN || tag == DRG_TAG_NAME || tag == DRG_TAG_NUMBER;
}

static bool participle_is_noun(const neighbours *around, uint8_t forms) {
    if (opens_chunk(around->before))
        return true; /* the accused, his alleged role */
    if (around->before == DRG_TAG_PREPOSITION || around->before == DRG_TAG_NUMBER)
        return around->after_noun; /* of detained journalists */
    if (around->before == DRG_TAG_NAME && !(forms & DRG_FORM_NOUN))
        return false;
    return false;
}

static bool ing_is_noun(const neighbours *around, uint8_t forms) {
    bool known = (forms & DRG_FORM_NOUN) != 0;
    bool object = opens_chunk(around->after) || around->after == DRG_TAG_NAME ||
                  around->after == DRG_TAG_PRONOUN || around->after == DRG_TAG_NUMBER;
    if (around->before == DRG_TAG_BE)
        return false;
    if (opens_chunk(around->before))
        return !object;
    bool done =
        drg_slice_is(around->before_word, "of") || drg_slice_is(around->before_word, "for") ||
        drg_slice_is(around->before_word, "by") || drg_slice_is(around->before_word, "from");
    if (done && around->after_noun)
        return false; /* accused of killing people */
    return known && !object;
}

static int vote(const neighbours *around, uint8_t forms) {
    int votes = forms & DRG_FORM_NOUN ? 0 : 3;
    bool base = forms & DRG_FORM_BASE, third = forms & DRG_FORM_THIRD;
    size_t size = around->before_word.size;
    bool plural = size > 2 && around->before_word.data[size - 1] == 's';
    switch (around->before) {
    case DRG_TAG_MODAL:
    case DRG_TAG_DO:
        votes += 8;
        break;
    case DRG_TAG_TO:
        votes += base ? 8 : -8;
        break;
    case DRG_TAG_PRONOUN:
    case DRG_TAG_RELATIVE:
        votes += 6;
        break;
    case DRG_TAG_DETERMINER:
    case DRG_TAG_POSSESSIVE_PRONOUN:
    case DRG_TAG_POSSESSIVE:
    case DRG_TAG_NUMBER:
        votes -= 9;
        break;
    case DRG_TAG_PREPOSITION:
        votes -= around->before_says & DRG_WORD_PARTICLE ? 5 : 7;
        break;
    case DRG_TAG_NOUN:
        votes += base ? (plural ? 3 : -4) : 0;
        break;
    case DRG_TAG_NAME:
        votes += third ? 2 : -1;
        break;
    case DRG_TAG_VERB:
    case DRG_TAG_BE:
    case DRG_TAG_HAVE:
        votes -= 4;
        break;
    case DRG_TAG_STOP:
        votes -= around->opening && base ? 5 : 0; /* news gives no orders */
        break;
    default:
        break;
    }
    if (opens_chunk(around->after) || around->after == DRG_TAG_PRONOUN ||
        around->after == DRG_TAG_SUBORDINATOR || around->after == DRG_TAG_NAME)
        votes += 3;
    else if (around->after == DRG_TAG_TO)
        votes += 1;
    else if (drg_slice_is(around->after_word, "of"))
        votes -= 5;
    else if (around->after == DRG_TAG_BE || around->after == DRG_TAG_HAVE ||
             around->after == DRG_TAG_MODAL)
        votes -= 5;
    else if (around->after != DRG_TAG_NOUN && around->after != DRG_TAG_NUMBER)
        votes -= 1;
    return votes;
}

static void settle_verb(drg_syntax *syntax, uint32_t first, uint32_t end, uint32_t token) {
    drg_node *node = &syntax->nodes[token];
    const drg_token *word = &syntax->document->tokens.items[token];
    neighbours around = look_around(syntax, first, end, token);
    uint8_t forms = node->forms;
    bool capital = drg_token_capitalised(word) && !(word->flags & DRG_TOKEN_SENTENCE_START) &&
                   !(word->flags & DRG_TOKEN_CAPS_CONTEXT);
    bool noun;
    if (capital)
        noun = true; /* "Security Council", "General Strike" */
    else if (forms & DRG_FORM_ING)
        noun = ing_is_noun(&around, forms);
    else if (!(forms & (DRG_FORM_BASE | DRG_FORM_THIRD)))
        noun = participle_is_noun(&around, forms);
    else
        noun = vote(&around, forms) + (forms & DRG_FORM_PAST ? 3 : 0) < 2;
    node->tag = noun ? DRG_TAG_NOUN : DRG_TAG_VERB;
}

/* ---- words whose class their neighbours tell --------------------------------------------------
 */

static void settle_closed(drg_syntax *syntax, uint32_t first, uint32_t end, uint32_t token) {
    drg_node *node = &syntax->nodes[token];
    drg_slice lower = syntax->document->tokens.items[token].lower;
    neighbours around = look_around(syntax, first, end, token);
    bool noun_next = nominal(around.after);
    if (node->tag == DRG_TAG_POSSESSIVE_PRONOUN && drg_slice_is(lower, "her") && !noun_next &&
        around.after != DRG_TAG_VERB)
        node->tag = DRG_TAG_PRONOUN;
    else if (drg_slice_is(lower, "that") && around.before == DRG_TAG_PREPOSITION)
        node->tag = DRG_TAG_DETERMINER;
    else if (drg_slice_is(lower, "that") && nominal(around.before) &&
             (around.after == DRG_TAG_VERB || around.after == DRG_TAG_BE ||
                 around.after == DRG_TAG_HAVE || around.after == DRG_TAG_MODAL))
        node->tag = DRG_TAG_RELATIVE;
    else if (node->tag == DRG_TAG_POSSESSIVE && around.before == DRG_TAG_PRONOUN)
        node->tag = DRG_TAG_BE; /* it's */
    else if (drg_slice_is(lower, "one") || drg_slice_is(lower, "others"))
        node->tag = noun_next ? DRG_TAG_NUMBER : DRG_TAG_PRONOUN;
}

static bool infinitive_follows(const drg_syntax *syntax, uint32_t token, uint32_t end) {
    while (++token < end) {
        const drg_node *node = &syntax->nodes[token];
        if (node->tag == DRG_TAG_ADVERB || node->tag == DRG_TAG_NOT)
            continue;
        if (node->tag == DRG_TAG_VERB)
            return (node->forms & DRG_FORM_BASE) != 0;
        drg_slice lower = syntax->document->tokens.items[token].lower;
        return drg_slice_is(lower, "be") || drg_slice_is(lower, "have") ||
               drg_slice_is(lower, "do");
    }
    return false;
}

/* What stands in brackets is passed over: "(TDC)", "(left)", "(81)". */
static void skip_brackets(drg_syntax *syntax, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        if (!drg_slice_is(syntax->document->tokens.items[i].lower, "("))
            continue;
        uint32_t close = i + 1;
        while (close < end && close <= i + BRACKETED &&
               !drg_slice_is(syntax->document->tokens.items[close].lower, ")"))
            close++;
        if (close == end || close > i + BRACKETED)
            continue;
        for (; i <= close; i++)
            syntax->nodes[i].tag = DRG_TAG_SKIP;
        i = close;
    }
}

/* "at least 52", "more than a hundred", "up to 30": the words before the number are no
 * prepositions. */
static void settle_amount(drg_syntax *syntax, uint32_t first, uint32_t number) {
    static const char *const alone[] = {"about", "around", "over", "under", "nearly", "almost",
        "least", "most", "than", "to", "as"};
    static const char *const before[] = {"", "", "", "", "", "", "at", "at", "more", "up", "many"};
    const drg_token *tokens = syntax->document->tokens.items;
    if (number == first)
        return;
    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++) {
        if (!drg_slice_is(tokens[number - 1].lower, alone[i]))
            continue;
        if (!*before[i]) {
            syntax->nodes[number - 1].tag = DRG_TAG_ADVERB;
        } else if (number >= first + 2 &&
                   (drg_slice_is(tokens[number - 2].lower, before[i]) ||
                       (drg_slice_is(tokens[number - 1].lower, "than") &&
                           (drg_slice_is(tokens[number - 2].lower, "less") ||
                               drg_slice_is(tokens[number - 2].lower, "fewer"))))) {
            syntax->nodes[number - 1].tag = DRG_TAG_ADVERB;
            syntax->nodes[number - 2].tag = DRG_TAG_ADVERB;
            if (number >= first + 3 && drg_slice_is(tokens[number - 3].lower, "as"))
                syntax->nodes[number - 3].tag = DRG_TAG_ADVERB;
        }
        return;
    }
}

static bool number_word(const drg_syntax *syntax, uint32_t token) {
    static const char *const words[] = {"a", "one", "two", "three", "four", "five", "six", "seven",
        "eight", "nine", "ten", "eleven", "twelve", "half", "20", "hundreds", "thousands",
        "dozens"};
    drg_slice lower = syntax->document->tokens.items[token].lower;
    if (syntax->nodes[token].tag == DRG_TAG_NUMBER)
        return true;
    return DRG_ONE_OF(lower, words);
}

/* Days, and "this morning", "last week": time even where no date could be made of it. */
static void settle_time(drg_syntax *syntax, uint32_t first, uint32_t end, uint32_t token) {
    static const char *const alone[] = {"monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "today", "yesterday", "tomorrow", "tonight", "january", "february",
        "april", "june", "july", "august", "september", "october", "november", "december"};
    static const char *const units[] = {"morning", "afternoon", "evening", "night", "week", "month",
        "year", "summer", "winter", "spring", "autumn", "weekend", "decade"};
    static const char *const which[] = {"this", "last", "next", "every", "that"};
    const drg_token *tokens = syntax->document->tokens.items;
    drg_node *node = &syntax->nodes[token];
    if (node->tag == DRG_TAG_NAME)
        return;
    if (DRG_ONE_OF(tokens[token].lower, alone))
        node->tag = DRG_TAG_TIME;
    if (DRG_ONE_OF(tokens[token].lower, units) && token > first &&
        (syntax->nodes[token - 1].tag == DRG_TAG_TIME ||
            DRG_ONE_OF(tokens[token - 1].lower, which))) {
        syntax->nodes[token - 1].tag = DRG_TAG_TIME;
        node->tag = DRG_TAG_TIME;
    }
    if (node->tag == DRG_TAG_NUMBER && token > first && token + 1 <= end &&
        syntax->nodes[token - 1].tag == DRG_TAG_TIME)
        node->tag = DRG_TAG_TIME; /* July 25 */
}

void drg_syntax_tag(drg_syntax *syntax, uint32_t first, uint32_t end) {
    const drg_document *document = syntax->document;
    for (uint32_t i = first; i < end; i++) {
        drg_node *node = &syntax->nodes[i];
        const drg_token *token = &document->tokens.items[i];
        node->word = drg_lexicon_word(syntax->lexicon, token->lower);
        node->forms = node->word->forms;
        if (node->tag == DRG_TAG_NAME || node->tag == DRG_TAG_TIME)
            continue; /* set before, from mentions and times */
        if (!drg_token_word(token) && !(token->flags & DRG_TOKEN_POSSESSIVE))
            tag_punctuation(node, token);
        else
            tag_word(node, token);
    }
    skip_brackets(syntax, first, end);
    for (uint32_t i = first; i < end; i++)
        settle_time(syntax, first, end, i);
    for (uint32_t i = first; i < end; i++)
        if (number_word(syntax, i))
            settle_amount(syntax, first, i);
    for (uint32_t i = first; i < end; i++) {
        if (syntax->nodes[i].tag == DRG_TAG_VERB)
            settle_verb(syntax, first, end, i);
        else
            settle_closed(syntax, first, end, i);
    }
    for (uint32_t i = first; i < end; i++)
        if (syntax->nodes[i].tag == DRG_TAG_TO && !infinitive_follows(syntax, i, end))
            syntax->nodes[i].tag = DRG_TAG_PREPOSITION;
}
