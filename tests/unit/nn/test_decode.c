/* SPDX-License-Identifier: Apache-2.0 */
/* Decoding against the search over all paths. */
#include "fixture.h"

enum { WORDS = 5, LABELS = 2, COUNT = 1 + 2 * LABELS };

static bool allowed(size_t before, size_t row) {
    return row == 0 || row % 2 == 1 || before == row || before + 1 == row;
}

static float path_score(const float *scores, const size_t *path, float bias) {
    float sum = 0;
    for (size_t w = 0; w < WORDS; w++) {
        if (!allowed(w ? path[w - 1] : 0, path[w]) || (w == 0 && path[0] && path[0] % 2 == 0))
            return -1e9f;
        sum += scores[w * COUNT + path[w]] + (path[w] == 0 ? bias : 0);
    }
    return sum;
}

static void best_path_is_found(void **state) {
    (void)state;
    uint32_t seed = 5;
    for (int round = 0; round < 200; round++) {
        float scores[WORDS * COUNT], bias = fixture_random(&seed), best = -1e8f;
        for (size_t i = 0; i < WORDS * COUNT; i++)
            scores[i] = 3 * fixture_random(&seed);
        size_t path[WORDS] = {0};
        for (size_t n = 0; n < 3125; n++) { /* COUNT ^ WORDS */
            for (size_t w = 0, left = n; w < WORDS; w++, left /= COUNT)
                path[w] = left % COUNT;
            float score = path_score(scores, path, bias);
            best = score > best ? score : best;
        }
        uint8_t rows[WORDS];
        drg_decode_bio(scores, COUNT, WORDS, LABELS, bias, rows);
        for (size_t w = 0; w < WORDS; w++)
            path[w] = rows[w];
        assert_true(fabsf(path_score(scores, path, bias) - best) < 1e-5f);
    }
}

static void probabilities_add_up(void **state) {
    (void)state;
    const float scores[4] = {1.0f, -2.0f, 30.0f, 30.0f};
    float sum = 0;
    for (size_t i = 0; i < 4; i++)
        sum += drg_decode_probability(scores, 4, i);
    assert_true(fabsf(sum - 1.0f) < 1e-6f);
    assert_true(fabsf(drg_decode_probability(scores, 4, 2) - 0.5f) < 1e-6f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_path_is_found),
        cmocka_unit_test(probabilities_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
