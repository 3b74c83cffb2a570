"""A draft as its pages show it: its slots in rows, and how one version came of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from outreach.reports.briefs.rules import Step, steps_between
from outreach.reports.texts.copying import word_in
from outreach.reports.texts.numbers import NumberOf
from outreach.reports.texts.rules import Draft
from outreach.reports.typed.resolving import Resolved


@dataclass(frozen=True)
class Row:
    """A slot of the text: its name, its number (None where no number is called so), whether it is printed exactly."""

    name: str
    number: Resolved | None
    is_exact: bool

    @property
    def printed(self) -> str:
        """As it stands in the text."""
        if self.number is None:
            return "—"
        return self.number.exact if self.is_exact else self.number.wording

    @property
    def has_choice(self) -> bool:
        """Whether exact and rounded differ."""
        return self.number is not None and self.number.exact != self.number.wording


@dataclass(frozen=True)
class BlockSteps:
    """A paragraph, clause by clause: what stayed, what is gone and what is new."""

    steps: Sequence[tuple[Step, str]]


def rows_of(draft: Draft, number_of: NumberOf) -> list[Row]:
    """The slots of the text, in order."""
    words = {name: word_in(draft, name) for name in draft.names}
    return [Row(name, number_of(word) if word else None, name in draft.exact) for name, word in words.items()]


def steps_of(old: Draft | None, new: Draft) -> list[BlockSteps]:
    """How the paragraphs of `new` came of those of `old`, the titles first; without `old` all is the same."""
    after = [new.title, *(block.text for block in new.blocks)]
    if old is None:
        return [BlockSteps([(Step.SAME, text)]) for text in after]
    before = [old.title, *(block.text for block in old.blocks)]
    return [BlockSteps(steps_between(one, other)) for one, other in paired(before, after)]


def paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """The paragraphs of two texts in pairs, "" where one has none: those that say the same meet, others in turn."""
    pairs: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
        one, other = list(before[i1:i2]), list(after[j1:j2])
        longest = max(len(one), len(other))
        one += [""] * (longest - len(one))
        other += [""] * (longest - len(other))
        pairs += zip(one, other, strict=True)
    return pairs
