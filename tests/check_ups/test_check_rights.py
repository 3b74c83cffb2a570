"""Who sees a check-up of a company: a table of what somebody has to do with it, and every place where it shows."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.check_ups import queries
from outreach.check_ups.merging import merge_company
from outreach.check_ups.models import CheckAnswer, CheckUp, CheckUpMerge
from outreach.check_ups.notices import actions as notices
from outreach.check_ups.notices.comparing import compared
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.phone import phone_facts
from outreach.check_ups.queries import Filters, page_of_check_ups
from outreach.check_ups.rights import is_own, may_see, seen_by, told_before
from outreach.check_ups.rules import Found
from outreach.check_ups.sheet import row_of
from outreach.db import db, new_id, transaction
from outreach.evidence.models import Evidence
from outreach.logbook.attendance.actions import state_presences
from outreach.logbook.attendance.models import Presence
from outreach.logbook.attendance.rules import Statement
from outreach.people.models import Membership, Person
from outreach.people.rules import Post, Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Assignment, Event, JoiningTeam
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.rules import Outcome
from outreach.schedule.rules import Answer, Track
from tests.check_ups.notices.visits import make_check_up as make_plain_check_up
from tests.check_ups.notices.visits import make_list
from tests.check_ups.sending import a_check, at, found_at, send_checks
from tests.evidence.pictures import picture
from tests.logbook.sending import phone_of, typed
from tests.logbook.test_carried import brought, file_of
from tests.logbook.test_presences import a_presence, send
from tests.making import (
    NOW,
    make_bureau,
    make_check_list,
    make_check_up,
    make_event,
    make_person,
    make_place,
    make_team,
    stored,
)
from tests.schedule.test_spot_batch import an_event, made
from tests.signing_in import sign_in

TODAY = date(2025, 3, 4)
Part = Callable[[CheckUp], Person]


def of_team(code: str, role: Role = Role.STAFF, **changes: Any) -> Part:
    return lambda _check_up: make_person(role, team=make_team(code), **changes)


def joining(check_up: CheckUp, role: Role = Role.STAFF) -> Person:
    stored(JoiningTeam(event_id=check_up.event_id, team_id=make_team("work_injury").id))
    return of_team("work_injury", role)(check_up)


def left_the_team(check_up: CheckUp) -> Person:
    person = make_person()
    span = {"first_day": date(2020, 1, 1), "last_day": date(2025, 3, 3)}
    stored(Membership(person_id=person.id, team_id=check_up.event.lead_team_id, **span))
    db.session.refresh(person)
    return person


def put_down(answer: Answer) -> Part:
    def part(check_up: CheckUp) -> Person:
        person = of_team("pension")(check_up)
        said = {} if answer is Answer.NONE else {"answered_at": NOW, "answer_reason": "请假"}
        stored(Assignment(event_id=check_up.event_id, person_id=person.id, answer=answer, **said))
        return person

    return part


def noted_by_the_lead(person: Person, check_up: CheckUp) -> Person:
    by = of_team("employment", Role.LEAD)(check_up)
    row = Presence(id=new_id(), event_id=check_up.event_id, person_id=person.id, there=True, by_id=by.id)
    row.at = row.received_at = NOW
    stored(row)
    return person


THE_LEAD, ONESELF = of_team("employment", Role.LEAD), None


def said_to_be(*said: tuple[bool, Part | None]) -> Part:
    """Said to have been there, or not, one after the other, each by whom."""

    def part(check_up: CheckUp) -> Person:
        person = of_team("pension")(check_up)
        for number, (there, by) in enumerate(said):
            speaker = person if by is ONESELF else by(check_up)
            row = Presence(id=new_id(), event_id=check_up.event_id, person_id=person.id, there=there, by_id=speaker.id)
            row.at = row.received_at = NOW + timedelta(minutes=number)
            stored(row)
        return person

    return part


def answered(check_up: CheckUp, *, for_other: bool = False) -> Person:
    person, point = of_team("pension")(check_up), make_check_list("名册").points[0]
    answer = CheckAnswer(id=new_id(), check_up_id=check_up.id, point_id=point.id, found=Found.RISK, at=NOW)
    answer.received_at, answer.sent_by_id, answer.content_hash = NOW, person.id, "0" * 64
    answer.by_id = make_person().id if for_other else person.id
    stored(answer)
    return person


def answered_what_was_merged(check_up: CheckUp) -> Person:
    other = make_place(PlaceKind.ENTERPRISE)
    person = answered(make_check_up(check_up.event, other))
    with transaction():
        merge_company(other, db.session.get_one(Place, check_up.place_id), by=make_person(Role.CLERK), now=NOW)
    return db.session.get_one(Person, person.id)


def began(check_up: CheckUp) -> Person:
    check_up.made_by_id = of_team("pension")(check_up).id
    return db.session.get_one(Person, stored(check_up).made_by_id)


@pytest.mark.parametrize(
    ("part", "sees"),
    [
        (of_team("employment"), True),
        (joining, True),
        (put_down(Answer.NONE), True),
        (put_down(Answer.ACCEPTED), True),
        (put_down(Answer.DECLINED), False),
        (said_to_be((True, THE_LEAD)), True),
        (said_to_be((False, ONESELF), (True, THE_LEAD)), True),
        (said_to_be((True, THE_LEAD), (True, ONESELF)), True),
        (said_to_be((True, lambda _check_up: make_person(Role.CLERK))), True),
        (said_to_be((True, lambda check_up: joining(check_up, Role.LEAD))), True),
        (said_to_be((True, THE_LEAD), (False, ONESELF)), False),
        (said_to_be((True, ONESELF)), False),
        (said_to_be((False, THE_LEAD), (True, ONESELF)), False),
        (said_to_be((True, THE_LEAD), (False, ONESELF), (True, ONESELF)), False),
        (said_to_be((True, of_team("pension"))), False),
        (said_to_be((True, of_team("employment"))), False),
        (said_to_be((True, of_team("pension", Role.LEAD))), False),
        (answered, False),
        (lambda check_up: answered(check_up, for_other=True), False),
        (answered_what_was_merged, False),
        (began, False),
        (lambda check_up: noted_by_the_lead(answered(check_up), check_up), True),
        (lambda check_up: noted_by_the_lead(began(check_up), check_up), True),
        (of_team("pension"), False),
        (left_the_team, False),
        (lambda _check_up: make_person(), False),
        (of_team("pension", Role.LEAD), True),
        (lambda _check_up: make_person(Role.CLERK), True),
        (lambda _check_up: make_person(Role.ADMIN), True),
        (lambda _check_up: make_person(Role.ADMIN, post=Post.AUDIT), False),
        (of_team("employment", Role.VIEWER), False),
    ],
)
def test_who_sees_a_check_up(app_context: Flask, part: Part, sees: bool) -> None:
    check_up = make_check_up(make_event(team=make_team("employment"), track=Track.ENTERPRISE))
    make_check_up()
    person = part(check_up)
    check_up = queries.check_up(check_up.id)
    assert may_see(person, check_up, TODAY) is sees
    listed = page_of_check_ups(Filters(place_id=check_up.place_id), 1, seen=seen_by(person, TODAY))
    assert ([each.id for each in listed], listed.total) == (([check_up.id], 1) if sees else ([], 0))
    told = phone_facts(person, TODAY, db.session.scalars(db.select(Event)).unique().all())["check_ups"]
    own = {str(each) for each in db.session.scalars(db.select(CheckAnswer.id).where(is_own(person)))}
    of_others = [a for each in told if each["event"] == str(check_up.event_id) for a in each["answers"]]
    assert bool([each for each in of_others if each["id"] not in own]) is sees


def test_a_phone_is_not_told_what_was_found_where_its_person_does_not_go(app_context: Flask) -> None:
    company, (point,) = make_place(PlaceKind.ENTERPRISE), make_check_list("合同").points
    then = make_event(place=company, starts_at=NOW - timedelta(days=90))
    first = make_check_up(then, company, {point: Found.RISK})
    again = make_event(team=make_team("employment"), place=company)
    goes, stays = of_team("employment"), of_team("pension")
    told = [phone_facts(part(queries.check_up(first.id)), TODAY, [again])["check_ups"] for part in (goes, stays)]
    assert [[(each["event"], each["before"]) for each in of_one] for of_one in told] == [
        [(str(again.id), {str(point.key): "risk"})],
        [],
    ]


@pytest.fixture
def notice(sqlite_app: Flask) -> Iterator[Notice]:
    """A notice of a check-up of the labour team, which looked at the company once before."""
    with sqlite_app.app_context():
        make_bureau()
        team, (point,) = make_team("labor_relations"), make_list("签订合同").points
        before = make_plain_check_up(
            {point: Found.RISK}, team=team, starts_at=NOW - timedelta(days=90), is_latest=False
        )
        found = {point: Found.RISK}
        checked = make_plain_check_up(found, team=team, company=before.place, notes={point: "有三人未签"})
        with transaction():
            made = notices.make_notice(queries.check_up(checked.id), by=make_person(Role.CLERK), now=NOW)
        yield db.session.get_one(Notice, made.id)


def client_of(app: Flask, person: Person) -> FlaskClient:
    client = app.test_client()
    sign_in(client, person)
    return client


def test_every_page_asks(sqlite_app: Flask, notice: Notice) -> None:
    check_up, answer = notice.check_up, db.session.scalars(db.select(CheckAnswer)).all()[-1]
    company, event, point = check_up.place, check_up.event_id, answer.point_id
    own = {
        f"/check-ups/{check_up.id}": (200, 404),
        f"/check-ups/{check_up.id}/points/{point}": (200, 404),
        f"/check-ups/{check_up.id}/before-after": (200, 404),
        f"/notices/{notice.id}": (200, 404),
        f"/notices/{notice.id}/print": (200, 404),
        f"/notices/{notice.id}.docx": (200, 404),
        f"/check-ups/{check_up.id}/notice": (302, 404),
        f"/notices/{notice.id}/words": (200, 404),
        f"/notices/{notice.id}/items/new": (200, 404),
        f"/notices/{notice.id}/revisit-day": (200, 404),
        f"/evidence/check_answers/{answer.id}/new": (200, 403),
    }
    link = f"/check-ups/{check_up.id}"
    names = {"/check-ups": company.name, f"/check-ups?place={company.id}": link, f"/check-ups?event={event}": link}
    names |= {"/notices": company.name, "/risks": company.name, f"/events/{event}": link, f"/places/{company.id}": link}
    parts = (of_team("labor_relations"), of_team("pension"))
    for number, person in enumerate([part(check_up) for part in parts]):
        client = client_of(sqlite_app, person)
        with sqlite_app.app_context():
            got = {path: client.get(path).status_code for path in own}
            shown = {path: name in client.get(path).text for path, name in names.items()}
            said = [client.post(f"{link}/{verb}").status_code for verb in ("finish", "reopen", f"points/{point}")]
        assert got == {path: both[number] for path, both in own.items()}
        assert shown == dict.fromkeys(names, not number)
        assert said == ([302, 302, 422] if number == 0 else [404] * 3)


def test_a_stranger_is_not_told_whether_there_is_a_notice(sqlite_app: Flask, notice: Notice) -> None:
    without, nothing = make_plain_check_up({}, team=make_team("labor_relations")), new_id()
    stranger = client_of(sqlite_app, of_team("pension")(without))
    asked = [f"/check-ups/{each}/notice" for each in (notice.check_up_id, without.id, nothing)]
    for answer in (ask(path) for path in asked for ask in (stranger.get, stranger.post)):
        assert (answer.status_code, answer.headers.get("Location")) == (404, None)


def test_what_was_released_is_read_by_other_teams_without_its_steps(sqlite_app: Flask, notice: Notice) -> None:
    stranger, path = client_of(sqlite_app, of_team("pension")(notice.check_up)), f"/notices/{notice.id}"
    notice.released_at, notice.released_by_id = NOW, make_person(Role.CLERK).id
    stored(notice)
    answer = stranger.get(path)
    assert (answer.status_code, f"{path}/withdraw" in answer.text, "/check-ups/" in answer.text) == (200, False, False)
    assert notice.check_up.place.name in stranger.get("/notices").text


def test_a_revisit_by_another_team_shows_what_was_before_without_opening_it(sqlite_app: Flask, notice: Notice) -> None:
    before = notice.check_up
    (point,) = {each.point for each in before.results}
    again = make_plain_check_up(
        {point: Found.IN_ORDER}, team=make_team("pension"), company=before.place, starts_at=NOW + timedelta(days=90)
    )
    paths = {f"/check-ups/{before.id}#{point.key}": False, f"/check-ups/{again.id}#{point.key}": True}
    page = client_of(sqlite_app, of_team("pension")(again)).get(f"/check-ups/{again.id}/before-after").text
    assert {path: path in page for path in paths} == paths
    assert "已整改" in page


def test_nobody_opens_what_colleagues_of_another_team_found_by_beginning_it_again(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        check_up = make_check_up(make_event(team=make_team("employment"), track=Track.ENTERPRISE))
        client = client_of(sqlite_app, of_team("pension")(check_up))
        answer = client.post(f"/check-ups/new?event={check_up.event_id}", data={"company": check_up.place.name})
        assert (answer.status_code, str(check_up.id) in answer.text) == (422, False)
        assert client.post(f"/check-ups/new?event={check_up.event_id}", data={"company": "新公司"}).status_code == 302


def test_pictures_are_added_where_one_may_see(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        check_up = make_check_up(make_event(team=make_team("employment"), track=Track.ENTERPRISE))
        answer = db.session.scalars(db.select(CheckAnswer)).first()
        assert answer is not None
        clients = [client_of(sqlite_app, of_team(code)(check_up)) for code in ("employment", "pension")]
        path, said = f"/evidence/check_answers/{answer.id}/new", []
        for client in clients:
            with sqlite_app.app_context():
                said.append(client.post(path, data={"picture": (BytesIO(picture()), "a.jpg")}).status_code)
        kept = db.session.scalars(db.select(Evidence.id)).one()
        for client in clients:
            with sqlite_app.app_context():
                said.append(client.get(f"/evidence/{kept}").status_code)
        assert said == [302, 403, 200, 404]


def test_nobody_looks_by_saying_to_have_been_there(sqlite_app: Flask) -> None:
    """What one says of oneself is kept, and opens nothing until a lead of the team says it, too."""
    with sqlite_app.app_context():
        make_bureau()
        check_up = make_check_up(make_event(team=make_team("employment"), track=Track.ENTERPRISE))
        event, page = check_up.event, f"/check-ups/{check_up.id}"
        person, lead = of_team("pension")(check_up), THE_LEAD(check_up)
        phone, desk = phone_of(sqlite_app, person), phone_of(sqlite_app, lead)
        said = [phone.get(page).status_code]
        presence = a_presence(event, person)
        assert send(phone, presence) == {presence["id"]: "recorded"}
        said.append(phone.get(page).status_code)
        asked = desk.get(f"/log/{event.id}/attendance")
        assert "您保存其参加以后" in asked.text
        ticked = {"us-there": str(person.id)}
        desk.post(f"/log/{event.id}/attendance/us", data=typed(asked, "/attendance/us") | ticked)
        said.append(phone.get(page).status_code)
        assert "您保存其参加以后" not in desk.get(f"/log/{event.id}/attendance").text
        assert said == [404, 404, 200]


@pytest.mark.parametrize(
    ("where", "outcome", "first_team", "is_told"),
    [
        ("company", "planned", "pension", True),
        ("park", "planned", "pension", True),
        ("elsewhere", "planned", "pension", False),  # any company can be named anywhere
        ("elsewhere", "planned", "employment", True),
        ("company", None, "pension", False),  # made on the spot, and no lead has said a word
        ("company", None, "employment", True),
        ("company", Outcome.CONFIRMED, "pension", True),
    ],
)
def test_what_was_before_is_told_where_a_lead_sent_one(
    app_context: Flask, where: str, outcome: Outcome | str | None, first_team: str, is_told: bool
) -> None:
    park, (point,) = make_place(PlaceKind.PARK), make_check_list("合同").points
    company, person = make_place(PlaceKind.ENTERPRISE, parent=park), make_person(team=make_team("employment"))
    then = make_event(team=make_team(first_team), place=company, starts_at=NOW - timedelta(days=90))
    make_check_up(then, company, {point: Found.RISK})
    places = {"company": company, "park": park, "elsewhere": make_place()}
    again = make_event(team=make_team("employment"), place=places[where])
    if outcome != "planned":
        spot = SpotEvent(event_id=again.id, content_hash="0" * 64, received_at=NOW, outcome=outcome)
        spot.settled_at = None if outcome is None else NOW
        stored(spot)
    told = [phone_facts(person, TODAY, [again])["check_ups"]]  # before anybody began, and afterwards
    check_up = make_check_up(again, company, {point: Found.NOT_SEEN}, by=person)
    told.append(phone_facts(person, TODAY, [again])["check_ups"])
    expected = {str(point.key): "risk"} if is_told else {}
    assert [each["before"] for of_one in told for each in of_one] == [expected] * (1 + (where == "company"))
    before = told_before(person, again, company, TODAY)
    assert row_of(check_up, point, before).was_risk is is_told
    assert bool(compared(check_up, before)) is is_told


def test_an_event_on_the_spot_is_no_way_into_what_others_found(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        then = make_event(team=make_team("pension"), track=Track.ENTERPRISE, starts_at=clock.now() - timedelta(days=90))
        first = make_check_up(then)
        company, points = first.place, [each.point for each in db.session.scalars(db.select(CheckAnswer))]
        client = phone_of(sqlite_app, make_person(team=make_team("employment")))
        where = {"place": str(company.id), "place_name": None, "track": "enterprise", "form": "check_up"}
        event = an_event(**where, starts_at=clock.now().isoformat(), ends_at=None)
        assert made(client, event)[event["id"]]["answer"] == "recorded"
        (told,) = client.get("/api/phone").json["check_ups"]
        assert told["before"] == {}
        assert "上次有风险" not in client.get(f"/events/{event['id']}").text
        begun = client.post(f"/check-ups/new?event={event['id']}", data={"company": company.name}).location
        pages = [(begun, "上次体检："), (f"{begun}/points/{points[0].id}", "上次体检：")]
        pages.append((f"{begun}/before-after", points[0].title))
        assert [word in client.get(page).text for page, word in pages] == [False] * 3
        spot = db.session.get_one(SpotEvent, uuid.UUID(event["id"]))
        spot.outcome, spot.settled_at = Outcome.CONFIRMED, clock.now()
        stored(spot)
        assert [word in client.get(page).text for page, word in pages] == [True] * 3


def test_who_brings_a_colleagues_file_has_not_said_who_was_there(app_context: Flask) -> None:
    check_up = make_check_up(make_event(team=make_team("employment"), track=Track.ENTERPRISE))
    person, clerk = of_team("pension")(check_up), make_person(Role.CLERK)
    for whose, counts in ((person, (1, 0)), ({"id": str(new_id()), "name": "谁"}, (0, 1))):
        content = file_of(whose, a_presence(check_up.event, person), what="presence")
        counted = brought(content, db.session.get_one(Person, clerk.id))
        assert (counted["recorded"], counted["refused"]) == counts
        assert not may_see(person, queries.check_up(check_up.id), TODAY)
    assert db.session.scalars(db.select(Presence.by_id)).all() == [person.id]
    brought(file_of(person, a_presence(check_up.event, person), what="presence"), person)
    of_lead = file_of(THE_LEAD(check_up), a_presence(check_up.event, person), what="presence")
    brought(of_lead, db.session.get_one(Person, person.id))  # whose file it is, says the file alone
    assert not may_see(db.session.get_one(Person, person.id), queries.check_up(check_up.id), TODAY)


def test_an_answer_from_outside_is_kept_and_opens_nothing_until_a_lead_says_so(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        event = make_event(team=make_team("employment"), track=Track.ENTERPRISE, starts_at=clock.now())
        check_up, (point, other) = make_check_up(event), make_check_list("名册", "工资").points
        person, colleague, page = of_team("pension")(check_up), make_person(), f"/check-ups/{check_up.id}"
        phone, lead = phone_of(sqlite_app, person), phone_of(sqlite_app, THE_LEAD(check_up))
        assert phone.get("/api/phone").json["check_ups"] == []
        own = [a_check(event, point, "not_seen", **at(check_up.place))]
        own.append(a_check(event, other, by=str(colleague.id), **at(check_up.place)))
        assert {each["answer"] for each in send_checks(phone, *own).values()} == {"recorded"}
        (told,) = phone.get("/api/phone").json["check_ups"]
        assert {each["id"] for each in told["answers"]} == {each["id"] for each in own}
        assert (phone.get(page).status_code, page in phone.get("/check-ups").text) == (404, False)
        for place in (page, f"/events/{event.id}"):
            assert "自己填的" in lead.get(place).text
            assert person.name in lead.get(place).text
        later = a_check(event, point, "risk", **at(check_up.place), replaces=[own[0]["id"]])
        send_checks(phone, later)
        assert found_at(check_up)["名册"] is Found.RISK
        with transaction():
            said = Statement(new_id(), event.id, person.id, True, None)
            state_presences([said], by=THE_LEAD(check_up), now=clock.now())
        (told,) = phone.get("/api/phone").json["check_ups"]
        assert (phone.get(page).status_code, len(told["answers"])) == (200, 5)
        assert person.id not in {each.id for each in queries.answered_from_outside(event, clock.today())}


def test_a_lead_is_told_who_answered_what_was_another_events_check_up(app_context: Flask) -> None:
    company, team = make_place(PlaceKind.ENTERPRISE), make_team("employment")
    outside, of_it = make_person(team=make_team("pension")), make_person(team=team)
    spot = make_check_up(make_event(team=make_team("pension"), place=company), company, by=outside)
    check_up = make_check_up(make_event(team=team, place=company), company, by=of_it)
    stored(CheckUpMerge(check_up_id=spot.id, into_id=check_up.id, at=NOW))
    assert [each.id for each in queries.answered_from_outside(check_up.event, TODAY)] == [outside.id]


def test_who_found_all_that_was_found_sees_it_until_others_find_more(app_context: Flask) -> None:
    event, company = make_event(team=make_team("employment"), track=Track.ENTERPRISE), make_place(PlaceKind.ENTERPRISE)
    person, (point,) = make_person(team=make_team("pension")), make_check_list("合同").points
    check_up = make_check_up(event, company, {point: Found.RISK}, by=person)
    assert may_see(person, queries.check_up(check_up.id), TODAY)
    make_check_up(event, company, {point: Found.IN_ORDER})
    assert not may_see(db.session.get_one(Person, person.id), queries.check_up(check_up.id), TODAY)


def test_a_picture_goes_after_an_own_answer_of_what_is_not_seen(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        check_up = make_check_up(make_event(team=make_team("employment"), track=Track.ENTERPRISE))
        person = answered(check_up)
        (own,) = db.session.scalars(db.select(CheckAnswer.id).where(CheckAnswer.by_id == person.id))
        (other, *_rest) = db.session.scalars(db.select(CheckAnswer.id).where(CheckAnswer.by_id != person.id))
        client = client_of(sqlite_app, person)
        said = []
        for answer_id in (own, other):
            sent = {"picture": (BytesIO(picture()), "a.jpg")}
            said.append(client.post(f"/evidence/check_answers/{answer_id}/new", data=sent).status_code)
        assert said == [302, 403]
