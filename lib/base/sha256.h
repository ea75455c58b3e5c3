/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_SHA256_H
#define DRG_BASE_SHA256_H
/* SHA-256 (FIPS 180-4): identifies tables and weights; never used on secrets. */
#include <stddef.h>
#include <stdint.h>
void drg_sha256(const void *data, size_t size, unsigned char digest[32]);
#endif
