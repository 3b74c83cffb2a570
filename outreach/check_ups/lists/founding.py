"""The check-up lists of a new bureau: eight standard ones, each published as its first version."""

import uuid
from datetime import datetime

from sqlalchemy import func, select

from outreach.audit.actions import record_act
from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.check_ups.lists.standard import STANDARD_LISTS
from outreach.check_ups.lists.standard.shape import StandardList, StandardPoint
from outreach.db import db
from outreach.laws.models import Law
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.people.queries import teams

#: Keys of standard points are made of it and their codes: the same in every bureau, and in later standard versions.
_KEYS = uuid.UUID("6f6f1d0e-5e1b-5c3a-9d0b-0d1f6a8e2c47")


def standard_key(subject: Subject, code: str) -> uuid.UUID:
    """The key of the standard list's point of that code."""
    return uuid.uuid5(_KEYS, f"{subject.value}/{code}")


def add_standard_check_lists(*, now: datetime, by: Person) -> None:
    """Store the standard lists, each whose title is not there yet; nothing in a bureau without teams.

    A point whose law is not in the list of laws is stored without it.
    """
    known = set(db.session.scalars(select(CheckList.title)))
    new = [each for each in STANDARD_LISTS if each.title not in known]
    team_ids = {team.code: team.id for team in teams()}
    if not new or not team_ids:
        return
    law_ids = {law.title: law.id for law in db.session.scalars(select(Law))}
    last: int = db.session.scalar(select(func.max(CheckList.position))) or 0
    for position, each in enumerate(new, start=last + 1):
        team_id = team_ids.get(each.team) or next(iter(team_ids.values()))
        db.session.add(_published(each, team_id, law_ids, position=position, now=now, by=by))
    db.session.flush()
    record_act("check_lists.founded", by=by, now=now, count=len(new))


def _published(
    content: StandardList,
    team_id: uuid.UUID,
    law_ids: dict[str, uuid.UUID],
    *,
    position: int,
    now: datetime,
    by: Person,
) -> CheckList:
    version = CheckListVersion(number=1, made_at=now, made_by_id=by.id, published_at=now, published_by_id=by.id)
    version.points = [
        _point(content.subject, point, law_ids.get(point.law), place) for place, point in enumerate(content.points, 1)
    ]
    return CheckList(
        subject=content.subject,
        title=content.title,
        team_id=team_id,
        position=position,
        made_at=now,
        versions=[version],
    )


def _point(subject: Subject, content: StandardPoint, law_id: uuid.UUID | None, position: int) -> CheckPoint:
    return CheckPoint(
        key=standard_key(subject, content.code),
        position=position,
        title=content.title,
        look_at=content.look_at,
        law_id=law_id,
        article=None if law_id is None else content.article,
        weight=content.weight,
        cost=content.cost,
        advice=content.advice,
        within_days=content.within_days,
        ask=content.ask,
    )
