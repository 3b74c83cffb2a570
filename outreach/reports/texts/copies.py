"""A text as it goes to paper: what the clean copy 清稿 and the proof copy 佐证稿 of one drawing are both made of."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from outreach.reports.drawings.models import Drawing


class Level(StrEnum):
    """What a paragraph is, by the parts of an official document (GB/T 9704)."""

    TITLE = "title"
    ADDRESSEE = "addressee"  # 主送机关
    HEADING = "heading"  # 一、
    SUBHEADING = "subheading"  # （一）
    POINT = "point"  # 1.
    BODY = "body"
    SIGNATURE = "signature"  # 发文机关署名
    DATE = "date"  # 成文日期


@dataclass(frozen=True)
class Trouble:
    """Why a slot can't be printed clean, in a sentence; `href` is where it is mended, where that is known."""

    said: str
    href: str | None = None

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True)
class Stretch:
    """A run of a paragraph. `reference` numbers the Reference whose value it prints, `trouble` says why it can't.

    `name` is what the slot is called in the text, where it is one.
    """

    text: str
    reference: int | None = None
    trouble: Trouble | None = None
    name: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the copy, by its stretches."""

    level: Level
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(stretch.text for stretch in self.stretches)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Why it can't be printed clean; such a paragraph stands in red in a draft."""
        return tuple(stretch.trouble for stretch in self.stretches if stretch.trouble)


@dataclass(frozen=True)
class Reference:
    """A number of the text, counted 1, 2, 3 … as they come up; the same figure keeps its number.

    `key` is the word of its DrawnFigure (`reports.parts`), or names a figure that was typed by hand (`is_typed`), which
    has no lines in the ledger.
    """

    number: int
    key: str
    label: str
    wording: str
    value: int | None
    unit: str
    definition: str
    lines: int
    is_typed: bool = False


@dataclass(frozen=True)
class Copy:
    """A text with its numbers. `drawing` is what they were drawn with; None as long as they are today's."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    references: tuple[Reference, ...] = ()
    drawing: Drawing | None = None
    findings: tuple[Any, ...] = field(default=())
    """Sentences about what else keeps it from being printed clean: 各 without coverage, a 《…》 that is no law …"""

    @property
    def is_clean(self) -> bool:
        """Whether nothing keeps it from being sent as it is."""
        return not self.findings and not any(paragraph.troubles for paragraph in self.paragraphs)
