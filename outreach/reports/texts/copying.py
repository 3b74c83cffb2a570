"""Texts as they go to paper: of today's figures, and of a drawing that was kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.documents.texts import Level, Paragraph, Stretch, Trouble
from outreach.reports.briefs.rules import pieces_of
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.resolved import kept_in
from outreach.reports.sums import year_sums
from outreach.reports.texts.copies import Copy, Reference
from outreach.reports.texts.drafting import draft_of
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.findings import refused_in
from outreach.reports.texts.models import DrawnText, ReportText
from outreach.reports.texts.naming import word_of
from outreach.reports.texts.numbers import NumberOf, Numbers, trouble_of
from outreach.reports.texts.queries import line_counts, patterns
from outreach.reports.texts.rules import Block, Draft


def copy_of_today(year: int, *, today: date) -> Copy:
    """The year's text as the sentences make it, with today's figures; to be called inside `snapshot()`."""
    return copy_of_frame(Frame.of_year(year), today=today)


def copy_of_frame(frame: Frame, *, today: date) -> Copy:
    """The same of a quarter, a month, an edition or other days."""
    sums = year_sums(frame.around)
    draft = draft_of(frame, sums, patterns(), today=today)
    return checked_copy(draft, frame, Numbers(frame.around, sums))


def copy_of_text(text: ReportText, draft: Draft | None = None) -> Copy:
    """What is written of a text, or would be with `draft`, with today's figures; inside `snapshot()`."""
    frame = Frame.of_text(text)
    return checked_copy(draft or text.current.draft, frame, Numbers(frame.around, year_sums(frame.around)))


def checked_copy(draft: Draft, frame: Frame, numbers: Numbers) -> Copy:
    """The draft with today's numbers, and with all that keeps it from being clean."""
    return copy_of_draft(draft, numbers.number, findings=refused_in(draft, frame.around))


def copy_of(drawn: DrawnText) -> Copy:
    """A drawn text as it was drawn, whatever became of its figures since."""
    counted = Counting(kept_in(drawn.drawing), line_counts(drawn.drawing_id))
    made = tuple(
        Paragraph(Level(block["level"]), tuple(counted.stretch(*_stored(each)) for each in block["stretches"]))
        for block in drawn.body["paragraphs"]
    )
    findings = tuple(Trouble(each["said"], each["href"]) for each in drawn.body["findings"])
    return Copy(drawn.title, made, tuple(counted.references), drawn.drawing, findings)


def copy_of_draft(
    draft: Draft,
    number_of: NumberOf,
    *,
    drawing: Drawing | None = None,
    lines: Mapping[str, int] | None = None,
    findings: tuple[Trouble, ...] = (),
) -> Copy:
    """The draft with its numbers in words; the title is its first paragraph."""
    counted = Counting(number_of, lines or {})
    blocks = (Block(Level.TITLE, draft.title), *draft.blocks)
    made = tuple(Paragraph(block.level, tuple(_stretches(block.text, draft, counted))) for block in blocks)
    return Copy(made[0].text, made, tuple(counted.references), drawing, findings)


def body_of(copy: Copy) -> dict[str, Any]:
    """The copy as a drawn text keeps it, to be read again by `copy_of`."""
    words = {each.number: each.key for each in copy.references}
    paragraphs = [
        {"level": paragraph.level.value, "stretches": [_kept(each, words) for each in paragraph.stretches]}
        for paragraph in copy.paragraphs
    ]
    return {"paragraphs": paragraphs, "findings": [{"said": str(each), "href": each.href} for each in copy.findings]}


def word_in(draft: Draft, name: str) -> str | None:
    """The word of the slot of that name; None where no number is called so."""
    return draft.slots.get(name) or word_of(name)


class Counting:
    """Numbers the references as they come up in the text; the same figure keeps its number."""

    def __init__(self, number_of: NumberOf, lines: Mapping[str, int]) -> None:
        self.number_of, self._lines = number_of, lines
        self.references: list[Reference] = []
        self._known: dict[str, int] = {}

    def stretch(self, text: str, word: str | None, name: str | None, trouble: Trouble | None) -> Stretch:
        """A stretch with the reference of its word, where it has one."""
        if word is None:
            return Stretch(text, trouble=trouble, name=name)
        return Stretch(text, self._number(word, text), trouble, name)

    def _number(self, word: str, text: str) -> int:
        if word not in self._known:
            found = self.number_of(word)
            self._known[word] = len(self.references) + 1
            facts: tuple[Any, ...] = (found.label, text, found.number, found.unit, found.definition)
            facts += (self._lines.get(word, 0), found.is_typed)
            self.references.append(Reference(self._known[word], word, *facts))
        return self._known[word]


def _stretches(text: str, draft: Draft, counted: Counting) -> list[Stretch]:
    made = []
    for piece in pieces_of(text, {}):
        word = word_in(draft, piece.text) if piece.is_slot else None
        if not piece.is_slot:
            made.append(Stretch(piece.text))
        elif word is None:
            made.append(Stretch(piece.text, trouble=Trouble(str(_("No number is called so."))), name=piece.text))
        else:
            found = counted.number_of(word)
            worded = found.exact if piece.text in draft.exact else found.wording
            made.append(counted.stretch(worded, word, piece.text, trouble_of(found)))
    return made


def _kept(stretch: Stretch, words: Mapping[int, str]) -> dict[str, Any]:
    word = words.get(stretch.reference) if stretch.reference else None
    trouble = stretch.trouble
    said = None if trouble is None else {"said": str(trouble), "href": trouble.href}
    return {"text": stretch.text, "word": word, "name": stretch.name, "trouble": said}


def _stored(stretch: dict[str, Any]) -> tuple[str, str | None, str | None, Trouble | None]:
    said = stretch["trouble"]
    trouble = None if said is None else Trouble(said["said"], said["href"])
    return stretch["text"], stretch["word"], stretch["name"], trouble
