"""The form that narrows the list of links."""

from flask_babel import lazy_gettext as _

from outreach.media.links.labels import GROUPS
from outreach.media.links.queries import Filters
from outreach.media.narrowing import ItemFilterForm
from outreach.web.fields import ChoiceField


class LinkFilterForm(ItemFilterForm):
    """Which links are listed, and checked."""

    group = ChoiceField(_("Result"), blank=_("All"), choices=list(GROUPS.items()))

    @property
    def asked(self) -> Filters:
        """What the list shows."""
        group = self.group.data if self.group.data in GROUPS else None
        return Filters(group, self.team.data, self.channel.data, self.period)
