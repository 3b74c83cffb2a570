"""The batch that carries follow-ups from a phone (docs/decisions/0018)."""

import re
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.logbook.follow_ups.actions import record_follow_ups
from outreach.logbook.follow_ups.rules import Referral, Wanted
from outreach.people.models import Person
from outreach.web import batches
from outreach.web.batches import Batch
from outreach.web.reading import (
    parse_code,
    parse_instant,
    parse_object,
    parse_one_line,
    parse_text,
    parse_truth,
    parse_uuid,
    parse_uuid_or_none,
    parse_word,
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def parse_batch(text: str) -> Batch[Wanted]:
    """The follow-ups of a batch, in its order; raises as `web.batches.parse_batch` does."""
    return batches.parse_batch(text, "follow_ups", parse_follow_up)


def answer_batch(batch: Batch[Wanted], *, sender: Person, now: datetime) -> dict[str, dict[str, str]]:
    """Record what can be recorded, and answer each follow-up under its key."""
    return batch.answers(record_follow_ups(batch.things, sender=sender, now=now))


def parse_follow_up(value: Any) -> Wanted:
    """The follow-up that `value` (an object of JSON) says; raises Invalid with a code of docs/api.md."""
    value = parse_object(value)
    owed, referral = value.get("owed"), value.get("referral")
    return Wanted(
        id=parse_uuid(value.get("id"), "bad_id"),
        event=parse_uuid(value.get("event"), "bad_event"),
        asked=parse_text(value.get("asked"), "bad_asked") or "",
        tally=parse_uuid_or_none(value.get("tally"), "bad_tally"),
        topic=parse_code(value.get("topic"), "bad_topic"),
        owed=True if owed is None else parse_truth(owed, "bad_owed"),
        owed_by=parse_uuid_or_none(value.get("owed_by"), "bad_owed_by"),
        due_on=_day(value.get("due_on")),
        referral=None if referral is None else parse_word(Referral, referral, "bad_referral"),
        referral_to=parse_one_line(value.get("referral_to"), "bad_referral_to"),
        order_number=parse_one_line(value.get("order_number"), "bad_order_number"),
        contact=parse_one_line(value.get("contact"), "bad_contact"),
        at=parse_instant(value.get("at")),
        by=parse_uuid_or_none(value.get("by"), "bad_by"),
    )


def _day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Invalid(_("The day must look like 2025-03-04."), code="bad_due_on")
