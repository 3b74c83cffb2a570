"""Reading the case library."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, func, select

from outreach.cases.models import Case, CaseAtEvent, CaseGram, CaseInArticle, CaseLaw
from outreach.cases.rules import Source
from outreach.db import db
from outreach.errors import NotFound
from outreach.fulltext.queries import found
from outreach.fulltext.rules import Part
from outreach.laws.models import Law
from outreach.laws.rules import is_in_force
from outreach.laws.subjects import Subject
from outreach.media.models import Article
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.searching import searched


def case(case_id: uuid.UUID, *, lock: bool = False) -> Case:
    """The case, with `lock` kept from other writers until the transaction ends; raises NotFound."""
    statement = select(Case).where(Case.id == case_id)
    if lock:
        statement = statement.with_for_update(of=Case).execution_options(populate_existing=True)
    there = db.session.scalar(statement)
    if there is None:
        raise NotFound(_("There is no such case."))
    return there


def cases_matching(
    *,
    parts: Sequence[Part] = (),
    subject: Subject | None = None,
    team_id: uuid.UUID | None = None,
    source: Source | None = None,
    law_id: uuid.UUID | None = None,
    retired: bool = False,
) -> Select[Any]:
    """The cases, the latest first, or by how well they hold what is asked; of `retired` ones only those."""
    statement = select(Case).where(Case.retired_at.is_not(None) if retired else Case.retired_at.is_(None))
    for column, wanted in ((Case.subject, subject), (Case.team_id, team_id), (Case.source, source)):
        if wanted is not None:
            statement = statement.where(column == wanted)
    if law_id is not None:
        statement = statement.where(Case.id.in_(select(CaseLaw.case_id).where(CaseLaw.law_id == law_id)))
    if parts:
        hits = found(CaseGram, CaseGram.case_id, parts)
        statement = statement.join(hits, hits.c.id == Case.id).order_by(hits.c.score.desc())
    return statement.order_by(Case.changed_at.desc(), Case.id.desc())


def laws_behind() -> Sequence[Law]:
    """The laws behind cases, by title."""
    named = select(CaseLaw.law_id).distinct()
    return db.session.scalars(select(Law).where(Law.id.in_(named)).order_by(Law.title, Law.id)).all()


def out_of_force(case: Case, day: date) -> set[uuid.UUID]:
    """Those of the laws behind the case that are not in force on the local `day`."""
    laws = (each.law for each in case.laws)
    return {law.id for law in laws if not is_in_force(law.in_force_from, law.in_force_to, day)}


def events_told_at(case_id: uuid.UUID, most: int = 50) -> Sequence[CaseAtEvent]:
    """Where the case was told, the latest first."""
    statement = select(CaseAtEvent).join(CaseAtEvent.event).where(CaseAtEvent.case_id == case_id)
    return db.session.scalars(statement.order_by(Event.starts_at.desc(), Event.id).limit(most)).all()


def articles_told_in(case_id: uuid.UUID, most: int = 50) -> Sequence[CaseInArticle]:
    """The articles that tell the case, the latest first; none that was withdrawn."""
    statement = select(CaseInArticle).join(CaseInArticle.article)
    statement = statement.where(CaseInArticle.case_id == case_id, Article.withdrawn_at.is_(None))
    return db.session.scalars(statement.order_by(Article.day.desc(), Article.id).limit(most)).all()


def cases_at(event_id: uuid.UUID) -> Sequence[Case]:
    """The cases that were told at the event, by title."""
    told = select(CaseAtEvent.case_id).where(CaseAtEvent.event_id == event_id)
    return db.session.scalars(select(Case).where(Case.id.in_(told)).order_by(Case.title, Case.id)).all()


def cases_in(article_id: uuid.UUID) -> Sequence[Case]:
    """The cases that the article tells, by title."""
    told = select(CaseInArticle.case_id).where(CaseInArticle.article_id == article_id)
    return db.session.scalars(select(Case).where(Case.id.in_(told)).order_by(Case.title, Case.id)).all()


def times_told(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """At how many events each of the cases was told."""
    statement = select(CaseAtEvent.case_id, func.count()).where(CaseAtEvent.case_id.in_(case_ids))
    return dict(db.session.execute(statement.group_by(CaseAtEvent.case_id)).all())


def events_to_choose(
    words: str, since: date, until: date, free: ColumnElement[bool], most: int = 30
) -> Sequence[Event]:
    """The `free` events (`rights.told_at`) between two days, both included, with the words in the title."""
    statement = select(Event).where(Event.day.between(since, until), Event.status != Status.CANCELLED, free)
    for word in searched(words):
        statement = statement.where(Event.title.icontains(word, autoescape=True))
    return db.session.scalars(statement.order_by(Event.day.desc(), Event.id).limit(most)).all()


def articles_to_choose(words: str, since: date, until: date, most: int = 30) -> Sequence[Article]:
    """The articles of the days, both included, whose title holds the words, the latest first."""
    statement = select(Article).where(Article.day.between(since, until), Article.withdrawn_at.is_(None))
    for word in searched(words):
        statement = statement.where(Article.title.icontains(word, autoescape=True))
    return db.session.scalars(statement.order_by(Article.day.desc(), Article.id).limit(most)).all()
