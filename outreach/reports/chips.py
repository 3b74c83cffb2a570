"""The filters in force as chips: each says what it narrows, and a touch takes it away."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from outreach import periods
from outreach.places.labels import said as said_place_kind
from outreach.reports.filters import Chosen, Filters
from outreach.reports.labels import DIMENSION_NAMES
from outreach.schedule.labels import said as said_plan
from outreach.web.filters import day


@dataclass(frozen=True)
class Chip:
    """One filter in force; `href` is the same page without it."""

    label: str
    href: str
    is_current: bool = True


def chips_of(filters: Filters, endpoint: str, **arguments: Any) -> list[Chip]:
    """A chip for each filter, days last, for the page at `endpoint`."""

    def without(**changes: Any) -> str:
        rest: dict[str, Any] = {**arguments, **filters.arguments(**changes)}
        return url_for(endpoint, year=filters.year, **rest)

    chips = [
        Chip(f"{DIMENSION_NAMES[name]}: {said_filter(filters, name)}", without(**{name: None})) for name in filters.used
    ]
    if not filters.is_whole_year:
        span = _("%(first)s to %(last)s", first=day(filters.period.first), last=day(filters.period.last))
        chips.append(Chip(span, without(period=periods.year(filters.year))))
    return chips


def said_filter(filters: Filters, name: str) -> str:
    """What the filter `name` asks for, in words."""
    value = getattr(filters, name)
    if isinstance(value, Chosen):
        return str(value.name)
    if name == "reviewed":
        return str(_("Only reviewed") if value else _("Not yet reviewed"))
    return said_place_kind(value) if name == "place_kind" else said_plan(value)
