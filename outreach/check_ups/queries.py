"""Reading check-ups: what a batch names, one with its answers, lists of them."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import contains_eager, lazyload

from outreach.check_ups.companies import known_names, room_for_companies
from outreach.check_ups.judging import MOST_A_DAY, Known, Wanted
from outreach.check_ups.lists.models import CheckListVersion, CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckResult, CheckUp, CheckUpMerge, VoidedCheckUp
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.errors import Conflict, NotFound
from outreach.logbook.queries import people_among
from outreach.logbook.rights import without_part
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.places.rules import WIDE, PlaceKind
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.rules import Status
from outreach.web.paging import SIZE, Page, paged
from outreach.web.searching import searched


def known_for(wanted: Sequence[Wanted], sender: Person, now: datetime) -> Known:
    """All that must be known to judge what `sender` sends, in one statement per kind of thing."""
    statuses = select(Event.id, Event.status).where(Event.id.in_({one.event for one in wanted}))
    points = select(CheckPoint.id).join(CheckListVersion, CheckListVersion.id == CheckPoint.version_id)
    published = points.where(
        CheckPoint.id.in_({one.point for one in wanted}), CheckListVersion.published_at.is_not(None)
    )
    people = select(Person.id, Person.disabled_at).where(Person.id.in_({one.by for one in wanted if one.by}))
    stored = select(CheckAnswer.id, CheckAnswer.content_hash).where(CheckAnswer.id.in_({one.id for one in wanted}))
    named = {one.company_name for one in wanted if one.company_name}
    voided = (
        select(CheckUp.event_id, CheckUp.place_id, Place.name)
        .join(VoidedCheckUp)
        .join(CheckUp.place)
        .where(CheckUp.event_id.in_({one.event for one in wanted}))
    )
    companies = select(Place.id, Place.kind).where(Place.id.in_({one.company for one in wanted if one.company}))
    return Known(
        events={row.id: row.status is Status.CANCELLED for row in db.session.execute(statuses)},
        companies={row.id: row.kind for row in db.session.execute(companies)},
        points=frozenset(db.session.scalars(published)),
        people={row.id: row.disabled_at is None for row in db.session.execute(people)},
        hashes={row.id: row.content_hash for row in db.session.execute(stored)},
        room=MOST_A_DAY - _sent_by(sender, since=now - timedelta(days=1)),
        names=known_names(named),
        new_room=room_for_companies(sender, now) if named else 0,
        voided={(row[0], said) for row in db.session.execute(voided) for said in (row[1], row[2])},
    )


MOST_OFFERED = 200
#: What hangs on an event and no list of check-ups shows.
BARE = tuple(
    lazyload(heavy) for heavy in (Event.staff, Event.planned_items, Event.laws, Event.forms, Event.tags, Event.joining)
)


class State(StrEnum):
    """How far a check-up is, as lists of them tell."""

    OPEN = "open"
    FINISHED = "finished"
    UNDECIDED = "undecided"
    VOIDED = "voided"


@dataclass(frozen=True)
class Filters:
    """What a list of check-ups shows; None asks for everything."""

    words: str = ""
    state: State | None = None
    team_id: uuid.UUID | None = None
    place_id: uuid.UUID | None = None
    event_id: uuid.UUID | None = None


def check_up(check_up_id: uuid.UUID, *, lock: bool = False) -> CheckUp:
    """The check-up, or the one that it was all along; raises NotFound."""
    merged = db.session.get(CheckUpMerge, check_up_id)
    statement = select(CheckUp).where(CheckUp.id == (check_up_id if merged is None else merged.into_id))
    if lock:
        statement = statement.with_for_update(of=CheckUp).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such check-up."), code="no_such_check_up")
    return found


def check_ups(filters: Filters, seen: ColumnElement[bool]) -> Select[Any]:
    """The ids of those that stand and are `seen` (`rights.seen_by`), the latest event first; or of voided ones."""
    statement = (
        select(CheckUp.id)
        .join(Event, Event.id == CheckUp.event_id)
        .where(is_itself() & is_voided() if filters.state is State.VOIDED else stands(), seen, *_conditions(filters))
        .order_by(Event.day.desc(), Event.starts_at.desc(), CheckUp.id.desc())
    )
    return statement.join(Place, Place.id == CheckUp.place_id) if filters.words.split() else statement


def void_of(check_up: CheckUp) -> VoidedCheckUp | None:
    """Who voided the check-up, when and why; None where it counts."""
    return db.session.get(VoidedCheckUp, check_up.id)


def check_counts(check_up: CheckUp) -> None:
    """Raise Conflict (`voided`) for a check-up that was voided: nothing is done with it until it is restored."""
    if void_of(check_up) is not None:
        raise Conflict(_("This check-up was voided."), code="voided")


def voided_among(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the check-ups that were voided."""
    voided = select(VoidedCheckUp.check_up_id).where(VoidedCheckUp.check_up_id.in_(ids))
    return set(db.session.scalars(voided)) if ids else set()


def merged_into(ids: Collection[uuid.UUID]) -> Select[uuid.UUID]:
    """The ids of those that were parts of these all along, for `.in_(...)`; what was voided before stays out."""
    merged = select(CheckUpMerge.check_up_id).where(CheckUpMerge.into_id.in_(ids))
    return merged.where(CheckUpMerge.check_up_id.not_in(select(VoidedCheckUp.check_up_id)))


def answers_since_void(void: VoidedCheckUp) -> int:
    """How many answers came to the check-up since it was voided."""
    came = select(func.count()).select_from(CheckAnswer).where(CheckAnswer.check_up_id == void.check_up_id)
    return db.session.scalar(came.where(CheckAnswer.received_at > void.at)) or 0


def answered_since_void(
    seen: ColumnElement[bool],
    *,
    event_id: uuid.UUID | None = None,
    team_ids: Collection[uuid.UUID] | None = None,
    since: datetime | None = None,
    most: int,
) -> list[tuple[CheckUp, int]]:
    """The voided check-ups that are `seen` to which answers came since they were voided, the latest answer first.

    Each with how many came. Of one event or of all, of these teams (None: of all), with answers of `since` and later.
    """
    came = (CheckAnswer.check_up_id == CheckUp.id) & (CheckAnswer.received_at > VoidedCheckUp.at)
    statement = (
        select(CheckUp.id, func.count())
        .join(VoidedCheckUp, VoidedCheckUp.check_up_id == CheckUp.id)
        .join(CheckAnswer, came)
        .join(Event, Event.id == CheckUp.event_id)
        .where(is_itself(), seen)
        .group_by(CheckUp.id)
        .order_by(func.max(CheckAnswer.received_at).desc(), CheckUp.id)
        .limit(most)
    )
    if event_id is not None:
        statement = statement.where(CheckUp.event_id == event_id)
    if team_ids is not None:
        statement = statement.where(Event.lead_team_id.in_(team_ids))
    if since is not None:
        statement = statement.where(CheckAnswer.received_at >= since)
    counts: dict[uuid.UUID, int] = {row[0]: row[1] for row in db.session.execute(statement)}
    return [(each, counts[each.id]) for each in _with_ids(list(counts))] if counts else []


def answered_from_outside(event: Event, today: date) -> list[Person]:
    """Who answered points of the event's check-ups, or sent such answers, and has no part in the event; by name."""
    rows = db.session.execute(
        select(CheckAnswer.by_id, CheckAnswer.sent_by_id)
        .outerjoin(CheckUpMerge, CheckUpMerge.check_up_id == CheckAnswer.check_up_id)
        .join(CheckUp, CheckUp.id == func.coalesce(CheckUpMerge.into_id, CheckAnswer.check_up_id))
        .where(CheckUp.event_id == event.id)
        .distinct()
    )
    return without_part(people_among({each for row in rows for each in row}), event, today)


def count_of_check_ups(filters: Filters, seen: ColumnElement[bool]) -> int:
    """How many the filters show."""
    return db.session.scalar(select(func.count()).select_from(check_ups(filters, seen).subquery())) or 0


def check_ups_among(ids: Collection[uuid.UUID], seen: ColumnElement[bool]) -> set[uuid.UUID]:
    """Those of the ids whose check-up is `seen`."""
    return set(db.session.scalars(select(CheckUp.id).where(CheckUp.id.in_(ids), seen)))


def page_of_check_ups(filters: Filters, number: int, size: int = SIZE, *, seen: ColumnElement[bool]) -> Page[CheckUp]:
    """A page of them: their ids first, so that nothing more is read of all the others."""
    page = paged(db.session(), check_ups(filters, seen), number, size)
    return page.showing(_with_ids(page.rows))


def counts_of(check_ups: Iterable[CheckUp]) -> dict[uuid.UUID, dict[Found | None, int]]:
    """At how many points of each check-up what was found; under None, how many are undecided."""
    ids = [each.id for each in check_ups]
    statement = (
        select(CheckResult.check_up_id, CheckResult.found, func.count())
        .where(CheckResult.check_up_id.in_(ids))
        .group_by(CheckResult.check_up_id, CheckResult.found)
    )
    counts: dict[uuid.UUID, dict[Found | None, int]] = {each: {} for each in ids}
    for check_up_id, found, count in db.session.execute(statement):
        counts[check_up_id][found] = count
    return counts


def point(point_id: uuid.UUID) -> CheckPoint:
    """The point of a published version; raises NotFound."""
    found = db.session.get(CheckPoint, point_id)
    if found is None or found.version.published_at is None:
        raise NotFound(_("There is no such point on the lists."))
    return found


def answer(answer_id: uuid.UUID) -> CheckAnswer:
    """The answer; raises NotFound."""
    found = db.session.get(CheckAnswer, answer_id)
    if found is None:
        raise NotFound(_("There is no such answer."))
    return found


def companies_for(event: Event) -> Sequence[str]:
    """The names of companies at the event's place or in it, to choose from: MOST_OFFERED of them."""
    near = (Place.id == event.place_id) | (Place.parent_id == event.place_id)
    statement = select(Place.name).where(near, Place.kind.not_in(WIDE), Place.retired_at.is_(None))
    return db.session.scalars(statement.order_by(Place.name, Place.id).limit(MOST_OFFERED)).all()


def company_at(event: Event) -> str | None:
    """The name of the company at which the event lies; None where it lies elsewhere."""
    return event.place.name if event.place.kind in (PlaceKind.ENTERPRISE, PlaceKind.WORKSITE) else None


def stands() -> ColumnElement[bool]:
    """That a check-up counts: it is no other one's part, and was not voided."""
    return is_itself() & ~is_voided()


def is_voided() -> ColumnElement[bool]:
    """That a check-up was voided."""
    return exists().where(VoidedCheckUp.check_up_id == CheckUp.id).correlate(CheckUp)


def is_itself() -> ColumnElement[bool]:
    """That a check-up is none of those that were another one all along."""
    return ~exists().where(CheckUpMerge.check_up_id == CheckUp.id).correlate(CheckUp)


def was_checked() -> ColumnElement[bool]:
    """Whether somebody looked at a point at the event; for statements that select from events."""
    looked = or_(CheckResult.found.is_(None), CheckResult.found != Found.NOT_SEEN)  # null: two found different things
    at_event = exists().where(CheckUp.event_id == Event.id, CheckResult.check_up_id == CheckUp.id, looked)
    return at_event.correlate(Event)


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


def _with_ids(ids: Sequence[uuid.UUID]) -> list[CheckUp]:
    statement = (
        select(CheckUp)
        .join(CheckUp.event)
        .join(CheckUp.place)
        .where(CheckUp.id.in_(ids))
        .options(contains_eager(CheckUp.place), contains_eager(CheckUp.event).options(*BARE))
    )
    found = {each.id: each for each in db.session.scalars(statement)}
    return [found[check_up_id] for check_up_id in ids]


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    plain = (
        (CheckUp.event_id, filters.event_id),
        (CheckUp.place_id, filters.place_id),
        (Event.lead_team_id, filters.team_id),
    )
    conditions: list[ColumnElement[bool]] = [column == value for column, value in plain if value is not None]
    conditions += [Place.name.icontains(word, autoescape=True) for word in searched(filters.words)]
    if filters.state is State.UNDECIDED:
        conditions.append(
            exists().where(CheckResult.check_up_id == CheckUp.id, CheckResult.found.is_(None)).correlate(CheckUp)
        )
    elif filters.state in (State.OPEN, State.FINISHED):
        is_open = CheckUp.finished_at.is_(None)
        conditions.append(is_open if filters.state is State.OPEN else ~is_open)
    return conditions


def _sent_by(sender: Person, *, since: datetime) -> int:
    sent = select(func.count()).select_from(CheckAnswer).where(CheckAnswer.received_at > since)
    return db.session.scalar(sent.where(CheckAnswer.sent_by_id == sender.id)) or 0
