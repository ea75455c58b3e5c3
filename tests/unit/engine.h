/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_ENGINE_H
#define TESTS_UNIT_ENGINE_H
/*
 * The engine of a test program, opened and closed around its group: the tables that are built in,
 * with the weights of ENGINE_MODEL (a path, defined before this is included), without any where it
 * is not. Includes support.h, for cmocka's headers have an order.
 */
#include "support.h"

#ifndef ENGINE_MODEL
#define ENGINE_MODEL ""
#endif

static drg_engine *engine;

static int open_engine(void **state) {
    (void)state;
    drg_error error = {0};
    int result = drg_engine_open(&(drg_engine_config){.model_path = ENGINE_MODEL}, &engine, &error);
    if (result)
        printf("%s\n", error.message);
    return result;
}

static int close_engine(void **state) {
    (void)state;
    drg_engine_free(engine);
    return 0;
}

#endif
