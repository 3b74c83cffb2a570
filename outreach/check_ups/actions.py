"""Recording what was found at check-ups: the one way in, from a phone's batch as from a page's form."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import insert

from outreach.audit.actions import record_act
from outreach.check_ups import queries
from outreach.check_ups.beginning import check_up_of, check_ups_for
from outreach.check_ups.companies import company_meant
from outreach.check_ups.judging import Wanted, content_hash, judge
from outreach.check_ups.keeping import keep_results
from outreach.check_ups.models import CheckAnswer, CheckNote, CheckUp
from outreach.check_ups.replacing import keep_what_was_seen
from outreach.check_ups.rights import check_may_finish
from outreach.db import db, insert_new
from outreach.errors import Conflict
from outreach.logbook.queries import events_without_start
from outreach.logbook.rules import note_hash
from outreach.people.models import Person
from outreach.schedule.actions import mark_held
from outreach.schedule.models import Event
from outreach.web.answers import Said, check_taken
from outreach.web.recording import record_new

Row = dict[str, Any]

#: In `app.extensions`: what is done when a check-up is finished, as functions of it with `by` and `now`.
FINISHED = "outreach.check_ups.finished"


def record_checks(wanted: Sequence[Wanted], *, sender: Person, now: datetime) -> list[Said]:
    """Record each answer that can be; one answer for each, in their order.

    Whoever records for people calls `logbook.actions.wait_for_turn` first and takes `now` after it: two phones at one
    company then come one after the other. Each counts as received a microsecond after the one before it.
    """
    touched: dict[uuid.UUID, uuid.UUID] = {}

    def insert_answers(chosen: Mapping[int, Wanted], _known: Any) -> set[uuid.UUID]:
        check_ups = check_ups_for(list(chosen.values()), sender=sender, now=now)
        touched.update(check_ups)
        rows = [_row(each, check_ups, sender, now, index) for index, each in chosen.items()]
        return insert_new(CheckAnswer, rows)

    outcome = record_new(
        wanted, look=lambda things: queries.known_for(things, sender, now), judge=judge, insert=insert_answers
    )
    keep_what_was_seen(outcome.things, touched, sender=sender, now=now)
    _keep_notes(outcome.things)
    _mark_held(outcome.things, by=sender, now=now)
    if outcome.things:
        keep_results({touched[each.id] for each in outcome.things})
    return outcome.said


def record_all_checks(wanted: Sequence[Wanted], *, sender: Person, now: datetime) -> None:
    """Record all of them; raises Invalid or Conflict for the first that can't be, and then none must be kept."""
    check_taken(record_checks(wanted, sender=sender, now=now))


def begin_check_up(event: Event, name: str, *, chosen: str | None = None, by: Person, now: datetime) -> CheckUp:
    """The check-up of the company of that name at the event, without an answer yet where it is new.

    `chosen` says which company is meant where the name is only like others; raises as `company_meant` does.
    """
    return check_up_of(event, company_meant(name, chosen, event, by=by, now=now), by=by, now=now)


def finish_check_up(check_up: CheckUp, *, by: Person, now: datetime) -> CheckUp:
    """The check-up, said to be finished; what phones still send is added all the same."""
    check_may_finish(by, check_up, now)
    queries.check_counts(check_up)
    if check_up.finished_at is not None:
        raise Conflict(_("Somebody has said so already."), code="finished")
    check_up.finished_at, check_up.finished_by_id = now, by.id
    db.session.flush()
    record_act("check_up.finished", by=by, now=now, subject=check_up, company=check_up.place.name)
    for also in current_app.extensions.get(FINISHED, []):
        also(check_up, by=by, now=now)
    return check_up


def reopen_check_up(check_up: CheckUp, *, by: Person, now: datetime) -> CheckUp:
    """The check-up, open again."""
    check_may_finish(by, check_up, now)
    queries.check_counts(check_up)
    if check_up.finished_at is None:
        raise Conflict(_("This check-up is open."), code="open")
    check_up.finished_at = check_up.finished_by_id = None
    db.session.flush()
    record_act("check_up.reopened", by=by, now=now, subject=check_up, company=check_up.place.name)
    return check_up


def _keep_notes(recorded: Iterable[Wanted]) -> None:
    notes = [{"answer_id": each.id, "text": each.note} for each in recorded if each.note]
    if notes:
        db.session.execute(insert(CheckNote), notes)


def _mark_held(recorded: Iterable[Wanted], *, by: Person, now: datetime) -> None:
    """Whoever looked at a company's papers was there: its event took place."""
    events = queries.standing_events({each.event for each in recorded})
    for event in events_without_start(set(events.values())):
        mark_held(event, by=by, now=now)


def _row(wanted: Wanted, check_ups: Mapping[uuid.UUID, uuid.UUID], sender: Person, now: datetime, index: int) -> Row:
    received_at = now + timedelta(microseconds=index)
    return {
        "id": wanted.id,
        "check_up_id": check_ups[wanted.id],
        "point_id": wanted.point,
        "found": wanted.found,
        "at": wanted.at or received_at,
        "received_at": received_at,
        "by_id": wanted.by or sender.id,
        "sent_by_id": sender.id,
        "note_hash": note_hash(wanted.id, wanted.note),
        "content_hash": content_hash(wanted),
    }
