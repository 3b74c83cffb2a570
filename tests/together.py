"""Several people or phones at one instant."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Given = TypeVar("Given")


def at_once(works: Sequence[Callable[[], Given]]) -> list[Given]:
    """What each of `works` gave, all begun at one instant, each in a thread of its own; what one raises is raised."""
    begin = Barrier(len(works))

    def one(work: Callable[[], Given]) -> Given:
        begin.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as hands:
        return list(hands.map(one, works))
