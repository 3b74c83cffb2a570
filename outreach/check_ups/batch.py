"""The batch that carries what was found at check-ups from a phone (docs/decisions/0018 and 0059)."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.check_ups.actions import record_checks
from outreach.check_ups.judging import MOST_REPLACED, Wanted
from outreach.check_ups.rules import Found
from outreach.errors import Invalid
from outreach.people.models import Person
from outreach.web import batches
from outreach.web.batches import Batch
from outreach.web.reading import (
    parse_instant,
    parse_object,
    parse_one_line,
    parse_text,
    parse_uuid,
    parse_uuid_or_none,
    parse_word,
)


def parse_batch(text: str) -> Batch[Wanted]:
    """The answers of a batch, in its order; raises as `web.batches.parse_batch` does."""
    return batches.parse_batch(text, "checks", parse_check)


def answer_batch(batch: Batch[Wanted], *, sender: Person, now: datetime) -> dict[str, dict[str, str]]:
    """Record what can be recorded, and answer each under its key."""
    return batch.answers(record_checks(batch.things, sender=sender, now=now))


def parse_check(value: Any) -> Wanted:
    """The answer that `value` (an object of JSON) says; raises Invalid with a code of docs/api.md."""
    value = parse_object(value)
    return Wanted(
        id=parse_uuid(value.get("id"), "bad_id"),
        event=parse_uuid(value.get("event"), "bad_event"),
        point=parse_uuid(value.get("point"), "bad_point"),
        found=parse_word(Found, value.get("found"), "bad_found"),
        company=parse_uuid_or_none(value.get("company"), "bad_company"),
        company_name=parse_one_line(value.get("company_name"), "bad_company_name"),
        note=parse_text(value.get("note"), "bad_note"),
        replaces=frozenset(_replaced(value.get("replaces"))),
        at=parse_instant(value.get("at")),
        by=parse_uuid_or_none(value.get("by"), "bad_by"),
    )


def _replaced(value: Any) -> Iterable[uuid.UUID]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_REPLACED:
        raise Invalid(_("This is no list of earlier answers."), code="bad_replaces")
    return [parse_uuid(each, "bad_replaces") for each in value]
