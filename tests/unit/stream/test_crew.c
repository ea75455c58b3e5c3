/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The threads that answer a round: every job once, in its own place, round after round. Runs under
 * ThreadSanitizer too; test_work.c cannot, because librdkafka starts its threads by C11's
 * thrd_create, which that sanitizer does not see.
 */
#include "../engine.h"

#include "../../../stream/crew.h"

#include <stdio.h>
#include <string.h>

enum { JOBS = 40 };

static void run_round(stream_crew *crew, size_t count, int round) {
    char lines[JOBS][96];
    stream_job jobs[JOBS] = {0};
    for (size_t i = 0; i < count; i++) {
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"r%d-%zu\",\"text\":\"Turkey condemned it.\"}", round, i);
        jobs[i].line = slice_of(i % 7 == 3 ? "{broken" : lines[i]);
        jobs[i].number = i + 1;
    }
    stream_crew_run(crew, jobs, count);
    for (size_t i = 0; i < count; i++) {
        char id[64];
        if (i % 7 == 3)
            snprintf(id, sizeof id, "{\"id\":\"line-%zu\",", i + 1);
        else
            snprintf(id, sizeof id, "{\"id\":\"r%d-%zu\",", round, i);
        assert_non_null(jobs[i].reply.body);
        assert_true(jobs[i].reply.size > strlen(id));
        assert_memory_equal(jobs[i].reply.body, id, strlen(id));
        assert_int_equal(jobs[i].reply.code != NULL, i % 7 == 3);
        api_reply_deinit(&jobs[i].reply);
    }
}

static void test_every_job_is_answered_in_its_place(void **state) {
    (void)state;
    api_article defaults;
    api_context context = {.engine = engine};
    api_limits_default(&context.limits);
    api_article_default(&defaults);
    for (unsigned workers = 1; workers <= 4; workers += 3) {
        stream_crew *crew = stream_crew_new(workers, &context, &defaults);
        assert_non_null(crew);
        const size_t counts[] = {JOBS, 0, 1, 3, JOBS};
        for (int round = 0; round < 5; round++)
            run_round(crew, counts[round], round);
        stream_crew_free(crew);
    }
    stream_crew_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_job_is_answered_in_its_place)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
