"""The pages of others' forms: the list, a form and its cells, filling it, and what was filled in."""

import uuid
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.db import transaction_retried
from outreach.db.snapshot import snapshot
from outreach.errors import Refusal
from outreach.evidence.originals import MEDIA_TYPE, kept_beside
from outreach.reports.blanks import actions, filling, queries
from outreach.reports.blanks.forms import BlankForm, PeriodForm, TieForm, VersionForm, answers_in, asking
from outreach.reports.blanks.models import Blank, BlankVersion
from outreach.reports.blanks.rules import Printed, TieKind, may_ask
from outreach.reports.blanks.shown import shown_blocks
from outreach.reports.closings.checks.unfinished import unfinished
from outreach.reports.filters import Filters
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("blanks", __name__, url_prefix="/reports/<int:year>/forms")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """The forms that others send."""
    filters, retired = Filters.of_year(year), request.args.get("retired") == "1"
    page = queries.page_of_blanks(page_number(), retired=retired)
    rows = queries.listed(page.rows)
    return render_template("reports/blanks/index.html", filters=filters, page=page, rows=rows, retired=retired)


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def new(year: int) -> Any:
    """A form that comes for the first time."""
    form = BlankForm()

    def act(form: BlankForm) -> Blank:
        assert form.arrived is not None
        facts = {"title": form.title.data, "sender": form.sender.data}
        return actions.bring_in(form.arrived, by=acting_person(), now=clock.now(), **facts)

    made = _brought(form, act)
    if made is None:
        return render_template("reports/blanks/new.html", form=form, filters=Filters.of_year(year)), form.status
    flash(_("Brought in. Now say once what goes into its cells."), "good")
    return redirect(_page(year, made))


@pages.route("/<uuid:blank_id>/versions/new", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def new_version(year: int, blank_id: uuid.UUID) -> Any:
    """The same form as it came this time."""
    blank, form = queries.blank_of(blank_id), VersionForm()

    def act(form: VersionForm) -> tuple[int, int]:
        assert form.arrived is not None
        found = queries.blank_of(blank_id, lock=True)
        return actions.bring_version(found, form.arrived, by=acting_person(), now=clock.now())

    counts = _brought(form, act)
    if counts is None:
        page = {"form": form, "blank": blank, "filters": Filters.of_year(year)}
        return render_template("reports/blanks/new_version.html", **page), form.status
    flash(
        _(
            "Brought in. %(carried)s cells stay tied, since they are called the same; %(left)s are to be tied anew.",
            carried=counts[0],
            left=counts[1],
        ),
        "warn" if counts[1] else "good",
    )
    return redirect(_page(year, blank))


def _brought(form: Any, act: Any) -> Any:
    """What `act` gives, with the file on the disk while its row is written."""
    if not form.validate_on_submit():
        return None
    with kept_beside(form.arrived.content):
        return submitted(form, act)


@pages.get("/<uuid:blank_id>")
@permit(Permission.READ)
def blank(year: int, blank_id: uuid.UUID) -> str:
    """One form: its cells, what they are tied to, and what was filled in."""
    with snapshot():
        found = queries.blank_of(blank_id)
        version = queries.version_of(found)
        layout, ties = queries.layout_of(version), queries.ties_of(version)
        suggestions = queries.suggestions_for(layout, ties, year) if may(Permission.CLOSE) else {}
        told = {*ties, *suggestions}
        return render_template(
            "reports/blanks/blank.html",
            blank=found,
            version=version,
            filters=Filters.of_year(year),
            layout=layout,
            blocks=shown_blocks(layout, ties, suggestions, year=year),
            tied=len(ties),
            open=sum(may_ask(spot.label) and address not in told for address, spot in layout.spots.items()),
            suggested=len(suggestions),
            lost=[tie for address, tie in ties.items() if address not in layout.spots],
            fillings=queries.page_of_fillings(found, page_number()),
        )


@pages.get("/<uuid:blank_id>/original")
@permit(Permission.READ)
def original(year: int, blank_id: uuid.UUID) -> Any:
    """The newest version as it came; never opened by the browser itself."""
    version = queries.version_of(queries.blank_of(blank_id))
    return _sent(queries.content_of(version.sha256), version.file_name)


@pages.route("/<uuid:blank_id>/cell", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def cell(year: int, blank_id: uuid.UUID) -> Any:
    """What goes into one cell."""
    found, filters, address = queries.blank_of(blank_id), Filters.of_year(year), request.args.get("at", "")
    version = queries.version_of(found)
    spot = queries.spot_of(version, address)
    tie = queries.ties_of(version).get(address)
    said = tie or queries.suggestions_for(queries.layout_of(version), {}, year).get(address)
    form = TieForm()
    form.offer_figures(filters, word=said.word if said and said.kind is TieKind.FIGURE else "")
    _show(form, said)
    done = submitted(form, lambda form: _tied(form, version, address))
    if done is None:
        page = {"blank": found, "filters": filters, "spot": spot, "tie": tie, "is_suggested": said is not tie}
        return render_template("reports/blanks/cell.html", form=form, **page), form.status
    flash(_("Said. The next cell?"), "good")
    return redirect(f"{_page(year, found)}#form")


def _show(form: TieForm, said: Any) -> None:
    if form.is_submitted() or said is None:
        form.kind.data, form.printed.data = form.kind.data or TieKind.FIGURE, form.printed.data or Printed.NUMBER
        return
    form.kind.data = said.kind
    form.printed.data = getattr(said, "printed", Printed.NUMBER)
    form.fact.data = said.word if said.kind is TieKind.FACT else None
    form.asked.data = said.word if said.kind is TieKind.ASKED else ""
    form.text.data = getattr(said, "text", "")


def _tied(form: TieForm, version: BlankVersion, address: str) -> bool:
    return actions.tie_cell(
        version,
        address,
        kind=form.kind.data,
        word=form.said_word(),
        text=form.text.data if form.kind.data is TieKind.TEXT else "",
        printed=form.printed.data,
        by=acting_person(),
        now=clock.now(),
    )


@pages.post("/<uuid:blank_id>/untie")
@permit(Permission.CLOSE)
def untie(year: int, blank_id: uuid.UUID) -> Any:
    """Leave a cell empty again."""
    found, address = queries.blank_of(blank_id), request.form.get("at", "")
    transaction_retried(lambda: actions.untie(queries.version_of(found), address, by=acting_person(), now=clock.now()))
    flash(_("Left empty."), "good")
    return redirect(f"{_page(year, found)}#form")


@pages.post("/<uuid:blank_id>/suggestions")
@permit(Permission.CLOSE)
def take_suggestions(year: int, blank_id: uuid.UUID) -> Any:
    """Tie all cells as their headings suggest."""
    found = queries.blank_of(blank_id)

    def act() -> int:
        version = queries.version_of(found)
        suggestions = queries.suggestions_for(queries.layout_of(version), queries.ties_of(version), year)
        return actions.take_suggestions(version, suggestions, by=acting_person(), now=clock.now())

    count = transaction_retried(act)
    flash(ngettext("%(num)s cell tied. Look it over.", "%(num)s cells tied. Look them over.", count), "good")
    return redirect(f"{_page(year, found)}#form")


@pages.post("/<uuid:blank_id>/retired")
@permit(Permission.CLOSE)
def retire(year: int, blank_id: uuid.UUID) -> Any:
    """Take the form off the list, or put it back."""
    found = queries.blank_of(blank_id)
    transaction_retried(lambda: actions.retire(queries.blank_of(blank_id), by=acting_person(), now=clock.now()))
    flash(_("Off the list. It can be put back here.") if found.retired_at else _("On the list again."), "good")
    return redirect(_page(year, found))


@pages.route("/<uuid:blank_id>/fill", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def fill(year: int, blank_id: uuid.UUID) -> Any:
    """The form as it would be filled for some days, and filling it."""
    found, asked = queries.blank_of(blank_id), PeriodForm(year, clock.today())
    version = queries.version_of(found)
    questions = queries.questions_of(version)
    form = asking(questions, queries.last_answers(found))
    try:
        filters = asked.filters()
    except Refusal as refusal:
        asked.refuse(refusal)
        filters = Filters.of_year(year)
    answers = answers_in(form, questions)
    keep = {"answers": answers, "is_confirmed": form.confirmed, "by": acting_person(), "now": clock.now()}
    ready = None
    if form.validate_on_submit():
        asks = {"is_confirmed": form.confirmed, "by": acting_person()}
        ready = filling.ready_to_fill(found, filters, answers, **asks)
    made = submitted(form, lambda _form: filling.fill_form(found, filters, ready=ready, **keep), one_instant=True)
    if made is not None:
        flash(_("Filled. Every number in it opens below."), "good")
        return redirect(url_for("blanks.filled", year=year, blank_id=found.id, filling_id=made.id))
    with snapshot():
        read = ready.entries if ready and ready.version_id == version.id else None
        entries = read or filling.preview(version, filters, answers, by=acting_person())
        page = {
            "blank": found,
            "filters": filters,
            "asked": asked,
            "entries": entries,
            "unfinished": unfinished(filters, clock.now()),
        }
        page["blocks"] = shown_blocks(queries.layout_of(version), {}, {}, entries, year=year)
        page["said"] = filling.said_of(filters)
        return render_template("reports/blanks/fill.html", form=form, **page), form.status


@pages.get("/<uuid:blank_id>/fillings/<uuid:filling_id>")
@permit(Permission.READ)
def filled(year: int, blank_id: uuid.UUID, filling_id: uuid.UUID) -> str:
    """What was filled in: each cell, and what is behind it."""
    found = queries.blank_of(blank_id)
    kept = queries.filling_of(found, filling_id)
    page = {"blank": found, "filling": kept, "cells": queries.cells_of(kept), "filters": Filters.of_year(year)}
    return render_template("reports/blanks/filled.html", **page)


@pages.get("/<uuid:blank_id>/fillings/<uuid:filling_id>/file")
@permit(Permission.READ)
def file(year: int, blank_id: uuid.UUID, filling_id: uuid.UUID) -> Any:
    """The filled form, as it left the house."""
    kept = queries.filling_of(queries.blank_of(blank_id), filling_id)
    return _sent(queries.content_of(kept.sha256), kept.file_name)


def _sent(content: bytes, name: str) -> Any:
    return send_file(BytesIO(content), mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)


def _page(year: int, blank: Blank) -> str:
    return url_for("blanks.blank", year=year, blank_id=blank.id)
