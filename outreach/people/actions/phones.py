"""Phones that log without signing in: paired by a link that is scanned once, kept while used, ended at a touch.

A phone's key is a bearer token of the scope `log`, so whatever ends tokens (a closed account, a password that the
administrator resets) ends the phone at once.
"""

import secrets
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select, update

from outreach import clock
from outreach.audit.actions import Actor, Machine, record_act
from outreach.audit.queries import refused_since
from outreach.audit.rules import Outcome
from outreach.db import db
from outreach.errors import Conflict, Forbidden, NotFound, TooMany
from outreach.people.actions.browsers import sign_out_everywhere
from outreach.people.actions.tokens import end_pairing_links, hash_token, make_token, revoke_token
from outreach.people.devices import device_name
from outreach.people.models import PairedPhone, PairingLink, Person
from outreach.people.phone_queries import pairing_link, phones_of
from outreach.people.rules import EVERY_TEAM, PAIRED_BY_LEADS, Role, Scope
from outreach.web.access import Permission

LINK_LIVES = timedelta(minutes=10)
LASTS = timedelta(days=90)
#: A phone in use is noted, and its 90 days begin anew, at most once a day: nobody's hours can be read from it.
RENEWED_EVERY = timedelta(days=1)
#: So many pictures one person shows within an hour: a whole bureau on one morning, no more.
MOST_LINKS = 120
MOST_PHONES = 10
_KEPT = timedelta(days=1)


def make_pairing_link(*, person: Person, by: Person, now: datetime) -> str:
    """The token of a link that pairs one phone with `person` within ten minutes; an earlier one of theirs ends.

    Raises Forbidden for somebody else's people, Conflict for an account that does not log, TooMany.
    """
    check_may_pair(person=person, by=by, now=now)
    if not person.is_active or not person.may(Permission.LOG):
        raise Conflict(_("This account does not log, so no phone is paired with it."), code="does_not_log")
    _check_rate(by, now)
    db.session.execute(delete(PairingLink).where(PairingLink.expires_at < now - _KEPT))
    still_open = (PairingLink.person_id == person.id, PairingLink.used_at.is_(None), PairingLink.expires_at > now)
    db.session.execute(update(PairingLink).where(*still_open).values(expires_at=now))
    token = secrets.token_urlsafe(24)
    link = PairingLink(
        token_hash=hash_token(token), person=person, made_by=by, made_at=now, expires_at=now + LINK_LIVES
    )
    db.session.add(link)
    db.session.flush()
    return token


def pair_phone(
    *, token: str, agent: str, address: str, now: datetime, instead_of: PairedPhone | None = None
) -> tuple[PairedPhone, str]:
    """The phone that the link makes its person's, and the secret for the phone's cookie; the link is used up.

    `agent` is what the browser calls itself; `instead_of` the pairing that this phone had, which ends. Raises NotFound
    for a link that does not open, Conflict as `make_token` does.
    """
    link = _used_up(token, now)
    if instead_of is not None:
        revoke_token(token=instead_of.token, by=instead_of.token.person, now=now)
    if len(phones_of([link.person_id], now)) >= MOST_PHONES:
        message = _("There are already %(most)d phones. End one that is not used.", most=MOST_PHONES)
        raise Conflict(message, code="many")
    bearer, secret = make_token(
        person=link.person,
        scope=Scope.LOG,
        label=device_name(agent),
        expires_at=now + LASTS,
        by=link.person,
        now=now,
    )
    phone = PairedPhone(token=bearer, paired_by=link.made_by)
    db.session.add(phone)
    db.session.flush()
    person, shown_by = link.person, link.made_by.name
    record_act(
        "phone.paired",
        by=person,
        now=now,
        subject=bearer,
        address=address,
        person=person.name,
        label=bearer.label,
        shown_by=shown_by,
    )
    return phone, secret


def end_pairing(*, phone: PairedPhone, by: Person, now: datetime) -> None:
    """Shut the phone out at once; raises Forbidden for somebody else's people."""
    check_may_pair(person=phone.token.person, by=by, now=now)
    revoke_token(token=phone.token, by=by, now=now, act="phone.ended")


def end_what_a_phone_opens(*, person: Person, by: Actor, now: datetime) -> int:
    """Shut out whoever has the phone that the person lost: all paired phones, all sessions, all links that pair.

    Which of them the lost one is nobody can tell from here. The password, the tokens for programs and the calendar
    link stay. Gives how many phones were paired.
    """
    phones = phones_of([person.id], now)
    for phone in phones:
        revoke_token(token=phone.token, by=by, now=now, act="phone.ended")
    end_pairing_links(person=person, now=now)
    sign_out_everywhere(person=person, by=by, now=now)
    record_act("person.phone_lost", by=by, now=now, subject=person, name=person.name, phones_ended=len(phones))
    return len(phones)


def renew(phone: PairedPhone, *, now: datetime) -> None:
    """Note that the phone was used, and let its 90 days begin anew."""
    phone.token.last_used_at = now
    phone.token.expires_at = now + LASTS
    db.session.flush()


def needs_renewal(phone: PairedPhone, now: datetime) -> bool:
    """Whether the last note is a day old."""
    last = phone.token.last_used_at
    return last is None or now - last >= RENEWED_EVERY


def note_refused_link(*, address: str, now: datetime) -> None:
    """Leave an audit line about a link that opened nothing, at most one an hour for each address."""
    if not refused_since("phone.paired", address, now - timedelta(hours=1)):
        record_act("phone.paired", by=Machine(), now=now, outcome=Outcome.REFUSED, address=address)


def check_may_pair(*, person: Person, by: Person, now: datetime) -> None:
    """Raise Forbidden where `by` has no say over the phones of `person`."""
    if not _may_pair(by, person, clock.local_day(now)):
        message = _("Leads pair phones of their own team, the clerk everybody's, and each person the own.")
        raise Forbidden(message, code="other_team")


def open_link(token: str, now: datetime) -> PairingLink:
    """The link that `token` opens now; raises NotFound for an unknown, used or outlived one, or of a closed account."""
    link = pairing_link(hash_token(token))
    if link is None or link.used_at is not None or link.expires_at <= now or not link.person.is_active:
        message = _(
            "This link is used, older than ten minutes, or mistyped. Let the picture be shown anew and scan it."
        )
        raise NotFound(message, code="pairing_link" if link else "unknown_link")
    return link


def _may_pair(by: Person, person: Person, day: date) -> bool:
    """The own phone, everybody's for the office, and for leads those of the team's people on the local `day`."""
    if by.id == person.id or by.role in EVERY_TEAM:
        return True
    shares_team = bool(by.team_ids_on(day) & person.team_ids_on(day))
    return by.role is Role.LEAD and person.role in PAIRED_BY_LEADS and shares_team


def _used_up(token: str, now: datetime) -> PairingLink:
    """The link, used up: of two phones that send it at the same instant one has it."""
    link = open_link(token, now)
    unused = update(PairingLink).where(PairingLink.id == link.id, PairingLink.used_at.is_(None))
    if not db.session.scalars(unused.values(used_at=now).returning(PairingLink.id)).all():
        raise Conflict(_("Another phone has just used this link. Let the picture be shown anew."), code="used")
    return link


def _check_rate(by: Person, now: datetime) -> None:
    lately = (PairingLink.made_by_id == by.id, PairingLink.made_at > now - timedelta(hours=1))
    if (db.session.scalar(select(func.count()).where(*lately)) or 0) >= MOST_LINKS:
        raise TooMany(_("Too many pictures were shown within an hour. Wait a little."), retry_after=600)
