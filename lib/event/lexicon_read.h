/* SPDX-License-Identifier: Apache-2.0 */
/* What the reader of the lexicon's tables fills and lexicon.c looks up. */
#ifndef DRG_EVENT_LEXICON_READ_H
#define DRG_EVENT_LEXICON_READ_H

#include "lexicon.h"
#include "refine.h"

#define MAX_CLASSES 64
#define MAX_MODES 96

typedef struct form_reference {
    uint32_t form, entry;
    uint8_t forms;
} form_reference;

typedef struct mode_score {
    uint8_t type;
    drg_slice mode;
    double score;
} mode_score;

struct drg_lexicon {
    drg_arena arena;
    drg_intern forms;
    drg_word *words_of; /* [forms.count] */
    size_t words_room;
    DRG_LIST(drg_entry) entries;
    const drg_table *contexts;
    uint32_t plain; /* first of the entries without words, one a type */
    DRG_LIST(drg_pattern_element) elements;
    DRG_LIST(drg_slice) words; /* alternatives of elements */
    DRG_LIST(form_reference) references;
    drg_entry_form *sorted; /* [references.count] grouped by form */
    drg_slice classes[MAX_CLASSES];
    size_t class_count;
    mode_score modes[MAX_MODES];
    size_t mode_count;
    double scores[DRG_EVENT_TYPES];
    uint8_t quads[DRG_EVENT_TYPES];
    drg_refining refining;
    drg_intern codes; /* CAMEO */
    double *goldstein; /* [codes] */
};

/* Reads classes, verbs, triggers and scores. DRG_EFORMAT (what a cell says is not known; the error
 * names table, row and column), DRG_ENOMEM. */
int drg_lexicon_read(drg_lexicon *lexicon, const drg_know *know, drg_error *error);
#endif
