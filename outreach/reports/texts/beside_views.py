"""A text beside the one of the year before."""

import uuid

from flask import Blueprint, render_template, request

from outreach import clock
from outreach.db.snapshot import snapshot
from outreach.errors import NotFound
from outreach.reports.texts import queries
from outreach.reports.texts.beside import frame_before, numbers_of, pairs_of
from outreach.reports.texts.copies import Copy
from outreach.reports.texts.copying import copy_of, copy_of_frame, copy_of_text
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.models import DrawnText, ReportText
from outreach.web.access import Permission, permit

pages = Blueprint("texts_beside", __name__, url_prefix="/reports/<int:year>/texts")


@pages.get("/<uuid:text_id>/beside")
@permit(Permission.READ)
def page(year: int, text_id: uuid.UUID) -> str:
    """The text, or the draft `?of=`, beside that of the year before: the draft `?with=`, else the one handed in."""
    with snapshot():
        text = queries.text_of(year, text_id)
        drawn = _drawn(request.args.get("of"))
        others = queries.counterparts(text)
        other = _drawn(request.args.get("with")) or next(iter(others), None)
        before, after = _before(text, other), copy_of(drawn) if drawn else copy_of_text(text)
        return render_template(
            "reports/texts/beside.html",
            text=text,
            year=year,
            drawn=drawn,
            other=other,
            others=others,
            pairs=pairs_of(before, after) if before else (),
            numbers=numbers_of(before, after) if before else (),
            before=before,
        )


def _before(text: ReportText, other: DrawnText | None) -> Copy | None:
    if other is not None:
        return copy_of(other)
    frame = frame_before(Frame.of_text(text))
    return None if frame is None else copy_of_frame(frame, today=clock.today())


def _drawn(said: str | None) -> DrawnText | None:
    if not said:
        return None
    try:
        return queries.drawn_text(uuid.UUID(said))
    except ValueError:
        raise NotFound(code="no_such_text") from None
