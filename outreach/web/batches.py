"""A batch that a phone sends: from the text that came to one answer for each thing in it (docs/decisions/0018)."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from flask_babel import lazy_gettext as _

from outreach.errors import Conflict, Invalid, Refusal, TooLarge
from outreach.web.answers import Answer, Said
from outreach.web.origin import parse_json
from outreach.web.reading import TwinKeys, parse_instant, parse_uuid, parse_uuid_or_none

Thing = TypeVar("Thing")

MOST_LINES = 500
_DIGITS_OF_A_QUANTITY = 20
_URGENCY = list(Answer)


@dataclass(frozen=True)
class Sent(Generic[Thing]):
    """One thing of a batch: `key` under which it is answered, and what was read or why it can't be read."""

    key: str
    read: Thing | Invalid


@dataclass(frozen=True)
class Batch(Generic[Thing]):
    """What was sent, in its order; `person` is whose phone it says it is, None where it says nothing."""

    sent: tuple[Sent[Thing], ...]
    person: uuid.UUID | None = None

    @property
    def things(self) -> list[Thing]:
        """Those that can be read."""
        return [each.read for each in self.sent if not isinstance(each.read, Invalid)]

    def check_sender(self, person_id: uuid.UUID) -> None:
        """Refuse (`other_person`) the things of one person in the session of another: they stay on the phone."""
        if self.person is not None and self.person != person_id:
            message = _("Somebody else is signed in. What is on this phone waits until its person signs in again.")
            raise Conflict(message, code="other_person")

    def answers(self, said: Iterable[Said]) -> dict[str, dict[str, str]]:
        """The answers in JSON; `said` are those to `things`, in order.

        Where an id stands twice in the batch, the answer that asks more of a person is the one that is given.
        """
        told = iter(said)
        answers: dict[str, Said] = {}
        for each in self.sent:
            answer = refused(each.read) if isinstance(each.read, Invalid) else next(told)
            earlier = answers.get(each.key)
            if earlier is None or _URGENCY.index(answer.answer) > _URGENCY.index(earlier.answer):
                answers[each.key] = answer
        return {
            key: {"answer": each.answer.value, "code": each.code, "message": str(each.message)}
            for key, each in answers.items()
        }


def parse_batch(text: str, name: str, read: Callable[[Any], Thing]) -> Batch[Thing]:
    """The list `name` of a batch, each thing as `read` (which raises Invalid) takes it.

    Raises Refusal for a text that is no JSON (`not_json`) or no batch (`no_batch`), and TooLarge (`too_many_lines`). A
    thing that can't be read is part of the result: it never sinks the others.
    """
    body = parse_json(text, object_pairs_hook=_object, parse_int=_integer)
    things = body.get(name) if isinstance(body, Mapping) and not isinstance(body, TwinKeys) else None
    if not isinstance(things, list):
        message = _("What was sent is no batch: it must be an object with the list “%(name)s”.", name=name)
        raise Refusal(message, code="no_batch")
    if len(things) > MOST_LINES:
        message = _("A batch holds at most %(most)d lines. Send it in smaller parts.", most=MOST_LINES)
        raise TooLarge(message, code="too_many_lines", most=MOST_LINES)
    sent = tuple(_sent(index, value, read) for index, value in enumerate(things))
    return Batch(sent, _person(body.get("person")))


def clock_offset(device_time: str | None, now: datetime) -> int | None:
    """Seconds by which the device's clock is ahead; None where it does not say what time it has, or nonsense."""
    try:
        return None if device_time is None else round((parse_instant(device_time) - now).total_seconds())
    except Invalid:
        return None


def refused(refusal: Invalid) -> Said:
    """The answer that says why a thing is not taken."""
    return Said(Answer.REFUSED, refusal.code, refusal.message)


def _person(value: Any) -> uuid.UUID | None:
    try:
        return parse_uuid_or_none(value, "bad_person")
    except Invalid as refusal:
        raise Refusal(refusal.message, code="no_batch") from None


def _sent(index: int, value: Any, read: Callable[[Any], Thing]) -> Sent[Thing]:
    key = f"#{index}"
    try:
        if isinstance(value, Mapping):
            key = str(parse_uuid(value.get("id"), "bad_id"))
        return Sent(key, read(value))
    except Invalid as refusal:
        return Sent(key, refusal)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    return value if len(value) == len(pairs) else TwinKeys(value)


def _integer(digits: str) -> int:
    """A number of thousands of digits is only too large; Python would refuse to read it, and with it the batch."""
    return int(digits[:_DIGITS_OF_A_QUANTITY])
