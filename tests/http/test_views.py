# SPDX-License-Identifier: Apache-2.0
"""Tables in the columns of older systems, and JSON-LD: read back with the readers that people use (csv, pandas, rdflib)."""
import io
import json

import contract
import pandas
import pytest
import rdflib
from service import PARIS

EVIL = "Foreign Minister José \"Pepe\" O'Neil, of Spain,\nmet French President Emmanuel Macron in Paris. Iran will attack Israel. Spain did not accuse France. =1+1 +2 -3 @4\tX"
MEDIA = {"csv": "text/csv", "tsv": "text/tab-separated-values"}


def table(service, text, query="", media="text/csv", **headers):
    response = service.extract(text, query, {"Accept": media, **headers})
    assert response.status == 200, response
    assert response.headers["content-type"].startswith(media + "; charset=utf-8")
    return contract.check_table(response.body.decode("utf-8"), media)


@pytest.mark.parametrize("profile", contract.PROFILES)
@pytest.mark.parametrize("media", MEDIA.values(), ids=MEDIA)
@pytest.mark.parametrize("published", ["published=2025-04-18&", ""], ids=["dated", "undated"])
def test_columns_of_a_profile(service, profile, media, published):
    for text in (PARIS, EVIL, "Nothing."):
        for row in table(service, text, f"{published}profile={profile}&id=a", media):
            assert list(row) == contract.PROFILES[profile]
            assert (row.get("Event ID") or row["EventID"]).startswith("a:v")


@pytest.mark.parametrize("profile", contract.PROFILES)
def test_a_profile_is_a_table_without_accept_too(service, profile):
    response = service.extract(PARIS, f"profile={profile}")
    assert response.status == 200 and response.headers["content-type"].startswith("text/csv")


def test_a_profile_is_no_json(service):
    response = service.extract(PARIS, "profile=icews", {"Accept": "application/json"})
    assert (response.status, response.code) == (406, "not_acceptable")


@pytest.mark.parametrize("value", ["gdelt", "", "ICEWS", "phoenix,icews"])
def test_an_unknown_profile_names_field_and_values(service, value):
    response = service.extract(PARIS, f"profile={value}", {"Accept": "text/csv"})
    assert (response.status, response.code) == (422, "invalid_field")
    (error,) = response.json()["errors"]
    assert error["parameter"] == "profile"
    for name in contract.PROFILES:
        assert name in error["detail"]


def test_a_profile_is_not_of_the_article(service):
    response = service.extract_json({"text": "a", "options": {"profile": "icews"}})
    assert (response.status, response.code) == (422, "unknown_field")


def test_pandas_reads_what_csv_reads(service):
    for profile in contract.PROFILES:
        for name, media in MEDIA.items():
            body = service.extract(PARIS, f"published=2025-04-18&profile={profile}", {"Accept": media}).body
            rows = contract.check_table(body.decode(), media)
            frame = pandas.read_csv(io.BytesIO(body), sep="," if name == "csv" else "\t", dtype=str, keep_default_na=False)
            assert frame.to_dict("records") == rows and rows


def test_csv_and_tsv_tell_the_same(service):
    flat = str.maketrans({"\t": " ", "\n": " ", "\r": " ", '"': "'"})
    for query in ("id=a", *(f"id=a&profile={p}" for p in contract.PROFILES)):
        rows = table(service, EVIL, query)
        assert [{k: v.translate(flat) for k, v in row.items()} for row in rows] == table(service, EVIL, query, MEDIA["tsv"])


def test_codes_keep_their_zeros(service):
    rows = table(service, PARIS, "published=2025-04-18&profile=icews")
    assert any(row["CAMEO Code"].startswith("0") for row in rows)


def test_rows_are_what_the_json_tells(service):
    reply = service.extract(PARIS, "published=2025-04-18&id=a").json()
    events = {event["id"]: event for event in reply["events"]}
    names = {entity["id"]: entity["name"] for entity in reply["entities"]}
    polecat = table(service, PARIS, "published=2025-04-18&id=a&profile=polecat")
    told = [e for e in reply["events"] if not e["negated"] and e["tense"] in ("past", "ongoing")]
    assert {row["Event ID"] for row in polecat} >= {"a:" + event["id"] for event in told}
    for row in polecat:
        event = events[row["Event ID"].split(":")[1]]
        if event["tense"] in ("past", "ongoing"):
            assert row["Event Type"] == event["type"]
            assert float(row["Intensity"]) == event["intensity"]
        wanted = [names[party["entity"]] if "entity" in party else party.get("text", "None") for party in event["source"]]
        assert row["Actor Name"] == "; ".join(wanted)
    icews = table(service, PARIS, "published=2025-04-18&id=a&profile=icews")
    assert icews and len({row["Event ID"] for row in icews}) == len(icews)
    for row in icews:
        event = events[row["Event ID"].split(":")[1]]
        sides = {names.get(party.get("entity"), party.get("text")) for side in ("source", "target") for party in event[side]}
        assert {row["Source Name"], row["Target Name"]} <= sides and row["Source Name"] != row["Target Name"]


def test_an_address_as_id_and_numbers_of_states(service):
    query = "published=2025-04-18&id=https%3A%2F%2Fwww.example.org%2Fnews%2F1&profile="
    phoenix, icews, polecat = (table(service, PARIS, query + profile) for profile in ("phoenix", "icews", "polecat"))
    assert {(row["URLs"], row["Sources"]) for row in phoenix} == {("https://www.example.org/news/1", "example.org")}
    assert {(row["Story ID"], row["Publisher"]) for row in icews} == {("https://www.example.org/news/1", "example.org")}
    assert {row["Source"] for row in polecat} == {"example.org"}
    known = {"FRA": "220", "USA": "2", "GBR": "200", "RUS": "365", "UKR": "369", "None": "None", "": ""}
    numbers = [(country, number) for row in polecat for side in ("Actor", "Recipient")
               for country, number in zip(row[side + " Country"].split("; "), row[side + " COW"].split("; "), strict=True)]
    assert len(numbers) > 10 and all(known.get(country, number) == number for country, number in numbers)


def test_min_confidence_holds_for_views(service):
    every = table(service, PARIS, "profile=polecat")
    some = table(service, PARIS, "profile=polecat&min_confidence=0.999")
    assert len(some) < len(every)


def test_own_columns_as_tsv(service):
    rows = table(service, PARIS, "published=2025-04-18", MEDIA["tsv"])
    assert rows and list(rows[0]) == contract.CSV_COLUMNS and all(row["problem"] == "" for row in rows)


# ---- JSON-LD ---------------------------------------------------------------------------------------

DRG, SCHEMA = rdflib.Namespace("urn:dragoman:terms:"), rdflib.Namespace("https://schema.org/")
NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")


def test_jsonld_is_the_json(service):
    response = service.extract(PARIS, "published=2025-04-18&id=a&offsets=byte", {"Accept": "application/ld+json"})
    assert response.status == 200 and response.headers["content-type"] == "application/ld+json"
    reply = service.extract(PARIS, "published=2025-04-18&id=a").json()
    graph = rdflib.Graph().parse(data=response.body, format="json-ld")
    text = rdflib.URIRef("urn:dragoman:text:" + reply["document"]["digest"])
    assert (text, SCHEMA.identifier, rdflib.Literal("a")) in graph
    for entity in reply["entities"]:
        node = text + "#" + entity["id"]
        assert str(graph.value(node, SCHEMA.name)) == entity["name"]
        assert (node, rdflib.RDF.type, DRG[entity["type"]]) in graph
    for event in reply["events"]:
        node = text + "#" + event["id"]
        assert (node, rdflib.RDF.type, DRG[event["type"]]) in graph
        sources = {str(graph.value(party, DRG.entity)) for party in graph.objects(node, DRG.source)}
        assert {str(text) + "#" + party["entity"] for party in event["source"] if "entity" in party} <= sources
        if "date" in event:
            assert str(graph.value(node, SCHEMA.startDate)) == event["date"]["start"]
    phrases = list(graph.subjects(rdflib.RDF.type, NIF.Phrase))
    assert phrases
    for phrase in phrases:
        start, end = int(graph.value(phrase, NIF.beginIndex)), int(graph.value(phrase, NIF.endIndex))
        assert PARIS[start:end] == str(graph.value(phrase, NIF.anchorOf))


def test_jsonld_keeps_to_the_parts_that_are_wanted(service):
    body = service.extract(PARIS, "include=quotes", {"Accept": "application/ld+json"}).json()
    assert {json.dumps(node["@type"]) for node in body["@graph"]} <= {'["NewsArticle", "nif:Context"]', '"Quotation"'}
