"""Why a kept drawing and today differ: what was changed since then, when and by whom, from the history."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from outreach.audit.models import Change
from outreach.check_ups.models import CheckUp
from outreach.db import db
from outreach.media.labels import FIELDS as FIELDS_OF_ARTICLES
from outreach.media.queries import articles_of_readings
from outreach.orders.labels import FIELDS as FIELDS_OF_ORDERS
from outreach.schedule.labels import FIELDS as FIELDS_OF_EVENTS

_SUBJECT = re.compile(r"^/(?:events|media|media/readings|check-ups|orders)/([0-9a-f-]{36})\b")
_EVENTS_OF_CHECK_UPS = select(CheckUp.id, CheckUp.event_id)
_FIELDS: dict[str, Mapping[str, Any]] = {
    "events": FIELDS_OF_EVENTS,
    "articles": FIELDS_OF_ARTICLES,
    "orders": FIELDS_OF_ORDERS,
}


@dataclass(frozen=True)
class Cause:
    """One change that can have moved a line: which field of its event, article or order, from what to what."""

    at: datetime
    by_name: str
    field: str
    old: str | None
    new: str | None
    reason: str | None


def subject_of(path: str) -> uuid.UUID | None:
    """The event, article, reading, check-up or order at whose page a line opens."""
    found = _SUBJECT.match(path)
    return uuid.UUID(found[1]) if found else None


def said_field(change: Change) -> str:
    """The name in words of the field that was changed."""
    return str(_FIELDS.get(change.subject_type, {}).get(change.field, change.field))


def causes_since(at: datetime, subject_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, list[Cause]]:
    """For each of these the changes after `at` that can move a figure, oldest first.

    A reading has its article's, a check-up its event's.
    """
    asked = {each for each in subject_ids if each}
    owners = dict(articles_of_readings(asked))
    owners |= {row[0]: row[1] for row in db.session.execute(_EVENTS_OF_CHECK_UPS.where(CheckUp.id.in_(asked)))}
    statement = (
        select(Change)
        .where(Change.at > at, Change.moves_figure, Change.subject_id.in_(asked | set(owners.values())))
        .order_by(Change.at, Change.id)
    )
    causes: dict[uuid.UUID, list[Cause]] = defaultdict(list)
    for change in db.session.scalars(statement):
        cause = Cause(change.at, change.by_name, said_field(change), change.old, change.new, change.reason)
        causes[change.subject_id].append(cause)
    return causes | {reading_id: causes[owner] for reading_id, owner in owners.items() if owner in causes}
