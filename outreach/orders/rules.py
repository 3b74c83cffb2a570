"""Codes, limits and ages of orders, on plain values."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

from outreach.sheets import parse_count
from outreach.workdays.rules import WorkCalendar

LONGEST_PEOPLE = 20
LONGEST_REASON = 300
#: Between the two numbers of a range; a single ~ before a number says about.
_TO = re.compile(r"(?<=.)(?:[-–—－~～]+|至|到)(?=.)", re.DOTALL)


def parse_people(text: str) -> int:
    """How many people that means: 40, 约40人, 四十, and of 40-50 the larger number, so that there is room for all.

    Raises Invalid for what counts nobody.
    """
    first, *rest = _TO.split(text.strip(), maxsplit=1)
    return max(parse_count(each).value for each in (first, *rest))


class State(StrEnum):
    """How far an order is."""

    OPEN = "open"
    ACCEPTED = "accepted"  # it became an event
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # by the company itself


class Shown(StrEnum):
    """How an order is listed: by its state, or as none at all."""

    OPEN = State.OPEN.value
    ACCEPTED = State.ACCEPTED.value
    DECLINED = State.DECLINED.value
    WITHDRAWN = State.WITHDRAWN.value
    UNREAL = "unreal"  # a script sent it, or nobody meant it


class Half(StrEnum):
    """The part of a day that is wished."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Knock(StrEnum):
    """What a stranger tried."""

    ORDER = "order"
    CODE = "code"  # a code that does not exist


@dataclass(frozen=True)
class Limit:
    """How many knocks of one kind are let through within a span."""

    most: int
    within: timedelta


#: Letters and digits that are not taken for one another when they are read out.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10  # 31 ** 10: at twenty wrong guesses an hour nobody finds one
MOST_WISHES = 3
AHEAD = timedelta(days=365)
#: How long a contact and a note stay after the order is over: after the event, the refusal or the withdrawal.
CONTACT_KEPT = timedelta(days=30)
#: How long they stay where nobody answers: after the last day that was wished, or the day it came where that is later.
UNANSWERED_KEPT = timedelta(days=60)
#: How long before that who answers is told.
TOLD_BEFORE = timedelta(days=14)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Of one address; a whole park may stand behind one.
OF_ADDRESS = {Knock.ORDER: (Limit(10, HOUR), Limit(30, DAY)), Knock.CODE: (Limit(20, HOUR), Limit(60, DAY))}
#: Of all addresses together: what the office can still decline in bulk. A few addresses must not stop all ordering.
OF_ALL = {Knock.ORDER: (Limit(300, HOUR), Limit(1000, DAY)), Knock.CODE: (Limit(600, HOUR), Limit(3000, DAY))}
REMEMBERED = DAY

_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,18}[0-9]")


def erased_unanswered(made_on: date, wished: Iterable[date]) -> date:
    """The day on which contact and note of an order go that nobody answers."""
    return max([made_on, *wished]) + UNANSWERED_KEPT


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))


def plain_code(typed: str) -> str | None:
    """The code that was typed, whatever its case, blanks and dashes; None for what can be none."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def shown_code(code: str) -> str:
    """The code as it is read out: AB3DE-FG7HK."""
    return f"{code[:5]}-{code[5:]}"


def code_hash(code: str) -> str:
    """What the table holds of a code: who reads the table cannot open a reply page."""
    return hashlib.sha256(code.encode()).hexdigest()


def address_hash(address: str, key: str) -> str:
    """What the table holds of an address; of IPv6 the network, since one line has as many addresses as it likes."""
    try:
        known = ip_address(address)
    except ValueError:
        known = None
    if isinstance(known, IPv6Address):
        address = known.exploded[:19]
    return hmac.new(key.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]


def wait_for(knocks: Sequence[datetime], limits: Sequence[Limit], now: datetime) -> timedelta | None:
    """How long somebody waits after those earlier `knocks`; None for one who may come in."""
    waits = []
    for limit in limits:
        recent = sorted(at for at in knocks if now - at < limit.within)
        if len(recent) >= limit.most:
            waits.append(recent[-limit.most] + limit.within - now)
    return max(waits, default=None)


def is_phone(text: str) -> bool:
    """Whether a text can be a telephone number."""
    return _PHONE.fullmatch(text) is not None


def masked(phone: str | None) -> str:
    """138****1234: what a list shows of a number."""
    if not phone:
        return ""
    digits = re.sub(r"\D", "", phone)
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 9 else f"****{digits[-2:]}"


def age(made_on: date, today: date, calendar: WorkCalendar) -> int:
    """For how many working days an order has waited: those after the day it came, today included."""
    days = (made_on + timedelta(days=number) for number in range(1, (today - made_on).days + 1))
    return sum(calendar.is_working(day) for day in days)
