/* SPDX-License-Identifier: Apache-2.0 */
/* From what confidence on a record is told, with the weights that are shipped. */
#define ENGINE_MODEL TEST_ROOT "/models/reader.drgm"
#include "told.h"

static size_t events_of(const char *text) {
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    size_t count = document->events.count;
    drg_document_free(document);
    return count;
}

/* Words that are a request or reproach in 42 and 38 of a hundred cases were told as such. */
static void what_was_hardly_asked_or_blamed_was_told(void **state) {
    (void)state;
    assert_int_equal(
        events_of("Their attempts to create a community in Britain appealed to Indians."), 0);
    assert_int_equal(events_of("Africans have long been misled."), 0);
    assert_int_equal(events_of("France appealed to Iran to release the prisoners."), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_hardly_asked_or_blamed_was_told),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
