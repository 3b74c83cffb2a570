"""The form above the report: what narrows it."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.people.queries import teams
from outreach.places.labels import KINDS
from outreach.places.rules import PlaceKind
from outreach.reports.figure import Figure
from outreach.reports.filters import Filters
from outreach.schedule import choices, labels
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.rules import Form, Track
from outreach.web.fields import ChoiceField, DayField
from outreach.web.filters import named
from outreach.web.forms import FilterForm


class ReportFilterForm(FilterForm):
    """The filters above the report; what they say was already read and checked by `read_filters`."""

    team = ChoiceField(_("Team"), blank=_("All teams"))
    campaign = ChoiceField(_("Campaign"), of=uuid.UUID, blank=_("All campaigns"))
    track = ChoiceField(_("Track"), of=Track, blank=_("All tracks"), choices=list(labels.TRACKS.items()))
    shape = ChoiceField(_("Form"), of=Form, blank=_("All forms"), choices=list(labels.FORMS.items()), name="form")
    place = ChoiceField(_("Place, with all in it"), of=uuid.UUID, blank=_("All places"))
    place_kind = ChoiceField(_("Kind of place"), of=PlaceKind, blank=_("All kinds"), choices=list(KINDS.items()))
    reviewed = ChoiceField(
        _("Reviewed"), blank=_("Reviewed or not"), choices=[("yes", _("Only reviewed")), ("no", _("Not yet reviewed"))]
    )
    first = DayField(_("From"), name="from")
    last = DayField(_("To"), name="to")

    def __init__(self, filters: Filters, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.team.offer((team.code, named(team)) for team in teams())
        self.campaign.offer((campaign.id, named(campaign)) for campaign in campaigns(retired=True))
        self.place.offer(choices.places_around(kept=filters.place.id if filters.place else None))
        self._show(filters)

    def of_figure(self, figure: Figure) -> list[Any]:
        """The fields of the filters that the figure knows, or that are asked for; the days last."""
        fields = {"team": self.team, "campaign": self.campaign, "place": self.place, "track": self.track}
        fields |= {"form": self.shape, "place_kind": self.place_kind, "reviewed": self.reviewed}
        known = [field for name, field in fields.items() if name in figure.dimensions or field.data is not None]
        return [*known, self.first, self.last]

    def _show(self, filters: Filters) -> None:
        for name, field in (("team", self.team), ("campaign", self.campaign), ("place", self.place)):
            chosen = getattr(filters, name)
            field.data = (chosen.word if name == "team" else chosen.id) if chosen else None
        self.track.data, self.shape.data, self.place_kind.data = filters.track, filters.form, filters.place_kind
        self.reviewed.data = None if filters.reviewed is None else ("yes" if filters.reviewed else "no")
