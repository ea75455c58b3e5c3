/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page for people and the API reference, as they were built in: the files of web/, byte for
 * byte, in gzip form. Who does not accept that gets them inflated. There is no other build step
 * between what a person edits and what is served, so a test can compare the two.
 */
#include "api.h"
#include "gzip.h"

#include <stdlib.h>
#include <string.h>

#define MOST ((size_t)4 << 20) /* bytes of a file, inflated */

#define PAGE_FILE(id, path, name, file, type)                                                      \
    extern const char api_page_##id[], api_page_end_##id[];
#include "page.def"
#undef PAGE_FILE

static const struct {
    const char *data, *end, *type;
} FILES[API_PAGE_FILES] = {
#define PAGE_FILE(id, path, name, file, type) {api_page_##id, api_page_end_##id, type},
#include "page.def"
#undef PAGE_FILE
};

static void copy(drg_slice packed, api_reply *reply) {
    reply->body = malloc(packed.size);
    if (!reply->body)
        return;
    memcpy(reply->body, packed.data, packed.size);
    reply->size = packed.size;
    reply->gzip = true;
}

void api_page(api_page_file file, bool gzip, api_reply *reply) {
    drg_slice packed = {FILES[file].data, (size_t)(FILES[file].end - FILES[file].data)};
    api_fault fault = {0};
    *reply = (api_reply){.status = 200, .content_type = FILES[file].type};
    if (gzip)
        copy(packed, reply);
    else if (!api_gunzip(packed, MOST, &reply->body, &reply->size, &fault))
        reply->body = NULL; /* out of memory: what was built in is whole */
}
