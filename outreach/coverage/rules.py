"""What a visit says of a place: how long ago, and how far neglected."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Neglect(StrEnum):
    """How far a place is forgotten; a page says it in words and with a mark, never by colour alone."""

    NEVER = "never"
    LONG = "long"
    WHILE = "while"
    RECENT = "recent"


#: Days after which a place was visited long ago, and a while ago.
LONG_DAYS, WHILE_DAYS = 365, 180


@dataclass(frozen=True)
class Visits:
    """A team's visits to a place with all that lies in it: those led and those joined in the year, the last, the next.

    `last` is the last one up to the day that is looked from, in whatever year; `next` the first that is planned.
    """

    held: int = 0
    joined: int = 0
    last: date | None = None
    next: date | None = None

    def __add__(self, other: "Visits") -> "Visits":
        """Of both together: an event has one lead team, so that none is counted twice (rule of the count 4)."""
        return Visits(
            held=self.held + other.held,
            joined=self.joined + other.joined,
            last=max(filter(None, (self.last, other.last)), default=None),
            next=min(filter(None, (self.next, other.next)), default=None),
        )


def neglect(last: date | None, until: date) -> Neglect:
    """How far a place is forgotten that was visited on `last`, as seen on the day `until`."""
    if last is None:
        return Neglect.NEVER
    days = (until - last).days
    return Neglect.LONG if days > LONG_DAYS else Neglect.WHILE if days > WHILE_DAYS else Neglect.RECENT


def months_between(first: date, last: date) -> int:
    """The whole months from one day to a later one: 14 from 26 September 2025 to 26 November 2026."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
