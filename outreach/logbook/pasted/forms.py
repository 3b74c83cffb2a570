"""The box to paste into, and what is said to each draft before it is logged."""

import uuid
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, ValidationError
from wtforms.fields import SelectChoice

from outreach import clock
from outreach.errors import Invalid
from outreach.logbook.pasted.actions import NewEvent, Part, Taken
from outreach.logbook.pasted.counting import LEAVE_OUT, Number
from outreach.logbook.pasted.drafts import Draft
from outreach.logbook.pasted.rules import Mark
from outreach.logbook.rules import LARGEST
from outreach.materials.rules import CountKind
from outreach.people.models import Person, Team
from outreach.places.naming import places_meant
from outreach.places.rules import PlaceKind
from outreach.schedule import choices, labels
from outreach.schedule.models import Event
from outreach.schedule.quick.planning import title_of
from outreach.schedule.rules import AFTERNOON, LONGEST_TITLE, MORNING, Standing, Track
from outreach.sheets import parse_moment
from outreach.web import filters
from outreach.web.choices import ChoiceField
from outreach.web.fields import CountField, LongTextField, TextField
from outreach.web.forms import BaseForm

MOST_LETTERS = 20_000
#: What the lists say for "not one of these".
NEW, SKIP = "new", "skip"


class PasteForm(BaseForm):
    """The text, as it stands in the chat."""

    text = LongTextField(_("Messages from the chat"), most=MOST_LETTERS)

    def validate_text(self, field: LongTextField) -> None:
        """Refuse an empty box."""
        if not field.data:
            raise ValidationError(gettext("Paste at least one line."))


class TakeForm(BaseForm):
    """The word that logs the drafts; it carries the text that they were read from."""

    text = HiddenField()


class _PartForm(BaseForm):
    """A part of the page's form, which carries the token."""

    class Meta:
        csrf = False


class NumberForm(_PartForm):
    """One number of a message."""

    what = TextField(_("What it counts"), most=80)
    quantity = CountField(_("How many"), least=1, most=LARGEST)
    estimated = BooleanField(_("This is an estimate"))

    def part(self, index: int, keys: frozenset[str]) -> Part | None:
        """The line that it asks for; None where it is to be left out. Errors are put at their fields."""
        if self.what.data == SKIP:
            return None
        if self.what.data not in keys:
            self.what.errors = [gettext("Choose what this number counts, or leave it out.")]
            return None
        if self.quantity.data is None:
            self.quantity.errors = [*self.quantity.errors, gettext("Type a number.")]
            return None
        kind, _colon, code = self.what.data.partition(":")
        return Part(index, CountKind(kind), code or None, self.quantity.data, self.estimated.data)


class DraftForm(_PartForm):
    """What is said to one message."""

    take = BooleanField(_("Log this message"))
    event = ChoiceField(_("Event"), blank=_("Choose the event"))
    by = ChoiceField(_("Counted by"), of=uuid.UUID)
    keeps_text = BooleanField(_("Keep the message as a note on its first line"))
    title = TextField(_("Title"), most=LONGEST_TITLE)
    place = TextField(_("Place"), most=120)
    track = ChoiceField(_("Track"), of=Track, choices=labels.TRACKS.items(), default=Track.PUBLIC)
    team = ChoiceField(_("Lead team"), of=uuid.UUID, blank=_("Choose one"))

    def __init__(self, draft: Draft, *, people: Sequence[Person], teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(prefix=draft.key, data=_said(draft, teams), **kwargs)
        self.draft = draft
        self.plans = bool(teams)
        self.event.offer(event_choices(draft))
        self.by.offer((person.id, person.name) for person in people)
        self.team.offer((team.id, filters.named(team)) for team in teams)
        self.rows = [
            NumberForm(prefix=f"{draft.key}-{index}", data=_said_of_number(number), **kwargs)
            for index, number in enumerate(draft.numbers)
        ]

    def check(self, keys: frozenset[str]) -> Taken | None:
        """What is to be logged of the message; None where nothing is, or where an error was put at a field."""
        if not self.take.data:
            return None
        fine = False not in {each.validate() for each in (self, *self.rows)}
        parts = [row.part(index, keys) for index, row in enumerate(self.rows)]
        event = self._event()
        wanted = [part for part in parts if part is not None]
        if not fine or event is None or self.has_errors:
            return None
        if not wanted:
            self.take.errors = [gettext("All of its numbers are left out: take the tick away.")]
            return None
        return Taken(self.draft.message.text, event, wanted, self.by.data, self.keeps_text.data)

    @property
    def has_errors(self) -> bool:
        """Whether an error stands at some field."""
        return any(field.errors for form in (self, *self.rows) for field in form)

    def _event(self) -> uuid.UUID | NewEvent | None:
        if self.event.data == NEW:
            return self._new_event()
        if not self.event.data:
            self.event.errors = [*self.event.errors, gettext("Choose the event that the message is about.")]
            return None
        return uuid.UUID(self.event.data)

    def _new_event(self) -> NewEvent | None:
        """The event, planned afterwards, or by who does not plan made on the spot; None where something lacks."""
        place = places_meant(self.place.data).exact if self.place.data else None
        if place is None and (self.plans or not self.place.data):
            self.place.errors = [gettext("Choose a place of the list.") if self.plans else gettext("Say where it is.")]
        if self.plans and not self.title.data:
            self.title.errors = [gettext("Write something here.")]
        if self.plans and self.team.data is None:
            self.team.errors = [gettext("Choose one of the list.")]
        if self.place.errors or self.title.errors or self.team.errors:
            return None
        starts_at, ends_at = times_of(self.draft)
        place_id = place.id if place else None
        title, track, team_id = self.title.data, self.track.data, self.team.data if self.plans else None
        return NewEvent(title, track, team_id, place_id, self.place.data, starts_at, ends_at)


def event_choices(draft: Draft) -> list[SelectChoice]:
    """The events of the message's day, and a new one."""
    offered = [SelectChoice(str(event.id), event_words(event)) for event in draft.events]
    return [*offered, SelectChoice(NEW, _("None of these: a new event"))]


def event_words(event: Event) -> str:
    """An event as the list shows it."""
    times = f"{filters.clock_time(event.starts_at)}–{filters.clock_time(event.ends_at)}"
    return f"{times} {event.title} · {event.place.name} · {filters.named(event.lead_team)}"


def times_of(draft: Draft) -> tuple[datetime, datetime]:
    """Start and end as the message says them, else a usual half day."""
    said = draft.reading.named(Mark.TIME)
    for words in said:
        try:
            moment = parse_moment(f"{draft.day.isoformat()} {words}", now=datetime.combine(draft.day, time()))
        except Invalid:
            continue
        return clock.instant(moment.starts), clock.instant(moment.ends)
    start, end = AFTERNOON if "下午" in said else MORNING
    return clock.instant(datetime.combine(draft.day, start)), clock.instant(datetime.combine(draft.day, end))


def _said(draft: Draft, teams: Sequence[Team]) -> dict[str, Any]:
    """What the form begins with: only what the message says."""
    place = draft.places[0] if draft.places else None
    named = [team.id for team in teams if str(team.id) in draft.reading.keys(Mark.TEAM)] or [team.id for team in teams]
    is_company = place is not None and place.kind is PlaceKind.ENTERPRISE
    return {
        "take": not draft.known,
        "event": str(draft.chosen.id) if draft.chosen else NEW if not draft.events else None,
        "by": draft.by_id,
        "keeps_text": True,
        "place": choices.place_words(place) if place else "".join(draft.reading.unknown_places[:1]),
        "title": title_of(place, Standing.HOST) if place else "",
        "track": Track.ENTERPRISE if is_company else Track.PUBLIC,
        "team": named[0] if len(named) == 1 else None,
    }


def _said_of_number(number: Number) -> dict[str, Any]:
    chosen = number.counted.chosen if number.counted else LEAVE_OUT
    return {
        "what": SKIP if chosen == LEAVE_OUT else chosen or "",
        "quantity": number.quantity,
        "estimated": number.is_estimated,
    }
