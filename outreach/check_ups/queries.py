"""Reading check-ups: what a batch names, one with its answers, lists of them."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select

from outreach.check_ups.judging import MOST_A_DAY, Known, Wanted
from outreach.check_ups.lists.models import CheckListVersion, CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckUp, CheckUpMerge
from outreach.db import db
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.rules import Status


def known_for(wanted: Sequence[Wanted], sender: Person, now: datetime) -> Known:
    """All that must be known to judge what `sender` sends, in one statement per kind of thing."""
    statuses = select(Event.id, Event.status).where(Event.id.in_({one.event for one in wanted}))
    points = select(CheckPoint.id).join(CheckListVersion, CheckListVersion.id == CheckPoint.version_id)
    published = points.where(
        CheckPoint.id.in_({one.point for one in wanted}), CheckListVersion.published_at.is_not(None)
    )
    people = select(Person.id, Person.disabled_at).where(Person.id.in_({one.by for one in wanted if one.by}))
    stored = select(CheckAnswer.id, CheckAnswer.content_hash).where(CheckAnswer.id.in_({one.id for one in wanted}))
    companies = select(Place.id, Place.kind).where(Place.id.in_({one.company for one in wanted if one.company}))
    return Known(
        events={row.id: row.status is Status.CANCELLED for row in db.session.execute(statuses)},
        companies={row.id: row.kind for row in db.session.execute(companies)},
        points=frozenset(db.session.scalars(published)),
        people={row.id: row.disabled_at is None for row in db.session.execute(people)},
        hashes={row.id: row.content_hash for row in db.session.execute(stored)},
        room=MOST_A_DAY - _sent_by(sender, since=now - timedelta(days=1)),
    )


def stands() -> ColumnElement[bool]:
    """That a check-up is none of those that were another one all along."""
    return ~exists().where(CheckUpMerge.check_up_id == CheckUp.id).correlate(CheckUp)


def standing_events(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """For each of the events the one that it was: one made on the spot may have been merged into another."""
    now_at = {event_id: event_id for event_id in ids}
    waiting = set(now_at)
    while waiting:
        rows = db.session.execute(
            select(SpotEvent.event_id, SpotEvent.merged_into_id).where(
                SpotEvent.event_id.in_(waiting), SpotEvent.merged_into_id.is_not(None)
            )
        )
        merged = {event_id: into_id for event_id, into_id in rows if into_id is not None}
        now_at = {event_id: merged.get(at, at) for event_id, at in now_at.items()}
        waiting = set(merged.values())
    return now_at


def _sent_by(sender: Person, *, since: datetime) -> int:
    sent = select(func.count()).select_from(CheckAnswer).where(CheckAnswer.received_at > since)
    return db.session.scalar(sent.where(CheckAnswer.sent_by_id == sender.id)) or 0
