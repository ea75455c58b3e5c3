/* SPDX-License-Identifier: Apache-2.0 */
/* The gate: its verdict must not depend on how the bytes arrive, and a clean head lies in its
 * bytes. */
#include "../../server/gate_check.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = (const char *)data;
    gate_head head;
    gate_refusal refusal;
    gate_verdict whole = gate_check(bytes, size, &head, &refusal);
    if (whole == GATE_CLEAN && (head.size > size || head.size > GATE_HEAD_LIMIT))
        abort();
    /* A prefix may ask for more or refuse, but what it refuses stays refused. */
    for (size_t part = 0; part < size && part < 512; part++) {
        gate_verdict verdict = gate_check(bytes, part, &head, &refusal);
        if (verdict == GATE_REFUSED && whole == GATE_CLEAN)
            abort();
        if (verdict == GATE_CLEAN && whole != GATE_CLEAN)
            abort();
    }
    return 0;
}
