"""The event that an item is about, found among thousands by words and days; without a script, by a second button."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.errors import Invalid
from outreach.media.articles.queries import event_or_none, events_around, events_named
from outreach.schedule.models import Event
from outreach.sheets.days import parse_day
from outreach.web.fields import AsideField, ChoiceField
from outreach.web.filters import day as said_day
from outreach.web.forms import BaseForm

#: Of what is typed these may be days: 3月4日, 2025-03-04, 20250304. A bare number is a word.
_MAY_BE_DAY = re.compile(r"\d.*[月/.\-]\s*\d|\d{8}$")
#: The name of the button that only searches.
FIND = "find_event"


class EventPick(BaseForm):
    """Fields of a form about an item: one of the events that are offered, and what to look for among all."""

    event_id = ChoiceField(_("About the event"), of=UUID, blank=_("No event"))
    event_words = AsideField(_("Find an event by words or a day"), most=100)

    @property
    def is_searching(self) -> bool:
        """Whether only events are looked for, and nothing is stored yet."""
        return request.method == "POST" and FIND in request.form

    def offer_events(self, around: date | None, team_id: UUID | None) -> None:
        """Offer what is chosen, what is found by the words, and without any what was about that day."""
        kept = event_or_none(self.event_id.data)
        typed = self.event_words.data
        found = found_events(typed) if typed else events_around(around or clock.today(), team_id)
        self.found_nothing = bool(typed) and not found
        offered = {each.id: each for each in ([kept] if kept else []) + list(found)}
        self.event_id.offer((each.id, event_line(each)) for each in offered.values())

    found_nothing = False


def found_events(typed: str) -> Sequence[Event]:
    """The events that the words and days of `typed` name."""
    words, days = [], []
    for part in typed.split():
        day = _as_day(part)
        if day is None:
            words.append(part)
        else:
            days.append(day)
    return events_named(words, days)


def event_line(event: Event) -> str:
    """An event in one line: day, title, place."""
    return f"{said_day(event.day)} · {event.title} · {event.place.name}"


def _as_day(part: str) -> date | None:
    if not _MAY_BE_DAY.match(part):
        return None
    try:
        return parse_day(part, today=clock.today())
    except Invalid:
        return None
