/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_PIECES_H
#define DRG_NN_PIECES_H
#include "model.h"
#include "reader.h"

enum { DRG_PIECE_PAD, DRG_PIECE_UNK, DRG_PIECE_CLS, DRG_PIECE_SEP };

/*
 * The pieces of a word: entries of the vocabulary and the shape of the part each belongs to. Writes
 * at most `room` of each (> 0) and returns how many; a word that has none gets [UNK]. The word is
 * valid UTF-8. Cost: linear in the word up to the room (a part is read to 64 code points).
 */
size_t drg_pieces_of_word(
    const drg_reader *reader, drg_slice word, uint32_t *pieces, uint8_t *shapes, size_t room);
#endif
