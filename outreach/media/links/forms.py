"""The form that narrows the list of links."""

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _

from outreach.media.channels.queries import channels
from outreach.media.links.labels import GROUPS
from outreach.media.links.queries import Filters
from outreach.people.queries import teams
from outreach.periods import between
from outreach.web.fields import ChoiceField, DayField
from outreach.web.forms import FilterForm


class LinkFilterForm(FilterForm):
    """Which links are listed, and checked."""

    group = ChoiceField(_("Result"), blank=_("All"), choices=list(GROUPS.items()))
    team = ChoiceField(_("Team"), of=UUID, blank=_("All teams"))
    channel = ChoiceField(_("Channel"), of=UUID, blank=_("All channels"))
    first = DayField(_("From"))
    last = DayField(_("To"))

    def __init__(self, today: date) -> None:
        super().__init__(first=today.replace(month=1, day=1))
        self.team.offer((each.id, each.name) for each in teams())
        self.channel.offer((each.id, each.name) for each in channels(with_retired=True))

    @property
    def asked(self) -> Filters:
        """What the list shows."""
        group = self.group.data if self.group.data in GROUPS else None
        return Filters(group, self.team.data, self.channel.data, between(self.first.data, self.last.data))
