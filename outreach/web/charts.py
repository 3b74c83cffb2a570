"""Where the marks of a chart stand, in percent of its picture, so that templates only print them.

Percentages need no viewBox: words in a picture keep their size on every screen and grow with large type.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: The part of a picture that marks may fill, in percent: room for figures above, labels below, the scale at the left.
TOP, BOTTOM, LEFT, RIGHT = 9.0, 88.0, 9.0, 100.0
#: A stretch of colour lower than this (percent of the picture) has no room for its team's letter.
LETTER_HEIGHT = 9.0
#: From so many points on a line they are drawn small.
DENSE_FROM = 20
#: What is more than nothing stays visible.
LEAST = 0.8


@dataclass(frozen=True)
class Value:
    """One value to draw; `amount` None is "not recorded" and draws nothing, `text` is the figure as printed.

    `palette` (1 to 8) and `mark` (the letter) are a team's, `series` (1 to 6) is that of any other part; without either
    the mark has the one accent colour.
    """

    label: str
    amount: float | None
    text: str
    href: str | None = None
    palette: int | None = None
    mark: str = ""
    series: int | None = None

    @property
    def ink(self) -> str:
        """The class that colours its mark."""
        return ink(self.palette, self.series)


@dataclass(frozen=True)
class Series:
    """A line to draw, or what a legend names: `series` (1 to 6) or a team's `palette` colours it, `mark` is its sign.

    Its values are those of the labels below the picture, in their order; None is "not recorded": the line has a gap.
    """

    name: str
    values: tuple[Value | None, ...] = ()
    palette: int | None = None
    mark: str = ""
    series: int | None = None
    text: str = ""
    href: str | None = None

    @property
    def ink(self) -> str:
        """The class that colours its line."""
        return ink(self.palette, self.series)

    @property
    def shape(self) -> str:
        """The class that shapes its points and dashes its line, so that colour is not the only sign."""
        return f"shape-{self.palette or self.series or 1}"


@dataclass(frozen=True)
class Bar:
    """A lying bar and its length."""

    value: Value
    width: float


@dataclass(frozen=True)
class Stack:
    """A column to draw: its parts from the ground up, `text` the figure of the whole."""

    label: str
    text: str
    parts: tuple[Value, ...]
    href: str | None = None


@dataclass(frozen=True)
class Tick:
    """A line of the scale."""

    amount: float
    y: float


@dataclass(frozen=True)
class Segment:
    """A stretch of a column: its upper edge, its height, where its letter's foot stands (None: no room)."""

    value: Value
    y: float
    height: float
    letter_y: float | None


@dataclass(frozen=True)
class Column:
    """A standing column: left edge, width, middle, upper edge."""

    stack: Stack
    x: float
    width: float
    middle: float
    top: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Columns:
    """A column chart: its scale from the ground up, and its columns."""

    ticks: tuple[Tick, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Label:
    """A word below the picture, None where there is no room for it, and where it stands."""

    text: str | None
    x: float


@dataclass(frozen=True)
class Point:
    """A value where it stands."""

    value: Value
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A line in its runs: each is a path through neighbouring points; a run of one point has no path."""

    series: Series
    points: tuple[Point, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """A height that the lines are measured against, such as a target, and where it stands."""

    value: Value
    y: float


@dataclass(frozen=True)
class Lines:
    """A line chart: its scale from the ground up, the words below it, its lines, and every label for the table."""

    ticks: tuple[Tick, ...]
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    names: tuple[str, ...]
    level: Level | None = None

    @property
    def is_dense(self) -> bool:
        """Whether its points stand so close that they must be small."""
        return max((len(line.points) for line in self.lines), default=0) > DENSE_FROM


def ink(palette: int | None, series: int | None) -> str:
    """The class of a team's colour, or of another part's; "" for the accent."""
    if palette:
        return f"team-{palette}"
    return f"series-{series}" if series else ""


def lines(
    labels: Sequence[str], series: Sequence[Series], *, below: Sequence[str | None] = (), level: Value | None = None
) -> Lines:
    """A line for each of the series on one scale from 0; `below` are the words under it where labels have no room.

    `level` is a height that is drawn across, such as a target.
    """
    amounts = [value.amount or 0 for each in series for value in each.values if value]
    highest = _scale([*amounts, *([level.amount or 0] if level else [])])
    slot = (RIGHT - LEFT) / max(1, len(labels))
    places = [round(LEFT + slot * (place + 0.5), 2) for place in range(len(labels))]
    shown = tuple(Label(text, x) for text, x in zip(below or labels, places, strict=True))
    drawn = tuple(_line(each, places, highest[-1]) for each in series)
    across = Level(level, _height_of(level.amount or 0, highest[-1])) if level else None
    return Lines(_ticks(highest), shown, drawn, tuple(labels), across)


def _line(series: Series, places: Sequence[float], highest: float) -> Line:
    runs: list[list[Point]] = [[]]
    for value, x in zip(series.values, places, strict=True):
        if value is None or value.amount is None:
            runs.append([])
        else:
            runs[-1].append(Point(value, x, _height_of(max(0.0, value.amount), highest)))
    paths = (" ".join(f"{point.x} {point.y}" for point in run) for run in runs if len(run) > 1)
    return Line(series, tuple(point for run in runs for point in run), tuple(f"M{path}" for path in paths))


def bars(values: Sequence[Value]) -> tuple[Bar, ...]:
    """A bar for each value, in the given order; the largest fills the width."""
    largest = max((value.amount or 0 for value in values), default=0)
    return tuple(Bar(value, _share(value.amount or 0, largest, 100.0)) for value in values)


def columns(stacks: Sequence[Stack]) -> Columns:
    """A column for each stack, in the given order, on a scale from 0 to a round number."""
    scale = _scale([_total(stack) for stack in stacks])
    slot = (RIGHT - LEFT) / max(1, len(stacks))
    width = round(min(slot * 0.68, 9.0), 2)
    return Columns(
        _ticks(scale),
        tuple(_column(stack, LEFT + slot * (place + 0.5), width, scale[-1]) for place, stack in enumerate(stacks)),
    )


def _column(stack: Stack, middle: float, width: float, highest: float) -> Column:
    segments, top = [], BOTTOM
    for part in stack.parts:
        height = _share(part.amount or 0, highest, BOTTOM - TOP)
        if height:
            top = round(top - height, 2)
            letter_y = round(top + height / 2, 2) if part.mark and height >= LETTER_HEIGHT else None
            segments.append(Segment(part, top, height, letter_y))
    return Column(stack, round(middle - width / 2, 2), width, round(middle, 2), top, tuple(segments))


def _total(stack: Stack) -> float:
    return sum(part.amount or 0 for part in stack.parts)


def _share(amount: float, largest: float, whole: float) -> float:
    return 0.0 if amount <= 0 else round(max(amount / largest * whole, LEAST), 2)


def _height_of(amount: float, highest: float) -> float:
    return round(BOTTOM - amount / highest * (BOTTOM - TOP), 2)


def _ticks(scale: Sequence[float]) -> tuple[Tick, ...]:
    return tuple(Tick(amount, _height_of(amount, scale[-1])) for amount in scale)


def _scale(amounts: Sequence[float]) -> list[float]:
    """0 and two to four round steps (1, 2 or 5 with noughts, whole numbers), the last not below the largest amount."""
    largest = max([1.0, *amounts])
    power = 10 ** math.floor(math.log10(largest / 2))
    step = next(step for step in (1 * power, 2 * power, 5 * power, 10 * power) if largest / step <= 4)
    step = max(1, step)
    return [step * count for count in range(max(1, math.ceil(largest / step)) + 1)]


@dataclass(frozen=True)
class HeatCell:
    """A cell of a matrix: its figure, a smaller one beside it, and how dark it is (0 to 5)."""

    text: str
    href: str | None = None
    note: str = ""
    heat: int = 0


@dataclass(frozen=True)
class HeatRow:
    """A line of a matrix."""

    label: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class Matrix:
    """A table whose cells are the darker the more they hold."""

    head: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    total: HeatRow | None = None
