/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_LOGISTIC_H
#define DRG_BASE_LOGISTIC_H

/* 1 / (1 + e^-x), exact to three digits and the same on every machine, which the C library's expf
 * is not: e^x is (1 + x / 1024)^1024, by squaring. */
static inline float drg_logistic(float x) {
    float low = x < 0 ? x : -x;
    if (low < -30)
        low = -30;
    float power = 1 + low / 1024;
    for (int i = 0; i < 10; i++)
        power *= power;
    return x < 0 ? power / (1 + power) : 1 / (1 + power);
}

#endif
