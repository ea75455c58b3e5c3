# SPDX-License-Identifier: Apache-2.0
"""Windows and batches: from documents (prepare.encode) to tensors.

A window is some consecutive sentences of a document, [CLS] s1 [SEP] s2 [SEP] ... [SEP], filled
greedily up to a budget of pieces: every sentence sees its neighbours, and no piece is encoded twice.
In training the budget is drawn anew for each document, so that the engine reads a lone sentence as
well as a page; in use it is fixed (lib/nn/reader.h).

Arrays of a document: ids, shapes [pieces]; word_at [words] (first piece of each word); sent_word,
sent_piece [sentences + 1]; upos, head, deprel, names, triggers, source, cue, content [words];
events [n][sentence, start, end, types (mask), type, tense, negated, attributed, core, mode, pair];
roles (one array a event), contexts (mask or -1); mentions [n][start, end, entity, type, sentence];
links [n][start, end, entity or -1, sentence].

A batch is a dict of numpy arrays.  Windows are packed into rows of 256 pieces; `window` says which
one a piece belongs to (0: none), and attention stays inside it.  Piece numbers are flat (row * width +
column); word numbers run over the batch, in the order of the windows.
"""

import numpy as np

from labels import NAME_ROWS, PIECE_NOISE, QUOTE_PARTS, QUOTE_ROWS, SHAPE_NOISE, TRIGGER_ROWS, UPOS
from wordpiece import CLS, LOWER, MIXED, NONE, PAD, SEP, TITLE, UNK, UPPER

MARK_SOURCE, MARK_TARGET = 17, 18  # marks 1..16 are the types of a trigger


def cut(doc, budget):
    """[(first, last + 1)] sentences of the windows of a document."""
    ends = doc["sent_piece"]
    out, start, n = [], 0, len(ends) - 1
    while start < n:
        stop = start + 1
        while stop < n and ends[stop + 1] - ends[start] + (stop - start) + 2 <= budget:
            stop += 1
        out.append((start, stop))
        start = stop
    return out


def recased(shapes, rng):
    """Headline casing now and then: all capitals, all Title, or all lower."""
    draw = rng.random()
    if draw > SHAPE_NOISE:
        return shapes
    shapes = shapes.copy()
    letters = (shapes >= LOWER) & (shapes <= MIXED)
    shapes[letters] = UPPER if draw < SHAPE_NOISE / 2 else TITLE if draw < SHAPE_NOISE * 0.9 else LOWER
    return shapes


def pack(size):
    """(start of each window, rows, width): windows laid into rows of equal width, first fit, longest first."""
    width = -(-max(max(size), 256 if len(size) > 1 else 1) // 8) * 8
    free, at = [], [0] * len(size)
    for w in sorted(range(len(size)), key=lambda w: -size[w]):
        row = next((r for r, room in enumerate(free) if room >= size[w]), len(free))
        if row == len(free):
            free.append(width)
        at[w] = row * width + width - free[row]
        free[row] -= size[w]
    return at, len(free), width


def collate(chosen, rng=None):
    """The batch of [(document, first sentence, last + 1)]; `rng`: augment (training only).

    Documents whose windows are all here and adjacent also bring their links.
    """
    size = [int(d["sent_piece"][b] - d["sent_piece"][a] + b - a + 1) for d, a, b in chosen]
    starts_at, rows, width = pack(size)
    ids = np.full(rows * width, PAD, np.int64)
    shapes, position, window = (np.full(rows * width, NONE, np.int64) for _ in range(3))
    batch = {}
    word_piece, fields = [], {k: [] for k in LABELS}
    soft = {k: [] for k in SOFT}
    taught = {k: [] for k in TAUGHT if rng and any(f"taught_{k}" in d for d, _, _ in chosen)}
    trees, items, links = [], [], {}
    base = 0
    for w, (doc, a, b) in enumerate(chosen):
        starts, spot, zero = {}, 1, starts_at[w]
        ids[zero] = CLS
        position[zero:zero + size[w]] = np.arange(size[w])
        window[zero:zero + size[w]] = w + 1
        for s in range(a, b):
            lo, hi = doc["sent_piece"][s], doc["sent_piece"][s + 1]
            here = zero + spot
            ids[here:here + hi - lo] = doc["ids"][lo:hi]
            piece_shapes = doc["shapes"][lo:hi]
            shapes[here:here + hi - lo] = recased(piece_shapes, rng) if rng else piece_shapes
            ids[here + hi - lo] = SEP
            starts[s] = spot
            first, last = doc["sent_word"][s], doc["sent_word"][s + 1]
            word_piece.append(here + doc["word_at"][first:last] - lo)
            if "head" in doc and last - first > 1 and doc["head"][first] >= 0:
                trees.append((base + first - doc["sent_word"][a], last - first))
            spot += hi - lo + 1
        first, last = doc["sent_word"][a], doc["sent_word"][b]
        for key, (fill, kind) in LABELS.items():
            fields[key].append(doc[key][first:last] if key in doc else np.full(last - first, fill, kind))
        for key, rows_ in SOFT.items():
            soft[key].append(doc[key][first:last] if key in doc else np.zeros((last - first, rows_), np.uint8))
        for key, told in taught.items():
            part = doc.get(f"taught_{key}")
            told.append(part[first:last] if part is not None else np.zeros((last - first, TAUGHT[key]), np.uint8))
        if "events" in doc:
            items += event_items(doc, a, b, zero, starts, base - first)
        if "links" in doc:
            links.setdefault(id(doc), [doc, []])[1].append((a, b, base))
        base += int(last - first)
    if rng:
        ids[(rng.random(len(ids)) < PIECE_NOISE) & (ids > SEP)] = UNK
    for name, flat in (("ids", ids), ("shapes", shapes), ("position", position), ("window", window)):
        batch[name] = flat.reshape(rows, width)
    batch["word_piece"] = np.concatenate(word_piece).astype(np.int64)
    for key, (fill, kind) in LABELS.items():
        batch[key] = np.concatenate(fields[key]).astype(kind)
    for key in SOFT if rng else ():
        batch[key] = np.concatenate(soft[key])
    for key, told in taught.items():
        batch[f"taught_{key}"] = np.concatenate(told)
    add_trees(batch, trees)
    add_items(batch, items)
    add_links(batch, links.values())
    return batch


LABELS = {"names": (0, np.int64), "triggers": (0, np.int64), "upos": (255, np.int64), "head": (-1, np.int64),
          "deprel": (255, np.int64), "source": (255, np.int64), "cue": (255, np.int64), "content": (255, np.int64)}


# probabilities that another model gave (silver.py), a byte each; a row of zeros: none
SOFT = {"soft_names": len(NAME_ROWS), "soft_triggers": len(TRIGGER_ROWS)}

# heads whose scores are taught, and their rows; "taught_HEAD": what a teacher said before (teach.py)
TAUGHT = {"upos": len(UPOS), "names": len(NAME_ROWS), "triggers": len(TRIGGER_ROWS), "quotes": len(QUOTE_PARTS) * len(QUOTE_ROWS)}


def event_items(doc, a, b, offset, starts, word_base):
    """What the second pass reads: for each event its sentence's pieces, the marks, the answers."""
    out = []
    for event, roles, contexts in zip(doc["events"], doc["roles"], doc["contexts"]):
        s = int(event[0])
        if not a <= s < b:
            continue
        lo, hi = int(doc["sent_piece"][s]), int(doc["sent_piece"][s + 1])
        first, last = int(doc["sent_word"][s]), int(doc["sent_word"][s + 1])
        at = doc["word_at"][first:last] - lo
        stops = np.append(at[1:], hi - lo)
        marks = np.zeros(hi - lo, np.int64)
        if event[10]:
            for i, role in enumerate(roles):
                if role:
                    marks[at[i]:stops[i]] = MARK_SOURCE if role <= 2 else MARK_TARGET
        else:
            marks[at[event[1] - first]:stops[event[2] - 1 - first]] = 1 + event[4]
        pieces = np.concatenate([[offset], offset + starts[s] + np.arange(hi - lo + 1)])
        marks = np.concatenate([[0 if event[10] else 1 + event[4]], marks, [0]])
        out.append((pieces, marks, 1 + at, event, roles.astype(np.int64), int(contexts), word_base + first, first))
    return out


def add_items(batch, items):
    """Pad the events of a batch."""
    n = len(items)
    length = -(-max([len(i[0]) for i in items] or [1]) // 8) * 8
    longest = max([len(i[2]) for i in items] or [1])
    out = {"item_piece": np.zeros((n, length), np.int64), "item_mark": np.zeros((n, length), np.int64),
           "item_size": np.zeros(n, np.int64), "item_word": np.zeros((n, longest), np.int64),
           "item_words": np.zeros(n, np.int64), "item_role": np.full((n, longest), 255, np.int64),
           "item_event": np.zeros((n, 11), np.int64), "item_contexts": np.zeros(n, np.int64),
           "item_first": np.zeros(n, np.int64), "item_trigger": np.zeros((n, 2), np.int64)}
    for i, (pieces, marks, words, event, roles, contexts, first, doc_first) in enumerate(items):
        out["item_piece"][i, :len(pieces)] = pieces
        out["item_mark"][i, :len(marks)] = marks
        out["item_size"][i] = len(pieces)
        out["item_word"][i, :len(words)] = words
        out["item_words"][i] = len(words)
        if not event[10]:
            out["item_role"][i, :len(roles)] = roles
        out["item_event"][i] = event
        out["item_contexts"][i] = contexts
        out["item_first"][i] = first
        out["item_trigger"][i] = event[1] - doc_first, event[2] - 1 - doc_first
    batch.update(out)


def add_trees(batch, trees):
    """Words of the sentences that have a dependency tree, padded."""
    longest = max([n for _, n in trees] or [1])
    words = np.zeros((len(trees), longest), np.int64)
    sizes = np.zeros(len(trees), np.int64)
    for i, (first, n) in enumerate(trees):
        words[i, :n] = np.arange(first, first + n)
        sizes[i] = n
    batch["tree_word"], batch["tree_size"] = words, sizes


MAX_CANDIDATES = 96
BUCKETS = 8  # of the distance in sentences: after, same, 1, 2, 3-4, 5-8, 9-16, more


def bucket(distance):
    """Distance in sentences from candidate to anaphor, coarsely."""
    d = np.asarray(distance)
    return np.select([d < 0, d == 0, d == 1, d == 2, d <= 4, d <= 8, d <= 16], [0, 1, 2, 3, 4, 5, 6], 7)


def add_links(batch, groups):
    """For each described party or pronoun of a whole document: its candidates, nearest first."""
    spans, cand, dist, gold, whole = [], [], [], [], []
    for doc, parts in groups:
        if len(parts) == 0 or parts[0][0] != 0 or parts[-1][1] != len(doc["sent_piece"]) - 1:
            continue
        base = parts[0][2]
        mentions = doc["mentions"]
        if any(p[2] - base != doc["sent_word"][p[0]] for p in parts) or len(mentions) == 0:
            continue
        for start, end, entity, sentence in doc["links"]:
            inside = (mentions[:, 0] < end) & (mentions[:, 1] > start)
            gap = np.abs(mentions[:, 0] - start) + 1000 * (mentions[:, 0] > start + 40)
            order = np.argsort(gap + 100000 * inside, kind="stable")[:MAX_CANDIDATES]
            order = order[~inside[order]]
            if len(order) == 0:
                continue
            m = mentions[order]
            spans.append((base + start, base + end - 1))
            cand.append([(base + x[0], base + x[1] - 1) for x in m])
            dist.append(bucket(sentence - m[:, 4]))
            gold.append((m[:, 2] == entity) if entity >= 0 else np.zeros(len(m), bool))
            whole.append(entity < 0)
    n, k = len(spans), max([len(c) for c in cand] or [1])
    out = {"link_span": np.array(spans, np.int64).reshape(n, 2), "link_cand": np.zeros((n, k, 2), np.int64),
           "link_dist": np.zeros((n, k), np.int64), "link_gold": np.zeros((n, k), bool), "link_size": np.zeros(n, np.int64),
           "link_none": np.array(whole, bool)}
    for i in range(n):
        out["link_cand"][i, :len(cand[i])] = cand[i]
        out["link_dist"][i, :len(cand[i])] = dist[i]
        out["link_gold"][i, :len(cand[i])] = gold[i]
        out["link_size"][i] = len(cand[i])
    batch.update(out)


class Stream:
    """An endless, seeded stream of a corpus, in portions of about `pieces` pieces a step."""

    def __init__(self, docs, pieces, budgets, seed, together=False):
        self.docs, self.pieces, self.budgets, self.together = docs, pieces, budgets, together
        self.rng = np.random.default_rng(seed)
        self.queue = []

    def refill(self):
        units = []
        for i in self.rng.permutation(len(self.docs)):
            doc = self.docs[i]
            windows = [(doc, a, b) for a, b in cut(doc, int(self.rng.integers(*self.budgets)))]
            units += [windows] if self.together else [[w] for w in windows]
        self.rng.shuffle(units)
        self.queue = units

    def take(self):
        out, total = [], 0
        while total < self.pieces:
            if not self.queue:
                self.refill()
            unit = self.queue.pop()
            out += unit
            total += sum(int(d["sent_piece"][b] - d["sent_piece"][a]) for d, a, b in unit)
        return out
