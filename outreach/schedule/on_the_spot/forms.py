"""The form that makes an event on the spot, and the one by which a lead confirms it."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.errors import Invalid
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.places.labels import KINDS
from outreach.places.queries import places_to_lie_in
from outreach.places.rules import PlaceKind
from outreach.schedule import choices, labels
from outreach.schedule.facts import Facts
from outreach.schedule.forms import TimesForm, WordField, edition_words, needed, said_of
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.queries import own_team
from outreach.schedule.on_the_spot.rules import LONGEST_PLACE, USUAL, SpotFacts
from outreach.schedule.rules import LONGEST_TEXT, LONGEST_TITLE, Form, Track
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, LongTextField, ManyField, TextField, TimeField
from outreach.web.forms import BaseForm
from outreach.web.ids import IdField


class SpotForm(BaseForm):
    """Where one is; the time is now, and the rest is usual until somebody says otherwise."""

    event_id = IdField()
    place = TextField(_("Place"), [needed], most=LONGEST_PLACE)
    starts_at = TimeField(_("From"), [needed])
    ends_at = TimeField(_("To"), [needed])
    title = TextField(_("Title"), most=LONGEST_TITLE)
    starts_on = DayField(_("Day"), [needed])
    lead_team = ChoiceField(_("Team"), [needed], of=str)
    track = WordField(_("Track"), labels.TRACKS, default=Track.PUBLIC)
    form = WordField(_("Form"), labels.FORMS, default=Form.DESK)
    note = LongTextField(_("Note"), most=LONGEST_TEXT, description=_("No names or phone numbers of visitors."))

    def offer(self, person: Person, now: datetime) -> None:
        """Fill the teams, the own one first."""
        own = own_team(person, now)
        there = sorted(teams(clock.local_day(now)), key=lambda team: team.id != own)
        self.lead_team.offer((team.code, filters.named(team)) for team in there)
        if self.lead_team.data is None and there and own is not None:
            self.lead_team.data = there[0].code

    def facts(self) -> SpotFacts:
        """What was typed; raises Invalid at the end where that is no time after the start."""
        day: Any = self.starts_on.data
        times: Any = (self.starts_at.data, self.ends_at.data)
        start, end = (clock.instant(datetime.combine(day, at)) for at in times)
        if end <= start:
            raise Invalid(_("The event must end after it begins."), field="ends_at", code="ends_before_start")
        return SpotFacts(
            id=self.event_id.data,
            title=self.title.data or None,
            place=None,
            place_name=self.place.data,
            starts_at=start,
            ends_at=end,
            track=self.track.data,
            form=self.form.data,
            team=self.lead_team.data,
            note=self.note.data or None,
        )


class ConfirmForm(TimesForm):
    """What a lead may put right while confirming."""

    title = TextField(_("Title"), [needed], most=LONGEST_TITLE)
    place_id = ChoiceField(_("Place"), [needed], of=uuid.UUID)
    place_kind = ChoiceField(_("Kind of the new place"), of=PlaceKind, choices=list(KINDS.items()))
    place_around = ChoiceField(_("Lies in"), of=uuid.UUID, blank=_("No other place of the list"))
    lead_team_id = ChoiceField(_("Lead team"), [needed], of=uuid.UUID)
    track = WordField(_("Track"), labels.TRACKS, validators=[needed])
    edition_ids = ManyField(_("Campaigns"), of=uuid.UUID)

    def offer(self, person: Person, event: Event, spot: SpotEvent) -> None:
        """Fill the lists with what `person` can choose and what the event has."""
        own = list(choices.teams_to_plan_for(person, clock.today()))
        if event.lead_team not in own:
            own = [event.lead_team, *own]
        self.lead_team_id.offer((team.id, filters.named(team)) for team in own)
        self.place_id.offer(choices.places(kept=event.place_id))
        self.place_around.offer(places_to_lie_in(including=event.place.parent_id))
        editions = choices.editions(event.day, kept=[each.edition_id for each in event.tags])
        self.edition_ids.offer((edition.id, edition_words(edition)) for edition in editions)
        if spot.new_place_id != event.place_id:
            del self.place_kind
            del self.place_around

    def changes(self) -> Facts:
        """What the form says of the event."""
        starts_at, ends_at = self.times()
        title: Any = self.title.data
        place_id: Any = self.place_id.data
        team_id: Any = self.lead_team_id.data
        editions: Any = self.edition_ids.data
        return Facts(
            title=title,
            place_id=place_id,
            lead_team_id=team_id,
            track=self.track.data,
            edition_ids=editions,
            starts_at=starts_at,
            ends_at=ends_at,
        )


def begun_at(now: datetime) -> dict[str, Any]:
    """What the form begins with: from the last five minutes on, as long as usual, but not over midnight."""
    wall = clock.wall(now)
    start = wall - timedelta(minutes=wall.minute % 5, seconds=wall.second, microseconds=wall.microsecond)
    end = start + USUAL
    last = datetime.combine(start.date(), datetime.max.time()).replace(second=0, microsecond=0)
    return {"starts_on": start.date(), "starts_at": start.time(), "ends_at": min(end, last).time()}


def said_of_spot(event: Event) -> dict[str, Any]:
    """What the confirming form shows of the event."""
    return said_of(event) | {"place_kind": event.place.kind, "place_around": event.place.parent_id}
