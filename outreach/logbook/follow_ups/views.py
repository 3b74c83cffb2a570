"""The list of follow-ups, one of them with its history, and what becomes of it."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.anonymity.checking import NO_REAL_NAME, ask_about_people
from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.logbook.follow_ups import actions, exports, labels, queries
from outreach.logbook.follow_ups.forms import AnswerForm, ChangeForm, FollowUpFilterForm, ReasonForm, change_form
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.follow_ups.queries import Filters
from outreach.logbook.follow_ups.rights import check_may_settle, may_settle
from outreach.logbook.follow_ups.rules import State, is_overdue
from outreach.people.access import teams_acted_for
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

blueprint = Blueprint("follow_ups", __name__, url_prefix="/follow-ups")


@blueprint.get("")
@permit(Permission.READ)
def index() -> Any:
    """Open ones, the longest overdue first; `?event=` shows those of one event, `?owed_by=` those of one person."""
    _erase_what_is_over()
    form = FollowUpFilterForm()
    page = queries.page_of(_asked(form), page_number())
    return render_template(
        "logbook/follow_ups/index.html",
        form=form,
        page=page,
        labels=labels,
        is_overdue=is_overdue,
        today=clock.today(),
        href=_href,
        whose=form.whose.data,
    )


@blueprint.get("/export.csv")
@permit(Permission.READ)
def as_csv() -> Response:
    """The list as it is filtered, as CSV."""
    response = Response(exports.as_csv(_asked(FollowUpFilterForm())), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="follow-ups.csv"'
    return response


@blueprint.get("/export.xlsx")
@permit(Permission.READ)
def as_xlsx() -> Response:
    """The list as it is filtered, as a workbook."""
    file = exports.as_xlsx(_asked(FollowUpFilterForm()), created=clock.now())
    return send_file(file, as_attachment=True, download_name="follow-ups.xlsx")


@blueprint.get("/<uuid:follow_up_id>")
@permit(Permission.READ)
def page(follow_up_id: uuid.UUID) -> Any:
    """One with its history."""
    _erase_what_is_over()
    return _page(follow_up_id)


@blueprint.post("/<uuid:follow_up_id>/done")
@permit(Permission.LOG)
def done(follow_up_id: uuid.UUID) -> Any:
    """Say that the answer was given."""
    form = AnswerForm(prefix="answer")

    def act(follow_up: FollowUp, **who: Any) -> FollowUp:
        return actions.answer_follow_up(follow_up, answer=form.answer.data, **who)

    return _acted(follow_up_id, form, act, _("Answered."), answer_form=form)


@blueprint.post("/<uuid:follow_up_id>/drop")
@permit(Permission.LOG)
def drop(follow_up_id: uuid.UUID) -> Any:
    """Say that no answer will be given, and why."""
    form = ReasonForm(prefix="drop")

    def act(follow_up: FollowUp, **who: Any) -> FollowUp:
        return actions.drop_follow_up(follow_up, reason=form.reason.data, **who)

    return _acted(follow_up_id, form, act, _("Dropped."), drop_form=form)


@blueprint.post("/<uuid:follow_up_id>/reopen")
@permit(Permission.LOG)
def reopen(follow_up_id: uuid.UUID) -> Any:
    """Open it again, with a reason."""
    form = ReasonForm(prefix="reopen")

    def act(follow_up: FollowUp, **who: Any) -> FollowUp:
        return actions.reopen_follow_up(follow_up, reason=form.reason.data, **who)

    return _acted(follow_up_id, form, act, _("It is open again."), reopen_form=form)


@blueprint.route("/<uuid:follow_up_id>/edit", methods=["GET", "POST"])
@permit(Permission.LOG)
def edit(follow_up_id: uuid.UUID) -> Any:
    """Put it right, or hand it to another person."""
    _erase_what_is_over()
    follow_up, person = queries.follow_up(follow_up_id), acting_person()
    check_may_settle(person, follow_up, clock.now())
    form = change_form(follow_up, sees_contact=True)

    def act(_form: Any) -> FollowUp:
        ask_about_people(form.asked.data, names_are_none=form.confirmed(NO_REAL_NAME))
        found = queries.follow_up(follow_up_id, lock=True)
        return actions.change_follow_up(found, facts=form.facts(), by=acting_person(), now=clock.now())

    def now() -> ChangeForm:
        return change_form(queries.follow_up(follow_up_id, lock=True), sees_contact=True)

    if submitted(form, act, over=now):
        flash(_("The changes are saved."), "success")
        return redirect(url_for(".page", follow_up_id=follow_up_id))
    return render_template(
        "logbook/follow_ups/edit.html", form=form, follow_up=queries.follow_up(follow_up_id)
    ), form.status


def _erase_what_is_over() -> None:
    """Let the contacts go whose date has come, before anybody sees one."""
    now = clock.now()
    if queries.any_contact_over(now):
        with transaction():
            actions.erase_contacts(now=now)


def _acted(follow_up_id: uuid.UUID, form: Any, act: Callable[..., FollowUp], said: str, **forms: Any) -> Any:
    def do(_form: Any) -> FollowUp:
        return act(queries.follow_up(follow_up_id, lock=True), by=acting_person(), now=clock.now())

    if submitted(form, do):
        flash(said, "success")
        return redirect(url_for(".page", follow_up_id=follow_up_id))
    return _page(follow_up_id, **forms), form.status


def _page(follow_up_id: uuid.UUID, **forms: Any) -> str:
    follow_up, now = queries.follow_up(follow_up_id), clock.now()
    may = may_settle(acting_person(), follow_up, now)
    return render_template(
        "logbook/follow_ups/follow_up.html",
        follow_up=follow_up,
        contact=queries.contact_of(follow_up.id) if may else None,
        may_settle=may,
        overdue=is_overdue(follow_up.state, follow_up.due_on, clock.today()),
        answer_form=forms.get("answer_form") or AnswerForm(prefix="answer"),
        drop_form=forms.get("drop_form") or ReasonForm(prefix="drop"),
        reopen_form=forms.get("reopen_form") or ReasonForm(prefix="reopen"),
        changes=changes_of(follow_up),
        labels=labels,
    )


def _asked(form: FollowUpFilterForm) -> Filters:
    """What the list shows: the open ones owed by oneself, until somebody says otherwise; the form then says it too."""
    person = acting_person()
    if "state" not in request.args:
        form.state.data = State.OPEN
    if form.said("whose") is None:
        is_narrowed = any(name in request.args for name in ("event", "team", "owed_by"))
        form.whose.data = "mine" if person.may(Permission.LOG) and not is_narrowed else "all"
        form.whose.errors = ()
    code, whose = form.said("team"), form.whose.data
    teams = frozenset(team.id for team in form.teams if team.code == code) if code else None
    own = {"team": person.team_ids_on(clock.today()), "left": teams_acted_for(person, clock.today())}.get(whose)
    if own is not None:
        teams = own if teams is None else own & teams
    return Filters(
        state=form.said("state"),
        owed_by_id=person.id if whose == "mine" else request.args.get("owed_by", type=uuid.UUID),
        of_who_left=whose == "left",
        team_ids=teams,
        topic_id=queries.topic_id_of(form.said("topic")),
        event_id=request.args.get("event", type=uuid.UUID),
    )


def _href(endpoint: str = ".index", **changes: Any) -> str:
    """The address of the same list with some arguments changed; the page number falls away."""
    arguments: dict[str, Any] = {name: value for name, value in request.args.items() if name != "page"}
    return url_for(endpoint, **{**arguments, **changes})
