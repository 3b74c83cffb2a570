"""The pages of drafts: the list with the form that makes one, a draft with its lines, and undoing it."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import db, transaction
from outreach.drafts import actions, queries
from outreach.drafts.access import check_may_work_on, may_work_on
from outreach.drafts.aiming import aims_of
from outreach.drafts.forms import DraftForm, edits_of, id_of
from outreach.drafts.labels import reasons, said_factor
from outreach.drafts.models import Draft
from outreach.drafts.rules import State
from outreach.errors import Conflict, Invalid
from outreach.periods import year
from outreach.schedule.choices import teams_to_plan_for
from outreach.schedule.targets.labels import MEASURES, scope_name
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged
from outreach.workdays.queries import work_calendar

blueprint = Blueprint("drafts", __name__)

#: What is shown under each tab of a draft.
SHOWN = {
    "open": (State.OPEN, State.WANTED),
    "made": (State.MADE, State.WITHDRAWN, State.KEPT),
    "left": (State.LEFT,),
    "targets": (),
}


@blueprint.route("/drafts", methods=["GET", "POST"])
@permit(Permission.PLAN)
def index() -> Any:
    """The drafts, and the form that makes one."""
    person, today = acting_person(), clock.today()
    teams = teams_to_plan_for(person, today)
    form = DraftForm(data={"from_year": today.year, "to_year": today.year + 1, "percent": 100})
    form.offer(person, teams, today.year)

    def make(form: DraftForm) -> Draft:
        team = next((team for team in teams if team.id == form.team.data), None)
        years = {"from_year": form.from_year.data, "to_year": form.to_year.data, "percent": form.percent.data or 100}
        return actions.make_draft(team=team, teams=teams, by=person, now=clock.now(), **years)

    if teams and (draft := submitted(form, make)) is not None:
        return redirect(url_for(".page", draft_id=draft.id))
    found = paged(db.session(), queries.drafts(), page_number())
    return render_template("drafts/index.html", form=form, page=found, has_team=bool(teams)), form.status


@blueprint.get("/drafts/<uuid:draft_id>")
@permit(Permission.PLAN)
def page(draft_id: uuid.UUID) -> str:
    """A draft with its lines, those that are open, made, or left out, and with its targets."""
    draft = queries.draft(draft_id)
    tab = request.args.get("tab", "open")
    tab = tab if tab in SHOWN else "open"
    return render_template(
        "drafts/draft.html",
        draft=draft,
        tab=tab,
        lines=paged(db.session(), queries.lines(draft_id, SHOWN[tab]), page_number()),
        counts=queries.counts(draft_id),
        calendar=work_calendar(year(draft.to_year)),
        reasons=reasons,
        aims=aims_of(draft),
        target_words={"measures": MEASURES, "scope_name": scope_name, "factor": said_factor(draft.percent)},
        may_work=may_work_on(acting_person(), draft, clock.today()),
    )


@blueprint.post("/drafts/<uuid:draft_id>/lines")
@permit(Permission.PLAN)
def change_lines(draft_id: uuid.UUID) -> AnyResponse:
    """Keep the days that were typed; then accept, leave out or put back what the button says."""
    try:
        with transaction():
            draft = _own(draft_id)
            edits = edits_of(request.form, clock.today())
            actions.edit_lines(draft, edits)
            _do(draft, [*edits])
    except (Conflict, Invalid) as refusal:
        flash(str(refusal.message or _("There is no such day, or a part of it is missing.")), "error")
    return redirect(url_for(".page", draft_id=draft_id, tab=request.args.get("tab"), page=request.args.get("page")))


@blueprint.post("/drafts/<uuid:draft_id>/targets")
@permit(Permission.PLAN)
def accept_targets(draft_id: uuid.UUID) -> AnyResponse:
    """Set the targets that the pressed button means in the new year: one, or all that are not there yet."""
    one = request.form.get("one")
    try:
        with transaction():
            draft = _own(draft_id)
            words = None if one is None else [one]
            count = actions.accept_targets(draft, words, by=acting_person(), now=clock.now())
            year = draft.to_year
    except (Conflict, Invalid) as refusal:
        flash(str(refusal.message), "error")
    else:
        flash(ngettext("%(num)s target of %(year)s is set.", "%(num)s targets of %(year)s are set.", count, year=year))
    return redirect(url_for(".page", draft_id=draft_id, tab="targets"))


@blueprint.post("/drafts/<uuid:draft_id>/work")
@permit(Permission.PLAN)
def work(draft_id: uuid.UUID) -> AnyResponse:
    """Do the next part of what waits: make events of wanted lines, or withdraw those of an undone draft."""
    with transaction():
        draft = _own(draft_id)
        actions.accept_part(draft, by=acting_person(), now=clock.now())
        actions.undo_part(draft, by=acting_person(), now=clock.now())
    return redirect(url_for(".page", draft_id=draft_id, tab=request.args.get("tab")))


@blueprint.route("/drafts/<uuid:draft_id>/undo", methods=["GET", "POST"])
@permit(Permission.PLAN)
def undo(draft_id: uuid.UUID) -> Any:
    """Undo the draft as a whole, after a page that says what becomes of its events."""
    if request.method == "POST":
        with transaction():
            actions.undo_draft(_own(draft_id), by=acting_person(), now=clock.now())
            actions.undo_part(queries.draft(draft_id), by=acting_person(), now=clock.now())
        return redirect(url_for(".page", draft_id=draft_id, tab="made"))
    draft = queries.draft(draft_id)
    check_may_work_on(acting_person(), draft, clock.today())
    ours = sum(aim.is_ours for aim in aims_of(draft))
    return render_template("drafts/undo.html", draft=draft, counts=queries.counts(draft_id), targets=ours)


def _own(draft_id: uuid.UUID) -> Draft:
    draft = queries.draft(draft_id, lock=True)
    check_may_work_on(acting_person(), draft, clock.today())
    return draft


def _do(draft: Draft, shown: list[uuid.UUID]) -> None:
    """What the pressed button means; the first part of what is accepted is done at once."""
    for name, act in (("leave", actions.leave_line), ("back", actions.put_back)):
        if (line_id := id_of(request.form.get(name, ""))) is not None:
            act(draft, line_id)
    one = id_of(request.form.get("accept", ""))
    wanted = shown if "all" in request.form else [one] if one is not None else []
    if wanted:
        actions.want_lines(draft, wanted)
        actions.accept_part(draft, by=acting_person(), now=clock.now())
