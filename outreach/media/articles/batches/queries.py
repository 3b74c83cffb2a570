"""Reading what was changed many at once."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from outreach.db import db
from outreach.media.labels import FIELDS
from outreach.media.models import Article, ArticleBatch
from outreach.people.models import Person, Team
from outreach.schedule.models import Edition, Event
from outreach.web.filters import named
from outreach.web.paging import Page, paged

#: So many of a batch's items are named on its line; the others are counted.
_NAMED = 5


def page_of_batches(number: int) -> Page[ArticleBatch]:
    """A page of what was changed many at once, the latest first."""
    statement = select(ArticleBatch).order_by(ArticleBatch.made_at.desc(), ArticleBatch.id.desc())
    return paged(db.session(), statement, number, size=20)


def told(batches: Sequence[ArticleBatch]) -> dict[str, Any]:
    """What the page says of the batches: who made them, some titles, and what became another value, in words."""
    items = [each for batch in batches for each in batch.facts["items"][:_NAMED]]
    titles = _names(Article, {uuid.UUID(each["id"]) for each in items}, Article.title)
    whose = {batch.made_by_id for batch in batches} | {batch.undone_by_id for batch in batches}
    return {
        "people": _names(Person, whose),
        "titles": {str(id): title for id, title in titles.items()},
        "fields": FIELDS,
        "changes": {batch.id: _changes(batch) for batch in batches},
    }


def _changes(batch: ArticleBatch) -> list[tuple[str, str | None]]:
    """Field and new value of each kind of change, each once."""
    found: dict[tuple[str, str | None], None] = {}
    for each in batch.facts["items"]:
        for name, value in each["after"].items():
            if name == "edition_ids":
                found |= dict.fromkeys(("editions", f"+ {key}") for key in set(value) - set(each["before"][name]))
                found |= dict.fromkeys(("editions", f"− {key}") for key in set(each["before"][name]) - set(value))
            else:
                found[name.removesuffix("_id"), value] = None
    return [(field, _said(field, value)) for field, value in found]


def _said(field: str, value: str | None) -> str | None:
    if value is None:
        return None
    if field == "editions":
        sign, key = value.split()
        edition = db.session.get(Edition, uuid.UUID(key))
        return f"{sign} {named(edition.campaign)} {edition.year}" if edition else None
    if field == "team":
        team = db.session.get(Team, uuid.UUID(value))
        return named(team) if team else None
    event = db.session.get(Event, uuid.UUID(value))
    return event.title if event else None


def _names(model: Any, ids: set[uuid.UUID | None], column: Any = None) -> dict[uuid.UUID, str]:
    wanted = ids - {None}
    rows = db.session.execute(select(model.id, column or model.name).where(model.id.in_(wanted))) if wanted else ()
    return {row[0]: row[1] for row in rows}
