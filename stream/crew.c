/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A round's articles over a fixed set of threads. The jobs are an array and a number of the next
 * one that nobody has; a worker that is done takes the next, so that a long article delays only the
 * end of its own round. The longest are not sorted to the front: rounds are short, and order of
 * arrival keeps the output in the order of the input within a partition.
 */
#include "crew.h"

#include "../api/batch.h"

#include <pthread.h>
#include <stdlib.h>

struct stream_crew {
    api_context context;
    const api_article *defaults;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t given, finished;
    stream_job *jobs; /* [count] of the round */
    size_t count, taken, done;
    bool ended;
    unsigned workers; /* threads that run */
    pthread_t threads[];
};

static void *work(void *argument) {
    stream_crew *crew = argument;
    api_context context = crew->context;
    /* Without a scratch of its own a worker makes one for each article. */
    if (drg_scratch_new(context.engine, &context.scratch))
        context.scratch = NULL;
    pthread_mutex_lock(&crew->lock);
    for (;;) {
        while (crew->taken == crew->count && !crew->ended)
            pthread_cond_wait(&crew->given, &crew->lock);
        if (crew->taken == crew->count)
            break;
        stream_job *job = &crew->jobs[crew->taken++];
        pthread_mutex_unlock(&crew->lock);
        api_extract_line(&context, crew->defaults, API_NDJSON, job->line, job->number, &job->reply);
        pthread_mutex_lock(&crew->lock);
        if (++crew->done == crew->count)
            pthread_cond_signal(&crew->finished);
    }
    pthread_mutex_unlock(&crew->lock);
    drg_scratch_free(context.scratch);
    return NULL;
}

stream_crew *stream_crew_new(
    unsigned workers, const api_context *context, const api_article *defaults) {
    stream_crew *crew = calloc(1, sizeof *crew + workers * sizeof(pthread_t));
    if (!crew)
        return NULL;
    crew->context = *context;
    crew->defaults = defaults;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->given, NULL);
    pthread_cond_init(&crew->finished, NULL);
    while (
        crew->workers < workers && !pthread_create(&crew->threads[crew->workers], NULL, work, crew))
        crew->workers++;
    if (crew->workers)
        return crew;
    stream_crew_free(crew);
    return NULL;
}

void stream_crew_run(stream_crew *crew, stream_job *jobs, size_t count) {
    if (!count)
        return;
    pthread_mutex_lock(&crew->lock);
    crew->jobs = jobs;
    crew->count = count;
    crew->taken = crew->done = 0;
    pthread_cond_broadcast(&crew->given);
    while (crew->done < crew->count)
        pthread_cond_wait(&crew->finished, &crew->lock);
    crew->count = crew->taken = crew->done = 0;
    pthread_mutex_unlock(&crew->lock);
}

void stream_crew_free(stream_crew *crew) {
    if (!crew)
        return;
    pthread_mutex_lock(&crew->lock);
    crew->ended = true;
    pthread_cond_broadcast(&crew->given);
    pthread_mutex_unlock(&crew->lock);
    for (unsigned i = 0; i < crew->workers; i++)
        pthread_join(crew->threads[i], NULL);
    pthread_cond_destroy(&crew->finished);
    pthread_cond_destroy(&crew->given);
    pthread_mutex_destroy(&crew->lock);
    free(crew);
}
