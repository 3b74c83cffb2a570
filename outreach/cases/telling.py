"""Saying where a case was told, and taking it back."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.cases.models import Case, CaseAtEvent, CaseInArticle
from outreach.cases.rights import check_may_tell_at
from outreach.db import db
from outreach.errors import Conflict, Forbidden
from outreach.media.models import Article
from outreach.people.models import Person
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.access import Permission


def tell_at_event(case: Case, event: Event, *, by: Person, now: datetime) -> None:
    """The case was, or will be, told at the event; who has a part in it says so."""
    check_may_tell_at(by, event, clock.local_day(now))
    if event.status is Status.CANCELLED:
        raise Conflict(_("This event is cancelled."), code="event_cancelled")
    _tell(CaseAtEvent, case, event, {"event_id": event.id}, by=by, now=now)


def tell_in_article(case: Case, article: Article, *, by: Person, now: datetime) -> None:
    """The article tells the case."""
    _tell(CaseInArticle, case, article, {"article_id": article.id}, by=by, now=now)


def take_back_at_event(case: Case, event: Event, *, by: Person, now: datetime) -> None:
    """It was not told there after all."""
    check_may_tell_at(by, event, clock.local_day(now))
    _take_back(CaseAtEvent, case, event, {"event_id": event.id}, by=by, now=now)


def take_back_in_article(case: Case, article: Article, *, by: Person, now: datetime) -> None:
    """The article does not tell it after all."""
    _take_back(CaseInArticle, case, article, {"article_id": article.id}, by=by, now=now)


def _tell(model: Any, case: Case, at: Any, key: dict[str, Any], *, by: Person, now: datetime) -> None:
    _check_may_tell(by)
    if case.retired_at is not None:
        raise Conflict(_("This case is retired."), code="case_retired")
    if db.session.get(model, {"case_id": case.id} | key) is None:
        db.session.add(model(case_id=case.id, at=now, by_id=by.id, **key))
        db.session.flush()
        record_act("case.told", by=by, now=now, subject=case, title=case.title, at=at.title)


def _take_back(model: Any, case: Case, at: Any, key: dict[str, Any], *, by: Person, now: datetime) -> None:
    _check_may_tell(by)
    told = db.session.get(model, {"case_id": case.id} | key)
    if told is not None:
        db.session.delete(told)
        db.session.flush()
        record_act("case.untold", by=by, now=now, subject=case, title=case.title, at=at.title)


def _check_may_tell(by: Person) -> None:
    if not by.may(Permission.LOG):
        raise Forbidden(_("Your role does not include this. Ask the administrator if you need it."))
