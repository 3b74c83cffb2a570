"""Closings in words."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from outreach.reports.closings.rules import Kind, Severity, Stretch
from outreach.web.filters import month_name

KINDS: dict[Kind, Any] = {
    Kind.MONTH: lazy_gettext("Month"),
    Kind.QUARTER: lazy_gettext("Quarter"),
    Kind.YEAR: lazy_gettext("Year"),
}
SEVERITIES: dict[Severity, Any] = {
    Severity.MUST: lazy_gettext("Must be mended"),
    Severity.LOOK: lazy_gettext("To be looked at"),
    Severity.HINT: lazy_gettext("Only a hint"),
}


def said_stretch(stretch: Stretch) -> str:
    """The period as people call it: Year 2025, Quarter 1 of 2025, March 2025."""
    year, number = stretch.year, stretch.number
    if stretch.kind is Kind.YEAR:
        return str(_("Year %(year)s", year=year))
    if stretch.kind is Kind.QUARTER:
        return str(_("Quarter %(number)s of %(year)s", number=number, year=year))
    return str(_("%(month)s %(year)s", month=month_name(number), year=year))
