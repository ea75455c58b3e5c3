/* SPDX-License-Identifier: Apache-2.0 */
/* The compiled tables as read-only data of the library; DRG_TABLES is the file's path, set by the Makefile. */
    .section .rodata
    .hidden drg_embedded_tables
    .hidden drg_embedded_tables_end
    .global drg_embedded_tables
    .global drg_embedded_tables_end
    .balign 64
drg_embedded_tables:
    .incbin DRG_TABLES
drg_embedded_tables_end:
    .byte 0
#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
