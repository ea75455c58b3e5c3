/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that a caller sends (options.knowledge): refused with line and column, or laid over the
 * tables and used to read a text that names much of them. */
#include "fuzz.h"

static const char TEXT[] =
    "PARIS - Acme Holdings chief Jane Roe met President Emmanuel Macron in Kexville on Monday. "
    "The Kexan foreign minister, John Kex, accused Turkey of attacking the Kex Union's office, "
    "the White House said. \"We reject it,\" Chancellor Roe told the United Nations.";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const drg_input input = {.text = {TEXT, sizeof TEXT - 1}, .published = {2025, 4, 18}};
    const drg_options options = {.knowledge = {(const char *)data, size}, .explain = true};
    drg_document *document;
    drg_error error = {0};
    int result = drg_extract(fuzz_engine(), &input, &options, &document, &error);
    if (result) {
        CHECK(result == DRG_EFORMAT || result == DRG_ENOMEM);
        CHECK(error.message[0] && strlen(error.message) < sizeof error.message);
        return 0;
    }
    size_t count;
    const drg_entity *entity = drg_document_entities(document, &count);
    for (size_t i = 0; i < count; i++)
        CHECK(entity[i].name.size && entity[i].type < DRG_ENTITY_TYPES);
    drg_document_free(document);
    return 0;
}
