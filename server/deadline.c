/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines as arithmetic: see deadline.h. */
#include "deadline.h"

#include <time.h>

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void deadline_count(deadline_words *words, const char *bytes, size_t size) {
    words->bytes += size;
    for (size_t i = 0; i < size; i++) {
        bool space = is_space(bytes[i]);
        words->runs += !space && !words->inside;
        words->inside = !space;
    }
}

uint64_t deadline_word_count(const deadline_words *words) {
    uint64_t least = words->bytes / 8;
    return words->runs > least ? words->runs : least;
}

uint64_t deadline_work(uint64_t words, double factor, uint64_t most_ms) {
    double seconds = (2.0 + (double)words / 4000.0) * (factor < 1 ? 1 : factor);
    double most = (double)most_ms / 1000.0;
    return (uint64_t)((seconds < most ? seconds : most) * (double)NS_PER_S);
}

double deadline_factor(uint64_t words, uint64_t elapsed_ns) {
    if (!words)
        return 1;
    double seconds = (double)elapsed_ns / (double)NS_PER_S * 4000.0 / (double)words;
    double factor = seconds * 10;
    return factor < 1 ? 1 : factor > 60 ? 60 : factor;
}

uint64_t deadline_response(uint64_t bytes, uint64_t base_ms) {
    return base_ms * NS_PER_MS + bytes / 65536 * NS_PER_S;
}

uint64_t deadline_patience(drg_slice header) {
    uint64_t milliseconds = 0, weight = 100;
    size_t i = 0;
    if (header.size == 0 || header.size > 8)
        return 0;
    for (; i < header.size && header.data[i] >= '0' && header.data[i] <= '9'; i++)
        milliseconds = milliseconds * 10 + (uint64_t)(header.data[i] - '0');
    milliseconds *= 1000;
    if (i == 0)
        return 0;
    if (i < header.size && header.data[i] == '.')
        for (i++; i < header.size && header.data[i] >= '0' && header.data[i] <= '9'; i++) {
            milliseconds += (uint64_t)(header.data[i] - '0') * weight;
            weight /= 10;
        }
    if (i != header.size || milliseconds > UINT64_C(3600000))
        return 0;
    return milliseconds * NS_PER_MS;
}

uint64_t deadline_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}
