"""What a phone tells of the lines on it, and how much of that is shown: decisions on plain values."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.web.reading import parse_instant, parse_object, parse_uuid, parse_uuid_or_none

MOST_HELD = 100
MOST_LINES = 100_000
#: Outside of these hours, and on days that are not worked, only the day is shown: nobody's evenings are told.
OFFICE_OPENS, OFFICE_CLOSES = time(8), time(18)


@dataclass(frozen=True)
class Held:
    """So many lines of a person at an event."""

    person: uuid.UUID
    event: uuid.UUID | None
    waiting: int
    aside: int
    oldest_at: datetime

    @property
    def subject(self) -> tuple[uuid.UUID, uuid.UUID | None]:
        """Whose lines they are, and of which event."""
        return self.person, self.event


def parse_holding(body: Any) -> tuple[uuid.UUID, list[Held]]:
    """The phone's own id, and what it holds; raises Invalid (docs/api.md)."""
    said = parse_object(body)
    held = said.get("holding")
    if not isinstance(held, list) or len(held) > MOST_HELD:
        raise Invalid(_("What was sent is no list of what a phone holds."), code="no_holding")
    found = [_parse_held(each) for each in held]
    return parse_uuid(said.get("phone"), "bad_phone"), [each for each in found if each.waiting + each.aside > 0]


def is_seen_still(before: Held, now: Held) -> bool:
    """Whether what somebody has seen to is no more than it was then."""
    return now.waiting + now.aside <= before.waiting + before.aside and now.oldest_at >= before.oldest_at


def tells_the_time(heard: datetime, *, is_working_day: bool) -> bool:
    """Whether the time of the local `heard` is shown, or its day alone."""
    return is_working_day and OFFICE_OPENS <= heard.time() < OFFICE_CLOSES


def grouped(held: Sequence[Held]) -> list[Held]:
    """One for each person and event; what is told twice counts once, as it was told last."""
    by_subject: Mapping[tuple[uuid.UUID, uuid.UUID | None], Held] = {each.subject: each for each in held}
    return list(by_subject.values())


def _parse_held(value: Any) -> Held:
    said = parse_object(value)
    return Held(
        person=parse_uuid(said.get("person"), "bad_person"),
        event=parse_uuid_or_none(said.get("event"), "bad_event"),
        waiting=_count(said.get("waiting")),
        aside=_count(said.get("aside")),
        oldest_at=parse_instant(said.get("oldest"), "bad_oldest", "bad_oldest"),
    )


def _count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_LINES:
        return value
    raise Invalid(_("The quantity must be a whole number."), code="bad_count")
