"""Which half days suit a team's visit to a place: worked, the team free, enough people there, at the market if any."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from outreach.schedule.rules import AFTERNOON, MORNING
from outreach.workdays.rules import WorkCalendar

#: How many people an event needs at least, where the team has as many.
ENOUGH = 2
MOST = 5


@dataclass(frozen=True)
class Span:
    """From when to when somebody is engaged, in naive wall-clock time."""

    starts: datetime
    ends: datetime

    def meets(self, other: "Span") -> bool:
        """Whether the two share an instant; one may begin as the other ends."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Diary:
    """When a team is taken, and when each of its people is: by events of any team, and by leave."""

    team: Sequence[Span]
    people: Mapping[uuid.UUID, Sequence[Span]]

    def is_free(self, span: Span) -> bool:
        """Whether no event of the team lies in that time."""
        return not any(span.meets(taken) for taken in self.team)

    def people_free(self, span: Span) -> frozenset[uuid.UUID]:
        """Those of the team's people who could go."""
        return frozenset(who for who, taken in self.people.items() if not any(span.meets(each) for each in taken))


@dataclass(frozen=True)
class Suggestion:
    """A half day that suits, and why; `is_known` is False while the year's holidays are not announced."""

    day: date
    start: time
    end: time
    people_free: int
    is_market: bool = False
    is_known: bool = True


def suggested(
    days: Iterable[date],
    *,
    calendar: WorkCalendar,
    is_market: Callable[[date], bool],
    diary: Diary,
    most: int = MOST,
) -> list[Suggestion]:
    """The first days that suit, one half day of each; only market days, where one of the `days` is one that suits."""
    fitting = list(_fitting(days, calendar, is_market, diary))
    return ([each for each in fitting if each.is_market] or fitting)[:most]


def _fitting(
    days: Iterable[date], calendar: WorkCalendar, is_market: Callable[[date], bool], diary: Diary
) -> Iterator[Suggestion]:
    needed = min(ENOUGH, len(diary.people))
    for day in days:
        if not calendar.can_be_proposed(day):
            continue
        at_market = is_market(day)
        for start, end in (MORNING,) if at_market else (MORNING, AFTERNOON):  # a market is over by noon
            span = Span(datetime.combine(day, start), datetime.combine(day, end))
            people = len(diary.people_free(span))
            if diary.is_free(span) and people >= needed:
                yield Suggestion(day, start, end, people, at_market, calendar.is_known(day))
                break
