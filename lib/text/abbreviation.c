/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Abbreviations of English news, sorted for binary search. The list is what the Associated Press
 * and Reuters style books abbreviate (titles, ranks, months, states, company forms), with the usual
 * Latin and reference forms. A word that is also common without a stop ("no", "sun", "art") is here
 * only where its use decides: NUMBER ones count only before a digit, the others only as written
 * here, with a capital where they have one. Written all in capitals they count too ("GEN.").
 *
 * Acronyms with a stop after every letter (U.S., a.m., Ph.D.) need no list: word.c sees their form.
 */
#include "segment.h"

#include <stdlib.h>

typedef struct entry {
    const char *word;
    drg_abbreviation kind;
} entry;

#define T DRG_ABBREVIATION_TITLE
#define N DRG_ABBREVIATION_NUMBER
#define M DRG_ABBREVIATION_MONTH
#define O DRG_ABBREVIATION_OTHER
#define I DRG_ABBREVIATION_INNER

/* In the order of strcmp: capitals first. */
/* clang-format off */
static const entry ENTRIES[] = {
    {"Adm", T}, {"Admin", T}, {"Ala", O}, {"Amb", T}, {"Apr", M}, {"Ariz", O}, {"Ark", O},
    {"Art", N}, {"Assn", O}, {"Asst", T}, {"Atty", T}, {"Aug", M}, {"Ave", O}, {"Bgen", T},
    {"Bhd", O}, {"Bldg", O}, {"Blvd", O}, {"Brig", T}, {"Bro", T}, {"Bros", O}, {"Calif", O},
    {"Capt", T}, {"Cdr", T}, {"Cf", I}, {"Ch", N}, {"Cie", O}, {"Cllr", T}, {"Cmdr", T}, {"Co", O},
    {"Col", T}, {"Colo", O}, {"Comdr", T}, {"Conn", O}, {"Corp", O}, {"Cos", O}, {"Coun", T},
    {"Cpl", T}, {"Ct", O}, {"Dec", M}, {"Del", O}, {"Dept", O}, {"Det", T}, {"Dir", T}, {"Dist", O},
    {"Div", O}, {"Dr", T}, {"Drs", T}, {"Ed", N}, {"Eng", T}, {"Engr", T}, {"Ens", T}, {"Esq", O},
    {"Est", O}, {"Etc", O}, {"Ex", N}, {"Feb", M}, {"Fig", N}, {"Figs", N}, {"Fla", O}, {"Fr", T},
    {"Fri", M}, {"Ft", T}, {"Ga", O}, {"Gen", T}, {"Gens", T}, {"Gov", T}, {"Govs", T}, {"Hon", T},
    {"Hwy", T}, {"Ill", O}, {"Inc", O}, {"Ind", O}, {"Insp", T}, {"Inst", O}, {"Intl", O},
    {"Jan", M}, {"Jr", O}, {"Jul", M}, {"Jun", M}, {"Kan", O}, {"Ky", O}, {"Lieut", T}, {"Ln", O},
    {"Lt", T}, {"Ltd", O}, {"Ltda", O}, {"Maj", T}, {"Mar", M}, {"Mass", O}, {"Md", O}, {"Messrs", T},
    {"Mfg", O}, {"Mgr", T}, {"Mich", O}, {"Minn", O}, {"Miss", O}, {"Mlle", T}, {"Mme", T},
    {"Mon", M}, {"Mont", O}, {"Mr", T}, {"Mrs", T}, {"Ms", T}, {"Msgr", T}, {"Mt", T}, {"Mts", T},
    {"Mx", T}, {"Natl", O}, {"Neb", O}, {"Nev", O}, {"No", N}, {"Nos", N}, {"Nov", M}, {"Oct", M},
    {"Okla", O}, {"Op", N}, {"Ore", O}, {"Pa", O}, {"Para", N}, {"Pfc", T}, {"Pg", N}, {"Phd", O},
    {"Pl", O}, {"Pp", N}, {"Pres", T}, {"Prof", T}, {"Profs", T}, {"Pt", N}, {"Pte", T}, {"Pty", O},
    {"Pvt", T}, {"Rd", O}, {"Rep", T}, {"Reps", T}, {"Rev", T}, {"Rs", N}, {"Rt", T}, {"Sat", M},
    {"Sec", N}, {"Sect", N}, {"Sen", T}, {"Sens", T}, {"Sep", M}, {"Sept", M}, {"Sgt", T},
    {"Sgts", T}, {"Sh", T}, {"Spc", T}, {"Sq", O}, {"Sr", O}, {"St", T}, {"Ste", T}, {"Sun", M},
    {"Supt", T}, {"Tenn", O}, {"Tex", O}, {"Thu", M}, {"Thur", M}, {"Thurs", M}, {"Treas", T},
    {"Tue", M}, {"Tues", M}, {"Univ", O}, {"Va", O}, {"Vol", N}, {"Vols", N}, {"Vs", I}, {"Vt", O},
    {"Wash", O}, {"Wed", M}, {"Wis", O}, {"Wyo", O}, {"al", O}, {"approx", I}, {"art", N},
    {"b", N}, {"c", N}, {"ca", N}, {"cf", I}, {"ch", N}, {"cit", O}, {"co", O}, {"d", N}, {"dept", O}, {"e", I}, {"ed", N},
    {"eds", N}, {"eg", I}, {"esp", I}, {"est", N}, {"et", I}, {"etc", O}, {"ext", N}, {"fig", N},
    {"figs", N}, {"gen", T}, {"gov", T}, {"govt", O}, {"hrs", O}, {"ibid", O}, {"ie", I}, {"inc", O},
    {"incl", I}, {"lb", O}, {"lbs", O}, {"ltd", O}, {"max", N}, {"min", N}, {"misc", O}, {"mr", T},
    {"mrs", T}, {"ms", T}, {"no", N}, {"nos", N}, {"op", N}, {"orig", I}, {"oz", O}, {"p", N}, {"para", N},
    {"paras", N}, {"pct", O}, {"pg", N}, {"pop", N}, {"pp", N}, {"prof", T}, {"resp", I},
    {"rs", N}, {"sec", N}, {"sect", N}, {"sq", O}, {"st", T}, {"tel", N}, {"univ", O}, {"v", I}, {"viz", I},
    {"vol", N}, {"vols", N}, {"vs", I}, {"yr", O}, {"yrs", O},
};
/* clang-format on */
#undef T
#undef N
#undef M
#undef O
#undef I

#define LONGEST 7

static int compare_entries(const void *key, const void *member) {
    return strcmp(key, ((const entry *)member)->word);
}

static drg_abbreviation look_up(const char *word) {
    const entry *found = bsearch(
        word, ENTRIES, sizeof ENTRIES / sizeof ENTRIES[0], sizeof ENTRIES[0], compare_entries);
    return found ? found->kind : DRG_ABBREVIATION_NONE;
}

drg_abbreviation drg_abbreviation_of(drg_slice word) {
    char copy[LONGEST + 1];
    if (word.size < 1 || word.size > LONGEST)
        return DRG_ABBREVIATION_NONE;
    bool upper = word.size > 1;
    for (size_t i = 0; i < word.size; i++) {
        copy[i] = word.data[i];
        upper = upper && copy[i] >= 'A' && copy[i] <= 'Z';
    }
    copy[word.size] = '\0';
    if (upper)
        for (size_t i = 1; i < word.size; i++)
            copy[i] = (char)(copy[i] + ('a' - 'A'));
    return look_up(copy);
}
