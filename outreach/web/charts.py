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
#: What is more than nothing stays visible.
LEAST = 0.8


@dataclass(frozen=True)
class Value:
    """One value to draw; `amount` None is "not recorded" and draws nothing, `text` is the figure as printed.

    `palette` (1 to 8) and `mark` (the letter) are a team's; without them the mark has the one accent colour.
    """

    label: str
    amount: float | None
    text: str
    href: str | None = None
    palette: int | None = None
    mark: str = ""


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
