"""What an item is tied to, in words: its name, its value of today, where it opens."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select

from outreach.db import db
from outreach.errors import Refusal
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.parts import read_part
from outreach.reports.scores.models import ScoreTie
from outreach.reports.scores.rules import TieKind
from outreach.reports.typed.resolving import Resolved, resolve
from outreach.reports.typed.words import is_typed_word
from outreach.schedule.models import Event

MOST_EVENTS = 500


@dataclass(frozen=True)
class Proof:
    """A tie as it is shown. `found` is its figure, where it is one."""

    tie: ScoreTie
    name: str
    sub: str = ""
    found: Resolved | None = None

    @property
    def trouble(self) -> str | None:
        """What is amiss with its figure."""
        return self.found.trouble if self.found else None


def proof_of(tie: ScoreTie, filters: Filters) -> Proof:
    """The tie in words, a figure with its value of today."""
    if tie.kind is TieKind.FIGURE:
        found = resolve(tie.word or "", filters)
        return Proof(tie, found.label, "" if found.number is None else found.wording, found)
    if tie.event is not None:
        return Proof(tie, tie.event.title, tie.event.day.isoformat())
    if tie.article is not None:
        return Proof(tie, tie.article.title, tie.article.day.isoformat())
    return Proof(tie, f"《{tie.law.title}》" if tie.law else tie.file_name or "")


def name_of(tie: ScoreTie) -> str:
    """The tie in a few words, without its value."""
    if tie.kind is not TieKind.FIGURE:
        return proof_of(tie, Filters.of_year(2000)).name
    word = tie.word or ""
    try:
        return resolve(word, Filters.of_year(2000)).label if is_typed_word(word) else read_part(word).named
    except Refusal:
        return word


def href_of(proof: Proof, *, year: int, sheet_id: uuid.UUID) -> str | None:
    """Where it opens; None for a figure without a value. Needs a request."""
    tie = proof.tie
    if tie.event_id is not None:
        return url_for("events.page", event_id=tie.event_id)
    if tie.article_id is not None:
        return url_for("media.article", article_id=tie.article_id)
    if tie.law_id is not None:
        return url_for("laws.index", words=tie.law.title if tie.law else "")
    if tie.sha256 is not None:
        return url_for("scores.document", year=year, sheet_id=sheet_id, item_id=tie.item_id, tie_id=tie.id)
    return proof.found.href if proof.found else None


def events_behind(ties: Sequence[ScoreTie], filters: Filters) -> list[Event]:
    """The held events that prove an item, each once, by day: those picked, and those of words of held events."""
    found = {tie.event.id: tie.event for tie in ties if tie.event is not None}
    for tie in ties:
        found |= {event.id: event for event in _of_word(tie.word, filters)} if tie.word else {}
    return sorted(found.values(), key=lambda event: (event.day, str(event.id)))


def _of_word(word: str, filters: Filters) -> Sequence[Event]:
    if is_typed_word(word):
        return ()
    try:
        part = read_part(word)
        kind, within = figure(part.key), part.filters(filters)
    except Refusal:
        return ()
    if kind.of not in ("event", "tally") or kind.reason(within):
        return ()
    lines = kind.lines(within).subquery()
    statement = (
        select(Event).where(Event.id.in_(select(lines.c.event_id))).order_by(Event.day, Event.id).limit(MOST_EVENTS)
    )
    return db.session.scalars(statement).all()
