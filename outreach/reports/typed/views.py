"""The figures of a year that are typed by hand: their list, each with its history, and typing them."""

import io
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.errors import NotFound
from outreach.evidence.originals import MEDIA_TYPE, original
from outreach.evidence.views import LARGEST_REQUEST
from outreach.reports.typed import actions, listing, queries
from outreach.reports.typed.checks import Doubt
from outreach.reports.typed.forms import FigureForm, UsualForm, ValueForm, missing_usual
from outreach.reports.typed.labels import FIELDS, SHAPES
from outreach.reports.typed.models import TypedFigure
from outreach.reports.typed.rights import check_may_type, may_type
from outreach.reports.typed.rules import Shape
from outreach.reports.typed.saying import say_value
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import file_name
from outreach.web.forms import submitted
from outreach.web.years import check_year

pages = Blueprint("typed", __name__, url_prefix="/reports/<int:year>/typed")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """The list, by part of the report; where it is empty, the usual ones are offered."""
    check_year(year)
    with snapshot():
        form = UsualForm()
        missing = missing_usual(queries.codes_of(year))
        form.offer(missing)
        return render_template(
            "reports/typed/index.html",
            year=year,
            form=form,
            missing=missing,
            sections=listing.sections(year, clock.today()),
            removed=queries.removed_of(year),
            before=queries.last_year_with_figures(year),
            to_carry=queries.codes_to_carry(year),
            may_type=lambda figure: may_type(acting_person(), figure),
        )


@pages.post("/usual")
@permit(Permission.CLOSE)
def add_usual(year: int) -> Any:
    """Begin with the usual ones."""
    check_year(year)
    form = UsualForm()
    form.offer(missing_usual(queries.codes_of(year)))
    if not form.codes.data:
        flash(_("Tick the figures that this year shall have."), "warn")
        return redirect(url_for(".index", year=year))
    count = submitted(form, lambda f: actions.add_usual(year, f.codes.data, by=acting_person(), now=clock.now()))
    if count is not None:
        flash(ngettext("%(num)s figure is on the list.", "%(num)s figures are on the list.", count), "good")
    return redirect(url_for(".index", year=year))


@pages.post("/carry-over")
@permit(Permission.CLOSE)
def carry_over(year: int) -> Any:
    """The definitions of the last year that has some, without values."""
    check_year(year)
    with transaction():
        count = actions.carry_over(year, by=acting_person(), now=clock.now())
    said = ngettext(
        "%(num)s figure was carried over; it is blank.", "%(num)s figures were carried over, all blank.", count
    )
    flash(said, "good")
    return redirect(url_for(".index", year=year))


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def new(year: int) -> Any:
    """Another figure of the bureau's own."""
    check_year(year)
    form = FigureForm(year)
    added = submitted(form, lambda f: actions.add_figure(year, f.facts, by=acting_person(), now=clock.now()))
    if added is not None:
        flash(_("“%(name)s” is on the list.", name=added.name), "good")
        return redirect(url_for(".figure", year=year, code=added.code))
    return _edit_page(year, form, None)


@pages.get("/<string:code>")
@permit(Permission.READ)
def figure(year: int, code: str) -> str:
    """One figure: what it is, its value with its source, and every value that was said before."""
    with snapshot():
        found = queries.standing(year, code)
        return render_template(
            "reports/typed/figure.html",
            year=year,
            entry=listing.entry_of(found, clock.today()),
            history=listing.history_of(found.figure, queries.values_of(found.figure)),
            changes=changes_of(found.figure),
            fields=FIELDS,
            shapes=SHAPES,
            parts=[each.figure for each in queries.standings(year) if each.figure.part_of == code],
            may_type=may_type(acting_person(), found.figure),
            said_pieces=listing.said_pieces,
            said_main=listing.said_main,
        )


@pages.route("/<string:code>/value", methods=["GET", "POST"])
@permit(Permission.READ)
def say(year: int, code: str) -> Any:
    """Type its value: by its owner, or by the office."""
    request.max_content_length = LARGEST_REQUEST
    found = queries.standing(year, code)
    check_may_type(acting_person(), found.figure)
    form = ValueForm(found.said, found.figure.version)

    def act(form: ValueForm) -> Any:
        asked = [doubt for doubt in Doubt if form.confirmed(doubt.value)]
        to_change = queries.figure_to_change(year, code)
        facts = {"version": form.seen_version, "by": acting_person(), "now": clock.now(), "confirmed": asked}
        return say_value(to_change, form.facts(), **facts)

    if submitted(form, act) is not None:
        flash(_("Typed. What stood there before stays in the history."), "good")
        return redirect(url_for(".figure", year=year, code=code))
    entry = listing.entry_of(found, clock.today())
    return render_template("reports/typed/say.html", year=year, form=form, entry=entry), form.status


@pages.route("/<string:code>/edit", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def edit(year: int, code: str) -> Any:
    """Change what it is."""
    found = queries.standing(year, code).figure
    form = FigureForm(year, found)

    def act(form: FigureForm) -> TypedFigure:
        to_change = queries.figure_to_change(year, code)
        return actions.change_figure(to_change, form.facts, by=acting_person(), now=clock.now())

    if submitted(form, act, over=lambda: FigureForm(year, queries.figure_to_change(year, code))) is not None:
        flash(_("The changes are saved."), "good")
        return redirect(url_for(".figure", year=year, code=code))
    return _edit_page(year, form, found)


@pages.post("/<string:code>/remove")
@permit(Permission.CLOSE)
def remove(year: int, code: str) -> Any:
    """Take it off the list; its page brings it back."""
    with transaction():
        actions.remove_figure(queries.figure_to_change(year, code), by=acting_person(), now=clock.now())
    flash(_("It is off the list. Its values stay, and you can bring it back."), "good")
    return redirect(url_for(".figure", year=year, code=code))


@pages.post("/<string:code>/restore")
@permit(Permission.CLOSE)
def restore(year: int, code: str) -> Any:
    """Bring it back."""
    with transaction():
        actions.restore_figure(queries.figure_to_change(year, code), by=acting_person(), now=clock.now())
    flash(_("It is on the list again."), "good")
    return redirect(url_for(".figure", year=year, code=code))


@pages.get("/<string:code>/values/<int:number>/file")
@permit(Permission.READ)
def source_file(year: int, code: str, number: int) -> Any:
    """The file that a value came with, as it came; never opened by the browser itself."""
    value = queries.value_of(queries.standing(year, code).figure, number)
    content = original(value.sha256) if value.sha256 else None
    if content is None:
        raise NotFound(_("The file is not on the disk any more."))
    name = file_name(value.file_name)
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)


def _edit_page(year: int, form: FigureForm, found: TypedFigure | None) -> Any:
    page = {"sections": sorted({each.figure.section for each in queries.standings(year, year - 1)}), "shape": Shape}
    return render_template("reports/typed/edit.html", year=year, form=form, figure=found, **page), form.status
