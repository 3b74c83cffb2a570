"""The forms of campaigns and editions."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from outreach.schedule.forms import needed
from outreach.web.fields import CountField, DayField, TextField
from outreach.web.forms import BaseForm

_BETWEEN_ALIASES = re.compile(r"[,，、;；\n]+")


class CampaignForm(BaseForm):
    """The names of a campaign."""

    name = TextField(_("Name"), [needed], most=100)
    name_en = TextField(_("English name"), most=100)
    aliases = TextField(_("Other names"), description=_("Separated by commas"), most=500)
    retired = BooleanField(_("No longer used: keep it on its events, offer it no more"))

    def names(self) -> list[str]:
        """The aliases, each for itself."""
        return [alias.strip() for alias in _BETWEEN_ALIASES.split(self.aliases.data) if alias.strip()]


class EditionForm(BaseForm):
    """When a campaign runs in a year."""

    year = CountField(_("Year"), [needed], least=1950, most=2150)
    first_day = DayField(_("First day"), [needed])
    last_day = DayField(_("Last day"), [needed])

    def days(self) -> tuple[date, date]:
        """First and last day of a form that was validated."""
        first: Any = self.first_day.data
        last: Any = self.last_day.data
        return first, last
