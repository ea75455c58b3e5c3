# SPDX-License-Identifier: Apache-2.0
"""The network: one encoder, heads on its words, and a short second pass for each trigger.

  pieces -> embeddings (word + position + shape) -> 6 transformer layers (MiniLM: 384 wide, 12 heads)
  word vector = last hidden state of its first piece
  word heads   part of speech, names (BIO), triggers (BIO of 16 types), quote source, cue, content
  trees        biaffine arcs (Dozat and Manning 2017), labels from the sum of two projections
  second pass  hidden states after layer TOWER_FROM of the trigger's sentence and of [CLS], plus an
               embedding of the trigger's type on its pieces and on [CLS], through layers of its own:
               roles (BIO), tense, flags, mode, contexts.  Marking a source and a target instead asks
               for the type of what one does to the other
  links        a described party or pronoun against the named mentions of the article: a product of
               two projections of their first and last words, plus a bias by distance

GELU is the tanh form, which the C engine can compute with one exponential.
A larger encoder (larger.py) has another Config: more layers, wider ones, its own form of GELU, and a
bias in attention by how far one piece lies from another.  All else is the same; only the C engine, and
with it whole.py and export.py, knows no such bias.
`quantised(True)` makes all of it behave as the integer engine does (whole.py); for evaluation only.
"""

import math
from dataclasses import asdict, dataclass

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import fast
import whole
from labels import (CONTEXTS, DEPREL, FLAGS, MODE_ROWS, NAME_ROWS, QUOTE_PARTS, QUOTE_ROWS, ROLE_ROWS, TENSES,
                    TRIGGER_ROWS, TYPES, UPOS)
from windows import BUCKETS
from wordpiece import SHAPES


@dataclass
class Config:
    vocabulary: int = 24576
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 256
    tower_from: int = 4     # the second pass starts from the states after this layer
    tower_own: bool = True  # with weights of its own (copies at first), else the encoder's
    roles: str = "tower"    # or "biaffine": no second pass
    arc: int = 128
    relation: int = 96
    link: int = 48
    dropout: float = 0.1
    head_dropout: float = 0.2
    mark: float = 0.4
    relative: int = 0       # classes of distances whose bias attention adds; 0: none
    epsilon: float = 1e-12  # of norms
    gelu: str = "tanh"      # of layers; "none": the exact one


class State:
    """Whether the integer engine is simulated."""
    int8 = False


def quantised(on):
    State.int8 = on


class Linear(nn.Linear):
    def forward(self, x):
        if State.int8:
            return whole.linear(x, self.weight, self.bias)
        return super().forward(x)


class Embedding(nn.Embedding):
    def forward(self, i):
        if State.int8:
            return F.embedding(i, whole.embedding(self.weight))
        return super().forward(i)


def gelu(x, form="tanh"):
    if State.int8:
        return whole.gelu(x)
    return F.gelu(x, approximate=form)


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.gelu = c.heads, c.gelu
        self.query, self.key, self.value = (Linear(c.width, c.width) for _ in range(3))
        self.out = Linear(c.width, c.width)
        self.norm1 = nn.LayerNorm(c.width, eps=c.epsilon)
        self.up = Linear(c.width, c.inner)
        self.down = Linear(c.inner, c.width)
        self.norm2 = nn.LayerNorm(c.width, eps=c.epsilon)
        self.drop = nn.Dropout(c.dropout)

    def forward(self, x, bias):
        b, n, d = x.shape
        split = lambda t: t.view(b, n, self.heads, d // self.heads).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        if x.is_cuda:  # one kernel for the four steps below
            attended = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype), self.drop.p if self.training else 0.0)
        else:
            scores = (q @ k.transpose(-1, -2)) / math.sqrt(d // self.heads) + bias
            attended = self.drop(F.softmax(scores, -1)) @ v
        x = self.norm1(x + self.drop(self.out(attended.transpose(1, 2).reshape(b, n, d))))
        return self.norm2(x + self.drop(self.down(gelu(self.up(x), self.gelu))))


def pad_bias(size, width):
    """[b, 1, 1, width]: very small where there is no piece."""
    return torch.where(torch.arange(width, device=size.device)[None] < size[:, None], 0.0, -1e4)[:, None, None]


def distance_classes(length, count, device=None):
    """[length, length]: the class of the distance from each piece to each other (Raffel et al. 2020, T5): half of
    the classes for pieces behind; of a half, half for single distances, half for ranges up to 128, ever wider."""
    at = torch.arange(length, device=device)
    behind = at[None] - at[:, None]
    far, half, single = behind.abs(), count // 2, count // 4
    wide = torch.log(far.clamp_min(1).float() / single) / math.log(128 / single) * (half - single)
    wide = (single + wide.long()).clamp_max(half - 1)
    return (behind > 0).long() * half + torch.where(far < single, far, wide)


class Reader(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.masks = None  # set: train as fast.py does
        w = c.width
        self.word = Embedding(c.vocabulary, w)
        self.position = Embedding(c.positions, w)
        self.shape = nn.Embedding(len(SHAPES), w)
        self.norm = nn.LayerNorm(w, eps=c.epsilon)
        self.drop = nn.Dropout(c.dropout)
        self.head_drop = nn.Dropout(c.head_dropout)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.layers))
        if c.relative:  # as the base has it; not trained on, or every step would add up a square of each window
            self.register_buffer("distance", torch.zeros(c.heads, c.relative))
        self.head_upos = Linear(w, len(UPOS))
        self.head_names = Linear(w, len(NAME_ROWS))
        self.head_triggers = Linear(w, len(TRIGGER_ROWS))
        self.head_quotes = Linear(w, len(QUOTE_PARTS) * len(QUOTE_ROWS))
        self.arc_dep, self.arc_head = Linear(w, c.arc), Linear(w, c.arc)
        self.arc = nn.Parameter(torch.zeros(c.arc + 1, c.arc))
        self.rel_dep, self.rel_head = Linear(w, c.relation), Linear(w, c.relation)
        self.rel = Linear(c.relation, len(DEPREL))
        self.mark = nn.Embedding(19, w)
        if c.roles == "tower":
            if c.tower_own:
                self.tower = nn.ModuleList(Layer(c) for _ in range(c.tower_from, c.layers))
            self.roles = Linear(w, len(ROLE_ROWS))
        else:
            self.role_trigger, self.role_word = Linear(w, c.arc), Linear(w, c.arc)
            self.role_bilinear = nn.Parameter(torch.zeros(len(ROLE_ROWS), c.arc + 1, c.arc))
        self.head_event = Linear(2 * w, len(TENSES) + len(FLAGS) + len(MODE_ROWS) + len(CONTEXTS))
        self.head_pair = Linear(3 * w, len(TYPES))
        self.link_query = nn.ModuleList(Linear(w, c.link) for _ in range(2))
        self.link_key = nn.ModuleList(Linear(w, c.link) for _ in range(2))
        self.link_distance = nn.Parameter(torch.zeros(BUCKETS))
        self.link_none = Linear(w, 1)
        for m in self.modules():
            if isinstance(m, (nn.Linear, nn.Embedding)):
                nn.init.normal_(m.weight, std=0.02)
                if isinstance(m, nn.Linear):
                    nn.init.zeros_(m.bias)
        nn.init.normal_(self.mark.weight, std=c.mark)  # as large as a state, or the pass is slow to heed it

    def load_base(self, base):
        """A base's encoder ({name: array}, prepare.py or larger.py); the upper layers also start the second pass.

        Of a base with more layers than this reader the lower ones are taken.
        """
        t = lambda name: base_array(base, name)
        with torch.no_grad():
            self.word.weight.copy_(t("embeddings.word_embeddings.weight"))
            self.position.weight.copy_(t("embeddings.position_embeddings.weight")[:self.c.positions])
            if "embeddings.token_type_embeddings.weight" in base:
                self.position.weight.add_(t("embeddings.token_type_embeddings.weight")[0])
            self.norm.weight.copy_(t("embeddings.LayerNorm.weight"))
            self.norm.bias.copy_(t("embeddings.LayerNorm.bias"))
            if self.c.relative:
                self.distance.copy_(t("encoder.relative_attention_bias.weight").t())
            for i, layer in enumerate(self.layers):
                load_layer(layer, base, i)
            if self.c.roles == "tower" and self.c.tower_own:
                for i, layer in enumerate(self.tower, self.c.tower_from):
                    load_layer(layer, base, i)

    def distances(self, length):
        """[heads, length, length]: what attention adds for distances."""
        return self.distance[:, distance_classes(length, self.c.relative, self.distance.device)]

    def biased(self, bias):
        """The bias of attention [b, 1, ., width] with that of distances."""
        return bias + self.distances(bias.shape[-1]) if self.c.relative else bias

    def encode(self, b):
        """(states after layer tower_from, states after the last), [rows, width, c.width]."""
        if State.int8 or self.masks and self.training:
            return self.flat_encode(b)
        x = self.word(b["ids"]) + self.position(b["position"]) + self.shape(b["shapes"])
        x = self.drop(self.norm(x))
        bias = self.biased(torch.where(b["window"][:, None, :, None] == b["window"][:, None, None, :], 0.0, -1e4))
        middle = x
        for i, layer in enumerate(self.layers):
            if i == self.c.tower_from:
                middle = x
            x = layer(x, bias)
        return middle, x

    def flat_encode(self, b, also=None):
        """The same without padding, for training on a CPU (fast.py) and for the simulation (whole.py); `also`: the
        states after that layer too, as a third."""
        window = b["window"].flatten()
        size = torch.bincount(window)[1:].tolist()
        flat = torch.argsort(window, stable=True)[int((window == 0).sum()):]
        pick = lambda key: b[key].flatten()[flat]
        x = self.word(pick("ids")) + self.position(pick("position")) + self.shape(pick("shapes"))
        x = whole.norm(self.norm, x) if State.int8 else self.masks(self.norm(x))
        after = [x] + self.flat_layers(self.layers, x, size)
        place = lambda t: torch.zeros(len(window), self.c.width).index_copy(0, flat, t).view(*b["ids"].shape, -1)
        return tuple(place(after[i]) for i in (self.c.tower_from, self.c.layers, also) if i is not None)

    def flat_layers(self, layers, x, size):
        """The states after each layer: x flat, in windows of `size`."""
        out, groups = [x], None
        if State.int8 and self.c.relative:
            raise ValueError("the integer engine has no bias by distance in attention")
        if not State.int8:
            groups = fast.grouped((np.cumsum(size) - size).tolist(), size, self.distances if self.c.relative else None)
        for m in layers:
            out.append(whole.layer(m, out[-1], size) if State.int8 else fast.layer(m, out[-1], groups, self.masks))
        return out[1:]

    def flat_second(self, x, size):
        """The second pass over x [items, length, c.width] without its padding."""
        inside = (torch.arange(x.shape[1])[None] < size[:, None]).flatten().nonzero()[:, 0]
        flat = x.reshape(-1, self.c.width)[inside]
        layers = self.tower if self.c.tower_own else self.layers[self.c.tower_from:]
        flat = self.flat_layers(layers, flat, size.tolist())[-1]
        return torch.zeros(x.shape[0] * x.shape[1], self.c.width).index_copy(0, inside, flat).view(x.shape)

    def second(self, middle, final, b):
        """States of the second pass [items, length, c.width]."""
        if self.c.roles != "tower":
            return final.reshape(-1, self.c.width)[b["item_piece"]]
        x = middle.reshape(-1, self.c.width)[b["item_piece"]] + self.mark(b["item_mark"]) * (b["item_mark"] > 0)[..., None]
        if State.int8 or self.masks and self.training:
            return self.flat_second(x, b["item_size"])
        bias = self.biased(pad_bias(b["item_size"], x.shape[1]))
        for layer in (self.tower if self.c.tower_own else self.layers[self.c.tower_from:]):
            x = layer(x, bias)
        return x

    def role_scores(self, x, b):
        """[items, words, roles]."""
        rows = torch.arange(len(x), device=x.device)[:, None]
        words = x[rows, b["item_word"]]
        if self.c.roles == "tower":
            return self.roles(words)
        trigger = x[rows[:, 0], b["item_word"][rows[:, 0], b["item_trigger"][:, 0]]] + self.mark(1 + b["item_event"][:, 4].clamp_min(0))
        t, w = gelu(self.role_trigger(trigger)), gelu(self.role_word(words))
        t = torch.cat([t, torch.ones_like(t[:, :1])], -1)
        return torch.einsum("ni,rij,nwj->nwr", t, self.role_bilinear, w)

    def event_scores(self, x, b):
        """(tense, flags, mode, contexts) of each item."""
        rows = torch.arange(len(x), device=x.device)
        trigger = x[rows, b["item_word"][rows, b["item_trigger"][:, 0].clamp_min(0)]]
        y = self.head_event(torch.cat([x[:, 0], trigger], -1))
        return y.split([len(TENSES), len(FLAGS), len(MODE_ROWS), len(CONTEXTS)], -1)

    def pair_scores(self, x, b):
        """Type of what the marked source does to the marked target."""
        first = lambda mark: x[torch.arange(len(x), device=x.device), (b["item_mark"] == mark).int().argmax(-1)]
        return self.head_pair(torch.cat([x[:, 0], first(17), first(18)], -1))

    def arc_scores(self, words):
        """[trees, dependents, heads + 1]: column 0 is the root (a zero vector with a bias)."""
        d, h = gelu(self.arc_dep(words)), gelu(self.arc_head(words))
        h = torch.cat([torch.ones_like(h[:, :1]), h], 1)
        d = torch.cat([d, torch.ones_like(d[..., :1])], -1)
        return (d @ self.arc) @ h.transpose(1, 2)

    def relation_scores(self, words, heads):
        """[trees, words, relations] for given heads (0: root)."""
        d, h = self.rel_dep(words), self.rel_head(words)
        h = torch.cat([torch.zeros_like(h[:, :1]), h], 1)
        picked = h.gather(1, heads[..., None].expand(-1, -1, h.shape[-1]))
        return self.rel(gelu(d + picked))

    def link_scores(self, words, b):
        """[anaphors, 1 + candidates]: column 0 is "none of them"."""
        span = words[b["link_span"]]
        q = self.link_query[0](span[:, 0]) + self.link_query[1](span[:, 1])
        cand = words[b["link_cand"]]
        k = self.link_key[0](cand[:, :, 0]) + self.link_key[1](cand[:, :, 1])
        score = (q[:, None] * k).sum(-1) / math.sqrt(self.c.link) + self.link_distance[b["link_dist"]]
        gone = torch.arange(score.shape[1], device=score.device)[None] >= b["link_size"][:, None]
        score = score.float().masked_fill(gone, -1e4)
        return torch.cat([self.link_none(span[:, 1]).float(), score], 1)


def base_array(base, name):
    """An array of a base; its rows may be 8-bit multiples of a scale."""
    w, scale = torch.tensor(base[name]).float(), name.replace(".weight", ".scale")
    return w * torch.tensor(base[scale])[:, None] if scale != name and scale in base else w


def load_layer(layer, base, i):
    """One layer of a base's encoder."""
    names = {"attention.self.query": layer.query, "attention.self.key": layer.key, "attention.self.value": layer.value,
             "attention.output.dense": layer.out, "attention.output.LayerNorm": layer.norm1,
             "intermediate.dense": layer.up, "output.dense": layer.down, "output.LayerNorm": layer.norm2}
    for name, module in names.items():
        for part in ("weight", "bias"):
            getattr(module, part).copy_(base_array(base, f"encoder.layer.{i}.{name}.{part}"))


def masked_loss(scores, masks):
    """- log of the probability of every label in the mask; rows with mask 0 do not count.

    Nothing here, or in the other losses, asks the device for a size: that would make it wait.
    """
    scores = scores.float()
    known = (masks != 0).float()
    bits = (masks[:, None] >> torch.arange(scores.shape[1], device=masks.device)) & 1
    right = scores.masked_fill(bits == 0, -1e4)
    loss = torch.logsumexp(scores, -1) - torch.logsumexp(right, -1)
    return (loss * known).sum() / known.sum().clamp_min(1)


def known_loss(scores, labels, unknown):
    """Cross entropy over the rows that have a label."""
    total = F.cross_entropy(scores.float(), labels, ignore_index=unknown, reduction="sum")
    return total / (labels != unknown).sum().clamp_min(1)


def soft_loss(scores, bytes_):
    """Cross entropy against probabilities in bytes; rows of zeros do not count."""
    p = bytes_.float()
    total = p.sum(-1, keepdim=True)
    known = (total[:, 0] > 0).float()
    loss = -(p / total.clamp_min(1) * F.log_softmax(scores.float(), -1)).sum(-1)
    return (loss * known).sum() / known.sum().clamp_min(1)


def tense_loss(scores, labels):
    """Rare tenses weigh more, by the root of how rare they are in the corpus."""
    weight = torch.tensor(TENSE_WEIGHTS, device=scores.device)
    total = F.cross_entropy(scores.float(), labels, weight, ignore_index=-1, reduction="sum")
    return total / (labels != -1).sum().clamp_min(1)


def yes_no_loss(scores, answers, known):
    """Mean of binary cross entropies where known."""
    loss = F.binary_cross_entropy_with_logits(scores.float(), answers.float(), reduction="none")
    return (loss * known).sum() / known.sum().clamp_min(1)


def losses(model, b, teacher=None):
    """{name: loss} of one batch; `teacher`: also the distances to its scores (teach.Teacher)."""
    middle, final = model.encode(b)
    words = final.reshape(-1, model.c.width)[b["word_piece"]]
    upos, names, triggers = model.head_upos(words), model.head_names(model.head_drop(words)), model.head_triggers(model.head_drop(words))
    out = {"upos": known_loss(upos, b["upos"], 255),
           "names": masked_loss(names, b["names"]), "triggers": masked_loss(triggers, b["triggers"]),
           "soft_names": soft_loss(names, b["soft_names"]), "soft_triggers": soft_loss(triggers, b["soft_triggers"])}
    quotes = model.head_quotes(words)
    if teacher:
        out.update(teacher.losses(b, {"upos": upos, "names": names, "triggers": triggers, "quotes": quotes}))
    for i, part in enumerate(QUOTE_PARTS):
        out[part] = known_loss(quotes[:, 3 * i:3 * i + 3], b[part], 255)
    if len(b["tree_size"]):
        out.update(tree_losses(model, words, b))
    if len(b["item_size"]):
        out.update(item_losses(model, middle, final, b))
    if len(b["link_size"]):
        score = model.link_scores(words, b)
        right = torch.cat([b["link_none"][:, None], b["link_gold"]], 1)
        known = right.any(-1).float()  # an entity that is named nowhere else cannot be found
        loss = torch.logsumexp(score, -1) - torch.logsumexp(score.masked_fill(~right, -1e4), -1)
        out["link"] = (loss * known).sum() / known.sum().clamp_min(1)
    return out


def tree_losses(model, words, b):
    index, size = b["tree_word"], b["tree_size"]
    inside = torch.arange(index.shape[1], device=size.device)[None] < size[:, None]
    tree = words[index]
    arcs = model.arc_scores(tree).float()
    heads = b["head"][index]
    arcs = arcs.masked_fill(~torch.cat([torch.ones_like(inside[:, :1]), inside], 1)[:, None], -1e4)
    relations = model.relation_scores(tree, heads.clamp_min(0)).float()
    heads = heads.masked_fill(~inside, -1)
    kinds = b["deprel"][index].masked_fill(~inside, 255)
    return {"arc": known_loss(arcs.flatten(0, 1), heads.flatten(), -1),
            "rel": known_loss(relations.flatten(0, 1), kinds.flatten(), 255)}


def item_losses(model, middle, final, b):
    x = model.head_drop(model.second(middle, final, b))
    event = b["item_event"]
    is_pair = event[:, 10] == 1
    tense, flags, mode, contexts = model.event_scores(x, b)
    bits = (b["item_contexts"][:, None] >> torch.arange(len(CONTEXTS), device=x.device)) & 1
    known = ((b["item_contexts"] >= 0) & ~is_pair)[:, None].expand_as(bits)
    return {"roles": known_loss(model.role_scores(x, b).flatten(0, 1), b["item_role"].flatten(), 255),
            "tense": tense_loss(tense, event[:, 5]), "mode": known_loss(mode, event[:, 9], -1),
            "flags": yes_no_loss(flags, event[:, 6:9], event[:, 6:9] >= 0),
            "contexts": yes_no_loss(contexts, bits, known),
            "pair": masked_loss(model.pair_scores(x, b), event[:, 3] * is_pair)}


TENSE_WEIGHTS = [0.75, 1.8, 2.4, 3.2]
WEIGHTS = {"soft_names": 0.5, "soft_triggers": 1.5, "upos": 0.5, "names": 1.5, "triggers": 2.0, "source": 0.5, "cue": 0.5, "content": 1.0, "arc": 0.4, "rel": 0.3,
           "roles": 1.5, "tense": 0.4, "mode": 0.3, "flags": 0.4, "contexts": 1.0, "link": 0.4, "pair": 0.3,
           "upos'": 0.25, "names'": 0.75, "triggers'": 1.0, "quotes'": 0.5}


def config_dict(c):
    return asdict(c)
