"""A text as it goes to paper, by its paragraphs and by what each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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
    """A run of a paragraph. `reference` numbers the figure whose value it prints, `trouble` says why it can't.

    `name` is what the slot is called in the text, where it is one.
    """

    text: str
    reference: int | None = None
    trouble: Trouble | None = None
    name: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, by its stretches."""

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


class Text(Protocol):
    """What a template is filled with."""

    @property
    def title(self) -> str:
        """Said where no paragraph is one."""
        ...

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """In their order."""
        ...
