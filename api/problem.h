/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_PROBLEM_H
#define API_PROBLEM_H
/* What is wrong with a request, and where: filled by the decoder, written as a problem document. */
#include "api.h"
#include "json_write.h"

typedef enum api_place { API_NOWHERE, API_POINTER, API_PARAMETER } api_place;

typedef struct api_fault { /* zero it; the first fault wins */
    const char *code; /* NULL: no fault */
    char detail[240]; /* one sentence, without the client's bytes */
    api_place place;
    char where[160]; /* JSON pointer (RFC 6901) or name of a parameter, cut at 64 characters */
    bool has_offset;
    size_t offset; /* byte: of the body, or of the text where code is nul_in_text */
    size_t line, column; /* from 1; 0: not given */
} api_fault;

/* Sets the fault (unless one is set) and returns false, for `return api_fault_set(...)`. */
bool api_fault_set(api_fault *fault, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Line and column (characters, from 1) of a byte. Cost: linear in offset. */
void api_fault_locate(api_fault *fault, drg_slice body, size_t offset);

/* The whole document, as a reply. */
void api_problem_reply(const api_fault *fault, drg_slice request_id, api_reply *reply);
/* The document as a value, for a line of a batch. */
void api_problem_write(api_json *json, const api_fault *fault, drg_slice request_id);
int api_problem_status(const char *code);
#endif
