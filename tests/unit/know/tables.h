/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_KNOW_TABLES_H
#define TESTS_UNIT_KNOW_TABLES_H
/*
 * A whole set of tables, small enough to be read at a glance, written into a folder of its own and
 * compiled. A test may put another text in the place of one table.
 */
#include "../../../lib/know/know.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define END "recalled\thigh\tCC0\n"
#define ENDS "source\tconfidence\tlicence\n"

typedef struct table_text {
    const char *file, *text;
} table_text;

static const table_text tables_default[] = {
    {"knowledge/states.tsv",
        "code\talpha2\tname\tofficial_name\tkind\tsovereign\tcapital\tregion\taliases\tguard\t" ENDS
        "FRA\tFR\tFrance\tFrench Republic\tmember\t\tParis\tEurope\t\t\t" END
        "USA\tUS\tUnited States\tUnited States of America\tmember\t\tWashington\tAmerica\t"
        "U.S.|US|America\t\t" END
        "TUR\tTR\tTurkey\tRepublic of Türkiye\tmember\t\tAnkara\tEurope\tTürkiye\t\t" END
        "GEO\tGE\tGeorgia\t\tmember\t\tTbilisi\tCaucasus\t\t\t" END
        "CIV\tCI\tIvory Coast\tRepublic of Côte d'Ivoire\tmember\t\tYamoussoukro\tAfrica\t"
        "Côte d'Ivoire\t\t" END "GRL\tGL\tGreenland\t\tdependency\tFRA\tNuuk\tAmerica\t\t\t" END},
    {"knowledge/demonyms.tsv",
        "form\tcountry\tgroup\tcanonical\tguard\t" ENDS "French\tFRA\tnationality\tFrench\t\t" END
        "Frenchmen\tFRA\tnationality\tFrench\t\t" END "Kurds\t\tethnicity\tKurdish\t\t" END
        "Pole\t\tnationality\tPolish\tPole\t" END},
    {"knowledge/seats.tsv", "name\ttype\tcountry\tstands_for\taliases\t" ENDS
                            "White House\tFACILITY\tUSA\tgovernment\t\t" END
                            "Élysée Palace\tFACILITY\tFRA\tgovernment\tElysee\t" END
                            "Berlaymont\tFACILITY\tEU\tEU\t\t" END},
    {"knowledge/places.tsv",
        "name\ttype\tkind\tcountry\tlatitude\tlongitude\tpopulation\tgeonames\taliases\tguard"
        "\t" ENDS "Paris\tGPE\tcapital\tFRA\t48.85\t2.35\t2100000\t2988507\t\t\t" END
        "Paris\tGPE\tcity\tUSA\t33.66\t-95.55\t25000\t4717560\t\t\t" END
        "Georgia\tGPE\tprovince\tUSA\t32.6\t-83.4\t\t\t\t\t" END
        "Nice\tGPE\tcity\tFRA\t43.7\t7.27\t340000\t2990440\t\tNice\t" END
        "Asia-Pacific\tLOCATION\tregion\t\t\t\t\t\t\t\t" END
        "The Hague\tGPE\tcity\t\t52.08\t4.3\t\t\tDen Haag\t\t" END
        "Isis\tLOCATION\triver\t\t\t\t\t\t\t\t" END "Hopé\tGPE\tcity\t\t\t\t\t\t\tHopé\t" END},
    {"knowledge/bodies.tsv",
        "id\tname\ttype\tkind\tcountry\tsectors\tparent\taliases\t" ENDS
        "UN\tUnited Nations\tORGANIZATION\tigo\tUN\t\t\tU.N.|UN\t" END
        "UNSC\tUnited Nations Security Council\tORGANIZATION\tigo\tUN\t\tUN\t"
        "UN Security Council\t" END
        "WHO\tWorld Health Organization\tORGANIZATION\tigo\tUN\tMED\tUN\tWHO\t" END
        "EU\tEuropean Union\tORGANIZATION\tigo\tEU\tGOV\t\tEU\t" END
        "ISIS\tIslamic State\tORGANIZATION\tarmed_group\t\tUAF\t\tISIS\t" END
        "AQ\tal-Qaeda\tORGANIZATION\tarmed_group\t\tUAF\t\t\t" END
        "TF\tThe French\tORGANIZATION\tmedia\t\t\t\t\t" END},
    {"knowledge/members.tsv",
        "body\tmember\tfrom\tto\t" ENDS "UN\tFRA\t1945-10-24\t\t" END "EU\tFRA\t1958\t\t" END
        "EU\tGRL\t1973\t1985-02-01\t" END "UN\tEU\t1974\t\t" END},
    {"knowledge/offices.tsv",
        "id\tof\ttitle\tkind\tsector\taliases\t" ENDS
        "FRA.president\tFRA\tPresident\thead_of_state\tGOV\tPresident of the Republic\t" END
        "FRA.foreign\tFRA\tForeign Minister\tforeign_minister\tGOV\tMinister for Europe and "
        "Foreign Affairs\t" END "FRA.deputy\tFRA\tDeputy Minister\tdeputy\tGOV\t\t" END
        "UN.sg\tUN\tSecretary-General\thead\t\tSecretary General\t" END},
    {"knowledge/holders.tsv",
        "office\tperson\tfrom\tto\tas_of\tcountry\taliases\t" ENDS
        "FRA.president\tFrançois Hollande\t2012-05-15\t2017-05-14\t\t\t\t" END
        "FRA.president\tEmmanuel Macron\t2017-05-14\t\t2025\t\t\t" END
        "FRA.foreign\tLaurent Fabius\t2012\t2016\t\t\t\t" END
        "FRA.foreign\tJean-Marc Ayrault\t2016\t2017-05\t\t\t\t" END
        "FRA.foreign\tJean-Yves Le Drian\t2017-05\t2022\t\t\t\t" END
        "FRA.deputy\tAnn Roe\t2020\t\t2025\t\t\t" END "FRA.deputy\tJon Roe\t2019\t\t2025\t\t\t" END
        "UN.sg\tAntónio Guterres\t2017-01-01\t\t2025\tFRA\tAntonio Guterres\t" END},
    {"knowledge/titles.tsv",
        "form\tkind\tsector\tplural\toffice_kind\t" ENDS
        "foreign minister\toffice\tGOV\tforeign ministers\tforeign_minister\t" END
        "minister\toffice\tGOV\tministers\t\t" END "gen.\trank\tMIL\t\t\t" END
        "gen\trank\tMIL\t\t\t" END "lawmaker\trole\tLEG\tlawmakers\t\t" END
        "mr.\thonorific\t\t\t\t" END},
    {"knowledge/given_names.tsv",
        "name\tgender\tregions\t" ENDS "Hope\tf\tenglish\t" END "Jean\tm\tfrench\t" END
        "Jean\tf\tenglish\t" END "Paris\tf\tenglish\t" END},
    {"knowledge/surnames.tsv",
        "name\tregions\t" ENDS "Erdoğan\tturkish\t" END "Macron\tfrench\t" END},
    {"ontology/sectors.tsv",
        "sector\t" ENDS "GOV\t" END "MIL\t" END "LEG\t" END "UAF\t" END "MED\t" END},
    {"ontology/types.tsv", "type\t" ENDS "AGREE\t" END},
    {"ontology/modes.tsv", "mode\t" ENDS "visit\t" END},
    {"ontology/contexts.tsv", "context\t" ENDS "military\t" END},
    {"ontology/cameo.tsv", "code\t" ENDS "046\t" END},
    {"ontology/aliases.tsv", "scheme\t" ENDS "PLV\t" END},
    {"lexicon/triggers.tsv", "lemma\t" ENDS "meet\t" END},
    {"lexicon/classes.tsv", "class\t" ENDS "weapon\t" END},
    {"lexicon/common_words.tsv",
        "word\t" ENDS "nice\t" END "pole\t" END "who\t" END "us\t" END "hope\t" END "target\t" END},
};
#define TABLES_COUNT (sizeof tables_default / sizeof *tables_default)

/* A helper that cannot do its work ends the test: nothing after it would mean anything. */
static inline void tables_must(bool done) {
    if (!done)
        abort();
}

static inline void tables_path(char path[256], const char *folder, const char *file) {
    int size = snprintf(path, 256, "%s/%s", folder, file);
    tables_must(size > 0 && size < 256);
}

static inline void tables_write(const char *folder, const char *file, const char *text) {
    char path[256];
    tables_path(path, folder, file);
    FILE *out = fopen(path, "wb");
    tables_must(out != NULL);
    tables_must(fwrite(text, 1, strlen(text), out) == strlen(text));
    tables_must(fclose(out) == 0);
}

/*
 * Compiles the set with one table replaced (file NULL: none; text NULL: that table left out).
 * Returns what drg_know_compile returns. The folder is gone afterwards.
 */
static inline int tables_compile(
    const char *file, const char *text, void **block, size_t *size, drg_error *error) {
    char folder[] = "/tmp/dragoman-tables-XXXXXX";
    static const char *const parts[] = {"knowledge", "ontology", "lexicon"};
    char path[256];
    tables_must(mkdtemp(folder) != NULL);
    for (size_t i = 0; i < 3; i++) {
        tables_path(path, folder, parts[i]);
        tables_must(mkdir(path, 0700) == 0);
    }
    bool used = file == NULL;
    for (size_t i = 0; i < TABLES_COUNT; i++) {
        bool replaced = file && strcmp(tables_default[i].file, file) == 0;
        used = used || replaced;
        if (!replaced || text)
            tables_write(folder, tables_default[i].file, replaced ? text : tables_default[i].text);
    }
    if (!used)
        tables_write(folder, file, text);
    int result = drg_know_compile(folder, block, size, error);
    for (size_t i = 0; i < TABLES_COUNT; i++) {
        tables_path(path, folder, tables_default[i].file);
        unlink(path);
    }
    if (!used) {
        tables_path(path, folder, file);
        unlink(path);
    }
    for (size_t i = 0; i < 3; i++) {
        tables_path(path, folder, parts[i]);
        rmdir(path);
    }
    rmdir(folder);
    return result;
}
#undef ENDS
/* The tables of the tests, opened; 0, or an error after its reason. The caller frees both. */
static inline int tables_open(void **block, drg_know **know) {
    size_t size;
    drg_error error = {0};
    int result = tables_compile(NULL, NULL, block, &size, &error);
    if (!result)
        result = drg_know_open(*block, size, know, &error);
    if (result)
        fprintf(stderr, "%s\n", error.message);
    return result;
}

#endif
