"""Evidence packs: what one would hold, making it, how far it is, and the file."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.errors import Forbidden, NotFound
from outreach.jobs import progress, runs
from outreach.jobs.progress import Progress
from outreach.jobs.rules import Phase
from outreach.reports.asked import asked_filters
from outreach.reports.chips import chips_of, said_days, said_filter
from outreach.reports.drawings.queries import drawing_of
from outreach.reports.forms import ReportFilterForm
from outreach.reports.packs import actions, files, labels, queries, standing
from outreach.reports.packs import runs as pack_runs
from outreach.reports.packs.asked import Asked, of_drawing, of_edition, of_event, of_period
from outreach.reports.packs.forms import PackForm
from outreach.reports.packs.models import Pack
from outreach.reports.packs.rules import State
from outreach.schedule.campaigns.queries import edition as edition_of
from outreach.schedule.queries import event as event_of
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.describing import PROGRESS, Operation, described
from outreach.web.filters import day, number, size
from outreach.web.forms import submitted
from outreach.web.paging import page_number
from outreach.web.reach import base_url, is_local

pages = Blueprint("packs", __name__)

#: Who asks for a small pack gets it without a page in between.
PATIENCE_SECONDS = 2.0


@pages.route("/reports/<int:year>/packs", methods=["GET", "POST"])
@permit(Permission.READ)
def index(year: int) -> Any:
    """A pack of the report's days under its filters, and the packs that were made."""
    filters = asked_filters(year, "page")

    def page(form: PackForm) -> str:
        return render_template(
            "reports/packs/index.html",
            form=form,
            filters=filters,
            filter_form=ReportFilterForm(filters),
            chips=chips_of(filters, "packs.index"),
            packs=queries.page_of_packs(year, page_number()),
            **_shown(of_period(filters), form),
        )

    return _asked_for(of_period(filters), page)


@pages.route("/events/<uuid:event_id>/pack", methods=["GET", "POST"])
@permit(Permission.READ)
def event(event_id: uuid.UUID) -> Any:
    """A pack of one event."""
    found = event_of(event_id)
    asked, back = of_event(found), (found.title, url_for("events.page", event_id=event_id))
    return _asked_for(asked, lambda form: _page_of(asked, form, back))


@pages.route("/campaigns/<uuid:campaign_id>/editions/<uuid:edition_id>/pack", methods=["GET", "POST"])
@permit(Permission.READ)
def edition(campaign_id: uuid.UUID, edition_id: uuid.UUID) -> Any:
    """A pack of a campaign's whole edition."""
    found = edition_of(edition_id)
    if found.campaign_id != campaign_id:
        raise NotFound
    asked = of_edition(found)
    back = (asked.title, url_for("campaigns.page", campaign_id=campaign_id, edition=edition_id))
    return _asked_for(asked, lambda form: _page_of(asked, form, back))


@pages.route("/reports/<int:year>/drawings/<uuid:drawing_id>/pack", methods=["GET", "POST"])
@permit(Permission.READ)
def drawing(year: int, drawing_id: uuid.UUID) -> Any:
    """A pack of stored figures: today's ledger of their days held against them, with the text drawn from them."""
    kept = drawing_of(year, drawing_id)
    asked = of_drawing(kept)
    back = (kept.title, url_for("drawings.drawing", year=year, drawing_id=drawing_id))
    return _asked_for(asked, lambda form: _page_of(asked, form, back))


@pages.get("/reports/<int:year>/packs/<uuid:pack_id>")
@permit(Permission.READ)
def pack(year: int, pack_id: uuid.UUID) -> str:
    """One pack: how far it is, its file, or why there is none."""
    found = _of_year(year, pack_id)
    files.sweep(clock.now())
    return render_template(
        "reports/packs/pack.html",
        pack=found,
        year=year,
        told=_told(found),
        is_there=standing.is_there(found, now=clock.now()),
        is_own=found.by_id == acting_person().id,
        may_take=_may_take(found),
        labels=labels,
    )


@pages.get("/reports/<int:year>/packs/<uuid:pack_id>/progress.json")
@permit(Permission.READ)
@described(Operation("How far the making of an evidence pack is.", gives=PROGRESS))
def how_far(year: int, pack_id: uuid.UUID) -> Response:
    """How far the making of a pack is."""
    answer = jsonify(_told(_of_year(year, pack_id)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/reports/<int:year>/packs/<uuid:pack_id>/file.zip")
@permit(Permission.READ)
def file(year: int, pack_id: uuid.UUID) -> AnyResponse:
    """The pack itself."""
    found, now = _of_year(year, pack_id), clock.now()
    if not _may_take(found):
        raise Forbidden(_("Sheets with names are in this pack: only who made it, and the office, may take it."))
    there = files.opened(pack_id) if standing.is_there(found, now=now) else None
    if there is None:
        raise NotFound(_("The file of this pack was deleted after its day. Make it again."), code="pack_gone")
    stream, size = there
    named: dict[str, Any] = {"download_name": found.name, "etag": found.sha256}
    with transaction():
        actions.note_taken(queries.pack_of(pack_id), by=acting_person(), now=now)
    answer = send_file(stream, "application/zip", as_attachment=True, conditional=False, **named)
    answer.content_length = size
    answer.headers["Cache-Control"] = "no-store"
    return answer.make_conditional(request, accept_ranges=True, complete_length=size)


@pages.post("/reports/<int:year>/packs/<uuid:pack_id>/stop")
@permit(Permission.READ)
def stop(year: int, pack_id: uuid.UUID) -> Any:
    """Stop the making of one's own pack."""
    found = _own(year, pack_id)
    if found.state is State.MAKING:
        progress.ask_to_stop(found.id, found.token)
        runs.wait_for(pack_id, 3.0)
    return redirect(url_for(".pack", year=year, pack_id=pack_id))


@pages.post("/reports/<int:year>/packs/<uuid:pack_id>/again")
@permit(Permission.READ)
def again(year: int, pack_id: uuid.UUID) -> Any:
    """Make one's own pack that was not made once more."""
    _own(year, pack_id)
    with transaction():
        found = actions.begin_again(queries.pack_of(pack_id, lock=True), now=clock.now())
    return _started(found)


@pages.post("/reports/<int:year>/packs/<uuid:pack_id>/put-away")
@permit(Permission.READ)
def put_away(year: int, pack_id: uuid.UUID) -> Any:
    """Delete the file of one's own pack before its day is over."""
    _own(year, pack_id)
    with transaction():
        actions.put_away(queries.pack_of(pack_id), by=acting_person(), now=clock.now())
    flash(_("The file is deleted. What is told of it here stays."), "success")
    return redirect(url_for(".pack", year=year, pack_id=pack_id))


def _asked_for(asked: Asked, page: Callable[[PackForm], str]) -> Any:
    """Begin the pack and go to its page, or show the form."""
    form = PackForm()
    begun = submitted(
        form,
        lambda f: actions.begin_pack(
            asked, with_scans=f.wants_scans, reason=f.said_reason, by=acting_person(), now=clock.now()
        ),
    )
    if begun is not None:
        return _started(begun)
    return page(form), form.status


def _started(begun: Pack) -> Any:
    files.sweep(clock.now())
    address = url_for(".pack", year=begun.year, pack_id=begun.id)
    pack_id = begun.id
    root = base_url()
    pack_runs.start(begun, root="" if is_local(root) else root)
    runs.wait_for(pack_id, PATIENCE_SECONDS)
    return redirect(address, 303)


def _page_of(asked: Asked, form: PackForm, back: tuple[str, str]) -> str:
    return render_template(
        "reports/packs/new.html", form=form, back=back, year=asked.filters.year, **_shown(asked, form)
    )


def _shown(asked: Asked, form: PackForm) -> dict[str, Any]:
    amount = queries.amount_of(asked, with_scans=form.wants_scans)
    filters = asked.filters
    days = day(filters.period.first) if filters.period.days == 1 else said_days(filters)
    said = " · ".join([days, *(said_filter(filters, name) for name in filters.used)])
    shown = {"asked": asked, "amount": amount, "said": said, "labels": labels}
    return shown | {"action": request.full_path.rstrip("?"), "needs": size(amount.bytes)}


def _of_year(year: int, pack_id: uuid.UUID) -> Pack:
    found = queries.pack_of(pack_id)
    if found.year != year:
        raise NotFound(code="no_such_pack", id=pack_id)
    return found


def _own(year: int, pack_id: uuid.UUID) -> Pack:
    found = _of_year(year, pack_id)
    if found.by_id != acting_person().id and not may(Permission.CLOSE):
        raise Forbidden(_("Only who made a pack, and the office, may do this."))
    return found


def _may_take(found: Pack) -> bool:
    return not found.with_scans or found.by_id == acting_person().id or may(Permission.CLOSE)


def _told(found: Pack) -> dict[str, Any]:
    """What the page and its module tell: `state` is running, fallen or over."""
    if found.state is not State.MAKING:
        return {"state": "over", "phase": None, "done": 0, "total": 0, "said": ""}
    if standing.is_fallen(found, now=clock.now()):
        return {"state": "fallen", "phase": None, "done": 0, "total": 0, "said": _("Nothing was stored.")}
    said = standing.said_of(found) or Progress(Phase.WAITING, 0, 0, clock.now())
    return {"state": "running", "phase": said.phase.value, "done": said.done, "total": said.total, "said": _said(said)}


def _said(said: Progress) -> str:
    if said.phase is Phase.WAITING:
        return str(_("It begins as soon as the pack before it is done."))
    if said.phase is Phase.STORING and said.total:
        return str(_("File %(done)s of %(total)s goes in.", done=number(said.done), total=number(said.total)))
    return str(_("The ledger and the figures are being written."))
