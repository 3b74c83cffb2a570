"""Measuring: processor time of subjects that take turns in one process, and the memory that each takes.

Ratios stay within a few per cent where wall-clock times swing by half with the neighbours' load.
"""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of a table: what was measured, how it compares to what, and how much that may be at most (None: told)."""

    what: str
    value: str
    against: str = ""
    ratio: float | None = None
    reach: float | None = None

    @property
    def is_within(self) -> bool:
        """Whether it is no more than it may be."""
        return self.reach is None or self.ratio is None or self.ratio <= self.reach


def seconds(
    subjects: Mapping[str, Callable[[], object]], *, rounds: int, spent: Callable[[], float] = time.process_time
) -> dict[str, float]:
    """The median processor time of each subject, all of them once in every round.

    One round before goes uncounted, and the collector has nothing to do in any; a single one only shows that all runs.
    `spent` tells the time so far: that of this process, where nothing else works for it.
    """
    if rounds == 1:
        return {name: _once(work, spent) for name, work in subjects.items()}
    times: dict[str, list[float]] = {name: [] for name in subjects}
    with _left_alone():
        for turn in range(rounds + 1):
            for name, work in subjects.items():
                gc.collect()
                took = _once(work, spent)
                if turn:
                    times[name].append(took)
    return {name: statistics.median(each) for name, each in times.items()}


def _once(work: Callable[[], object], spent: Callable[[], float]) -> float:
    begin = spent()
    work()
    return spent() - begin


@contextmanager
def _left_alone() -> Iterator[None]:
    """The collector does not look at what is there already: doing so before each turn took longer than most turns."""
    gc.collect()
    is_first = gc.get_freeze_count() == 0
    if is_first:
        gc.freeze()
    try:
        yield
    finally:
        if is_first:
            gc.unfreeze()


def peak_bytes(work: Callable[[], object]) -> int:
    """How much memory `work` held at most beyond what was there before."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    try:
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def shown_seconds(value: float) -> str:
    """A time in milliseconds."""
    return f"{value * 1000:,.2f} ms"


def shown_bytes(value: int) -> str:
    """A size in megabytes."""
    return f"{value / 1_000_000:,.2f} MB"


def table(title: str, lines: Sequence[Line]) -> str:
    """The lines as a table of text."""
    width = max(len(line.what) for line in lines)
    told = [f"\n{title}"]
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:7.3f} x {line.against}"
        reach = "" if line.reach is None else f"  (at most {line.reach}: {'yes' if line.is_within else 'NO'})"
        told.append(f"  {line.what:<{width}}  {line.value:>12}  {ratio}{reach}".rstrip())
    return "\n".join(told)
