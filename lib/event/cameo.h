/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_CAMEO_H
#define DRG_EVENT_CAMEO_H
/* The CAMEO code of a record at the most special level that the text supports. */
#include "event.h"
#include "refine.h"

/*
 * Sets event->cameo and event->goldstein; its type, mode, contexts and sides must be there already.
 * With options.explain *why is the way to the code ("111 of the words; topic: 1121"), else empty.
 * Cost: bounded by the words around the trigger and the rows of the tables.
 */
void drg_cameo_settle(drg_document *document, const drg_syntax *syntax, const drg_telling *best,
    drg_event *event, drg_slice *why);

#endif
