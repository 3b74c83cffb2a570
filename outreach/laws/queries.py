"""Reading laws."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, and_, or_, select

from outreach.db import db
from outreach.errors import Invalid, NotFound
from outreach.laws.models import Law
from outreach.laws.rules import bare_title, is_in_force, quoted_titles
from outreach.web.searching import MOST_CHARACTERS, searched


def law(law_id: uuid.UUID, *, lock: bool = False) -> Law:
    """The law, with `lock` kept from other writers until the transaction ends; raises NotFound."""
    found = db.session.get(Law, law_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise NotFound(_("There is no such law."))
    return found


def check_known_laws(ids: Collection[uuid.UUID]) -> None:
    """Raise Invalid where one of the ids is of no law in the list."""
    known = set(db.session.scalars(select(Law.id).where(Law.id.in_(ids)))) if ids else set()
    if not known.issuperset(ids):
        raise Invalid(_("Choose one of the list."), field="law_ids", code="no_such_law")


def laws_quoted(text: str) -> Sequence[Law]:
    """The laws whose title, official or short, stands in the text between 《 and 》, in the order of their titles."""
    titles = quoted_titles(text)
    if not titles:
        return ()
    named = or_(Law.title.in_(titles), Law.short_title.in_(titles))
    return db.session.scalars(select(Law).where(named).order_by(Law.title, Law.id)).all()


def laws_titled(titles: Collection[str], day: date) -> dict[str, Law]:
    """The laws by those of the bare `titles`, official or short, that they bear; of two the one in force on `day`."""
    named = or_(Law.title.in_(titles), Law.short_title.in_(titles))
    laws = db.session.scalars(select(Law).where(named).order_by(Law.title, Law.id)).all() if titles else ()
    found: dict[str, Law] = {}
    for law in sorted(laws, key=lambda law: is_in_force(law.in_force_from, law.in_force_to, day)):
        found |= {title: law for title in (law.short_title, law.title) if title is not None and title in titles}
    return found | {law.title: law for law in laws if law.title in titles}


def laws_matching(*, words: str = "", in_force_on: date | None = None) -> Select[Any]:
    """Laws by title; every word stands in the title or the short title."""
    statement = select(Law).order_by(Law.title, Law.id)
    for word in searched(bare_title(words[:MOST_CHARACTERS])):
        titles = (Law.title, Law.short_title)
        statement = statement.where(or_(*(title.icontains(word, autoescape=True) for title in titles)))
    return statement if in_force_on is None else statement.where(_in_force(in_force_on))


def _in_force(day: date) -> ColumnElement[bool]:
    begun = or_(Law.in_force_from.is_(None), Law.in_force_from <= day)
    return and_(begun, or_(Law.in_force_to.is_(None), Law.in_force_to >= day))
