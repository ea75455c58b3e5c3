# SPDX-License-Identifier: Apache-2.0
"""Scores replies of POST /v1/extract against annotated articles.

Gold is read from data/corpus (stand-off, docs/corpus.md) and brought to plain records; replies are documents of the contract. Prediction and
gold meet by sentence: a mention by sentence and surface, an event by type and a shared sentence.

  mentions        named mentions, with and without the type
  country         matched entities whose country is right
  name chains     pairs of names of one entity that are put together (pairwise F1)
  links           pairs of a nominal or pronoun with a name of its entity (pairwise F1), where the gold has such mentions
  relations       type, subject and object (either may match by country where it is a state)
  events: found   type and a shared sentence; recall is asked on core events, a prediction is right when it matches any
  events: record  found, and the parties on each side overlap by at least half (CONSULT, AGREE, joint SUPPORT and COOPERATE: both
                  sides as one set)
  parties         single parties of found events, as F1; role: on the right side
  tense, negated, date, place   of found core events, where the gold has them; date and place also of all found; tense also as macro-F1 and beside "always past"
  office          persons for whom the gold states a title: the reply's office has the same head word; sector: the reply's primary sector is the
                  first that data/knowledge/titles.tsv gives the gold's title (the gold itself has no sectors), or that of the
                  organisation that the title is of ("the union's president"); ELI where it is a former one
  code            predicted events whose CAMEO code is below the residual one of its root, and of four digits (the gold has no codes)
  quotes          content spans by overlap and speaker, where the gold has quotes
"""
import collections
import pathlib
import re
import unicodedata

SYMMETRIC = {"CONSULT", "AGREE"}


def symmetric(event, targets):
    """Whether the two sides of a gold event are one set: meetings and agreements, and what parties do jointly."""
    return event["type"] in SYMMETRIC or event["type"] in ("SUPPORT", "COOPERATE") and not targets


def norm(s):
    return re.sub(r"[^\w]+", " ", (s or "").lower()).strip()


def prf(tp_p, n_p, tp_g, n_g):
    p, r = tp_p / n_p if n_p else 0.0, tp_g / n_g if n_g else 0.0
    return {"P": round(100 * p, 1), "R": round(100 * r, 1), "F1": round(200 * p * r / (p + r), 1) if p + r else 0.0, "predicted": n_p, "gold": n_g}


def rate(hit, n):
    return {"right": hit, "of": n, "rate": round(100 * hit / n, 1) if n else None}


def sentence_of(rows, start):
    for k, (a, b) in enumerate(rows):
        if a <= start < b:
            return k
    return -1


class Gold:
    def __init__(self, doc):
        self.doc = doc
        self.entities = {e["id"]: e for e in doc["entities"]}
        self.mention = {}                       # (sentence, surface) -> entity
        self.required = set()
        for e in doc["entities"]:
            for m in e["mentions"]:
                key = (m[0], norm(m[1]))
                self.mention[key] = e
                if (m[2] if len(m) > 2 else e.get("both", True)):
                    self.required.add(key)

    def types(self, e):
        return {e["type"], e.get("or_type", e["type"])}

    def countries(self, e):
        return {e.get("country"), e.get("or_country", e.get("country"))}

    def party(self, who):
        """A party as {names, countries, words}: what a prediction may match it by."""
        if isinstance(who, str):
            e = self.entities.get(who)
            if e is None:
                return None
            names = {norm(e["name"])} | {norm(m[1]) for m in e["mentions"]}
            state = e["type"] in ("GPE", "NORP")
            return {"names": names, "countries": self.countries(e) - {None} if state else set(), "loose": self.countries(e) - {None}}
        words = {w for w in norm(who.get("text")).split() if len(w) > 3}
        c = {who["country"]} if who.get("country") else set()
        return {"names": set(), "words": words, "countries": set(), "loose": c}


def long_words(text):
    return [w for w in norm(text).split() if len(w) > 3]


def reply_party(reply_entities, who):
    """A party of a reply; "said": its long words in the order of the text (a set has none, and the figures must not depend on chance)."""
    if who.get("entity") in reply_entities:
        e = reply_entities[who["entity"]]
        names = {norm(e.get("name"))} | {norm(m.get("text")) for m in e.get("mentions", []) if m.get("kind", "name") == "name"}
        state = e.get("type") in ("GPE", "NORP")
        c = {e["country"]} if e.get("country") else set()
        return {"names": names, "countries": c if state else set(), "loose": c, "words": set(long_words(who.get("text") or e.get("name"))), "said": " ".join(long_words(who.get("text") or e.get("name")))}
    c = {who["country"]} if who.get("country") else set()
    return {"names": {norm(who.get("text"))}, "countries": set(), "loose": c, "words": set(long_words(who.get("text"))), "said": " ".join(long_words(who.get("text")))}


def same_party(g, p):
    """The same actor: a shared name, the same state on both sides, or a description with a shared word and no other country."""
    if g["names"] & p["names"] - {""} or g["countries"] & p["countries"]:
        return True
    if g.get("words") is not None:              # described actor
        clash = g["loose"] and p["loose"] and not g["loose"] & p["loose"]
        return bool(g["words"] & (p["words"] | {w for n in p["names"] for w in n.split()})) and not clash
    if p["words"] and not p["names"] - {""} - {p["said"]}:
        return bool(g["loose"] & p["loose"])
    return False


def overlap(gs, ps):
    """How many of gs and of ps have a partner."""
    return sum(any(same_party(g, p) for p in ps) for g in gs), sum(any(same_party(g, p) for g in gs) for p in ps)


def half(gs, ps):
    if not gs:
        return True
    hit_g, hit_p = overlap(gs, ps)
    return hit_g * 2 >= len(gs) and hit_p * 2 >= len(ps)


def dates(v):
    if not v:
        return None
    if isinstance(v, dict):
        v = v.get("start")
    return v


# of the events found for which the gold has a date or place; "given": of those for which the reply has one too
WHERE_AND_WHEN = [(what + label, what, events, asked) for what in ("date", "place")
                  for label, events, asked in (("", "core", "all"), (", all events", "all", "all"), (", all, given", "all", "given"))]


def plain(s):
    """norm() without accents: Brasilia and Brasília are one place."""
    return norm("".join(c for c in unicodedata.normalize("NFKD", s or "") if not unicodedata.combining(c)))


def where_and_when(c, events, gold, reply):
    date, place = dates(reply.get("date")), plain((reply.get("place") or {}).get("name"))
    if gold.get("date"):
        c["date", events, "all"] += 1
        c["date", events, "given"] += bool(date)
        c["date", events, "hit"] += bool(date) and (date.startswith(gold["date"]) or gold["date"].startswith(date))
    if gold.get("place"):
        c["place", events, "all"] += 1
        c["place", events, "given"] += bool(place)
        c["place", events, "hit"] += bool(set(plain(gold["place"]).split()) & set(place.split()))


def tense(c, gold, predicted):
    """Counts for macro-F1 over the four classes; a gold list means that either is right."""
    right = gold if isinstance(gold, list) else [gold]
    truth = predicted if predicted in right else right[0]
    c["tense", truth, "gold"] += 1
    c["tense", predicted, "predicted"] += 1
    c["tense", truth, "hit"] += predicted == truth
    c["t_past"] += "past" in right


def tense_macro(c):
    scores = []
    for name in ("past", "ongoing", "future", "hypothetical"):
        g, p, h = (c["tense", name, k] for k in ("gold", "predicted", "hit"))
        if g + p:
            scores.append(200 * h / (g + p))
    return round(sum(scores) / len(scores), 1) if scores else None


def score_links(doc, rows, reply, c):
    """Pairs (nominal or pronoun, name of the same entity), by the spans of gold and reply."""
    if not any(m["kind"] != "name" for e in doc["entities"] for m in e["mentions"]):
        return

    def pairs(entities):
        out = set()
        for e in entities:
            names = {norm(m["text"]) for m in e["mentions"] if m.get("kind", "name") == "name"}
            for m in e["mentions"]:
                if m.get("kind", "name") != "name":
                    out |= {(m["start"], n) for n in names}
        return out

    gold, got = pairs(doc["entities"]), pairs(reply.get("entities", []))
    c["l_tp"] += len(gold & got)
    c["l_gold"] += len(gold)
    c["l_pred"] += len(got)


def score_quotes(doc, reply, c):
    """Content characters in common (precision, recall), and speakers of overlapping quotes."""
    if not doc.get("quotes"):
        return
    names = {e["id"]: {norm(e["name"])} | {norm(m["text"]) for m in e["mentions"]} for e in doc["entities"]}
    got_names = {e["id"]: {norm(e["name"])} | {norm(m["text"]) for m in e["mentions"]} for e in reply.get("entities", [])}
    gold_chars, got_chars = set(), set()
    for q in doc["quotes"]:
        gold_chars |= set(range(q["content"]["start"], q["content"]["end"]))
    for q in reply.get("quotes", []):
        got_chars |= set(range(q["start"], q["end"]))
    c["q_tp"] += len(gold_chars & got_chars)
    c["q_gold"] += len(gold_chars)
    c["q_pred"] += len(got_chars)
    for q in doc["quotes"]:
        speaker = q.get("speaker")
        if not speaker:
            continue
        near = [p for p in reply.get("quotes", []) if p["start"] < q["content"]["end"] and q["content"]["start"] < p["end"]]
        want = names.get(speaker.get("entity"), {norm(speaker.get("text"))})
        c["q_all"] += 1
        for p in near:
            said = got_names.get(p.get("speaker"), {norm((p.get("attribution") or {}).get("text"))})
            if want & said - {""}:
                c["q_hit"] += 1
                break


def sectors_of_titles():
    """{title in lower case: sector} of data/knowledge/titles.tsv."""
    lines = (pathlib.Path(__file__).resolve().parents[2] / "data/knowledge/titles.tsv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    form, sector = head.index("form"), head.index("sector")
    return {row[form].lower(): row[sector] for row in (line.split("\t") for line in lines[1:]) if row[sector]}


TITLES = sectors_of_titles()


def sector_of_label(label):
    """Of the longest known title that the label ends in or holds; None: none is known."""
    words = norm(label).split()
    if words[:1] in (["former"], ["ex"]):
        return "ELI"
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            sector = TITLES.get(" ".join(words[start:start + size]))
            if sector:
                return sector.split("|")[0]
    return None


def score_offices(gold, pair, c, show):
    """Titles and sectors of the persons that the reply has, where the gold states their title."""
    labels, bodies = collections.defaultdict(list), collections.defaultdict(set)
    for relation in gold.doc["relations"]:
        if relation["type"] == "HOLDS_POSITION" and relation.get("label") and norm(relation["label"]):
            labels[relation["subject"]].append(relation["label"])
            if relation.get("object") in pair and gold.entities[relation["object"]]["type"] == "ORGANIZATION":
                bodies[relation["subject"]] |= set(pair[relation["object"]].get("sectors", [])[:1])
    for gid, stated in sorted(labels.items()):
        e = pair.get(gid)
        if e is None or e["type"] != "PERSON" or gold.entities[gid]["type"] != "PERSON":
            continue
        said = norm((e.get("office") or {}).get("title")).split()
        c["o_all"] += 1
        c["o_hit"] += any(set(said[-1:]) & set(norm(label).split()) for label in stated)
        wanted = {sector_of_label(label) for label in stated} - {None}
        if wanted:
            wanted |= bodies[gid]
            c["s_all"] += 1
            c["s_hit"] += bool(set(e.get("sectors", [])[:1]) & wanted)
            if show is not None and not set(e.get("sectors", [])[:1]) & wanted:
                show.append(f"sector {e['name']}: {e.get('sectors')} for {stated}, wanted {sorted(wanted)}")


def table(c):
    """The figures as {line: value}, in the order in which they are printed."""
    return {
        "mentions, typed": prf(c["m_type_p"], c["m_pred"], c["m_type_g"], c["m_gold"]),
        "mentions, untyped": prf(c["m_span_p"], c["m_pred"], c["m_span_g"], c["m_gold"]),
        "country": rate(c["c_hit"], c["c_all"]),
        "office": rate(c["o_hit"], c["o_all"]),
        "sector": rate(c["s_hit"], c["s_all"]),
        "name chains": prf(c["ch_tp"], c["ch_p"], c["ch_tp"], c["ch_g"]),
        "links": prf(c["l_tp"], c["l_pred"], c["l_tp"], c["l_gold"]),
        "relations": prf(c["r_hit_p"], c["r_pred"], c["r_hit_g"], c["r_gold"]),
        "events: found": prf(c["e_found_p"], c["e_pred"], c["e_found_g"], c["e_core"]),
        "events: record": prf(c["e_rec_p"], c["e_pred_1"], c["e_rec_g"], c["e_core"]),
        "events told twice": rate(c["e_dup"], c["e_pred"]),
        "parties": prf(c["p_hp"], c["p_p"], c["p_hg"], c["p_g"]),
        "parties, role": prf(c["role_hp"], c["role_p"], c["role_hg"], c["role_g"]),
        "tense": rate(c["t_hit"], c["t_all"]),
        "tense, always past": rate(c["t_past"], c["t_all"]),
        "tense, macro-F1": {"F1": tense_macro(c)},
        "negated": rate(c["n_hit"], c["n_all"]),
        **{label: rate(c[what, events, "hit"], c[what, events, asked]) for label, what, events, asked in WHERE_AND_WHEN},
        "code below residual": rate(c["k_special"], c["e_pred"]),
        "code of four digits": rate(c["k_four"], c["e_pred"]),
        "quotes, content": prf(c["q_tp"], c["q_pred"], c["q_tp"], c["q_gold"]),
        "quotes, speaker": rate(c["q_hit"], c["q_all"]),
    }


def score_article(gold, rows, reply, c, show=None):
    """Adds the counts of one article to c; show, a list, gets a line for each error."""
    ents = {e["id"]: e for e in reply.get("entities", [])}
    # mentions
    pred = {}
    for e in ents.values():
        for m in e.get("mentions", []):
            if m.get("kind", "name") == "name":
                pred[(sentence_of(rows, m["start"]), norm(m["text"]))] = e
    c["m_pred"] += len(pred)
    c["m_gold"] += len(gold.required)
    for key, e in pred.items():
        g = gold.mention.get(key)
        c["m_span_p"] += g is not None
        c["m_type_p"] += g is not None and e["type"] in gold.types(g)
        if show is not None and g is None:
            show.append(f"false mention {key} {e['type']}")
    for key in gold.required:
        e = pred.get(key)
        c["m_span_g"] += e is not None
        c["m_type_g"] += e is not None and e["type"] in gold.types(gold.mention[key])
        if show is not None and e is None:
            show.append(f"missed mention {key} {gold.mention[key]['type']}")
    # country, name chains
    pair = {}
    for key, e in pred.items():
        if key in gold.mention:
            pair.setdefault(gold.mention[key]["id"], e)
    for gid, e in pair.items():
        g = gold.entities[gid]
        c["c_all"] += 1
        c["c_hit"] += e.get("country") in gold.countries(g)
    score_offices(gold, pair, c, show)
    shared = sorted(k for k in pred if k in gold.mention)
    for i, a in enumerate(shared):
        for b in shared[:i]:
            x, y = gold.mention[a] is gold.mention[b], pred[a] is pred[b]
            c["ch_p"] += y; c["ch_g"] += x; c["ch_tp"] += x and y
    # relations
    to_gold = {id(e): gid for gid, e in pair.items()}

    def r_party(eid):
        return reply_party(ents, {"entity": eid}) if eid in ents else None

    grel = [(r, gold.party(r["subject"]) if r.get("subject") else None, gold.party(r["object"]) if r.get("object") else None) for r in gold.doc["relations"]]

    def rel_match(g, p):
        gr, gs, go = g
        if gr["type"] != p["type"] or gs is None:
            return False
        ps, po = r_party(p.get("subject")), r_party(p.get("object"))
        if ps is None or not same_party(gs, ps):
            return False
        if go is None:
            return True
        return po is not None and (same_party(go, po) or bool(go["loose"] & po["loose"]))
    for p in reply.get("relations", []):
        c["r_pred"] += 1
        c["r_hit_p"] += any(rel_match(g, p) for g in grel)
    for g in grel:
        if g[0].get("both", True):
            c["r_gold"] += 1
            c["r_hit_g"] += any(rel_match(g, p) for p in reply.get("relations", []))
    # events
    pe = []
    for v in reply.get("events", []):
        pe.append((v, {sentence_of(rows, m["start"]) for m in v.get("mentions", [])},
                   [reply_party(ents, w) for w in v.get("source", [])], [reply_party(ents, w) for w in v.get("target", [])]))
    ge = []
    for v in gold.doc["events"]:
        ge.append((v, {m[0] for m in v["mentions"]}, [x for x in map(gold.party, v["source"]) if x], [x for x in map(gold.party, v["target"]) if x]))

    def record(g, p):
        gv, _, gs, gt = g
        _, _, ps, pt = p
        if symmetric(gv, gt):
            return half(gs + gt, ps + pt)
        return half(gs, ps) and half(gt, pt)

    def closeness(g, p):
        hg, hp = overlap(g[2] + g[3], p[2] + p[3])
        return (record(g, p), hg + hp, len(g[1] & p[1]))
    c["e_pred"] += len(pe)
    c["k_special"] += sum(len(p[0]["cameo"]) > 2 and not (len(p[0]["cameo"]) == 3 and p[0]["cameo"].endswith("0")) for p in pe)
    c["k_four"] += sum(len(p[0]["cameo"]) == 4 for p in pe)
    order = sorted(((closeness(g, p), i, j) for i, g in enumerate(ge) for j, p in enumerate(pe) if p[0]["type"] in [g[0]["type"]] + g[0].get("or", []) and g[1] & p[1]), key=lambda x: x[0], reverse=True)
    gm, pm = {}, {}
    for _, i, j in order:                       # one to one, closest first
        if i not in gm and j not in pm:
            gm[i], pm[j] = j, i
    loose_p = {j for _, _, j in order}          # a second telling of a gold event is no false event
    c["e_found_p"] += len(loose_p)
    c["e_dup"] += len(loose_p - set(pm))
    c["e_rec_p"] += sum(record(ge[pm[j]], pe[j]) for j in pm)
    c["e_pred_1"] += len(pe) - len(loose_p - set(pm))
    for i, g in enumerate(ge):
        need = g[0].get("both", True) and g[0].get("core", True)
        c["e_core"] += need
        if i in gm:
            p = pe[gm[i]]
            c["e_found_g"] += need
            c["e_rec_g"] += need and record(g, p)
            if need:
                hg, hp = overlap(g[2] + g[3], p[2] + p[3])
                c["p_g"] += len(g[2] + g[3]); c["p_p"] += len(p[2] + p[3]); c["p_hg"] += hg; c["p_hp"] += hp
                if not symmetric(g[0], g[3]):
                    (a, b), (d, e) = overlap(g[2], p[2]), overlap(g[3], p[3])
                    c["role_g"] += len(g[2] + g[3]); c["role_p"] += len(p[2] + p[3]); c["role_hg"] += a + d; c["role_hp"] += b + e
                tense(c, g[0]["tense"], p[0].get("tense"))
                c["t_all"] += 1; c["t_hit"] += p[0].get("tense") in g[0]["tense"] if isinstance(g[0]["tense"], list) else p[0].get("tense") == g[0]["tense"]
                c["n_all"] += 1; c["n_hit"] += bool(p[0].get("negated")) == bool(g[0].get("negated"))
                where_and_when(c, "core", g[0], p[0])
            where_and_when(c, "all", g[0], p[0])
        elif show is not None and need:
            show.append(f"missed event {g[0]['type']} {g[0]['mentions']} {g[0]['source']} {g[0]['target']}")
    if show is not None:
        for j, p in enumerate(pe):
            if j not in loose_p:
                show.append(f"false event {p[0]['type']} {[m.get('text') for m in p[0].get('mentions', [])]} {sorted(p[1])}")
        for i, j in gm.items():
            if ge[i][0].get("core") and not record(ge[i], pe[j]):
                show.append("wrong parties " + " ".join(map(str, [ge[i][0]["type"], ge[i][0]["mentions"][:1], [sorted(x["names"] | x.get("words", set())) for x in ge[i][2] + ge[i][3]], "got", [sorted(x["names"] | x["words"]) for x in pe[j][2] + pe[j][3]]])))


