"""The pages of check-up lists: what is asked now, every version, and the draft of the next."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.check_ups.labels import WEIGHTS
from outreach.check_ups.lists import actions, queries
from outreach.check_ups.lists.forms import ListForm, PlannedForm, PointForm, PublishForm
from outreach.check_ups.lists.labels import FIELDS
from outreach.check_ups.lists.models import CheckList, CheckListVersion
from outreach.check_ups.lists.planned import plan_lists, planned_at
from outreach.check_ups.lists.rights import check_may_keep, may_keep
from outreach.db import db, transaction
from outreach.errors import Conflict, NotFound
from outreach.laws.labels import SUBJECTS
from outreach.laws.rules import is_in_force
from outreach.schedule import queries as schedule
from outreach.schedule.access import check_may_change
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("check_lists", __name__, url_prefix="/check-lists")


@blueprint.get("")
@permit(Permission.LOG)
def index() -> Any:
    """All lists, those out of use last."""
    page = paged(db.session(), queries.check_lists(retired=True), page_number())
    return render_template("check_ups/lists/index.html", page=page, subjects=SUBJECTS, may_add=may(Permission.PLAN))


@blueprint.route("/new", methods=["GET", "POST"])
@permit(Permission.PLAN)
def new() -> Any:
    """Add a list."""
    form = ListForm()
    form.offer(acting_person(), clock.now())

    def act(form: ListForm) -> Any:
        said = {"title": form.title.data, "subject": form.subject.data, "team_id": form.team.data}
        return actions.add_list(**said, by=acting_person(), now=clock.now())

    if (made := submitted(form, act)) is not None:
        flash(_("The list is there. Now write its points."), "good")
        return redirect(url_for(".version", list_id=made.id, number=1))
    return render_template("check_ups/lists/edit.html", form=form, check_list=None), form.status


@blueprint.route("/<uuid:list_id>/edit", methods=["GET", "POST"])
@permit(Permission.PLAN)
def edit(list_id: uuid.UUID) -> Any:
    """Call the list otherwise, or give it to another team."""
    check_list = queries.check_list(list_id)
    check_may_keep(acting_person(), check_list.team_id, clock.now())
    form = _form_of(check_list)
    form.offer(acting_person(), clock.now())

    def act(form: ListForm) -> Any:
        found = queries.check_list(list_id, lock=True)
        said = {"title": form.title.data, "team_id": form.team.data}
        return actions.rename_list(found, **said, by=acting_person(), now=clock.now())

    if submitted(form, act, over=lambda: _form_of(queries.check_list(list_id, lock=True))):
        flash(_("The changes are saved."), "good")
        return redirect(url_for(".page", list_id=list_id))
    return render_template("check_ups/lists/edit.html", form=form, check_list=check_list), form.status


def _form_of(check_list: CheckList) -> ListForm:
    form = ListForm(data={"title": check_list.title, "team": check_list.team_id})
    del form.subject
    return form


@blueprint.route("/at/<uuid:event_id>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def planned(event_id: uuid.UUID) -> Any:
    """Say beforehand which lists are to be filled at the event."""
    event = schedule.event(event_id)
    check_may_change(acting_person(), event, clock.now())
    form = PlannedForm(planned_at(event_id))

    def act(form: PlannedForm) -> bool:
        found = schedule.event(event_id, lock=True)
        plan_lists(found, form.list_ids.data, by=acting_person(), now=clock.now())
        return True

    if submitted(form, act, over=lambda: PlannedForm(planned_at(event_id))):
        flash(_("Saved. The phone shows these lists first."), "good")
        return redirect(url_for("events.page", event_id=event_id, _anchor="check-ups"))
    return render_template("check_ups/lists/planned.html", form=form, event=event), form.status


@blueprint.get("/<uuid:list_id>")
@permit(Permission.LOG)
def page(list_id: uuid.UUID) -> Any:
    """The version that is asked now, or the first draft."""
    check_list = queries.check_list(list_id)
    shown = queries.published_of(check_list) or queries.draft_of(check_list)
    if shown is None:
        raise NotFound
    return _version_page(shown)


@blueprint.get("/<uuid:list_id>/versions/<int:number>")
@permit(Permission.LOG)
def version(list_id: uuid.UUID, number: int) -> Any:
    """One version, and what it changed."""
    return _version_page(queries.version_of(list_id, number))


@blueprint.post("/<uuid:list_id>/draft")
@permit(Permission.PLAN)
def draft(list_id: uuid.UUID) -> Any:
    """Begin the next version."""
    return _done(list_id, lambda who: actions.draft_version(queries.check_list(list_id, lock=True), **who))


@blueprint.route("/<uuid:list_id>/draft/points/new", methods=["GET", "POST"])
@permit(Permission.PLAN)
def add_point(list_id: uuid.UUID) -> Any:
    """Add a point to the draft."""
    writing, form = _draft(list_id), PointForm()

    def act(form: PointForm) -> Any:
        return actions.add_point(_draft(list_id), facts=form.facts, by=acting_person(), now=clock.now())

    if submitted(form, act):
        flash(_("The point is in the draft."), "good")
        return redirect(url_for(".version", list_id=list_id, number=writing.number))
    return render_template("check_ups/lists/point.html", form=form, version=writing, point=None), form.status


@blueprint.route("/<uuid:list_id>/draft/points/<uuid:point_id>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def edit_point(list_id: uuid.UUID, point_id: uuid.UUID) -> Any:
    """Change a point of the draft."""
    point = queries.drafted_point(point_id)
    check_may_keep(acting_person(), point.version.check_list.team_id, clock.now())
    if point.version.published_at is not None and request.method == "GET":
        return redirect(url_for(".version", list_id=list_id, number=point.version.number))
    form = PointForm(point)

    def act(form: PointForm) -> Any:
        found = queries.drafted_point(point_id)
        return actions.change_point(found, facts=form.facts, by=acting_person(), now=clock.now())

    if submitted(form, act, over=lambda: PointForm(queries.drafted_point(point_id))):
        flash(_("The changes are saved."), "good")
        return redirect(url_for(".version", list_id=list_id, number=point.version.number))
    return render_template("check_ups/lists/point.html", form=form, version=point.version, point=point), form.status


@blueprint.post("/<uuid:list_id>/draft/points/<uuid:point_id>/drop")
@permit(Permission.PLAN)
def drop_point(list_id: uuid.UUID, point_id: uuid.UUID) -> Any:
    """Take a point out of the draft."""
    return _done(list_id, lambda who: actions.drop_point(queries.drafted_point(point_id), **who))


@blueprint.post("/<uuid:list_id>/draft/points/<uuid:point_id>/raise")
@permit(Permission.PLAN)
def raise_point(list_id: uuid.UUID, point_id: uuid.UUID) -> Any:
    """Put a point of the draft one place up."""
    return _done(list_id, lambda who: actions.raise_point(queries.drafted_point(point_id), **who))


@blueprint.post("/<uuid:list_id>/draft/publish")
@permit(Permission.PLAN)
def publish(list_id: uuid.UUID) -> Any:
    """Ask the draft from now on."""
    form = PublishForm()

    def act(form: PublishForm) -> Any:
        return actions.publish(_draft(list_id), note=form.note.data, by=acting_person(), now=clock.now())

    if submitted(form, act):
        flash(_("Published. Phones get it with their next look; what they still fill by the old one is kept."), "good")
        return redirect(url_for(".page", list_id=list_id))
    return _version_page(_draft(list_id), form), form.status


@blueprint.post("/<uuid:list_id>/draft/drop")
@permit(Permission.PLAN)
def drop_draft(list_id: uuid.UUID) -> Any:
    """Throw the draft away."""
    return _done(list_id, lambda who: actions.drop_draft(_draft(list_id), **who), to_draft=False)


@blueprint.post("/<uuid:list_id>/retire")
@permit(Permission.PLAN)
def retire(list_id: uuid.UUID) -> Any:
    """Take the list out of use."""
    return _done(list_id, lambda who: actions.retire_list(queries.check_list(list_id), **who), to_draft=False)


@blueprint.post("/<uuid:list_id>/bring-back")
@permit(Permission.PLAN)
def bring_back(list_id: uuid.UUID) -> Any:
    """Put the list back into use."""
    return _done(list_id, lambda who: actions.bring_back_list(queries.check_list(list_id), **who), to_draft=False)


def _draft(list_id: uuid.UUID) -> CheckListVersion:
    found = queries.draft_of(queries.check_list(list_id, lock=True))
    if found is None:
        raise NotFound(_("No new version is being written."))
    check_may_keep(acting_person(), found.check_list.team_id, clock.now())
    return found


def _done(list_id: uuid.UUID, act: Callable[[dict[str, Any]], Any], *, to_draft: bool = True) -> Any:
    try:
        with transaction():
            act({"by": acting_person(), "now": clock.now()})
    except Conflict as refusal:
        flash(str(refusal.message), "warn")
    writing = queries.draft_of(queries.check_list(list_id)) if to_draft else None
    if writing is not None:
        return redirect(url_for(".version", list_id=list_id, number=writing.number))
    return redirect(url_for(".page", list_id=list_id))


def _version_page(version: CheckListVersion, form: PublishForm | None = None) -> str:
    today = clock.today()
    out = {
        point.id
        for point in version.points
        if point.law is not None and not is_in_force(point.law.in_force_from, point.law.in_force_to, today)
    }
    return render_template(
        "check_ups/lists/version.html",
        version=version,
        versions=version.check_list.versions,
        changes=queries.changes_in(version),
        out=out,
        may_keep=may_keep(acting_person(), version.check_list.team_id, clock.now()),
        form=form or PublishForm(),
        fields=FIELDS,
        subjects=SUBJECTS,
        weights=WEIGHTS,
        draft=queries.draft_of(version.check_list),
    )
