"""How a year at a glance is laid out: twelve small months with the teams of each day, and what runs in each."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from outreach.people.models import Team
from outreach.periods import Period, month_grid, months_of
from outreach.schedule.calendar.day_marks import Mark, Marks
from outreach.schedule.models import Deadline, Edition

#: How many team marks a small day has room for; beside them stands how many events there are, where they are more.
MOST_MARKS = 2

TeamCounts = Sequence[tuple[Team, int]]


@dataclass(frozen=True)
class SmallDay:
    """A day of a small month, with how many events each team leads on it."""

    day: date
    mark: Mark
    teams: TeamCounts

    @property
    def total(self) -> int:
        """How many events begin on the day."""
        return sum(count for _team, count in self.teams)

    @property
    def shown(self) -> TeamCounts:
        """The teams whose marks have room."""
        return self.teams[:MOST_MARKS]

    @property
    def is_crowded(self) -> bool:
        """Whether there are more events than marks."""
        return self.total > len(self.shown)


@dataclass(frozen=True)
class SmallMonth:
    """A month of the year; a place of its weeks that is no day of it is None."""

    month: Period
    weeks: Sequence[Sequence[SmallDay | None]]
    teams: TeamCounts
    editions: Sequence[Edition]
    deadlines: Sequence[Deadline]

    @property
    def total(self) -> int:
        """How many events begin in the month."""
        return sum(count for _team, count in self.teams)


def months_of_year(
    year: Period,
    counts: Mapping[date, Mapping[uuid.UUID, int]],
    teams: Sequence[Team],
    editions: Sequence[Edition],
    marks: Marks,
) -> list[SmallMonth]:
    """The twelve months; `counts` says for a day how many events each team leads, `teams` sets their order."""
    return [
        SmallMonth(
            month,
            _weeks(month, {day: SmallDay(day, marks[day], _ordered(counts.get(day, {}), teams)) for day in month}),
            _ordered(totals(counts.get(day, {}) for day in month), teams),
            [edition for edition in editions if edition.days.meets(month)],
            [deadline for day in month for deadline in marks[day].deadlines],
        )
        for month in months_of(year)
    ]


def totals(counts: Iterable[Mapping[uuid.UUID, int]]) -> Mapping[uuid.UUID, int]:
    """The counts of several days or months, added up by team."""
    added: Counter[uuid.UUID] = Counter()
    for each in counts:
        added.update(each)
    return added


def team_totals(months: Sequence[SmallMonth], teams: Sequence[Team]) -> TeamCounts:
    """How many events each team leads in all the months."""
    return _ordered(totals({team.id: count for team, count in each.teams} for each in months), teams)


def _weeks(month: Period, days: Mapping[date, SmallDay]) -> list[list[SmallDay | None]]:
    grid = month_grid(month.first.year, month.first.month)
    return [[days.get(day) for day in week] for week in grid if any(day in month for day in week)]


def _ordered(counts: Mapping[uuid.UUID, int], teams: Sequence[Team]) -> TeamCounts:
    return [(team, counts[team.id]) for team in teams if counts.get(team.id)]
