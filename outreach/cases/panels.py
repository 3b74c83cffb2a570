"""What the case library adds to the pages of events and articles."""

from typing import Any

from flask import render_template, url_for

from outreach import clock
from outreach.cases import queries, rights
from outreach.media.models import Article
from outreach.schedule.models import Event
from outreach.schedule.rules import Form, Status, Track
from outreach.web.access import Permission, acting_person, may


def event_panel(event: Event) -> str:
    """The cases told at the event; empty only where somebody may add one and the event is of the sort."""
    is_of_the_sort = event.track is Track.ENTERPRISE or any(each.form is Form.CASES for each in event.forms)
    is_open = event.status is not Status.CANCELLED
    may_tell = is_open and rights.may_tell_at(acting_person(), event, clock.today())
    return _panel(
        queries.cases_at(event.id),
        shows_empty=may_tell and is_of_the_sort,
        may_tell=may_tell,
        address=lambda case: url_for("case_telling.at_event", case_id=case.id, event_id=event.id),
        choose=url_for("case_telling.choose_for_event", event_id=event.id),
    )


def article_panel(article: Article) -> str:
    """The cases that the article tells."""
    may_tell = may(Permission.LOG) and article.withdrawn_at is None
    return _panel(
        queries.cases_in(article.id),
        shows_empty=may_tell,
        may_tell=may_tell,
        address=lambda case: url_for("case_telling.in_article", case_id=case.id, article_id=article.id),
        choose=url_for("case_telling.choose_for_article", article_id=article.id),
    )


def _panel(cases: Any, *, shows_empty: bool, **shown: Any) -> str:
    readable = [case for case in cases if case.retired_at is None or may(Permission.LOG)]
    if not readable and not shows_empty:
        return ""
    return render_template("cases/told_panel.html", cases=readable, **shown)
