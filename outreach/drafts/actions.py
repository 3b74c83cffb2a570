"""Making a draft, accepting its lines a part at a time, and undoing it as a whole."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import select, update

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.drafts import queries
from outreach.drafts.aiming import set_aims, take_aims_back
from outreach.drafts.making import lines_for
from outreach.drafts.models import Draft, DraftLine
from outreach.drafts.rules import Origin, State, scaled
from outreach.errors import Conflict, Invalid, Question, Refusal
from outreach.people.models import Person, Team
from outreach.schedule.actions import cancel_event, plan_event
from outreach.schedule.beginnings import last_like
from outreach.schedule.campaigns.edition_actions import propose_editions
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.clashes.rules import ClashKind
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.models import Event
from outreach.schedule.queries import event as event_of
from outreach.schedule.rules import Status, Track, check_text
from outreach.web.language import in_bureau_language

#: How many lines become events in one transaction: about a second's work, so that others are not kept waiting.
PART = 20
_EXPECTED = ("expected_handouts", "expected_consultations", "expected_attendance")


@dataclass(frozen=True)
class Edit:
    """What was typed into a line: the day, and why it is made although something stands against it."""

    day: date | None = None
    reason: str | None = None


def make_draft(
    *, from_year: int, to_year: int, percent: int, team: Team | None, teams: Sequence[Team], by: Person, now: datetime
) -> Draft:
    """The draft of the new year for `team` or, where it is None, for all the `teams`; one that stands is given back.

    Campaigns without an edition of the new year get the one that their rule proposes, marked as proposed.
    """
    if to_year <= from_year:
        raise Invalid(_("The new year must come after the old one."), field="to_year", code="years")
    if not 10 <= percent <= 500:
        raise Invalid(_("Write a percentage from 10 to 500."), field="percent", code="percent")
    drafted = [team] if team else teams
    queries.keep_others_waiting(drafted)
    standing = queries.standing_draft(from_year, to_year, team.id if team else None)
    if standing is not None:
        return standing
    propose_editions(to_year, by=by, now=now)
    draft = Draft(from_year=from_year, to_year=to_year, percent=percent, team_id=team.id if team else None)
    draft.made_at, draft.made_by_id = now, by.id
    db.session.add(draft)
    db.session.flush()
    lines = lines_for(draft, drafted, now)
    db.session.add_all(lines)
    db.session.flush()
    record_act("draft.made", by=by, now=now, subject=draft, year=to_year, lines=len(lines))
    return draft


def edit_lines(draft: Draft, edits: Mapping[uuid.UUID, Edit]) -> None:
    """Set what was typed into open lines: another day keeps the times; a reason is for a line with a clash."""
    _check_stands(draft)
    for line in _among(draft, edits, State.OPEN):
        edit = edits[line.id]
        line.reason = check_text(edit.reason, "reason", 200)
        if edit.day is not None and edit.day != line.day:
            length = line.ends_at - line.starts_at
            line.starts_at = clock.instant(datetime.combine(edit.day, clock.local(line.starts_at).time()))
            line.ends_at, line.clash, line.is_shifted = line.starts_at + length, None, False
    db.session.flush()


def want_lines(draft: Draft, ids: Sequence[uuid.UUID]) -> None:
    """Let open lines wait for their turn to become events (`accept_part`)."""
    _check_stands(draft)
    for line in _among(draft, ids, State.OPEN):
        line.state = State.WANTED
    db.session.flush()


def leave_line(draft: Draft, line_id: uuid.UUID) -> None:
    """Leave a line out; it can be put back."""
    _check_stands(draft)
    for line in _among(draft, [line_id], State.OPEN):
        line.state = State.LEFT
    db.session.flush()


def put_back(draft: Draft, line_id: uuid.UUID) -> None:
    """Put a line back that was left out."""
    _check_stands(draft)
    for line in _among(draft, [line_id], State.LEFT):
        line.state = State.OPEN
    db.session.flush()


def accept_targets(draft: Draft, words: Sequence[str] | None, *, by: Person, now: datetime) -> int:
    """Set the old year's targets, scaled, in the new year: those that forms call `words`, or (None) all; how many."""
    _check_stands(draft)
    return set_aims(draft, words, by=by, now=now)


def accept_part(draft: Draft, *, by: Person, now: datetime, part: int = PART) -> int:
    """Make events of the next wanted lines, and say how many are still wanted.

    A line against which something stands is not made: it is open again and says what it is, until a reason is given.
    """
    if draft.undone_at is not None:
        return 0
    for line in db.session.scalars(queries.lines(draft.id, [State.WANTED]).limit(part)).all():
        _make(line, draft, by, now)
    db.session.flush()
    return queries.counts(draft.id)[State.WANTED]


def undo_draft(draft: Draft, *, by: Person, now: datetime) -> None:
    """Begin to undo: its targets are taken away, no line is made any more; `undo_part` withdraws the events."""
    _check_stands(draft)
    take_aims_back(draft, by=by, now=now)
    draft.undone_at = now
    waiting = (DraftLine.draft_id == draft.id, DraftLine.state == State.WANTED)
    db.session.execute(update(DraftLine).where(*waiting).values(state=State.OPEN))
    record_act("draft.undone", by=by, now=now, subject=draft, year=draft.to_year)
    db.session.flush()


def undo_part(draft: Draft, *, by: Person, now: datetime, part: int = PART) -> int:
    """Cancel the next events of an undone draft that nobody has touched; how many lines are still to be looked at."""
    if draft.undone_at is None:
        return 0
    with in_bureau_language():
        reason = _("The draft of %(year)s was undone.", year=draft.to_year)
    for line in db.session.scalars(queries.lines(draft.id, [State.MADE]).limit(part)).all():
        event = event_of(cast(uuid.UUID, line.event_id), lock=True)
        if event.status is Status.PLANNED and event.changed_at == event.made_at and event.starts_at > now:
            cancel_event(event, reason=reason, by=by, now=now)
            line.state = State.WITHDRAWN
        else:
            line.state = State.KEPT
    db.session.flush()
    return queries.counts(draft.id)[State.MADE]


def _make(line: DraftLine, draft: Draft, by: Person, now: datetime) -> None:
    try:
        event = _planned(line, draft, by, now, line.reason)
    except Question as question:
        line.state, line.clash = State.OPEN, str(question.message)
    except Refusal as refusal:
        line.state, line.clash = State.OPEN, str(refusal.message or _("This can't be stored as it is."))
    else:
        line.state, line.event_id, line.clash = State.MADE, event.id, None


def _planned(line: DraftLine, draft: Draft, by: Person, now: datetime, reason: str | None) -> Event:
    """The event; that stock is short a year ahead stops nobody, but stands on it as what it was planned with anyway."""
    anyway = Anyway(reason) if reason else None
    try:
        with db.session.begin_nested():
            return plan_event(by=by, now=now, event_id=line.id, anyway=anyway, **_facts(line, draft, now))
    except Question as question:
        kinds = {kind for clash in question.facts.get("clashes", ()) for kind in clash["kinds"]}
        if reason is not None or kinds != {ClashKind.MATERIALS_SHORT.value}:
            raise
    with in_bureau_language():
        unprinted = _("Materials for %(year)s are still to be printed.", year=draft.to_year)
    return _planned(line, draft, by, now, unprinted)


def _facts(line: DraftLine, draft: Draft, now: datetime) -> Facts:
    """What the new event says: its line, and all else of the old event, or of the last one like it."""
    source = None if line.source_id is None else event_of(line.source_id)
    like = source or last_like(line.team_id, line.place.kind, clock.local_day(now))
    facts: dict[str, Any] = _taken_over(like, draft) if like is not None else {"track": Track.PUBLIC}
    if line.origin is Origin.NEGLECTED:
        facts |= {"joining_team_ids": [], "partners": None, "note": None}
    return cast(
        Facts,
        facts
        | {
            "title": line.title,
            "lead_team_id": line.team_id,
            "place_id": line.place_id,
            "starts_at": line.starts_at,
            "ends_at": line.ends_at,
            "edition_ids": _editions(source, draft),
        },
    )


def _taken_over(like: Event, draft: Draft) -> dict[str, Any]:
    facts: dict[str, Any] = dict(facts_of(like))
    for field in _EXPECTED:
        facts[field] = scaled(facts[field], draft.percent)
    facts["planned_items"] = {id: scaled(number, draft.percent) for id, number in facts["planned_items"].items()}
    active = select(Person.id).where(Person.id.in_(facts["staff"]), Person.disabled_at.is_(None))
    there = set(db.session.scalars(active))
    facts["staff"] = {who: duty for who, duty in facts["staff"].items() if who in there}
    return facts


def _editions(source: Event | None, draft: Draft) -> list[uuid.UUID]:
    """The new year's editions of the campaigns that the old event served."""
    if source is None:
        return []
    new = queries.editions_of(draft.to_year)
    campaigns = {tag.edition.campaign_id for tag in source.tags}
    return [new[campaign_id].id for campaign_id in sorted(campaigns, key=str) if campaign_id in new]


def _among(draft: Draft, ids: Any, state: State) -> Sequence[DraftLine]:
    return db.session.scalars(queries.lines(draft.id, [state]).where(DraftLine.id.in_(list(ids)))).all()


def _check_stands(draft: Draft) -> None:
    if draft.undone_at is not None:
        raise Conflict(_("This draft was undone. Make a new one."), code="undone")
