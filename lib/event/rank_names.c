/* SPDX-License-Identifier: Apache-2.0 */
/* The names of the signs of rank.h, for explanations. */
#include "rank.h"

#define WRITTEN(name) #name,

const char *drg_place_sign_name(unsigned sign) {
    static const char *const plain[] = {DRG_PLACE_PLAIN(WRITTEN)};
    static const char *const typed[] = {DRG_PLACE_TYPED(WRITTEN)};
    return sign < DRG_PLACE_SIGNS ? plain[sign] : typed[(sign - DRG_PLACE_SIGNS) / DRG_TYPED_ROOM];
}

const char *drg_date_sign_name(unsigned sign) {
    static const char *const plain[] = {DRG_DATE_PLAIN(WRITTEN)};
    static const char *const typed[] = {DRG_DATE_TYPED(WRITTEN)};
    return sign < DRG_DATE_SIGNS ? plain[sign] : typed[(sign - DRG_DATE_SIGNS) / DRG_TYPED_ROOM];
}
