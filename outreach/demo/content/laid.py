"""How the plan around the day of loading says when something is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from outreach.demo.happenings import Happening

_UNPLACED = date(1970, 1, 1)


@dataclass(frozen=True)
class Laid:
    """A happening whose day hangs on the day of loading: so many weeks from its week, on a weekday (Monday 0).

    With a `market` it is on the day of that week on which the township of this name has its market.
    """

    week: int
    weekday: int
    happening: Happening
    market: str | None = None


def laid(week: int, weekday: int, *, market: str | None = None, **facts: Any) -> Laid:
    """A happening of that week, with its facts."""
    return Laid(week, weekday, unplaced(**facts), market)


def unplaced(**facts: Any) -> Happening:
    """A happening whose day is only found at loading."""
    return Happening(on=_UNPLACED, **facts)
