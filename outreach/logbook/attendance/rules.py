"""Who was there, and when strangers may sign in: decisions on plain values."""

import hashlib
import hmac
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.orders.rules import DAY, HOUR, Limit
from outreach.periods import Period, instants
from outreach.web.answers import Answer, Said

LONGEST_COMPANY = 100
MOST_PEOPLE = 9999
#: A sheet holds no more companies than this: whoever floods it floods nothing else.
MOST_COMPANIES = 300
#: So many statements of one sender within a day: the whole staff at thirty events.
MOST_A_DAY = 3000
#: Those that were dropped leave room for others, but not without end.
MOST_NAMES = 1500

#: So long before the first and after the last of the event's days its sign-in page is open.
AROUND = timedelta(hours=2)
#: Of one address: all the companies in a hall may stand behind one.
OF_ADDRESS = (Limit(60, HOUR), Limit(200, DAY))
#: Of all addresses together.
OF_ALL = (Limit(600, HOUR), Limit(3000, DAY))
REMEMBERED = DAY
_SIGNATURE_BYTES = 16

#: What is said of a statement that is not refused.
SENTENCES: dict[Answer, Any] = {
    Answer.RECORDED: _("Saved."),
    Answer.ALREADY_THERE: _("This was saved before. It counts once."),
    Answer.DIFFERS: _("This was saved before with other content. The saved one stands."),
}


class CompanyState(StrEnum):
    """How far a company's name is."""

    WAITING = "waiting"  # signed in by itself; nobody has looked at it yet
    ACCEPTED = "accepted"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Statement:
    """Somebody says that a person of ours was at an event, or was not.

    `at` is an aware instant, or None for "just now": then it is the instant of receipt, and no part of the content.
    """

    id: uuid.UUID
    event: uuid.UUID
    of: uuid.UUID
    there: bool
    at: datetime | None


@dataclass
class Known:
    """What is known about the statements of one batch; `statements` grows as the batch is read.

    `room` is how many more the sender may make today.
    """

    events: frozenset[uuid.UUID]
    people: frozenset[uuid.UUID]
    statements: dict[uuid.UUID, Statement] = field(default_factory=dict)
    room: int = MOST_A_DAY


class Stated(Protocol):
    """A stored statement."""

    @property
    def person_id(self) -> uuid.UUID:
        """Of whom."""

    @property
    def at(self) -> datetime:
        """When it was said, by the device."""

    @property
    def received_at(self) -> datetime:
        """When it came."""


Row = TypeVar("Row", bound=Stated)


def judge(statement: Statement, known: Known) -> Said:
    """What is said of `statement`; a recorded one is known from then on."""
    stored = known.statements.get(statement.id)
    if stored is not None:
        answer = Answer.ALREADY_THERE if _is_same(statement, stored) else Answer.DIFFERS
        return Said(answer, answer.value, SENTENCES[answer])
    if statement.event not in known.events:
        return Said(Answer.REFUSED, "unknown_event", _("There is no such event here."))
    if statement.of not in known.people:
        return Said(Answer.REFUSED, "unknown_person", _("There is no such person here."))
    if known.room <= 0:
        message = _("You have said it of %(most)d people within a day. Send it again tomorrow.", most=MOST_A_DAY)
        return Said(Answer.REFUSED, "too_many_statements", message)
    known.room -= 1
    known.statements[statement.id] = statement
    return Said(Answer.RECORDED, "recorded", SENTENCES[Answer.RECORDED])


def last_said(rows: Iterable[Row]) -> dict[uuid.UUID, Row]:
    """Of each person what was said last: by the device's time, and of one instant what came last."""
    return {row.person_id: row for row in sorted(rows, key=lambda row: (row.at, row.received_at))}


def counts_twice(nets: Mapping[str | None, int]) -> tuple[int, int] | None:
    """People counted without a group and by groups, where both were counted; `nets` by the group's code."""
    bare = nets.get(None, 0)
    grouped = sum(quantity for code, quantity in nets.items() if code is not None)
    return (bare, grouped) if bare > 0 and grouped > 0 else None


def open_span(days: Period) -> tuple[datetime, datetime]:
    """The instants from and until which the sign-in page of an event on those days is open."""
    first, last = instants(days)
    return first - AROUND, last + AROUND


def company_key(name: str) -> str:
    """The name as it is compared: without blanks, brackets' width and case."""
    return "".join(name.split()).casefold().translate(str.maketrans("（）", "()"))


def same_names(names: Sequence[str]) -> set[str]:
    """The keys of the names that stand there twice."""
    keys = [company_key(name) for name in names]
    return {key for key in keys if keys.count(key) > 1}


def check_people(people: int | None) -> None:
    """Refuse a number of people that no company sends."""
    if people is not None and not 0 < people <= MOST_PEOPLE:
        message = _("This must be a number from %(least)d to %(most)d.", least=1, most=MOST_PEOPLE)
        raise Invalid(message, field="people", code="bad_people")


def is_full(names: Mapping[CompanyState, int]) -> bool:
    """Whether a list with so many names of each state takes no more from strangers."""
    standing = sum(count for state, count in names.items() if state is not CompanyState.DROPPED)
    return standing >= MOST_COMPANIES or sum(names.values()) >= MOST_NAMES


def signature(sheet_id: uuid.UUID, key: str) -> bytes:
    """What makes the address of a sheet one that nobody can guess."""
    return hmac.new(key.encode(), b"sign-in-sheet" + sheet_id.bytes, hashlib.sha256).digest()[:_SIGNATURE_BYTES]


def _is_same(sent: Statement, stored: Statement) -> bool:
    same = (sent.event, sent.of, sent.there) == (stored.event, stored.of, stored.there)
    return same and (sent.at is None or sent.at == stored.at)
