"""The parts of a brief, its slots for numbers, and what its text may not say; decisions on plain values."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.laws.rules import bare_title, is_in_force, usual_short_title
from outreach.logbook.pasted.words import PERSONAL
from outreach.reports.rules import wording


class Field(StrEnum):
    """The headline of a brief and its usual four parts: 导语, 做法, 成效, 下一步."""

    HEADLINE = "headline"
    OPENING = "opening"
    DOING = "doing"
    OUTCOME = "outcome"
    NEXT = "next_steps"


PARTS = (Field.OPENING, Field.DOING, Field.OUTCOME, Field.NEXT)
LONGEST_HEADLINE, LONGEST_PART = 100, 4000


class State(StrEnum):
    """How far a brief is. A checked one that is changed is a draft again."""

    DRAFT = "draft"
    CHECKED = "checked"
    KEPT = "kept"


class Trouble(StrEnum):
    """Why a slot can't be printed yet; all but `changed` print nothing that could be believed."""

    UNKNOWN = "unknown"  # no number of this brief is called so
    BLANK = "blank"  # nobody has said anything (rule of the count 10)
    UNDECIDED = "undecided"  # 待核 (rule of the count 11)
    CHANGED = "changed"  # the ledger says another number by now


class Finding(StrEnum):
    """What was found in a text beside its slots."""

    APPROXIMATE = "approximate"
    UNKNOWN_LAW = "unknown_law"
    NOT_IN_FORCE = "not_in_force"
    PERSONAL = "personal"
    EACH = "each"
    TYPED_NUMBER = "typed_number"
    LEFT_OPEN = "left_open"
    EMPTY_PART = "empty_part"


#: These are only pointed out; the others keep a brief from being kept as an article, and from being copied.
WARNINGS = frozenset({Finding.EACH, Finding.TYPED_NUMBER, Finding.EMPTY_PART})


@dataclass(frozen=True)
class Found:
    """A finding, in which field (of a brief, or paragraph of a text), the words, and what may have been meant."""

    finding: Finding
    field: Any
    words: str
    meant: tuple[str, ...] = ()

    @property
    def is_warning(self) -> bool:
        """Whether it is only pointed out."""
        return self.finding in WARNINGS


@dataclass(frozen=True)
class Number:
    """What the ledger says for one slot. `value` None: nobody has said anything; `is_exact`: the writer's choice."""

    key: str
    name: str
    unit: str
    value: int | None
    is_estimated: bool = False
    is_undecided: bool = False
    is_exact: bool = False

    @property
    def wording(self) -> str:
        """The number as it is printed, by rule of the count 13."""
        return wording(self.value, self.unit, rounded=not self.is_exact, estimated=self.is_estimated)

    @property
    def trouble(self) -> Trouble | None:
        """Why it can't be printed, if so."""
        if self.value is None:
            return Trouble.BLANK
        return Trouble.UNDECIDED if self.is_undecided else None

    @property
    def has_choice(self) -> bool:
        """Whether exact and rounded differ."""
        return self.value is not None and wording(self.value, self.unit, rounded=True) != f"{self.value}{self.unit}"


@dataclass(frozen=True)
class Piece:
    """A stretch of text, or a slot that is named in it; `number` None for a name that is unknown."""

    text: str
    is_slot: bool = False
    number: Number | None = None


_SLOT = re.compile(r"\{([^{}\n]{1,100})\}")
_WIDE = str.maketrans("｛｝", "{}")
_DIGITS = "0-9０-９"
_NUMERALS = "一二三四五六七八九十百千万亿两零〇几数"
_COUNTED = "余?(?:份|册|本|张|条|套|个|副|把|块|辆|面|幅|人|名|位|家|场|次|件)"
#: 余, 多, 近, 超 beside a digit, a numeral with its unit, or a slot; 近年来 and 许多 are words (docs/design.md, 6).
_APPROXIMATE = re.compile(
    rf"[{_DIGITS}][{_DIGITS},.]{{0,20}}+\s{{0,9}}+[十百千万亿]{{0,9}}+\s{{0,9}}+[余多]"
    rf"|[{_NUMERALS}]{{0,20}}[十百千万亿][余多](?={_COUNTED})"
    rf"|[近超]过?\s*[{_DIGITS}]+"
    rf"|[近超]过?[{_NUMERALS}]{{0,20}}[十百千万亿](?={_COUNTED})"
    r"|\{[^{}\n]+\}\s*[余多]|[近超]过?\s*\{[^{}\n]+\}"
)
_TYPED_NUMBER = re.compile(rf"[{_DIGITS}][{_DIGITS},，]{{0,20}}+\s{{0,9}}+(?:份|册|本|张|人次|块|幅|辆|套)")
#: 各 promises that nobody was left out; in these words it promises nothing.
_EACH = re.compile(r"各(?![类项种自界方位式有])[一-鿿]{0,2}")
#: A place for a number that nobody filled, and the signs by which one is kept free by hand; with what stands before it.
_LEFT_OPEN = re.compile(r"[^，。；：、！？\n{}×_＿]{0,8}(?:\{\s*\}?|\}|×{2,}|[XＸ]{2,}|[_＿]{2,})")
_QUOTED = re.compile(r"《([^《》\n]+)》")
_CALLED = re.compile(r"以下(?:简称|称)[“\"]?《([^《》\n]+)》")


def slot(name: str) -> str:
    """How a slot stands in the text."""
    return "{" + name + "}"


def clean_name(text: str) -> str:
    """`text` as the name of a slot."""
    return re.sub(r"[{}\n]", "", text.translate(_WIDE)).strip()[:60]


def clean_text(text: str) -> str:
    """A text with its slots written in one way, so that full-width braces do as well."""
    return text.translate(_WIDE)


def slots_in(text: str) -> list[str]:
    """The names of the slots in a text, in order."""
    return _SLOT.findall(text)


def pieces_of(text: str, numbers: Mapping[str, Number]) -> list[Piece]:
    """The text cut at its slots; `numbers` by name."""
    pieces, at = [], 0
    for match in _SLOT.finditer(text):
        pieces.append(Piece(text[at : match.start()]))
        name = match.group(1).strip()
        pieces.append(Piece(name, is_slot=True, number=numbers.get(name)))
        at = match.end()
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def printed(text: str, numbers: Mapping[str, Number]) -> str:
    """The text with its numbers in words; a slot that has none prints "—"."""
    pieces = pieces_of(text, numbers)
    return "".join((piece.number.wording if piece.number else "—") if piece.is_slot else piece.text for piece in pieces)


def check_typed(texts: Mapping[Any, str]) -> None:
    """Refuse 余, 多, 近 and 超 that were typed beside a number: they are the program's job (rule of the count 13)."""
    for field, text in texts.items():
        typed = approximate_in(text)
        if typed:
            raise Invalid(
                _(
                    "“%(words)s”: 余, 多, 近 and 超 beside a number are never typed. Put in a number of the list, "
                    "which is rounded by the rule, or type the exact number.",
                    words="”、“".join(typed),
                ),
                field=str(field),
                code="typed_approximate",
            )


def approximate_in(text: str) -> list[str]:
    """The places where a number is made approximate by hand."""
    return [match.group(0) for match in _APPROXIMATE.finditer(text.translate(_WIDE))]


@dataclass(frozen=True)
class Title:
    """A law of the list with the days on which it is in force."""

    title: str
    short_title: str | None
    first: date | None
    last: date | None

    @property
    def names(self) -> set[str]:
        """All that it may be called."""
        return {self.title, self.short_title, usual_short_title(self.title)} - {None}  # type: ignore[return-value]


def quoted_in(texts: Iterable[str]) -> list[str]:
    """What stands between 《 and 》, each once, in order; not what a text itself says it calls something."""
    whole = "\n".join(texts)
    called = set(_CALLED.findall(whole))
    return [name for name in dict.fromkeys(map(bare_title, _QUOTED.findall(whole))) if name not in called]


def findings_in(
    texts: Mapping[Any, str], *, laws: Collection[Title], materials: Collection[str], day: date
) -> list[Found]:
    """What is to be mended in the texts or looked at; `laws` the whole list, `materials` names that may be quoted."""
    called = {name for text in texts.values() for name in _CALLED.findall(text)}
    found: list[Found] = []
    for field, text in texts.items():
        if not text:
            found.append(Found(Finding.EMPTY_PART, field, ""))
        found += [Found(Finding.APPROXIMATE, field, words) for words in approximate_in(text)]
        found += [Found(Finding.PERSONAL, field, match.group(0)) for match in PERSONAL.finditer(_narrow(text))]
        for name in quoted_in([text]):
            if name not in called and name not in materials:
                found += _law_findings(name, field, laws, day)
        bare = _SLOT.sub("", text)
        found += [Found(Finding.EACH, field, match.group(0)) for match in _EACH.finditer(bare)]
        found += [Found(Finding.TYPED_NUMBER, field, match.group(0)) for match in _TYPED_NUMBER.finditer(bare)]
        found += [Found(Finding.LEFT_OPEN, field, match.group(0)) for match in _LEFT_OPEN.finditer(clean_text(bare))]
    return found


def _law_findings(name: str, field: Any, laws: Collection[Title], day: date) -> list[Found]:
    known = [law for law in laws if name in law.names]
    if not known:
        names = sorted({each for law in laws for each in law.names})
        return [Found(Finding.UNKNOWN_LAW, field, name, tuple(get_close_matches(name, names, 2, 0.6)))]
    if not any(is_in_force(law.first, law.last, day) for law in known):
        return [Found(Finding.NOT_IN_FORCE, field, name)]
    return []


def _narrow(text: str) -> str:
    return text.translate({wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)})


class Step(StrEnum):
    """What became of a stretch of text between two versions."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


_CLAUSE = re.compile(r"\{[^{}\n]*\}|[^，。；：、！？{\n]+|.|\n")


def steps_between(old: str, new: str) -> list[tuple[Step, str]]:
    """How `new` came of `old`, clause by clause."""
    before, after = _CLAUSE.findall(old), _CLAUSE.findall(new)
    steps: list[tuple[Step, str]] = []
    for word, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if word == "equal":
            steps.append((Step.SAME, "".join(before[i1:i2])))
            continue
        steps += [(Step.GONE, "".join(before[i1:i2])), (Step.NEW, "".join(after[j1:j2]))]
    return [(step, text) for step, text in steps if text]
