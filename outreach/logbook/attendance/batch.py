"""The batch that carries from a phone who was there (docs/decisions/0018)."""

from datetime import datetime
from typing import Any

from outreach.logbook.attendance import actions
from outreach.logbook.attendance.rules import Statement
from outreach.people.models import Person
from outreach.web import batches
from outreach.web.batches import Batch
from outreach.web.reading import parse_instant, parse_object, parse_truth, parse_uuid


def parse_presences(text: str) -> Batch[Statement]:
    """The statements of a batch, in its order; raises as `web.batches.parse_batch` does."""
    return batches.parse_batch(text, "presences", parse_statement)


def parse_statement(value: Any) -> Statement:
    """The statement that an object of JSON makes; raises Invalid with a code of docs/api.md."""
    value = parse_object(value)
    return Statement(
        id=parse_uuid(value.get("id"), "bad_id"),
        event=parse_uuid(value.get("event"), "bad_event"),
        of=parse_uuid(value.get("of"), "bad_of"),
        there=parse_truth(value.get("there"), "bad_there"),
        at=parse_instant(value.get("at")),
    )


def answer_presences(batch: Batch[Statement], *, sender: Person, now: datetime) -> dict[str, dict[str, str]]:
    """Record what can be recorded, and answer each statement under its key."""
    return batch.answers(actions.state_presences(batch.things, by=sender, now=now))
