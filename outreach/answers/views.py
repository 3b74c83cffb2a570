"""The pages of standard answers 问答, and what phones keep of them."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from outreach import clock
from outreach.answers import actions, queries, rights, told
from outreach.answers.forms import MARKED, RETIRED, AnswerFilters, AnswerForm
from outreach.answers.labels import FIELDS, MARKS
from outreach.answers.models import StandardAnswer
from outreach.answers.rules import mark_of
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import NotFound
from outreach.fulltext.snippets import marked
from outreach.schedule.on_the_spot.queries import own_team
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.describing import described
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("answers", __name__)
api = Blueprint("answers_api", __name__)


@api.get("/api/answers")
@permit(Permission.LOG, tokens="log")
@described(told.ANSWERS)
def for_phones() -> ResponseReturnValue:
    """The answers in use; nothing where the phone knows them (If-None-Match)."""
    facts = told.answers_for_phones(clock.now())
    answer = jsonify(facts)
    answer.set_etag(facts["tag"], weak=True)
    return answer.make_conditional(request)


@blueprint.get("/answers")
@permit(Permission.READ)
def index() -> str:
    """The answers by topic, or those that hold what is asked."""
    form, today = AnswerFilters(), clock.today()
    form.offer(retired_too=may(Permission.LOG))
    team = form.teams.get(form.team.data or "")
    wanted = queries.answers_matching(
        parts=form.parts,
        topic_id=form.topic.data,
        team_id=None if team is None else team.id,
        retired=form.state.data == RETIRED and may(Permission.LOG),
        marked=queries.is_marked(queries.laws_now(queries.laws_of_answers(), today))
        if form.state.data == MARKED
        else None,
    )
    page = paged(db.session(), wanted, page_number())
    return render_template(
        "answers/index.html",
        form=form,
        page=page,
        marks=_marks(page.rows),
        marked=lambda text: marked(text, form.parts),
        may_write=may(Permission.PLAN),
    )


@blueprint.get("/answers/<uuid:answer_id>")
@permit(Permission.READ)
def page(answer_id: uuid.UUID) -> str:
    """One answer, with its history."""
    answer, now = queries.answer(answer_id), clock.now()
    if answer.retired_at is not None and not may(Permission.LOG):
        raise NotFound(_("There is no such answer."))
    return render_template(
        "answers/answer.html",
        answer=answer,
        mark=_marks([answer]).get(answer.id),
        marks=MARKS,
        changes=changes_of(answer),
        fields=FIELDS,
        may_write=rights.may_write(acting_person(), answer.team_id, now),
        today=clock.local_day(now),
    )


@blueprint.route("/answers/new", methods=["GET", "POST"])
@permit(Permission.PLAN)
def new() -> Any:
    """Write an answer."""
    form = AnswerForm(as_of=clock.today(), team_id=own_team(acting_person(), clock.now()))

    def add(form: AnswerForm) -> StandardAnswer:
        said = form.names_are_none
        return actions.add_answer(facts=form.facts, by=acting_person(), now=clock.now(), names_are_none=said)

    return _form(form, None, add)


@blueprint.route("/answers/<uuid:answer_id>/edit", methods=["GET", "POST"])
@permit(Permission.PLAN)
def edit(answer_id: uuid.UUID) -> Any:
    """Change an answer."""
    answer = queries.answer(answer_id)
    rights.check_may_write(acting_person(), answer.team_id, clock.now())

    def change(form: AnswerForm) -> StandardAnswer:
        here, said = queries.answer(answer_id, lock=True), form.names_are_none
        return actions.change_answer(here, facts=form.facts, by=acting_person(), now=clock.now(), names_are_none=said)

    return _form(_form_of(answer), answer, change)


@blueprint.post("/answers/<uuid:answer_id>/check")
@permit(Permission.PLAN)
def check(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Say that the answer was held against the law today."""
    return _done(answer_id, actions.check_again, _("Checked against the law today."))


@blueprint.post("/answers/<uuid:answer_id>/retire")
@permit(Permission.PLAN)
def retire(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Tell it nobody any more."""
    return _done(answer_id, actions.retire_answer, _("The answer is retired. Phones drop it with their next look."))


@blueprint.post("/answers/<uuid:answer_id>/restore")
@permit(Permission.PLAN)
def restore(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Tell it again."""
    return _done(answer_id, actions.restore_answer, _("The answer is in use again."))


def _form_of(answer: StandardAnswer) -> AnswerForm:
    return AnswerForm(obj=answer, wording=answer.question)


def _form(form: AnswerForm, answer: StandardAnswer | None, act: Callable[[AnswerForm], StandardAnswer]) -> Any:
    form.offer(acting_person())
    over = None if answer is None else lambda: _form_of(queries.answer(answer.id, lock=True))
    if (done := submitted(form, act, over=over)) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".page", answer_id=done.id))
    return render_template("answers/edit.html", form=form, answer=answer), form.status


def _done(answer_id: uuid.UUID, act: Callable[..., None], said: str) -> ResponseReturnValue:
    with transaction():
        act(queries.answer(answer_id, lock=True), by=acting_person(), now=clock.now())
    flash(said, "success")
    return redirect(url_for(".page", answer_id=answer_id))


def _marks(answers: Any) -> dict[uuid.UUID, Any]:
    """Those of the answers that are marked, each with why."""
    laws = queries.laws_now({each.law_id for each in answers if each.law_id is not None}, clock.today())
    marks = ((each.id, mark_of(each.as_of, laws.get(each.law_id))) for each in answers)
    return {answer_id: mark for answer_id, mark in marks if mark is not None}
