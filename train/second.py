# SPDX-License-Identifier: Apache-2.0
"""Learn a shorter second pass for an engine whose encoder stays as it is.

usage: second.py PREPARED START OUT [--from 5] [--seconds N] [--resume] [--silver N]

START (a folder with half.NN, or a .drgm file) is the teacher.  Its second pass of several layers
begins at the states after layer tower_from; the new one begins at those after layer --from, with
fewer layers, copies of the teacher's last.  Since the encoder is frozen, the states are computed
once: for each trigger the rows of its sentence in half precision, with the teacher's scores
(Hinton, Vinyals and Dean 2015: distillation).  Triggers are those of our corpus, which bring their
labels too; the triggers that the teacher finds there beside them; pairs; and what the teacher finds
in raw text (SILVER), of which only its scores are learned.

OUT gets half.NN for export.py; items.pt and second.pt are kept for --resume.  Cost: some ten
minutes of one core to compute the states, as long again for good figures.
"""

import argparse
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import evaluate
import fast
import fit
from labels import CONTEXTS, FLAGS, MODE_ROWS, TENSES, TRIGGER_ROWS
from model import Config, Reader, config_dict, known_loss, masked_loss, tense_loss, yes_no_loss
from windows import collate

SILVER = ("polnear", "newswire", "plain")
GOLD = ("articles", "sentences", "pairs", "made")
FOUND = SILVER + ("articles",)  # where triggers are looked for
FIND = -1.0  # added to O, as in lib/nn/read.c: candidates, not only triggers
UNKNOWN = 255


def found_triggers(model, b, chosen, words):
    """[sentence, start, end, type] for each document of a batch."""
    scores = model.head_triggers(words).numpy()
    scores[:, 0] += FIND
    out, at = {}, 0
    for doc, first, last in chosen:
        rows = out.setdefault(id(doc), [])
        for s in range(first, last):
            start, end = int(doc["sent_word"][s]), int(doc["sent_word"][s + 1])
            part = scores[at:at + end - start]
            at += end - start
            if doc["set"] in FOUND and part[:, 1:].max() > part[:, 0].min():
                rows += [[s, start + a, start + z, k]
                         for a, z, k in sorted(evaluate.spans(evaluate.viterbi([part], TRIGGER_ROWS)[0]))]
    return out


def with_found(doc, found):
    """The document with triggers that were found added to its events, without answers."""
    known = {(int(e[1]), int(e[2])) for e in doc.get("events", ())}
    found = [f for f in found if not any(a < f[2] and f[1] < z for a, z in known)]
    events = np.array([[s, a, z, 1 << k, k, -1, -1, -1, -1, -1, 0] for s, a, z, k in found], np.int64).reshape(-1, 11)
    roles = [np.full(doc["sent_word"][s + 1] - doc["sent_word"][s], UNKNOWN, np.uint8) for s, *_ in found]
    return {**doc, "events": np.concatenate([np.asarray(doc.get("events", events[:0])).reshape(-1, 11), events]),
            "roles": list(doc.get("roles", [])) + roles,
            "contexts": np.concatenate([doc.get("contexts", np.zeros(0, np.int64)), np.full(len(found), -1)])}


def items_of(teacher, start, chosen):
    """Items of a batch: states to start from, labels, and the teacher's scores."""
    tensors = lambda b: {k: torch.as_tensor(v) for k, v in b.items()}
    b = tensors(collate(chosen))
    middle, final, states = teacher.flat_encode(b, start)
    found = found_triggers(teacher, b, chosen, final.reshape(-1, teacher.c.width)[b["word_piece"]])
    if any(found.values()):
        more = {k: with_found(d, found[k]) for k, d in {id(d): d for d, _, _ in chosen}.items()}
        b = tensors(collate([(more[id(d)], a, z) for d, a, z in chosen]))
    if not len(b["item_size"]):
        return []
    x = teacher.second(middle, final, b)
    roles = teacher.role_scores(x, b).log_softmax(-1).half()
    event, pair = torch.cat(teacher.event_scores(x, b), -1), teacher.pair_scores(x, b).log_softmax(-1)
    flat, out = states.reshape(-1, teacher.c.width), []
    for i, (size, words) in enumerate(zip(b["item_size"].tolist(), b["item_words"].tolist())):
        out.append({"state": flat[b["item_piece"][i, :size]].half(), "mark": b["item_mark"][i, :size].clone(),
                    "word": b["item_word"][i, :words].clone(), "role": b["item_role"][i, :words].clone(),
                    "event": b["item_event"][i].clone(), "contexts": b["item_contexts"][i].clone(),
                    "trigger": b["item_trigger"][i, 0].clone(), "roles": roles[i, :words].clone(),
                    "scores": event[i].clone(), "pair": pair[i].clone()})
    return out


def gather(teacher, start, data, silver, seed):
    """All items; at most about `silver` of them from raw text."""
    rng = np.random.default_rng(seed)
    docs = data["train"] + fit.add_pairs(data["train"], rng)
    out, began = [], time.time()
    for kinds, most, windows in ((GOLD, 1 << 62, 128), (SILVER, silver // 2, 128), (SILVER, silver // 2, 202)):
        part = [d for d in docs if d["set"] in kinds]
        part = [part[i] for i in rng.permutation(len(part))]
        count = len(out)
        for chosen in evaluate.batches(part, windows, 6000):
            out += items_of(teacher, start, chosen)
            if len(out) - count >= most:
                break
        print(f"{time.time() - began:.0f} s, {len(out) - count} items in windows of {windows}", flush=True)
    return out


def padded(items, key, fill):
    longest = max(len(i[key]) for i in items)
    shape = (len(items), longest) + items[0][key].shape[1:]
    out = torch.full(shape, fill, dtype=torch.float32 if items[0][key].dtype == torch.float16 else items[0][key].dtype)
    for row, i in zip(out, items):
        row[:len(i[key])] = i[key]
    return out


def stacked(items):
    """A batch as model.second and its heads want it, and the teacher's scores."""
    one = lambda key: torch.stack([i[key] for i in items])
    return {"state": padded(items, "state", 0), "item_mark": padded(items, "mark", 0), "item_word": padded(items, "word", 0),
            "item_size": torch.tensor([len(i["state"]) for i in items]), "item_role": padded(items, "role", UNKNOWN),
            "item_event": one("event"), "item_contexts": one("contexts"), "item_trigger": one("trigger")[:, None],
            "roles": padded(items, "roles", 0), "scores": one("scores"), "pair": one("pair"),
            "words": torch.tensor([len(i["word"]) for i in items])}


def soft_losses(model, b, x):
    """Differences to the teacher: cross entropies, over all that it scores."""
    event, pairs = b["item_event"], (b["item_event"][:, 10] == 1).float()
    mine = model.role_scores(x, b).log_softmax(-1)
    inside = (torch.arange(mine.shape[1])[None] < b["words"][:, None]) & (pairs[:, None] == 0)
    roles = -(b["roles"].exp() * mine).sum(-1)
    # words beside any argument are many and easy
    weight = inside * (0.2 + (1 - b["roles"][..., 0].exp()))
    sizes = [len(TENSES), len(FLAGS), len(MODE_ROWS), len(CONTEXTS)]
    mean = lambda t: (t * (1 - pairs)).sum() / (1 - pairs).sum().clamp_min(1)
    soft = lambda a, t: -(t.softmax(-1) * a.log_softmax(-1)).sum(-1)
    yes = lambda a, t: F.binary_cross_entropy_with_logits(a, t.sigmoid(), reduction="none").mean(-1)
    how = (soft, yes, soft, yes)
    parts = [mean(f(a, t)) for f, a, t in zip(how, model.event_scores(x, b), b["scores"].split(sizes, -1))]
    pair = -(b["pair"].exp() * model.pair_scores(x, b).log_softmax(-1)).sum(-1)
    return {"roles'": (roles * weight).sum() / weight.sum().clamp_min(1), "tense'": parts[0], "flags'": parts[1],
            "mode'": parts[2], "contexts'": parts[3], "pair'": (pair * pairs).sum() / pairs.sum().clamp_min(1)}


def hard_losses(model, b, x):
    """Those of model.item_losses."""
    event = b["item_event"]
    pairs = event[:, 10] == 1
    tense, flags, mode, contexts = model.event_scores(x, b)
    bits = (b["item_contexts"][:, None] >> torch.arange(len(CONTEXTS))) & 1
    known = ((b["item_contexts"] >= 0) & ~pairs)[:, None].expand_as(bits)
    return {"roles": known_loss(model.role_scores(x, b).flatten(0, 1), b["item_role"].flatten(), UNKNOWN),
            "tense": tense_loss(tense, event[:, 5]), "mode": known_loss(mode, event[:, 9], -1),
            "flags": yes_no_loss(flags, event[:, 6:9], event[:, 6:9] >= 0),
            "contexts": yes_no_loss(contexts, bits, known), "pair": masked_loss(model.pair_scores(x, b), event[:, 3] * pairs)}


WEIGHTS = {"roles'": 3.0, "tense'": 0.6, "flags'": 0.6, "mode'": 0.5, "contexts'": 2.0, "pair'": 0.4,
           "roles": 0.7, "tense": 0.15, "mode": 0.1, "flags": 0.15, "contexts": 0.3, "pair": 0.15}


def student_of(teacher, start, dropout):
    """A reader with the teacher's weights and a second pass from `start` on: the teacher's last layers."""
    c = Config(**{**config_dict(teacher.c), "tower_from": start, "head_dropout": dropout})
    model, state = Reader(c), teacher.state_dict()
    gone = len(teacher.tower) - (c.layers - start)
    for key in [k for k in state if k.startswith("tower.")]:
        _, i, rest = key.split(".", 2)
        value = state.pop(key)
        if int(i) >= gone:
            state[f"tower.{int(i) - gone}.{rest}"] = value
    model.load_state_dict(state)
    return model


LEARNED = ("tower.", "roles.", "head_event.", "head_pair.", "mark.")


def train(model, items, a):
    params = {k: p for k, p in model.named_parameters() if k.startswith(LEARNED)}
    for k, p in model.named_parameters():
        p.requires_grad_(k in params)
    average = {k: p.detach().clone() for k, p in params.items()}
    groups = [{"params": [p for k, p in params.items() if k.startswith("tower.") == old and (p.dim() < 2) == plain],
               "lr": a.rate if old else a.head_rate, "weight_decay": 0.0 if plain else 0.01}
              for old in (True, False) for plain in (True, False)]
    opt = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8)
    rates, path = [g["lr"] for g in groups], f"{a.out}/second.pt"
    step, spent = 0, 0.0
    if a.resume and os.path.exists(path):
        state = torch.load(path)
        model.load_state_dict(state["model"])
        average.update(state["average"])
        opt.load_state_dict(state["opt"])
        step, spent = state["step"], state["spent"]
    rng = np.random.default_rng(a.seed + step)
    began = time.time() - spent
    saved, sums = time.time(), {}
    while (done := (time.time() - began) / a.seconds) < 1:
        for g, r in zip(opt.param_groups, rates):
            g["lr"] = r * min(1, (step + 1) / 40) * (1 - done)
        batch, pieces = [], 0
        while pieces < a.pieces:
            batch.append(items[int(rng.integers(len(items)))])
            pieces += len(batch[-1]["state"])
        b = stacked(batch)
        x = b["state"] + model.mark(b["item_mark"]) * (b["item_mark"] > 0)[..., None]
        x = model.head_drop(model.flat_second(x, b["item_size"]))
        parts = {**soft_losses(model, b, x), **hard_losses(model, b, x)}
        opt.zero_grad(set_to_none=True)
        sum(WEIGHTS[k] * v for k, v in parts.items()).backward()
        torch.nn.utils.clip_grad_norm_(list(params.values()), 1.0)
        opt.step()
        decay = min(0.998, (step + 1) / (step + 10))
        with torch.no_grad():
            for k, p in params.items():
                average[k].mul_(decay).add_(p, alpha=1 - decay)
        step += 1
        for k, v in parts.items():
            sums[k] = sums.get(k, 0) + float(v)
        if step % 50 == 0:
            print(f"step {step} {time.time() - began:.0f}s  " + "  ".join(f"{k} {v / 50:.3f}" for k, v in sums.items()), flush=True)
            sums = {}
        if time.time() - saved > 120:
            saved = time.time()
            torch.save({"model": model.state_dict(), "average": average, "opt": opt.state_dict(), "step": step,
                        "spent": saved - began}, path + ".new")
            os.replace(path + ".new", path)
    with torch.no_grad():
        for k, p in params.items():
            p.copy_(average[k])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("prepared")
    p.add_argument("start")
    p.add_argument("out")
    p.add_argument("--from", type=int, default=5, dest="first")
    p.add_argument("--seconds", type=float, default=1200)
    p.add_argument("--pieces", type=int, default=5000)
    p.add_argument("--silver", type=int, default=6000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--rate", type=float, default=3e-4)
    p.add_argument("--head-rate", type=float, default=6e-4)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--resume", action="store_true")
    a = p.parse_args()
    torch.manual_seed(a.seed)
    os.makedirs(a.out, exist_ok=True)
    teacher = fit.load(a.start).train()
    teacher.masks, teacher.head_drop = fast.Masks(0.0), torch.nn.Identity()
    path = f"{a.out}/items.pt"
    if a.resume and os.path.exists(path):
        items = torch.load(path)
    else:
        with torch.no_grad():
            items = gather(teacher, a.first, fit.read_prepared(a.prepared, False), a.silver, a.seed)
        torch.save(items, path)
    model = student_of(teacher, a.first, 0.2).train()
    model.masks = fast.Masks(a.dropout, a.seed)
    train(model, items, a)
    fit.export_half(model, a.out)


if __name__ == "__main__":
    main()
