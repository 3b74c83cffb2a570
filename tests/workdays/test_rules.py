"""What becomes of which days when a year's notice is entered anew."""

from datetime import date

import pytest

from outreach.workdays.rules import Becoming, DayKind, NamedDay, becomings


def off(day: int, name: str = "国庆节") -> NamedDay:
    return NamedDay(date(2025, 10, day), DayKind.OFF, name)


def worked(day: int, name: str = "国庆节") -> NamedDay:
    return NamedDay(date(2025, 10, day), DayKind.WORKED, name)


def becoming(first: int, last: int, before: NamedDay | None, after: NamedDay | None) -> Becoming:
    return Becoming(date(2025, 10, first), date(2025, 10, last), before, after)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([], [], []),
        ([off(1), off(2)], [off(2), off(1)], []),
        ([off(1), off(2), off(3)], [off(1)], [becoming(2, 3, off(2), None)]),
        ([], [off(1), off(2), worked(11)], [becoming(1, 2, None, off(1)), becoming(11, 11, None, worked(11))]),
        ([off(1), off(3)], [], [becoming(1, 1, off(1), None), becoming(3, 3, off(3), None)]),
        ([off(4)], [worked(4)], [becoming(4, 4, off(4), worked(4))]),
        ([off(1), off(2)], [off(1, "双节"), off(2, "双节")], [becoming(1, 2, off(1), off(1, "双节"))]),
        ([off(1), off(2, "中秋节")], [], [becoming(1, 1, off(1), None), becoming(2, 2, off(2, "中秋节"), None)]),
        ([off(1), off(2)], [off(1, "双节")], [becoming(1, 1, off(1), off(1, "双节")), becoming(2, 2, off(2), None)]),
    ],
)
def test_what_becomes_of_which_days(before: list[NamedDay], after: list[NamedDay], found: list[Becoming]) -> None:
    assert becomings(before, after) == found
