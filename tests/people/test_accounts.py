"""Accounts, teams and the founding, on both databases."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from outreach import clock
from outreach.audit.actions import Machine
from outreach.audit.models import AuditEntry, Change
from outreach.db import db, transaction
from outreach.errors import Conflict, Invalid, NotFound
from outreach.people import actions
from outreach.people.access import is_of_team, may_plan_for
from outreach.people.actions.accounts import disable_those_over
from outreach.people.models import BearerToken, FeedToken, Person
from outreach.people.queries import active_people, nobody_yet, people_matching, person_by_username, teams, the_bureau
from outreach.people.rules import Capacity, CapacitySpan, Role, Scope, TeamSpan
from tests.making import NOW, make_person, make_team

DAY = date(2025, 3, 4)
FOUNDED = {"name": "示例县人社局", "admin_name": "王敏", "username": "Admin", "password": "Kmpd-4827", "now": NOW}


def acts() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.at, AuditEntry.id)))


def test_a_bureau_begins_with_its_admin_and_four_teams(app_context: Flask) -> None:
    assert nobody_yet()
    with transaction():
        admin = actions.found_bureau(**FOUNDED)
    assert (admin.username, admin.role, nobody_yet()) == ("admin", Role.ADMIN, False)
    bureau = the_bureau()
    assert bureau is not None
    assert bureau.name == "示例县人社局"
    assert [(team.code, team.mark, team.palette) for team in teams()] == [
        ("employment", "就", 1),
        ("pension", "养", 2),
        ("work_injury", "伤", 3),
        ("labor_relations", "劳", 4),
    ]
    with pytest.raises(Conflict), transaction():
        actions.found_bureau(**FOUNDED | {"username": "other"})


def test_features_add_their_lists_to_a_new_bureau(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[str] = []
    monkeypatch.setitem(app_context.extensions, "outreach.founding", [lambda *, now, by: met.append(by.name)])
    with transaction():
        actions.found_bureau(**FOUNDED)
    assert met == ["王敏"]


def test_a_set_up_link_opens_once_within_half_an_hour(app_context: Flask) -> None:
    with transaction():
        token = actions.make_set_up_link(now=NOW)
    assert actions.open_set_up_link(token, NOW + timedelta(minutes=29)).used_at is None
    for asked, at in (("guess", NOW), (token, NOW + timedelta(minutes=30))):
        with pytest.raises(NotFound):
            actions.open_set_up_link(asked, at)
    with transaction():
        actions.found_bureau(**FOUNDED, link=actions.open_set_up_link(token, NOW))
    with pytest.raises(NotFound):
        actions.open_set_up_link(token, NOW)
    with pytest.raises(Conflict), transaction():
        actions.make_set_up_link(now=NOW)


@pytest.mark.parametrize("username", ["", "a", "li na", "李娜", "Li.Na", "-li", "x" * 61])
def test_a_malformed_or_taken_user_name_is_refused(app_context: Flask, username: str) -> None:
    make_person(username="li.na")
    with pytest.raises(Invalid) as refusal, transaction():
        actions.add_person(username=username, name="李娜", role=Role.STAFF, by=Machine(), now=NOW)
    assert refusal.value.field == "username"


def test_the_last_active_admin_stays(app_context: Flask) -> None:
    admin, gone = make_person(Role.ADMIN), make_person(Role.ADMIN, disabled_at=NOW)
    with pytest.raises(Conflict), transaction():
        actions.disable_person(person=admin, by=admin, now=NOW)
    with pytest.raises(Conflict), transaction():
        actions.change_person(
            person=admin, username=admin.username, name=admin.name, role=Role.STAFF, by=admin, now=NOW
        )
    with transaction():
        actions.enable_person(person=gone, by=admin, now=NOW)
        actions.disable_person(person=admin, by=gone, now=NOW)
    assert not admin.is_active


def test_nobody_disables_or_resets_oneself(app_context: Flask) -> None:
    admin, _other = make_person(Role.ADMIN), make_person(Role.ADMIN)
    with pytest.raises(Conflict), transaction():
        actions.disable_person(person=admin, by=admin, now=NOW)
    with pytest.raises(Conflict), transaction():
        actions.reset_password(person=admin, password_hash="scrypt:of a temporary one", by=admin, now=NOW)
    assert (admin.is_active, admin.must_change_password) == (True, False)


def test_a_reset_password_ends_tokens_and_the_calendar_link(app_context: Flask) -> None:
    admin, person = make_person(Role.ADMIN), make_person()
    with transaction():
        actions.make_token(person=person, scope=Scope.LOG, label="phone", by=person, now=NOW)
        db.session.add(FeedToken(person=person, made_at=NOW))
    with transaction():
        actions.reset_password(person=person, password_hash="scrypt:of a temporary one", by=admin, now=NOW)
    assert db.session.scalars(select(BearerToken)).one().revoked_at == NOW
    assert db.session.scalars(select(FeedToken)).one().revoked_at == NOW
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "person.password_reset")).one()
    assert told.facts["tokens_ended"] == 2


def test_the_audit_tells_both_roles_and_every_change_of_teams_and_offices(app_context: Flask) -> None:
    team, admin, person = make_team(), make_person(Role.ADMIN), make_person(Role.STAFF)
    with transaction():
        actions.change_person(
            person=person, username=person.username, name=person.name, role=Role.LEAD, by=admin, now=NOW
        )
        actions.set_memberships(person=person, spans=[TeamSpan(team.id, DAY)], by=admin, now=NOW)
        actions.set_capacities(person=person, spans=[CapacitySpan(Capacity.ARBITRATOR, DAY)], by=admin, now=NOW)
    told = {entry.act: entry.facts for entry in db.session.scalars(select(AuditEntry))}
    assert told["person.changed"]["before"] == {"role": "staff"}
    assert told["person.changed"]["after"] == {"role": "lead"}
    assert team.name in told["person.teams_changed"]["after"]
    assert told["person.offices_changed"]["before"] is None


def test_a_guests_account_opens_on_its_last_day_and_is_disabled_after_it(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, last = make_person(Role.ADMIN), DAY + timedelta(days=20)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with transaction():
        guest = actions.add_person(
            username="guest", name="考核人员", role=Role.VIEWER, open_until=last, by=admin, now=NOW
        )
        actions.make_token(person=guest, scope=Scope.READ, label="report", by=guest, now=NOW)
    for days, is_open in ((20, True), (21, False)):
        monkeypatch.setattr(clock, "now", lambda days=days: NOW + timedelta(days=days))
        assert guest.is_active == is_open
        with transaction():
            disable_those_over(clock.now())
        assert (guest.disabled_at is None) == is_open
    assert db.session.scalars(select(BearerToken)).one().revoked_at == clock.now()
    with pytest.raises(Invalid) as refused, transaction():
        actions.enable_person(person=guest, by=admin, now=clock.now())
    assert refused.value.code == "over"
    later = DAY + timedelta(days=40)
    with transaction():
        actions.change_person(
            person=guest,
            username="guest",
            name="考核人员",
            role=Role.VIEWER,
            open_until=later,
            by=admin,
            now=clock.now(),
        )
        actions.enable_person(person=guest, by=admin, now=clock.now())
    assert guest.is_active
    told = db.session.scalars(select(Change).where(Change.field == "open_until")).one()
    assert (told.old, told.new) == ("2025-03-24", "2025-04-13")


@pytest.mark.parametrize(("role", "days", "code"), [(Role.VIEWER, -1, "over"), (Role.ADMIN, 9, "admin_until")])
def test_a_last_day_is_no_past_one_and_none_of_an_administrators(
    app_context: Flask, role: Role, days: int, code: str
) -> None:
    until = DAY + timedelta(days=days)
    with pytest.raises(Invalid) as refused, transaction():
        actions.add_person(username="guest", name="考核人员", role=role, open_until=until, by=Machine(), now=NOW)
    assert (refused.value.field, refused.value.code) == ("open_until", code)


def test_disabling_ends_sessions_and_tokens_for_good(app_context: Flask) -> None:
    admin, person = make_person(Role.ADMIN), make_person()
    with transaction():
        actions.make_token(person=person, scope=Scope.LOG, label="phone", by=person, now=NOW)
    number = person.session_number
    with transaction():
        actions.disable_person(person=person, by=admin, now=NOW)
        actions.enable_person(person=person, by=admin, now=NOW)
    assert person.session_number != number
    assert db.session.scalars(select(BearerToken)).one().revoked_at == NOW
    assert acts() == ["token.made", "person.disabled", "person.enabled"]


def test_a_reset_password_must_be_changed_and_ends_sessions(app_context: Flask) -> None:
    person = make_person(has_demo_password=True)
    number = person.session_number
    with transaction():
        actions.reset_password(person=person, password_hash="scrypt:of a temporary one", by=Machine(), now=NOW)
    assert person.must_change_password
    assert person.session_number != number
    with transaction():
        actions.change_own_password(person=person, password_hash="scrypt:of an own one", now=NOW)
    assert not person.must_change_password
    assert not person.has_demo_password


def test_the_team_of_a_day_follows_the_dates(app_context: Flask) -> None:
    employment, pension = make_team(), make_team("pension")
    lead, clerk = make_person(Role.LEAD), make_person(Role.CLERK)
    moved_on = date(2025, 7, 1)
    with transaction():
        spans = [TeamSpan(employment.id, date(2024, 1, 1), date(2025, 6, 30)), TeamSpan(pension.id, moved_on)]
        actions.set_memberships(person=lead, spans=spans, by=clerk, now=NOW)
    assert is_of_team(lead, employment.id, DAY)
    assert may_plan_for(lead, employment.id, date(2025, 6, 30))
    assert not may_plan_for(lead, employment.id, moved_on)
    assert may_plan_for(lead, pension.id, moved_on)
    assert may_plan_for(clerk, pension.id, DAY)
    assert not may_plan_for(make_person(Role.STAFF, team=employment), employment.id, DAY)
    assert [person.id for person in active_people(team_id=pension.id, on=moved_on)] == [lead.id]
    assert active_people(team_id=pension.id, on=DAY) == []


def test_a_line_of_a_membership_can_get_an_end_and_a_follower(app_context: Flask) -> None:
    team, admin, person = make_team(), make_person(Role.ADMIN), make_person()
    first = TeamSpan(team.id, date(2024, 1, 1))
    ended, again = TeamSpan(team.id, date(2024, 1, 1), date(2024, 6, 30)), TeamSpan(team.id, date(2025, 1, 1))
    for spans in ([first], [ended, again], [ended, again], [again]):
        with transaction():
            actions.set_memberships(person=person, spans=spans, by=admin, now=NOW)
    assert [(each.first_day, each.last_day) for each in person.memberships] == [(date(2025, 1, 1), None)]
    history = db.session.scalars(select(Change).order_by(Change.id)).all()
    assert [change.field for change in history] == ["teams"] * 3
    with pytest.raises(Invalid), transaction():
        actions.set_memberships(person=person, spans=[first, again], by=admin, now=NOW)
    with pytest.raises(Invalid), transaction():
        actions.set_memberships(person=person, spans=[TeamSpan(team.id, DAY, date(2025, 3, 3))], by=admin, now=NOW)


def test_an_office_is_held_from_to(app_context: Flask) -> None:
    admin, person = make_person(Role.ADMIN), make_person()
    with transaction():
        span = CapacitySpan(Capacity.ARBITRATOR, DAY, date(2026, 3, 3))
        actions.set_capacities(person=person, spans=[span], by=admin, now=NOW)
    assert [(each.capacity, each.last_day) for each in person.capacities] == [(Capacity.ARBITRATOR, date(2026, 3, 3))]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "Work Injury"}, "code"),
        ({"code": "employment"}, "code"),
        ({"mark": "就"}, "mark"),
        ({"mark": ""}, "mark"),
        ({"palette": 9}, "palette"),
        ({"name": ""}, "name"),
        ({"first_day": DAY, "last_day": date(2025, 3, 3)}, "last_day"),
    ],
)
def test_a_team_that_could_not_be_told_apart_is_refused(
    app_context: Flask, changes: dict[str, object], field: str
) -> None:
    make_team()
    facts = {
        "code": "wages",
        "name": "农民工工资",
        "name_en": None,
        "mark": "薪",
        "palette": 5,
        "position": 5,
    } | changes
    code = str(facts.pop("code"))
    with pytest.raises(Invalid) as refusal, transaction():
        actions.add_team(code=code, facts=actions.TeamFacts(**facts), by=Machine(), now=NOW)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_people_are_found_by_words_role_and_team(app_context: Flask) -> None:
    team = make_team()
    first = make_person(Role.LEAD, team=team, name="李娜", username="li.na")
    make_person(Role.STAFF, name="王_敏", disabled_at=NOW)

    def found(**asked: object) -> list[Person]:
        return list(db.session.scalars(people_matching(on=DAY, **asked)))  # type: ignore[arg-type]

    assert found(words="LI.") == [first]
    assert found(words="李") == [first]
    assert found(words="%") == []
    assert found(role=Role.LEAD, team_id=team.id, active=True) == [first]
    assert [person.name for person in found(active=False)] == ["王_敏"]
    assert person_by_username(" LI.NA ") is first
