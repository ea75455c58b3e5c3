# SPDX-License-Identifier: Apache-2.0
"""Tests of the Python side that need no corpus: pieces, cutting, labels, decoding, packing, windows."""

import os
import sys
import unittest

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))

import articles  # noqa: E402
import corpora  # noqa: E402
import evaluate  # noqa: E402
import export  # noqa: E402
import labels  # noqa: E402
import simulate  # noqa: E402
import told  # noqa: E402
import windows  # noqa: E402
import words  # noqa: E402
from wordpiece import (DIGITMIX, DIGITS, LOWER, MIXED, OTHER, SINGLE, SPECIAL, TITLE, UNK, UPPER, WordPiece, fold, parts,  # noqa: E402
                       shape)


class Pieces(unittest.TestCase):
    def test_shapes(self):
        for part, kind in (("the", LOWER), ("The", TITLE), ("UN", UPPER), ("A", SINGLE), ("iPhone", MIXED), ("12", DIGITS),
                           ("B2B", DIGITMIX), ("東", OTHER)):
            self.assertEqual(shape(part), kind, part)

    def test_parts_fall_at_punctuation(self):
        self.assertEqual([p for p, _ in parts("al-Zaman's")], ["al", "-", "Zaman", "'", "s"])

    def test_fold(self):
        self.assertEqual(fold("São"), "sao")
        self.assertEqual(fold("İstanbul"), "istanbul")

    def test_longest_first_and_unknown_characters_alone(self):
        w = WordPiece(SPECIAL + ["min", "minist", "##er", "m"])
        self.assertEqual(w.word("Minister")[0], [5, 6])
        self.assertEqual(w.word("mq")[0], [7, UNK])
        self.assertEqual(w.word("\u200b")[0], [UNK])

    def test_first_of_equal_entries_counts(self):
        self.assertEqual(WordPiece(SPECIAL + ["s", "s"]).word("s")[0], [4])


class Cutting(unittest.TestCase):
    def test_words(self):
        text = "Mr. Obama didn't visit the U.S.-led force on 1,000.50."
        self.assertEqual([text[a:b] for a, b in words.words(text)],
                         ["Mr.", "Obama", "did", "n't", "visit", "the", "U.S.", "-", "led", "force", "on", "1,000.50", "."])

    def test_sentences(self):
        text = "Gen. Smith left. He said \"Never.\" Then it rained."
        self.assertEqual([text[a:b] for a, b in words.sentences(text)],
                         ["Gen. Smith left.", "He said \"Never.\"", "Then it rained."])


class Labels(unittest.TestCase):
    def test_counts_fit_the_masks(self):
        self.assertLessEqual(len(labels.NAME_ROWS), 32)
        self.assertLessEqual(len(labels.TRIGGER_ROWS), 63)
        self.assertEqual(len(labels.TYPES), 16)

    def test_iob1_begins_a_name(self):
        masks = corpora.bio_masks(["I-PER", "I-PER", "I-ORG", "O"], corpora.WIKIGOLD)
        self.assertEqual(masks, [labels.name_mask(["PERSON"], "B"), labels.name_mask(["PERSON"], "I"),
                                 labels.name_mask(["ORGANIZATION"], "B"), 1])

    def test_location_is_refined_by_our_type(self):
        merged = articles.merged_names([(0, 5, "GPE")], [(0, 5, "Location"), (9, 12, "Date")])
        self.assertEqual(merged, [(0, 5, ["GPE"]), (9, 12, ["DATE"])])

    def one_told(self, length, known=((8, "condemned"),), unsure=()):
        text = "Police held nine men.\nThe union condemned it."
        span = lambda w: {"start": text.index(w), "end": text.index(w) + len(w)}
        event = {"type": "ACCUSE", "mode": "disapprove", "tense": "past", "negated": True, "attribution": False, "trigger": span("condemned"),
                 "source": [span("The union")], "target": [], "place": [], "time": []}
        tags = {"a": [[("Police", "B-Organization"), ("held", "O")]]}
        item = {"length": length(text), "events": [event], "unsure": [span(words) for words in unsure]}
        return list(told.read_newswire({"a": item}, {"a": text}, tags, set(known)))[0]

    def test_mentions_alone_teach_triggers_and_roles(self):
        doc = self.one_told(len)
        first, second = doc.sentences
        self.assertEqual(first.names[:2], [labels.name_mask(["ORGANIZATION"], "B"), 1])
        self.assertEqual(first.triggers, [1] * len(first.words))
        row = 1 + 2 * labels.TYPES.index("ACCUSE")
        self.assertEqual([w for w, m in zip(second.words, second.triggers) if m == 1 << row], ["condemned"])
        (event,) = second.events
        self.assertEqual((event.flags, event.contexts, event.roles[:2]), ([1, 0, -1], None, [1, 2]))
        self.assertEqual(doc.links, [])

    def test_an_unknown_trigger_may_be_none(self):
        row = 1 + 2 * labels.TYPES.index("ACCUSE")
        self.assertIn(1 << row | 1, self.one_told(len, known=[(0, "condemned"), (8, "blamed")]).sentences[1].triggers)

    def test_what_only_a_reader_found_is_no_label(self):
        doc = self.one_told(len, unsure=["held", "condemned"])
        self.assertEqual(doc.sentences[0].triggers[:3], [1, 0, 1])
        self.assertNotIn(0, doc.sentences[1].triggers)

    def test_lines_are_documents(self):
        text = "Police held nine men. They fled.\nThe union condemned it."
        at = text.index("condemned")
        event = {"type": "ACCUSE", "tense": "past", "trigger": {"start": at, "end": at + 9}}
        item = {"length": len(text), "events": [event], "unsure": []}
        docs = list(told.read_lines({"a": item}, {"a": text}, {(8, "condemned")}))
        self.assertEqual([(doc.id, len(doc.sentences)) for doc in docs], [("a-0", 2), ("a-2", 1)])
        self.assertEqual(len(docs[1].sentences[0].events), 1)

    def test_another_text_is_refused(self):
        with self.assertRaises(ValueError):
            self.one_told(lambda text: len(text) - 1)


class Decoding(unittest.TestCase):
    def test_viterbi_allows_no_inside_without_begin(self):
        scores = np.array([[0.0, -5, 3, -5, -5], [0, -5, 3, -5, -5]])
        path = evaluate.viterbi([scores], labels.bio(["A", "B"]))[0]
        self.assertNotEqual(path[0], 2)

    def test_spans(self):
        self.assertEqual(evaluate.spans([1, 2, 0, 3, 1]), {(0, 2, 0), (3, 4, 1), (4, 5, 0)})


class Windows(unittest.TestCase):
    def test_windows_hold_whole_sentences(self):
        doc = {"sent_piece": np.array([0, 10, 30, 90, 95])}
        self.assertEqual(windows.cut(doc, 40), [(0, 2), (2, 3), (3, 4)])

    def test_packing_never_overlaps(self):
        sizes = [5, 200, 90, 128, 7, 255, 60]
        at, rows, width = windows.pack(sizes)
        taken = np.zeros(rows * width, int)
        for a, n in zip(at, sizes):
            self.assertEqual(a // width, (a + n - 1) // width)
            taken[a:a + n] += 1
        self.assertEqual(taken.max(), 1)


class Export(unittest.TestCase):
    def test_packing_is_undone_by_the_simulation(self):
        rng = np.random.default_rng(1)
        q = rng.integers(-127, 128, (19, 32)).astype(np.int8)
        packed = export.pack(q)
        self.assertTrue((packed.transpose(0, 2, 1, 3).reshape(32, 32)[:19] == q).all())

    def test_exponential(self):
        x = np.linspace(-20, 0, 1001).astype(np.float32)
        self.assertLess(np.abs(simulate.exp2_down(x) - 4095 * 2 ** x.astype(np.float64)).max(), 0.6)

    def test_gelu(self):
        x = np.linspace(-20, 20, 4001)
        exact = x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x ** 3))) / 2
        self.assertLess(np.abs(simulate.gelu(x.astype(np.float32)) - exact).max(), 2e-4)


if __name__ == "__main__":
    unittest.main()
