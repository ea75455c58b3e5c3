/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "President Biden": persons that the text names by surname and office alone: the holder of that
 * office in the title's own country, else in the countries that the text names, else in the great
 * powers, if his surname is the same.
 *
 * Cost: at most LOOKUPS titles, each with a look-up a country.
 */
#include "entity.h"

#include <string.h>

/* "Abdullah II": kings and popes are called by their first name. */
static bool numbered(drg_slice name) {
    size_t at = name.size;
    while (at > 0 && strchr("IVX", name.data[at - 1]))
        at--;
    return at < name.size && at > 0 && name.data[at - 1] == ' ';
}

/* The "III" of "Mahmud III": no surname, and Charles III has it too. */
static bool numeral(drg_slice word) {
    for (size_t i = 0; i < word.size; i++)
        if (!strchr("IVX", word.data[i]))
            return false;
    return word.size > 0;
}

/* Fills the thing of a person by who held the office in a country on the day of publication. */
static bool holder_in(drg_namer *namer, drg_cluster *person, drg_slice country, drg_slice office) {
    const drg_term *term =
        drg_know_holder(namer->know, country, office, namer->document->published);
    const drg_reading *full = &namer->readings.items[person->fullest];
    const drg_span last = {namer->tokens[full->end - 1].start, namer->tokens[full->end - 1].end};
    if (!term || numeral(drg_slice_part(namer->document->text, last)))
        return false;
    const drg_thing *thing = drg_know_thing(namer->know, term->person);
    uint32_t surname = drg_namer_word(namer, full->end - 1)->skeleton;
    if (!drg_namer_holds_word(namer, thing->name, surname, numbered(thing->name)))
        return false;
    person->thing = term->person;
    person->term = term;
    person->name = thing->name;
    person->country = thing->country.size ? thing->country : country;
    person->country_basis = DRG_BASIS_TABLE;
    person->country_rule = "who holds the office that the text names";
    return true;
}

void drg_namer_holders(drg_namer *namer) {
    enum { COUNTRIES = 16, LOOKUPS = 64 };
    static const char *const powers[] = {"USA", "RUS", "CHN", "GBR", "FRA", "DEU"};
    int lookups = 0;
    for (uint32_t i = 0; i < namer->document->roles.count && lookups < LOOKUPS; i++) {
        const drg_role_phrase *role = &namer->document->roles.items[i];
        if (role->holder == DRG_NONE || namer->role_kinds.items[i] != DRG_TITLE_OFFICE)
            continue;
        drg_cluster *person = &namer->clusters.items[role->holder];
        const drg_reading *full = &namer->readings.items[person->fullest];
        drg_slice office = drg_title_cell(namer->know, role->title, "office_kind");
        if (person->thing != DRG_NONE || full->end - full->first > 3 || office.size == 0)
            continue;
        lookups++;
        if (role->of != DRG_NONE) {
            drg_slice country = namer->clusters.items[role->of].country;
            if (country.size)
                holder_in(namer, person, country, office);
            continue;
        }
        bool found = false;
        for (size_t c = 0; c < namer->countries.count && c < COUNTRIES && !found; c++)
            found = holder_in(namer, person, namer->countries.items[c], office);
        for (size_t c = 0; c < sizeof powers / sizeof powers[0] && !found; c++)
            found = holder_in(namer, person, drg_slice_of(powers[c]), office);
    }
}
