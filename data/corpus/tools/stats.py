# SPDX-License-Identifier: Apache-2.0
"""make corpus-stats: what the corpus holds, by part, and how far the two annotations of its dev part agree.

usage: stats.py
"""
import collections
import re

from standoff import ROLES, load, load_sentences, names, sentences_of, text_of

WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")


def norm(words):
    return re.sub(r"[^a-z0-9]+", " ", words.lower()).strip()


def party_kind(argument, entities):
    """What a party is by words: name, nominal or pronoun of an entity, or only described."""
    entity = entities.get(argument.get("entity"))
    if entity is None:
        return "described"
    kinds = [m["kind"] for m in entity["mentions"] if argument["start"] <= m["start"] and m["end"] <= argument["end"]]
    return "name" if "name" in kinds else kinds[0] if kinds else "nominal"


def count(part):
    c = collections.Counter()
    for name in names(part):
        doc, text = load(part, name), text_of(name)
        entities = {e["id"]: e for e in doc["entities"]}
        c["articles"] += 1
        c["sentences"] += len(sentences_of(name))
        c["tokens"] += len(WORD.findall(text))
        c["entities"] += len(entities)
        for e in doc["entities"]:
            c["entity", e["type"]] += 1
            for m in e["mentions"]:
                c["mention", m["kind"]] += 1
        c["quotes"] += len(doc.get("quotes", []))
        for r in doc["relations"]:
            c["relation", r["type"]] += 1
        for v in doc["events"]:
            c["events"] += 1
            c["core events"] += v["core"]
            c["negated"] += v["negated"]
            c["attributed"] += v["attribution"] is not None
            for m in v["mentions"]:
                c["event mentions"] += 1
                c["type", v["type"]] += 1
                c["mode", f"{v['type']} {v['mode'] or '-'}"] += 1
                c["tense", v["tense"]] += 1
                for role in ROLES:
                    for argument in m.get(role, []):
                        kind = party_kind(argument, entities) if role in ("source", "target") else "words"
                        c["argument", f"{role} {kind}"] += 1
    return c


def count_sentences(folder="sentences", unit="sentences"):
    c, by_file = collections.Counter(), collections.Counter()
    for file, item in load_sentences(folder=folder):
        kind = re.match(r"[a-z]+", file)[0]
        by_file[kind] += 1
        c[unit] += 1
        c["without events"] += not item["events"]
        for v in item["events"]:
            c["event mentions"] += 1
            c["negated"] += v.get("negated", False)
            c["type", v["type"]] += 1
            c["mode", f"{v['type']} {v.get('mode') or '-'}"] += 1
            c["tense", v["tense"]] += 1
    for kind, n in by_file.items():
        c["from", kind] += n
    return c


def words_of(doc, parties):
    """Countries and long words that name the parties: what two annotators must share."""
    entities, out = {e["id"]: e for e in doc["entities"]}, set()
    for p in parties:
        e = entities.get(p.get("entity"), {})
        country = e.get("country") or p.get("country")
        if country:
            out.add("country:" + country)
        out |= {w for w in norm(e.get("name") or p.get("text") or "").split() if len(w) > 3}
    return out


def match(a, b, with_parties):
    used = set()
    for v in a["events"]:
        where, who = {m["sentence"] for m in v["mentions"]}, words_of(a, v["source"] + v["target"])
        for j, w in enumerate(b["events"]):
            if j in used or w["type"] != v["type"] or not where & {m["sentence"] for m in w["mentions"]}:
                continue
            if with_parties and not who & words_of(b, w["source"] + w["target"]):
                continue
            used.add(j)
            break
    return len(used)


def agreement():
    c = collections.Counter()
    for name in sorted(set(names("dev-a")) & set(names("dev-b"))):
        a, b = load("dev-a", name), load("dev-b", name)

        def spans(doc):
            return {(m["sentence"], norm(m["text"]), e["type"]) for e in doc["entities"] for m in e["mentions"] if m["kind"] == "name"}

        def facts(doc):
            called = {e["id"]: norm(e["name"]) for e in doc["entities"]}
            return {(r["type"], called.get(r["subject"])) for r in doc["relations"]}

        pairs = {
            "mentions, typed": (spans(a), spans(b)),
            "mentions, untyped": ({x[:2] for x in spans(a)}, {x[:2] for x in spans(b)}),
            "relations (type, subject)": (facts(a), facts(b)),
        }
        for line, (x, y) in pairs.items():
            c[line] += len(x & y)
            c[line, "n"] += len(x) + len(y)
        for line, parties in (("events, type and sentence", False), ("events, with parties", True)):
            c[line] += match(a, b, parties)
            c[line, "n"] += len(a["events"]) + len(b["events"])
    return {k: 200 * v / c[k, "n"] for k, v in c.items() if isinstance(k, str)}


def show(title, c):
    print(f"\n{title}")
    plain = {k: v for k, v in c.items() if isinstance(k, str)}
    print("  " + ", ".join(f"{v:,} {k}" for k, v in plain.items()))
    for group in ("from", "entity", "mention", "relation", "type", "tense", "argument", "mode"):
        rows = sorted(((v, k[1]) for k, v in c.items() if isinstance(k, tuple) and k[0] == group), reverse=True)
        if rows:
            print(f"  {group:9}" + ", ".join(f"{k} {v:,}" for v, k in rows))


if __name__ == "__main__":
    for part in ("train", "dev"):
        show(part, count(part))
    show("sentences", count_sentences())
    show("mentions", count_sentences("mentions", "articles"))
    print("\nagreement of dev-a and dev-b (F1)")
    for line, value in agreement().items():
        print(f"  {line:28}{value:5.1f}")
