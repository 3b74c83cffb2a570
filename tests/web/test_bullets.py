"""A bullet bar says how far something is, and never more."""

import pytest

from outreach.web.bullets import bullet
from outreach.web.charts import Value


def of(amount: float | None) -> Value:
    return Value("", amount, str(amount))


@pytest.mark.parametrize(
    ("done", "target", "planned", "ends", "percent"),
    [
        (50, 100, 0, (50.0, 50.0, 100.0), 50),
        (50, 100, 100, (33.33, 100.0, 66.67), 50),  # the plan goes beyond the target
        (150, 100, 0, (100.0, 100.0, 66.67), 150),
        (999, 1000, 0, (99.9, 99.9, 100.0), 99),  # nearly all is not all
        (1, 100_000, 0, (0.8, 0.0, 100.0), 0),  # more than nothing stays visible
        (0, 10, 0, (0.0, 0.0, 100.0), 0),
        (None, 10, 0, (0.0, 0.0, 100.0), 0),
        (5, 0, 0, (100.0, 100.0, 0.0), 0),
    ],
)
def test_the_parts_of_the_bar_end_at_their_share(
    done: float | None,
    target: float,
    planned: float,
    ends: tuple[float, float, float],
    percent: int,
) -> None:
    made = bullet(of(done), of(target), planned=planned)
    assert (made.width, made.planned, made.goal) == ends
    assert (made.percent, made.due) == (percent, None)


def test_where_it_should_be_by_today_is_a_share_of_the_target() -> None:
    assert bullet(of(10), of(200), share_of_time=0.25).due == 25.0
    assert bullet(of(400), of(200), share_of_time=0.5).due == 25.0
