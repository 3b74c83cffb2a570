"""Reading check-up lists: all of them, one with its versions, and the version that is asked now."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.check_ups.lists.rules import Change, PointFacts, differences
from outreach.db import db
from outreach.errors import NotFound


def check_list(list_id: uuid.UUID, *, lock: bool = False) -> CheckList:
    """The list; raises NotFound."""
    found = db.session.get(CheckList, list_id, with_for_update={"of": CheckList} if lock else None)
    if found is None:
        raise NotFound(_("There is no such list."))
    return found


def check_lists(*, retired: bool = False) -> Select[Any]:
    """The lists in their order."""
    statement = select(CheckList).options(selectinload(CheckList.versions)).order_by(CheckList.position, CheckList.id)
    return statement if retired else statement.where(CheckList.retired_at.is_(None))


def current_versions() -> Sequence[CheckListVersion]:
    """Of each list in use the version that is asked now, with its points, in the order of the lists."""
    last = (
        select(CheckListVersion.list_id, func.max(CheckListVersion.number).label("number"))
        .where(CheckListVersion.published_at.is_not(None))
        .group_by(CheckListVersion.list_id)
        .subquery()
    )
    statement = (
        select(CheckListVersion)
        .join(last, (last.c.list_id == CheckListVersion.list_id) & (last.c.number == CheckListVersion.number))
        .join(CheckList, CheckList.id == CheckListVersion.list_id)
        .where(CheckList.retired_at.is_(None))
        .order_by(CheckList.position, CheckList.id)
    )
    return db.session.scalars(statement).unique().all()


def draft_of(check_list: CheckList) -> CheckListVersion | None:
    """The version that is being written."""
    statement = select(CheckListVersion).where(
        CheckListVersion.list_id == check_list.id, CheckListVersion.published_at.is_(None)
    )
    return db.session.scalar(statement.order_by(CheckListVersion.number.desc()).limit(1))


def published_of(check_list: CheckList, *, before: int | None = None) -> CheckListVersion | None:
    """The last published version, or the last one before that number."""
    statement = select(CheckListVersion).where(
        CheckListVersion.list_id == check_list.id, CheckListVersion.published_at.is_not(None)
    )
    if before is not None:
        statement = statement.where(CheckListVersion.number < before)
    return db.session.scalar(statement.order_by(CheckListVersion.number.desc()).limit(1))


def version_of(list_id: uuid.UUID, number: int) -> CheckListVersion:
    """The version of that number; raises NotFound."""
    statement = select(CheckListVersion).where(CheckListVersion.list_id == list_id, CheckListVersion.number == number)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such version."))
    return found


def drafted_point(point_id: uuid.UUID) -> CheckPoint:
    """The point; raises NotFound."""
    found = db.session.get(CheckPoint, point_id)
    if found is None:
        raise NotFound(_("There is no such point on the lists."))
    return found


def facts_of(point: CheckPoint) -> PointFacts:
    """What the point says."""
    return PointFacts(**{name: getattr(point, name) for name in PointFacts.__annotations__})


def changes_in(version: CheckListVersion) -> list[Change]:
    """What the version changed against the published one before it; nothing for the first."""
    before = published_of(version.check_list, before=version.number)
    if before is None:
        return []
    old, new = ([(point.key, facts_of(point)) for point in each.points] for each in (before, version))
    return differences(old, new)
