"""The month page with few and with many events stored, for months equally full."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bench.measuring import Line, seconds, shown_seconds
from bench.runs import Run
from bench.worlds import World
from outreach import clock

FULL = 60
"""Events in the month that is looked at."""


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table: so many events stored beside a hundredth of them."""
    size, few = run.size, max(FULL, run.size // 100)
    new_world = run.databases["SQLite"]
    with new_world() as small, new_world() as large:
        for each, stored in ((small, few), (large, size)):
            each.plan(days_of(stored))
        spent = seconds({"few": opened(small), "many": opened(large)}, rounds=run.rounds(15))
    name = f"month page, {size:,} stored"
    return [
        Line(f"month page, {few:,} stored", shown_seconds(spent["few"])),
        Line(name, shown_seconds(spent["many"]), f"{few:,} stored", spent["many"] / spent["few"], 1.5),
    ]


def days_of(stored: int) -> list[date]:
    """`FULL` days of this month, the others in years around it."""
    first = clock.today().replace(day=1)
    here = [first + timedelta(days=number % 28) for number in range(min(stored, FULL))]
    elsewhere = [first + timedelta(days=(1 if n % 2 else -1) * (62 + n % 1800)) for n in range(stored - len(here))]
    return here + elsewhere


def opened(on: World) -> Callable[[], None]:
    """Opening the page of this month."""
    client = on.signed_in()

    def work() -> None:
        assert client.get("/calendar").status_code == 200

    return work
