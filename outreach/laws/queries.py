"""Reading laws."""

import uuid
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, and_, or_, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.laws.models import Law
from outreach.laws.rules import bare_title


def law(law_id: uuid.UUID, *, lock: bool = False) -> Law:
    """The law, with `lock` kept from other writers until the transaction ends; raises NotFound."""
    found = db.session.get(Law, law_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise NotFound(_("There is no such law."))
    return found


def laws_matching(*, words: str = "", in_force_on: date | None = None) -> Select[Any]:
    """Laws by title; every word stands in the title or the short title."""
    statement = select(Law).order_by(Law.title, Law.id)
    for word in bare_title(words).split():
        titles = (Law.title, Law.short_title)
        statement = statement.where(or_(*(title.icontains(word, autoescape=True) for title in titles)))
    return statement if in_force_on is None else statement.where(_in_force(in_force_on))


def _in_force(day: date) -> ColumnElement[bool]:
    begun = or_(Law.in_force_from.is_(None), Law.in_force_from <= day)
    return and_(begun, or_(Law.in_force_to.is_(None), Law.in_force_to >= day))
