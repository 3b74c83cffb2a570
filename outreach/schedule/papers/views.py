"""The packing and duty sheet of an event, on one A4 page."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template

from outreach import clock
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.queries import the_bureau
from outreach.schedule import access, labels, queries
from outreach.schedule.models import Event
from outreach.schedule.papers import packing
from outreach.schedule.papers.notices import address_of
from outreach.schedule.rules import Duty
from outreach.web.access import Permission, acting_person, permit
from outreach.web.reach import picture_of

blueprint = Blueprint("packing", __name__)

#: Rows in all, so that there is room for what is decided in the yard.
STAFF_ROWS, MATERIAL_ROWS = 6, 8
_DUTIES = list(Duty)


@dataclass(frozen=True)
class Line:
    """A material on the sheet; `is_assumed` where nobody has said how many make a bundle."""

    item: Item
    quantity: int | None
    bundles: str
    is_assumed: bool


@blueprint.get("/events/<uuid:event_id>/sheet")
@permit(Permission.READ)
def sheet(event_id: uuid.UUID) -> str:
    """Who does what and what goes into the car, to tick off."""
    event = queries.event(event_id)
    coming = event.coming
    bureau = the_bureau()
    usual = bureau.usual_things if bureau is not None else None
    materials = _lines(event)
    address = address_of(event)
    return render_template(
        "schedule/papers/sheet.html",
        event=event,
        labels=labels,
        staff=sorted(coming, key=lambda each: (_DUTIES.index(each.duty), each.person.name)),
        blank_staff=range(STAFF_ROWS - len(coming)),
        materials=materials,
        blank_materials=range(max(2, MATERIAL_ROWS - len(materials))),
        some_assumed=any(line.is_assumed for line in materials),
        usual_bundle=packing.USUAL_BUNDLE,
        things=packing.things_of(event.things or usual or str(packing.USUAL_THINGS)),
        topics=[each for each in event.planned_items if each.item.kind == CountKind.CONSULTATION],
        picture=None if address is None else picture_of(address),
        may_change=access.may_change(acting_person(), event, clock.now()),
    )


def _lines(event: Event) -> list[Line]:
    carried = (CountKind.HANDOUT, CountKind.DISPLAY)
    planned = sorted(
        (each for each in event.planned_items if each.item.kind in carried),
        key=lambda each: (carried.index(each.item.kind), each.item.position, each.item.name),
    )
    return [_line(each) for each in planned]


def _line(planned: Any) -> Line:
    item, quantity = planned.item, planned.quantity
    if not quantity or item.kind != CountKind.HANDOUT:
        return Line(item, quantity, "", is_assumed=False)
    said = packing.bundles(quantity, item.bundle, item.unit)
    return Line(item, quantity, said, is_assumed=item.bundle is None and quantity >= packing.USUAL_BUNDLE)
