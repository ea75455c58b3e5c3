/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rounds. A round takes some articles from the partitions that are ours, answers them on all
 * threads, sends the answers, waits until the brokers have them all, and commits the offsets. It is
 * the smallest thing that keeps the promise of stream.h: there is never an offset committed whose
 * answer is not safe, and what a member that dies has not committed is one round at most. Waiting
 * for the last answer of a round leaves cores idle for less than one article; a round of 64
 * articles loses some percent, and its size is the user's choice between that and what is read
 * twice after a crash.
 *
 * Partitions come and go only while messages are taken (librdkafka calls `rebalance` inside the
 * poll): what the round holds of a partition that leaves is dropped, unread, and the new owner
 * takes it. A round that is being answered holds up a rebalance for as long as it lasts, which
 * round_bytes bounds (half a minute a MiB on one slow core, against the five minutes of
 * max.poll.interval.ms).
 *
 * With a transactional id the answers and the offsets are one transaction: it is given up as a
 * whole where anything fails, the partitions are set back to the round's first article, and it is
 * done again, a few times, and then the worker ends.
 *
 * A broker whose certificate is not of the user's authorities, or that does not take the name and
 * password, ends a worker that has never worked: a wrong file is seen at the start, not found in a
 * log. One that has been in its group goes on trying, since only one broker of several may be wrong
 * and the group has other members.
 *
 * Sources: KIP-98 and KIP-447 (transactions by consumer group), KIP-429 (cooperative rebalancing).
 */
#include "stream.h"

#include "client.h"
#include "clock.h"
#include "report.h"
#include "round.h"
#include "send.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    IDLE_POLL_MS = 200, /* how soon a stop is seen while nothing comes */
    STOP_PATIENCE_MS = 20000, /* for acknowledgements once a stop is asked for */
    COMMIT_TRIES = 50,
    COMMIT_PAUSE_MS = 200,
    TRANSACTION_MS = 30000,
    BEGIN_MS = 500, /* how soon a stop or a refusal is seen while no broker answers */
    ROUND_TRIES = 5
};

typedef struct worker {
    const stream_settings *settings;
    stream_totals *totals;
    rd_kafka_t *reader, *writer;
    stream_crew *crew;
    stream_round round;
    bool joined; /* partitions were assigned once: the brokers know us */
    bool failed; /* a fault that no retry mends; the line is out */
} worker;

/* Says an error and frees it; true: there was none. */
static bool went_well(rd_kafka_error_t *error, const char *event) {
    if (!error)
        return true;
    stream_say("warning", event, rd_kafka_error_string(error));
    rd_kafka_error_destroy(error);
    return false;
}

/* Either client says that it cannot reach a broker; it goes on trying by itself. */
static void on_error(rd_kafka_t *client, int error, const char *reason, void *opaque) {
    (void)client;
    worker *self = opaque;
    rd_kafka_resp_err_t code = (rd_kafka_resp_err_t)error;
    bool final = !self->joined && stream_is_refusal(code, reason);
    /* of a broker that wants TLS and gets none, librdkafka says nothing else */
    bool puzzling = !self->joined && code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
    char detail[512];
    snprintf(detail, sizeof detail, "%s: %s%s", rd_kafka_err2name(code), reason,
        puzzling ? "; where they do listen, security.protocol may be another" : "");
    stream_say(final ? "error" : "warning", final ? "refused" : "kafka", detail);
    self->failed = self->failed || final;
}

/* ---- partitions ------------------------------------------------------------------------------ */

static void rebalance(rd_kafka_t *reader, rd_kafka_resp_err_t code,
    rd_kafka_topic_partition_list_t *partitions, void *opaque) {
    worker *self = opaque;
    bool cooperative = !strcmp(rd_kafka_rebalance_protocol(reader), "COOPERATIVE");
    self->totals->rebalances++;
    if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        self->joined = true;
        if (cooperative)
            went_well(rd_kafka_incremental_assign(reader, partitions), "assign");
        else
            rd_kafka_assign(reader, partitions);
        return;
    }
    round_drop(&self->round, partitions);
    if (code == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS && cooperative)
        went_well(rd_kafka_incremental_unassign(reader, partitions), "unassign");
    else
        rd_kafka_assign(reader, NULL);
}

static int64_t lag_of(const worker *self) {
    rd_kafka_topic_partition_list_t *list;
    if (rd_kafka_assignment(self->reader, &list))
        return -1;
    int64_t lag = rd_kafka_position(self->reader, list) ? -1 : 0;
    for (int i = 0; lag >= 0 && i < list->cnt; i++) {
        int64_t low, high;
        const rd_kafka_topic_partition_t *row = &list->elems[i];
        if (rd_kafka_get_watermark_offsets(self->reader, row->topic, row->partition, &low, &high) ||
            high < 0 || row->offset < 0)
            continue; /* nothing was read of it yet */
        lag += high > row->offset ? high - row->offset : 0;
    }
    rd_kafka_topic_partition_list_destroy(list);
    return lag;
}

/* ---- taking ---------------------------------------------------------------------------------- */

static bool is_final(rd_kafka_resp_err_t code) {
    return code == RD_KAFKA_RESP_ERR__FATAL ||
           code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_INVALID_GROUP_ID;
}

static void take_message(worker *self, rd_kafka_message_t *message) {
    if (!message->err) {
        round_add(&self->round, message);
        return;
    }
    bool final = is_final(message->err);
    stream_say(final ? "error" : "warning", "read", rd_kafka_message_errstr(message));
    self->failed = self->failed || final;
    rd_kafka_message_destroy(message);
}

/* Fills the round: until it is full, or round_wait_ms after its first article. */
static void gather(worker *self) {
    const stream_settings *settings = self->settings;
    uint64_t end = 0;
    while (!self->failed && !*settings->stop && self->round.count < self->round.room &&
           self->round.bytes < settings->round_bytes) {
        uint64_t now = stream_now_ms();
        if (!self->round.count)
            end = now + settings->round_wait_ms;
        else if (now >= end)
            return;
        int wait = self->round.count ? (int)(end - now) : IDLE_POLL_MS;
        rd_kafka_message_t *message = rd_kafka_consumer_poll(self->reader, wait);
        if (message)
            take_message(self, message);
        else if (!self->round.count)
            return;
    }
}

/* ---- committing ------------------------------------------------------------------------------ */

static bool may_pass(rd_kafka_resp_err_t code) {
    switch (code) {
    case RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS:
    case RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION: /* the next request has the new one */
    case RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS:
    case RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_NOT_COORDINATOR:
    case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
    case RD_KAFKA_RESP_ERR__WAIT_COORD:
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
        return true;
    default:
        return false;
    }
}

/*
 * The round's offsets, after its answers are safe. Where the group has given the partitions to
 * another, that one reads the round again: said and counted, no reason to end.
 */
static bool commit(worker *self) {
    rd_kafka_topic_partition_list_t *offsets = round_offsets(&self->round, ROUND_AFTER);
    if (!offsets)
        return false;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
    for (unsigned tries = 0; tries < COMMIT_TRIES; tries++) {
        code = rd_kafka_commit(self->reader, offsets, 0);
        if (!may_pass(code))
            break;
        stream_pause_ms(COMMIT_PAUSE_MS);
    }
    rd_kafka_topic_partition_list_destroy(offsets);
    if (!code) {
        self->totals->commits++;
        return true;
    }
    stream_say("warning", "not_committed", rd_kafka_err2str(code));
    self->totals->uncommitted += self->round.count;
    return true;
}

static void count_round(worker *self) {
    stream_totals *totals = self->totals;
    totals->rounds++;
    totals->articles += self->round.count;
    for (size_t i = 0; i < self->round.count; i++)
        if (self->round.entries[i].dead)
            totals->dead_letters++;
        else
            totals->replies++;
}

/* ---- transactions ---------------------------------------------------------------------------- */

/* Makes the id ours, which ends what a former member of that id left open. Waits for a coordinator
 * as long as the reader would for a broker. True as well where a stop came first. */
static bool init_transactions(worker *self) {
    while (!self->failed && !*self->settings->stop) {
        rd_kafka_error_t *error = rd_kafka_init_transactions(self->writer, BEGIN_MS);
        if (!error || !rd_kafka_error_is_retriable(error))
            return went_well(error, "transactions");
        rd_kafka_error_destroy(error);
        rd_kafka_poll(self->writer, 0); /* on_error */
    }
    return !self->failed;
}

/* Retries what librdkafka calls retriable. True: done; false: *fatal tells whether giving the
 * transaction up can help. */
static bool commit_transaction(worker *self, bool *fatal) {
    rd_kafka_topic_partition_list_t *offsets = round_offsets(&self->round, ROUND_AFTER);
    rd_kafka_consumer_group_metadata_t *group = rd_kafka_consumer_group_metadata(self->reader);
    rd_kafka_error_t *error = NULL;
    bool sent = false;
    for (unsigned tries = 0; offsets && group && tries < COMMIT_TRIES; tries++) {
        error = sent ? NULL
                     : rd_kafka_send_offsets_to_transaction(
                           self->writer, offsets, group, TRANSACTION_MS);
        sent = sent || !error;
        if (sent)
            error = rd_kafka_commit_transaction(self->writer, TRANSACTION_MS);
        if (!error || !rd_kafka_error_is_retriable(error))
            break;
        if (tries + 1 < COMMIT_TRIES)
            rd_kafka_error_destroy(error);
        stream_pause_ms(COMMIT_PAUSE_MS);
    }
    bool fine = offsets && group && !error;
    *fatal = error && rd_kafka_error_is_fatal(error);
    if (error)
        went_well(error, "transaction");
    if (offsets)
        rd_kafka_topic_partition_list_destroy(offsets);
    if (group)
        rd_kafka_consumer_group_metadata_destroy(group);
    return fine;
}

/* Gives the transaction up and sets the partitions back to where the round began. */
static bool give_up_transaction(worker *self) {
    if (!went_well(rd_kafka_abort_transaction(self->writer, TRANSACTION_MS), "abort"))
        return false;
    self->totals->aborted++;
    rd_kafka_topic_partition_list_t *offsets = round_offsets(&self->round, ROUND_FIRST);
    if (!offsets)
        return false;
    bool fine = went_well(rd_kafka_seek_partitions(self->reader, offsets, TRANSACTION_MS), "seek");
    rd_kafka_topic_partition_list_destroy(offsets);
    return fine;
}

/* ---- a round --------------------------------------------------------------------------------- */

static bool finish_at_least_once(worker *self) {
    if (!send_round(self->writer, self->settings, &self->round, STOP_PATIENCE_MS) || !commit(self))
        return false;
    count_round(self);
    return true;
}

static bool finish_in_transaction(worker *self, unsigned *given_up) {
    bool fatal = false;
    if (!went_well(rd_kafka_begin_transaction(self->writer), "transaction"))
        return false;
    if (send_round(self->writer, self->settings, &self->round, STOP_PATIENCE_MS) &&
        commit_transaction(self, &fatal)) {
        count_round(self);
        self->totals->commits++;
        *given_up = 0;
        return true;
    }
    return !fatal && ++*given_up < ROUND_TRIES && give_up_transaction(self);
}

static bool run_round(worker *self, unsigned *given_up) {
    round_prepare(&self->round);
    stream_crew_run(self->crew, self->round.jobs, self->round.count);
    bool fine = self->settings->transactional_id ? finish_in_transaction(self, given_up)
                                                 : finish_at_least_once(self);
    round_clear(&self->round);
    return fine;
}

static void report(worker *self, const char *event) {
    self->totals->lag = lag_of(self);
    stream_say_totals(event, self->totals);
    const char *path = self->settings->metrics_file;
    if (path && !stream_write_metrics(path, self->totals))
        stream_say("warning", "metrics_file", strerror(errno));
}

static void run(worker *self) {
    unsigned report_ms = self->settings->report_ms, given_up = 0;
    uint64_t next = stream_now_ms() + report_ms;
    while (!self->failed && !*self->settings->stop) {
        gather(self);
        if (*self->settings->stop || self->failed)
            round_clear(&self->round); /* not answered, not committed: for the next member */
        else if (self->round.count && !run_round(self, &given_up))
            self->failed = true;
        if (report_ms && stream_now_ms() >= next) {
            report(self, "progress");
            next = stream_now_ms() + report_ms;
        }
    }
    report(self, "end");
}

static bool subscribe(worker *self) {
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, self->settings->in, RD_KAFKA_PARTITION_UA);
    rd_kafka_resp_err_t code = rd_kafka_subscribe(self->reader, topics);
    rd_kafka_topic_partition_list_destroy(topics);
    if (code)
        stream_say("error", "subscribe", rd_kafka_err2str(code));
    return !code;
}

bool stream_work(const stream_settings *settings, const api_context *context,
    const api_article *defaults, stream_totals *totals) {
    *totals = (stream_totals){.lag = -1};
    worker self = {.settings = settings, .totals = totals};
    const stream_calls calls = {rebalance, send_delivered, on_error, &self};
    bool ready = round_init(&self.round, settings->round_articles) &&
                 (self.crew = stream_crew_new(settings->workers, context, defaults)) &&
                 (self.writer = stream_producer_new(settings, &calls)) &&
                 (!settings->transactional_id || init_transactions(&self)) &&
                 (self.reader = stream_consumer_new(settings, &calls)) && subscribe(&self);
    if (ready)
        run(&self);
    round_clear(&self.round);
    if (self.reader) {
        rd_kafka_consumer_close(self.reader);
        rd_kafka_destroy(self.reader);
    }
    if (self.writer)
        rd_kafka_destroy(self.writer);
    stream_crew_free(self.crew);
    round_deinit(&self.round);
    return ready && !self.failed;
}
