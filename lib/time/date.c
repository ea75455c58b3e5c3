/* SPDX-License-Identifier: Apache-2.0 */
#include "../document.h"

int drg_run_date(drg_document *document, const drg_engine *engine) {
    (void)engine;
    return drg_arena_failed(&document->arena) ? DRG_ENOMEM : DRG_OK;
}
