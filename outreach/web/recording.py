"""Recording what a phone sent: judged by what is known, inserted, and judged again where another phone was quicker."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from outreach.web.answers import Answer, Said


class _Identified(Protocol):
    @property
    def id(self) -> uuid.UUID: ...


Thing = TypeVar("Thing", bound=_Identified)
Known = TypeVar("Known")


@dataclass(frozen=True)
class Recorded(Generic[Thing, Known]):
    """One answer per thing, in their order; the things that were recorded now; what was known of them in the end."""

    said: list[Said]
    things: list[Thing]
    known: Known


def record_new(
    things: Sequence[Thing],
    *,
    look: Callable[[Sequence[Thing]], Known],
    judge: Callable[[Thing, Known], Said],
    insert: Callable[[Mapping[int, Thing], Known], set[uuid.UUID]],
) -> Recorded[Thing, Known]:
    """Record each of `things` that can be.

    `look` reads what is known of them, `judge` answers one of them by that (and makes a recorded one known), `insert`
    writes the chosen ones (by their place in `things`) and says which ids nobody else has written meanwhile. Those
    with which another request was quicker are judged again by what it wrote.
    """
    written: dict[int, Said] = {}
    while True:
        known = look(things)
        said = [written.get(index) or judge(thing, known) for index, thing in enumerate(things)]
        chosen = {
            index: thing
            for index, thing in enumerate(things)
            if index not in written and said[index].answer is Answer.RECORDED
        }
        new = insert(chosen, known)
        written |= {index: said[index] for index, thing in chosen.items() if thing.id in new}
        if len(new) == len(chosen):
            return Recorded(said, [things[index] for index in written], known)
