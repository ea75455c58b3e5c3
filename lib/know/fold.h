/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_FOLD_H
#define DRG_KNOW_FOLD_H
/*
 * The one spelling under which names of the tables and words of a text meet (fold.c says how).
 * Feed it pieces of text; `lower` is the key that tables are searched by, `cased` the same with the
 * letters' case kept. A folder lives on the stack: 400 bytes, no allocation.
 */
#include "../base/slice.h"

#define DRG_FOLD_ROOM 160 /* longest key in bytes; names of the tables must be shorter */

typedef struct drg_folder {
    char lower[DRG_FOLD_ROOM];
    char cased[DRG_FOLD_ROOM];
    uint32_t size; /* bytes of both */
    uint32_t hash; /* of lower[0, size) */
    bool separator; /* a separator was read after the last letter and not yet written */
    bool plain; /* all characters read were ASCII */
    bool dotted; /* a dot was read and dropped */
    bool overflow; /* more than fits: nothing further is taken */
} drg_folder;

void drg_fold_init(drg_folder *folder);
/* Folds valid UTF-8. Cost: linear in the bytes that fit; what does not fit is not looked at. */
void drg_fold_add(drg_folder *folder, drg_slice piece);
/* What follows is set off by white space or a dash. */
static inline void drg_fold_separate(drg_folder *folder) {
    folder->separator = folder->size > 0;
}

static inline drg_slice drg_fold_lower(const drg_folder *folder) {
    return (drg_slice){folder->lower, folder->size};
}
static inline drg_slice drg_fold_cased(const drg_folder *folder) {
    return (drg_slice){folder->cased, folder->size};
}

/* The hash that drg_folder.hash has after reading these (already folded) bytes. */
uint32_t drg_fold_hash(drg_slice lower);

/*
 * Do the words of a text, as cased, spell a name of the tables in an allowed case? Both are folded
 * and equal but for case. *changed is set when they differ in more than words of no weight ("of",
 * "al").
 */
bool drg_fold_case_allows(drg_slice name, drg_slice text, bool *changed);
#endif
