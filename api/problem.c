/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem documents (RFC 9457). The table problems.def is the only place where a code meets its
 * status. A detail never repeats what the client sent: only the pointer of a field does, cut short
 * and escaped as JSON.
 */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const api_problem_row ROWS[] = {
#define PROBLEM(code, status, title, description) {#code, title, description, status},
#include "problems.def"
#undef PROBLEM
};
#define ROW_COUNT (sizeof ROWS / sizeof ROWS[0])

const api_problem_row *api_problem_at(size_t index) {
    return index < ROW_COUNT ? &ROWS[index] : NULL;
}

static const api_problem_row *find(const char *code) {
    const api_problem_row *internal = NULL;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (strcmp(ROWS[i].code, code) == 0)
            return &ROWS[i];
        if (strcmp(ROWS[i].code, "internal_error") == 0)
            internal = &ROWS[i];
    }
    return internal;
}

int api_problem_status(const char *code) {
    return find(code)->status;
}

bool api_fault_set(api_fault *fault, const char *code, const char *format, ...) {
    if (fault->code)
        return false;
    fault->code = code;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->detail, sizeof fault->detail, format, arguments);
    va_end(arguments);
    return false;
}

void api_fault_locate(api_fault *fault, drg_slice body, size_t offset) {
    fault->has_offset = true;
    fault->offset = offset;
    fault->line = fault->column = 1;
    for (size_t i = 0; i < offset && i < body.size; i++) {
        unsigned char byte = (unsigned char)body.data[i];
        if (byte == '\n') {
            fault->line++;
            fault->column = 1;
        } else if ((byte & 0xC0) != 0x80) {
            fault->column++;
        }
    }
}

static void write_errors(api_json *json, const api_fault *fault, const char *detail) {
    api_json_member_open(json, "errors", '[');
    api_json_open(json, '{');
    /* The pointer "" is the whole document (RFC 6901), so that it is written even when empty. */
    api_json_member_text(json, fault->place == API_POINTER ? "pointer" : "parameter", fault->where);
    api_json_member_text(json, "detail", detail);
    api_json_close(json, '}');
    api_json_close(json, ']');
}

void api_problem_write(api_json *json, const api_fault *fault, drg_slice request_id) {
    const api_problem_row *row = find(fault->code);
    const char *detail = fault->detail[0] ? fault->detail : row->description;
    char type[64];
    snprintf(type, sizeof type, "urn:dragoman:problem:%s", row->code);
    api_json_open(json, '{');
    api_json_member_text(json, "type", type);
    api_json_member_text(json, "title", row->title);
    api_json_member_uint(json, "status", (uint64_t)row->status);
    api_json_member_text(json, "code", row->code);
    api_json_member_text(json, "detail", detail);
    api_json_member(json, "request_id", request_id);
    if (fault->line) {
        api_json_member_uint(json, "line", fault->line);
        api_json_member_uint(json, "column", fault->column);
    }
    if (fault->has_offset)
        api_json_member_uint(json, "offset", fault->offset);
    if (fault->place != API_NOWHERE)
        write_errors(json, fault, detail);
    api_json_close(json, '}');
}

void api_problem_reply(const api_fault *fault, drg_slice request_id, api_reply *reply) {
    const api_problem_row *row = find(fault->code);
    api_out out = {0};
    api_json json = {.out = &out};
    api_problem_write(&json, fault, request_id);
    api_out_text(&out, "\n");
    if (out.failed)
        api_out_deinit(&out);
    free(reply->body);
    reply->status = row->status;
    reply->content_type = "application/problem+json";
    reply->body = out.data;
    reply->size = out.size;
    reply->code = row->code;
}

void api_problem(const char *code, const char *detail, drg_slice request_id, api_reply *reply) {
    api_fault fault = {.code = code};
    if (detail)
        snprintf(fault.detail, sizeof fault.detail, "%s", detail);
    api_problem_reply(&fault, request_id, reply);
}

void api_reply_deinit(api_reply *reply) {
    free(reply->body);
    *reply = (api_reply){0};
}
