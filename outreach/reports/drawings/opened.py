"""The lines of a drawing as they were kept, with their photos, what their tallies say, and what came since."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from outreach.db import db
from outreach.evidence.models import Evidence
from outreach.evidence.rules import PictureKind
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.people.models import Person
from outreach.reports.drawings.causes import Cause, causes_since, subject_of
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.queries import page_of_kept_lines
from outreach.web.paging import Page

LINES_ON_A_PAGE = 30
MOST_PHOTOS = 6


@dataclass(frozen=True)
class Photos:
    """The pictures of an event: how many there are, and those of the first that anybody may see."""

    count: int = 0
    shown: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Correction:
    """A line that took another one back."""

    at: datetime
    by: str
    quantity: int
    reason: str | None


@dataclass(frozen=True)
class OpenLine:
    """A kept line with what its tally says of itself, its event's photos, and what was changed since.

    `reason` says why it takes a line back, `is_taken_back` that a line of the drawing takes it back; `corrections` came
    after the drawing.
    """

    id: uuid.UUID
    day: date
    label: str
    quantity: int
    url: str
    team: str | None
    by: str | None
    is_undecided: bool
    received_at: datetime | None = None
    reason: str | None = None
    is_estimated: bool = False
    is_taken_back: bool = False
    photos: Photos = field(default_factory=Photos)
    corrections: tuple[Correction, ...] = ()
    causes: tuple[Cause, ...] = ()


def page_of_open_lines(drawing: Drawing, key: str, number: int) -> Page[OpenLine]:
    """The lines behind a figure of a drawing on one page, by day."""
    kept = page_of_kept_lines(drawing.id, key, number, LINES_ON_A_PAGE)
    ids = [row.line_id for row in kept]
    tallies = {each.id: each for each in db.session.scalars(select(Tally).where(Tally.id.in_(ids)))}
    subjects = {row.line_id: subject_of(row.url) for row in kept}
    photos = _photos([each for each in subjects.values() if each])
    corrections = _corrections(ids)
    causes = causes_since(drawing.at, subjects.values())

    def opened(row: Any) -> OpenLine:
        tally, subject = tallies.get(row.line_id), subjects[row.line_id]
        taken_back = corrections.get(row.line_id, ())
        return OpenLine(
            row.line_id,
            row.day,
            row.label,
            row.quantity,
            row.url,
            row.team,
            row.by_name,
            row.is_undecided,
            received_at=tally.received_at if tally else None,
            reason=tally.reason if tally and tally.reverses_id else None,
            is_estimated=tally is not None and tally.basis is Basis.ESTIMATED,
            is_taken_back=any(each.at <= drawing.at for each in taken_back),
            photos=photos.get(subject, Photos()) if subject else Photos(),
            corrections=tuple(each for each in taken_back if each.at > drawing.at),
            causes=tuple(causes.get(subject, ())) if subject else (),
        )

    return Page([opened(row) for row in kept], kept.number, kept.size, kept.total)


def _corrections(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tuple[Correction, ...]]:
    statement = (
        select(Tally.reverses_id, Tally.received_at, Person.name, Tally.quantity, Tally.reason)
        .join(Person, Person.id == Tally.by_id)
        .where(Tally.reverses_id.in_(ids))
        .order_by(Tally.received_at, Tally.id)
    )
    found: dict[Any, tuple[Correction, ...]] = defaultdict(tuple)
    for row in db.session.execute(statement):
        found[row.reverses_id] += (Correction(row.received_at, row.name, row.quantity, row.reason),)
    return found


def _photos(event_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Photos]:
    """Of each event its pictures; a scanned sheet is none, and who shows people is only counted."""
    statement = (
        select(Evidence)
        .where(
            Evidence.subject_type.in_(("events", "articles")),
            Evidence.subject_id.in_(set(event_ids)),
            Evidence.removed_at.is_(None),
            Evidence.erased_at.is_(None),
            Evidence.kind.in_((PictureKind.PHOTO, PictureKind.SCREENSHOT)),
        )
        .order_by(Evidence.added_at, Evidence.id)
    )
    by_event: dict[uuid.UUID, list[Evidence]] = defaultdict(list)
    for each in db.session.scalars(statement):
        by_event[each.subject_id].append(each)
    return {
        event_id: Photos(len(items), tuple(each for each in items if not each.shows_people)[:MOST_PHOTOS])
        for event_id, items in by_event.items()
    }
