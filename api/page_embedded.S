/* SPDX-License-Identifier: Apache-2.0 */
/* The files of the page (web/) as read-only data, each between its own label and the next one. */
    .section .rodata
    .macro page_file name, path
    .hidden api_page_\name
    .global api_page_\name
api_page_\name:
    .incbin "\path"
    .endm
    page_file html, web/index.html
    page_file style, web/app.css
    page_file app, web/app.js
    page_file view, web/view.js
    page_file graph, web/graph.js
    page_file samples, web/samples.js
    .hidden api_page_end
    .global api_page_end
api_page_end:
    .byte 0
#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
