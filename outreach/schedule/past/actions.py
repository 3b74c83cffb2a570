"""Many events of past years at once: added as held, or cancelled together, in a few statements."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from outreach import clock
from outreach.audit.actions import Actor
from outreach.audit.models import Change
from outreach.db import Base, db, in_parts
from outreach.schedule.labels import said
from outreach.schedule.listening import tell
from outreach.schedule.models import Assignment, CampaignTag, Event, EventForm, ExplainedLaw, JoiningTeam
from outreach.schedule.rules import Status
from outreach.web.language import in_bureau_language

_COLUMNS = ("title", "track", "standing", "lead_team_id", "place_id", "starts_at", "ends_at", "partners", "note")
_LISTS: tuple[tuple[str, type[Base], str], ...] = (
    ("joining_team_ids", JoiningTeam, "team_id"),
    ("edition_ids", CampaignTag, "edition_id"),
    ("forms", EventForm, "form"),
    ("law_ids", ExplainedLaw, "law_id"),
)


def add_held_events(facts: Mapping[uuid.UUID, Mapping[str, Any]], *, reason: str, by: Actor, now: datetime) -> None:
    """Store events that took place, by their ids; what is said of them was checked before, `reason` says whence."""
    if not facts:
        return
    _insert(Event, [_event(event_id, said_of, by, now) for event_id, said_of in facts.items()])
    for name, model, column in _LISTS:
        _insert(
            model,
            [{"event_id": event_id, column: each} for event_id, said_of in facts.items() for each in said_of[name]],
        )
    _insert(
        Assignment,
        [
            {"event_id": event_id, "person_id": person_id, "duty": duty}
            for event_id, said_of in facts.items()
            for person_id, duty in dict(said_of["staff"]).items()
        ],
    )
    _record_status(facts, None, Status.HELD, reason=reason, by=by, now=now)


def cancel_together(event_ids: Sequence[uuid.UUID], *, reason: str, by: Actor, now: datetime) -> None:
    """Cancel held events: they count nowhere from now on (rule of the count 6)."""
    for part in in_parts(event_ids):
        some = Event.id.in_(part)
        values: dict[str, Any] = {"status": Status.CANCELLED, "cancelled_at": now, "cancel_reason": reason}
        values |= {"changed_at": now, "sequence": Event.sequence + 1}
        db.session.execute(update(Event).where(some).values(values), execution_options={"synchronize_session": False})
        tell(part)
    _record_status(event_ids, Status.HELD, Status.CANCELLED, reason=reason, by=by, now=now)
    db.session.expire_all()


def _event(event_id: uuid.UUID, said_of: Mapping[str, Any], by: Actor, now: datetime) -> dict[str, Any]:
    row = {column: said_of[column] for column in _COLUMNS}
    row |= {"id": event_id, "day": clock.local_day(said_of["starts_at"]), "status": Status.HELD, "held_at": now}
    return row | {"made_at": now, "made_by_id": by.id, "changed_at": now}


def _record_status(
    event_ids: Collection[uuid.UUID], old: Status | None, new: Status, *, reason: str, by: Actor, now: datetime
) -> None:
    with in_bureau_language():
        words = None if old is None else said(old), said(new)
    told = {"at": now, "by_id": by.id, "by_name": by.name, "reason": reason, "moves_figure": True}
    told |= {"subject_type": Event.__tablename__, "field": "status", "old": words[0], "new": words[1]}
    _insert(Change, [told | {"subject_id": event_id} for event_id in event_ids])


def _insert(model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    if rows := list(rows):
        db.session.execute(insert(model), rows)
