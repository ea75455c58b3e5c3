/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_WEIGHTS_H
#define DRG_EVENT_WEIGHTS_H
/* Weights of the learned decisions (signs.h), by number of sign. Written by train/events/fit.py. */
#include "fill.h"
#include "record.h"
#include "same.h"
#include "score.h"
#include "unite.h"

extern const float drg_keep_weights[DRG_KEEP_SIGNS];
/* Where no reading engine has read the sentence. */
extern const float drg_keep_alone_weights[DRG_KEEP_READ];
extern const float drg_sure_weights[DRG_SURE_SIGNS];
extern const float drg_same_weights[DRG_SAME_SIGNS];
extern const float drg_fill_weights[DRG_FILL_SIGNS];
extern const float drg_unite_weights[DRG_UNITE_SIGNS];

#endif
