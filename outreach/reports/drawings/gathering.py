"""What a drawing will keep, read and sealed before anything is written: the writer then only inserts."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from outreach.db import new_id
from outreach.db.snapshot import snapshot_of_now
from outreach.errors import Refusal
from outreach.logbook.rules import Basis
from outreach.reports.behind import Line, lines_behind
from outreach.reports.drawings.checking import code_over
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnTyped
from outreach.reports.figure import Figure
from outreach.reports.figures import figures_of
from outreach.reports.filters import Filters
from outreach.reports.parts import Part, found_together
from outreach.reports.typed.queries import standings
from outreach.reports.typed.said import Said
from outreach.reports.typed.words import MOST_YEARS_AGO
from outreach.reports.values import Drawn, drawn_of


class KeptLine(NamedTuple):
    """A line as a drawing keeps it."""

    line_id: uuid.UUID
    day: date
    quantity: int
    label: str
    url: str
    is_undecided: bool
    team: str | None
    by_name: str | None


@dataclass(frozen=True)
class GatheredFigure:
    """A figure, or a part of one under its word: the columns of its row, and its lines in the order of their ids."""

    row: dict[str, Any]
    lines: list[KeptLine]


@dataclass(frozen=True)
class Gathered:
    """Everything that a drawing will keep, as the rows were at the instant `at`, with its check code.

    `head` and `typed` are columns of the rows `Drawing` and `DrawnTyped`.
    """

    head: dict[str, Any]
    figures: list[GatheredFigure]
    typed: list[dict[str, Any]]
    code: str

    @property
    def at(self) -> datetime:
        """The instant of the drawing."""
        at: datetime = self.head["at"]
        return at


def gather_now(filters: Filters, parts: Iterable[Part] = ()) -> Gathered:
    """Gather in a snapshot of this instant, so that phones need not wait while a hundred thousand lines are read."""
    with snapshot_of_now() as at:
        return gather(filters, parts, at=at)


def gather(filters: Filters, parts: Iterable[Part] = (), *, at: datetime) -> Gathered:
    """What a drawing of `filters` keeps: the figures, the `parts` beside them, and what was typed by hand.

    To be called in a snapshot or a transaction of one instant, so that no figure knows of a line that another does not.
    """
    gathering = _Gathering(filters)
    figures = gathering.figures(parts)
    head = {
        "id": new_id(),
        "at": at,
        "year": filters.year,
        "first_day": filters.period.first,
        "last_day": filters.period.last,
        "filters": filters.arguments(),
    }
    typed = _typed(filters.year) if filters.is_whole_year and not filters.used else []
    rows = ((DrawnFigure(**each.row), each.lines) for each in sorted(figures, key=lambda each: str(each.row["key"])))
    code = code_over(Drawing(**head), rows, [DrawnTyped(**row) for row in typed])
    return Gathered(head, figures, typed, code)


class _Behind(NamedTuple):
    """A line behind a figure, with the code of its team, and whether it was estimated."""

    team: str
    is_estimated: bool
    line: KeptLine


class _Gathering:
    """The lines of each figure and part, read once: one line that stands behind many of them is in memory once.

    The shares of teams come out of the lines of the whole, since each line has one lead team. An enterprise that two
    teams visited is a line of the one that came first, and of both in their shares: these are asked for anew, as is
    everything where the whole is of one team already.
    """

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._known: dict[KeptLine, KeptLine] = {}
        self._whole: dict[str, tuple[Figure, list[_Behind]]] = {}

    def figures(self, parts: Iterable[Part]) -> list[GatheredFigure]:
        """The figures of the report in order, then the parts, each once."""
        figures = figures_of(self._filters)
        kept = {figure.key for figure in figures}
        asked = {part.word: part for part in found_together(parts) if part.word not in kept}
        shared = {part.key for part in asked.values() if self._is_share(part)}
        found = [self._figure(at, each, is_shared=each.key in shared) for at, each in enumerate(figures)]
        return found + [self._part(len(figures) + at, part) for at, part in enumerate(asked.values())]

    def _figure(self, position: int, figure: Figure, *, is_shared: bool) -> GatheredFigure:
        drawn, lines = self._drawn(figure, self._filters)
        if is_shared and figure.of != "enterprise" and drawn.reason is None:
            self._whole[figure.key] = figure, lines
        return _gathered(position, figure.key, str(figure.label), drawn, lines)

    def _part(self, position: int, part: Part) -> GatheredFigure:
        """The part with its lines; without a value, and with a reason, where it can't be asked for there."""
        found = part.figure
        try:
            drawn, lines = self._share(part) or self._drawn(found, part.filters(self._filters))
        except Refusal as refusal:
            drawn, lines = Drawn(found, None, str(refusal.message)), []
        return _gathered(position, part.word, part.named, drawn, lines)

    def _share(self, part: Part) -> tuple[Drawn, list[_Behind]] | None:
        """The share of a team with its lines; None where it has to be asked for anew."""
        if not self._is_share(part) or part.key not in self._whole:
            return None
        figure, whole = self._whole[part.key]
        lines = [each for each in whole if each.team == part.narrowed["team"]]
        return _added(figure, lines), lines

    def _drawn(self, figure: Figure, filters: Filters) -> tuple[Drawn, list[_Behind]]:
        reason = figure.reason(filters)
        if reason is not None:
            return Drawn(figure, None, reason), []
        lines = [self._behind(line) for line in lines_behind(figure, filters)]
        return _added(figure, lines), lines

    def _behind(self, line: Line) -> _Behind:
        said = line.id, line.day, line.quantity, line.label, line.path, line.is_undecided
        kept = KeptLine(*said, line.team_name, line.by)
        return _Behind(line.team, line.basis is Basis.ESTIMATED or line.is_rounded, self._known.setdefault(kept, kept))

    def _is_share(self, part: Part) -> bool:
        return part.narrowed.keys() == {"team"} and self._filters.team is None


def _added(figure: Figure, lines: Sequence[_Behind]) -> Drawn:
    """The figure out of the very lines that are kept, so that nobody who writes meanwhile comes between them."""
    value = sum(each.line.quantity for each in lines)
    estimated = sum(each.line.quantity for each in lines if each.is_estimated)
    undecided = sum(each.line.quantity for each in lines if each.line.is_undecided)
    return drawn_of(figure, value, len(lines), estimated=estimated, undecided=undecided)


def _gathered(position: int, word: str, label: str, drawn: Drawn, lines: Sequence[_Behind]) -> GatheredFigure:
    row = {
        "key": word,
        "position": position,
        "label": label,
        "value": drawn.value,
        "unit": drawn.figure.unit,
        "wording": drawn.wording,
        "definition": str(drawn.figure.definition),
        "reason": drawn.reason,
        "estimated": drawn.estimated,
        "undecided": drawn.undecided,
    }
    return GatheredFigure(row, sorted((each.line for each in lines), key=lambda line: line.line_id))


def _typed(year: int) -> list[dict[str, Any]]:
    """Figures typed by hand are of the whole bureau and the whole year; blank ones are kept as blank."""
    every = enumerate(standings(*range(year - MOST_YEARS_AGO, year + 1)))
    said = ((position, each.said) for position, each in every)
    return [_typed_row(at, each) for at, each in said if each.year == year or not each.numbers.is_blank]


def _typed_row(position: int, said: Said) -> dict[str, Any]:
    return {
        "year": said.year,
        "code": said.code,
        "position": position,
        "label": said.name,
        "section": said.section,
        "unit": said.unit,
        "shape": said.shape,
        "numerator_name": said.numerator_name,
        "denominator_name": said.denominator_name,
        "value": said.numbers.value,
        "numerator": said.numbers.numerator,
        "denominator": said.numbers.denominator,
        "is_estimated": said.is_estimated,
        "is_rounded": said.is_rounded,
        "wording": said.whole_wording,
        "definition": said.definition,
        "source": said.source,
        "sha256": said.sha256,
        "by_name": said.by_name,
        "typed_at": said.at,
    }
