"""Saying who of us was there: statements that are only added to, of which the last one holds."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from outreach import clock
from outreach.db import insert_new
from outreach.logbook.attendance import queries
from outreach.logbook.attendance.listing import waiting_for
from outreach.logbook.attendance.models import Presence
from outreach.logbook.attendance.rules import Statement, judge, last_said
from outreach.people.models import Person
from outreach.schedule.queries import event
from outreach.web.answers import Answer, Said, check_taken
from outreach.web.recording import record_new


def state_presences(statements: Sequence[Statement], *, by: Person, now: datetime) -> list[Said]:
    """Record each statement that can be; one answer for each, in their order."""
    return record_new(
        statements,
        look=lambda things: queries.known_for(things, by, now),
        judge=judge,
        insert=lambda chosen, _known: insert_new(Presence, [_row(each, by, now) for each in chosen.values()]),
    ).said


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

    What was said already is not said again, but for what nobody said who answers for the event, where `by` does.
    `form_id` makes one form sent twice one statement.
    """
    holds = {person_id: row.there for person_id, row in last_said(queries.presences_of([event_id])).items()}
    waiting = waiting_for(by, event(event_id), clock.local_day(now))
    told = {**dict.fromkeys(absent, False), **dict.fromkeys(there, True)}
    statements = [
        Statement(uuid.uuid5(form_id, str(person_id)), event_id, person_id, is_there, None)
        for person_id, is_there in told.items()
        if holds.get(person_id) is not is_there or (is_there and person_id in waiting)
    ]
    said = state_presences(statements, by=by, now=now)
    check_taken(said)
    return sum(each.answer is Answer.RECORDED for each in said)


def _row(statement: Statement, by: Person, now: datetime) -> dict[str, Any]:
    return {
        "id": statement.id,
        "event_id": statement.event,
        "person_id": statement.of,
        "there": statement.there,
        "at": statement.at or now,
        "received_at": now,
        "by_id": by.id,
    }
