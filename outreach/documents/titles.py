"""Where the title of an official document breaks: 回行时词意完整 (GB/T 9704 7.3.1), never inside a word."""

import re
from itertools import combinations, pairwise

from outreach.documents.rules import TITLE_CHARACTERS, widths_in_characters

MOST_BREAKS = 2
#: The places where a title may break, the best ones first.
_PLACES = (
    r"(?=关于)",
    r"(?<=[局厅会府])(?=\d{4}年)",
    r"(?=[“《])(?<!关于)|(?<=[”》])(?![、，的])",
    r"(?<=年)(?=第[一二三四]季度)|(?<=季度)|(?<=\d月)(?!\d)|(?<=\d日)(?!至)|(?<=\d年)(?![\d第])",
    r"(?<=自治[区州])",
    r"(?=普法|宣传工作|活动总结|活动情况|工作[小总]结|工作情况|情况的)",
)


def title_lines(title: str) -> list[str]:
    """The title in as few lines as it needs, each cut where the sense allows; one line where none does."""
    if widths_in_characters(title) <= TITLE_CHARACTERS:
        return [title]
    costs = _costs(title)
    choices = [cuts for count in range(MOST_BREAKS + 1) for cuts in combinations(sorted(costs), count)]
    cuts = min(choices, key=lambda chosen: _rank(title, chosen, costs))
    return _cut(title, cuts)


def _costs(title: str) -> dict[int, int]:
    costs: dict[int, int] = {}
    for cost, pattern in enumerate(_PLACES):
        for match in re.finditer(pattern, title):
            if 0 < match.start() < len(title):
                costs.setdefault(match.start(), cost)
    return costs


def _rank(title: str, cuts: tuple[int, ...], costs: dict[int, int]) -> tuple[float, ...]:
    widths = [widths_in_characters(line) for line in _cut(title, cuts)]
    too_long = sum(max(0.0, width - TITLE_CHARACTERS) for width in widths)
    return (too_long, len(cuts), sum(costs[cut] for cut in cuts), max(widths))


def _cut(title: str, cuts: tuple[int, ...]) -> list[str]:
    return [title[first:last] for first, last in pairwise((0, *cuts, len(title)))]
