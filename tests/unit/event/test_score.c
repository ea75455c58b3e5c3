/* SPDX-License-Identifier: Apache-2.0 */
/* What is known beforehand of words that tell an event, beside the fitted signs. */
#include "told.h"

static size_t events_of(const char *text, drg_event_type type) {
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    size_t count = 0;
    for (size_t i = 0; i < document->events.count; i++)
        count += document->events.items[i].type == type;
    drg_document_free(document);
    return count;
}

static void nobody_is_assaulted_by_accident(void **state) {
    (void)state;
    assert_int_equal(events_of("Two Israelis were killed and five others were injured in a car "
                               "accident near Nuweiba in the eastern Sinai Peninsula on Thursday.",
                         DRG_ASSAULT),
        0);
    assert_int_equal(events_of("Two Israelis were killed in a helicopter crash in Egypt on "
                               "Thursday.",
                         DRG_ASSAULT),
        0);
}

static void who_strikes_beside_a_crash_assaults(void **state) {
    (void)state;
    assert_int_equal(events_of("Gunmen attacked a bus in Kenya and killed six people; the driver "
                               "lost control and crashed.",
                         DRG_ASSAULT),
        1);
}

static void bare_speech_is_no_support(void **state) {
    (void)state;
    assert_int_equal(
        events_of("Guterres expressed the wish of the United Nations. Biden voiced the interest "
                  "of the United States in Kenya. Macron stressed the role of France.",
            DRG_SUPPORT),
        0);
    assert_int_equal(events_of("Guterres expressed his condolences to Turkey.", DRG_SUPPORT), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_assaulted_by_accident),
        cmocka_unit_test(who_strikes_beside_a_crash_assaults),
        cmocka_unit_test(bare_speech_is_no_support),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
