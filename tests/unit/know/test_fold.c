/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "slices.h"

#include "../../../lib/know/fold.h"

static void both_sides_meet_in_one_spelling(void **state) {
    (void)state;
    static const struct {
        const char *written, *lower, *cased;
    } cases[] = {
        {"U.S.", "us", "US"},
        {"US", "us", "US"},
        {"St. Petersburg", "st petersburg", "St Petersburg"},
        {"Asia-Pacific", "asia pacific", "Asia Pacific"},
        {"Asia – Pacific", "asia pacific", "Asia Pacific"},
        {"  Port \t au\u00a0Prince ", "port au prince", "Port au Prince"},
        {"Erdoğan", "erdogan", "Erdogan"},
        {"İzmir ıspanak", "izmir ispanak", "Izmir ispanak"},
        {"ŁÓDŹ", "lodz", "LODZ"},
        {"Straße Ægir Þór Đoković", "strasse aegir thor dokovic", "Strasse AEgir Thor Dokovic"},
        {"Côte d’Ivoire", "cote d'ivoire", "Cote d'Ivoire"},
        {"Co\u0302te d'Ivoire", "cote d'ivoire", "Cote d'Ivoire"},
        {"Hama's", "hama's", "Hama's"},
        {"AT&T", "at&t", "AT&T"},
        {"Ki\u00adev\u200b", "kiev", "Kiev"},
        {"Washington, D.C.", "washington, dc", "Washington, DC"},
        {"Киев", "киев", "Киев"},
        {"ﬁnance", "finance", "finance"},
        {"-. -", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        drg_folder folder;
        drg_fold_init(&folder);
        drg_fold_add(&folder, drg_slice_of(cases[i].written));
        assert_slice(drg_fold_lower(&folder), cases[i].lower);
        assert_slice(drg_fold_cased(&folder), cases[i].cased);
        assert_false(folder.overflow);
        assert_int_equal(folder.hash, drg_fold_hash(drg_fold_lower(&folder)));
    }
}

/* Where the text is cut into pieces makes no difference. */
static void pieces_fold_like_the_whole(void **state) {
    (void)state;
    const drg_slice text = DRG_SLICE("Côte d’Ivoire-U.S.  x");
    drg_folder whole, pieces;
    drg_fold_init(&whole);
    drg_fold_add(&whole, text);
    for (size_t cut = 0; cut <= text.size; cut++) {
        if (cut < text.size && ((unsigned char)text.data[cut] & 0xC0) == 0x80)
            continue;
        drg_fold_init(&pieces);
        drg_fold_add(&pieces, (drg_slice){text.data, cut});
        drg_fold_add(&pieces, (drg_slice){text.data + cut, text.size - cut});
        assert_true(drg_slice_equal(drg_fold_lower(&whole), drg_fold_lower(&pieces)));
        assert_int_equal(whole.hash, pieces.hash);
    }
}

static void long_text_overflows_without_harm(void **state) {
    (void)state;
    static char text[100000];
    drg_folder folder;
    memset(text, 'x', sizeof text);
    drg_fold_init(&folder);
    drg_fold_add(&folder, (drg_slice){text, sizeof text});
    assert_true(folder.overflow);
    assert_true(folder.size <= DRG_FOLD_ROOM);
    drg_fold_init(&folder);
    for (int i = 0; i < 1000; i++)
        drg_fold_add(&folder, DRG_SLICE("é-ß "));
    assert_true(folder.overflow);
    assert_true(folder.size <= DRG_FOLD_ROOM);
}

static void case_tells_names_from_words(void **state) {
    (void)state;
    static const struct {
        const char *name, *text;
        bool allowed, changed;
    } cases[] = {
        {"Turkey", "Turkey", true, false},
        {"Turkey", "TURKEY", true, true},
        {"Turkey", "turkey", false, false},
        {"US", "US", true, false},
        {"US", "us", false, false},
        {"US", "Us", false, false},
        {"WHO", "Who", false, false},
        {"Bank of England", "Bank Of England", true, false},
        {"Bank of England", "BANK OF ENGLAND", true, true},
        {"Bank of England", "bank of England", false, false},
        {"The Hague", "the Hague", true, false},
        {"al Qaeda", "Al Qaeda", true, false},
        {"Al Qaeda", "al Qaeda", true, false},
        {"Ramadan al Douri", "Ramadan Al Douri", true, false},
        {"MacDonald", "Macdonald", true, true},
        {"Emmanuel Macron", "Emmanuel MACRON", true, true},
        {"UN Security Council", "Un Security Council", false, false},
        {"Al", "al", false, false},
        {"Labour Party", "Labour party", true, true},
        {"Labour Party", "labour party", false, false},
        {"Party of Regions", "party of Regions", false, false},
        {"Party", "party", false, false},
        {"LeT", "LeT", true, false},
        {"LeT", "Let", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool changed;
        bool allowed = drg_fold_case_allows(
            drg_slice_of(cases[i].name), drg_slice_of(cases[i].text), &changed);
        if (allowed != cases[i].allowed || (allowed && changed != cases[i].changed))
            fail_msg(
                "%s in %s: allowed %d, changed %d", cases[i].name, cases[i].text, allowed, changed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_meet_in_one_spelling),
        cmocka_unit_test(pieces_fold_like_the_whole),
        cmocka_unit_test(long_text_overflows_without_harm),
        cmocka_unit_test(case_tells_names_from_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
