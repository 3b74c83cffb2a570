"""The pages of what the public asks about."""

import uuid
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import db
from outreach.errors import NotFound
from outreach.people.queries import teams
from outreach.periods import Period, month, year
from outreach.places.labels import KINDS
from outreach.places.queries import place
from outreach.proposals.questions import queries
from outreach.proposals.questions.forms import LinesForm, QuestionsForm
from outreach.proposals.questions.queries import Asked
from outreach.proposals.questions.rules import latest_span, year_before
from outreach.proposals.questions.tables import HEIGHT, both
from outreach.web.access import Permission, permit
from outreach.web.paging import page_number, paged

blueprint = Blueprint("questions", __name__)


@blueprint.get("/questions")
@permit(Permission.READ)
def index() -> str:
    """What is asked by topic, and what rises."""
    form, today = QuestionsForm(), clock.today()
    counted = both(Asked(_days(form), kind=form.kind.data, team_id=form.team.data))
    span = latest_span(today)
    return render_template(
        "proposals/questions.html",
        form=form,
        rows=counted.by_topic(queries.topics()),
        whole=counted.whole(),
        rises=queries.rises(span) if counted.asked.period.last == today and not form.narrows else [],
        span=span,
        **_shared(counted.asked),
    )


@blueprint.get("/questions/<uuid:consultation_id>")
@permit(Permission.READ)
def topic(consultation_id: uuid.UUID) -> str:
    """What is asked about one topic, month by month and by kind of place."""
    form, found = QuestionsForm(), queries.topic(consultation_id)
    if found is None:
        raise NotFound(_("There is no such topic."))
    counted = both(Asked(_days(form), topic_id=consultation_id, kind=form.kind.data))
    asked_year = counted.asked.period.first.year
    return render_template(
        "proposals/topic.html",
        form=form,
        topic=found,
        teams={team.id: team for team in teams()},
        months=[(month(asked_year, row.of), row) for row in counted.by_month()],
        kinds_asked=counted.by_kind(),
        whole=counted.whole(),
        **_shared(counted.asked),
    )


@blueprint.get("/questions/lines")
@permit(Permission.READ)
def lines() -> str:
    """The lines of the ledger behind one number: they add up to it."""
    form = LinesForm()
    asked = Asked(
        form.span or year(clock.today().year),
        topic_id=form.topic.data,
        is_unsorted=form.unsorted.data,
        kind=form.kind.data,
        place_id=form.place.data,
        team_id=form.team.data,
    )
    page = paged(db.session(), queries.lines(asked), page_number(), entities=False)
    topic = None if asked.topic_id is None else queries.topic(asked.topic_id)
    where = None if asked.place_id is None else place(asked.place_id)
    return render_template(
        "proposals/lines.html",
        asked=asked,
        page=page,
        total=queries.total(asked),
        topic=topic,
        where=where,
        kinds=KINDS,
    )


def _days(form: QuestionsForm) -> Period:
    """The days of the year that is asked for, no further than today."""
    today = clock.today()
    asked = form.year.data or today.year
    return Period(year(asked).first, today) if asked == today.year else year(asked)


def _shared(asked: Asked) -> dict[str, Any]:
    shown = asked.period.first.year
    said = {name: value for name, value in request.args.items() if name in ("kind", "team")}
    return {
        "asked": asked,
        "year": shown,
        "said": said,
        "kinds": KINDS,
        "year_before": year_before,
        "height": HEIGHT,
        "spans": {"now": asked.period, "before": year_before(asked.period)},
    }
