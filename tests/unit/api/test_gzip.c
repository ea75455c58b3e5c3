/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../api/gzip.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* gzip of `size` bytes of one letter. */
static drg_slice pack(char letter, size_t size, char *room, size_t most) {
    char *plain = malloc(size + 1);
    z_stream stream = {0};
    memset(plain, letter, size);
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (Bytef *)plain;
    stream.avail_in = (uInt)size;
    stream.next_out = (Bytef *)room;
    stream.avail_out = (uInt)most;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    drg_slice packed = {room, most - stream.avail_out};
    deflateEnd(&stream);
    free(plain);
    return packed;
}

static const char *inflate_code(drg_slice body, size_t most, size_t *size) {
    char *data;
    api_fault fault = {0};
    bool inflated = api_gunzip(body, most, &data, size, &fault);
    assert_int_equal(inflated, data != NULL);
    assert_int_equal(inflated, fault.code == NULL);
    free(data);
    return inflated ? "ok" : fault.code;
}

static void bodies_are_inflated_to_their_limit(void **state) {
    (void)state;
    char room[65536];
    size_t size;
    for (size_t length = 1000; length <= 1003; length++) {
        drg_slice packed = pack('a', length, room, sizeof room);
        const char *code = inflate_code(packed, 1001, &size);
        assert_string_equal(code, length <= 1001 ? "ok" : "body_too_large");
        if (length <= 1001)
            assert_int_equal(size, length);
    }
    drg_slice packed = pack('a', 0, room, sizeof room);
    assert_string_equal(inflate_code(packed, 1000, &size), "ok");
    assert_int_equal(size, 0);
}

static void bombs_stop_at_a_hundred_times(void **state) {
    (void)state;
    char room[65536];
    size_t size;
    drg_slice packed = pack('a', (size_t)4 << 20, room, sizeof room);
    assert_true(packed.size * 500 < (size_t)4 << 20);
    assert_string_equal(inflate_code(packed, (size_t)64 << 20, &size), "body_too_large");
}

static void every_cut_and_every_flip_is_seen_or_harmless(void **state) {
    (void)state;
    char room[4096], changed[4096];
    size_t size;
    drg_slice packed = pack('a', 500, room, sizeof room);
    for (size_t cut = 0; cut < packed.size; cut++)
        assert_string_equal(
            inflate_code((drg_slice){packed.data, cut}, 10000, &size), "invalid_gzip");
    for (size_t bit = 0; bit < packed.size * 8; bit++) {
        memcpy(changed, packed.data, packed.size);
        changed[bit / 8] = (char)(changed[bit / 8] ^ 1 << bit % 8);
        const char *code = inflate_code((drg_slice){changed, packed.size}, 10000, &size);
        if (!strcmp(code, "ok")) /* a flag or a time of the header */
            assert_int_equal(size, 500);
    }
}

static void nothing_may_follow(void **state) {
    (void)state;
    char room[4096];
    size_t size;
    drg_slice packed = pack('a', 500, room, sizeof room / 2);
    room[packed.size] = 0;
    assert_string_equal(
        inflate_code((drg_slice){room, packed.size + 1}, 10000, &size), "invalid_gzip");
    memcpy(room + packed.size, room, packed.size); /* two members */
    assert_string_equal(
        inflate_code((drg_slice){room, packed.size * 2}, 10000, &size), "invalid_gzip");
}

/* Once only the code was said. */
static void a_broken_body_says_where(void **state) {
    (void)state;
    char room[4096];
    drg_slice packed = pack('a', 500, room, sizeof room / 2);
    char *data;
    size_t size;
    struct {
        size_t size, flip, offset;
    } cases[] = {{10, SIZE_MAX, 10}, {packed.size - 1, SIZE_MAX, packed.size - 1},
        {packed.size + 1, SIZE_MAX, packed.size}, {packed.size, 0, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        api_fault fault = {0};
        packed = pack('a', 500, room, sizeof room / 2);
        if (cases[i].flip != SIZE_MAX)
            room[cases[i].flip] ^= 1;
        assert_false(api_gunzip((drg_slice){room, cases[i].size}, 10000, &data, &size, &fault));
        assert_string_equal(fault.code, "invalid_gzip");
        assert_true(fault.has_offset);
        assert_int_equal(fault.offset, cases[i].offset);
    }
}

static void replies_go_and_come_back(void **state) {
    (void)state;
    for (size_t length = 1000; length < 200000; length = length * 3 + 1) {
        api_reply reply = {.status = 200, .body = malloc(length), .size = length};
        uint32_t chance = 1; /* letters that do not repeat: bodies may not shrink a hundred times */
        for (size_t i = 0; i < length; i++) {
            chance = chance * 1664525u + 1013904223u;
            reply.body[i] = (char)('a' + (chance >> 24) % 23);
        }
        char *plain = malloc(length), *data;
        memcpy(plain, reply.body, length);
        api_gzip_reply(&reply);
        assert_int_equal(reply.gzip, length >= 1024);
        if (reply.gzip) {
            api_fault fault = {0};
            size_t size;
            assert_true(
                api_gunzip((drg_slice){reply.body, reply.size}, length, &data, &size, &fault));
            assert_int_equal(size, length);
            assert_memory_equal(data, plain, length);
            free(data);
        }
        free(plain);
        api_reply_deinit(&reply);
    }
}

static void problems_stay_plain(void **state) {
    (void)state;
    api_reply reply = {.status = 422, .body = calloc(1, 5000), .size = 5000};
    api_gzip_reply(&reply);
    assert_false(reply.gzip);
    api_reply_deinit(&reply);
}

static void accept_encoding(void **state) {
    (void)state;
    static const struct {
        const char *field;
        bool wanted;
    } cases[] = {{"", false}, {"gzip", true}, {"GZIP", true}, {"x-gzip", true},
        {"br, gzip, deflate", true}, {"gzip;q=0", false}, {"gzip; q=0.5", true},
        {"gzip;q=0.5, identity", false}, {"identity;q=0.5, gzip;q=0.5", true}, {"*", true},
        {"*;q=0", false}, {"gzip;q=0, *", false}, {"br", false}, {"gzip;q=2", false},
        {"gzip;level=1", false}, {"gzipped", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (api_accepts_gzip(slice_of(cases[i].field)) != cases[i].wanted)
            fail_msg("%s", cases[i].field);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_are_inflated_to_their_limit),
        cmocka_unit_test(bombs_stop_at_a_hundred_times),
        cmocka_unit_test(every_cut_and_every_flip_is_seen_or_harmless),
        cmocka_unit_test(nothing_may_follow),
        cmocka_unit_test(a_broken_body_says_where),
        cmocka_unit_test(replies_go_and_come_back),
        cmocka_unit_test(problems_stay_plain),
        cmocka_unit_test(accept_encoding),
    };
    return cmocka_run_group_tests_name("gzip", tests, NULL, NULL);
}
