"""Check-ups when their event moves, is cancelled, or was another one, and when a company stood on the list twice.

No answer is moved or copied: a check-up goes over as a whole, or it was another one all along (`check_up_merges`).
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select, update

from outreach.audit.actions import Actor, record_act
from outreach.check_ups.keeping import keep_results, wait_for_companies
from outreach.check_ups.models import CheckUp, CheckUpMerge
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.notices.rules import State
from outreach.check_ups.queries import is_itself, stands, void_of
from outreach.db import db
from outreach.errors import Conflict
from outreach.places.merging.movers import Mover
from outreach.places.models import Place
from outreach.schedule.actions import mark_held
from outreach.schedule.models import Event


def keep_again(event_ids: Collection[uuid.UUID]) -> None:
    """The events are reviewed or not any more, at another time, cancelled, held or not: what counts is said anew."""
    check_ups = set(db.session.scalars(select(CheckUp.id).where(CheckUp.event_id.in_(event_ids), stands())))
    if check_ups:
        keep_results(check_ups)


def merge_event(event: Event, into: Event, *, by: Actor, now: datetime) -> None:
    """What was found at the event was found at `into`."""
    moved = [
        hand_over(each, event_id=into.id, place_id=each.place_id, by=by, now=now)
        for each in _themselves(CheckUp.event_id == event.id)
    ]
    if moved:
        mark_held(into, by=by, now=now)
        keep_results({check_up_id for pair in moved for check_up_id in pair})


def merge_company(old: Place, into: Place, *, by: Actor, now: datetime) -> None:
    """What was found at the company `old` was found at `into`: both are entries of one."""
    wait_for_companies({old.id, into.id})
    moved = [
        hand_over(each, event_id=each.event_id, place_id=into.id, by=by, now=now)
        for each in _themselves(CheckUp.place_id == old.id)
    ]
    if moved:
        keep_results({check_up_id for pair in moved for check_up_id in pair})


_THEMSELVES = select(CheckUp.place_id).where(is_itself())
CHECK_UPS = Mover(90, ("check_ups.place_id",), _("Legal check-ups"), _THEMSELVES, merge_company)


def _themselves(condition: object) -> Sequence[CheckUp]:
    statement = select(CheckUp).where(condition, is_itself())  # type: ignore[arg-type]
    return db.session.scalars(statement.order_by(CheckUp.id)).unique().all()


def hand_over(
    check_up: CheckUp, *, event_id: uuid.UUID, place_id: uuid.UUID, by: Actor, now: datetime
) -> tuple[uuid.UUID, uuid.UUID]:
    """The check-up and the one that stands now for its company at its event: the same, where there was none.

    Raises Conflict (`voided_there`) where the one there was voided: what counts would go into what counts nowhere.
    """
    there = db.session.scalar(select(CheckUp).where(CheckUp.event_id == event_id, CheckUp.place_id == place_id))
    if there is None:
        check_up.event_id, check_up.place_id = event_id, place_id
        db.session.flush()
        db.session.refresh(check_up)
        return check_up.id, check_up.id
    if void_of(there) is not None and void_of(check_up) is None:
        facts = {"company": there.place.name, "event": there.event.title}
        message = _("The check-up of %(company)s at “%(event)s” was voided. Restore it before.", **facts)
        raise Conflict(message, code="voided_there")
    earlier = update(CheckUpMerge).where(CheckUpMerge.into_id == check_up.id).values(into_id=there.id)
    db.session.execute(earlier)
    db.session.add(CheckUpMerge(check_up_id=check_up.id, into_id=there.id, at=now, by_id=by.id))
    _hand_notice_over(check_up.id, there.id)
    db.session.flush()
    record_act("check_up.merged", by=by, now=now, subject=check_up, company=check_up.place.name, into=there.event.title)
    return check_up.id, there.id


def _hand_notice_over(old: uuid.UUID, into: uuid.UUID) -> None:
    """The notice goes along where there is none yet; of two, each stays with its check-up."""
    has_one = exists().where(Notice.check_up_id == into, Notice.state != State.WITHDRAWN)
    if not db.session.scalar(select(has_one)):
        db.session.execute(update(Notice).where(Notice.check_up_id == old).values(check_up_id=into))
