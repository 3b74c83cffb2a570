"""The batch that carries lines from a phone: from the text that was sent to the answers in JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid, Refusal, TooLarge
from outreach.logbook import actions
from outreach.logbook.reading import TwinKeys, parse_instant, parse_line, parse_uuid
from outreach.logbook.rules import Answer, Line, Said
from outreach.people.models import Person
from outreach.web.origin import parse_json

MOST_LINES = 500
_DIGITS_OF_A_QUANTITY = 20
_URGENCY = list(Answer)


@dataclass(frozen=True)
class SentLine:
    """One line of a batch: `key` under which it is answered, and the line or why it can't be read."""

    key: str
    read: Line | Invalid


def parse_batch(text: str) -> list[SentLine]:
    """The lines of a batch, in its order.

    Raises Refusal for a text that is no JSON (`not_json`) or no batch (`no_batch`), and TooLarge (`too_many_lines`). A
    line that can't be read is part of the result: it never sinks the others.
    """
    body = parse_json(text, object_pairs_hook=_object, parse_int=_integer)
    lines = body.get("tallies") if isinstance(body, Mapping) and not isinstance(body, TwinKeys) else None
    if not isinstance(lines, list):
        raise Refusal(_("What was sent is no batch: it must be an object with the list “tallies”."), code="no_batch")
    if len(lines) > MOST_LINES:
        message = _("A batch holds at most %(most)d lines. Send it in smaller parts.", most=MOST_LINES)
        raise TooLarge(message, code="too_many_lines", most=MOST_LINES)
    return [_sent_line(index, value) for index, value in enumerate(lines)]


def answer_batch(
    sent: Iterable[SentLine], *, sender: Person, now: datetime, clock_offset: int | None = None
) -> dict[str, dict[str, str]]:
    """Record what can be recorded, and answer each line under its key.

    Where an id stands twice in the batch, the answer that asks more of a person is the one that is given.
    """
    sent = list(sent)
    lines = [each.read for each in sent if isinstance(each.read, Line)]
    said = iter(actions.record_batch(lines, sender=sender, now=now, clock_offset=clock_offset))
    answers: dict[str, Said] = {}
    for each in sent:
        answer = next(said) if isinstance(each.read, Line) else _refused(each.read)
        earlier = answers.get(each.key)
        if earlier is None or _URGENCY.index(answer.answer) > _URGENCY.index(earlier.answer):
            answers[each.key] = answer
    return {
        key: {"answer": each.answer.value, "code": each.code, "message": str(each.message)}
        for key, each in answers.items()
    }


def clock_offset(device_time: str | None, now: datetime) -> int | None:
    """Seconds by which the device's clock is ahead; None where it does not say what time it has, or nonsense."""
    try:
        return None if device_time is None else round((parse_instant(device_time) - now).total_seconds())
    except Invalid:
        return None


def _sent_line(index: int, value: Any) -> SentLine:
    key = f"#{index}"
    try:
        if isinstance(value, Mapping):
            key = str(parse_uuid(value.get("id"), "bad_id"))
        return SentLine(key, parse_line(value))
    except Invalid as refusal:
        return SentLine(key, refusal)


def _refused(refusal: Invalid) -> Said:
    return Said(Answer.REFUSED, refusal.code, refusal.message)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    return value if len(value) == len(pairs) else TwinKeys(value)


def _integer(digits: str) -> int:
    """A number of thousands of digits is only too large; Python would refuse to read it, and with it the batch."""
    return int(digits[:_DIGITS_OF_A_QUANTITY])
