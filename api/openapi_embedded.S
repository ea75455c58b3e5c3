/* SPDX-License-Identifier: Apache-2.0 */
/* The contract as read-only data: OPENAPI_YAML and OPENAPI_JSON are paths, set by the Makefile. */
    .section .rodata
    .hidden api_openapi_yaml_data
    .hidden api_openapi_yaml_end
    .hidden api_openapi_json_data
    .hidden api_openapi_json_end
    .global api_openapi_yaml_data
    .global api_openapi_yaml_end
    .global api_openapi_json_data
    .global api_openapi_json_end
api_openapi_yaml_data:
    .incbin OPENAPI_YAML
api_openapi_yaml_end:
    .byte 0
api_openapi_json_data:
    .incbin OPENAPI_JSON
api_openapi_json_end:
    .byte 0
#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
