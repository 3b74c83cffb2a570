"""What narrows the lists of items that somebody looks after: a team, a channel, and days."""

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _

from outreach.media.channels.queries import channels
from outreach.people.queries import teams
from outreach.periods import Period, between
from outreach.web.fields import ChoiceField, DayField
from outreach.web.forms import FilterForm


class ItemFilterForm(FilterForm):
    """Which items are listed: those from `first` on where nothing else is asked, of all days where it is None."""

    team = ChoiceField(_("Team"), of=UUID, blank=_("All teams"))
    channel = ChoiceField(_("Channel"), of=UUID, blank=_("All channels"))
    first = DayField(_("From"))
    last = DayField(_("To"))

    def __init__(self, first: date | None) -> None:
        super().__init__(first=first)
        self.team.offer((each.id, each.name) for each in teams())
        self.channel.offer((each.id, each.name) for each in channels(with_retired=True))

    @property
    def period(self) -> Period | None:
        """The days on which the items appeared; None for all."""
        return between(self.first.data, self.last.data)
