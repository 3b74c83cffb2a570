"""The forms that narrow the calendar and the list of events; what they say stands in the address."""

import uuid
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.periods.spans import FIRST_YEAR, LAST_YEAR
from outreach.schedule import choices, labels
from outreach.schedule.campaigns.queries import campaign_names
from outreach.schedule.queries import Filters
from outreach.schedule.rules import Status, Track
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, TextField
from outreach.web.forms import FilterForm


class EventFilterForm(FilterForm):
    """What the calendar and the list of events show; what can't be read narrows nothing, and says so at its field."""

    team = ChoiceField(_("Team"), blank=_("All teams"))
    campaign = ChoiceField(_("Campaign"), of=uuid.UUID, blank=_("All campaigns"))
    place = ChoiceField(_("Place, with all in it"), of=uuid.UUID, blank=_("All places"))
    track = ChoiceField(_("Track"), of=Track, blank=_("All tracks"), choices=list(labels.TRACKS.items()))
    mine = BooleanField(_("Only mine"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.teams = teams()
        self.team.offer((team.code, filters.named(team)) for team in self.teams)
        self.campaign.offer((campaign.id, filters.named(campaign)) for campaign in campaign_names())
        self.place.offer(choices.places_around(kept=self.place.data))
        self.validate()

    def said(self, name: str) -> Any:
        """What the field says, None where nothing or nothing that is offered."""
        return None if name not in self or self[name].errors else self[name].data or None

    def filters(self, person: Person) -> Filters:
        """What is asked for, by `person`."""
        code = self.said("team")
        return Filters(
            team_id=next((team.id for team in self.teams if team.code == code), None),
            campaign_id=self.said("campaign"),
            place_id=self.said("place"),
            track=self.said("track"),
            status=self.said("status"),
            person_id=person.id if self.mine.data else None,
            text=self.said("text") or "",
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether something besides the team is asked for."""
        return any(self.said(name) for name in ("campaign", "place", "track", "status", "first", "last", "text"))


class ListFilterForm(EventFilterForm):
    """What the list of events shows besides."""

    status = ChoiceField(_("Status"), of=Status, blank=_("Any status"), choices=list(labels.STATUSES.items()))
    first = DayField(_("From day"))
    last = DayField(_("To day"))
    text = TextField(_("Words in it"), most=100)

    def days(self) -> Period | None:
        """The days that were typed, None where none were; Invalid where the last comes first."""
        first, last = self.said("first"), self.said("last")
        if first is None and last is None:
            return None
        return Period(first or date(FIRST_YEAR, 1, 1), last or date(LAST_YEAR, 12, 31))
