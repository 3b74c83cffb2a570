"""Reading the acts, for the administrator."""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select

from outreach.audit.models import AuditEntry
from outreach.audit.rules import Outcome
from outreach.db import db


@dataclass(frozen=True)
class Asked:
    """Which entries are asked for: from `since` (included) to `until` (not included), instants.

    `acts_said` and `facts_said` are how acts and facts lie whose names have the `words`.
    """

    who: str = ""
    words: str = ""
    acts_said: Sequence[str] = ()
    facts_said: Sequence[str] = ()
    person_id: uuid.UUID | None = None
    act: str = ""
    outcome: Outcome | None = None
    since: datetime | None = None
    until: datetime | None = None


def entries(asked: Asked) -> Select[Any]:
    """The audit entries asked for, newest first."""
    statement = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    if asked.who:
        statement = statement.where(AuditEntry.by_name.contains(asked.who, autoescape=True))
    if asked.words:
        statement = statement.where(_says(asked))
    if asked.person_id is not None:
        statement = statement.where(AuditEntry.by_id == asked.person_id)
    if asked.act:
        statement = statement.where(AuditEntry.act == asked.act)
    if asked.outcome is not None:
        statement = statement.where(AuditEntry.outcome == asked.outcome)
    if asked.since is not None:
        statement = statement.where(AuditEntry.at >= asked.since)
    if asked.until is not None:
        statement = statement.where(AuditEntry.at < asked.until)
    return statement


def _says(asked: Asked) -> ColumnElement[bool]:
    """Whether an entry says the words, as its page shows it; facts lie as JSON in ASCII, so they are sought so."""
    facts = cast(AuditEntry.facts, Text)
    return or_(
        AuditEntry.address.contains(asked.words, autoescape=True),
        AuditEntry.by_name.contains(asked.words, autoescape=True),
        AuditEntry.act.in_(asked.acts_said),
        *(facts.contains(each, autoescape=True) for each in (json.dumps(asked.words)[1:-1], *asked.facts_said)),
    )


def name_of_actor(person_id: uuid.UUID) -> str:
    """What that person was called at the last act; "" of whom none is known."""
    last = select(AuditEntry.by_name).where(AuditEntry.by_id == person_id).order_by(AuditEntry.at.desc()).limit(1)
    return db.session.scalar(last) or ""


def exported(asked: Asked) -> Iterator[AuditEntry]:
    """All entries asked for, newest first, read a thousand at a time."""
    yield from db.session.scalars(entries(asked).execution_options(yield_per=1000))


def refused_since(act: str, address: str, since: datetime) -> bool:
    """Whether such an act from that address was refused and written down since that instant."""
    statement = select(AuditEntry.id).where(
        AuditEntry.act == act,
        AuditEntry.at > since,
        AuditEntry.address == address,
        AuditEntry.outcome == Outcome.REFUSED,
    )
    return db.session.scalar(statement.limit(1)) is not None


def last_done_act(*acts: str) -> datetime | None:
    """When one of these acts was last done."""
    done = select(func.max(AuditEntry.at)).where(AuditEntry.act.in_(acts), AuditEntry.outcome == Outcome.DONE)
    return db.session.scalar(done)


def acts_seen() -> Sequence[str]:
    """Every act that was ever written down, by code."""
    return db.session.scalars(select(AuditEntry.act).distinct().order_by(AuditEntry.act)).all()
