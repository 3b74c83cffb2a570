"""The tables of the questions: a row for each topic, month or kind of place, with its bars."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from outreach.materials.models import Topic
from outreach.places.rules import PlaceKind
from outreach.proposals.questions import queries
from outreach.proposals.questions.queries import Asked, Cell
from outreach.proposals.questions.rules import change_in_percent, is_rise, year_before

#: Height of the bars, width of one with its gap.
HEIGHT, STEP = 28, 8


@dataclass(frozen=True)
class Bar:
    """One month of a picture, in its units; `before` is the height of the year before."""

    x: int
    height: int
    before: int

    @property
    def y(self) -> int:
        """Where the bar begins, from the top."""
        return HEIGHT - self.height

    @property
    def before_y(self) -> int:
        """The same of the year before."""
        return HEIGHT - self.before


@dataclass(frozen=True)
class Row:
    """So many asked, and so many in the same days of the year before; `of` is the topic, month or kind."""

    of: Any
    asked: int
    before: int
    bars: tuple[Bar, ...] = ()

    @property
    def percent(self) -> int | None:
        """The change in percent; None where nobody asked before."""
        return change_in_percent(self.asked, self.before)

    @property
    def rises(self) -> bool:
        """Whether that is plainly more."""
        return is_rise(self.asked, self.before)


@dataclass(frozen=True)
class Both:
    """The consultations of a period and of these days of the year before."""

    asked: Asked
    now: Counter[Cell]
    before: Counter[Cell]

    def by_topic(self, topics: Iterable[Topic]) -> list[Row]:
        """A row for each topic of which anybody asked, those asked about most first; None is "not sorted"."""
        known: dict[uuid.UUID | None, Topic | None] = {each.id: each for each in topics} | {None: None}
        rows = [self._row(known[key], lambda cell, key=key: cell[0] == key) for key in known]  # type: ignore[misc]
        rows = [row for row in rows if row.asked or row.before]
        return sorted(rows, key=lambda row: -row.asked)

    def by_month(self) -> list[Row]:
        """A row for each month of the period."""
        months = range(self.asked.period.first.month, self.asked.period.last.month + 1)
        return [self._row(number, lambda cell, number=number: cell[2] == number) for number in months]  # type: ignore[misc]

    def by_kind(self) -> list[Row]:
        """A row for each kind of place at which anybody asked, those with most first."""
        rows = [self._row(kind, lambda cell, kind=kind: cell[1] == kind) for kind in PlaceKind]  # type: ignore[misc]
        return sorted((row for row in rows if row.asked or row.before), key=lambda row: -row.asked)

    def whole(self) -> Row:
        """All of them."""
        return self._row(None, lambda _cell: True)

    def _row(self, of: Any, fits: Callable[[Cell], bool]) -> Row:
        now = Counter({cell: n for cell, n in self.now.items() if fits(cell)})
        before = Counter({cell: n for cell, n in self.before.items() if fits(cell)})
        return Row(of, now.total(), before.total(), _bars(now, before))


def both(asked: Asked) -> Both:
    """What is asked, and what was in the year before."""
    earlier = Asked(**vars(asked) | {"period": year_before(asked.period)})
    return Both(asked, queries.cells(asked), queries.cells(earlier))


def _bars(now: Counter[Cell], before: Counter[Cell]) -> tuple[Bar, ...]:
    of_months = [_of_months(each) for each in (now, before)]
    most = max((*of_months[0].values(), *of_months[1].values(), 1))
    heights = [{number: round(max(0, n) * HEIGHT / most) for number, n in each.items()} for each in of_months]
    return tuple(
        Bar((number - 1) * STEP, heights[0].get(number, 0), heights[1].get(number, 0)) for number in range(1, 13)
    )


def _of_months(cells: Counter[Cell]) -> Counter[int]:
    summed: Counter[int] = Counter()
    for (_topic, _kind, number), quantity in cells.items():
        summed[number] += quantity
    return summed
