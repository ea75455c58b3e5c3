/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_ABOUT_H
#define DRG_EVENT_ABOUT_H
/* Which act speaks of which: "condemned the attack", "agreed to hold talks". */
#include "event.h"

/* Sets telling->spoken_by of the tellings from number `first` on, all of one sentence, and the
 * tense of what is threatened. Cost: a bounded number of looks a telling, each as long as what
 * stands between the two. */
void drg_about_find(const drg_syntax *syntax, drg_telling_list *tellings, size_t first);

#endif
