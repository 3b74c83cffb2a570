"""The filters in force in words: as chips that a touch takes away, and on what leaves the page."""

import re
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

LONGEST_NAME = 80
_ILLEGAL = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


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

    chips = [Chip(_named(filters, name), without(**{name: None})) for name in filters.used]
    if filters.edition is not None:
        whole = {"edition": None, "period": periods.year(filters.year)}
        chips.append(Chip(_said_edition(filters), without(**whole)))
    if filters.period != filters.whole:
        chips.append(Chip(said_days(filters), without(period=filters.whole)))
    return chips


def said_filters(filters: Filters) -> str:
    """The filters in one line, for what leaves the page; a sentence where there are none. The days are told apart."""
    said = [_named(filters, name) for name in filters.used]
    if filters.edition is not None:
        said.append(_said_edition(filters))
    return " · ".join(said) or _("Everything, without a filter")


def said_days(filters: Filters) -> str:
    """The days that are asked for."""
    return str(_("%(first)s to %(last)s", first=day(filters.period.first), last=day(filters.period.last)))


def file_name(filters: Filters, kind: str, *parts: str) -> str:
    """A name with its year, `parts`, filters and days, so that no file of a part passes for the whole."""
    words = [str(filters.year), *parts, *(said_filter(filters, name) for name in filters.used)]
    if filters.edition is not None:
        words.append(filters.edition.name)
    if filters.period != filters.whole:
        words.append(f"{filters.period.first:%m%d}-{filters.period.last:%m%d}")
    return said_file_name(*words, kind=kind)


def said_file_name(*words: str, kind: str) -> str:
    """A file's name of some words, without what a system of files does not take."""
    return f"{_ILLEGAL.sub('_', '-'.join(words))[:LONGEST_NAME]}.{kind}"


def _said_edition(filters: Filters) -> str:
    """The whole edition that is asked for, with its days, which may lie in two years."""
    edition = filters.edition
    return str(_("Whole edition: %(name)s", name=edition.name)) if edition else ""


def _named(filters: Filters, name: str) -> str:
    return f"{DIMENSION_NAMES[name]}: {said_filter(filters, name)}"


def said_filter(filters: Filters, name: str) -> str:
    """What the filter `name` asks for, in words."""
    value = getattr(filters, name)
    if isinstance(value, Chosen):
        return str(value.name)
    if name == "reviewed":
        return str(_("Only reviewed") if value else _("Not yet reviewed"))
    return said_place_kind(value) if name == "place_kind" else said_plan(value)
