/* SPDX-License-Identifier: Apache-2.0 */
/* The weights as read-only data of the library; DRG_MODEL is the file's path, set by the Makefile when there is one. */
    .section .rodata
    .hidden drg_embedded_model
    .hidden drg_embedded_model_end
    .global drg_embedded_model
    .global drg_embedded_model_end
    .balign 64
drg_embedded_model:
#ifdef DRG_MODEL
    .incbin DRG_MODEL
#endif
drg_embedded_model_end:
    .byte 0
#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
