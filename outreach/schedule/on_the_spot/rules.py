"""What an event made on the spot may say, and which two of them look like one: decisions on plain values."""

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.schedule.rules import LONGEST_TEXT, LONGEST_TITLE, Form, Track, check_times
from outreach.web.answers import Answer, Said

LONGEST_PLACE = 100
#: How long one lasts whose end nobody said: half a morning.
USUAL = timedelta(hours=2)
#: So many one person makes within a day before a lead has said a word: no market has more gates.
MOST_A_DAY = 100
#: A start that is further from the receipt than this is looked at: the phone's clock may be wrong.
FAR = timedelta(days=7)


class Outcome(StrEnum):
    """What a lead made of it. A cancelled one is told by its event."""

    CONFIRMED = "confirmed"
    MERGED = "merged"


#: What is said of an event that is taken or known.
SENTENCES: dict[Answer, Any] = {
    Answer.RECORDED: _("Saved. A lead confirms the event later; its numbers count at once."),
    Answer.ALREADY_THERE: _("This event was saved before."),
    Answer.DIFFERS: _("An event with the same number was saved before with other content. The saved one stands."),
}


@dataclass(frozen=True)
class SpotFacts:
    """An event as a phone sends it: the place is one of the list, or `place_name` where it is on none.

    `title` None takes the place's name, `team` (a code) None the sender's own team.
    """

    id: uuid.UUID
    title: str | None
    place: uuid.UUID | None
    place_name: str | None
    starts_at: datetime
    ends_at: datetime | None
    track: Track = Track.PUBLIC
    form: Form | None = None
    team: str | None = None
    note: str | None = None

    @property
    def end(self) -> datetime:
        """Its end, the usual one where nobody said it."""
        return self.ends_at or self.starts_at + USUAL


@dataclass(frozen=True)
class Lists:
    """What the events of a batch may name: teams by code, and places."""

    teams: Mapping[str, uuid.UUID]
    places: Collection[uuid.UUID]


@dataclass(frozen=True)
class Desk:
    """Where and when somebody was, for finding two events that are one; `is_place_new`: it was on no list."""

    team_id: uuid.UUID
    place_id: uuid.UUID
    is_place_new: bool
    starts_at: datetime
    ends_at: datetime


def content_hash(facts: SpotFacts) -> str:
    """What is kept of what was sent, so that a second sending is known though a lead has changed the event since."""
    said = [
        facts.title,
        None if facts.place is None else str(facts.place),
        facts.place_name,
        facts.starts_at.isoformat(),
        None if facts.ends_at is None else facts.ends_at.isoformat(),
        facts.track.value,
        None if facts.form is None else facts.form.value,
        facts.team,
        facts.note,
    ]
    return hashlib.sha256(json.dumps([str(facts.id), *said]).encode()).hexdigest()


def check_spot(facts: SpotFacts, lists: Lists) -> None:
    """Refuse what can't be an event; a wrong clock is no reason."""
    _check_lengths(facts)
    check_times(facts.starts_at, facts.end)
    if facts.place is None and facts.place_name is None:
        raise Invalid(_("Say where it is."), field="place", code="place_needed")
    if facts.place is not None and facts.place not in lists.places and facts.place_name is None:
        raise Invalid(_("There is no such place."), field="place", code="unknown_place")
    if facts.team is not None and facts.team not in lists.teams:
        raise Invalid(_("There is no such team."), field="team", code="unknown_team")


def check_room(is_full: bool) -> None:
    """Refuse one more from somebody who made MOST_A_DAY within a day that nobody has confirmed yet."""
    if is_full:
        message = _(
            "You have made %(most)d events today. Send it again when some of them are confirmed.", most=MOST_A_DAY
        )
        raise Invalid(message, code="too_many_events")


def told(answer: Answer) -> Said:
    """The answer to an event that is not refused."""
    return Said(answer, answer.value, SENTENCES[answer])


def look_like_one(one: Desk, other: Desk) -> bool:
    """Whether two events may be one that two phones made: same team, overlapping, same place (or one on no list)."""
    overlap = one.starts_at < other.ends_at and other.starts_at < one.ends_at
    same_place = one.place_id == other.place_id or one.is_place_new or other.is_place_new
    return one.team_id == other.team_id and overlap and same_place


def is_far_away(starts_at: datetime, received_at: datetime) -> bool:
    """Whether the event's day is to be looked at, for the phone's clock may have been wrong."""
    return abs(starts_at - received_at) > FAR


def _check_lengths(facts: SpotFacts) -> None:
    if facts.title is not None and len(facts.title) > LONGEST_TITLE:
        raise Invalid(_too_long(LONGEST_TITLE), field="title", code="title_too_long")
    if facts.place_name is not None and len(facts.place_name) > LONGEST_PLACE:
        raise Invalid(_too_long(LONGEST_PLACE), field="place", code="place_too_long")
    if facts.note is not None and len(facts.note) > LONGEST_TEXT:
        raise Invalid(_too_long(LONGEST_TEXT), field="note", code="note_too_long")


def _too_long(most: int) -> Any:
    return _("Keep this within %(most)d characters.", most=most)
