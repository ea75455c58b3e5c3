# SPDX-License-Identifier: Apache-2.0
"""events_to_sqlite.py EVENTS.ndjson DATABASE: what `dragoman merge` prints, into two tables. Told again, an event replaces itself."""
import json
import sqlite3
import sys

SCHEMA = """
create table if not exists event (
    id text primary key, type text not null, mode text, cameo text, goldstein real, tense text, negated integer not null,
    date_start text, date_end text, place text, country text, latitude real, longitude real, articles integer not null, confidence real);
create table if not exists party (
    event text not null references event (id), side text not null, name text, country text, actor_code text);
create index if not exists party_of_event on party (event);
create index if not exists event_by_day on event (date_start);
"""


def main():
    database = sqlite3.connect(sys.argv[2])
    with database, open(sys.argv[1], encoding="utf-8") as lines:
        database.executescript(SCHEMA)
        for line in lines:
            event = json.loads(line)
            date, place = event.get("date", {}), event.get("place", {})
            row = [event["id"], event["type"], event.get("mode"), event.get("cameo"), event.get("goldstein"), event.get("tense"), event["negated"]]
            row += [date.get("start"), date.get("end"), place.get("name"), place.get("country"), place.get("latitude"), place.get("longitude")]
            row += [event["articles"], event.get("confidence")]
            database.execute(f"insert or replace into event values ({','.join('?' * len(row))})", row)
            database.execute("delete from party where event = ?", [event["id"]])
            for side in ("source", "target"):
                for party in event[side]:
                    database.execute("insert into party values (?,?,?,?,?)", [event["id"], side, party.get("name"), party.get("country"), party.get("actor_code")])
    print(database.execute("select count(*) from event").fetchone()[0], "events")


main()
