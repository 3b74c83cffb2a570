"""Texts as they go to paper: of today's figures, and of a drawing that was kept."""

from collections.abc import Callable
from datetime import date

from flask_babel import lazy_gettext as _

from outreach.reports.briefs.rules import pieces_of
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.queries import figures_in
from outreach.reports.filters import Filters
from outreach.reports.texts.copies import Copy, Level, Paragraph, Reference, Stretch, Trouble
from outreach.reports.texts.drafting import draft_of
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.models import DrawnText
from outreach.reports.texts.naming import word_of
from outreach.reports.texts.numbers import Kept, Numbered, Numbers
from outreach.reports.texts.queries import line_counts, patterns
from outreach.reports.texts.rules import Block, Draft, Kind

NumberOf = Callable[[str], Numbered]


def copy_of_today(year: int, *, today: date, kind: Kind = Kind.YEAR, around: Filters | None = None) -> Copy:
    """The year's text as the sentences make it, with today's figures; to be called inside `snapshot()`."""
    frame = Frame(kind, around or Filters.of_year(year))
    numbers = Numbers(frame.around)
    return copy_of_draft(draft_of(frame, numbers, patterns(), today=today), numbers.number)


def copy_of(drawn: DrawnText) -> Copy:
    """A drawn text as it was drawn, whatever became of its figures since."""
    kept = Kept(figures_in(drawn.drawing_id), line_counts(drawn.drawing_id))
    paragraphs = [[_stored(each) for each in block["stretches"]] for block in drawn.body["paragraphs"]]
    levels = [Level(block["level"]) for block in drawn.body["paragraphs"]]
    counted = Counting(kept.number)
    made = tuple(
        Paragraph(level, tuple(counted.stretch(*stretch) for stretch in stretches))
        for level, stretches in zip(levels, paragraphs, strict=True)
    )
    findings = tuple(drawn.body["findings"])
    return Copy(drawn.title, made, tuple(counted.references), drawn.drawing, findings)


def copy_of_draft(
    draft: Draft, number_of: NumberOf, *, drawing: Drawing | None = None, findings: tuple[str, ...] = ()
) -> Copy:
    """The draft with its numbers in words; the title is its first paragraph."""
    counted = Counting(number_of)
    blocks = (Block(Level.TITLE, draft.title), *draft.blocks)
    made = tuple(Paragraph(block.level, tuple(_stretches(block.text, draft, counted))) for block in blocks)
    return Copy(made[0].text, made, tuple(counted.references), drawing, findings)


class Counting:
    """Numbers the references as they come up in the text; the same figure keeps its number."""

    def __init__(self, number_of: NumberOf) -> None:
        self.number_of = number_of
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
            facts = (found.label, text, found.value, found.unit, found.definition, found.lines or 0, found.is_typed)
            self.references.append(Reference(self._known[word], word, *facts))
        return self._known[word]


def _stretches(text: str, draft: Draft, counted: Counting) -> list[Stretch]:
    made = []
    for piece in pieces_of(text, {}):
        if not piece.is_slot:
            made.append(Stretch(piece.text))
            continue
        word = draft.slots.get(piece.text) or word_of(piece.text)
        if word is None:
            made.append(Stretch(piece.text, trouble=Trouble(str(_("No number is called so."))), name=piece.text))
            continue
        found = counted.number_of(word)
        worded = found.wording(is_exact=piece.text in draft.exact)
        made.append(counted.stretch(worded, word, piece.text, found.trouble))
    return made


def _stored(stretch: dict[str, str | None]) -> tuple[str, str | None, str | None, Trouble | None]:
    trouble = stretch.get("trouble")
    return stretch["text"] or "", stretch.get("word"), stretch.get("name"), Trouble(trouble) if trouble else None
