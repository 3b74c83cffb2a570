"""One thing that the check list looks for, and what it found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from outreach import clock
from outreach.db import db
from outreach.periods import Period
from outreach.reports.closings.rules import Severity
from outreach.reports.filters import Filters
from outreach.schedule.models import Event
from outreach.web.access import Permission

#: So many of what was found are named; behind the link stand all of them.
NAMED = 5


@dataclass(frozen=True)
class Asked:
    """Which days and whose are looked at, as of when."""

    filters: Filters
    now: datetime

    @property
    def period(self) -> Period:
        """The days."""
        return self.filters.period

    @property
    def today(self) -> date:
        """The local day of the look."""
        return clock.local_day(self.now)

    @property
    def of_team(self) -> list[ColumnElement[bool]]:
        """What an event must be to be one of the team's; nothing where the whole bureau is looked at."""
        return [] if self.filters.team is None else [Event.lead_team_id == self.filters.team.id]

    @property
    def days(self) -> dict[str, str]:
        """The days in the words of a list that is narrowed by `first` and `last`."""
        return {"first": self.period.first.isoformat(), "last": self.period.last.isoformat()}

    @property
    def team_code(self) -> str:
        """The team in an address, or the word for all."""
        return self.filters.team.word if self.filters.team else "all"


@dataclass(frozen=True)
class Named:
    """One of what was found, and the page at which it is mended."""

    text: str
    path: str


@dataclass(frozen=True)
class Finding:
    """What the list looked for, how many it found, the first of them, and the list or page at which they are mended.

    `needs` is what the page at `path` asks of its reader; `said` says in a sentence what is meant by it. Paths lie
    below the program's root.
    """

    key: str
    severity: Severity
    title: str
    count: int
    said: str = ""
    named: Sequence[Named] = ()
    path: str | None = None
    needs: Permission = Permission.READ

    @property
    def is_open(self) -> bool:
        """Whether something was found."""
        return self.count > 0

    def kept(self) -> dict[str, Any]:
        """The finding as a closing keeps it."""
        named = [{"text": each.text, "path": each.path} for each in self.named]
        return {
            "key": self.key,
            "severity": self.severity.value,
            "title": self.title,
            "count": self.count,
            "named": named,
        }


def counted_events(*conditions: ColumnElement[bool], endpoint: str = "events.page") -> tuple[int, list[Named]]:
    """How many events are so, and the first of them by day."""
    count = db.session.scalar(select(func.count()).select_from(Event).where(*conditions)) or 0
    first = select(Event.id, Event.title, Event.day).where(*conditions).order_by(Event.day, Event.id).limit(NAMED)
    return count, named_events(db.session.execute(first) if count else (), endpoint)


def named_events(rows: Iterable[Any], endpoint: str = "events.page") -> list[Named]:
    """Rows of events (id, title, day) in words, each with its page."""
    return [Named(f"{row.day:%m-%d} {row.title}", path_to(endpoint, event_id=row.id)) for row in rows]


def path_to(endpoint: str, **arguments: Any) -> str:
    """The path of a page below the program's root; unlike `url_for` it is there without a request, too."""
    return current_app.url_map.bind("").build(endpoint, arguments)


def path_to_figure(key: str, filters: Filters) -> str:
    """The path of a figure's page under `filters`."""
    return path_to("reports.figure", year=filters.year, key=key, **filters.arguments())
