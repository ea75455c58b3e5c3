/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every distinct word of the text, looked at once.
 *
 * A capital is evidence of a name only where it is a choice. So each word is counted twice: how
 * often it stands in lower case, and how often with a capital in the middle of a sentence; first
 * words of sentences and runs in which everything is capitalised (headlines) count for neither.
 * With it goes what the tables say of the word: its classes (name_words.tsv), whether it is a
 * common word (word_case.tsv), whether it is a given name or a surname.
 *
 * Both word tables are sorted by their first column, so a look-up is a binary search over the
 * mapped rows: no index to build, 14 steps a distinct word.
 */
#include "entity.h"

#include <utf8proc.h>

static const struct {
    const char *name;
    uint32_t bit;
} CLASSES[] = {
    {"organization", DRG_WORD_ORGANIZATION},
    {"company", DRG_WORD_COMPANY},
    {"media", DRG_WORD_MEDIA},
    {"organization_weak", DRG_WORD_ORGANIZATION_WEAK},
    {"facility", DRG_WORD_FACILITY},
    {"location", DRG_WORD_LOCATION},
    {"state", DRG_WORD_STATE},
    {"opener", DRG_WORD_OPENER},
    {"join", DRG_WORD_JOIN},
    {"particle", DRG_WORD_PARTICLE},
    {"calendar", DRG_WORD_CALENDAR},
    {"government", DRG_WORD_GOVERNMENT},
    {"speech", DRG_WORD_SPEECH},
    {"place_before", DRG_WORD_PLACE_BEFORE},
    {"kin", DRG_WORD_KIN},
    {"modifier", DRG_WORD_MODIFIER},
    {"game", DRG_WORD_GAME},
    {"tongue", DRG_WORD_TONGUE},
    {"tongue_only", DRG_WORD_TONGUE_ONLY},
    {"facility_first", DRG_WORD_FACILITY_FIRST},
};

static uint32_t read_classes(drg_slice cell) {
    uint32_t classes = 0;
    drg_slice part, rest = cell;
    while (drg_slice_cut(&rest, '|', &part))
        for (size_t i = 0; i < sizeof CLASSES / sizeof CLASSES[0]; i++)
            if (drg_slice_is(part, CLASSES[i].name))
                classes |= CLASSES[i].bit;
    return classes;
}

/* ---- spelling ---- */

/* Lower case without accents, dots and apostrophes: "Erdoğan" and "Erdogan", "U.S." and "US". */
static drg_slice fold(drg_namer *namer, drg_slice lower) {
    char *out = drg_arena_array(namer->arena, 4 * lower.size + 1, 1);
    if (!out)
        return lower;
    size_t size = 0;
    for (size_t at = 0; at < lower.size;) {
        uint32_t character = drg_utf8_decode(lower, at, &at);
        utf8proc_int32_t parts[8];
        int boundary = 0;
        utf8proc_ssize_t n = 1;
        parts[0] = utf8proc_tolower((utf8proc_int32_t)character);
        if (character >= 0x80)
            n = utf8proc_decompose_char(parts[0], parts, 8,
                (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK), &boundary);
        if (character == '.' || character == '\'' || n < 1 || n > 8 ||
            size + 8 > 4 * lower.size + 1)
            n = 0;
        for (utf8proc_ssize_t i = 0; i < n && size + 4 <= 4 * lower.size; i++)
            size += (size_t)utf8proc_encode_char(parts[i], (utf8proc_uint8_t *)out + size);
    }
    return (drg_slice){out, size};
}

/*
 * What is left of a name's word when the choices of a transliteration are taken out of it: y and j
 * are i, doubled letters single, "kh" and "gh" without h, "ou" is u, "ee" is i, q is k, w is v:
 * Zelensky, Zelenskyy and Zelenskiy are one, and so are Mohammed and Mohamed.
 */
static uint32_t skeleton(drg_namer *namer, drg_slice folded) {
    enum { LONGEST = 40 };
    char out[LONGEST];
    size_t size = 0;
    if (folded.size > LONGEST)
        return drg_intern_add(&namer->skeletons, folded);
    for (size_t i = 0; i < folded.size; i++) {
        char letter = folded.data[i];
        char next = i + 1 < folded.size ? folded.data[i + 1] : 0;
        if (letter == 'y' || letter == 'j')
            letter = 'i';
        else if (letter == 'q')
            letter = 'k';
        else if (letter == 'w')
            letter = 'v';
        else if (letter == 'e' && next == 'e')
            letter = 'i';
        else if (letter == 'o' && next == 'u')
            continue;
        else if (letter == 'h' && i > 0 && strchr("kgd", folded.data[i - 1]))
            continue;
        if (size == 0 || out[size - 1] != letter)
            out[size++] = letter;
    }
    if (size > 3 && out[size - 1] == 'e' && out[size - 2] == 'i')
        size--;
    drg_slice copy = drg_arena_copy(namer->arena, (drg_slice){out, size});
    return drg_intern_add(&namer->skeletons, copy);
}

bool drg_namer_foreign(const drg_namer *namer, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (namer->tokens[i].shape != DRG_SHAPE_OTHER)
            return false;
    return first >= 2 && drg_token_is(namer, first - 1, "(") && drg_token_is(namer, end, ")") &&
           (namer->marks[first - 2] & (DRG_MARK_CAPITAL | DRG_MARK_TAIL | DRG_MARK_HEAD));
}

bool drg_namer_holds_word(drg_namer *namer, drg_slice name, uint32_t wanted, bool any) {
    drg_slice word, rest = name;
    bool last = false;
    while (drg_slice_cut(&rest, ' ', &word)) {
        drg_slice part, parts = word; /* "el-Sisi" is "Sisi" too */
        last = skeleton(namer, fold(namer, word)) == wanted;
        while (!last && drg_slice_cut(&parts, '-', &part))
            last = skeleton(namer, fold(namer, part)) == wanted;
        if (last && any)
            return true;
    }
    return last;
}

drg_slice drg_namer_key(
    const drg_namer *namer, uint32_t first, uint32_t end, char buffer[DRG_KEY_ROOM]) {
    size_t size = 0;
    for (uint32_t i = first; i < end; i++) {
        const drg_token *token = &namer->tokens[i];
        drg_slice word = drg_namer_word(namer, i)->folded;
        if ((token->flags & DRG_TOKEN_POSSESSIVE) || token->shape == DRG_SHAPE_DASH ||
            word.size == 0)
            continue;
        if (size + word.size + 1 > DRG_KEY_ROOM)
            return (drg_slice){buffer, 0};
        if (size)
            buffer[size++] = ' ';
        memcpy(buffer + size, word.data, word.size);
        size += word.size;
    }
    return (drg_slice){buffer, size};
}

static void look_up(const drg_namer *namer, drg_word *word) {
    const drg_table *names = drg_know_table(namer->know, "name_words");
    const drg_table *common = drg_know_table(namer->know, "word_case");
    size_t row = drg_table_find(names, word->lower);
    if (row != SIZE_MAX)
        word->classes = read_classes(drg_table_cell(names, row, 1));
    row = drg_table_find(common, word->lower);
    if (row != SIZE_MAX)
        word->classes |= drg_slice_is(drg_table_cell(common, row, 1), "lower")
                             ? DRG_WORD_COMMON_LOWER
                             : DRG_WORD_COMMON_MIXED;
    word->person = drg_know_person_word(namer->know, word->lower);
}

/* A word written with a capital, or in a script that has none. */
static bool has_capital(const drg_namer *namer, const drg_token *token) {
    if (token->shape == DRG_SHAPE_OTHER)
        return true;
    if (token->shape != DRG_SHAPE_TITLE && token->shape != DRG_SHAPE_UPPER &&
        token->shape != DRG_SHAPE_LETTER && token->shape != DRG_SHAPE_MIXED)
        return false;
    return !drg_slice_equal(drg_token_text(namer->document->text, token), token->lower);
}

static void count_case(drg_word *word, const drg_token *token, bool after_quote) {
    if (token->flags & DRG_TOKEN_CAPS_CONTEXT)
        return;
    if (token->shape == DRG_SHAPE_LOWER)
        word->lower_count++;
    else if (drg_token_capitalised(token) && !(token->flags & DRG_TOKEN_SENTENCE_START) &&
             !after_quote)
        word->capital_count++;
}

static uint8_t token_marks(const drg_namer *namer, uint32_t at) {
    const drg_token *token = &namer->tokens[at];
    uint32_t classes = drg_namer_word(namer, at)->classes;
    bool tight = !(token->flags & DRG_TOKEN_SPACE_BEFORE);
    uint8_t marks = 0;
    if (token->flags & DRG_TOKEN_POSSESSIVE)
        return DRG_MARK_JOIN;
    if (has_capital(namer, token))
        marks |= DRG_MARK_CAPITAL;
    if (token->shape == DRG_SHAPE_DIGIT)
        marks |= DRG_MARK_NUMBER;
    if (token->shape == DRG_SHAPE_DASH && tight)
        marks |= DRG_MARK_JOIN;
    if (drg_slice_is(token->lower, "&"))
        marks |= DRG_MARK_JOIN;
    bool tail = token->shape == DRG_SHAPE_LOWER && tight && at >= 2 &&
                namer->tokens[at - 1].shape == DRG_SHAPE_DASH &&
                (namer->marks[at - 1] & DRG_MARK_JOIN) &&
                (namer->marks[at - 2] & (DRG_MARK_CAPITAL | DRG_MARK_TAIL));
    if (tail)
        marks |= DRG_MARK_TAIL;
    if (token->shape == DRG_SHAPE_LOWER) {
        if (classes & DRG_WORD_JOIN)
            marks |= DRG_MARK_JOIN;
        if (classes & DRG_WORD_PARTICLE)
            marks |= DRG_MARK_PARTICLE;
        if (classes & (DRG_WORD_ORGANIZATION | DRG_WORD_FACILITY | DRG_WORD_LOCATION |
                          DRG_WORD_STATE | DRG_WORD_GOVERNMENT))
            marks |= DRG_MARK_HEAD;
    }
    return marks;
}

/* Marks the runs in which every word has a capital and which are too long for one name. */
static void mark_long_runs(drg_namer *namer) {
    for (uint32_t at = 0; at < namer->token_count;) {
        uint32_t end = at;
        while (end < namer->token_count && (namer->marks[end] & DRG_MARK_CAPITAL))
            end++;
        for (uint32_t i = at; i < end && end - at >= DRG_LONG_RUN; i++)
            namer->marks[i] |= DRG_MARK_LONG_RUN;
        at = end + 1;
    }
}

int drg_namer_words(drg_namer *namer) {
    uint32_t count = namer->token_count;
    drg_intern_init(&namer->interned, namer->arena, namer->document->key);
    drg_intern_init(&namer->skeletons, namer->arena, namer->document->key);
    namer->word_of = drg_arena_array(namer->arena, count + 1, sizeof *namer->word_of);
    namer->marks = drg_arena_array(namer->arena, count + 1, sizeof *namer->marks);
    if (!namer->word_of || !namer->marks)
        return DRG_ENOMEM;
    for (uint32_t i = 0; i < count; i++) {
        namer->word_of[i] = drg_intern_add(&namer->interned, namer->tokens[i].lower);
        if (namer->word_of[i] == DRG_NONE)
            return DRG_ENOMEM;
    }
    namer->words = drg_arena_array(namer->arena, namer->interned.count + 1, sizeof *namer->words);
    if (!namer->words)
        return DRG_ENOMEM;
    for (size_t i = 0; i < namer->interned.count; i++) {
        drg_word *word = &namer->words[i];
        word->lower = namer->interned.items[i];
        word->folded = fold(namer, word->lower);
        word->skeleton = skeleton(namer, word->folded);
        if (word->skeleton == DRG_NONE)
            return DRG_ENOMEM;
        look_up(namer, word);
        namer->game_words += (word->classes & DRG_WORD_GAME) != 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool after_quote = i && namer->tokens[i - 1].shape == DRG_SHAPE_OPEN_QUOTE;
        count_case(&namer->words[namer->word_of[i]], &namer->tokens[i], after_quote);
        namer->marks[i] = token_marks(namer, i);
    }
    mark_long_runs(namer);
    return DRG_OK;
}

/* ---- table names ---- */

static bool add_hit(drg_namer *namer, uint32_t at, uint32_t base, const drg_name_hit *found) {
    drg_hit *hit = drg_list_add(namer->arena, &namer->hits);
    if (!hit)
        return false;
    *hit = (drg_hit){.first = at,
        .end = base + found->end_token,
        .things = found->things,
        .thing_count = found->thing_count,
        .guarded = true,
        .folded = found->folded,
        .alias = found->alias};
    for (uint32_t i = 0; i < found->thing_count; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, found->things[i]);
        hit->kinds |= (uint16_t)(1u << thing->kind);
        hit->types |= (uint16_t)(1u << thing->type);
        hit->guarded &= thing->guarded;
    }
    return true;
}

#define HITS_A_TOKEN 8
/* A few thousand tokens between two looks at whether the caller gave up. */
#define TOKENS_A_POLL 4096

/* Marks where table names end, and the longest one over each token. Names of one token's hits come
 * longest first, names have a bounded length: linear. */
static int cover_tokens(drg_namer *namer) {
    namer->cover = drg_arena_array(namer->arena, namer->token_count + 1, sizeof *namer->cover);
    namer->types_before = drg_arena_array(namer->arena, namer->token_count + 1, sizeof(uint16_t));
    if (!namer->cover || !namer->types_before)
        return DRG_ENOMEM;
    for (uint32_t h = 0; h < namer->hits.count; h++) {
        const drg_hit *hit = &namer->hits.items[h];
        namer->types_before[hit->end] |= hit->types;
        if (hit->guarded)
            continue;
        for (uint32_t i = hit->first; i < hit->end; i++)
            if (hit->end - hit->first > namer->cover[i].end - namer->cover[i].first)
                namer->cover[i] = (drg_cover){hit->first, hit->end, h};
    }
    return DRG_OK;
}

int drg_namer_hits(drg_namer *namer) {
    const drg_document *document = namer->document;
    namer->hit_from = drg_arena_array(namer->arena, namer->token_count + 1, sizeof(uint32_t));
    if (!namer->hit_from)
        return DRG_ENOMEM;
    for (uint32_t i = 0; i < namer->token_count; i++) {
        namer->hit_from[i] = (uint32_t)namer->hits.count;
        if (i % TOKENS_A_POLL == 0 && drg_document_cancelled(document))
            return DRG_ECANCELLED;
        const drg_sentence *sentence = drg_namer_sentence(namer, i);
        if (namer->tokens[i].shape == DRG_SHAPE_PUNCTUATION)
            continue;
        drg_name_hit found[HITS_A_TOKEN];
        uint32_t base = sentence->first_token;
        size_t n = drg_know_match(namer->know, document->text, namer->tokens + base,
            sentence->end_token - base, i - base, found, HITS_A_TOKEN);
        for (size_t k = 0; k < n; k++)
            if (!add_hit(namer, i, base, &found[k]))
                return DRG_ENOMEM;
    }
    namer->hit_from[namer->token_count] = (uint32_t)namer->hits.count;
    return cover_tokens(namer);
}
