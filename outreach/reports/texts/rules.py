"""Texts of the report as they are written: kinds, blocks with slots, and sentences whose facts may be missing."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from outreach.documents.texts import Level
from outreach.reports.briefs.rules import clean_name, clean_text, slots_in

LONGEST_TITLE, LONGEST_BLOCK, MOST_BLOCKS = 200, 4000, 200


class Kind(StrEnum):
    """What a text tells of."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    EDITION = "edition"  # one edition of a campaign, whole, across the year end
    CONSTITUTION_WEEK = "constitution_week"
    OWN = "own"


@dataclass(frozen=True)
class Block:
    """A paragraph as it is written; numbers stand in it as slots: {name}."""

    level: Level
    text: str


@dataclass(frozen=True)
class Draft:
    """A text as it is written. `slots` gives each name the word of its number (`reports.parts`).

    `exact` are the names of those that the writer wants exact; the others are rounded by the rule of the count 13.
    """

    title: str
    blocks: tuple[Block, ...]
    slots: Mapping[str, str] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()

    @property
    def names(self) -> list[str]:
        """The names of the slots that stand in it, each once, in order."""
        texts = [self.title, *(block.text for block in self.blocks)]
        return list(dict.fromkeys(name.strip() for text in texts for name in slots_in(text)))


def tidy(draft: Draft) -> Draft:
    """The draft with slots written in one way, without empty paragraphs, and without slots that stand nowhere."""
    blocks = tuple(Block(each.level, clean_text(each.text).strip()) for each in draft.blocks)
    kept = Draft(clean_text(draft.title).strip(), tuple(each for each in blocks if each.text), draft.slots, draft.exact)
    there = set(kept.names)
    slots = {clean_name(name): word for name, word in draft.slots.items() if clean_name(name) in there}
    return Draft(kept.title, kept.blocks, slots, kept.exact & set(slots))


_NAME = re.compile(r"\{([^{}\n]{1,100})\}")
_OPTIONAL = re.compile(r"\[([^\[\]\n]*)\]")
#: What is left of a list whose last part fell away.
_LOOSE = (
    (re.compile(r"(?<![、，；])[、，；]+(?=[。；！])"), ""),
    (re.compile(r"(?<!、)、+(?=，)"), ""),
    (re.compile(r"(?<=[。：])[、，；]+"), ""),
)


def facts_in(pattern: str) -> list[str]:
    """The names of all facts in a sentence's pattern, each once."""
    return list(dict.fromkeys(name.strip() for name in _NAME.findall(pattern)))


def written(choices: Iterable[str], is_known: Callable[[str], bool]) -> str:
    """The first of the choices whose facts are known, "" where there is none.

    What stands in brackets falls away by itself where a fact of it is missing: `发布[稿件{稿件}、][视频{视频}、]。`. A
    choice with brackets needs at least one of them.
    """
    for choice in choices:
        sentence = _filled(choice, is_known)
        if sentence:
            return sentence
    return ""


def filled(pattern: str, facts: Mapping[str, str]) -> str:
    """The pattern with its facts put in; names that are none of `facts` stay as slots."""
    return _NAME.sub(lambda match: facts.get(match.group(1).strip(), match.group(0)), pattern)


def choices_of(pattern: str) -> Sequence[str]:
    """A pattern's lines: each is a choice, the first whose facts are known is taken."""
    return [
        line.strip() for line in clean_text(pattern).replace("［", "[").replace("］", "]").splitlines() if line.strip()
    ]


def _filled(choice: str, is_known: Callable[[str], bool]) -> str:
    parts = _OPTIONAL.findall(choice)
    if not _kept(_OPTIONAL.sub("", choice), is_known) or (parts and not any(_kept(each, is_known) for each in parts)):
        return ""
    kept = _OPTIONAL.sub(lambda match: _kept(match.group(1), is_known), choice)
    for loose, instead in _LOOSE:
        kept = loose.sub(instead, kept)
    return kept


def _kept(part: str, is_known: Callable[[str], bool]) -> str:
    return part if all(is_known(name.strip()) for name in _NAME.findall(part)) else ""
