"""The numbers of a line: what each counts, how sure that is, and what has to be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from outreach.errors import Invalid
from outreach.logbook.pasted.names import Lexicon, Thing, display_in, things_like
from outreach.logbook.pasted.words import (
    ANY_VERB,
    EACH,
    FILLERS,
    GOODS,
    NUMBER,
    ORDINAL,
    PAUSE,
    PEOPLE,
    RANGE,
    STOP,
    TITLELESS,
    VERB_OF,
    Verb,
)
from outreach.logbook.rules import LARGEST
from outreach.materials.rules import CountKind
from outreach.sheets.counts import Count, parse_count

#: What a counter's key is for a number that is not to be logged.
LEAVE_OUT = ""
HANDOUT, ASKED, CAME = (f"{kind}:" for kind in (CountKind.HANDOUT, CountKind.CONSULTATION, CountKind.ATTENDANCE))
_GOODS_VERBS = frozenset({Verb.PRINTED, Verb.LEFT_OVER, Verb.TAKEN, Verb.HANDED_OUT, Verb.PUT_UP})
_PEOPLE_VERBS = frozenset({Verb.ASKED, Verb.CAME, Verb.OWN})


class Doubt(StrEnum):
    """Why a number is asked about, or left out."""

    NO_TITLE = "no_title"
    SEVERAL = "several"
    UNKNOWN = "unknown"
    PRINTED = "printed"
    TAKEN = "taken"
    LEFT_OVER = "left_over"
    TWO_UNITS = "two_units"
    EACH = "each"
    PEOPLE = "people"
    OWN = "own"
    OTHER_UNIT = "other_unit"
    NO_UNIT = "no_unit"
    UNIT_DIFFERS = "unit_differs"
    PLANNED = "planned"


@dataclass(frozen=True)
class Counted:
    """What a number counts: counters' keys it can mean, the one it means (None: ask), why that is doubted."""

    options: tuple[str, ...]
    chosen: str | None
    doubt: Doubt | None = None
    named: str = ""


@dataclass(frozen=True)
class Number:
    """A number of a line; `quantity` is what its own letters write, and `counted` None where nothing says of what."""

    start: int
    end: int
    quantity: int | None
    unit: str
    is_estimated: bool
    counted: Counted | None


class _Span(NamedTuple):
    """Where a number stands, its unit, and whether it is a single one with a single unit."""

    start: int
    end: int
    unit: str
    is_one: bool


@dataclass(frozen=True)
class _Around:
    """What stands before and behind a number, up to the next number or the end of the thought."""

    sentence: str
    near: str
    behind: str

    def verb(self, wanted: frozenset[Verb], *, near: bool = False) -> Verb | None:
        """The nearest wanted verb before the number."""
        words = ANY_VERB.findall(self.near if near else self.sentence)
        return next((VERB_OF[word] for word in reversed(words) if VERB_OF[word] in wanted), None)

    def verb_behind(self, wanted: frozenset[Verb]) -> Verb | None:
        """The first verb right behind it, where it is a wanted one."""
        found = ANY_VERB.search(self.behind)
        return VERB_OF[found[0]] if found and VERB_OF[found[0]] in wanted else None


def numbers_in(free: str, kept: str, lexicon: Lexicon) -> Iterator[Number]:
    """The numbers of a line in their order.

    `free` is the line with all that is understood already made blank, `kept` the line with titles left in it.
    """
    spans = sorted(_spans(free))
    for index, span in enumerate(spans):
        before = spans[index - 1].end if index else 0
        after = spans[index + 1].start if index + 1 < len(spans) else len(kept)
        around = _around(kept, before, span, after)
        yield _number(free[span.start : span.end], span, around, lexicon)


def _spans(free: str) -> Iterator[_Span]:
    text = free
    for pattern in (ORDINAL, RANGE):
        for match in pattern.finditer(text):
            if pattern is RANGE:
                yield _Span(match.start(), match.end(), "", is_one=False)
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    for match in NUMBER.finditer(text):
        yield _Span(match.start(), match.end(), match["unit"] or "", is_one=match["second"] is None)


def _around(kept: str, before: int, span: _Span, after: int) -> _Around:
    thought = STOP.split(kept[: span.start])[-1]
    near = PAUSE.split(kept[before : span.start])[-1]
    behind = PAUSE.split(kept[span.end : after])[0].lstrip()
    return _Around(thought, near, behind.split(" ")[0] if " " in behind else behind)


def _number(text: str, span: _Span, around: _Around, lexicon: Lexicon) -> Number:
    start, end, unit, is_one = span
    count = None if RANGE.fullmatch(text) else written(text)
    if count is None or count.value > LARGEST:
        return Number(start, end, None, unit, False, None)
    counted = _counted(unit, around, lexicon)
    if counted is not None and not is_one:
        counted = Counted(counted.options, None, Doubt.TWO_UNITS, counted.named)
    return Number(start, end, count.value, unit, not count.is_exact, counted)


def written(text: str) -> Count | None:
    """The count that the letters of a number write, its unit apart; None where they write none."""
    found = NUMBER.match(text)
    try:
        return parse_count(found["count"] + found["behind"]) if found else None
    except Invalid:
        return None


def _counted(unit: str, around: _Around, lexicon: Lexicon) -> Counted | None:
    if unit in PEOPLE or (unit == "个" and around.verb(_PEOPLE_VERBS, near=True) is Verb.ASKED):
        return _people(around, lexicon)
    if unit in GOODS:
        return _goods(around, lexicon, unit)
    if unit:
        asked = around.verb(_PEOPLE_VERBS, near=True) is Verb.ASKED
        return Counted((ASKED,), None if asked else LEAVE_OUT, Doubt.OTHER_UNIT)
    return _without_unit(around, lexicon)


def _without_unit(around: _Around, lexicon: Lexicon) -> Counted | None:
    """咨询35, 手册200: only a verb or a title right before the number says what it counts."""
    verb = around.verb(frozenset(Verb), near=True)
    if verb in _PEOPLE_VERBS:
        counted = _people(around, lexicon)
    elif verb in _GOODS_VERBS or _named(around.near, lexicon)[1]:
        counted = _goods(around, lexicon)
    else:
        return None
    return Counted(counted.options, counted.chosen, counted.doubt or Doubt.NO_UNIT, counted.named)


def _people(around: _Around, lexicon: Lexicon) -> Counted:
    near, behind = around.verb(_PEOPLE_VERBS, near=True), around.verb_behind(_PEOPLE_VERBS)
    verb = near or behind or around.verb(_PEOPLE_VERBS)
    group = next((each for each in lexicon.groups if each.name in around.near + around.behind), None)
    topic = next((each for each in lexicon.topics if each.name in around.near), None)
    came = CAME if group is None else f"{CountKind.ATTENDANCE}:{group.code}"
    asked = ASKED if topic is None else f"{CountKind.CONSULTATION}:{topic.code}"
    named = (topic or group or Thing("", "", "")).name
    if verb is Verb.OWN:
        return Counted((came,), LEAVE_OUT, Doubt.OWN)
    if near and behind and near is not behind and not around.behind.startswith(tuple("，, ")):
        return Counted((asked, came), None, Doubt.PEOPLE)
    if verb is Verb.ASKED:
        return Counted((asked, came), asked, named=named if topic else "")
    if verb is Verb.CAME or group is not None:
        return Counted((came, asked), came, named=group.name if group else "")
    return Counted((asked, came), None, Doubt.PEOPLE)


def _goods(around: _Around, lexicon: Lexicon, unit: str = "") -> Counted:
    shown = display_in(around.near + " " + around.behind, lexicon.displays)
    if shown is not None:
        return Counted((key := f"{CountKind.DISPLAY}:{shown.code}",), key, named=shown.name)
    named, found, is_titleless = _title(around, lexicon)
    options = (*(f"{CountKind.HANDOUT}:{each.code}" for each in found), HANDOUT)
    verb = around.verb_behind(_GOODS_VERBS) or around.verb(_GOODS_VERBS)
    if verb in (Verb.PRINTED, Verb.TAKEN, Verb.LEFT_OVER):
        chosen = None if verb is Verb.PRINTED else LEAVE_OUT
        return Counted(options, chosen, Doubt(verb.value), named)
    if EACH.search(around.near.rstrip()):
        return Counted(options, None, Doubt.EACH, named)
    if len(found) == 1 or is_titleless:
        is_other = bool(unit and found) and unit != found[0].unit  # said, for units are never merged silently (rule 9)
        return Counted(options, options[0], Doubt.UNIT_DIFFERS if is_other else None, named)
    doubt = Doubt.SEVERAL if found else Doubt.UNKNOWN if named else Doubt.NO_TITLE
    return Counted(options, None, doubt, named)


def _title(around: _Around, lexicon: Lexicon) -> tuple[str, Sequence[Thing], bool]:
    """What a number of goods is called, what of the list that can be, and whether it says that no title is named."""
    for words in (around.near, around.behind):
        named, found = _named(words, lexicon)
        if named:
            return named, found, named in TITLELESS
    return "", (), False


def _named(words: str, lexicon: Lexicon) -> tuple[str, Sequence[Thing]]:
    """The name behind the last verb in `words`, and what it can mean."""
    said = trimmed(ANY_VERB.split(words)[-1])
    if said in TITLELESS:
        return said, ()
    found = things_like(said, lexicon.materials)
    if not found and " " in said:
        said = trimmed(said.split(" ")[-1])
        found = () if said in TITLELESS else things_like(said, lexicon.materials)
    return said, found


def trimmed(words: str) -> str:
    """`words` without what only leads to a number: 各类, 共, quotes and brackets."""
    before = None
    while before != words:
        before, words = words, FILLERS.sub("", words)
    return words
