"""A readings round, in plain values: which counters a channel has, and which number of a pasted sheet is whose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from outreach.errors import Refusal
from outreach.media.readings.rules import read_shown
from outreach.media.rules import Medium, Metric, Platform, link_key, title_key

Name = TypeVar("Name")
_PARTED = re.compile(r"\t|\s{2,}|\s+(?=\S+$)")

#: The counters that the back-end of a platform shows first.
_OF_PLATFORM: Mapping[Platform, tuple[Metric, ...]] = {
    Platform.WECHAT: (Metric.TIMES, Metric.PEOPLE),
    Platform.CHANNELS: (Metric.PLAYS, Metric.LIKES),
    Platform.DOUYIN: (Metric.PLAYS, Metric.LIKES),
}


def usual_metrics(platform: Platform, medium: Medium) -> tuple[Metric, ...]:
    """The counters to ask for on a channel, in the order in which a pasted sheet has them."""
    if platform in _OF_PLATFORM:
        return _OF_PLATFORM[platform]
    return (Metric.PLAYS,) if medium is Medium.VIDEO else (Metric.TIMES,)


@dataclass
class Pasted:
    """Which texts of a pasted sheet belong to which counter; `lines` are those that belong to none."""

    texts: dict[tuple[object, Metric], str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def cells_of(text: str) -> list[list[str]]:
    """The cells of pasted text: a row a line, parted by tabs, or a title and behind it its number."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n") if text.strip() else []
    return [[cell.strip() for cell in _PARTED.split(line.strip(" "))] for line in lines]


def place_pasted(
    rows: Sequence[Sequence[str]], items: Sequence[tuple[Name, str, str | None]], metrics: Sequence[Metric]
) -> Pasted:
    """The numbers of pasted rows by item and counter; `items` are (name, title, link) in the order of the page.

    A row is an item's by its title or link, and the numbers behind that are the counters in their order. Rows of
    numbers alone go down the page, where there are as many as items.
    """
    by_title = _only_once([(title_key(title), name) for name, title, _url in items])
    by_link = _only_once([(link_key(url), name) for name, _title, url in items if url])
    pasted = Pasted()
    bare = [row for row in rows if row and all(_is_number(cell) for cell in row)]
    if len(bare) == len(rows) == len(items):
        for (name, *_rest), row in zip(items, rows, strict=True):
            _put(pasted, name, row, metrics)
        return pasted
    for row in rows:
        whose, at = _whose(row, by_title, by_link)
        numbers = [cell for cell in row[at + 1 :] if _is_number(cell)]
        if whose is None or not numbers:
            if any(row):
                pasted.lines.append(" ".join(cell for cell in row if cell)[:80])
        else:
            _put(pasted, whose, numbers, metrics)
    return pasted


def _put(pasted: Pasted, name: object, cells: Sequence[str], metrics: Sequence[Metric]) -> None:
    for metric, cell in zip(metrics, cells, strict=False):
        pasted.texts[name, metric] = cell


def _whose(row: Sequence[str], by_title: Mapping[str, Name], by_link: Mapping[str, Name]) -> tuple[Name | None, int]:
    for at, cell in enumerate(row):
        if title_key(cell) in by_title:
            return by_title[title_key(cell)], at
        if cell.startswith(("http://", "https://")) and link_key(cell) in by_link:
            return by_link[link_key(cell)], at
    return None, -1


def _is_number(cell: str) -> bool:
    try:
        read_shown(cell)
    except Refusal:
        return False
    return True


def _only_once(pairs: Sequence[tuple[str, Name]]) -> dict[str, Name]:
    """What two items share, tells neither."""
    keys = [key for key, _name in pairs]
    return {key: name for key, name in pairs if keys.count(key) == 1}
