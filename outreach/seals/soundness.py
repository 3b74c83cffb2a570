"""Whether what is only added to is what was sealed: rows that were changed, taken out or put in behind the triggers."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby, islice
from typing import Any

from flask_babel import format_date, lazy_gettext
from flask_babel import gettext as _
from sqlalchemy import Table

from outreach import clock
from outreach.db.soundness import Finding
from outreach.seals import actions, queries
from outreach.seals.models import RowSeal
from outreach.seals.rules import Harm, Summed, harms, name_of, said_instant
from outreach.seals.stretches import Stretch, stretches
from outreach.seals.telling import told
from outreach.seals.words import TABLES

#: So many rows of a stretch are named.
_MOST = 20
#: Seals that are older than this: the chore that makes them was not done.
_LATE = timedelta(days=3)
_SAID = {
    Harm.CHANGED: lazy_gettext("%(row)s was changed after it was sealed at the end of %(day)s."),
    Harm.GONE: lazy_gettext("%(row)s is gone; it was sealed at the end of %(day)s."),
    Harm.ADDED: lazy_gettext("%(row)s says it is of %(day)s or before, but was not there when that was sealed."),
}


def findings() -> Iterator[Finding]:
    """Seals that were changed or are gone, and every row that is not what was sealed."""
    kept = queries.seals()
    yield from _broken(kept)
    known = {table.name: table for table in queries.tables()}
    for name, table in known.items():
        yield from _harmed(table, [each for each in kept if each.table_name == name], kept)
    yield from _not_sealed(kept)


def _broken(kept: Sequence[RowSeal]) -> Iterator[Finding]:
    before, number = "", 0
    for seal in kept:
        marks, keys = queries.marks_and_keys_of(seal)
        if seal.number != number + 1 or seal.code != actions.chained(before, seal, marks, keys):
            said = _("The seal %(number)d (%(table)s) was changed, or one before it is gone.", **_named(seal))
            yield Finding("broken_seal", said)
        before, number = seal.code, seal.number
    codes: Mapping[Any, str] = {seal.number: seal.code for seal in kept}
    for fact in queries.noted():
        named, day, code = (fact.get(name) for name in ("seal", "day", "code"))
        if codes.get(named) != code:
            said = _("The seal %(number)s of %(day)s is not the one that the audit names.", number=named, day=day)
            yield Finding("other_seal", said)


def _harmed(table: Table, own: Sequence[RowSeal], kept: Sequence[RowSeal]) -> Iterator[Finding]:
    if not own:
        return
    for _columns, part in groupby(stretches(own, kept[-1].ends_at), key=lambda each: each.columns):
        for stretch, found in _held_against(table, list(part)):
            rows, sha256 = _sealed(stretch.seal)
            if (found.rows, found.sha256) != (rows, sha256):
                yield from _differing(table, stretch, found)


def _held_against(table: Table, part: Sequence[Stretch]) -> Iterator[tuple[Stretch, Summed]]:
    """Each stretch with what stands in it now; they read the same columns, and the table is read once."""
    columns = part[0].columns
    ends = [said_instant(stretch.ends_at) for stretch in part]
    rows = queries.rows_of(table, columns, part[0].begins_at, part[-1].ends_at)
    done = 0
    for at, members in groupby(rows, key=lambda row: bisect_right(ends, row.written)):
        yield from ((stretch, Summed()) for stretch in part[done:at])
        summed = Summed()
        for row in members:
            summed.take_up(row.key, row.values)
        yield part[at], summed
        done = at + 1
    yield from ((stretch, Summed()) for stretch in part[done:])


def _sealed(seal: RowSeal | None) -> tuple[int, str]:
    return (0, Summed().sha256) if seal is None else (seal.rows, seal.rows_sha256)


def _differing(table: Table, stretch: Stretch, found: Summed) -> Iterator[Finding]:
    marks, keys = (b"", "") if stretch.seal is None else queries.marks_and_keys_of(stretch.seal)
    known = _keys_by_name([*keys.splitlines(), *found.keys])
    day = format_date(actions.last_day_before(stretch.ends_at))
    for harm, name in islice(harms(marks, bytes(found.marks)), _MOST):
        row = told(table, known.get(name, [name.hex()]))
        yield Finding(f"{harm.value}_row", str(_SAID[harm]) % {"row": row, "day": day})
    said = _(
        "%(name)s (%(table)s): %(sealed)d rows were sealed at the end of %(day)s, %(found)d are there. Compare with a "
        "backup that was made the day after.",
        name=TABLES.get(table.name, table.name),
        table=table.name,
        day=day,
        sealed=0 if stretch.seal is None else stretch.seal.rows,
        found=found.rows,
    )
    yield Finding("broken_stretch", said)


def _keys_by_name(keys: Sequence[str]) -> dict[bytes, list[Any]]:
    return {name_of(key): key for key in map(json.loads, keys)}


def _named(seal: RowSeal) -> dict[str, Any]:
    return {"number": seal.number, "table": seal.table_name}


def _not_sealed(kept: Sequence[RowSeal]) -> Iterator[Finding]:
    if not kept:
        said = _("Nothing but the ledger is sealed yet: does the program run every day?")
        yield Finding("not_sealed", said, is_warning=True)
    elif kept[-1].ends_at < clock.now() - _LATE:
        day = format_date(actions.last_day_before(kept[-1].ends_at))
        said = _("What was written after %(day)s is not sealed: does the program run every day?", day=day)
        yield Finding("not_sealed", said, is_warning=True)
    if (at := queries.given_up_at()) is not None:
        said = _(
            "On %(day)s the program went back to a version without these seals, says the audit; what is older was "
            "sealed anew. Did nobody do so, the seals were taken away: compare with a backup made before.",
            day=format_date(clock.local_day(at)),
        )
        yield Finding("given_up", said, is_warning=True)
