/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_USER_H
#define DRG_KNOW_USER_H
/* A user's own rows (user.c), read by the compiler. */
#include "compile.h"

/* Is it a table that a user may give rows of? */
bool drg_user_table(drg_slice name);
/* The step of the compiler that reads compiler->text over compiler->base. */
int drg_user_read(drg_compiler *compiler);
#endif
