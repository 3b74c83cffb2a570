"""The words of a proposal, and what its later effect is held against."""

from datetime import date, timedelta
from enum import StrEnum

from outreach.periods import Period
from outreach.places.rules import PlaceKind
from outreach.schedule.rules import Track

#: So many places are proposed for one rise at most, those where most was asked.
MOST_PLACES = 3
#: So many are made by one look at most.
MOST_AT_ONCE = 30
#: How long before and after an event its effect is looked for: three months.
EFFECT = timedelta(days=91)
#: A place of the kind where the team was not for so long is proposed where all that asked were seen to.
LONG_UNVISITED = timedelta(days=365)
#: What is usual is what was so in the last years.
USUAL = timedelta(days=3 * 365)


class State(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"  # it became an event
    DISMISSED = "dismissed"


def track_at(kind: PlaceKind) -> Track:
    """The track of an event proposed at a place of that kind."""
    return Track.ENTERPRISE if kind is PlaceKind.ENTERPRISE else Track.PUBLIC


def taken_along(pieces: int, events: int) -> int:
    """How many of a material are taken to an event, where so many were handed out at so many: up to a whole ten."""
    return -(-pieces // (events * 10)) * 10


def days_before(day: date) -> Period:
    """The three months before an event."""
    return Period(day - EFFECT, day - timedelta(days=1))


def days_after(day: date) -> Period:
    """The three months after an event."""
    return Period(day + timedelta(days=1), day + EFFECT)
