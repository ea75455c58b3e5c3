/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cost grows with the length of the text and no faster, on the texts that an attacker would send.
 *
 * Each text is a unit again and again. drg_extract reads it at n and at 4 n bytes; processor time
 * may grow RATIO times: linear work gives 4, n log n about 4.6, a quadratic loop 16. What takes
 * under FLOOR seconds is not judged, and a bad ratio must show three times, so that a busy machine
 * makes no false alarm. This is without weights; `make bench-hostile` reads the same texts with
 * them. The heaviest are also read at SIZE bytes, which must end within PATIENCE seconds of
 * processor time. Under a sanitizer, where every allocation counts, all sizes are small.
 */
#include "../engine.h"
#include "hostile.h"

#include <time.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SMALL (2u << 10)
#define SIZE (32u << 10)
#else
#define SMALL (16u << 10)
#define SIZE (1u << 20)
#endif
#define RATIO 9.0
#define FLOOR 0.020
#define PATIENCE 20.0

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* Seconds that it takes to read `size` bytes of the unit. */
static double time_text(const char *unit, size_t size) {
    size_t length = strlen(unit);
    size = size / length * length;
    char *text = malloc(size);
    assert_non_null(text);
    for (size_t at = 0; at < size; at += length)
        memcpy(text + at, unit, length);
    drg_input input = {.text = {text, size}, .published = {2025, 4, 18}};
    drg_document *document = NULL;
    drg_error error = {0};
    double start = now();
    int result = drg_extract(engine, &input, NULL, &document, &error);
    double took = now() - start;
    drg_document_free(document);
    if (result != DRG_OK && result != DRG_ENOMEM && result != DRG_EEMPTY)
        fail_msg("'%s': %s", unit, error.message);
    free(text);
    return took;
}

static bool grows_too_fast(const char *unit) {
    double once = time_text(unit, SMALL), four = time_text(unit, 4 * SMALL);
    double ratio = four / (once > 1e-6 ? once : 1e-6);
    bool bad = four > FLOOR && ratio > RATIO;
    if (bad)
        print_message("'%s': %.1f ms, then %.1f ms: x %.1f\n", unit, once * 1e3, four * 1e3, ratio);
    return bad;
}

static void cost_is_linear(void **state) {
    (void)state;
    size_t bad = 0;
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        const char *unit = HOSTILE_UNITS[i];
        bad += grows_too_fast(unit) && grows_too_fast(unit) && grows_too_fast(unit);
    }
    assert_int_equal(bad, 0);
}

static void largest_text_is_read_in_bounded_time(void **state) {
    (void)state;
    static const char *const LARGE[] = {
        "a", "\xCC\x81", "Go. ", "a ", "(", "\xE2\x80\x9C", "\n", "A. ", "U.S.", "Paris "};
    for (size_t i = 0; i < sizeof LARGE / sizeof LARGE[0]; i++) {
        double took = time_text(LARGE[i], SIZE);
        if (took > PATIENCE)
            fail_msg("'%s': %.1f s", LARGE[i], took);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cost_is_linear),
        cmocka_unit_test(largest_text_is_read_in_bounded_time),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
