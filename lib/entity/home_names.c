/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a person's name is one of those of a country, and which country a currency is of.
 *
 * given_names.tsv and surnames.tsv say in which languages or regions a name is at home,
 * name_regions.tsv in which countries these are spoken by many, currencies.tsv which names and
 * signs of money are of one country. All of it is weak evidence (people move, and names travel), so
 * it only ever joins the other observations of home.c, with a learned weight. Cost: a few binary
 * searches a person, one a word.
 */
#include "home.h"

size_t drg_home_monies(const drg_know *know) {
    return drg_table_rows(drg_know_table(know, "currencies"));
}

drg_slice drg_home_money(const drg_know *know, drg_slice lower) {
    const drg_table *monies = drg_know_table(know, "currencies");
    size_t row = drg_table_find(monies, lower);
    return row == SIZE_MAX ? (drg_slice){NULL, 0} : drg_table_cell(monies, row, 1);
}

/* Whether many in a country speak the languages of a region; 0: no such region. */
static int spoken_in(const drg_know *know, drg_slice region, drg_slice country) {
    const drg_table *regions = drg_know_table(know, "name_regions");
    size_t row = drg_table_find(regions, region);
    drg_slice code, rest = row == SIZE_MAX ? (drg_slice){NULL, 0} : drg_table_cell(regions, row, 1);
    while (drg_slice_cut(&rest, '|', &code))
        if (drg_slice_equal(code, country))
            return 1;
    return row == SIZE_MAX ? 0 : -1;
}

/* How the regions of one word of a name stand to a country. */
static int word_fits(const drg_know *know, const char *name, drg_slice word, drg_slice country) {
    const drg_table *table = drg_know_table(know, name);
    size_t column = table ? drg_table_column(table, "regions") : SIZE_MAX;
    size_t row = column == SIZE_MAX ? SIZE_MAX : drg_table_find(table, word);
    if (row == SIZE_MAX)
        return 0;
    int fits = 0;
    drg_slice part, rest = drg_table_cell(table, row, column);
    while (fits <= 0 && drg_slice_cut(&rest, '|', &part)) {
        int spoken = spoken_in(know, part, country);
        fits = spoken ? spoken : fits;
    }
    return fits;
}

int drg_home_name_fits(const drg_namer *namer, uint32_t reading, drg_slice country) {
    const drg_reading *r = &namer->readings.items[reading];
    if (country.size != 3)
        return 0;
    drg_slice text = namer->document->text;
    drg_slice first = drg_token_text(text, &namer->tokens[r->first]);
    drg_slice last = drg_token_text(text, &namer->tokens[r->end - 1]);
    int surname = word_fits(namer->know, "surnames", last, country);
    int given = r->end - r->first > 1 ? word_fits(namer->know, "given_names", first, country) : 0;
    if (surname <= 0 && given <= 0 && r->end - r->first > 1 && /* "Kwak Chung-hwan" */
        word_fits(namer->know, "surnames", first, country) > 0)
        return 1;
    if (surname > 0 || given > 0)
        return 1;
    return surname < 0 || given < 0 ? -1 : 0;
}
