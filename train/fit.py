# SPDX-License-Identifier: Apache-2.0
"""Train the reading engine.

usage: fit.py PREPARED OUT [--steps N] [--pieces N] [--seed N] [--tower-from N] [--roles biaffine] ...

Each step draws a portion of every corpus (SHARES), encodes all of it at once and adds up the losses
of all heads.  AdamW, linear warm-up and decay, weights averaged over steps (EMA).  On a GPU products
run in bfloat16.  A checkpoint is written every --save seconds; --resume goes on from it.  A table of
the losses goes to OUT/log.tsv, dev figures (evaluate.py) at the end.
"""

import argparse
import copy
import glob
import io
import json
import lzma
import os
import pickle
import time

import numpy as np
import torch

import evaluate
import export
import fast
import prune
import teach
from folds import fold_of
from model import WEIGHTS, Config, Reader, config_dict, losses
from windows import Stream, collate

# share of a step's pieces, range of the window budgets
SHARES = {
    "articles": (0.18, (40, 200)), "told": (0.10, (40, 200)), "sentences": (0.06, (20, 200)), "newswire": (0.17, (30, 200)),
    "polnear": (0.22, (30, 200)), "ewt": (0.14, (20, 200)), "gum": (0.11, (20, 200)),
    "crossner": (0.015, (20, 100)), "wikigold": (0.03, (20, 150)), "pairs": (0.008, (20, 100)),
    "made": (0.017, (20, 100)), "plain": (0.04, (20, 150)),
}


def add_pairs(docs, rng):
    """From annotated events with a source and a target: pair items, as the corpus "made"."""
    out = []
    for doc in docs:
        if doc["set"] not in ("sentences", "articles", "told") or "events" not in doc:
            continue
        rows, roles = [], []
        for event, role in zip(doc["events"], doc["roles"]):
            picked = np.zeros(len(role), np.uint8)
            for kind, mark in ((1, 1), (3, 3)):
                starts = np.flatnonzero(role == kind)
                if len(starts):
                    i = int(rng.choice(starts))
                    picked[i] = mark
                    i += 1
                    while i < len(role) and role[i] == kind + 1:
                        picked[i] = mark + 1
                        i += 1
            if (picked == 1).any() and (picked == 3).any():
                row = event.copy()
                row[5:10], row[10] = -1, 1
                rows.append(row)
                roles.append(picked)
        if rows:
            copy_ = {k: doc[k] for k in ("set", "id", "fifth", "ids", "shapes", "word_at", "sent_word", "sent_piece")}
            keep = sorted({int(r[0]) for r in rows})
            copy_["events"], copy_["roles"] = np.array(rows), roles
            copy_["contexts"] = np.full(len(rows), -1)
            out += single_sentences(copy_, keep)
    return out


def single_sentences(doc, keep):
    """Documents of one sentence each."""
    out = []
    for s in keep:
        w0, w1 = doc["sent_word"][s:s + 2]
        p0, p1 = doc["sent_piece"][s:s + 2]
        chosen = np.flatnonzero(doc["events"][:, 0] == s)
        events = doc["events"][chosen].copy()
        events[:, 0] = 0
        events[:, 1:3] -= w0
        out.append({"set": "made", "id": doc["id"], "fifth": doc["fifth"], "ids": doc["ids"][p0:p1], "shapes": doc["shapes"][p0:p1],
                    "word_at": doc["word_at"][w0:w1] - p0, "sent_word": np.array([0, w1 - w0]),
                    "sent_piece": np.array([0, p1 - p0]), "events": events, "roles": [doc["roles"][i] for i in chosen],
                    "contexts": doc["contexts"][chosen]})
    return out


class Batches(torch.utils.data.IterableDataset):
    """Endless batches; each worker process has streams of its own."""

    def __init__(self, docs, pieces, seed):
        self.docs, self.pieces, self.seed = docs, pieces, seed

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        seed = self.seed * 1000 + (info.id if info else 0)
        rng = np.random.default_rng(seed)
        streams = [Stream([d for d in self.docs if d["set"] == k], share * self.pieces, budgets, seed + i, k == "articles")
                   for i, (k, (share, budgets)) in enumerate(SHARES.items()) if share and any(d["set"] == k for d in self.docs)]
        while True:
            yield collate([w for s in streams for w in s.take()], rng)


def left_out(doc, fold):
    """Whether --fold keeps a document from training: the articles of one fold, or all of them."""
    if doc["set"] != "articles" or not fold:
        return False
    if fold == "all":
        return True
    number, folds = map(int, fold.split("/"))
    return fold_of(doc["id"], folds) == number


def to_device(batch, device):
    return {k: torch.as_tensor(v).to(device, non_blocking=True) for k, v in batch.items()}


def optimiser(model, a):
    """Encoder and second pass at one rate, everything new at another; no decay for biases and norms."""
    groups = {}
    for name, p in model.named_parameters():
        old = name.split(".")[0] in ("word", "position", "norm", "layers", "tower")
        plain = p.dim() < 2
        groups.setdefault((old, plain), []).append(p)
    return torch.optim.AdamW([{"params": ps, "lr": a.rate if old else a.head_rate, "weight_decay": 0.0 if plain else 0.01}
                              for (old, plain), ps in groups.items()], betas=(0.9, 0.98), eps=1e-8,
                             **({"fused": True} if torch.cuda.is_available() else {}))


def read_prepared(folder, silver):
    """{"train", "dev"}: documents as arrays; `silver`: with what silver.py added, if it ran."""
    added = silver and os.path.exists(f"{folder}/data.pkl")
    with open(f"{folder}/data.pkl", "rb") if added else lzma.open(f"{folder}/data.pkl.xz") as f:
        return pickle.load(f)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("prepared")
    p.add_argument("out")
    p.add_argument("--steps", type=int, default=2500)
    p.add_argument("--pieces", type=int, default=12000)
    p.add_argument("--seconds", type=float, default=1e9, help="stop the schedule by time, not by steps")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--rate", type=float, default=2.5e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--tower-from", type=int, help="the second pass starts from the states after this layer (two layers below the last)")
    p.add_argument("--base", help="the encoder to start from: a file of larger.py (PREPARED/base.npz, MiniLM)")
    p.add_argument("--layers", type=int, help="so many of the base's layers, the lower ones")
    p.add_argument("--shared", action="store_true")
    p.add_argument("--roles", default="tower")
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--head-dropout", type=float, default=0.2)
    p.add_argument("--workers", type=int, default=0)
    p.add_argument("--save", type=float, default=120)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--budget", type=int, default=128, help="window size of the dev figures")
    p.add_argument("--half", action="store_true", help="also write the weights in half precision, in parts")
    p.add_argument("--hold-plv", type=int, help="keep this fifth (0-4) of the PLV sentences for the dev figures")
    p.add_argument("--no-silver", action="store_true", help="ignore what silver.py added")
    p.add_argument("--start", help="go on from these weights (model.pt, a folder with half.NN or an exported .drgm), not from the base")
    p.add_argument("--fold", help="leave out the articles of fold I of K (\"I/K\"), or \"all\"")
    p.add_argument("--inner", type=int, help="with so many inner values a layer, those that vary most (prune.py)")
    p.add_argument("--second-from", type=int, help="with a second pass from the states after this layer")
    p.add_argument("--teacher", help="what is learned too, on every word: the scores of these weights, or a file of teach.py")
    p.add_argument("--warm-up", type=int, default=100, help="steps")
    p.add_argument("--shares", default="{}", help="JSON: shares of a step that differ from SHARES")
    p.add_argument("--no-figures", action="store_true", help="no dev figures at the end (on a CPU the C engine gives them sooner)")
    p.add_argument("--weights", default="{}", help="JSON: loss weights that differ from model.WEIGHTS")
    a = p.parse_args()
    torch.manual_seed(a.seed)
    os.makedirs(a.out, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cuda":
        torch.backends.cuda.matmul.allow_tf32 = True
    data = read_prepared(a.prepared, not a.no_silver)
    teacher = read_teacher(a.teacher, data["train"], device)
    held = [d for d in data["train"] if a.hold_plv is not None and d["fifth"] == a.hold_plv]
    data["train"] = [d for d in data["train"] if a.hold_plv is None or d["fifth"] != a.hold_plv]
    data["dev"] += [d for d in held if d["set"] == "pairs"]
    data["train"] = [d for d in data["train"] if not left_out(d, a.fold)]
    train = data["train"] + add_pairs(data["train"], np.random.default_rng(a.seed))
    model = (load(a.start, dropout=a.dropout, head_dropout=a.head_dropout) if a.start else from_base(a)).to(device)
    if a.second_from is not None:
        model = prune.shorter_second(model, a.second_from)
    if a.inner:
        some = [to_device(b, device) for b, _ in zip(Batches(train, 6000, 1), range(8))]
        model = prune.narrower(model, a.inner, some)
    model.train()
    average = copy.deepcopy(model).eval()
    if device == "cpu" and model.c.roles == "tower" and model.c.tower_own:
        model.masks = fast.Masks(a.dropout, a.seed)
    for kind, share in json.loads(a.shares).items():
        SHARES[kind] = (share, SHARES[kind][1])
    opt = optimiser(model, a)
    step = train_loop(model, average, opt, train, device, a, teacher)
    save(f"{a.out}/model.pt", model, average, opt, step, a)
    if a.half:
        export_half(average, a.out)
    if a.no_figures:
        with open(f"{a.out}/figures.json", "w") as f:
            json.dump({"steps": step, "args": vars(a)}, f, indent=1)
        return
    t = time.time()
    figures = evaluate.figures(evaluate.reader(average, a.budget, device), data["dev"])
    evaluate.show(figures)
    with open(f"{a.out}/figures.json", "w") as f:
        json.dump({"figures": figures, "steps": step, "args": vars(a)}, f, indent=1)
    print(f"evaluated in {time.time() - t:.0f} s", flush=True)


def from_base(a):
    """A Reader of the base's shape, with its weights."""
    base = np.load(a.base or f"{a.prepared}/base.npz")
    shape = json.loads(str(base["config"])) if "config" in base else {}
    if a.layers:
        shape["layers"] = a.layers
    layers = shape.get("layers", Config.layers)
    model = Reader(Config(**shape, vocabulary=len(base["embeddings.word_embeddings.weight"]),
                          tower_from=layers - 2 if a.tower_from is None else a.tower_from,
                          tower_own=not a.shared, roles=a.roles, dropout=a.dropout, head_dropout=a.head_dropout))
    model.load_base(base)
    return model


def read_teacher(path, docs, device):
    """What --teacher names, or None; `docs`: all of the train part, which get scores that are stored."""
    if not path:
        return None
    return teach.attach(path, docs) if path.endswith(".npz") else teach.Teacher(load(path).to(device))


def save(path, model, average, opt, step, a):
    """All that --resume needs; replaced in one step, so that a cut never leaves half a file."""
    torch.save({"config": config_dict(model.c), "model": model.state_dict(), "average": average.state_dict(),
                "opt": opt.state_dict(), "step": step}, path + ".new")
    os.replace(path + ".new", path)


def export_half(model, folder, limit=15 << 20):
    """The weights in half precision, as numbered parts that `load_half` joins: small enough to send."""
    packed = io.BytesIO()
    np.savez(packed, config=json.dumps(config_dict(model.c)),
             **{k: v.detach().half().cpu().numpy() for k, v in model.state_dict().items()})
    raw = packed.getvalue()
    for i in range(0, len(raw), limit):
        with open(f"{folder}/half.{i // limit:02}", "wb") as f:
            f.write(raw[i:i + limit])


def load_half(folder, **changes):
    """A Reader from the parts of `export_half`; `changes`: other dropouts."""
    raw = b"".join(open(f, "rb").read() for f in sorted(glob.glob(f"{folder}/half.[0-9][0-9]")))
    arrays = np.load(io.BytesIO(raw))
    model = Reader(Config(**{**json.loads(str(arrays["config"])), **changes}))
    model.load_state_dict({k: torch.tensor(arrays[k]).float() for k in arrays.files if k != "config"})
    return model.eval()


def load_file(path, **changes):
    """A Reader from an exported weight file: its 8-bit weights as floats."""
    with open(path, "rb") as f:
        config, weights, _ = export.restore(f.read())
    model = Reader(Config(**config, **changes))
    model.load_state_dict({k: torch.tensor(v) for k, v in weights.items()})
    return model.eval()


def load_checkpoint(path, **changes):
    """A Reader from a checkpoint: its averaged weights."""
    state = torch.load(path, map_location="cpu")
    model = Reader(Config(**{**state["config"], **changes}))
    model.load_state_dict(state["average"])
    return model.eval()


def load(path, **changes):
    """A Reader of any shape from a checkpoint (.pt), a .drgm file or a folder with half.NN."""
    kinds = {".pt": load_checkpoint, ".drgm": load_file}
    return kinds.get(os.path.splitext(path)[1], load_half)(path, **changes)


def train_loop(model, average, opt, train, device, a, teacher=None):
    step, path = 0, f"{a.out}/model.pt"
    if a.resume and os.path.exists(path):
        state = torch.load(path, map_location=device)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        opt.load_state_dict(state["opt"])
        step = state["step"]
    rates = [g["lr"] for g in opt.param_groups]
    weights = {**WEIGHTS, **json.loads(a.weights)}
    loader = torch.utils.data.DataLoader(Batches(train, a.pieces, a.seed + step), batch_size=None, num_workers=a.workers,
                                         pin_memory=device == "cuda", prefetch_factor=4 if a.workers else None) \
        if a.workers else Batches(train, a.pieces, a.seed + step)
    start = saved = time.time()
    sums, count = {}, 0
    for batch in loader:
        done = max(step / a.steps, (time.time() - start) / a.seconds)
        if done >= 1:
            break
        factor = min(1, (step + 1) / a.warm_up) * max(0.0, 1 - done)
        for g, r in zip(opt.param_groups, rates):
            g["lr"] = r * factor
        batch = to_device(batch, device)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            parts = losses(model, batch, teacher)
            loss = sum(weights[k] * v for k, v in parts.items())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        decay = min(0.999, (step + 1) / (step + 10))
        with torch.no_grad():
            torch._foreach_mul_(list(average.parameters()), decay)
            torch._foreach_add_(list(average.parameters()), list(model.parameters()), alpha=1 - decay)
        step += 1
        count += 1
        for k, v in parts.items():
            sums[k] = sums.get(k, 0) + v.detach()
        if step % 100 == 0 or step == a.steps or device == "cpu" and step % 5 == 0:
            row = "  ".join(f"{k} {float(v) / count:.3f}" for k, v in sums.items())
            print(f"step {step} {time.time() - start:.0f}s  {row}", flush=True)
            with open(f"{a.out}/log.tsv", "a") as log:
                log.write(f"{step}\t{time.time() - start:.0f}\t{row}\n")
            sums, count = {}, 0
        if time.time() - saved > a.save:
            save(path, model, average, opt, step, a)
            saved = time.time()
    return step


if __name__ == "__main__":
    main()
