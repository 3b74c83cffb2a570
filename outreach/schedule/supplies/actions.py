"""Material that goes to an event and comes back from it: movements of stock that know their event."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.materials import stock_actions
from outreach.materials.models import Movement
from outreach.materials.queries import locked_items
from outreach.materials.stock_access import By
from outreach.materials.stock_actions import NOT_ASKED, Meant
from outreach.schedule.models import Event, EventIssue
from outreach.schedule.rules import Status

Quantities = Mapping[uuid.UUID, int]


@dataclass(frozen=True)
class Load:
    """Materials on their way to an event or back from it: how many of each, who moves them, and when."""

    event: Event
    quantities: Quantities
    by: By
    now: datetime


def issue_to_event(
    event: Event, quantities: Quantities, *, note: str | None = None, by: By, now: datetime, meant: Meant = NOT_ASKED
) -> list[Movement]:
    """Let the event's lead team take materials out of the store for it; a quantity of 0 is left out.

    Refuses a cancelled event, and asks like `stock_actions.issue`.
    """
    return issue_loads([Load(event, quantities, by, now)], note=note, meant=meant)


def issue_loads(loads: Sequence[Load], *, note: str | None = None, meant: Meant = NOT_ASKED) -> list[Movement]:
    """As `issue_to_event` for each load, written together."""
    if any(each.event.status is Status.CANCELLED for each in loads):
        raise Conflict(_("This event is cancelled. Reinstate it first."), code="cancelled")
    return _each(loads, stock_actions.issue, note=note, meant=meant)


def return_from_event(
    event: Event, quantities: Quantities, *, note: str | None = None, by: By, now: datetime, meant: Meant = NOT_ASKED
) -> list[Movement]:
    """Put what was left over at the event back into the store; asks like `stock_actions.take_back`."""
    return return_loads([Load(event, quantities, by, now)], note=note, meant=meant)


def return_loads(loads: Sequence[Load], *, note: str | None = None, meant: Meant = NOT_ASKED) -> list[Movement]:
    """As `return_from_event` for each load, written together."""
    return _each(loads, stock_actions.take_back, note=note, meant=meant)


def report_loss_at_event(
    event: Event, quantities: Quantities, *, reason: str, by: By, now: datetime, meant: Meant = NOT_ASKED
) -> list[Movement]:
    """Say what was lost or spoilt at the event: it was issued, and comes back no more."""
    return _each([Load(event, quantities, by, now)], stock_actions.report_loss, reason=reason, meant=meant)


def undo_movement(movement: Movement, *, reason: str, by: By, now: datetime) -> Movement:
    """Take a movement back by its opposite, which belongs to the same event, if to one."""
    opposite = stock_actions.undo_movement(movement=movement, reason=reason, by=by, now=now)
    issue = db.session.get(EventIssue, movement.id)
    if issue is not None:
        db.session.add(EventIssue(movement_id=opposite.id, event_id=issue.event_id))
        db.session.flush()
    return opposite


def _wanted(quantities: Quantities) -> list[tuple[uuid.UUID, int]]:
    """In order of id, so that two people who take the same things wait for each other and not crosswise."""
    wanted = sorted((item_id, quantity) for item_id, quantity in quantities.items() if quantity)
    if not wanted:
        raise Invalid(_("Type a number for at least one material."), code="nothing")
    return wanted


def _each(loads: Sequence[Load], move: Callable[..., Movement], **facts: Any) -> list[Movement]:
    """Move each material for its event's lead team on the load's day, and remember for which event."""
    wanted = [(load, _wanted(load.quantities)) for load in loads]
    items = locked_items(item_id for _load, quantities in wanted for item_id, _quantity in quantities)
    made = [
        (
            load.event,
            move(
                item=items[item_id],
                quantity=quantity,
                team_id=load.event.lead_team_id,
                day=clock.local_day(load.now),
                by=load.by,
                now=load.now,
                **facts,
            ),
        )
        for load, quantities in wanted
        for item_id, quantity in quantities
    ]
    db.session.add_all(EventIssue(movement_id=movement.id, event_id=event.id) for event, movement in made)
    db.session.flush()
    return [movement for _event, movement in made]
