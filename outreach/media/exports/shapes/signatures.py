"""By which headings an export is known: those that must be there, those that are usual, those that must not be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach.media.rules import ArticleKind, Platform
from outreach.sheets.grid import Line
from outreach.sheets.headings import bracketless, heading_key

#: A table with one of these is made by hand, or put together from several accounts, whatever else it copies.
MADE_BY_HAND = (
    *("账号", "账号名称", "公众号", "公众号名称", "channel_name", "平台", "媒体", "媒体名称", "发布渠道", "刊发媒体"),
    *("级别", "媒体级别", "分队", "责任分队", "牵头分队", "主题活动", "类型", "稿件类型"),
)

#: For each wanted heading the column in which it stands, counted from 0.
Places = Mapping[str, int]


@dataclass(frozen=True)
class Shape:
    """An export of a platform.

    `item_kind` is what a row becomes that speaks of nothing known yet, None where rows speak of the account as a whole;
    `needs_day` says that a person must tell whose close it shows, since the file does not.
    """

    code: str
    label: Any
    platform: Platform
    item_kind: ArticleKind | None
    needs_day: bool


@dataclass(frozen=True)
class Signature:
    """The headings of one table. `columns` gives for each key the names its heading goes by, the usual one first.

    It fits where every key of `required` stands, at least `at_least` of the `typical` headings, and none of `absent`.
    """

    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    typical: tuple[str, ...] = ()
    at_least: int = 0
    absent: tuple[str, ...] = ()
    _names: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _usual: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _foreign: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {key: frozenset(map(heading_key, each)) for key, each in self.columns.items()}
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_usual", tuple(map(heading_key, self.typical)))
        object.__setattr__(self, "_foreign", frozenset(map(heading_key, self.absent)))

    def places_in(self, headings: Iterable[tuple[int, str]]) -> Places | None:
        """Where the keys stand among (column, heading); None where the headings are those of something else."""
        where = _where(headings)
        if not self._foreign.isdisjoint(where):
            return None
        found = {key: [at for name in names for at in where.get(name, ())] for key, names in self._names.items()}
        if any(len(columns) > 1 for columns in found.values()):
            return None  # which of the two is meant, only a person can say
        places = {key: columns[0] for key, columns in found.items() if columns}
        usual = sum(name in where for name in self._usual)
        return places if usual >= self.at_least and all(key in places for key in self.required) else None


def headings_of(line: Line) -> list[tuple[int, str]]:
    """The headings of a line with their columns, those without one left out."""
    return [(at, str(value)) for at, value in enumerate(line.values) if isinstance(value, str)]


def blocks_of(line: Line) -> list[list[tuple[int, str]]]:
    """The headings of tables that stand side by side: parted by a column without one, or where one comes again."""
    blocks: list[list[tuple[int, str]]] = []
    before, seen = -2, set[str]()
    for at, text in headings_of(line):
        key = heading_key(text)
        if at != before + 1 or key in seen:
            blocks.append([])
            seen = set()
        blocks[-1].append((at, text))
        seen.add(key)
        before = at
    return blocks


def _where(headings: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """The columns of each heading, by its whole text and, where that is nobody else's, without its brackets."""
    where: dict[str, list[int]] = {}
    shorter: dict[str, list[int]] = {}
    for at, text in headings:
        where.setdefault(heading_key(text), []).append(at)
        shorter.setdefault(bracketless(text), []).append(at)
    return shorter | where
