"""What narrows the pictures of the online year."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.media.channels.queries import channels
from outreach.people.queries import teams
from outreach.reports.filters import Filters
from outreach.schedule.campaigns.queries import campaigns
from outreach.web.fields import ChoiceField, DayField
from outreach.web.filters import named
from outreach.web.forms import FilterForm


class OnlineFilterForm(FilterForm):
    """The filters that the online ledger knows; what they say was already read and checked by `read_filters`."""

    team = ChoiceField(_("Team"), blank=_("All teams"))
    campaign = ChoiceField(_("Campaign"), of=uuid.UUID, blank=_("All campaigns"))
    first = DayField(_("From"), name="from")
    last = DayField(_("To"), name="to")

    def __init__(self, filters: Filters, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.team.offer((team.code, named(team)) for team in teams())
        self.campaign.offer((campaign.id, named(campaign)) for campaign in campaigns(retired=True))
        self.team.data = filters.team.word if filters.team else None
        self.campaign.data = filters.campaign.id if filters.campaign else None


class BestFilterForm(OnlineFilterForm):
    """The same for the best pieces, which can be those of one channel."""

    channel = ChoiceField(_("Channel"), of=uuid.UUID, blank=_("All channels"))

    def __init__(self, filters: Filters, channel: uuid.UUID | None, **kwargs: Any) -> None:
        super().__init__(filters, **kwargs)
        self.channel.offer((each.id, named(each)) for each in channels(with_retired=True))
        self.channel.data = channel
