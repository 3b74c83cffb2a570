"""What stands beside a number: the rules of the count it follows, and the filters in force, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.chips import said_days, said_filter
from outreach.reports.figure import Figure
from outreach.reports.filters import DIMENSIONS, Filters
from outreach.reports.labels import DIMENSION_NAMES
from outreach.reports.rules import NEVER_ROUNDED

#: The rules of the count (docs/design.md, section 2) as far as a reader of a number needs them.
RULES: dict[int, Any] = {
    2: _("A line is never changed: a mistake is taken back by its opposite, and both stand below."),
    4: _("An event counts once, however many teams, campaigns or phones took part."),
    5: _("A line belongs to the day of its event, not to the day on which it was typed."),
    6: _("Cancelled events do not count; a moved event counts on its new day."),
    7: _("Only what was handed out counts, not what was printed, issued or left over."),
    8: _("A counter is a running total: the last reading of the period less the last one before it."),
    9: _("Different units are never added."),
    11: _("Two tallies of one desk both count, and are marked, until a lead decides."),
    13: _("Exact below 1,000; from there rounded down, and the word says so. The exact number stands beside it."),
}
_OF = {
    "event": (4, 5, 6),
    "visit": (4, 5, 6),
    "enterprise": (4, 6),
    "tally": (2, 5, 6, 9, 11),
    "article": (),
    "reading": (8, 9),
    "check_up": (5, 6),
    "risk": (5, 6),
    "order": (9,),
}


@dataclass(frozen=True)
class Rule:
    """A rule that a figure follows; `number` is its place among the fourteen."""

    number: int
    text: Any


@dataclass(frozen=True)
class InForce:
    """One filter as it stands: its name, what it says, and whether it narrows anything."""

    name: Any
    text: str
    narrows: bool


def rules_of(figure: Figure) -> list[Rule]:
    """The rules that say how the figure is counted and put into words, in their order."""
    numbers = set(_OF[figure.of])
    if figure.key.split("_")[0] == "handouts" or figure.item_id is not None:
        numbers.add(7)
    if figure.rounded and figure.unit not in NEVER_ROUNDED:
        numbers.add(13)
    return [Rule(number, RULES[number]) for number in sorted(numbers)]


def filters_in_force(figure: Figure, filters: Filters) -> Iterator[InForce]:
    """The days, then every filter that the figure knows, or that is asked for though it does not."""
    yield InForce(_("Days"), said_days(filters), not filters.is_whole_year)
    for name in DIMENSIONS:
        narrows = name in filters.used
        if narrows or name in figure.dimensions:
            text = said_filter(filters, name) if narrows else str(_ALL[name])
            yield InForce(_LONGER.get(name, DIMENSION_NAMES[name]), text, narrows)


_LONGER = {"place": _("Place, with all in it")}
_ALL: dict[str, Any] = {
    "team": _("All teams"),
    "campaign": _("All campaigns"),
    "place": _("All places"),
    "track": _("All tracks"),
    "form": _("All forms"),
    "place_kind": _("All kinds"),
    "reviewed": _("Reviewed or not"),
}
