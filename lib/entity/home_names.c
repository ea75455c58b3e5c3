/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a person's name is one of those of a country, and which country a currency is of.
 *
 * given_names.tsv and surnames.tsv say in which languages or regions a name is at home; the table
 * below says in which countries these are spoken by many. It is weak evidence (people move, and
 * names travel), so it only ever joins the other observations of home.c, with a learned weight.
 * Source: general knowledge. Cost: two binary searches a person.
 */
#include "home.h"

static const struct {
    const char *region, *countries;
} REGIONS[] = {
    {"english", "|USA|GBR|CAN|AUS|NZL|IRL|ZAF|JAM|TTO|BRB|BHS|GUY|BLZ|GRD|LCA|VCT|ATG|DMA|KNA|"
                "GHA|NGA|KEN|UGA|ZMB|ZWE|LBR|SLE|MWI|NAM|BWA|TZA|SSD|GMB|LSO|SWZ|RWA|PHL|SGP|HKG|"
                "MYS|FJI|PNG|SLB|VUT|WSM|TON|MLT|MUS|SYC|PAN|HND|NIC|"},
    {"arabic", "|EGY|SAU|IRQ|SYR|JOR|LBN|PSE|YEM|OMN|ARE|QAT|KWT|BHR|LBY|TUN|DZA|MAR|MRT|SDN|SOM|"
               "DJI|COM|TCD|"},
    {"african", "|NGA|GHA|KEN|UGA|TZA|RWA|BDI|COD|COG|ZMB|ZWE|MWI|MOZ|ZAF|NAM|BWA|LSO|SWZ|AGO|CMR|"
                "CIV|SEN|MLI|BFA|NER|TCD|CAF|GAB|GNQ|GIN|GNB|GMB|SLE|LBR|TGO|BEN|ETH|ERI|SSD|SDN|"
                "MDG|SOM|DJI|"},
    {"slavic", "|RUS|UKR|BLR|POL|CZE|SVK|BGR|SRB|HRV|BIH|SVN|MKD|MNE|KAZ|KGZ|UZB|MDA|"},
    {"south_asian", "|IND|NPL|LKA|BGD|MUS|GUY|TTO|FJI|SGP|MYS|SUR|BTN|"},
    {"south_asian_muslim", "|PAK|BGD|IND|AFG|MDV|MUS|"},
    {"hispanic", "|ESP|MEX|ARG|COL|VEN|PER|CHL|ECU|BOL|PRY|URY|CRI|PAN|NIC|HND|SLV|GTM|CUB|DOM|PRI|"
                 "PHL|"},
    {"french", "|FRA|BEL|CHE|CAN|HTI|LUX|MUS|CIV|SEN|MLI|CMR|COD|COG|GAB|BEN|TGO|BFA|NER|TCD|CAF|"
               "GIN|MDG|RWA|BDI|SYC|"},
    {"southeast_asian", "|IDN|MYS|THA|VNM|KHM|LAO|MMR|PHL|SGP|BRN|TLS|"},
    {"german", "|DEU|AUT|CHE|LUX|LIE|"},
    {"nordic", "|SWE|NOR|DNK|FIN|ISL|GRL|FRO|"},
    {"turkic", "|TUR|AZE|KAZ|UZB|TKM|KGZ|CYP|"},
    {"japanese", "|JPN|"},
    {"italian", "|ITA|CHE|SMR|ARG|URY|"},
    {"persian", "|IRN|AFG|TJK|"},
    {"chinese", "|CHN|TWN|HKG|MAC|SGP|MYS|"},
    {"hebrew", "|ISR|"},
    {"portuguese", "|PRT|BRA|AGO|MOZ|CPV|GNB|STP|TLS|"},
    {"korean", "|KOR|PRK|"},
    {"dutch", "|NLD|BEL|SUR|ZAF|"},
    {"caucasian", "|GEO|ARM|AZE|RUS|"},
    {"romanian", "|ROU|MDA|"},
    {"greek", "|GRC|CYP|"},
    {"hungarian", "|HUN|"},
    {"baltic", "|LTU|LVA|EST|"},
    {"pacific", "|WSM|TON|FJI|PNG|SLB|VUT|NZL|KIR|TUV|NRU|PLW|FSM|MHL|"},
    {"albanian", "|ALB|XKX|MKD|"},
    {"mongolian", "|MNG|"},
    {"central_asian_tibetan", "|CHN|BTN|NPL|IND|"},
    {"central_asian", "|KAZ|KGZ|UZB|TJK|TKM|"},
};

/* Only names and signs that are of one country and nothing else: no "won", "rupee", "franc". */
static const struct {
    const char *word, *country;
} MONIES[] = {
    {"hk$", "HKG"},
    {"nt$", "TWN"},
    {"a$", "AUS"},
    {"c$", "CAN"},
    {"s$", "SGP"},
    {"nz$", "NZL"},
    {"n$", "NAM"},
    {"r$", "BRA"},
    {"j$", "JAM"},
    {"rm", "MYS"},
    {"ringgit", "MYS"},
    {"baht", "THA"},
    {"rupiah", "IDN"},
    {"yen", "JPN"},
    {"yuan", "CHN"},
    {"renminbi", "CHN"},
    {"\xe2\x82\xb9", "IND"},
    {"naira", "NGA"},
    {"\xe2\x82\xa6", "NGA"},
    {"cedi", "GHA"},
    {"cedis", "GHA"},
    {"gh\xc2\xa2", "GHA"},
    {"gh\xe2\x82\xb5", "GHA"},
    {"ksh", "KEN"},
    {"pula", "BWA"},
    {"rand", "ZAF"},
    {"birr", "ETH"},
    {"taka", "BGD"},
    {"tk", "BGD"},
    {"kyat", "MMR"},
    {"kyats", "MMR"},
    {"hryvnia", "UKR"},
    {"hryvnias", "UKR"},
    {"ruble", "RUS"},
    {"rubles", "RUS"},
    {"rouble", "RUS"},
    {"roubles", "RUS"},
    {"zloty", "POL"},
    {"shekel", "ISR"},
    {"shekels", "ISR"},
    {"nis", "ISR"},
    {"lempiras", "HND"},
    {"quetzales", "GTM"},
    {"balboas", "PAN"},
    {"bolivars", "VEN"},
    {"guaranies", "PRY"},
    {"forint", "HUN"},
    {"tenge", "KAZ"},
    {"dalasi", "GMB"},
    {"dalasis", "GMB"},
    {"leones", "SLE"},
    {"kina", "PNG"},
    {"tomans", "IRN"},
    {"mnt", "MNG"},
    {"tugrik", "MNG"},
    {"tugriks", "MNG"},
    {"afghanis", "AFG"},
    {"lari", "GEO"},
    {"dram", "ARM"},
    {"manat", "AZE"},
};
_Static_assert(sizeof MONIES / sizeof MONIES[0] <= DRG_HOME_MONIES, "room for their countries");

drg_slice drg_home_money(drg_slice lower) {
    for (size_t i = 0; i < sizeof MONIES / sizeof MONIES[0]; i++)
        if (drg_slice_is(lower, MONIES[i].word))
            return drg_slice_of(MONIES[i].country);
    return (drg_slice){NULL, 0};
}

static bool listed(const char *list, drg_slice code) {
    for (const char *at = list; (at = strchr(at, '|')) && at[1]; at++)
        if (strlen(at + 1) > code.size && memcmp(at + 1, code.data, code.size) == 0 &&
            at[1 + code.size] == '|')
            return true;
    return false;
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
    while (drg_slice_cut(&rest, '|', &part))
        for (size_t i = 0; i < sizeof REGIONS / sizeof REGIONS[0]; i++)
            if (drg_slice_is(part, REGIONS[i].region)) {
                if (listed(REGIONS[i].countries, country))
                    return 1;
                fits = -1;
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
