"""The pages of the score sheet: the sheets of a year, one sheet with its empty items first, and one item."""

import uuid
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.db import transaction_retried
from outreach.db.snapshot import snapshot
from outreach.errors import NotFound
from outreach.evidence.originals import MEDIA_TYPE, kept_beside, original
from outreach.reports.filters import Filters
from outreach.reports.scores import actions, forms, proofs, queries, suggesting, tables
from outreach.reports.scores.models import ScoreItem, ScoreSheet
from outreach.reports.scores.rules import Shown, TieKind, said_points
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import file_name
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("scores", __name__, url_prefix="/reports/<int:year>/scores")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """The score sheets of a year."""
    rows = [(sheet, queries.progress_of(sheet)) for sheet in queries.sheets_of(year)]
    copying = forms.CopyForm()
    copying.offer(queries.latest_before(year))
    page = {"filters": Filters.of_year(year), "rows": rows, "copying": copying, "said_points": said_points}
    return render_template("reports/scores/index.html", **page)


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def new(year: int) -> Any:
    """A sheet as the assessor sent it."""
    form, filters = forms.SheetForm(), Filters.of_year(year)

    def act(form: forms.SheetForm) -> ScoreSheet:
        facts = {"title": form.title.data, "assessor": form.assessor.data, "by": acting_person(), "now": clock.now()}
        return actions.bring_in(year, form.items or (), **facts)

    made = submitted(form, act)
    if made is None:
        return render_template("reports/scores/new.html", form=form, filters=filters), form.status
    count = len(form.items or ())
    flash(ngettext("%(num)s item. Now tie it.", "%(num)s items. Now tie them, one by one.", count), "good")
    return redirect(_page(made))


@pages.post("/copy")
@permit(Permission.CLOSE)
def copy(year: int) -> Any:
    """A sheet of an earlier year for this one."""
    form = forms.CopyForm()
    form.offer(queries.latest_before(year))

    def act(form: forms.CopyForm) -> ScoreSheet:
        sheet = next((each for each in queries.latest_before(year) if each.id == form.sheet.data), None)
        if sheet is None:
            raise NotFound
        return actions.copy_to(year, sheet, by=acting_person(), now=clock.now())

    made = submitted(form, act)
    if made is None:
        raise NotFound
    flash(_("Copied: items, owners and figures. What proves another year stayed there."), "good")
    return redirect(_page(made))


@pages.get("/<uuid:sheet_id>")
@permit(Permission.READ)
def sheet(year: int, sheet_id: uuid.UUID) -> str:
    """One sheet: its empty items first."""
    found = queries.sheet_of(year, sheet_id)
    asked = forms.ItemFilters(queries.owners_of(found))
    shown = asked.shown.data if asked.shown.data in set(Shown) else Shown.ALL
    return render_template(
        "reports/scores/sheet.html",
        sheet=found,
        filters=Filters.of_year(year),
        asked=asked,
        items=queries.page_of_items(found, page_number(), shown, asked.owner.data),
        progress=queries.progress_of(found),
        said_points=said_points,
        name_of=proofs.name_of,
    )


@pages.get("/<uuid:sheet_id>/sheet.<any(xlsx, docx):kind>")
@permit(Permission.READ)
def export(year: int, sheet_id: uuid.UUID, kind: str) -> Any:
    """The sheet with all that is tied to its items, as a file."""
    with snapshot():
        found = queries.sheet_of(year, sheet_id)
        content = tables.workbook(found, now=clock.now()) if kind == "xlsx" else tables.document(found)
    name = file_name(f"{found.year}年 {found.title}.{kind}".replace("/", "_"))
    return send_file(BytesIO(content), as_attachment=True, download_name=name)


@pages.post("/<uuid:sheet_id>/retired")
@permit(Permission.CLOSE)
def retire(year: int, sheet_id: uuid.UUID) -> Any:
    """Take the sheet off the year, or put it back."""
    done = transaction_retried(
        lambda: actions.retire(queries.sheet_of(year, sheet_id), by=acting_person(), now=clock.now())
    )
    flash(_("Off the list. It can be put back here.") if done.retired_at else _("On the list again."), "good")
    return redirect(_page(done))


@pages.get("/<uuid:sheet_id>/items/<uuid:item_id>")
@permit(Permission.READ)
def item(year: int, sheet_id: uuid.UUID, item_id: uuid.UUID) -> str:
    """One item: what it is tied to, and what could be."""
    return _shown(queries.sheet_of(year, sheet_id), item_id)


def _shown(sheet: ScoreSheet, item_id: uuid.UUID, **sent: Any) -> str:
    with snapshot():
        found, filters, search = queries.item_of(sheet, item_id), Filters.of_year(sheet.year), forms.SearchForm()
        picking = sent.get("picking") or forms.FigureForm()
        suggestion = suggesting.suggested_word(found, sheet.year)
        picking.offer_figures(filters, word=suggestion or "")
        scoring = sent.get("scoring") or forms.ScoreForm.of(found)
        owner = sent.get("owner") or forms.OwnerForm.of(found)
        shown = [proofs.proof_of(tie, filters) for tie in found.ties]
        return render_template(
            "reports/scores/item.html",
            sheet=sheet,
            item=found,
            filters=filters,
            proofs=[(proof, proofs.href_of(proof, year=sheet.year, sheet_id=sheet.id)) for proof in shown],
            events=proofs.events_behind([tie for tie in found.ties if tie.word], filters),
            may_fill=actions.may_fill(acting_person(), found),
            picking=picking,
            is_suggested=bool(suggestion) and not picking.is_submitted(),
            scoring=scoring,
            owner=owner,
            document=sent.get("document") or forms.DocumentForm(),
            search=search,
            came_upon=queries.things_called(sheet.year, search.words.data) if search.words.data else None,
            said_points=said_points,
        )


@pages.post("/<uuid:sheet_id>/items/<uuid:item_id>/score")
@permit(Permission.LOG)
def score(year: int, sheet_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """What the bureau gives itself for an item."""
    found, form = queries.sheet_of(year, sheet_id), forms.ScoreForm()

    def act(form: forms.ScoreForm) -> ScoreItem:
        facts = {"score": form.hundredths(), "by": acting_person(), "now": clock.now()}
        return actions.score_item(queries.item_of(found, item_id), remark=form.remark.data, **facts)

    done = submitted(form, act, over=lambda: forms.ScoreForm.of(queries.item_of(found, item_id, lock=True)))
    return _answered(found, item_id, form, done, _("Kept."), scoring=form)


@pages.post("/<uuid:sheet_id>/items/<uuid:item_id>/owner")
@permit(Permission.CLOSE)
def owner(year: int, sheet_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """Who fills an item."""
    found, form = queries.sheet_of(year, sheet_id), forms.OwnerForm()
    form.offer(queries.item_of(found, item_id))

    def act(form: forms.OwnerForm) -> ScoreItem:
        given = queries.item_of(found, item_id)
        return actions.give_item(given, form.owner.data, by=acting_person(), now=clock.now())

    done = submitted(form, act, over=lambda: forms.OwnerForm.of(queries.item_of(found, item_id, lock=True)))
    return _answered(found, item_id, form, done, _("Kept."), owner=form)


@pages.post("/<uuid:sheet_id>/items/<uuid:item_id>/figure")
@permit(Permission.LOG)
def tie_figure(year: int, sheet_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """Tie a figure."""
    found, form = queries.sheet_of(year, sheet_id), forms.FigureForm()
    form.offer_figures(Filters.of_year(year))

    def act(form: forms.FigureForm) -> Any:
        given = queries.item_of(found, item_id)
        return actions.tie_word(given, form.needed_word(), by=acting_person(), now=clock.now())

    return _answered(found, item_id, form, submitted(form, act), _("Tied."), picking=form)


@pages.post("/<uuid:sheet_id>/items/<uuid:item_id>/document")
@permit(Permission.LOG)
def tie_document(year: int, sheet_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """Tie a file."""
    found, form = queries.sheet_of(year, sheet_id), forms.DocumentForm()
    if not form.validate_on_submit():
        return _answered(found, item_id, form, None, "", document=form)
    name = file_name(form.file.data.filename)

    def act(form: forms.DocumentForm) -> Any:
        given = queries.item_of(found, item_id)
        return actions.tie_document(given, form.content or b"", name, by=acting_person(), now=clock.now())

    with kept_beside(form.content or b""):
        done = submitted(form, act)
    return _answered(found, item_id, form, done, _("Tied."), document=form)


@pages.post("/<uuid:sheet_id>/items/<uuid:item_id>/tie")
@permit(Permission.LOG)
def tie(year: int, sheet_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """Tie an event, an article or a law that a search came upon."""
    found = queries.sheet_of(year, sheet_id)
    kind, thing_id = _asked_thing()
    transaction_retried(
        lambda: actions.tie_thing(queries.item_of(found, item_id), kind, thing_id, by=acting_person(), now=clock.now())
    )
    flash(_("Tied."), "good")
    return redirect(_item_page(found, item_id, q=request.form.get("q") or None))


@pages.post("/<uuid:sheet_id>/items/<uuid:item_id>/ties/<uuid:tie_id>/gone")
@permit(Permission.LOG)
def untie(year: int, sheet_id: uuid.UUID, item_id: uuid.UUID, tie_id: uuid.UUID) -> Any:
    """Take away what an item is tied to."""
    found = queries.sheet_of(year, sheet_id)
    transaction_retried(
        lambda: actions.untie(queries.item_of(found, item_id), tie_id, by=acting_person(), now=clock.now())
    )
    flash(_("Not tied any more."), "good")
    return redirect(_item_page(found, item_id))


@pages.get("/<uuid:sheet_id>/items/<uuid:item_id>/ties/<uuid:tie_id>/file")
@permit(Permission.READ)
def document(year: int, sheet_id: uuid.UUID, item_id: uuid.UUID, tie_id: uuid.UUID) -> Any:
    """A tied file as it came; never opened by the browser itself."""
    tied = queries.tie_of(queries.item_of(queries.sheet_of(year, sheet_id), item_id), tie_id)
    content = original(tied.sha256) if tied.sha256 else None
    if content is None:
        raise NotFound(_("The file is not on the disk any more."))
    return send_file(BytesIO(content), mimetype=MEDIA_TYPE, as_attachment=True, download_name=tied.file_name)


def _asked_thing() -> tuple[TieKind, uuid.UUID]:
    try:
        return TieKind(request.form.get("kind", "")), uuid.UUID(request.form.get("thing", ""))
    except ValueError:
        raise NotFound(_("There is no such thing to tie.")) from None


def _answered(sheet: ScoreSheet, item_id: uuid.UUID, form: Any, done: Any, said: str, **sent: Any) -> Any:
    if done is None:
        return _shown(sheet, item_id, **sent), form.status
    flash(said, "good")
    return redirect(_item_page(sheet, item_id))


def _page(sheet: ScoreSheet) -> str:
    return url_for("scores.sheet", year=sheet.year, sheet_id=sheet.id)


def _item_page(sheet: ScoreSheet, item_id: uuid.UUID, **arguments: Any) -> str:
    return url_for("scores.item", year=sheet.year, sheet_id=sheet.id, item_id=item_id, **arguments)
