"""The parts of a pack: its files before they are written, what was left out, and what its pages tell."""

import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from flask import Flask, current_app

from outreach.reports.packs.asked import Asked
from outreach.reports.packs.ledger import COLUMNS, Link, Row
from outreach.reports.values import Drawn

_LEADERS = "outreach.pack_leaders"


@dataclass(frozen=True)
class Piece:
    """A file of the pack. `content` is its bytes, the file that holds them, or what writes them.

    It is None for a stored file, which must still have the hash `sha256`; `event_id` and `article_id` say what it
    proves, `added_by` and `added_at` who added it and when.
    """

    path: str
    what: str
    content: bytes | Path | Callable[[BinaryIO], None] | None
    about: str = ""
    event_id: uuid.UUID | None = None
    article_id: uuid.UUID | None = None
    sha256: str | None = None
    is_picture: bool = False
    added_by: str | None = None
    added_at: datetime | None = None


@dataclass(frozen=True)
class LeftOut:
    """Something that is not in the pack, and why."""

    what: str
    about: str
    why: str


@dataclass(frozen=True)
class Check:
    """A figure of the report beside what the ledger of the pack comes to; `figure` None: nothing was read or asked."""

    key: str
    label: str
    unit: str
    ledger: int | None
    figure: int | None
    wording: str

    @property
    def is_compared(self) -> bool:
        """Whether the ledger of the pack adds it up itself; else it is only told."""
        return self.ledger is not None

    @property
    def agrees(self) -> bool:
        """Whether both are the same, where they are compared."""
        return self.ledger is None or self.ledger == self.figure

    @property
    def said(self) -> str:
        """How the comparison came out, in a word."""
        return "未核对" if not self.is_compared else "相符" if self.agrees else "不符"


@dataclass
class Card:
    """An event, or an article, on the pages inside: its row, folder, texts and files."""

    title: str
    day: date
    folder: str
    row: Row | None = None
    number: int = 0
    texts: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    links: tuple[Link, ...] = ()

    def pictures(self, gone: Collection[str]) -> list[Piece]:
        """Its pictures but for those whose paths are in `gone`."""
        return [piece for piece in self.pieces if piece.is_picture and piece.path not in gone]

    def cover(self, gone: Collection[str]) -> Piece | None:
        """The picture by which a list shows it: a photo, where there is one."""
        pictures = [piece for piece in self.pictures(gone) if piece.sha256 is not None]
        return min(pictures, key=lambda piece: piece.what != "照片", default=None)


@dataclass
class Contents:
    """All of a pack but for the pictures' bytes, as it stood at the instant `at`."""

    asked: Asked
    title: str
    bureau: str
    said: str
    at: datetime
    by: str
    with_scans: bool
    reason: str | None
    is_example: bool = False
    kept: str | None = None
    """Of which stored figures `checks` tell, with their check code; None: of those of `at`."""
    drawn: list[Drawn] | None = None
    """The figures of `at` under its filters, where `checks` are of these: its files then tell them as they are here."""
    leaders: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    events: list[Card] = field(default_factory=list)
    articles: list[Card] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """What the comparison came to: how many figures agree, and which could not be compared."""
        compared = [each for each in self.checks if each.is_compared]
        wrong = sum(not each.agrees for each in compared)
        said = f"本包的台账和稿件逐行相加，核对统计数 {len(compared)} 项，"
        if not wrong:
            said += "全部相符。"
        elif self.kept:
            said += f"{wrong} 项有差：台账在存档之后有变动，存档的数保持不变。"
        else:
            said += f"{wrong} 项不符。"
        told = "、".join(each.label for each in self.checks if not each.is_compared)
        return said + f"以下各项本包没有逐行列出或没有数值，未作核对：{told}。" if told else said

    @property
    def rows(self) -> list[Row]:
        """The rows of the ledger in order."""
        return [card.row for card in self.events if card.row is not None]

    @property
    def totals(self) -> list[str | int | None]:
        """The cells below them: how many events, each unit for itself, consultations, attendance."""
        added = {each.key: each for each in self.checks if each.ledger is not None}
        units = [each for key, each in added.items() if key.partition("_")[0] == "handouts"]
        cells: list[str | int | None] = [None] * len(COLUMNS)
        cells[0], cells[3] = "合计", f"{len(self.events)}场活动"
        cells[12] = "；".join(f"{each.ledger}{each.unit}" for each in units)
        for column, key in ((13, "consultations"), (14, "attendance")):
            cells[column] = added[key].ledger if key in added else None
        return cells


#: Gives what stands first in a pack (an assessor's score sheet), from what was asked; read in the pack's own instant.
Leader = Callable[[Asked], Iterable[Piece]]


def init_leaders(app: Flask) -> None:
    """Begin without."""
    app.extensions[_LEADERS] = []


def add_leader(app: Flask, leader: Leader, *, position: int = 100) -> None:
    """Put what `leader` gives before everything else in each pack; its paths are files at the top, 00 before them."""
    app.extensions[_LEADERS].append((position, leader))


def leaders() -> Sequence[Leader]:
    """Those functions, in order of position."""
    return [leader for _position, leader in sorted(current_app.extensions[_LEADERS], key=lambda pair: pair[0])]
