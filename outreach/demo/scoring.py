"""The example's score sheet: partly tied, as it stands some weeks before the assessment."""

from datetime import datetime

from sqlalchemy import select

from outreach.db import db
from outreach.demo.content.score_sheet import ASSESSOR, LAWS, OWNERS, ROWS, TIED, TITLE
from outreach.laws.models import Law
from outreach.people.models import Person
from outreach.people.queries import person_by_username
from outreach.reports.scores import actions, queries
from outreach.reports.scores.models import ScoreItem
from outreach.reports.scores.reading import read_rows
from outreach.reports.scores.rules import TieKind


def bring_score_sheet(year: int, *, by: Person, now: datetime) -> None:
    """The sheet of the year, six of its twelve items with something tied."""
    sheet = actions.bring_in(year, read_rows(ROWS), title=TITLE, assessor=ASSESSOR, by=by, now=now)
    for item in queries.items_of(sheet):
        _tie(item, by=by, now=now)
        owner = person_by_username(OWNERS.get(item.number, ""))
        if owner is not None:
            actions.give_item(item, owner.id, by=by, now=now)


def _tie(item: ScoreItem, *, by: Person, now: datetime) -> None:
    words, score, remark = TIED.get(item.number, ((), 0, ""))
    for word in words:
        actions.tie_word(item, word, by=by, now=now)
    if words:
        actions.score_item(item, score=score, remark=remark, by=by, now=now)
    law = db.session.scalar(select(Law).where(Law.title == LAWS.get(item.number)))
    if law is not None:
        actions.tie_thing(item, TieKind.LAW, law.id, by=by, now=now)
