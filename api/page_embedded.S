/* SPDX-License-Identifier: Apache-2.0 */
/* The files of the page as read-only data, each in gzip form between two labels of its own. The
 * folder they lie in is on the assembler's search path (Makefile). */
    .section .rodata
    .macro page_file name, path
    .hidden api_page_\name
    .hidden api_page_end_\name
    .global api_page_\name
    .global api_page_end_\name
api_page_\name:
    .incbin "\path"
api_page_end_\name:
    .byte 0
    .endm
#define PAGE_FILE(id, path, name, file, type) page_file id, file;
#include "page.def"
#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
