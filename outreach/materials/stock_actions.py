"""What is done to the stock of a material: received, issued, brought back, lost, counted, and taken back again.

The items that come in are locked by whoever calls (`queries.item(..., lock=True)`), so that two people who take the
last bundle at once are asked one after the other.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid, Question
from outreach.materials.models import Item, Movement
from outreach.materials.rules import CountKind, MovementKind
from outreach.materials.stock_access import By, check_draws_for, check_keeps_store
from outreach.materials.stock_queries import is_undone, stock, stocks
from outreach.materials.stock_rules import LARGEST, SIGNS, Stock, check_movement, check_note
from outreach.people.models import Team

#: The codes of the questions: the store has less than is taken, the team had less than it brings back.
STORE_SHORT, TEAM_SHORT = "store_short", "team_short"


@dataclass(frozen=True)
class Meant:
    """Which questions were answered with yes."""

    store_short: bool = False
    team_short: bool = False


NOT_ASKED = Meant()


def receive_print_run(
    *, item: Item, quantity: int, day: date, note: str | None = None, by: By, now: datetime
) -> Movement:
    """Put what the printer brought on the local `day` into the store; the note names printer and order."""
    check_keeps_store(by)
    return _add(item, MovementKind.PRINTED, quantity, day, note=check_note(note), by=by, now=now)


def issue(
    *,
    item: Item,
    quantity: int,
    team_id: uuid.UUID,
    day: date,
    note: str | None = None,
    by: By,
    now: datetime,
    meant: Meant = NOT_ASKED,
) -> Movement:
    """Let the team take some out of the store; asks (`store_short`) where the book says that less lies there."""
    check_draws_for(by, team_id, clock.local_day(now))
    if not meant.store_short and quantity > (there := stock(item.id).on_hand):
        raise Question(
            _(
                "By the book only %(there)d %(unit)s of “%(name)s” lie in the store. Issue %(wanted)d all the same? "
                "A print run can be entered later.",
                **_said(item, max(there, 0), quantity),
            ),
            code=STORE_SHORT,
            item=str(item.id),
        )
    return _add(item, MovementKind.ISSUED, quantity, day, team_id=team_id, note=check_note(note), by=by, now=now)


def take_back(
    *,
    item: Item,
    quantity: int,
    team_id: uuid.UUID,
    day: date,
    note: str | None = None,
    by: By,
    now: datetime,
    meant: Meant = NOT_ASKED,
) -> Movement:
    """Put what the team brings back into the store; asks (`team_short`) where it took less than that."""
    check_draws_for(by, team_id, clock.local_day(now))
    _ask_what_team_had(item, quantity, team_id, meant)
    return _add(item, MovementKind.RETURNED, quantity, day, team_id=team_id, note=check_note(note), by=by, now=now)


def report_loss(
    *,
    item: Item,
    quantity: int,
    reason: str,
    day: date,
    team_id: uuid.UUID | None = None,
    by: By,
    now: datetime,
    meant: Meant = NOT_ASKED,
) -> Movement:
    """Say that some is lost or spoilt: out of the store, or, with a team, of what that team held outside of it."""
    reason = check_note(reason, field="note", needed=True) or ""
    if team_id is None:
        check_keeps_store(by)
        return _add(item, MovementKind.LOST, quantity, day, note=reason, by=by, now=now)
    check_draws_for(by, team_id, clock.local_day(now))
    _ask_what_team_had(item, quantity, team_id, meant)
    return _add(item, MovementKind.LOST, quantity, day, team_id=team_id, note=reason, by=by, now=now, is_outside=True)


def take_stock(*, item: Item, found: int, note: str | None = None, by: By, now: datetime) -> Movement | None:
    """Set the book to what was found in the store now; the difference is a movement, None where there is none."""
    check_keeps_store(by)
    if not 0 <= found <= LARGEST:
        message = _("This must be a number from %(least)d to %(most)d.", least=0, most=LARGEST)
        raise Invalid(message, field="quantity", code="quantity")
    note = check_note(note)
    there = stock(item.id).on_hand
    record_act("stock.taken", by=by, now=now, subject=item, name=item.name, before=there, after=found)
    if found == there:
        return None
    return _stored(item, MovementKind.COUNTED, found - there, clock.local_day(now), note=note, by=by, now=now)


def undo_movement(*, movement: Movement, reason: str, by: By, now: datetime) -> Movement:
    """Take a mistaken movement back by its opposite, on the same day, with a reason."""
    if movement.team_id is None:
        check_keeps_store(by)
    else:
        check_draws_for(by, movement.team_id, clock.local_day(now))
    reason = check_note(reason, field="reason", needed=True) or ""
    if movement.reverses_id is not None:
        raise Conflict(_("This line takes another one back. Enter what is right anew."), code="is_reversal")
    if is_undone(movement.id):
        raise Conflict(_("This movement was taken back already."), code="undone")
    opposite = Movement(
        item_id=movement.item_id,
        kind=movement.kind,
        quantity=-movement.quantity,
        day=movement.day,
        team_id=movement.team_id,
        is_outside=movement.is_outside,
        note=reason,
        made_at=now,
        made_by_id=by.id,
        reverses_id=movement.id,
    )
    db.session.add(opposite)
    db.session.flush()
    facts: dict[str, Any] = {"name": movement.item.name, "kind": movement.kind, "count": abs(movement.quantity)}
    record_act("stock.undone", by=by, now=now, subject=movement.item, reason=reason, **facts)
    return opposite


def _add(item: Item, kind: MovementKind, quantity: int, day: date, *, now: datetime, **facts: Any) -> Movement:
    check_movement(quantity, day, today=clock.local_day(now))
    return _stored(item, kind, quantity * SIGNS[kind], day, now=now, **facts)


def _stored(
    item: Item,
    kind: MovementKind,
    quantity: int,
    day: date,
    *,
    by: By,
    now: datetime,
    team_id: uuid.UUID | None = None,
    note: str | None = None,
    is_outside: bool = False,
) -> Movement:
    if item.kind is not CountKind.HANDOUT:
        raise Conflict(_("Only materials are kept in stock."), code="not_a_material")
    if team_id is not None and db.session.get(Team, team_id) is None:
        raise Invalid(_("Choose one of the list."), field="team_id", code="no_such_team")
    movement = Movement(
        id=new_id(),
        item_id=item.id,
        kind=kind,
        quantity=quantity,
        day=day,
        team_id=team_id,
        is_outside=is_outside,
        note=note,
        made_at=now,
        made_by_id=by.id,
    )
    db.session.add(movement)
    facts: dict[str, Any] = {"name": item.name, "count": abs(quantity), "day": day.isoformat(), "note": note}
    record_act(f"stock.{kind}", by=by, now=now, subject=item, **facts)
    return movement


def _ask_what_team_had(item: Item, quantity: int, team_id: uuid.UUID, meant: Meant) -> None:
    if meant.team_short:
        return
    held = stocks([item.id], team_id=team_id).get(item.id, Stock()).held
    if quantity > held:
        raise Question(
            _(
                "By the book this team took out only %(there)d %(unit)s of “%(name)s” that did not come back, less "
                "than %(wanted)d. Is it right all the same?",
                **_said(item, max(held, 0), quantity),
            ),
            code=TEAM_SHORT,
            item=str(item.id),
        )


def _said(item: Item, there: int, wanted: int) -> dict[str, Any]:
    return {"there": there, "wanted": wanted, "unit": item.unit, "name": item.name}
