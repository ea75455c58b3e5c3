/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_FEED_H
#define DRG_NN_FEED_H
/* What of a document is given to the reading engine: feed.c says which sentences, and why. */
#include "../document.h"
#include "reader.h"

typedef struct drg_feed {
    drg_reader_input input; /* the sentences that are read, one after the other */
    const uint32_t *token; /* [input.words] the document's token of each word */
} drg_feed;

/*
 * Lays the sentences to read, in the document's arena, and warns of those left out. DRG_ENOMEM, or
 * DRG_ECANCELLED (polled at every sentence). Cost: linear in the tokens, about 0.5 microseconds
 * each.
 */
int drg_feed_lay(drg_document *document, const drg_reader *reader, drg_feed *out);

/*
 * A purse keeps work in proportion to text: what comes in pays for what goes out, and what is left
 * over is kept up to a limit, which is also what it starts with.
 */
typedef struct drg_purse {
    size_t held, limit; /* in one unit */
} drg_purse;

static inline drg_purse drg_purse_make(size_t limit) {
    return (drg_purse){limit, limit};
}

/* `earned` comes in and `cost` goes out if there is enough; says whether there was. */
static inline bool drg_purse_pay(drg_purse *purse, size_t earned, size_t cost) {
    size_t rich = purse->held + earned;
    bool enough = rich >= cost;
    rich -= enough ? cost : 0;
    purse->held = rich < purse->limit ? rich : purse->limit;
    return enough;
}

#endif
