"""The forms of campaigns and editions."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from outreach.errors import Invalid
from outreach.web.fields import CountField, DayField, TextField
from outreach.web.forms import BaseForm

_BETWEEN_ALIASES = re.compile(r"[,，、;；\n]+")


class CampaignForm(BaseForm):
    """The names of a campaign."""

    name = TextField(_("Name"), most=100)
    name_en = TextField(_("English name"), most=100)
    aliases = TextField(_("Other names"), description=_("Separated by commas"), most=500)
    retired = BooleanField(_("No longer used: keep it on its events, offer it no more"))

    def names(self) -> list[str]:
        """The aliases, each for itself."""
        return [alias.strip() for alias in _BETWEEN_ALIASES.split(self.aliases.data) if alias.strip()]


class EditionForm(BaseForm):
    """When a campaign runs in a year."""

    year = CountField(_("Year"), least=1950, most=2150)
    first_day = DayField(_("First day"))
    last_day = DayField(_("Last day"))

    def days(self) -> tuple[date, date]:
        """First and last day; Invalid at the field that says nothing."""
        for name in ("first_day", "last_day"):
            if self[name].data is None:
                raise Invalid(_("Write something here."), field=name, code="blank")
        first: Any = self.first_day.data
        last: Any = self.last_day.data
        return first, last
