"""Two texts beside each other, paragraph by paragraph, with their numbers then and now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from outreach.periods import Period, in_year
from outreach.reports.briefs.rules import Step, steps_between
from outreach.reports.filters import Filters
from outreach.reports.texts.copies import Copy, Reference
from outreach.reports.texts.facts import Frame
from outreach.schedule.campaigns.queries import edition_before

#: Paragraphs that say less of the same than this are two paragraphs.
_ALIKE = 0.45
_NUMBERS = re.compile(r"[0-9０-９约超余万第一二三四]+")


@dataclass(frozen=True)
class Pair:
    """A paragraph of each, None where one has none; `steps` is how the second came of the first."""

    before: str | None
    after: str | None

    @property
    def steps(self) -> Sequence[tuple[Step, str]]:
        """Clause by clause."""
        return steps_between(self.before or "", self.after or "")

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.before == self.after


@dataclass(frozen=True)
class Compared:
    """A number of the two texts; None where one does not tell it."""

    label: str
    before: Reference | None
    after: Reference | None

    @property
    def moved_by(self) -> int | None:
        """The second less the first, where both are counts."""
        values = [None if each is None else each.value for each in (self.before, self.after)]
        match values:
            case [int(before), int(after)]:
                return after - before
        return None


def frame_before(frame: Frame) -> Frame | None:
    """The same of the year before; None where the campaign had no edition then."""
    if frame.edition is not None:
        edition = edition_before(frame.edition.id, frame.edition.year - 1)
        return None if edition is None else Frame.of_edition(frame.kind, edition)
    days = Period(*(in_year(day, day.year - 1) for day in (frame.period.first, frame.period.last)))
    around = frame.around
    if around.is_whole_year:
        return replace(frame, around=Filters.of_year(around.year - 1))
    return replace(frame, around=Filters(around.year - 1, days))


def pairs_of(before: Copy, after: Copy) -> list[Pair]:
    """The paragraphs in pairs, in their order; those that tell the same thing stand beside each other."""
    one = [paragraph.text for paragraph in before.paragraphs]
    other = [paragraph.text for paragraph in after.paragraphs]
    return [
        Pair(None if left is None else one[left], None if right is None else other[right])
        for left, right in aligned([_bare(text) for text in one], [_bare(text) for text in other])
    ]


def numbers_of(before: Copy, after: Copy) -> list[Compared]:
    """Every number of the two, those of the second text first."""
    then = {each.key: each for each in before.references}
    now = {each.key: each for each in after.references}
    told = [Compared(each.label, then.get(key), each) for key, each in now.items()]
    return told + [Compared(each.label, each, None) for key, each in then.items() if key not in now]


def aligned(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Which places of the two lists stand beside each other: what is most alike, without crossing."""
    best = _best(before, after)
    pairs: list[tuple[int | None, int | None]] = []
    left, right = 0, 0
    while left < len(before) or right < len(after):
        here = best[left][right]
        if left < len(before) and here == best[left + 1][right]:
            pairs.append((left, None))
            left += 1
        elif right < len(after) and here == best[left][right + 1]:
            pairs.append((None, right))
            right += 1
        else:
            pairs.append((left, right))
            left, right = left + 1, right + 1
    return pairs


def _best(before: Sequence[str], after: Sequence[str]) -> list[list[float]]:
    """From each pair of places on, how much of the two can stand beside each other."""
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for left in range(len(before) - 1, -1, -1):
        for right in range(len(after) - 1, -1, -1):
            both = best[left + 1][right + 1] + _likeness(before[left], after[right])
            best[left][right] = max(best[left + 1][right], best[left][right + 1], both)
    return best


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _bare(text: str) -> str:
    return _NUMBERS.sub("", text)
