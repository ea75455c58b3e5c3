/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page for people as it was built in: the files of web/, byte for byte. There is no build step
 * between what a person edits and what is served, so a test can compare the two.
 */
#include "api.h"

#include <stdlib.h>
#include <string.h>

extern const char api_page_html[], api_page_style[], api_page_app[], api_page_view[],
    api_page_graph[], api_page_samples[], api_page_end[];

void api_page(api_page_file file, api_reply *reply) {
    static const struct {
        const char *data, *end, *type;
    } files[API_PAGE_FILES] = {
        [API_PAGE_HTML] = {api_page_html, api_page_style, "text/html; charset=utf-8"},
        [API_PAGE_STYLE] = {api_page_style, api_page_app, "text/css; charset=utf-8"},
        [API_PAGE_APP] = {api_page_app, api_page_view, "text/javascript; charset=utf-8"},
        [API_PAGE_VIEW] = {api_page_view, api_page_graph, "text/javascript; charset=utf-8"},
        [API_PAGE_GRAPH] = {api_page_graph, api_page_samples, "text/javascript; charset=utf-8"},
        [API_PAGE_SAMPLES] = {api_page_samples, api_page_end, "text/javascript; charset=utf-8"},
    };
    size_t size = (size_t)(files[file].end - files[file].data);
    *reply = (api_reply){
        .status = 200, .content_type = files[file].type, .body = malloc(size ? size : 1)};
    if (!reply->body)
        return;
    memcpy(reply->body, files[file].data, size);
    reply->size = size;
}
