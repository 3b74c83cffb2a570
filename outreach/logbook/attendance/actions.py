"""Saying who of us was there: statements that are only added to, of which the last one holds."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.logbook.attendance import queries
from outreach.logbook.attendance.models import Presence
from outreach.logbook.attendance.rules import Statement, judge, last_said
from outreach.people.models import Person
from outreach.web.answers import Answer, Said


def state_presences(statements: Sequence[Statement], *, by: Person, now: datetime) -> list[Said]:
    """Record each statement that can be; one answer for each, in their order.

    Where another request was quicker with some of them, those are judged again by what it wrote.
    """
    written: dict[int, Said] = {}
    while True:
        known = queries.known_for(statements)
        said = [written.get(index) or judge(each, known) for index, each in enumerate(statements)]
        chosen = {
            index: each
            for index, each in enumerate(statements)
            if index not in written and said[index].answer is Answer.RECORDED
        }
        new = _insert(chosen.values(), by=by, now=now)
        written |= {index: said[index] for index, each in chosen.items() if each.id in new}
        if len(new) == len(chosen):
            return said


def say_who_was_there(
    event_id: uuid.UUID,
    *,
    form_id: uuid.UUID,
    there: Collection[uuid.UUID],
    absent: Collection[uuid.UUID],
    by: Person,
    now: datetime,
) -> int:
    """Say of people that they were there, and of others that they were not; how many statements were new.

    What was said already is not said again. `form_id` makes one form sent twice one statement.
    """
    holds = {person_id: row.there for person_id, row in last_said(queries.presences_of([event_id])).items()}
    told = {**dict.fromkeys(absent, False), **dict.fromkeys(there, True)}
    statements = [
        Statement(uuid.uuid5(form_id, str(person_id)), event_id, person_id, is_there, None)
        for person_id, is_there in told.items()
        if holds.get(person_id) is not is_there
    ]
    said = state_presences(statements, by=by, now=now)
    for each in said:
        if each.answer is Answer.DIFFERS:
            raise Conflict(each.message, code=each.code)
        if each.answer is Answer.REFUSED:
            raise Invalid(each.message, code=each.code)
    return sum(each.answer is Answer.RECORDED for each in said)


def _insert(statements: Iterable[Statement], *, by: Person, now: datetime) -> set[uuid.UUID]:
    """The ids of those that nobody else has written meanwhile."""
    rows = [
        {
            "id": each.id,
            "event_id": each.event,
            "person_id": each.of,
            "there": each.there,
            "at": each.at or now,
            "received_at": now,
            "by_id": by.id,
        }
        for each in statements
    ]
    if not rows:
        return set()
    table = cast(Table, Presence.__table__)
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    new = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    statement = new.on_conflict_do_nothing().returning(table.c.id)
    return set(db.session.scalars(statement, sorted(rows, key=lambda row: str(row["id"]))))
