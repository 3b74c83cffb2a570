"""The pages of the case library 案例库."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.cases import actions, queries, rights
from outreach.cases.forms import RETIRED, CaseFilters, CaseForm, said_of
from outreach.cases.labels import FIELDS, SOURCES
from outreach.cases.models import Case
from outreach.cases.shown import best_snippet
from outreach.db import db, transaction
from outreach.fulltext.snippets import marked
from outreach.laws.labels import SUBJECTS
from outreach.schedule.on_the_spot.queries import own_team
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("cases", __name__)


@blueprint.get("/cases")
@permit(Permission.READ)
def index() -> str:
    """The cases, or those that hold what is searched for."""
    form, logs = CaseFilters(), may(Permission.LOG)
    form.offer(retired_too=logs)
    wanted = queries.cases_matching(**form.wanted, retired=logs and form.state.data == RETIRED)
    page = paged(db.session(), wanted, page_number())
    return render_template(
        "cases/index.html",
        form=form,
        page=page,
        subjects=SUBJECTS,
        sources=SOURCES,
        times=queries.times_told([each.id for each in page]),
        marked=lambda text: marked(text, form.parts),
        snippet=lambda case: best_snippet(case, form.parts),
        may_add=logs,
    )


@blueprint.get("/cases/<uuid:case_id>")
@permit(Permission.READ)
def page(case_id: uuid.UUID) -> str:
    """One case: what happened, the law, what to learn, where it was told."""
    case, now = queries.case(case_id), clock.now()
    rights.check_may_read(case, logs=may(Permission.LOG))
    return render_template(
        "cases/case.html",
        case=case,
        subjects=SUBJECTS,
        sources=SOURCES,
        over=queries.out_of_force(case, clock.local_day(now)),
        events=queries.events_told_at(case.id),
        articles=queries.articles_told_in(case.id),
        changes=changes_of(case),
        fields=FIELDS,
        may_change=rights.may_change(acting_person(), case, now),
        may_tell=may(Permission.LOG) and case.retired_at is None,
    )


@blueprint.get("/cases/<uuid:case_id>/print")
@permit(Permission.READ)
def handout(case_id: uuid.UUID) -> str:
    """The case on a sheet, to be read aloud or handed out."""
    case = queries.case(case_id)
    rights.check_may_read(case, logs=may(Permission.LOG))
    over = queries.out_of_force(case, clock.today())
    return render_template("cases/handout.html", case=case, subjects=SUBJECTS, sources=SOURCES, over=over)


@blueprint.route("/cases/new", methods=["GET", "POST"])
@permit(Permission.LOG)
def new() -> Any:
    """Add a case."""

    def add(form: CaseForm) -> Case:
        said = form.names_are_none
        return actions.add_case(facts=form.told, by=acting_person(), now=clock.now(), names_are_none=said)

    return _form(CaseForm(team_id=own_team(acting_person(), clock.now())), None, add)


@blueprint.route("/cases/<uuid:case_id>/edit", methods=["GET", "POST"])
@permit(Permission.LOG)
def edit(case_id: uuid.UUID) -> Any:
    """Change a case."""
    case = queries.case(case_id)
    rights.check_may_change(acting_person(), case, clock.now())

    def change(form: CaseForm) -> Case:
        here, said = queries.case(case_id, lock=True), form.names_are_none
        return actions.change_case(here, facts=form.told, by=acting_person(), now=clock.now(), names_are_none=said)

    return _form(CaseForm(data=said_of(case)), case, change)


@blueprint.post("/cases/<uuid:case_id>/retire")
@permit(Permission.LOG)
def retire(case_id: uuid.UUID) -> ResponseReturnValue:
    """Tell it no more."""
    return _done(case_id, actions.retire_case, _("The case is retired. Where it was told stays."))


@blueprint.post("/cases/<uuid:case_id>/restore")
@permit(Permission.LOG)
def restore(case_id: uuid.UUID) -> ResponseReturnValue:
    """Tell it again."""
    return _done(case_id, actions.restore_case, _("The case is in the library again."))


def _form(form: CaseForm, case: Case | None, act: Callable[[CaseForm], Case]) -> Any:
    form.offer(acting_person(), case)
    over = None if case is None else lambda: CaseForm(data=said_of(queries.case(case.id, lock=True)))
    if (done := submitted(form, act, over=over)) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".page", case_id=done.id))
    return render_template("cases/edit.html", form=form, case=case), form.status


def _done(case_id: uuid.UUID, act: Callable[..., None], said: str) -> ResponseReturnValue:
    with transaction():
        act(queries.case(case_id, lock=True), by=acting_person(), now=clock.now())
    flash(said, "success")
    return redirect(url_for(".page", case_id=case_id))
