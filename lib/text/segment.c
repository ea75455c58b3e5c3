/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The segment stage: text -> paragraphs -> tokens -> sentences, with the marks that later stages
 * read. segment.h says which file does what. A text of nothing but white space (as Unicode has it,
 * and characters that cannot be seen) is DRG_EEMPTY.
 *
 * Invariants that later stages rely on: tokens and sentences are in reading order and do not
 * overlap; every visible character is in exactly one token, every token in exactly one sentence;
 * no sentence crosses a paragraph; spans lie on character boundaries.
 */
#include "segment.h"

int drg_run_segment(drg_document *document, const drg_engine *engine) {
    (void)engine;
    drg_segmenter segmenter = {
        .document = document, .arena = &document->arena, .text = document->text};
    drg_segment_paragraphs(&segmenter);
    if (drg_arena_failed(segmenter.arena))
        return DRG_ENOMEM;
    if (segmenter.paragraphs.count == 0)
        return DRG_EEMPTY;
    for (size_t i = 0; i < segmenter.paragraphs.count && !segmenter.cancelled; i++)
        drg_segment_tokens(&segmenter, &segmenter.paragraphs.items[i]);
    if (drg_arena_failed(segmenter.arena))
        return DRG_ENOMEM;
    if (segmenter.cancelled || drg_document_cancelled(document))
        return DRG_ECANCELLED;
    drg_segment_quotations(&segmenter);
    for (size_t i = 0; i < segmenter.paragraphs.count; i++)
        drg_segment_sentences(&segmenter, &segmenter.paragraphs.items[i]);
    if (drg_arena_failed(segmenter.arena))
        return DRG_ENOMEM;
    drg_segment_marks(&segmenter);
    drg_segment_language(&segmenter);
    return drg_arena_failed(segmenter.arena) ? DRG_ENOMEM : DRG_OK;
}
