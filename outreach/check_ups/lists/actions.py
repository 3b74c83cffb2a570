"""Making check-up lists, and their versions: a draft is written, published, and never changes from then on."""

import uuid
from dataclasses import asdict
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.audit.actions import record_act
from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.check_ups.lists.queries import draft_of, facts_of, published_of
from outreach.check_ups.lists.rights import check_may_keep
from outreach.check_ups.lists.rules import LONGEST_TITLE, MOST_POINTS, PointFacts, check_point, check_publishable
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid
from outreach.laws.subjects import Subject
from outreach.people.models import Person


def add_list(*, title: str, subject: Subject, team_id: uuid.UUID, by: Person, now: datetime) -> CheckList:
    """A new list, with a first version to be written."""
    check_may_keep(by, team_id, now)
    title = _checked_title(title, None)
    last = db.session.scalar(select(func.max(CheckList.position))) or 0
    check_list = CheckList(title=title, subject=subject, team_id=team_id, position=last + 1, made_at=now)
    check_list.versions = [CheckListVersion(number=1, made_at=now, made_by_id=by.id)]
    db.session.add(check_list)
    db.session.flush()
    record_act("check_list.added", by=by, now=now, subject=check_list, title=title)
    return check_list


def rename_list(check_list: CheckList, *, title: str, team_id: uuid.UUID, by: Person, now: datetime) -> CheckList:
    """The list with that title, kept by that team; what it is about stays, for results stand under it."""
    check_may_keep(by, check_list.team_id, now)
    check_may_keep(by, team_id, now)
    check_list.title, check_list.team_id = _checked_title(title, check_list), team_id
    db.session.flush()
    record_act("check_list.changed", by=by, now=now, subject=check_list, title=check_list.title)
    return check_list


def draft_version(check_list: CheckList, *, by: Person, now: datetime) -> CheckListVersion:
    """The next version to be written: it begins with the points of the one before, under the same keys."""
    check_may_keep(by, check_list.team_id, now)
    if draft_of(check_list) is not None:
        raise Conflict(_("A new version is being written already."), code="draft_there")
    before = published_of(check_list)
    draft = CheckListVersion(number=before.number + 1 if before else 1, made_at=now, made_by_id=by.id)
    draft.points = [
        CheckPoint(key=point.key, position=position, **asdict(facts_of(point)))
        for position, point in enumerate(before.points if before else (), start=1)
    ]
    draft.list_id = check_list.id
    db.session.add(draft)
    db.session.flush()
    record_act("check_list.drafted", by=by, now=now, subject=check_list, title=check_list.title, version=draft.number)
    return draft


def add_point(draft: CheckListVersion, *, facts: PointFacts, by: Person, now: datetime) -> CheckPoint:
    """A new point at the end of the draft."""
    _check_draft(draft, by, now)
    check_point(facts)
    if len(draft.points) >= MOST_POINTS:
        raise Conflict(_("A list holds at most %(most)d points.", most=MOST_POINTS), code="too_many_points")
    point = CheckPoint(key=new_id(), position=len(draft.points) + 1, **asdict(facts))
    draft.points.append(point)
    db.session.flush()
    return point


def change_point(point: CheckPoint, *, facts: PointFacts, by: Person, now: datetime) -> CheckPoint:
    """The point of a draft, saying that; its key stays: a question of its own is another point."""
    _check_draft(point.version, by, now)
    check_point(facts)
    for name, value in asdict(facts).items():
        setattr(point, name, value)
    db.session.flush()
    return point


def drop_point(point: CheckPoint, *, by: Person, now: datetime) -> None:
    """Take the point out of the draft."""
    draft = point.version
    _check_draft(draft, by, now)
    draft.points.remove(point)
    _number(draft)


def raise_point(point: CheckPoint, *, by: Person, now: datetime) -> None:
    """Put the point of a draft before the one above it."""
    draft = point.version
    _check_draft(draft, by, now)
    place = draft.points.index(point)
    if place:
        draft.points.insert(place - 1, draft.points.pop(place))
    _number(draft)


def publish(draft: CheckListVersion, *, note: str | None, by: Person, now: datetime) -> CheckListVersion:
    """The draft, asked from now on; phones that hold the version before still send what they filled."""
    _check_draft(draft, by, now)
    check_publishable(len(draft.points))
    draft.note, draft.published_at, draft.published_by_id = note or None, now, by.id
    db.session.flush()
    check_list = draft.check_list
    record_act("check_list.published", by=by, now=now, subject=check_list, title=check_list.title, version=draft.number)
    return draft


def drop_draft(draft: CheckListVersion, *, by: Person, now: datetime) -> None:
    """Throw the draft away; the first one of a list stays, for a list without a version is none."""
    _check_draft(draft, by, now)
    if draft.number == 1:
        raise Conflict(_("The first version can't be thrown away. Take the list out of use instead."), code="first")
    record_act("check_list.draft_dropped", by=by, now=now, subject=draft.check_list, title=draft.check_list.title)
    db.session.delete(draft)
    db.session.flush()


def retire_list(check_list: CheckList, *, by: Person, now: datetime) -> None:
    """Ask the list no more; what was found by it stays."""
    check_may_keep(by, check_list.team_id, now)
    if check_list.retired_at is None:
        check_list.retired_at = now
        db.session.flush()
        record_act("check_list.retired", by=by, now=now, subject=check_list, title=check_list.title)


def bring_back_list(check_list: CheckList, *, by: Person, now: datetime) -> None:
    """Ask the list again."""
    check_may_keep(by, check_list.team_id, now)
    if check_list.retired_at is not None:
        check_list.retired_at = None
        db.session.flush()
        record_act("check_list.brought_back", by=by, now=now, subject=check_list, title=check_list.title)


def _number(draft: CheckListVersion) -> None:
    for position, point in enumerate(draft.points, start=1):
        point.position = position
    db.session.flush()


def _check_draft(version: CheckListVersion, by: Person, now: datetime) -> None:
    check_may_keep(by, version.check_list.team_id, now)
    if version.published_at is not None:
        raise Conflict(_("A published version never changes. Begin a new one."), code="published")


def _checked_title(title: str, check_list: CheckList | None) -> str:
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(_("Enter a title of up to %(most)d characters.", most=LONGEST_TITLE), field="title", code="title")
    twin = db.session.scalar(select(CheckList).where(CheckList.title == title))
    if twin is not None and twin is not check_list:
        raise Invalid(_("There is a list of this title already."), field="title", code="same_title")
    return title
