/* SPDX-License-Identifier: Apache-2.0 */
/* A damaged block of tables is refused, or opens and can be searched; it never faults. */
#include "../../lib/know/know.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    drg_know *know;
    if (drg_know_open(data, size, &know, NULL))
        return 0;
    size_t things = drg_know_things(know);
    for (size_t i = 0; i < things && i < 64; i++)
        if (drg_know_thing(know, (uint32_t)i)->name.size > size)
            abort();
    drg_know_find(know, (drg_slice){"state:FRA", 9});
    drg_know_holder(
        know, (drg_slice){"FRA", 3}, (drg_slice){"president", 9}, (drg_date){2025, 4, 18});
    drg_know_free(know);
    return 0;
}
