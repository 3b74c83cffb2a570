"""Pairing a phone, on both databases: the link that opens once, and the key that it gives."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, NotFound, TooMany
from outreach.people.actions import change_own_password, disable_person, enable_person, reset_password
from outreach.people.actions.feed_links import renew_feed_token
from outreach.people.actions.phones import (
    LASTS,
    LINK_LIVES,
    MOST_LINKS,
    MOST_PHONES,
    end_pairing,
    end_what_a_phone_opens,
    make_pairing_link,
    needs_renewal,
    open_link,
    pair_phone,
    renew,
)
from outreach.people.actions.tokens import hash_token, make_token, works
from outreach.people.devices import device_name, is_wechat
from outreach.people.models import BearerToken, PairedPhone, PairingLink, Person
from outreach.people.phone_queries import phone_by_hash, phones_of
from outreach.people.queries import tokens_of
from outreach.people.rules import Role, Scope
from tests.making import NOW, make_person, make_team

CHROME = (
    "Mozilla/5.0 (Linux; Android 11; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.91 Mobile Safari/537.36"
)
DAY = timedelta(days=1)


@pytest.fixture
def worker(app_context: Flask) -> Person:
    return make_person(team=make_team("employment"))


@pytest.fixture
def lead(app_context: Flask) -> Person:
    return make_person(Role.LEAD, team=make_team("employment"))


def link_for(person: Person, by: Person, at: timedelta = timedelta(0)) -> str:
    with transaction():
        return make_pairing_link(person=person, by=by, now=NOW + at)


def paired(token: str, at: timedelta = timedelta(0), instead_of: PairedPhone | None = None) -> tuple[PairedPhone, str]:
    with transaction():
        return pair_phone(token=token, agent=CHROME, address="10.1.1.7", now=NOW + at, instead_of=instead_of)


def test_a_scanned_link_gives_a_key_that_logs_for_ninety_days(worker: Person, lead: Person) -> None:
    phone, secret = paired(link_for(worker, lead))
    assert (phone.token.person_id, phone.paired_by_id) == (worker.id, lead.id)
    assert (phone.token.scope, phone.token.label) == (Scope.LOG, "Android · Chrome")
    assert phone.token.expires_at == NOW + LASTS
    assert phone_by_hash(hash_token(secret)) is phone
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert "phone.paired" in acts


def test_neither_the_link_nor_the_key_stands_in_the_database(worker: Person, lead: Person) -> None:
    token = link_for(worker, lead)
    _phone, secret = paired(token)
    stored = [*db.session.scalars(select(PairingLink.token_hash)), *db.session.scalars(select(BearerToken.token_hash))]
    assert token not in stored and secret not in stored
    audited = str([entry.facts for entry in db.session.scalars(select(AuditEntry))])
    assert token not in audited and secret not in audited


def test_a_link_opens_once(worker: Person, lead: Person) -> None:
    token = link_for(worker, lead)
    paired(token)
    with pytest.raises(NotFound):
        paired(token)


def test_a_link_ends_after_ten_minutes(worker: Person, lead: Person) -> None:
    token = link_for(worker, lead)
    assert open_link(token, NOW + LINK_LIVES - timedelta(seconds=1)).person is worker
    with pytest.raises(NotFound):
        open_link(token, NOW + LINK_LIVES)


def test_a_new_picture_ends_the_one_before(worker: Person, lead: Person) -> None:
    first, second = link_for(worker, lead), link_for(worker, worker)
    with pytest.raises(NotFound):
        open_link(first, NOW)
    assert open_link(second, NOW)


def test_a_link_does_not_open_for_a_closed_account(worker: Person, lead: Person) -> None:
    token = link_for(worker, lead)
    with transaction():
        disable_person(person=worker, by=make_admin(), now=NOW)
    with pytest.raises(NotFound):
        open_link(token, NOW)


@pytest.mark.parametrize("closing", ["disabled", "reset", "changed"])
@pytest.mark.parametrize("whose", ["of the worker", "shown by the lead"])
def test_a_link_ends_with_the_accounts_that_others_may_have_held(
    worker: Person, lead: Person, closing: str, whose: str
) -> None:
    token, admin = link_for(worker, lead), make_admin()
    person = worker if whose == "of the worker" else lead
    with transaction():
        if closing == "disabled":
            disable_person(person=person, by=admin, now=NOW)
            enable_person(person=person, by=admin, now=NOW)
        elif closing == "reset":
            reset_password(person=person, password_hash="x", by=admin, now=NOW)
        else:
            change_own_password(person=person, password_hash="x", now=NOW)
    with pytest.raises(NotFound):
        paired(token)


def make_admin() -> Person:
    return make_person(Role.ADMIN)


@pytest.mark.parametrize(
    ("role", "own_team", "of", "may"),
    [
        (Role.LEAD, True, Role.STAFF, True),
        (Role.LEAD, False, Role.STAFF, False),
        (Role.LEAD, True, Role.ADMIN, False),
        (Role.LEAD, True, Role.CLERK, False),
        (Role.STAFF, True, Role.STAFF, False),
        (Role.CLERK, False, Role.STAFF, True),
        (Role.ADMIN, False, Role.LEAD, True),
        (Role.CLERK, False, Role.VIEWER, None),
    ],
)
def test_who_pairs_whose_phone(app_context: Flask, role: Role, own_team: bool, of: Role, may: bool | None) -> None:
    person = make_person(of, team=make_team("employment"))
    by = make_person(role, team=make_team("employment" if own_team else "pension"))
    if may:
        assert link_for(person, by)
    else:
        with pytest.raises(Conflict if may is None else Forbidden):
            link_for(person, by)


def test_everybody_pairs_the_own_phone(worker: Person) -> None:
    assert paired(link_for(worker, worker))[0].paired_by is worker


def test_so_many_links_an_hour(worker: Person, lead: Person) -> None:
    for number in range(MOST_LINKS):
        link_for(worker, lead, timedelta(seconds=number))
    with pytest.raises(TooMany):
        link_for(worker, lead, timedelta(minutes=10))
    assert link_for(worker, lead, timedelta(minutes=61))


def test_so_many_phones_of_one_person(worker: Person, lead: Person) -> None:
    for _number in range(MOST_PHONES):
        paired(link_for(worker, lead))
    with pytest.raises(Conflict):
        paired(link_for(worker, lead))


def test_phones_and_tokens_of_programs_have_lists_of_their_own(worker: Person, lead: Person) -> None:
    phone, _secret = paired(link_for(worker, lead))
    assert list(phones_of([worker.id], NOW)) == [phone]
    assert not tokens_of(worker)
    assert not phones_of([worker.id], NOW + LASTS)


def test_a_phone_paired_anew_gives_its_old_key_back(worker: Person, lead: Person) -> None:
    colleague = make_person(team=make_team("employment"))
    old, _secret = paired(link_for(worker, lead))
    new, _secret = paired(link_for(colleague, lead), instead_of=old)
    assert old.token.revoked_at == NOW
    assert works(new.token, Scope.LOG, NOW)


def test_use_lets_the_ninety_days_begin_anew_at_most_once_a_day(worker: Person, lead: Person) -> None:
    phone, _secret = paired(link_for(worker, lead))
    assert needs_renewal(phone, NOW)
    with transaction():
        renew(phone, now=NOW)
    assert not needs_renewal(phone, NOW + DAY - timedelta(seconds=1))
    assert needs_renewal(phone, NOW + DAY)
    with transaction():
        renew(phone, now=NOW + 80 * DAY)
    assert works(phone.token, Scope.LOG, NOW + 160 * DAY)
    assert not works(phone.token, Scope.LOG, NOW + 170 * DAY)


def test_a_closed_account_and_a_reset_password_end_the_phone(worker: Person, lead: Person) -> None:
    colleague, admin = make_person(team=make_team("employment")), make_admin()
    phones = [paired(link_for(person, lead))[0] for person in (worker, colleague)]
    with transaction():
        disable_person(person=worker, by=admin, now=NOW)
        reset_password(person=colleague, password_hash="x", by=admin, now=NOW)
    db.session.expire_all()
    assert [works(phone.token, Scope.LOG, NOW) for phone in phones] == [False, False]


def test_a_lead_ends_a_phone_of_the_own_team_only(worker: Person, lead: Person) -> None:
    phone, _secret = paired(link_for(worker, lead))
    with pytest.raises(Forbidden), transaction():
        end_pairing(phone=phone, by=make_person(Role.LEAD, team=make_team("pension")), now=NOW)
    with transaction():
        end_pairing(phone=phone, by=lead, now=NOW)
    assert not works(phone.token, Scope.LOG, NOW)
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.subject_id == phone.token_id)).all()
    assert "phone.ended" in acts and "token.revoked" not in acts


def test_a_lost_phone_ends_what_is_paired_and_signed_in_and_leaves_the_rest(worker: Person, lead: Person) -> None:
    phones = [paired(link_for(worker, lead))[0] for _phone in range(2)]
    other, shown = paired(link_for(lead, lead))[0], link_for(worker, lead, at=DAY)
    with transaction():
        token, _secret = make_token(person=worker, scope=Scope.LOG, label="x", by=worker, now=NOW)
        link, admin, number = renew_feed_token(worker, by=worker, now=NOW), make_admin(), worker.session_number
        assert end_what_a_phone_opens(person=worker, by=admin, now=NOW + DAY) == 2
    assert [works(each.token, Scope.LOG, NOW + DAY) for each in (*phones, other)] == [False, False, True]
    assert worker.session_number == number + 1
    assert works(token, Scope.LOG, NOW + DAY) and link.revoked_at is None
    with pytest.raises(NotFound):
        open_link(shown, NOW + DAY)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Android · Chrome"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 16_5) Version/16.5 Mobile/15E148 Safari/604.1", "iPhone · Safari"),
        (
            "Mozilla/5.0 (Linux; Android 10; HarmonyOS; NOH) Chrome/92 HuaweiBrowser/12 Mobile Safari",
            "HarmonyOS · Huawei",
        ),
        (
            "Mozilla/5.0 (Linux; Android 12) Chrome/107 XWEB/5023 MicroMessenger/8.0.35 Mobile Safari",
            "Android · WeChat",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120", "Windows · Edge"),
        ("", "? · ?"),
        ("curl/8", "? · ?"),
    ],
)
def test_a_phone_is_named_by_what_its_browser_says(agent: str, name: str) -> None:
    assert device_name(agent) == name
    assert is_wechat(agent) == ("WeChat" in name)
