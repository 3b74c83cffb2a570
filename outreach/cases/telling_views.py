"""Choosing where a case was told: from the case, from the event, from the article."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from outreach import clock
from outreach.cases import queries, rights, telling
from outreach.cases.forms import CaseFilters, ChooseForm
from outreach.cases.shown import best_snippet
from outreach.db import db, transaction
from outreach.fulltext.snippets import marked
from outreach.laws.labels import SUBJECTS
from outreach.media import queries as media
from outreach.schedule import queries as schedule
from outreach.web.access import Permission, acting_person, permit
from outreach.web.paging import page_number, paged

blueprint = Blueprint("case_telling", __name__)

BEHIND, AHEAD = timedelta(days=400), timedelta(days=60)


@blueprint.get("/cases/<uuid:case_id>/told")
@permit(Permission.LOG)
def choose_where(case_id: uuid.UUID) -> str:
    """The events and articles of the last year, to say that the case was told there."""
    case, form, today = queries.case(case_id), ChooseForm(), clock.today()
    rights.check_may_read(case, logs=True)
    words, since, until = form.words.data, today - BEHIND, today + AHEAD
    return render_template(
        "cases/choose_where.html",
        case=case,
        form=form,
        events=queries.events_to_choose(words, since, until, rights.told_at(acting_person(), today)),
        articles=queries.articles_to_choose(words, since, until),
        told_at={each.event_id for each in queries.events_told_at(case_id, 1000)},
        told_in={each.article_id for each in queries.articles_told_in(case_id, 1000)},
    )


@blueprint.get("/cases/for-event/<uuid:event_id>")
@permit(Permission.LOG)
def choose_for_event(event_id: uuid.UUID) -> str:
    """The cases, to say which were told at the event."""
    event = schedule.event(event_id)
    rights.check_may_tell_at(acting_person(), event, clock.today())
    back = (event.title, url_for("events.page", event_id=event_id))
    told = {each.id for each in queries.cases_at(event_id)}
    return _choose(back, told, lambda case: url_for(".at_event", case_id=case.id, event_id=event_id))


@blueprint.get("/cases/for-article/<uuid:article_id>")
@permit(Permission.LOG)
def choose_for_article(article_id: uuid.UUID) -> str:
    """The cases, to say which the article tells."""
    article = media.article(article_id)
    back = (article.title, url_for("media.article", article_id=article_id))
    told = {each.id for each in queries.cases_in(article_id)}
    return _choose(back, told, lambda case: url_for(".in_article", case_id=case.id, article_id=article_id))


@blueprint.post("/cases/<uuid:case_id>/events/<uuid:event_id>")
@permit(Permission.LOG)
def at_event(case_id: uuid.UUID, event_id: uuid.UUID) -> ResponseReturnValue:
    """Say that the case was told at the event, or with `take_back` that it was not."""
    act = telling.take_back_at_event if "take_back" in request.form else telling.tell_at_event
    with transaction():
        act(queries.case(case_id, lock=True), schedule.event(event_id), by=acting_person(), now=clock.now())
    return _back(case_id, url_for("events.page", event_id=event_id) + "#cases")


@blueprint.post("/cases/<uuid:case_id>/articles/<uuid:article_id>")
@permit(Permission.LOG)
def in_article(case_id: uuid.UUID, article_id: uuid.UUID) -> ResponseReturnValue:
    """Say that the article tells the case, or with `take_back` that it does not."""
    act = telling.take_back_in_article if "take_back" in request.form else telling.tell_in_article
    with transaction():
        act(queries.case(case_id, lock=True), media.article(article_id), by=acting_person(), now=clock.now())
    return _back(case_id, url_for("media.article", article_id=article_id) + "#cases")


def _choose(back: tuple[str, str], told: set[uuid.UUID], address: Callable[[Any], str]) -> str:
    form = CaseFilters()
    form.offer(retired_too=False)
    page = paged(db.session(), queries.cases_matching(**form.wanted), page_number())
    return render_template(
        "cases/choose_case.html",
        form=form,
        page=page,
        back=back,
        told=told,
        address=address,
        subjects=SUBJECTS,
        marked=lambda text: marked(text, form.parts),
        snippet=lambda case: best_snippet(case, form.parts),
    )


def _back(case_id: uuid.UUID, there: str) -> ResponseReturnValue:
    flash(_("Taken back.") if "take_back" in request.form else _("Noted where the case was told."), "success")
    return redirect(url_for("cases.page", case_id=case_id) if request.form.get("back") == "case" else there)
