"""Reading what was counted at a desk by whom, and which questions are open."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import raiseload

from outreach.db import db
from outreach.errors import NotFound
from outreach.logbook.doubles.models import Double, DoubleDecision, DoubleLine, DoubleSide
from outreach.logbook.doubles.rules import Choice, Counted, Desk, Settled, Span, corrected
from outreach.logbook.models import Tally
from outreach.logbook.queries import stands
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

_DESKS_AT_ONCE = 50
_One = TypeVar("_One")
_LIGHT = tuple(
    raiseload(heavy) for heavy in (Event.staff, Event.planned_items, Event.laws, Event.forms, Event.tags, Event.joining)
)


@dataclass(frozen=True)
class Held:
    """What must be known of an event: when it takes place, and whether its people said that they count separately."""

    span: Span
    counts_separately: bool


@dataclass(frozen=True)
class UndecidedLine:
    """A line of which nobody has decided whether it counts twice."""

    id: uuid.UUID
    kind: CountKind
    item_id: uuid.UUID | None
    quantity: int


def shared(people_at: dict[Desk, set[uuid.UUID]]) -> list[Desk]:
    """Those desks at which somebody counted beside the one person named; those with two named are shared anyway."""
    people = {desk: set(named) for desk, named in people_at.items()}
    for part in _parts(list(people_at)):
        for desk, person in _people_at(part):
            if desk in people:
                people[desk].add(person)
    return [desk for desk, found in people.items() if len(found) > 1]


def _people_at(desks: Sequence[Desk]) -> Iterator[tuple[Desk, uuid.UUID]]:
    """Who counted at these desks, and at some beside them: one statement, the same for however many."""
    items = {desk.item_id for desk in desks}
    of_items: ColumnElement[bool] = Tally.item_id.in_(items - {None})
    if None in items:
        of_items = or_(of_items, Tally.item_id.is_(None))
    statement = select(Tally.event_id, Tally.kind, Tally.item_id, Tally.by_id).where(
        Tally.event_id.in_({desk.event_id for desk in desks}), Tally.kind.in_({desk.kind for desk in desks}), of_items
    )
    for event_id, kind, item_id, person_id in db.session.execute(statement.distinct()):
        yield Desk(event_id, kind, item_id), person_id


def counted_at(desks: Iterable[Desk]) -> dict[Desk, list[Counted]]:
    """The standing lines of each desk, by the corrected clock; "none handed out" is no tally."""
    lines: dict[Desk, list[Counted]] = defaultdict(list)
    for part in _parts(list(desks)):
        statement = select(
            Tally.event_id, Tally.kind, Tally.item_id, Tally.id, Tally.by_id, Tally.quantity, Tally.basis, Tally.at,
            Tally.clock_offset,
        ).where(or_(*(at_desk(desk) for desk in part)), Tally.quantity > 0, stands())  # fmt: skip
        for event_id, kind, item_id, line_id, by_id, quantity, basis, at, offset in db.session.execute(statement):
            line = Counted(line_id, by_id, quantity, corrected(at, offset), basis)
            lines[Desk(event_id, kind, item_id)].append(line)
    for found in lines.values():
        found.sort(key=lambda line: (line.at, line.id))
    return lines


def at_desk(desk: Desk) -> ColumnElement[bool]:
    """A line of the ledger that was logged at the desk."""
    item = Tally.item_id.is_(None) if desk.item_id is None else Tally.item_id == desk.item_id
    return and_(Tally.event_id == desk.event_id, Tally.kind == desk.kind, item)


def events_held(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Held]:
    """Those events' times."""
    rows = db.session.execute(
        select(Event.id, Event.starts_at, Event.ends_at, Event.counts_separately).where(Event.id.in_(ids))
    )
    return {event_id: Held(Span(starts, ends), separately) for event_id, starts, ends, separately in rows}


def doubles_among(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Double]:
    """The questions with those ids, open or not."""
    found = db.session.scalars(select(Double).where(Double.id.in_(ids)))
    return {each.id: each for each in found}


def sides_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The people in doubt of each question; none of one that is closed."""
    sides: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = select(DoubleSide.double_id, DoubleSide.person_id).where(DoubleSide.double_id.in_(ids))
    for double_id, person_id in db.session.execute(rows):
        sides[double_id].add(person_id)
    return sides


def double(double_id: uuid.UUID) -> Double:
    """The question; raises NotFound."""
    found = db.session.get(Double, double_id, populate_existing=True)
    if found is None:
        raise NotFound(code="no_such_double", id=double_id)
    return found


def desk_of(question: Double) -> Desk:
    """The desk that it is about."""
    return Desk(question.event_id, question.kind, question.item_id)


def decisions_on(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[DoubleDecision]]:
    """What was decided of each question, in order."""
    statement = select(DoubleDecision).where(DoubleDecision.double_id.in_(ids))
    found: dict[uuid.UUID, list[DoubleDecision]] = defaultdict(list)
    for each in db.session.scalars(statement.order_by(DoubleDecision.at, DoubleDecision.id)):
        found[each.double_id].append(each)
    return found


def holding(decisions: Iterable[DoubleDecision]) -> DoubleDecision | None:
    """The last decision that was not taken back; `decisions` in order."""
    kept: list[DoubleDecision] = []
    for each in decisions:
        if each.choice is not Choice.REOPENED:
            kept.append(each)
        elif kept:
            kept.pop()
    return kept[-1] if kept else None


def settled_by(decision: DoubleDecision | None) -> Settled | None:
    """The decision as the rules know it."""
    if decision is None:
        return None
    return Settled(decision.choice, frozenset(map(uuid.UUID, decision.counted)), decision.for_later)


def lines_made_by(decision_id: uuid.UUID) -> Sequence[Tally]:
    """The lines that the decision made and that nobody has taken back since, in order of receipt."""
    made = select(DoubleLine.tally_id).where(DoubleLine.decision_id == decision_id)
    undone = select(Tally.reverses_id).where(Tally.reverses_id.in_(made))
    statement = select(Tally).where(Tally.id.in_(made), Tally.id.not_in(undone))
    return db.session.scalars(statement.order_by(Tally.received_at, Tally.id)).all()


def questions_at(event_id: uuid.UUID) -> Sequence[Double]:
    """Every question about the event, the open ones first; none where its people said that they count separately."""
    statement = select(Double).join(Event).where(Double.event_id == event_id, ~Event.counts_separately)
    return db.session.scalars(statement.order_by(Double.closed_at.is_not(None), Double.opened_at, Double.id)).all()


def open_at(event_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the events about which a question is open."""
    return set(db.session.scalars(select(Double.event_id).where(Double.event_id.in_(event_ids), is_open())))


def all_open() -> frozenset[uuid.UUID]:
    """Every event about which a question is open; there are never many."""
    return frozenset(db.session.scalars(select(Double.event_id).where(is_open())))


def has_questions() -> bool:
    """Whether any question is open at all."""
    return db.session.scalar(_ANY_QUESTION) is not None


_ANY_QUESTION = select(Double.id).where(Double.closed_at.is_(None)).limit(1)


def is_open() -> ColumnElement[bool]:
    """Whether a question is open; for statements that select from `Double`."""
    separately = select(Event.counts_separately).where(Event.id == Double.event_id).scalar_subquery()
    return and_(Double.closed_at.is_(None), ~separately)


def has_open_question() -> ColumnElement[bool]:
    """Whether a question is open about the event; for statements that select from events."""
    opened = exists().where(Double.event_id == Event.id, Double.closed_at.is_(None)).correlate(Event)
    return and_(opened, ~Event.counts_separately)


def of_double() -> ColumnElement[bool]:
    """Whether a line is one of the question's desk and of a person in doubt; joins the three tables."""
    same_item = or_(Double.item_id == Tally.item_id, and_(Double.item_id.is_(None), Tally.item_id.is_(None)))
    return and_(
        Tally.event_id == Double.event_id,
        Tally.kind == Double.kind,
        same_item,
        Tally.by_id == DoubleSide.person_id,
    )


def undecided(*columns: Any) -> Select[Any]:
    """A select of the undecided lines, led by the open questions, which are few; `Tally`, `Event`, `Item` are in it."""
    return (
        select(*columns)
        .select_from(Double)
        .join(DoubleSide, DoubleSide.double_id == Double.id)
        .join(Tally, of_double())
        .join(Event, Event.id == Double.event_id)
        .outerjoin(Item, Item.id == Double.item_id)
        .where(Double.closed_at.is_(None), ~Event.counts_separately)
    )


def events_in_question(team_ids: Collection[uuid.UUID] | None, most: int) -> tuple[Sequence[Event], int]:
    """The events with an open question, oldest first and at most so many, and how many there are.

    With `team_ids` only those that one of the teams leads.
    """
    asked = select(Event.id).where(has_open_question(), Event.status != Status.CANCELLED)
    asked = asked.where(Event.id.in_(select(Double.event_id).where(Double.closed_at.is_(None))))
    if team_ids is not None:
        asked = asked.where(Event.lead_team_id.in_(team_ids))
    count = db.session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    shown = db.session.scalars(asked.order_by(Event.day, Event.starts_at, Event.id).limit(most)).all()
    events = select(Event).where(Event.id.in_(shown)).order_by(Event.day, Event.starts_at, Event.id)
    return db.session.scalars(events.options(*_LIGHT)).unique().all(), count


def undecided_lines(event_id: uuid.UUID) -> Iterator[UndecidedLine]:
    """Each undecided line of the event, reversals too."""
    statement = undecided(Tally.id, Tally.kind, Tally.item_id, Tally.quantity).where(Double.event_id == event_id)
    for row in db.session.execute(statement):
        yield UndecidedLine(*row)


def _parts(rows: Sequence[_One]) -> Iterator[Sequence[_One]]:
    return (rows[first : first + _DESKS_AT_ONCE] for first in range(0, len(rows), _DESKS_AT_ONCE))
