"""Names in a line: those of the lists, found whole or by their best part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from outreach.logbook.pasted.words import DISPLAYS

Key = TypeVar("Key")
#: What a place's name may lack in a message: 三江 for 三江镇.
_ENDINGS = ("街道", "社区", "有限公司", "项目工地", "镇", "乡", "村", "集市", "广场")


@dataclass(frozen=True)
class Thing:
    """Something of a list that lines count: its code, what it is called, and its unit."""

    code: str
    name: str
    unit: str


@dataclass(frozen=True)
class Names:
    """Whole names to what they may mean, arranged to be looked for at every place of a line."""

    meant: Mapping[str, tuple[str, ...]]
    _by_first: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for text in sorted(self.meant, key=lambda each: -len(each)):
            self._by_first.setdefault(text[0], []).append(text)

    def found_in(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Where names stand in `text`, the longest at each place, none inside another."""
        at = 0
        while at < len(text):
            name = next((each for each in self._by_first.get(text[at], ()) if text.startswith(each, at)), None)
            if name is None:
                at += 1
                continue
            yield at, at + len(name), self.meant[name]
            at += len(name)


@dataclass(frozen=True)
class Lexicon:
    """Everything by name that a line may speak of; keys are uuids and codes as text."""

    places: Names
    teams: Names
    people: Names
    materials: tuple[Thing, ...] = ()
    topics: tuple[Thing, ...] = ()
    groups: tuple[Thing, ...] = ()
    displays: tuple[Thing, ...] = ()
    titles: Names = field(default_factory=lambda: Names({}))


def names_of(pairs: Iterable[tuple[str, str]]) -> Names:
    """Names from pairs of a text and its key; texts of one letter name nothing."""
    meant: dict[str, tuple[str, ...]] = {}
    for text, key in pairs:
        if len(text) > 1 and key not in meant.get(text, ()):
            meant[text] = (*meant.get(text, ()), key)
    return Names(meant)


def place_names(pairs: Iterable[tuple[str, str]]) -> Names:
    """Names of places, each also without its ending where that is the name of nothing else."""
    pairs = list(pairs)
    whole = {text for text, _key in pairs}
    short = [(cut, key) for text, key in pairs for cut in _cut(text) if cut not in whole]
    return names_of([*pairs, *short])


def _cut(name: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) > 1:
            yield name[: -len(ending)]
            return


def things_like(said: str, things: Iterable[Thing]) -> tuple[Thing, ...]:
    """The things that `said` can mean, by the closest kind of likeness that any has; none for one letter."""
    things = tuple(things)
    if len(said) < 2:
        return ()
    likenesses = (
        lambda name: name == said,
        lambda name: said in name,
        lambda name: len(said) > 2 and _holds(name, said),
        lambda name: len(name) > 3 and name in said,
    )
    for is_like in likenesses:
        if found := tuple(thing for thing in things if is_like(thing.name)):
            return found
    return ()


def display_in(words: str, displays: Iterable[Thing]) -> Thing | None:
    """The display that `words` name, by its own name or a usual one."""
    return next(
        (each for each in displays if any(name in words for name in (each.name, *DISPLAYS.get(each.code, ())))), None
    )


def _holds(name: str, said: str) -> bool:
    """Whether the letters of `said` stand in `name` in their order: 工伤折页 in 工伤预防宣传折页."""
    letters = iter(name)
    return all(letter in letters for letter in said)
