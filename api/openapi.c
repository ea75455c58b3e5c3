/* SPDX-License-Identifier: Apache-2.0 */
/* The contract as it was built in: openapi.yaml byte for byte, and the JSON made from it. */
#include "api.h"

#include <stdlib.h>
#include <string.h>

extern const char api_openapi_yaml_data[], api_openapi_yaml_end[];
extern const char api_openapi_json_data[], api_openapi_json_end[];

static void copy(const char *data, const char *end, const char *type, api_reply *reply) {
    size_t size = (size_t)(end - data);
    *reply = (api_reply){.status = 200, .content_type = type, .body = malloc(size)};
    if (!reply->body)
        return;
    memcpy(reply->body, data, size);
    reply->size = size;
}

void api_openapi_json(api_reply *reply) {
    copy(api_openapi_json_data, api_openapi_json_end, "application/json", reply);
}

void api_openapi_yaml(api_reply *reply) {
    copy(api_openapi_yaml_data, api_openapi_yaml_end, "application/yaml", reply);
}
