#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much of what news needs the knowledge tables hold: make knowledge-stats (GAPS=1 lists the gaps).

    python3 data/tools/coverage.py data/knowledge [--gaps]

Offices of states are measured in days since 2010-01-01, those of international bodies since
2000-01-01, up to the last `as_of` of the table: a day counts where a holder is known for it. Two
months between two holders are no gap (elections, rounded dates). A state counts for an office where
it has it: a king for a head of government's years, no ministers of defence without an army.
"""
import collections
import csv
import datetime
import os
import sys

EVERY = ["head_of_state", "head_of_government", "foreign_minister", "defence_minister"]
NEWS = ["interior_minister", "finance_minister", "un_ambassador", "ambassador_to_us", "central_bank",
        "army_chief", "speaker", "opposition_leader"]
# The forty states most in the news, by their mentions in newswire.
FORTY = """USA RUS CHN UKR ISR IRN GBR FRA DEU TUR SYR IND PAK PRK KOR JPN SAU EGY IRQ AFG VEN POL ITA ESP
BRA MEX CAN AUS ZAF NGA SDN ETH MMR YEM LBN PSE TWN ARE QAT COL""".split()
# Without an army, or without a minister of defence in years.
NO_DEFENCE = set("""AND CRI DMA FSM GRD HTI ISL KIR KNA LCA LIE MCO MHL MUS NRU PAN PLW SLB SMR STP TUV VAT
VCT VUT WSM ATG BRB BLZ BHS SYC""".split())
# The head of state is the head of government, or the office was not there for most of the years.
NO_GOVERNMENT_HEAD = set("""USA MEX BRA ARG COL CHL ECU PRY URY BOL VEN CRI PAN GTM HND SLV NIC DOM CYP IDN PHL KOR
ZAF NGA GHA KEN ZMB MWI GMB LBR SLE BEN AGO TKM MDV SYC PLW FSM MHL NRU KIR BWA COM SUR GUY CHE AFG IRN VAT
SMR BDI TUR ZWE SSD ERI BRN OMN SAU""".split())
# The monarch of another state, or several persons at once, are head of state.
NO_HEAD_OF_STATE = set("""AND ATG AUS BHS BLZ BIH CAN GRD JAM NZL PNG KNA LCA VCT SMR SLB TUV""".split())
# No such office, or none that news names: relations broken off, speakers for a year, one party.
NONE_IN_NEWS = {
    "defence_minister": set("BTN SWZ KNA TON TTO GUY MLT ERI COM".split()),
    "interior_minister": set("PRK JPN BRA ETH".split()),
    "finance_minister": {"PRK"},
    "un_ambassador": {"TWN"},
    "ambassador_to_us": set("USA IRN PRK".split()),
    "army_chief": set("MEX PSE".split()),
    "speaker": {"MEX"},
    "opposition_leader": set("""CHN PRK SAU ARE QAT SYR YEM AFG UKR USA ETH SDN MMR MEX COL BRA EGY IRQ LBN IRN FRA
        PSE""".split()),
}
GAP = 62  # days


def read_table(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def day(text, last=False):
    year, month, date = (text + ("-12" if last else "-01") if len(text) == 4 else text).split("-")[:2] + [text[8:]]
    if date:
        return datetime.date(int(year), int(month), int(date))
    first = datetime.date(int(year), int(month), 1)
    return (first.replace(day=28) + datetime.timedelta(4)).replace(day=1) - datetime.timedelta(1) if last else first


def gaps(terms, start, end):
    """Intervals of [start, end] without a holder, longer than GAP."""
    at, found = start, []
    for first, last in sorted(terms):
        if first > end:
            break
        if (first - at).days > GAP:
            found.append((at, first))
        at = max(at, last)
    if (end - at).days > GAP:
        found.append((at, end))
    return found


class Tables:
    def __init__(self, folder):
        names = "states demonyms places seats bodies members offices holders titles".split()
        self.rows = {name: read_table(os.path.join(folder, name + ".tsv")) for name in names}
        self.end = max(day(row["as_of"], True) for row in self.rows["holders"] if row["as_of"])
        self.terms = collections.defaultdict(list)
        for row in self.rows["holders"]:
            last = day(row["to"], True) if row["to"] else self.end
            self.terms[row["office"]].append((day(row["from"]), last))
        self.offices = collections.defaultdict(list)
        for row in self.rows["offices"]:
            kinds = {row["kind"]}
            if row["id"].endswith(".un_ambassador"):
                kinds.add("un_ambassador")
            if row["id"].endswith((".ambassador_to_us", ".representative_to_us")):
                kinds.add("ambassador_to_us")
            for kind in kinds:
                self.offices[row["of"], kind].append(row["id"])

    def missing(self, of, kind, start):
        terms = [term for office in self.offices[of, kind] for term in self.terms[office]]
        return gaps(terms, start, self.end)


def share(lost, whole):
    return f"{100 * (1 - lost / whole):5.1f} %" if whole else "    -  "


def measure(tables, states, kinds, skip, start, listed):
    days = (tables.end - start).days
    for kind in kinds:
        lost = without = counted = complete = 0
        for state in states:
            if state in skip.get(kind, ()):
                continue
            missing = tables.missing(state, kind, start)
            counted += 1
            complete += not missing
            without += sum((b - a).days for a, b in missing) >= days
            lost += sum((b - a).days for a, b in missing)
            listed += [f"{state} {kind} {a} {b}" for a, b in missing]
        print(f"  {kind:20} {share(lost, counted * days)} of the days; {complete} of {counted} without a gap, {without} without a row")


def counts(title, rows, column, order=None):
    found = collections.Counter(row[column] for row in rows)
    print(f"{title}: {len(rows)}")
    print("  " + ", ".join(f"{name} {count}" for name, count in found.most_common()))


def main():
    tables = Tables(sys.argv[1])
    rows, listed = tables.rows, []
    members = [row["code"] for row in rows["states"] if row["kind"] in ("member", "observer")] + ["TWN", "XKX"]
    print(f"states and observers of the UN, Taiwan, Kosovo ({len(members)}), since 2010 (to {tables.end}):")
    skip = {"head_of_state": NO_HEAD_OF_STATE, "defence_minister": NO_DEFENCE | NONE_IN_NEWS["defence_minister"], "head_of_government": NO_GOVERNMENT_HEAD}
    measure(tables, members, EVERY, skip, datetime.date(2010, 1, 1), listed)
    print("the forty states most in the news, since 2010:")
    measure(tables, FORTY, NEWS, NONE_IN_NEWS, datetime.date(2010, 1, 1), listed)
    bodies = [row["id"] for row in rows["bodies"] if row["kind"] in ("igo", "alliance") and (row["id"], "head") in tables.offices]
    print(f"heads of international bodies that have an office here ({len(bodies)}), since 2000:")
    measure(tables, bodies, ["head"], {}, datetime.date(2000, 1, 1), listed)
    print(f"offices {len(rows['offices'])}, terms {len(rows['holders'])}, persons {len({r['person'] for r in rows['holders']})}, "
          f"memberships {len(rows['members'])}, titles {len(rows['titles'])}, demonyms {len(rows['demonyms'])}")
    counts("bodies by kind", rows["bodies"], "kind")
    per_state = collections.Counter(row["country"] for row in rows["bodies"])
    for kind in ("ministry", "army", "police", "party", "bank", "media", "parliament"):
        states = {row["country"] for row in rows["bodies"] if row["kind"] == kind}
        print(f"  {kind}: of {len(states & set(members))} of {len(members)} states")
    print(f"  states without a body: {' '.join(s for s in members if not per_state[s]) or 'none'}")
    counts("places by kind", rows["places"], "kind")
    located = sum(1 for row in rows["places"] if row["latitude"])
    large = sum(1 for row in rows["places"] if int(row["population"] or 0) >= 15_000)
    print(f"  with a position {located}, of 15,000 inhabitants and more {large}")
    counts("seats of power by what they stand for", rows["seats"], "stands_for")
    for table in ("holders", "bodies", "places"):
        counts(f"confidence of {table}", rows[table], "confidence")
    if "--gaps" in sys.argv:
        print("gaps:")
        print("\n".join(listed))


main()
