"""The pages of texts: what is written of a year, one text with its numbers of today, and writing it."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction, transaction_retried
from outreach.db.snapshot import snapshot, snapshot_of_now
from outreach.reports.closings.checks.unfinished import unfinished
from outreach.reports.filters import Filters
from outreach.reports.sums import year_sums
from outreach.reports.texts import actions, queries
from outreach.reports.texts.copying import checked_copy, copy_of_text, copy_of_today
from outreach.reports.texts.drafting import draft_of
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.findings import remarks_on
from outreach.reports.texts.forms import PREVIEW, SAVE, NewTextForm, TextForm
from outreach.reports.texts.labels import KINDS, LEVELS, said_of
from outreach.reports.texts.models import ReportText
from outreach.reports.texts.numbers import Numbers, hrefs_of
from outreach.reports.texts.rules import Draft
from outreach.reports.texts.standing import rows_of, steps_of
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("report_texts", __name__, url_prefix="/reports/<int:year>/texts")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """The texts of a year, and what today's figures would say."""
    filters, put_away = Filters.of_year(year), "put-away" in request.args
    with snapshot():
        page = queries.page_of_texts(year, page_number(), put_away=put_away)
        drawn = queries.drawn_among([text.id for text in page])
        copy = None if page.total or put_away else copy_of_today(year, today=clock.today())
        hrefs = hrefs_of(copy, filters) if copy else {}
        shown = {"page": page, "hrefs": hrefs, "drawn": drawn, "copy": copy, "put_away": put_away, "said_of": said_of}
        return render_template("reports/texts/index.html", filters=filters, year=year, **shown)


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def new(year: int) -> Any:
    """Begin a text of the year, of a part of it, or of an edition; `?of=` chooses it."""
    Filters.of_year(year)
    form = NewTextForm(data={"of": request.args.get("of", "year")})
    form.offer(year)

    def begin(form: NewTextForm) -> ReportText:
        return actions.begin_text(form.frame(), by=acting_person(), now=clock.now())

    text = submitted(form, begin, one_instant=True)
    if text is not None:
        flash(_("Written from the sentences and today's figures. Edit it until it tells what it should."), "success")
        return redirect(url_for(".page", year=text.year, text_id=text.id))
    return render_template("reports/texts/new.html", form=form, year=year), form.status


@pages.get("/<uuid:text_id>")
@permit(Permission.READ)
def page(year: int, text_id: uuid.UUID) -> str:
    """One text with today's figures, what is to be mended, and the drafts that were drawn."""
    with snapshot():
        text = queries.text_of(year, text_id)
        copy, around = copy_of_text(text), Frame.of_text(text).around
        remarks = remarks_on(text.current.draft, around)
        shown = {
            "copy": copy,
            "hrefs": hrefs_of(copy, around),
            "remarks": remarks,
            "drawn": queries.drawn_of(text_id),
            "said_of": said_of,
            "unfinished": unfinished(around, clock.now()) if may(Permission.CLOSE) else None,
        }
        return render_template("reports/texts/text.html", text=text, year=year, **shown)


@pages.route("/<uuid:text_id>/edit", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def edit(year: int, text_id: uuid.UUID) -> Any:
    """Write at a text; `?from=` begins with an older version, `?anew=1` with what the sentences say today."""
    text = queries.text_of(year, text_id)
    form = TextForm()
    form.offer_figures(Frame.of_text(text).around)
    form.begin(_beginning(text), text.version)
    if submitted(form, lambda form: _save(year, text_id, form)) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".page", year=year, text_id=text_id))
    return _editor(year, text_id, form), form.status


@pages.post("/<uuid:text_id>/draw")
@permit(Permission.CLOSE)
def draw(year: int, text_id: uuid.UUID) -> Any:
    """Draw the copies: text and numbers of this instant, kept for ever."""
    seen, who = request.form.get("seen", type=int) or 0, {"by": acting_person(), "now": clock.now()}

    with snapshot_of_now() as at:
        gathered = actions.gather_text(queries.text_of(year, text_id), at=at)

    def act() -> uuid.UUID:
        return actions.draw_text(queries.text_of(year, text_id, lock=True), seen=seen, gathered=gathered, **who).id

    drawn_id = transaction_retried(act)
    flash(_("Drawn. This draft and its numbers stay as they are now."), "success")
    return redirect(url_for("drawn_texts.page", year=year, drawn_id=drawn_id))


@pages.post("/<uuid:text_id>/put-away")
@permit(Permission.CLOSE)
def put_away(year: int, text_id: uuid.UUID) -> Any:
    """Take the text from the list, or put it there again."""
    is_back = request.form.get("act") == "back"
    act = actions.bring_back if is_back else actions.put_away
    with transaction():
        act(queries.text_of(year, text_id, lock=True), by=acting_person(), now=clock.now())
    flash(_("It is on the list again.") if is_back else _("Put away. It can be brought back below."), "success")
    return redirect(url_for(".page", year=year, text_id=text_id))


@pages.get("/<uuid:text_id>/versions")
@permit(Permission.READ)
def versions(year: int, text_id: uuid.UUID) -> str:
    """Every version: when, by whom."""
    text = queries.text_of(year, text_id)
    shown = queries.page_of_versions(text_id, page_number())
    return render_template("reports/texts/versions.html", text=text, year=year, page=shown)


@pages.get("/<uuid:text_id>/versions/<int:number>")
@permit(Permission.READ)
def version(year: int, text_id: uuid.UUID, number: int) -> str:
    """A version beside the one before it."""
    text, new = queries.text_of(year, text_id), queries.version_of(text_id, number)
    old = queries.version_of(text_id, number - 1) if number > 1 else None
    steps = steps_of(old.draft if old else None, new.draft)
    return render_template("reports/texts/version.html", text=text, year=year, new=new, old=old, steps=steps)


def _beginning(text: ReportText) -> Draft:
    if request.args.get("anew"):
        frame = Frame.of_text(text)
        return draft_of(frame, year_sums(frame.around), queries.patterns(), today=clock.today())
    asked = request.args.get("from", type=int)
    return (text.current if asked is None else queries.version_of(text.id, asked)).draft


def _save(year: int, text_id: uuid.UUID, form: TextForm) -> ReportText:
    text, draft = queries.text_of(year, text_id, lock=True), form.arranged.draft
    return actions.save_text(text, draft, seen=form.version_seen, by=acting_person(), now=clock.now())


def _editor(year: int, text_id: uuid.UUID, form: TextForm) -> str:
    """The editor with its preview; another one's version that came meanwhile stands beside what was typed."""
    text = queries.text_of(year, text_id)
    draft, frame = form.arranged.draft, Frame.of_text(text)
    numbers = Numbers(frame.around, year_sums(frame.around))
    copy = checked_copy(draft, frame, numbers)
    other = text.current if form.act == SAVE and form.version_seen != text.version else None
    if other is not None:
        form.begin_with(text.version)
    return render_template(
        "reports/texts/edit.html",
        text=text,
        year=year,
        form=form,
        draft=draft,
        gone=form.arranged.gone,
        copy=copy,
        hrefs=hrefs_of(copy, frame.around),
        remarks=remarks_on(draft, frame.around),
        rows=rows_of(draft, numbers.number),
        other=other,
        other_steps=steps_of(other.draft, draft) if other else (),
        levels=LEVELS,
        kinds=KINDS,
        is_unsaved=form.is_submitted() and form.act != PREVIEW,
    )
