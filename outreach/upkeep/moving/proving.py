"""What a bureau holds, said so that two databases can be compared: every row, and every figure with its lines."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from outreach.db import db
from outreach.db.snapshot import snapshot
from outreach.places.rules import PlaceKind
from outreach.reports.figures import figures_of
from outreach.reports.filters import Filters, read_filters
from outreach.reports.queries import teams_in, years
from outreach.reports.values import Drawn, draw_all
from outreach.schedule.models import Campaign, Edition
from outreach.schedule.rules import Form, Track
from outreach.upkeep.moving.copying import Told
from outreach.upkeep.moving.rules import digest_of
from outreach.upkeep.moving.source import tables

#: The name of what is compared, and what one database says of it.
Proof = dict[str, Any]
#: Of this statement alone: told to the connection, PostgreSQL would open a cursor for each of the thousands of sums.
_IN_PARTS = {"yield_per": 5_000}


def proof(told: Told) -> Proof:
    """Every table's rows, and every figure of every year under every filter: its value and the ids behind it."""
    found: Proof = {}
    with snapshot():
        for table in tables():
            rows = db.session.connection().execute(select(*table.columns), execution_options=_IN_PARTS)
            found[f"table {table.name}"] = digest_of(tuple(row) for row in rows)
        parts = [(year, *part) for year in years() for part in _parts_of(year)]
        for done, (year, said, filters) in enumerate(parts, 1):
            found |= {f"{year} {said} {key}": value for key, value in _said_of(filters)}
            told("figures", done, len(parts))
    return found


def differences(one: Proof, other: Proof) -> list[str]:
    """The names of what is not the same in both."""
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def _said_of(filters: Filters) -> Iterator[tuple[str, Any]]:
    """Of each figure the value, the ids behind it with their quantities, and of a whole year what is in doubt."""
    doubts = {each.figure.key: (each.value, each.estimated, each.undecided) for each in _drawn(filters)}
    for figure in figures_of(filters):
        if figure.reason(filters) is None:
            lines = figure.lines(filters).subquery()
            rows = [tuple(row) for row in db.session.execute(select(lines.c.id, lines.c.quantity))]
            yield figure.key, (sum(row[1] for row in rows), digest_of(rows), doubts.get(figure.key))


def _drawn(filters: Filters) -> list[Drawn]:
    return draw_all(filters) if filters.is_whole_year and not filters.used else []


def _parts_of(year: int) -> Iterator[tuple[str, Filters]]:
    """The whole year, and all the ways in which the report divides it."""
    whole = Filters.of_year(year)
    yield "", whole
    arguments: list[dict[str, str]] = [{"team": team.code} for team in teams_in(whole.period)]
    arguments += [{"campaign": str(each)} for each in db.session.scalars(select(Campaign.id).order_by(Campaign.id))]
    editions = select(Edition.id).where(Edition.year == year).order_by(Edition.id)
    arguments += [{"edition": str(each)} for each in db.session.scalars(editions)]
    arguments += [{name: str(word)} for name, kinds in _KINDS.items() for word in kinds]
    arguments += [{"reviewed": word} for word in ("yes", "no")]
    arguments += [{"from": f"{year}-{month:02}-01", "to": f"{year}-{month:02}-28"} for month in range(1, 13)]
    for each in arguments:
        yield " ".join(f"{name}={word}" for name, word in each.items()), read_filters(year, each)


_KINDS = {"track": Track, "form": Form, "place_kind": PlaceKind}
