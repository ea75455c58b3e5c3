/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_WEIGHTS_H
#define DRG_EVENT_WEIGHTS_H
/* Weights of the learned decisions (signs.h), by number of sign. Written by train/events/fit.py. */
#include "fill.h"

extern const float drg_fill_weights[DRG_FILL_SIGNS];
#endif
