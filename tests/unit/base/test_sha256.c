/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/base/sha256.h"

/* Examples of FIPS 180-4, and lengths on both sides of a block's edge. */
static const struct {
    const char *unit;
    size_t times;
    const char *digest;
} CASES[] = {
    {"", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
    {"a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
    {"a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

static void digests_are_those_of_the_standard(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        size_t unit = strlen(CASES[i].unit);
        char *input = malloc(unit * CASES[i].times + 1);
        assert_non_null(input);
        for (size_t n = 0; n < CASES[i].times; n++)
            memcpy(input + n * unit, CASES[i].unit, unit);
        unsigned char digest[32];
        drg_sha256(input, unit * CASES[i].times, digest);
        char text[65];
        for (size_t n = 0; n < sizeof digest; n++)
            snprintf(text + 2 * n, 3, "%02x", digest[n]);
        assert_string_equal(text, CASES[i].digest);
        free(input);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(digests_are_those_of_the_standard)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
