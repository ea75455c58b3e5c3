/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Noun chunks and verb groups out of tags.
 *
 * A chunk is a run of determiners, numbers, nouns, names; a determiner, a possessive or a pronoun
 * starts a new one. 's ties a chunk to its possessor, a preposition in front makes it governed, and
 * "A, B and C" ties equals. A verb group is a run of auxiliaries, negation and adverbs up to the
 * main verb; what it says about voice and time is read off the run. Both are one pass, linear.
 *
 * What is not known: how prepositional phrases attach, and where adjectives end.
 */
#include "syntax.h"

#define FEW 8 /* possessors in a row that one looks through: "A's B's C" */

/* ---- chunks -----------------------------------------------------------------------------------
 */

static bool in_chunk(uint8_t tag) {
    return tag == DRG_TAG_NOUN || tag == DRG_TAG_NAME || tag == DRG_TAG_DETERMINER ||
           tag == DRG_TAG_NUMBER || tag == DRG_TAG_POSSESSIVE_PRONOUN;
}

/* Where the chunk that starts at `at` ends. */
static uint32_t chunk_end(const drg_syntax *syntax, uint32_t at, uint32_t end) {
    bool headed = false;
    uint32_t i = at;
    for (; i < end; i++) {
        uint8_t tag = syntax->nodes[i].tag;
        if (!in_chunk(tag) &&
            !(tag == DRG_TAG_SKIP && i > at && i + 1 < end && in_chunk(syntax->nodes[i + 1].tag)))
            break;
        if (headed && (tag == DRG_TAG_DETERMINER || tag == DRG_TAG_POSSESSIVE_PRONOUN))
            break;
        headed = headed || tag == DRG_TAG_NOUN || tag == DRG_TAG_NAME;
    }
    return i;
}

static uint32_t head_of(const drg_syntax *syntax, uint32_t first, uint32_t end) {
    for (uint32_t i = end; i-- > first;)
        if (syntax->nodes[i].tag == DRG_TAG_NOUN || syntax->nodes[i].tag == DRG_TAG_NAME)
            return i;
    return end - 1;
}

/* The preposition in front of a chunk, over adverbs; not a particle that a verb has claimed. */
static uint32_t preposition_before(const drg_syntax *syntax, uint32_t first, uint32_t token) {
    while (token > first) {
        const drg_node *node = &syntax->nodes[--token];
        if (node->tag == DRG_TAG_PREPOSITION)
            return token;
        if (node->tag != DRG_TAG_ADVERB && node->tag != DRG_TAG_QUOTE)
            return DRG_NONE;
    }
    return DRG_NONE;
}

static uint32_t possessor_before(const drg_syntax *syntax, uint32_t first, uint32_t token) {
    if (token < first + 2 || syntax->nodes[token - 1].tag != DRG_TAG_POSSESSIVE)
        return DRG_NONE;
    return syntax->nodes[token - 2].chunk;
}

static int add_chunk(drg_syntax *syntax, drg_arena *arena, uint32_t first, uint32_t at,
    uint32_t end, bool pronoun, bool time) {
    uint32_t index = (uint32_t)syntax->chunks.count;
    drg_chunk *chunk = drg_list_add(arena, &syntax->chunks);
    if (!chunk)
        return DRG_ENOMEM;
    *chunk = (drg_chunk){.first = at,
        .end = end,
        .head = head_of(syntax, at, end),
        .possessor = possessor_before(syntax, first, at),
        .left = DRG_NONE,
        .right = DRG_NONE,
        .pronoun = pronoun,
        .time = time};
    /* the preposition stands before the possessor where there is one: "by the army's soldiers" */
    chunk->preposition = chunk->possessor == DRG_NONE
                             ? preposition_before(syntax, first, at)
                             : syntax->chunks.items[chunk->possessor].preposition;
    for (uint32_t i = at; i < end; i++)
        syntax->nodes[i].chunk = index;
    return DRG_OK;
}

/* The token before a chunk, or before its possessors. */
static uint32_t outer_first(const drg_syntax *syntax, const drg_chunk *chunk) {
    for (int i = 0; i < FEW && chunk->possessor != DRG_NONE; i++)
        chunk = &syntax->chunks.items[chunk->possessor];
    return chunk->first;
}

static bool starts_verb(uint8_t tag) {
    return tag == DRG_TAG_VERB || tag == DRG_TAG_BE || tag == DRG_TAG_HAVE || tag == DRG_TAG_DO ||
           tag == DRG_TAG_MODAL;
}

/* "... rejected the offer, and Iran said": an object and the subject of the next clause are no
 * list. */
static bool clause_between(
    const drg_syntax *syntax, const drg_chunk *left, const drg_chunk *right, uint32_t first) {
    uint32_t start = outer_first(syntax, left), after = right->end;
    while (after < syntax->document->tokens.count && syntax->nodes[after].tag == DRG_TAG_ADVERB)
        after++;
    return start > first && syntax->nodes[start - 1].tag == DRG_TAG_VERB &&
           after < syntax->document->tokens.count && starts_verb(syntax->nodes[after].tag) &&
           left->left == DRG_NONE;
}

/*
 * Ties the equals of a list. Seen from each "and": the chunk after it, the chunk before it, and
 * before that commas with chunks. A member that hangs on a preposition of its own is none, unless
 * the first one does.
 */
static void tie_lists(drg_syntax *syntax, size_t first_chunk, uint32_t first) {
    for (size_t c = syntax->chunks.count; c-- > first_chunk + 1;) {
        drg_chunk *chunk = &syntax->chunks.items[c];
        uint32_t at = outer_first(syntax, chunk);
        if (chunk->left != DRG_NONE || chunk->time || at <= first + 1)
            continue;
        uint32_t before = at - 1;
        bool list = chunk->right != DRG_NONE && syntax->nodes[before].tag == DRG_TAG_COMMA;
        if (syntax->nodes[before].tag == DRG_TAG_AND) {
            list = true;
            if (before > first && syntax->nodes[before - 1].tag == DRG_TAG_COMMA)
                before--;
        }
        uint32_t other = list && before > first ? syntax->nodes[before - 1].chunk : DRG_NONE;
        if (other == DRG_NONE || syntax->chunks.items[other].time ||
            clause_between(syntax, &syntax->chunks.items[other], chunk, first))
            continue;
        chunk->left = other;
        syntax->chunks.items[other].right = (uint32_t)c;
    }
    /* members hang on what the first one hangs on */
    for (size_t c = first_chunk; c < syntax->chunks.count; c++) {
        drg_chunk *chunk = &syntax->chunks.items[c];
        if (chunk->left != DRG_NONE && chunk->preposition == DRG_NONE)
            chunk->preposition = syntax->chunks.items[chunk->left].preposition;
    }
}

int drg_syntax_chunk(drg_syntax *syntax, drg_arena *arena, uint32_t first, uint32_t end) {
    size_t first_chunk = syntax->chunks.count;
    for (uint32_t i = first; i < end;) {
        uint8_t tag = syntax->nodes[i].tag;
        uint32_t stop = i + 1;
        if (tag == DRG_TAG_TIME)
            while (stop < end && syntax->nodes[stop].tag == DRG_TAG_TIME)
                stop++;
        else if (in_chunk(tag))
            stop = chunk_end(syntax, i, end);
        if (tag == DRG_TAG_TIME || tag == DRG_TAG_PRONOUN || in_chunk(tag)) {
            int result = add_chunk(
                syntax, arena, first, i, stop, tag == DRG_TAG_PRONOUN, tag == DRG_TAG_TIME);
            if (result)
                return result;
        }
        i = stop;
    }
    tie_lists(syntax, first_chunk, first);
    return DRG_OK;
}

uint32_t drg_syntax_chunk_at(const drg_syntax *syntax, uint32_t token, uint32_t end) {
    for (; token < end; token++) {
        const drg_node *node = &syntax->nodes[token];
        if (node->chunk != DRG_NONE) {
            /* a possessor belongs to the chunk after it */
            uint32_t chunk = node->chunk;
            for (int i = 0; i < FEW && chunk + 1 < syntax->chunks.count &&
                            syntax->chunks.items[chunk + 1].possessor == chunk;
                 i++)
                chunk++;
            return chunk;
        }
        if (node->tag != DRG_TAG_ADVERB && node->tag != DRG_TAG_QUOTE && node->tag != DRG_TAG_SKIP)
            return DRG_NONE;
    }
    return DRG_NONE;
}

/* ---- verb groups ------------------------------------------------------------------------------
 */

static bool starts_group(uint8_t tag) {
    return starts_verb(tag) || tag == DRG_TAG_TO;
}

typedef struct run { /* what the auxiliaries of a group were */
    bool be, have, modal, to, been, past, got;
} run;

static void note_auxiliary(run *seen, drg_verb *verb, const drg_node *node) {
    seen->be = seen->be || node->tag == DRG_TAG_BE;
    seen->been = seen->been || (node->says & DRG_WORD_BEEN);
    seen->have = seen->have || node->tag == DRG_TAG_HAVE;
    seen->modal = seen->modal || node->tag == DRG_TAG_MODAL;
    seen->past = seen->past || (node->says & DRG_WORD_PAST);
    if (node->tag == DRG_TAG_TO) {
        if (seen->be)
            verb->says |= DRG_WORD_FUTURE; /* is to visit */
        seen->to = true;
    }
    verb->says |= node->says;
}

static void judge(drg_verb *verb, const run *seen, uint8_t forms) {
    bool ing = forms & DRG_FORM_ING;
    verb->infinitive = seen->to && !(verb->says & DRG_WORD_FUTURE);
    verb->passive = seen->be && (forms & DRG_FORM_PARTICIPLE) && !ing;
    verb->progressive = seen->be && ing;
    verb->gerund = ing && !seen->be;
    bool tensed = seen->be || seen->have || seen->modal || (verb->says & DRG_WORD_FUTURE);
    verb->finite =
        !verb->infinitive && !verb->gerund && (tensed || !(forms == DRG_FORM_PARTICIPLE));
    verb->past = seen->past || seen->have ||
                 (!tensed && (forms & DRG_FORM_PAST) && !(forms & DRG_FORM_BASE));
}

/* Reads the group that starts at `at`; returns its end. Up to the first main verb. */
static uint32_t read_group(const drg_syntax *syntax, uint32_t at, uint32_t end, drg_verb *verb) {
    run seen = {0};
    *verb = (drg_verb){.first = at, .main = at, .subject = DRG_NONE, .governor = DRG_NONE};
    uint32_t i = at, last = at + 1;
    uint8_t forms = 0;
    for (; i < end; i++) {
        const drg_node *node = &syntax->nodes[i];
        if (node->tag == DRG_TAG_VERB) {
            verb->main = i;
            forms = node->forms;
            last = i + 1;
            break;
        }
        if (node->tag == DRG_TAG_NOT || node->tag == DRG_TAG_ADVERB) {
            verb->says |= node->says;
            continue;
        }
        if (!starts_group(node->tag) ||
            (i > at && node->tag == DRG_TAG_TO && !seen.be && !seen.have && !seen.modal))
            break;
        note_auxiliary(&seen, verb, node);
        verb->main = i;
        last = i + 1;
        if (node->says & DRG_WORD_BEEN && !seen.have && !seen.be)
            forms = DRG_FORM_ING; /* "being ..." alone */
    }
    if (forms == 0) { /* the last auxiliary is the main verb: "was in Paris" */
        verb->finite = !seen.to;
        verb->infinitive = seen.to;
        verb->past = seen.past || seen.have;
        return last;
    }
    judge(verb, &seen, forms);
    return last;
}

int drg_syntax_group(drg_syntax *syntax, drg_arena *arena, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end;) {
        if (!starts_group(syntax->nodes[i].tag)) {
            i++;
            continue;
        }
        drg_verb verb;
        uint32_t stop = read_group(syntax, i, end, &verb);
        verb.end = stop;
        uint32_t index = (uint32_t)syntax->verbs.count;
        drg_verb *kept = drg_list_add(arena, &syntax->verbs);
        if (!kept)
            return DRG_ENOMEM;
        *kept = verb;
        for (uint32_t t = i; t < stop; t++)
            syntax->nodes[t].verb = index;
        i = stop;
    }
    return DRG_OK;
}
