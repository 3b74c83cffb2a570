"""The text of a year as Word files: the clean copy, the proof copy, and the page of a number of it."""

import uuid
from io import BytesIO
from typing import Any

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.documents.packing import MEDIA_TYPE
from outreach.errors import NotFound, Refusal
from outreach.reports.asked import absolute
from outreach.reports.drawings import queries as drawings
from outreach.reports.drawings.checking import is_sound, said_code
from outreach.reports.drawings.opened import page_of_open_lines
from outreach.reports.drawings.resolved import resolve_in
from outreach.reports.inside import LINES_STAY, is_withheld
from outreach.reports.texts.copies import Copy
from outreach.reports.word import actions, copies
from outreach.reports.word.clean import NotClean
from outreach.reports.word.proof_queries import NotDrawn
from outreach.web.access import Permission, acting_person, permit
from outreach.web.paging import page_number

pages = Blueprint("word", __name__, url_prefix="/reports")
references = Blueprint("references", __name__, url_prefix="/reports/<int:year>/drawings/<uuid:drawing_id>/references")

ARGUMENTS = ("copy", "drawing", "text", "lang")


@pages.get("/<int:year>.docx")
@permit(Permission.READ)
def year_docx(year: int) -> Any:
    """The newest drawn text of the year, else what today's figures make: `?copy=proof`, `?drawing=`, `?text=`."""
    for name in request.args:
        if name not in ARGUMENTS:
            raise Refusal(_("There is no argument “%(name)s”.", name=name), code="bad_filter", filter=name)
    kind = copies.read_kind(request.args.get("copy", "clean"))
    return _answered(year, kind, text=_asked_id("text"), drawing=_asked_id("drawing"))


@pages.get("/<int:year>/texts/<uuid:text_id>/<any(clean, proof):kind>.docx")
@permit(Permission.READ)
def drawn_docx(year: int, text_id: uuid.UUID, kind: str) -> Any:
    """A drawn text as a Word file."""
    return _answered(year, copies.read_kind(kind), text=text_id)


def _answered(year: int, kind: copies.Kind, **asked: uuid.UUID | None) -> Any:
    with snapshot():
        drawn = copies.asked_text(year, **asked)
        copy = copies.copy_for(year, drawn, today=clock.today())
        try:
            content = copies.file_of(copy, kind, year=year, address=absolute, now=clock.now())
        except NotClean:
            return _refused(year, copy, drawn), 409
        except NotDrawn as refusal:
            return _not_drawn(year, refusal), 409
    name = copies.name_of(copy, kind)
    with transaction():
        actions.note_word(year, file=name, by=acting_person(), now=clock.now(), subject=drawn)
    return send_file(BytesIO(content), mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)


def _refused(year: int, copy: Copy, drawn: Any) -> str:
    page = {"year": year, "snags": copies.snags_of(copy), "texts_href": _text_href(year, drawn)}
    page["proof_href"] = url_for(".drawn_docx", year=year, text_id=drawn.id, kind="proof") if drawn else None
    return render_template("reports/word/refused.html", **page)


def _text_href(year: int, drawn: Any) -> str:
    if drawn is None:
        return url_for("report_texts.index", year=year)
    return url_for("report_texts.page", year=year, text_id=drawn.text_id)


def _not_drawn(year: int, refusal: NotDrawn) -> str:
    page = {"year": year, "texts_href": url_for("report_texts.index", year=year), "refusal": refusal}
    return render_template("reports/word/not_drawn.html", **page)


@references.get("")
@permit(Permission.READ)
def asked(year: int, drawing_id: uuid.UUID) -> Any:
    """The number that was typed off a paper leads to its page."""
    text = request.args.get("number", "").strip().strip("[]［］【】")
    if not (text.isdecimal() and 0 < len(text) < 6):
        raise NotFound(_("“%(text)s” is no number of a reference. Type the number in brackets, like 2.", text=text))
    return redirect(url_for(".page", year=year, drawing_id=drawing_id, number=int(text)))


@references.get("/<int:number>")
@permit(Permission.READ)
def page(year: int, drawing_id: uuid.UUID, number: int) -> str:
    """A number of a drawn text: its sentence, what it counts, its lines as they were kept, and what came since."""
    with snapshot():
        drawing = drawings.drawing_of(year, drawing_id)
        copy = copies.copy_of_drawing(drawing)
        reference = copies.reference_of(copy, number)
        lines = None if reference.is_typed else page_of_open_lines(drawing, reference.key, page_number())
        kept = resolve_in(drawing, reference.key)
        shown = {
            "drawing": drawing,
            "reference": reference,
            "number": number,
            "most": len(copy.references),
            "sentences": copies.sentences_with(copy, number),
            "lines": lines,
            "lines_stay": LINES_STAY if is_withheld(reference.key) else None,
            "kept": kept,
            "said": kept.typed if reference.is_typed else None,
            "said_filters": drawings.said_filters_of(drawing),
            "code": said_code(drawing.seal.code) if drawing.seal else None,
            "is_sound": is_sound(drawing),
        }
        return render_template("reports/word/reference.html", **shown)


def _asked_id(name: str) -> uuid.UUID | None:
    text = request.args.get(name)
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Refusal(_("There is no such text of this year."), code="bad_filter", filter=name) from None
