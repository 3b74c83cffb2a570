"""No pattern may take long over what a stranger sends: it holds the interpreter, and the whole bureau waits.

Each runs over long texts made of its own parts, which make it try again and again. Its work must grow as the text does:
fourfold over four times the length, where trying every end for every beginning grows sixteenfold.
"""

import ast
import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import outreach

ROOT = Path(__file__).parents[2]
LENGTHS = (200, 800, 3200)
#: Seconds of the processor below which nothing is told from noise.
FLOOR = 0.003
#: So little over a text of middle length grows to nothing over the longest.
QUICK = 0.0001
#: Between 4 and 16.
STEEPEST = 9
#: Read what the product's own files and its database say, never what is sent.
OF_OUR_OWN = (
    "outreach.cli",
    "outreach.db",
    "outreach.logbook.shell.files",
    "outreach.migrations",
    "outreach.upkeep.doctor",
    "outreach.web.lean",
    "outreach.web.openapi",
    "outreach.web.parcels",
)
CHARACTERS = (" ", "\n", "1", ".", ",", "中", "a", "(", '"', "-")
#: What no pattern ends with.
SPOILERS = ("", "\n\x00", "中a")
CATEGORIES = {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a"}
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def asked() -> dict[re.Pattern[Any], dict[str, set[str]]]:
    """Every pattern that reads what people send, with where it stands, and how it is asked there."""
    found: dict[re.Pattern[Any], dict[str, set[str]]] = {}
    for module in pkgutil.walk_packages(outreach.__path__, "outreach."):
        if module.name.startswith(OF_OUR_OWN) or module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        source = Path(loaded.__file__ or "").read_text(encoding="utf-8")
        for name, value in vars(loaded).items():
            for pattern in within(value):
                found.setdefault(pattern, {})[f"{module.name}.{name}"] = ways_of(name, source)
        for line, way, pattern in in_place(source):
            found.setdefault(pattern, {})[f"{module.name}:{line}"] = {way}
    return found


def ways_of(name: str, source: str) -> set[str]:
    """How a pattern, or each of a table of them, is asked."""
    names = {name, *re.findall(rf"\bfor (?:\w+, )?(\w+)(?:, \w+)? in {name}\b", source)}
    return set(re.findall(rf"\b(?:{'|'.join(names)})\.(fullmatch|match|search|split|sub|findall|finditer)\b", source))


def within(value: Any) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value of a module, which may be a table."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from within((*value, *value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from within(each)


def in_place(source: str) -> Iterator[tuple[int, str, re.Pattern[Any]]]:
    """The patterns that are given to `re.sub` and its like as they stand."""
    for call in ast.walk(ast.parse(source)) if re.search(r"\bre\.(?!compile)", source) else ():
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=way), args=[ast.Constant(value=str() as pattern), *_]
            ) if way != "compile":
                yield call.lineno, way, re.compile(pattern)


def shortest(parts: Any) -> str:
    """A short text that the parts of a pattern fit, or nearly."""
    return "".join(map(shortest_of, parts))


def shortest_of(part: Any) -> str:
    """As `shortest`, of one part."""
    match part:
        case (sre.LITERAL, code):
            return chr(code)
        case (sre.RANGE, (first, _last)):
            return chr(first)
        case (sre.CATEGORY, category):
            return CATEGORIES.get(category, "中")
        case (sre.IN, [(sre.NEGATE, None), *members]):
            others = [shortest_of(each) for each in members]
            return next(each for each in "a1 中。;" if each not in others)
        case (sre.IN, [first, *_members]):
            return shortest_of(first)
        case (sre.ANY | sre.NOT_LITERAL, _):
            return "a"
        case (sre.SUBPATTERN, (*_, parts)) | (sre.ATOMIC_GROUP, parts):
            return shortest(parts)
        case (sre.BRANCH, (_, [first, *_branches])):
            return shortest(first)
        case (sre.ASSERT, (-1, parts)):
            return shortest(parts)
        case (operation, (least, _most, parts)) if operation in REPEATS:
            return shortest(parts) * least
    return ""


def repeated(parts: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What a pattern repeats without end: a short text of what stands before it, and one of what is repeated."""
    for part in parts:
        for inner in inside(part):
            yield from repeated(inner, before)
        if part[0] in REPEATS and part[1][1] is sre.MAXREPEAT:
            yield before, shortest(part[1][2])
        before += shortest_of(part)


def inside(part: Any) -> tuple[Any, ...]:
    """The patterns that a part of a pattern consists of."""
    match part:
        case (sre.SUBPATTERN, (*_, parts)) | (sre.ATOMIC_GROUP, parts) | (sre.ASSERT | sre.ASSERT_NOT, (_, parts)):
            return (parts,)
        case (sre.BRANCH, (_, branches)):
            return tuple(branches)
        case (operation, (_least, _most, parts)) if operation in REPEATS:
            return (parts,)
    return ()


def alphabet(parts: Any) -> Iterator[str]:
    """Short texts that fit what a pattern is made of."""
    for part in parts:
        yield shortest_of(part)
        for inner in inside(part):
            yield from alphabet(inner)


def trials(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """What to make long texts of: how they begin, what is repeated, and how they end; none where nothing has no end."""
    parts = parser.parse(pattern.pattern, pattern.flags)
    ends = list(repeated(parts))
    if not ends:
        return
    befores = {"", "a", *(before for before, _unit in ends)}
    units = {
        *CHARACTERS,
        *alphabet(parts),
        *(unit for _before, unit in ends),
        *(before + unit for before, unit in ends),
    }
    yield from itertools.product(sorted(befores), sorted(units - {""}), SPOILERS)


def seconds(ask: Callable[[Any], Any], text: Any, *, times: int = 1) -> float:
    """Of the processor, at the best of so many times."""
    spent = []
    for _time in range(times):
        began = time.process_time()
        ask(text)
        spent.append(time.process_time() - began)
    return min(spent)


def asks_of(pattern: re.Pattern[Any], ways: set[str]) -> list[Callable[[Any], Any]]:
    """What asks the pattern in these ways, or in every one where none is known: to search is to look for the first."""
    asks: dict[str, Callable[[Any], Any]] = {"fullmatch": pattern.fullmatch, "match": pattern.match}
    known = [ask for way, ask in asks.items() if way in ways]
    return known if ways and ways <= asks.keys() else [*known, lambda text: sum(1 for _match in pattern.finditer(text))]


def steep(pattern: re.Pattern[Any], ways: set[str]) -> tuple[Any, ...] | None:
    """A text over which the work grows faster than the text; None where there is none."""
    asks = asks_of(pattern, ways)
    for before, unit, spoiler in trials(pattern):
        texts: list[Any] = [before + (unit * length)[:length] + spoiler for length in LENGTHS]
        if isinstance(pattern.pattern, bytes):
            texts = [text.encode() for text in texts]
        for ask in asks:
            for shorter, longer in itertools.pairwise(texts):
                spent = seconds(ask, longer)
                if spent < QUICK:
                    break
                if spent < FLOOR:
                    continue
                ratio = seconds(ask, longer, times=3) / seconds(ask, shorter, times=3)
                if ratio > STEEPEST:
                    return before, unit, spoiler, len(longer), round(ratio, 1)
    return None


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"\s*[\n\t]\s*", "sub"),
        (r"^[^a-z]+|[^a-z]+$", "sub"),
        (r"[(（][^)）]*[)）]", "finditer"),
        (r"\s*(?:-+|至)\s*", "split"),
        (r"(?P<name>.+?)\s*x\s*(?P<number>\d+)", "fullmatch"),
    ],
)
def test_what_is_slow_is_found(pattern: str, way: str) -> None:
    assert steep(re.compile(pattern), {way})


def test_no_pattern_is_slow_over_what_is_sent() -> None:
    patterns = asked()
    slow = {}
    for pattern, places in patterns.items():
        ways = set.union(*places.values()) if all(places.values()) else set()
        if found := steep(pattern, ways):
            slow[tuple(places)] = (pattern.pattern, *found)
    assert slow == {}
    assert len(patterns) > 200
