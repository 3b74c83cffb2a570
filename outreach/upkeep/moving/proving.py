"""What a bureau holds, said so that two databases can be compared: every row, and every figure with its lines."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import zip_longest
from typing import Any

from flask.ctx import AppContext
from sqlalchemy import Select, select

from outreach.db import db
from outreach.db.snapshot import snapshot
from outreach.db.statements import made_of_it
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


def proofs(told: Told, *databases: AppContext) -> list[Proof]:
    """Every table's rows, and every figure of every year under every filter: its value and the ids behind it.

    Of each of the `databases` what it says. They take turns, filter by filter, so that the thousands of statements,
    more than are kept at a time, are made once for all of them: meanwhile nobody can write.
    """
    with ExitStack() as stack:
        found: list[Proof] = []
        parts: list[list[tuple[int, str, Filters]]] = []
        for database in databases:
            stack.enter_context(database)
            stack.enter_context(snapshot())
            found.append(_tables())
            parts.append([(year, *part) for year in years() for part in _parts_of(year)])
        for done, turn in enumerate(zip_longest(*parts), 1):
            for database, known, part in zip(databases, found, turn, strict=True):
                if part is not None:
                    with database:
                        known.update(_figures(*part))
            told("figures", done, max(map(len, parts)))
    return found


def _tables() -> Proof:
    found: Proof = {}
    for table in tables():
        rows = db.session.connection().execute(select(*table.columns), execution_options=_IN_PARTS)
        found[f"table {table.name}"] = digest_of(tuple(row) for row in rows)
    return found


def _figures(year: int, said: str, filters: Filters) -> Proof:
    return {f"{year} {said} {key}": value for key, value in _said_of(filters)}


def differences(one: Proof, other: Proof) -> list[str]:
    """The names of what is not the same in both."""
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def _said_of(filters: Filters) -> Iterator[tuple[str, Any]]:
    """Of each figure the value, the ids behind it with their quantities, and of a whole year what is in doubt."""
    doubts = {each.figure.key: (each.value, each.estimated, each.undecided) for each in _drawn(filters)}
    for figure in figures_of(filters):
        if figure.reason(filters) is None:
            rows = [tuple(row) for row in db.session.execute(_quantities(figure.lines(filters)))]
            yield figure.key, (sum(row[1] for row in rows), digest_of(rows), doubts.get(figure.key))


@made_of_it
def _quantities(lines: Select[Any]) -> Select[Any]:
    counted = lines.subquery()
    return select(counted.c.id, counted.c.quantity)


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
