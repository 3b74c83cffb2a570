"""What the pages of the online year share: the tabs, the filters and the switches between their pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _

from outreach.reports.asked import asked_filters, printed
from outreach.reports.chips import chips_of
from outreach.reports.filters import Filters
from outreach.reports.online_year.asked import of_articles
from outreach.reports.online_year.forms import OnlineFilterForm
from outreach.reports.online_year.labels import SWITCHES

_TABS = (
    ("online_year.views", _("Views over time")),
    ("online_published.page", _("Where it stands")),
    ("online_year.best", _("Best pieces")),
    ("online_beside.page", _("Beside consultations")),
)


@dataclass(frozen=True)
class Choice:
    """One way of a switch, or one tab."""

    label: Any
    href: str
    is_current: bool


@dataclass(frozen=True)
class Switch:
    """The ways of a picture, one of which is shown."""

    label: Any
    choices: list[Choice]


def filters_of(year: int, *also: str) -> Filters:
    """The filters of this request's address, beside the arguments `also`."""
    return of_articles(asked_filters(year, "page", *also))


def frame(filters: Filters, **kept: str) -> dict[str, Any]:
    """Tabs, chips, form and years of a page; `kept` are its own arguments, which a filter leaves as they are."""
    endpoint = request.endpoint or ""
    arguments: dict[str, Any] = dict(filters.arguments())
    tabs = [Choice(label, url_for(name, year=filters.year, **arguments), name == endpoint) for name, label in _TABS]
    own: dict[str, Any] = {name: value for name, value in (request.view_args or {}).items() if name != "year"} | kept
    steps = [url_for(endpoint, year=filters.year + by, **own) for by in (-1, 1)]
    return {
        "filters": filters,
        "kept": kept,
        "tabs": tabs,
        "steps": steps,
        "clear_href": url_for(endpoint, year=filters.year, **own),
        "form": OnlineFilterForm(filters),
        "chips": chips_of(filters, endpoint, **own),
        **printed(filters),
    }


def switch(name: str, ways: Iterable[tuple[str, Any]], current: str, year: int, arguments: dict[str, str]) -> Switch:
    """A switch between the values of one argument, the others kept."""
    endpoint = request.endpoint or ""
    choices = [
        Choice(label, url_for(endpoint, year=year, **_with(arguments, name, value)), value == current)
        for value, label in ways
    ]
    return Switch(SWITCHES[name], choices)


def _with(arguments: dict[str, str], name: str, value: str) -> dict[str, Any]:
    return {**arguments, name: value}
