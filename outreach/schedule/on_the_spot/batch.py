"""The batch of events that phones made (docs/api.md)."""

from datetime import datetime
from typing import Any

from outreach.people.models import Person
from outreach.schedule.on_the_spot.actions import make_events
from outreach.schedule.on_the_spot.rules import SpotFacts
from outreach.schedule.rules import Form, Track
from outreach.web import batches
from outreach.web.batches import Batch
from outreach.web.reading import (
    parse_code,
    parse_instant,
    parse_object,
    parse_one_line,
    parse_text,
    parse_uuid,
    parse_uuid_or_none,
    parse_word,
)


def parse_batch(text: str) -> Batch[SpotFacts]:
    """The events of a batch, in its order; raises as `web.batches.parse_batch` does."""
    return batches.parse_batch(text, "events", parse_event)


def answer_batch(batch: Batch[SpotFacts], *, sender: Person, now: datetime) -> dict[str, dict[str, str]]:
    """Make what can be made, and answer each event under its key."""
    return batch.answers(make_events(batch.things, sender=sender, now=now))


def parse_event(value: Any) -> SpotFacts:
    """The event that `value` (an object of JSON) says; raises Invalid with a code of docs/api.md."""
    value = parse_object(value)
    ends_at, form = value.get("ends_at"), value.get("form")
    return SpotFacts(
        id=parse_uuid(value.get("id"), "bad_id"),
        title=parse_one_line(value.get("title"), "bad_title"),
        place=parse_uuid_or_none(value.get("place"), "bad_place"),
        place_name=_single_spaced(parse_one_line(value.get("place_name"), "bad_place_name")),
        starts_at=parse_instant(value.get("starts_at"), "bad_time", "time_without_offset"),
        ends_at=None if ends_at is None else parse_instant(ends_at, "bad_time", "time_without_offset"),
        track=Track.PUBLIC if value.get("track") is None else parse_word(Track, value["track"], "bad_track"),
        form=None if form is None else parse_word(Form, form, "bad_form"),
        team=parse_code(value.get("team"), "bad_team"),
        note=parse_text(value.get("note"), "bad_note"),
    )


def _single_spaced(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None
