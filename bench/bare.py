"""The year's numbers and a page of lines by SQL as one would write it by hand, for the two databases."""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy import Connection

PAGE = 50
#: What the databases write differently: the month of a day, and words put together.
_WRITTEN = {
    "sqlite": ("CAST(strftime('%m', e.day) AS INTEGER)", "group_concat(d.campaign_id, ',')"),
    "postgresql": ("CAST(extract(month FROM e.day) AS INTEGER)", "string_agg(CAST(d.campaign_id AS TEXT), ',')"),
}
_EVENTS = """
WITH sorted AS (
  SELECT e.id, e.track, e.reviewed_at, e.place_id, e.lead_team_id AS team, {month} AS month, p.kind AS place_kind,
    (SELECT {campaigns} FROM campaign_tags c JOIN editions d ON d.id = c.edition_id
      WHERE c.event_id = e.id) AS campaigns
  FROM events e JOIN places p ON p.id = e.place_id
  WHERE e.status = 'held' AND e.day BETWEEN '{year}-01-01' AND '{year}-12-31'
)
"""
_LEDGER = """
SELECT s.team, s.month, s.place_kind, s.campaigns, t.kind, coalesce(i.counted_as, i.unit), t.basis, sum(t.quantity)
FROM sorted s JOIN tallies t ON t.event_id = s.id LEFT JOIN items i ON i.id = t.item_id
WHERE s.track IN ('public', 'enterprise', 'training') AND (s.reviewed_at IS NULL OR t.received_at <= s.reviewed_at)
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
_HELD = "SELECT team, month, place_kind, campaigns, track, count(*) FROM sorted GROUP BY 1, 2, 3, 4, 5"
#: Companies at which a session took place, and those that had a check-up at one elsewhere.
_VISITS = """
, visits AS (
  SELECT team, month, place_kind AS kind, campaigns, place_id AS company FROM sorted
  WHERE track = 'enterprise' AND place_kind = 'enterprise'
  UNION ALL
  SELECT s.team, s.month, p.kind, s.campaigns, u.place_id FROM sorted s
  JOIN check_ups u ON u.event_id = s.id JOIN places p ON p.id = u.place_id
  WHERE s.track = 'enterprise' AND (u.place_id <> s.place_id OR p.kind <> 'enterprise')
    AND NOT EXISTS (SELECT 1 FROM check_up_merges m WHERE m.check_up_id = u.id)
    AND NOT EXISTS (SELECT 1 FROM voided_check_ups v WHERE v.check_up_id = u.id)
)
"""
_VISITED = _VISITS + "SELECT team, month, kind, campaigns, company, count(*) FROM visits GROUP BY 1, 2, 3, 4, 5"
#: The same by place: the table of places reads ledger and events once more, by hand as well.
_PLACES_LEDGER = """
SELECT s.place_id, t.kind, coalesce(i.counted_as, i.unit), t.basis, sum(t.quantity)
FROM sorted s JOIN tallies t ON t.event_id = s.id LEFT JOIN items i ON i.id = t.item_id
WHERE s.track IN ('public', 'enterprise', 'training') AND (s.reviewed_at IS NULL OR t.received_at <= s.reviewed_at)
GROUP BY 1, 2, 3, 4
"""
_PLACES_HELD = "SELECT place_id, track, count(*) FROM sorted GROUP BY 1, 2"
_PLACES_VISITED = _VISITS + "SELECT company, count(*) FROM visits GROUP BY 1"
_PARENTS = "SELECT id, parent_id FROM places"
_LINES = """
FROM tallies t JOIN events e ON e.id = t.event_id LEFT JOIN items i ON i.id = t.item_id
WHERE t.kind = 'handout' AND coalesce(i.counted_as, i.unit, '份') = '份' AND e.status = 'held'
  AND e.track IN ('public', 'enterprise', 'training') AND e.day BETWEEN '{year}-01-01' AND '{year}-12-31'
  AND (e.reviewed_at IS NULL OR t.received_at <= e.reviewed_at)
"""
_FIRST = (
    "SELECT l.id, l.day, l.quantity, m.name, e.title, p.name, i.name, w.name, t.basis FROM ("
    "SELECT t.id, e.day, t.quantity, t.received_at" + _LINES + "ORDER BY e.day, t.received_at, t.id LIMIT 50) l "
    "JOIN tallies t ON t.id = l.id JOIN events e ON e.id = t.event_id JOIN teams m ON m.id = e.lead_team_id "
    "JOIN places p ON p.id = e.place_id LEFT JOIN items i ON i.id = t.item_id JOIN people w ON w.id = t.by_id "
    "ORDER BY l.day, l.received_at, l.id"
)
Sums = dict[tuple[str, Hashable, str], int]


def numbers_of(connection: Connection, year: int) -> list[Sequence[Any]]:
    """All rows that the tables of the year's report are added from: ledger, held events, visits."""
    month, campaigns = _WRITTEN[connection.dialect.name]
    events = _EVENTS.format(month=month, campaigns=campaigns, year=year)
    return [connection.exec_driver_sql(events + part).fetchall() for part in (_LEDGER, _HELD, _VISITED)]


def numbers_by_place(connection: Connection, year: int) -> list[Sequence[Any]]:
    """All rows that the table by place is added from: ledger, held events, visits, and what each place lies in."""
    month, campaigns = _WRITTEN[connection.dialect.name]
    events = _EVENTS.format(month=month, campaigns=campaigns, year=year)
    read = (_PLACES_LEDGER, _PLACES_HELD, _PLACES_VISITED)
    counted = [connection.exec_driver_sql(events + part).fetchall() for part in read]
    return [*counted, connection.exec_driver_sql(_PARENTS).fetchall()]


def first_page(connection: Connection, year: int) -> tuple[Sequence[Any], Sequence[Any]]:
    """Sum and count of the materials handed out, and its first 50 lines with their names."""
    whole = connection.exec_driver_sql("SELECT sum(t.quantity), count(*)" + _LINES.format(year=year)).one()
    return whole, connection.exec_driver_sql(_FIRST.format(year=year)).fetchall()


def added(rows: Sequence[Sequence[Any]]) -> Sums:
    """The rows of `numbers_of` added up, by the part of the year and what was counted."""
    ledger, held, visited = rows
    sums: Sums = defaultdict(int)
    for *where, kind, unit, _basis, total in ledger:
        for part in _parts(where):
            sums[*part, f"{kind} {unit}"] += int(total)
    for *where, track, count in held:
        for part in _parts(where):
            sums[*part, f"events_{track}"] += count
    places: dict[tuple[str, Hashable], set[str]] = defaultdict(set)
    for *where, place, count in visited:
        for part in _parts(where):
            places[part].add(str(place))
            sums[*part, "company_visits"] += count
    return sums | {(*part, "enterprises"): len(found) for part, found in places.items()}


def added_by_place(rows: Sequence[Sequence[Any]]) -> Sums:
    """The rows of `numbers_by_place` added up, each place with all that lies in it."""
    ledger, held, visited, lies_in = rows
    parents = {str(place): parent and str(parent) for place, parent in lies_in}
    sums: Sums = defaultdict(int)
    for place, kind, unit, _basis, total in ledger:
        for around in _outwards(str(place), parents):
            sums["place", uuid.UUID(around), f"{kind} {unit}"] += int(total)
    for place, track, count in held:
        for around in _outwards(str(place), parents):
            sums["place", uuid.UUID(around), f"events_{track}"] += count
    for company, count in visited:
        for around in _outwards(str(company), parents):
            sums["place", uuid.UUID(around), "company_visits"] += count
            sums["place", uuid.UUID(around), "enterprises"] += 1
    return sums


def _outwards(place: str | None, parents: dict[str, str | None]) -> list[str]:
    around = []
    while place is not None:
        around.append(place)
        place = parents[place]
    return around


def _parts(where: Sequence[Any]) -> list[tuple[str, Hashable]]:
    team, month, place_kind, campaigns = where
    of_team = uuid.UUID(str(team))
    parts = [("whole", None), ("team", of_team), ("month", month), ("month_team", (month, of_team))]
    tagged = {uuid.UUID(each) for each in campaigns.split(",")} if campaigns else set()
    return [*parts, ("place_kind", place_kind), *(("campaign", each) for each in tagged)]
