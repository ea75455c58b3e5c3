/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which language the text is in, as far as it takes to say "this is not English".
 *
 * By script where the script decides (most of the letters in Arabic, Han, kana, Hangul, Greek,
 * Hebrew, Thai, Devanagari, Cyrillic). In Latin script by function words, which make up a third to
 * a half of any running text: each language has a list of words that are frequent in it and rare in
 * the others; the language with most hits wins. English is assumed where there is too little to go
 * by, such as a headline of names.
 *
 * It is no general identifier: languages without a list here come out as "und" when hardly any
 * word is English. Cost: linear; at most SAMPLE words are looked at.
 */
#include "segment.h"

#define SAMPLE 2000 /* words */
#define ENOUGH 20 /* words that a verdict against English takes */

typedef struct function_words {
    const char *language, *name, *words;
} function_words;

/* Words with their neighbours' spaces, so that one search finds whole words. Each list leaves out
 * what is also English ("die", "an", "in", "me", "as", "do"). */
static const function_words LISTS[] = {
    {"en", "English",
        " the of and to is was that for with on by he it his from are which were be has had not"
        " have this they their but who said at its been will would one after about when more "},
    {"fr", "French",
        " le la les des du un une et est dans pour que qui sur avec il elle par pas ce cette ses"
        " sont aux ont été mais plus leur nous vous "},
    {"es", "Spanish",
        " el la los las del un una y que en por con para su es se lo al como más pero fue sus este"
        " ha entre sobre también "},
    {"de", "German",
        " der das und den von zu mit sich des ist im dem nicht ein eine auf für als auch nach wird"
        " bei einer sind hat aus über werden "},
    {"it", "Italian",
        " il di che è la della per un una non con del gli sono anche nel alla dei delle si da più"
        " come lo ma ha questo "},
    {"pt", "Portuguese",
        " de que o os as do da em um uma para com não é por mais dos se na no ao foi como das seu"
        " sua ou pela pelo são "},
    {"nl", "Dutch",
        " de het een van en dat op te zijn met voor niet aan er om ook als bij naar uit wordt heeft"
        " hij werd door maar "},
    {"id", "Indonesian",
        " yang dan di dengan untuk dari pada ini dalam itu tidak akan oleh adalah juga telah karena"
        " bahwa kepada "},
    {"tr", "Turkish",
        " ve bir bu için ile da de olarak çok daha olan gibi sonra kadar ancak var ise göre "},
    {"pl", "Polish",
        " w i na z się nie do że jest od o po jak przez dla są za oraz który był ale "},
    {"sw", "Swahili", " na ya wa kwa ni katika za kuwa la cha hii hiyo kwamba alisema pia huo "},
};
#define LANGUAGES (sizeof LISTS / sizeof LISTS[0])

typedef struct script_count {
    uint32_t first, last; /* code points */
    const char *language, *name;
} script_count;

static const script_count SCRIPTS[] = {
    {0x370, 0x3FF, "el", "Greek"},
    {0x400, 0x52F, "ru", "Cyrillic script"},
    {0x590, 0x5FF, "he", "Hebrew"},
    {0x600, 0x6FF, "ar", "Arabic script"},
    {0x900, 0x97F, "hi", "Devanagari script"},
    {0x980, 0x9FF, "bn", "Bengali"},
    {0xE00, 0xE7F, "th", "Thai"},
    {0x3040, 0x30FF, "ja", "Japanese"},
    {0x4E00, 0x9FFF, "zh", "Chinese"},
    {0xAC00, 0xD7AF, "ko", "Korean"},
};
#define SCRIPT_COUNT (sizeof SCRIPTS / sizeof SCRIPTS[0])

static bool list_has(const char *list, drg_slice word) {
    char padded[18];
    if (word.size < 1 || word.size > sizeof padded - 3)
        return false;
    padded[0] = ' ';
    memcpy(padded + 1, word.data, word.size);
    padded[word.size + 1] = ' ';
    padded[word.size + 2] = '\0';
    return strstr(list, padded) != NULL;
}

/* Index of the script of a word's first letter, SCRIPT_COUNT for Latin and the rest. */
static size_t script_of(drg_slice word) {
    size_t next;
    uint32_t c = word.size ? drg_utf8_decode(word, 0, &next) : 0;
    for (size_t i = 0; i < SCRIPT_COUNT; i++)
        if (c >= SCRIPTS[i].first && c <= SCRIPTS[i].last)
            return i;
    return SCRIPT_COUNT;
}

typedef struct verdict {
    const char *language, *name;
} verdict;

static verdict judge(
    const size_t hits[LANGUAGES], const size_t scripts[SCRIPT_COUNT + 1], size_t words) {
    size_t best = 0, script = SCRIPT_COUNT;
    for (size_t i = 0; i < SCRIPT_COUNT; i++)
        if (scripts[i] * 2 > words)
            script = i;
    /* kana in a text of Han characters: Japanese */
    if (script < SCRIPT_COUNT && strcmp(SCRIPTS[script].language, "zh") == 0 &&
        scripts[script - 1] * 10 > words)
        script--;
    if (script < SCRIPT_COUNT)
        return (verdict){SCRIPTS[script].language, SCRIPTS[script].name};
    for (size_t i = 1; i < LANGUAGES; i++)
        if (hits[i] > hits[best])
            best = i;
    if (words < ENOUGH || best == 0)
        return words >= ENOUGH && hits[0] * 25 < words ? (verdict){"und", "another language"}
                                                       : (verdict){"en", "English"};
    if (hits[best] > 2 * hits[0])
        return (verdict){LISTS[best].language, LISTS[best].name};
    return (verdict){"en", "English"};
}

void drg_segment_language(drg_segmenter *segmenter) {
    drg_document *document = segmenter->document;
    size_t hits[LANGUAGES] = {0}, scripts[SCRIPT_COUNT + 1] = {0}, words = 0;
    for (size_t i = 0; i < document->tokens.count && words < SAMPLE; i++) {
        const drg_token *token = &document->tokens.items[i];
        bool letters = token->shape <= DRG_SHAPE_LETTER || token->shape == DRG_SHAPE_OTHER;
        if (!letters || token->lower.size == 0)
            continue;
        words++;
        scripts[script_of(token->lower)]++;
        for (size_t l = 0; l < LANGUAGES; l++)
            hits[l] += list_has(LISTS[l].words, token->lower);
    }
    verdict found = judge(hits, scripts, words);
    document->language = drg_slice_of(found.language);
    if (strcmp(found.language, "en") == 0)
        return;
    drg_slice detail = drg_arena_format(segmenter->arena,
        "the text seems to be in %s; only English is read, so much may be missing", found.name);
    if (detail.size)
        drg_document_warn(document, "language_unsupported", (drg_span){0, 0}, detail.data);
}
