"""Whose answers somebody takes the place of, and what the audit tells of it."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select

from outreach.audit.actions import record_act
from outreach.check_ups import queries
from outreach.check_ups.judging import Wanted
from outreach.check_ups.models import CheckAnswer, CheckAnswerReplaced, CheckUp
from outreach.check_ups.rights import may_replace
from outreach.db import db
from outreach.people.models import Person
from outreach.schedule.models import Event

_MOST_TOLD = 20


def keep_what_was_seen(
    recorded: Sequence[Wanted], check_ups: Mapping[uuid.UUID, uuid.UUID], *, sender: Person, now: datetime
) -> None:
    """Note what each answer takes the place of; of an event that is not the sender's, the sender's own answers only.

    Where it takes the place of somebody else's, or speaks for somebody else, the audit says so.
    """
    seen = {old for each in recorded for old in each.replaces}
    others = _others(seen, sender) if seen else {}
    free = _own_events(recorded, sender, now) if seen else set()
    mine = _own(seen, sender) if seen else set()
    kept = {each.id: sorted(old for old in each.replaces if each.event in free or old in mine) for each in recorded}
    rows = [{"answer_id": answer, "replaced_id": old} for answer, olds in kept.items() for old in olds]
    if rows:
        db.session.execute(insert(CheckAnswerReplaced), rows)
    taken: dict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    for answer, olds in kept.items():
        taken[check_ups[answer]] += [others[old] for old in olds if old in others]
    _tell({check_up_id: said for check_up_id, said in taken.items() if said}, "check_up.answers_replaced", sender, now)
    _tell_of_others(recorded, check_ups, sender, now)


def _own_events(recorded: Sequence[Wanted], sender: Person, now: datetime) -> set[uuid.UUID]:
    """Those of the events, as they were sent, at which the sender may replace what others found."""
    stands = queries.standing_events({each.event for each in recorded})
    events = {each.id: each for each in db.session.scalars(select(Event).where(Event.id.in_(set(stands.values()))))}
    return {sent for sent, event_id in stands.items() if may_replace(sender, events[event_id], now)}


def _own(seen: Collection[uuid.UUID], sender: Person) -> set[uuid.UUID]:
    mine = or_(CheckAnswer.by_id == sender.id, CheckAnswer.sent_by_id == sender.id)
    return set(db.session.scalars(select(CheckAnswer.id).where(CheckAnswer.id.in_(seen), mine)))


def _others(seen: Collection[uuid.UUID], sender: Person) -> dict[uuid.UUID, tuple[str, str]]:
    """Of each answer that is somebody else's its maker and its point."""
    statement = (
        select(CheckAnswer)
        .where(CheckAnswer.id.in_(seen), CheckAnswer.by_id != sender.id, CheckAnswer.sent_by_id != sender.id)
        .order_by(CheckAnswer.received_at, CheckAnswer.id)
    )
    found = db.session.scalars(statement).unique().all()
    names = _names({each.by_id for each in found})
    return {each.id: (names[each.by_id], each.point.title) for each in found}


def _tell_of_others(
    recorded: Sequence[Wanted], check_ups: Mapping[uuid.UUID, uuid.UUID], sender: Person, now: datetime
) -> None:
    for_others = [(each, each.by) for each in recorded if each.by is not None and each.by != sender.id]
    if not for_others:
        return
    names = _names({by for _each, by in for_others})
    spoken: dict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    for each, by in for_others:
        spoken[check_ups[each.id]].append((names[by], ""))
    _tell(spoken, "check_up.answered_for_others", sender, now)


def _tell(told: Mapping[uuid.UUID, Sequence[tuple[str, str]]], act: str, sender: Person, now: datetime) -> None:
    """One act for each check-up, whose answers they were and at which points."""
    if not told:
        return
    for check_up in db.session.scalars(select(CheckUp).where(CheckUp.id.in_(told)).order_by(CheckUp.id)).unique():
        said = told[check_up.id]
        facts: dict[str, Any] = {"company": check_up.place.name, "count": len(said)}
        facts["people"] = sorted({who for who, _point in said})
        if points := list(dict.fromkeys(point for _who, point in said if point)):
            facts["points"] = points[:_MOST_TOLD]
        record_act(act, by=sender, now=now, subject=check_up, **facts)


def _names(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row[0]: row[1] for row in rows}
