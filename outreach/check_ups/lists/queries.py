"""Reading check-up lists: all of them, one with its versions, and the version that is asked now."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from outreach.check_ups.lists.models import CheckList, CheckListVersion
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
