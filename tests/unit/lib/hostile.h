/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_LIB_HOSTILE_H
#define TESTS_UNIT_LIB_HOSTILE_H
/* Texts that an attacker would send, each a unit that is repeated: for test_doubling.c and
 * bench/hostile.c. */
static const char *const HOSTILE_UNITS[] = {
    "a", /* one token of 1 MB */
    "1",
    "\xCC\x81", /* combining marks */
    "abcdefgh,", /* no white space */
    "Go. ", /* one-word sentences */
    "word ", /* a sentence that never ends */
    "Paris ", /* names without end */
    "Emmanuel Macron ",
    "Macron said. ", /* the same name in every sentence */
    "John Smith met Jane Roe. ",
    "\xE2\x80\x9C", /* nested quotation marks */
    "\xE2\x80\x9CHe said ",
    "(",
    "((a) ",
    "\"a ",
    "' ",
    "PARIS TALKS END ", /* all capitals */
    "U.S.",
    "U.S. ",
    "Mr. ",
    "A. ",
    "on Monday, April 18 ", /* date soup */
    "between May and ",
    "early last year ",
    "three days ",
    "12-34-",
    "United ", /* bait: beginnings of long names */
    "United Nations High ",
    "Democratic Republic of ",
    "President of the ",
    "Foreign Minister ",
    "the president of France ",
    "France attacked Germany. ",
    "attack on attack by ",
    "said he said that ",
    "He met him and she met her. ",
    "Russia and Ukraine and ",
    "Macron, Rubio, Lavrov, ",
    "www.a.b.c/",
    "a@b.",
    "@a #b ",
    "\n",
    "a\n",
    "- a\n",
    "Bank (BNK) ",
    "al-",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D",
    "not ",
    "will have been ",
};

enum { HOSTILE_COUNT = sizeof HOSTILE_UNITS / sizeof HOSTILE_UNITS[0] };

#endif
