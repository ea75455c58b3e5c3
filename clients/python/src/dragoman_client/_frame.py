# SPDX-License-Identifier: Apache-2.0
"""Replies as a pandas DataFrame, a row a record. Names of entities stand in place of their ids; several in a cell are a list."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List, Mapping, Union

if TYPE_CHECKING:
    import pandas

Row = Dict[str, Any]


def _named(entities: Mapping[str, Mapping[str, Any]], record: Mapping[str, Any]) -> Any:
    entity = entities.get(record.get("entity", ""), {})
    return entity.get("name") or record.get("text") or record.get("name")


def _country(entities: Mapping[str, Mapping[str, Any]], party: Mapping[str, Any], member: str) -> Any:
    return party.get(member) or entities.get(party.get("entity", ""), {}).get(member)


def _parties(entities: Mapping[str, Mapping[str, Any]], event: Mapping[str, Any], side: str) -> Row:
    parties = event.get(side, [])
    return {
        side: [_named(entities, party) for party in parties],
        f"{side}_country": [_country(entities, party, "country") for party in parties],
        f"{side}_code": [_country(entities, party, "actor_code") for party in parties],
    }


def _event(entities: Mapping[str, Mapping[str, Any]], event: Mapping[str, Any]) -> Row:
    date, place = event.get("date", {}), event.get("place", {})
    plain = ("type", "mode", "quad_class", "cameo", "goldstein", "intensity", "tense", "negated", "confidence", "fingerprint")
    first = (event.get("mentions") or [{}])[0]
    return {
        "event": event["id"],
        **{name: event.get(name) for name in plain},
        "contexts": event.get("contexts", []),
        **_parties(entities, event, "source"),
        **_parties(entities, event, "target"),
        "date_start": date.get("start"),
        "date_end": date.get("end"),
        "place": place.get("name"),
        "place_country": place.get("country"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "speaker": entities.get(event.get("attribution", {}).get("speaker", ""), {}).get("name"),
        "trigger": first.get("text"),
        "start": first.get("start"),
        "end": first.get("end"),
    }


def _entity(_: Any, entity: Mapping[str, Any]) -> Row:
    plain = ("type", "name", "country", "actor_code", "latitude", "longitude", "confidence")
    return {
        "entity": entity["id"],
        **{name: entity.get(name) for name in plain},
        "office": entity.get("office", {}).get("title"),
        "sectors": entity.get("sectors", []),
        "mentions": len(entity.get("mentions", [])),
    }


def _relation(entities: Mapping[str, Mapping[str, Any]], relation: Mapping[str, Any]) -> Row:
    return {
        "relation": relation["id"],
        "type": relation.get("type"),
        "subject": entities.get(relation.get("subject", ""), {}).get("name"),
        "object": entities.get(relation.get("object", ""), {}).get("name"),
        "label": relation.get("label"),
        "confidence": relation.get("confidence"),
        "evidence": relation.get("evidence", {}).get("text"),
    }


def _quote(entities: Mapping[str, Mapping[str, Any]], quote: Mapping[str, Any]) -> Row:
    return {
        "speaker": entities.get(quote.get("speaker", ""), {}).get("name"),
        **{name: quote.get(name) for name in ("cue", "text", "start", "end", "sentence")},
    }


_ROWS: Dict[str, Callable[[Any, Any], Row]] = {"events": _event, "entities": _entity, "relations": _relation, "quotes": _quote}


def _rows(replies: Iterable[Mapping[str, Any]], table: str) -> Iterator[Row]:
    make = _ROWS[table]
    for reply in replies:
        entities = {entity["id"]: entity for entity in reply.get("entities", [])}
        head = {"article": reply.get("id"), "published": reply.get("document", {}).get("published")}
        for record in reply.get(table, []):
            yield {**head, **make(entities, record)}


def to_frame(replies: Union[Mapping[str, Any], Iterable[Mapping[str, Any]]], table: str = "events") -> "pandas.DataFrame":
    """One table of replies: events, entities, relations or quotes. Replies that are errors have no rows. Needs pandas."""
    import pandas

    if table not in _ROWS:
        raise ValueError(f"table: one of {', '.join(_ROWS)}, not {table!r}")
    if isinstance(replies, Mapping):
        replies = [replies]
    columns: List[str] = ["article", "published", *_ROWS[table]({}, {"id": None})]
    return pandas.DataFrame(list(_rows(replies, table)), columns=columns)
