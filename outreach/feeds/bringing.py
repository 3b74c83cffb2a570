"""What would become of each entry of a calendar file, and bringing in those that a planner has chosen."""

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid, Question
from outreach.feeds.guessing import guessed_place, name_in
from outreach.feeds.incoming import Entry, read_entries
from outreach.feeds.models import ImportedEvent
from outreach.jobs.actions import make_room
from outreach.jobs.models import Job
from outreach.jobs.rules import State
from outreach.jobs.verdicts import Verdict
from outreach.people.models import Person
from outreach.schedule import choices
from outreach.schedule.access import may_change
from outreach.schedule.actions import change_event, plan_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.queries import event as whole_event
from outreach.schedule.rules import Status, Track

KIND = "calendar.ics"
_OWN = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@outreach")


@dataclass(frozen=True)
class Row:
    """An entry and what would become of it; `event` is the one that it is known to be, `place` a guess of where."""

    entry: Entry
    verdict: Verdict
    note: str = ""
    event: Event | None = None
    place: str = ""

    @property
    def writes(self) -> bool:
        """Whether bringing it in would store something."""
        return self.verdict in (Verdict.NEW, Verdict.CHANGED)


@dataclass(frozen=True)
class Wanted:
    """What the person says of the new events: whose, of what kind, where (by row number), and why anyway."""

    team_id: uuid.UUID
    track: Track
    places: Mapping[int, str]
    anyway_reason: str = ""

    @property
    def anyway(self) -> Anyway | None:
        """The yes to what stands against an event."""
        return Anyway(self.anyway_reason) if self.anyway_reason else None


def prepare(*, content: bytes, name: str, by: Person, now: datetime) -> Job:
    """Keep the file as it came until its owner has looked at the preview; Invalid where it is no calendar."""
    read_entries(content, name)
    make_room(len(content), by=by, now=now)
    facts = {"sha256": hashlib.sha256(content).hexdigest(), "by": by.name}
    job = Job(kind=KIND, name=name, content=content, facts=facts, made_at=now, by_id=by.id)
    db.session.add(job)
    db.session.flush()
    return job


def judged(job: Job, *, by: Person, now: datetime) -> list[Row]:
    """The rows of the file; nothing is stored. Conflict where the file is not waiting any more."""
    if job.content is None:
        message = lazy_gettext("This file is not waiting any more: it was imported or put aside.")
        raise Conflict(message, code="not_waiting")
    entries = read_entries(job.content, job.name)
    known, labels = _known(entries), [label for _id, label in choices.places()]
    rows, seen = [], set[str]()
    for entry in entries:
        twin = entry.uid in seen and entry.problem is None
        seen.add(entry.uid)
        rows.append(
            Row(entry, Verdict.REFUSED, gettext("The file holds this entry twice; the first one counts."))
            if twin
            else _judged(entry, known.get(entry.uid), labels, by, now)
        )
    return rows


def digest_of(rows: Sequence[Row]) -> str:
    """A name for exactly these verdicts: what a person confirms is what she was shown."""
    told = repr([(row.entry.number, row.verdict.value, row.entry, row.event and row.event.id) for row in rows])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def bring_in(job: Job, rows: Sequence[Row], wanted: Wanted, *, by: Person, now: datetime) -> tuple[int, int]:
    """Store the `rows`; how many are new and how many changed.

    Whole or not at all: raises Invalid for a place that is not in the list, and Conflict for what stands against an
    event unless the person said why it is planned anyway.
    """
    found = _places_by_words()
    for row in rows:
        try:
            if row.event is None:
                _plan(row.entry, found, wanted, by=by, now=now)
            else:
                _change(row.entry, row.event, wanted, by=by, now=now, file=job.name)
        except Question as question:
            message = gettext("“%(title)s”: %(said)s", title=row.entry.title, said=question.message)
            raise Conflict(message, field="anyway_reason", code="clashes") from None
    new = sum(row.event is None for row in rows)
    facts = {"file": job.name, "sha256": job.facts["sha256"], "new": new, "changed": len(rows) - new}
    record_act("calendar.imported", by=by, now=now, **facts)
    job.state, job.content, job.ended_at, job.total, job.done = State.DONE, None, now, len(rows), len(rows)
    db.session.flush()
    return new, len(rows) - new


def _plan(entry: Entry, found: Mapping[str, uuid.UUID], wanted: Wanted, *, by: Person, now: datetime) -> None:
    typed = wanted.places.get(entry.number, "").strip()
    if typed not in found:
        message = gettext("“%(title)s”: choose a place of the list, or leave the entry out.", title=entry.title)
        raise Invalid(message, code="no_such_place")
    starts_at, ends_at = entry.times
    event = plan_event(
        by=by,
        now=now,
        title=entry.title,
        track=wanted.track,
        lead_team_id=wanted.team_id,
        place_id=found[typed],
        starts_at=starts_at,
        ends_at=ends_at,
        anyway=wanted.anyway,
        past_is_meant=True,
    )
    db.session.add(ImportedEvent(uid=entry.uid, event_id=event.id))
    db.session.flush()


def _change(entry: Entry, event: Event, wanted: Wanted, *, by: Person, now: datetime, file: str) -> None:
    starts_at, ends_at = entry.times
    change_event(
        whole_event(event.id, lock=True),
        by=by,
        now=now,
        reason=gettext("From the calendar file %(file)s", file=file),
        anyway=wanted.anyway,
        past_is_meant=True,
        title=entry.title,
        starts_at=starts_at,
        ends_at=ends_at,
    )


def _known(entries: Sequence[Entry]) -> dict[str, Event]:
    """The events that are here already, by their UID in the file: our own, and those that came before."""
    own = {entry.uid: uuid.UUID(found[1]) for entry in entries if (found := _OWN.fullmatch(entry.uid))}
    uids = [entry.uid for entry in entries]
    came = db.session.execute(
        select(ImportedEvent.uid, ImportedEvent.event_id).where(ImportedEvent.uid.in_(uids))
    ).all()
    ids = own | {row.uid: row.event_id for row in came}
    there = {each.id: each for each in db.session.scalars(select(Event).where(Event.id.in_(ids.values())))}
    return {uid: there[event_id] for uid, event_id in ids.items() if event_id in there}


def _judged(entry: Entry, event: Event | None, labels: Sequence[str], by: Person, now: datetime) -> Row:
    if event is not None and _OWN.fullmatch(entry.uid):
        return Row(entry, Verdict.SAME, gettext("This is our own event; change it here, not in your calendar."), event)
    if entry.problem is not None:
        return Row(entry, Verdict.REFUSED, entry.problem, event)
    if event is None:
        note = gettext("Whole days come in from 9:00 to 17:00.") if entry.is_whole_days else ""
        return Row(entry, Verdict.NEW, note, None, guessed_place(entry.location, entry.title, labels))
    return _judged_again(entry, event, by, now)


def _judged_again(entry: Entry, event: Event, by: Person, now: datetime) -> Row:
    if (entry.title, entry.starts_at, entry.ends_at) == (event.title, event.starts_at, event.ends_at):
        return Row(entry, Verdict.SAME, "", event)
    if event.status is Status.CANCELLED:
        return Row(entry, Verdict.REFUSED, gettext("It was cancelled here. Reinstate it on its page first."), event)
    if not may_change(by, event, now):
        return Row(entry, Verdict.REFUSED, gettext("It belongs to another team."), event)
    return Row(entry, Verdict.CHANGED, gettext("Here it is called “%(title)s”.", title=event.title), event)


def _places_by_words() -> dict[str, uuid.UUID]:
    """The places by what the list calls them, and by their name alone where only one is called so."""
    there = choices.places()
    names = [name_in(label) for _id, label in there]
    alone = {name: id for (id, _label), name in zip(there, names, strict=True) if names.count(name) == 1}
    return alone | {label: id for id, label in there}
