"""Which text is asked for, and its file: the drawn one where there is one, else what today's figures make."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach.db import db
from outreach.documents.texts import Paragraph
from outreach.errors import NotFound, Refusal
from outreach.reports.chips import LONGEST_NAME, said_file_name
from outreach.reports.drawings.models import Drawing
from outreach.reports.texts.copies import Copy, Reference
from outreach.reports.texts.copying import copy_of, copy_of_today
from outreach.reports.texts.models import DrawnText, ReportText
from outreach.reports.texts.queries import drawn_text
from outreach.reports.texts.rules import Kind as TextKind
from outreach.reports.word.clean import clean_docx
from outreach.reports.word.proof import proof_docx
from outreach.reports.word.proof_queries import PAPER_LANGUAGE, proof_of
from outreach.reports.word.template_queries import sheet_of

_PROOF = "（佐证稿）"


class Kind(StrEnum):
    """The two files that are made of one drawing."""

    CLEAN = "clean"
    PROOF = "proof"


@dataclass(frozen=True)
class Snag:
    """What keeps a text from being printed clean: why, in which sentence, and where it is mended."""

    reason: str
    sentence: str = ""
    href: str | None = None


def read_kind(text: str) -> Kind:
    """The kind that an address asks for; Refusal (400) for anything else."""
    try:
        return Kind(text)
    except ValueError:
        raise Refusal(_("The argument copy is clean or proof."), code="bad_filter", filter="copy") from None


def asked_text(year: int, *, text: uuid.UUID | None = None, drawing: uuid.UUID | None = None) -> DrawnText | None:
    """The drawn text that is named, else the newest of the whole year, None where none is drawn; raises NotFound."""
    if text is not None:
        found: DrawnText | None = drawn_text(text)
        if found is None or found.text.year != year or (drawing and found.drawing_id != drawing):
            raise NotFound(_("There is no such text of this year."), code="no_such_text", id=text)
        return found
    statement = select(DrawnText).join(DrawnText.text).where(ReportText.year == year)
    if drawing is not None:
        statement = statement.where(DrawnText.drawing_id == drawing)
    else:
        statement = statement.where(ReportText.kind == TextKind.YEAR, ReportText.put_away_at.is_(None))
    found = db.session.scalar(statement.order_by(DrawnText.at.desc(), DrawnText.id.desc()).limit(1))
    if found is None and drawing is not None:
        raise NotFound(_("No text was drawn with this drawing."), code="no_such_text", drawing=drawing)
    return found


def copy_for(year: int, drawn: DrawnText | None, *, today: date) -> Copy:
    """The drawn text as it was drawn; without one, today's."""
    with force_locale(PAPER_LANGUAGE):
        return copy_of(drawn) if drawn else copy_of_today(year, today=today)


def has_text(drawing: Drawing) -> bool:
    """Whether a text was drawn with the drawing."""
    return db.session.scalar(select(DrawnText.id).where(DrawnText.drawing_id == drawing.id).limit(1)) is not None


def copy_of_drawing(drawing: Drawing) -> Copy:
    """The newest text that was drawn with the drawing; raises NotFound where there is none."""
    statement = select(DrawnText).where(DrawnText.drawing_id == drawing.id)
    drawn = db.session.scalar(statement.order_by(DrawnText.at.desc(), DrawnText.id.desc()).limit(1))
    if drawn is None:
        said = _("No text was drawn with this drawing, so nothing in it has a number of its own.")
        raise NotFound(said, code="no_such_text", drawing=drawing.id)
    return copy_of(drawn)


def reference_of(copy: Copy, number: int) -> Reference:
    """The reference of that number; raises NotFound, saying which there are."""
    for each in copy.references:
        if each.number == number:
            return each
    said = _("The text has the numbers 1 to %(most)d, and no %(number)d.", most=len(copy.references), number=number)
    raise NotFound(said, code="no_such_reference", number=number)


def sentences_with(copy: Copy, number: int) -> list[Paragraph]:
    """The paragraphs in which the reference stands."""
    return [each for each in copy.paragraphs if any(stretch.reference == number for stretch in each.stretches)]


def file_of(copy: Copy, kind: Kind, *, year: int, address: Callable[[str], str], now: datetime) -> bytes:
    """The file, of the instant of its drawing. Raises NotClean for a clean copy, NotDrawn for a proof copy."""
    sheet, at = sheet_of(year), copy.drawing.at if copy.drawing else now
    if kind is Kind.CLEAN:
        return clean_docx(copy, sheet, at=at)
    return proof_docx(copy, sheet, proof_of(copy, address=address), at=at)


def name_of(copy: Copy, kind: Kind) -> str:
    """What the file is called: by its title, and so that nobody takes a proof copy for a clean one."""
    kept = LONGEST_NAME - len(_PROOF)
    return said_file_name(f"{copy.title[:kept] or '文稿'}{_PROOF if kind is Kind.PROOF else ''}", kind="docx")


def snags_of(copy: Copy) -> list[Snag]:
    """All that keeps the text from being printed clean, in its order."""
    return [*_troubles(copy), *(Snag(str(each), href=_href(each)) for each in copy.findings)]


def _troubles(copy: Copy) -> Iterator[Snag]:
    for paragraph in copy.paragraphs:
        for stretch in paragraph.stretches:
            if stretch.trouble:
                yield Snag(str(stretch.trouble), paragraph.text, stretch.trouble.href)


def _href(finding: Any) -> str | None:
    return getattr(finding, "href", None)
