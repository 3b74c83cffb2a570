"""Charts say no more and no less than their values."""

from itertools import pairwise

import pytest

from outreach.web.charts import BOTTOM, LEFT, RIGHT, TOP, Series, Stack, Value, bars, columns, lines


def values(*amounts: float | None) -> list[Value]:
    return [Value(f"{place}", amount, f"{amount}") for place, amount in enumerate(amounts, 1)]


def stacks(*columns: tuple[float, ...]) -> list[Stack]:
    return [
        Stack("m", "t", tuple(Value("p", amount, "t", palette=1, mark="就") for amount in parts)) for parts in columns
    ]


@pytest.mark.parametrize(
    ("amounts", "widths"),
    [
        ((10, 5, 0), (100.0, 50.0, 0.0)),
        ((0, 0), (0.0, 0.0)),
        ((100_000, 1), (100.0, 0.8)),  # more than nothing stays visible
        ((None, 4), (0.0, 100.0)),
        ((), ()),
    ],
)
def test_a_bar_is_as_long_as_its_share_of_the_largest(
    amounts: tuple[float | None, ...], widths: tuple[float, ...]
) -> None:
    assert tuple(bar.width for bar in bars(values(*amounts))) == widths


@pytest.mark.parametrize(
    ("largest", "scale"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (9, [0, 5, 10]),
        (33, [0, 10, 20, 30, 40]),
        (12_734, [0, 5_000, 10_000, 15_000]),
        (100_000, [0, 50_000, 100_000]),
    ],
)
def test_the_scale_is_round_and_reaches_over_the_largest(largest: int, scale: list[int]) -> None:
    assert [tick.amount for tick in columns(stacks((largest,))).ticks] == scale


def test_a_column_stands_on_the_ground_and_its_parts_on_each_other() -> None:
    column = columns(stacks((1, 2, 0, 1))).columns[0]
    first, second, last = column.segments
    assert first.y + first.height == BOTTOM
    assert second.y + second.height == first.y
    assert last.y == column.top == TOP
    assert second.height == pytest.approx(2 * first.height, abs=0.02)


def test_a_letter_needs_room() -> None:
    tall, low = columns(stacks((95, 5))).columns[0].segments
    assert tall.letter_y is not None
    assert low.letter_y is None


def test_columns_stay_inside_the_picture_and_apart() -> None:
    drawn = columns(stacks(*[(1,)] * 12)).columns
    assert drawn[0].x >= LEFT
    assert drawn[-1].x + drawn[-1].width <= RIGHT
    assert all(left.x + left.width < right.x for left, right in pairwise(drawn))


def series(*amounts: float | None, name: str = "渠道") -> Series:
    return Series(name, tuple(None if each is None else Value("m", each, f"{each}") for each in amounts), series=1)


def test_what_was_not_recorded_is_a_gap_in_the_line_and_not_a_zero() -> None:
    line = lines(["1", "2", "3", "4", "5"], [series(4, 0, None, 2, 1)]).lines[0]
    assert [point.value.amount for point in line.points] == [4, 0, 2, 1]
    assert len(line.paths) == 2
    assert line.points[1].y == BOTTOM


def test_a_value_alone_between_gaps_is_a_point_without_a_line() -> None:
    line = lines(["1", "2", "3"], [series(None, 5, None)]).lines[0]
    assert len(line.points) == 1
    assert line.paths == ()


def test_lines_share_one_scale_and_stand_above_their_labels() -> None:
    chart = lines(["1", "2"], [series(100, 50), series(10, None)])
    assert [tick.amount for tick in chart.ticks] == [0, 50, 100]
    assert chart.lines[0].points[0].y == TOP
    assert all(
        point.x == label.x for line in chart.lines for point, label in zip(line.points, chart.labels, strict=False)
    )
    assert chart.labels[0].x >= LEFT
    assert chart.labels[-1].x <= RIGHT


def test_labels_without_room_are_left_out_below_and_stay_in_the_table() -> None:
    chart = lines(["3月3日", "3月10日"], [series(1, 2)], below=["3月", None])
    assert [label.text for label in chart.labels] == ["3月", None]
    assert chart.names == ("3月3日", "3月10日")


def test_a_line_is_told_by_its_shape_as_well_as_its_colour() -> None:
    drawn = [Series("a", series=number) for number in range(1, 7)]
    assert len({each.ink for each in drawn}) == len({each.shape for each in drawn}) == 6
