# SPDX-License-Identifier: Apache-2.0
"""Dev figures of the reading engine.

usage: evaluate.py PREPARED MODEL [--budget N] [--int8]    MODEL: of any shape, as fit.load takes it

names      newswire's nine types (exact span and type, its own tokens), spans alone, PERSON; and the six
           types of our articles
triggers   our dev articles: span overlapping and type right (one to one); exact span; types found in
           a sentence; at the O-bias that the table names (tuned on the same articles, one number)
arguments  exact spans given the true triggers
tense      accuracy, "always past", macro-F1 over the four classes
polnear    token F1 of content, source, cue
trees      UPOS, UAS, LAS on EWT and GUM, greedy heads
link       described parties and pronouns: right entity (or rightly none)
pair       PLV type of a marked pair, where a fifth was held out (macro-F1, CONCEDE and RETREAT as one)
"""

import argparse
import lzma
import pickle

import numpy as np
import torch

from labels import CONTEXTS, MODE_ROWS, NAME_ROWS, NAMES, QUOTE_PARTS, ROLE_ROWS, ROLES, TRIGGER_ROWS, TYPES
from windows import collate, cut


def viterbi(scores, rows):
    """Best BIO path of each sentence: I only after B or I of the same kind.  scores: [n][words, rows]."""
    k = len(rows)
    allowed = np.zeros((k, k), bool)  # from, to
    for j, to in enumerate(rows):
        for i, frm in enumerate(rows):
            allowed[i, j] = not to.startswith("I") or frm[1:] == to[1:] and frm != "O"
    cost = np.where(allowed, 0.0, -1e9)
    start = np.where([r.startswith("I") for r in rows], -1e9, 0.0)
    out = []
    for s in scores:
        best, back = s[0] + start, []
        for t in range(1, len(s)):
            table = best[:, None] + cost
            frm = table.argmax(0)
            back.append(frm)
            best = table[frm, np.arange(k)] + s[t]
        path = [int(best.argmax())]
        for frm in reversed(back):
            path.append(int(frm[path[-1]]))
        out.append(np.array(path[::-1]))
    return out


def spans(path):
    """{(start, end, kind)} of BIO rows (kind counts from 0)."""
    out, at = set(), None
    for i, r in enumerate(list(path) + [0]):
        if at is not None and not (r and r % 2 == 0 and (r - 2) // 2 == at[1]):
            out.add((at[0], i, at[1]))
            at = None
        if r and r % 2 == 1:
            at = (i, (r - 1) // 2)
        elif r and at is None:
            at = (i, (r - 2) // 2)
    return out


def f1(right, predicted, gold):
    return 0.0 if not right else 200 * right / (predicted + gold)


def batches(docs, budget, pieces=16000, whole=False):
    """Batches of windows of all documents, in order; `whole`: no document over two batches."""
    chosen, total = [], 0
    for doc in docs:
        for a, b in cut(doc, budget):
            chosen.append((doc, a, b))
            total += int(doc["sent_piece"][b] - doc["sent_piece"][a])
            if total > pieces and not whole:
                yield chosen
                chosen, total = [], 0
        if whole and total > pieces:
            yield chosen
            chosen, total = [], 0
    if chosen:
        yield chosen


class Read:
    """All scores of some documents, as numpy, sentence by sentence."""

    def __init__(self, model, docs, budget, device):
        self.names, self.triggers, self.upos, self.quotes = [], [], [], []
        self.trees, self.items, self.links = [], [], []
        for chosen in batches(docs, budget, 16000 if device == "cuda" else 4000, whole=True):
            b = {k: torch.as_tensor(v).to(device) for k, v in collate(chosen).items()}
            with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=device == "cuda" and not Exact.on):
                self.batch(model, b, chosen)

    def batch(self, model, b, chosen):
        middle, final = model.encode(b)
        words = final.reshape(-1, model.c.width)[b["word_piece"]]
        get = lambda t: t.float().cpu().numpy()
        names, triggers = get(model.head_names(words)), get(model.head_triggers(words))
        upos, quotes = get(model.head_upos(words)), get(model.head_quotes(words))
        at = 0
        for doc, first, last in chosen:
            for s in range(first, last):
                n = int(doc["sent_word"][s + 1] - doc["sent_word"][s])
                for mine, all_ in ((self.names, names), (self.triggers, triggers), (self.upos, upos), (self.quotes, quotes)):
                    mine.append(all_[at:at + n])
                at += n
        if len(b["tree_size"]):
            self.read_trees(model, words, b)
        if len(b["item_size"]):
            x = model.second(middle, final, b)
            roles = get(model.role_scores(x, b))
            tense, flags, mode, contexts = map(get, model.event_scores(x, b))
            pair = get(model.pair_scores(x, b))
            size = b["item_words"].cpu().numpy()
            for i in range(len(roles)):
                self.items.append((roles[i, :size[i]], tense[i], flags[i], mode[i], contexts[i], pair[i]))
        if len(b["link_size"]):
            best = model.link_scores(words, b).argmax(-1)
            right = torch.cat([b["link_none"][:, None], b["link_gold"]], 1)
            reachable = right.any(-1)
            self.links += list(zip(right.gather(1, best[:, None])[:, 0].tolist(), b["link_none"].tolist(),
                                   reachable.tolist(), (best == 0).tolist()))

    def read_trees(self, model, words, b):
        index, size = b["tree_word"], b["tree_size"]
        inside = torch.arange(index.shape[1], device=size.device)[None] < size[:, None]
        tree = words[index]
        arcs = model.arc_scores(tree).float()
        arcs = arcs.masked_fill(~torch.cat([torch.ones_like(inside[:, :1]), inside], 1)[:, None], -1e4)
        heads = arcs.argmax(-1)
        rel = model.relation_scores(tree, heads).argmax(-1)
        gold, gold_rel = b["head"][index], b["deprel"][index]
        self.trees.append((int(inside.sum()), int(((heads == gold) & inside).sum()),
                           int(((heads == gold) & (rel == gold_rel) & inside).sum())))


class Exact:
    """Whether evaluation avoids bfloat16 (for the int8 simulation)."""
    on = False


def sentences(docs, key):
    """The labels of every sentence of some documents."""
    for d in docs:
        for s in range(len(d["sent_word"]) - 1):
            yield d[key][d["sent_word"][s]:d["sent_word"][s + 1]]


NINE = {"GPE": "LOCATION", "EVENT": "MISC"}


def coarse(kind):
    """One of newswire's nine types."""
    return NINE.get(NAMES[kind], NAMES[kind])


def mask_path(masks):
    """The first allowed row of each word."""
    return [int(m & -m).bit_length() - 1 for m in map(int, masks)]


def name_figures(read, docs, out):
    gold = [{(a, b, coarse(k)) for a, b, k in spans(mask_path(m))} for m in sentences(docs, "names")]
    mine = [{(a, b, coarse(k)) for a, b, k in spans(p)} for p in viterbi(read.names, NAME_ROWS)]
    out["newswire names F1"] = total_f1(gold, mine)
    out["newswire spans F1"] = total_f1([{s[:2] for s in g} for g in gold], [{s[:2] for s in g} for g in mine])
    for kind in ("PERSON", "ORGANIZATION", "LOCATION", "FACILITY", "NORP", "DATE", "MONEY", "PRODUCT", "MISC"):
        pick = lambda ss: [{x for x in s if x[2] == kind} for s in ss]
        out[f"  {kind}"] = total_f1(pick(gold), pick(mine))


def total_f1(gold, mine):
    return f1(sum(len(g & m) for g, m in zip(gold, mine)), sum(map(len, mine)), sum(map(len, gold)))


def our_name_figures(read, docs, out):
    six = {NAMES.index(k) for k in "PERSON ORGANIZATION GPE LOCATION FACILITY NORP".split()}
    gold, numbers = [], iter(viterbi(read.names, NAME_ROWS))
    mine = [{s for s in spans(p) if s[2] in six} for p in numbers]
    for m in sentences(docs, "names"):
        path = [0 if int(x) & 1 else (int(x) & -int(x)).bit_length() - 1 for x in m]
        gold.append({s for s in spans(path) if s[2] in six})
    out["articles names F1 (six types)"] = total_f1(gold, mine)
    for k in sorted(six):
        pick = lambda ss: [{x for x in s if x[2] == k} for s in ss]
        out[f"  {NAMES[k]} (articles)"] = total_f1(pick(gold), pick(mine))


def match_triggers(gold, mine):
    """Greedy one-to-one matches of overlapping spans with the same type."""
    left, right = set(gold), 0
    for s in sorted(mine):
        hit = next((g for g in sorted(left) if g[0] < s[1] and s[0] < g[1] and s[2] == g[2]), None)
        if hit:
            left.discard(hit)
            right += 1
    return right


def gold_triggers(docs):
    """[{(start, end, type)}] by sentence, from the events (several of one word may differ in type)."""
    for d in docs:
        by = [set() for _ in range(len(d["sent_word"]) - 1)]
        for e in d["events"] if "events" in d else []:
            base = d["sent_word"][e[0]]
            by[e[0]].add((int(e[1] - base), int(e[2] - base), int(e[4])))
        yield from by


def trigger_figures(read, docs, out):
    gold = list(gold_triggers(docs))
    best = None
    for bias in np.arange(-3.0, 1.51, 0.25):
        mine = [spans(p) for p in viterbi([s - bias * (np.arange(s.shape[1]) == 0) * -1 for s in read.triggers], TRIGGER_ROWS)]
        score = f1(sum(match_triggers(g, m) for g, m in zip(gold, mine)), sum(map(len, mine)), sum(map(len, gold)))
        if best is None or score > best[0]:
            best = (score, bias, mine)
        if bias == 0:
            out["trigger type F1, overlapping, bias 0"] = score
    score, bias, mine = best
    out["trigger type F1, overlapping"] = score
    out["  at O-bias"] = float(bias)
    n, m = sum(map(len, mine)), sum(map(len, gold))
    hit = sum(match_triggers(g, x) for g, x in zip(gold, mine))
    out["  precision"], out["  recall"] = 100 * hit / max(n, 1), 100 * hit / max(m, 1)
    out["trigger exact span F1"] = total_f1([{x[:2] for x in g} for g in gold], [{x[:2] for x in g} for g in mine])
    out["type found in sentence F1"] = total_f1([{x[2] for x in g} for g in gold], [{x[2] for x in g} for g in mine])


def event_figures(read, docs, out):
    gold_roles = [r for d in docs if "events" in d for r in d["roles"]]
    events = np.concatenate([d["events"] for d in docs if "events" in d])
    paths = viterbi([i[0] for i in read.items], ROLE_ROWS)
    for k, role in enumerate(ROLES):
        g = [{s for s in spans(r) if s[2] == k} for r in gold_roles]
        m = [{s for s in spans(p) if s[2] == k} for p in paths]
        out[f"argument {role} exact F1"] = total_f1(g, m)
        n = sum(any(a[0] < b[1] and b[0] < a[1] for b in x) for x, y in zip(g, m) for a in x for x in [y])
        p = sum(any(a[0] < b[1] and b[0] < a[1] for b in y) for x, y in zip(m, g) for a in x)
        r_, p_ = n / max(1, sum(map(len, g))), p / max(1, sum(map(len, m)))
        out[f"  {role} overlapping F1"] = 200 * r_ * p_ / max(1e-9, r_ + p_)
    tense = np.array([i[1].argmax() for i in read.items])
    out["tense accuracy"] = 100 * float((tense == events[:, 5]).mean())
    out["  always past"] = 100 * float((events[:, 5] == 0).mean())
    per = [f1(int(((tense == k) & (events[:, 5] == k)).sum()), int((tense == k).sum()), int((events[:, 5] == k).sum()))
           for k in range(4)]
    out["tense macro-F1"] = float(np.mean(per))
    for k, name in enumerate(("negated", "attributed", "core")):
        mine, g = np.array([i[2][k] > 0 for i in read.items]), events[:, 6 + k]
        ok = g >= 0
        out[f"{name} F1"] = f1(int((mine & (g == 1))[ok].sum()), int(mine[ok].sum()), int((g[ok] == 1).sum()))
    mode = []
    for item, e in zip(read.items, events):
        fit = [0] + [j for j, m in enumerate(MODE_ROWS) if m.startswith(TYPES[e[4]] + "/")]
        mode.append(fit[int(np.argmax(item[3][fit]))])
    has = events[:, 9] > 0
    out["mode F1"] = f1(int(((np.array(mode) == events[:, 9]) & has).sum()), int((np.array(mode) > 0).sum()), int(has.sum()))
    contexts = np.concatenate([d["contexts"] for d in docs if "events" in d])
    gold = ((contexts[:, None] >> np.arange(len(CONTEXTS))) & 1) == 1
    mine = np.array([i[4] for i in read.items]) > -0.4
    out["contexts F1"] = f1(int((gold & mine).sum()), int(mine.sum()), int(gold.sum()))
    links = [x for x in read.links]
    out["link accuracy"] = 100 * float(np.mean([x[0] for x in links]))
    linked = [x for x in links if not x[1]]
    out["  of those with an entity"] = 100 * float(np.mean([x[0] for x in linked]))
    out["  precision of links made"] = 100 * float(np.mean([x[0] for x in links if not x[3]] or [0]))


def pair_figures(read, docs, out):
    events = np.concatenate([d["events"] for d in docs])
    names = ["YIELD" if t in ("CONCEDE", "RETREAT") else t for t in TYPES]
    mine = [names[int(i[5].argmax())] for i in read.items]
    gold = [names[int(e[4])] for e in events]
    kinds = sorted(set(gold))
    per = [f1(sum(m == g == k for m, g in zip(mine, gold)), mine.count(k), gold.count(k)) for k in kinds]
    out["PLV pair macro-F1"] = float(np.mean(per))
    out["  accuracy"] = 100 * float(np.mean([m == g for m, g in zip(mine, gold)]))


def reader(model, budget, device):
    """read(documents) of a network."""
    model.eval()
    return lambda docs: Read(model, docs, budget, device)


def figures(read, dev):
    """{name: number} of all dev figures; read(documents) gives their scores (Read, engine.EngineRead)."""
    out = {}
    of = lambda kind: [d for d in dev if d["set"] == kind]
    name_figures(read(of("newswire")), of("newswire"), out)
    scores = read(of("articles"))
    our_name_figures(scores, of("articles"), out)
    trigger_figures(scores, of("articles"), out)
    event_figures(scores, of("articles"), out)
    quotes = read(of("polnear")).quotes
    for i, part in enumerate(QUOTE_PARTS):
        gold = np.concatenate(list(sentences(of("polnear"), part))) > 0
        mine = np.concatenate([s[:, 3 * i:3 * i + 3].argmax(-1) for s in quotes]) > 0
        out[f"polnear {part} token F1"] = f1(int((gold & mine).sum()), int(mine.sum()), int(gold.sum()))
    for kind in ("ewt", "gum"):
        scores = read(of(kind))
        gold = np.concatenate(list(sentences(of(kind), "upos")))
        out[f"{kind} UPOS"] = 100 * float((np.concatenate([s.argmax(-1) for s in scores.upos]) == gold).mean())
        n = sum(t[0] for t in scores.trees)
        out[f"{kind} UAS"] = 100 * sum(t[1] for t in scores.trees) / n
        out[f"{kind} LAS"] = 100 * sum(t[2] for t in scores.trees) / n
    if of("pairs"):
        pair_figures(read(of("pairs")), of("pairs"), out)
    return out


def show(figures):
    for k, v in figures.items():
        print(f"{v:7.2f}  {k}")


def main():
    import fit
    from model import quantised
    p = argparse.ArgumentParser()
    p.add_argument("prepared")
    p.add_argument("model")
    p.add_argument("--budget", type=int, default=128)
    p.add_argument("--int8", action="store_true")
    a = p.parse_args()
    with lzma.open(f"{a.prepared}/data.pkl.xz") as f:
        data = pickle.load(f)
    device = "cuda" if torch.cuda.is_available() and not a.int8 else "cpu"  # the simulation is of a CPU's steps
    Exact.on = True
    quantised(a.int8)
    show(figures(reader(fit.load(a.model).to(device), a.budget, device), data["dev"]))


if __name__ == "__main__":
    main()
