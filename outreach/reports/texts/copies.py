"""A text as it goes to paper: what the clean copy 清稿 and the proof copy 佐证稿 of one drawing are both made of."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from outreach.documents.texts import Paragraph
from outreach.reports.drawings.models import Drawing


@dataclass(frozen=True)
class Reference:
    """A number of the text, counted 1, 2, 3 … as they come up; the same figure keeps its number.

    `key` is the word of its DrawnFigure (`reports.parts`), or names a figure that was typed by hand (`is_typed`), which
    has no lines in the ledger. The `value` of a rate is the rate in per cent.
    """

    number: int
    key: str
    label: str
    wording: str
    value: int | Decimal | None
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
