"""A check-up held against what was found in the same company before: what was mended, what is open, what is new."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, select, tuple_

from outreach.check_ups.models import CheckResult, CheckUp
from outreach.check_ups.pictures import Picture, Pictures, pictures_at
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.schedule.models import Event
from outreach.schedule.rules import Status


class Course(StrEnum):
    """What became of a point since it was looked at before."""

    MENDED = "mended"
    STILL_OPEN = "still_open"
    NEW = "new"
    NOT_LOOKED_AT = "not_looked_at"
    STILL_IN_ORDER = "still_in_order"


#: What says something of a point; one that was not seen says nothing, and neither do two that differ.
_SAYING = (Found.IN_ORDER, Found.RISK, Found.NOT_APPLICABLE)


@dataclass(frozen=True)
class Line:
    """A point: what was found before, what was found now, each with the row that says so and its pictures."""

    course: Course
    before: CheckResult | None
    now: CheckResult | None
    before_pictures: Sequence[Picture] = ()
    pictures: Sequence[Picture] = ()

    @property
    def point(self) -> CheckResult:
        """The row whose point is shown: the newer one."""
        return self.now or self.before  # type: ignore[return-value]


def course_of(before: Found | None, now: Found | None) -> Course | None:
    """What became of a point; None for one of which there is nothing to say."""
    if before is Found.RISK:
        if now in {Found.IN_ORDER, Found.NOT_APPLICABLE}:
            return Course.MENDED
        return Course.STILL_OPEN if now is Found.RISK else Course.NOT_LOOKED_AT
    if now is Found.RISK:
        return Course.NEW
    return Course.STILL_IN_ORDER if before is Found.IN_ORDER and now is Found.IN_ORDER else None


def compared(check_up: CheckUp, told: ColumnElement[bool]) -> list[Line]:
    """Every point of which there is something to say, by its course, the heaviest first in each.

    It is held against the check-ups that are `told` (`check_ups.rights.told_before`).
    """
    now = {each.key: each for each in check_up.results}
    before = found_before(check_up, told)
    shown = pictures_at({check_up.id, *(each.check_up_id for each in before.values())})
    lines = []
    for key in now.keys() | before.keys():
        course = course_of(_found(before, key), _found(now, key))
        if course is not None:
            pictures = _pictures_of(before.get(key), shown), shown.get((check_up.id, key), ())
            lines.append(Line(course, before.get(key), now.get(key), *pictures))
    order = list(Course)
    return sorted(lines, key=lambda each: (order.index(each.course), -each.point.weight, each.point.point.title))


def found_before(check_up: CheckUp, told: ColumnElement[bool]) -> dict[uuid.UUID, CheckResult]:
    """By key the last thing that was said of a point at an earlier event that was held in this company, if `told`."""
    event = check_up.event
    statement = (
        select(CheckResult)
        .join(CheckUp, CheckUp.id == CheckResult.check_up_id)
        .join(Event, Event.id == CheckUp.event_id)
        .where(CheckUp.place_id == check_up.place_id, Event.status == Status.HELD, CheckResult.found.in_(_SAYING))
        .where(tuple_(Event.day, Event.starts_at, Event.id) < tuple_(event.day, event.starts_at, event.id), told)
        .order_by(Event.day, Event.starts_at, Event.id)
    )
    return {each.key: each for each in db.session.scalars(statement)}


def had_check_up_before(check_up: CheckUp, told: ColumnElement[bool]) -> bool:
    """Whether the company was looked at at an earlier event, by a check-up that is `told`."""
    return bool(found_before(check_up, told))


def _pictures_of(result: CheckResult | None, shown: Pictures) -> Sequence[Picture]:
    return () if result is None else shown.get((result.check_up_id, result.key), ())


def _found(results: Mapping[uuid.UUID, CheckResult], key: uuid.UUID) -> Found | None:
    result = results.get(key)
    return None if result is None else result.found
