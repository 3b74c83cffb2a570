"""Looking for two tallies of one desk when lines arrive, in the transaction that writes them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert

from outreach.db import db
from outreach.logbook.doubles import queries
from outreach.logbook.doubles.models import Double, DoubleSide
from outreach.logbook.doubles.rules import Desk, in_doubt


@dataclass(frozen=True)
class Touched:
    """A line written `at` an instant: at which desk, by whom, whether it says something new or takes something back."""

    desk: Desk
    person_id: uuid.UUID
    is_new: bool
    at: datetime


def look_at(touched: Iterable[Touched]) -> None:
    """Open, widen or drop the question of each desk at which lines were written; whoever writes them locks the events.

    A person who counts alone costs one look into an index, and a desk that is in question already little more.
    """
    people: dict[Desk, set[uuid.UUID]] = defaultdict(set)
    fresh: dict[Desk, set[uuid.UUID]] = defaultdict(set)
    back: set[Desk] = set()
    at: dict[Desk, datetime] = {}
    for each in touched:
        at[each.desk] = each.at
        people[each.desk].add(each.person_id)
        if each.is_new:
            fresh[each.desk].add(each.person_id)
        else:
            back.add(each.desk)
    shared = queries.shared(people)
    if shared:
        ids = [desk.id for desk in shared]
        doubles, sides = queries.doubles_among(ids), queries.sides_of(ids)
        asked = [desk for desk in shared if desk in back or not fresh[desk] <= sides.get(desk.id, set())]
        _reconsider(asked, doubles, sides, fresh, at)


def reconsider(double: Double, *, now: datetime) -> None:
    """Look at one desk anew, as if all of its lines had only just come."""
    desk = queries.desk_of(double)
    fresh = {desk: {line.person_id for line in queries.counted_at([desk])[desk]}}
    _reconsider([desk], {desk.id: double}, queries.sides_of([desk.id]), fresh, {desk: now})


def close(double: Double, *, now: datetime) -> None:
    """Nobody is in doubt any more."""
    db.session.execute(delete(DoubleSide).where(DoubleSide.double_id == double.id))
    double.closed_at = now
    db.session.flush()


def _reconsider(
    desks: list[Desk],
    doubles: dict[uuid.UUID, Double],
    sides: dict[uuid.UUID, set[uuid.UUID]],
    fresh: dict[Desk, set[uuid.UUID]],
    at: Mapping[Desk, datetime],
) -> None:
    if not desks:
        return
    lines, held = queries.counted_at(desks), queries.events_held({desk.event_id for desk in desks})
    decisions = queries.decisions_on([desk.id for desk in desks if desk.id in doubles])
    for desk in desks:
        event = held[desk.event_id]
        settled = queries.settled_by(queries.holding(decisions.get(desk.id, ())))
        found = frozenset() if event.counts_separately else in_doubt(lines[desk], event.span, settled)
        double = doubles.get(desk.id)
        if double is not None and double.closed_at is None:
            _keep_asking(double, found, sides.get(desk.id, set()), at[desk])
        elif found & fresh.get(desk, set()):  # what was decided stays so until somebody in doubt logs something new
            _ask(desk, double, found, at[desk])


def _keep_asking(double: Double, found: frozenset[uuid.UUID], sides: set[uuid.UUID], now: datetime) -> None:
    if not found:
        close(double, now=now)
    elif found != sides:
        _put(double, found)


def _ask(desk: Desk, double: Double | None, found: frozenset[uuid.UUID], now: datetime) -> None:
    if double is None:
        double = Double(id=desk.id, event_id=desk.event_id, kind=desk.kind, item_id=desk.item_id)
        db.session.add(double)
    double.opened_at, double.closed_at = now, None
    db.session.flush()
    _put(double, found)


def _put(double: Double, people: frozenset[uuid.UUID]) -> None:
    db.session.execute(delete(DoubleSide).where(DoubleSide.double_id == double.id))
    rows = [{"double_id": double.id, "person_id": person} for person in sorted(people)]
    db.session.execute(insert(DoubleSide), rows)
