/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_LABELS_H
#define API_LABELS_H
/*
 * Names of event types that a caller may ask for (options.labels): PLOVER's own as of 2.0, those of
 * 2018 and 2016, and the fifteen of the field's benchmark of pairs. Types, modes and codes are
 * coded in PLOVER 2.0 all the same; only the name and the quad class are told in the other scheme.
 */
#include "view.h"

typedef struct api_label {
    drg_slice name;
    unsigned quad; /* class in the scheme, 1 to 4 */
} api_label;

/* The scheme that a value of the option names. False: none does. */
bool api_labels_find(drg_slice value, api_labels *labels);
/* As the option is written. Static. */
const char *api_labels_name(api_labels labels);
/* What the reply's scheme calls a type; mode and code tell apart what the scheme splits and may be
 * empty. Cost: the rows of data/ontology/aliases.tsv. */
api_label api_label_of(const api_view *view, drg_event_type type, drg_slice mode, drg_slice cameo);
#endif
