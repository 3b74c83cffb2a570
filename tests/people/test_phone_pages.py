"""A paired phone as its holder, a lead and an attacker meet it."""

import re
import uuid
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.people.actions import disable_person
from outreach.people.actions.phones import LASTS, make_pairing_link, pair_phone
from outreach.people.models import BearerToken, Person
from outreach.people.passwords import hash_password
from outreach.people.rules import DESK_IDLE, Post, Role
from outreach.schedule.models import Event
from outreach.web.access import PHONE_COOKIE, Permission
from tests.guards.test_routes import address
from tests.logbook.sending import OWN_PAGE, a_line, codes, post, send, strange_phone
from tests.making import NOW, make_bureau, make_event, make_person, make_team
from tests.signing_in import leave_alone, sign_in

ELSEWHERE = {"Origin": "https://elsewhere.test", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def office(sqlite_app: Flask) -> Flask:
    with sqlite_app.app_context():
        make_bureau()
    return sqlite_app


@pytest.fixture
def worker(office: Flask) -> Person:
    with office.app_context():
        return make_person(team=make_team("employment"), name="王秀英")


@pytest.fixture
def lead(office: Flask) -> Person:
    with office.app_context():
        return make_person(Role.LEAD, team=make_team("employment"))


def link_path(app: Flask, person: Person) -> str:
    with app.app_context(), transaction():
        person = db.session.get_one(Person, person.id)
        return "/pair/" + make_pairing_link(person=person, by=person, now=clock.now())


def phone_of(app: Flask, person: Person) -> FlaskClient:
    """A phone that was paired just now."""
    phone = strange_phone(app)
    assert phone.post(link_path(app, person)).status_code == 302
    return phone


def test_a_lead_shows_a_picture_and_the_phone_that_scans_it_logs(office: Flask, worker: Person, lead: Person) -> None:
    desk = office.test_client()
    sign_in(desk, lead)
    assert "王秀英" in desk.get("/phones").text
    shown = desk.post(f"/phones/{worker.id}/link").text
    assert "<svg" in shown
    path = re.search(r"http://localhost(/pair/[\w-]+)<", shown)
    assert path
    phone = strange_phone(office)
    asked = phone.get(path[1], headers={"User-Agent": "Android Chrome"}).text
    assert "王秀英" in asked
    answer = phone.post(path[1], headers={"User-Agent": "Android Chrome"})
    assert answer.headers["Location"] == "/log"
    cookie = phone.get_cookie(PHONE_COOKIE)
    assert cookie and cookie.http_only and cookie.same_site == "Lax" and cookie.max_age == int(LASTS.total_seconds())
    bar = re.search(r'<nav class="bar".*?</nav>', phone.get("/log").text, re.DOTALL)
    assert bar and re.findall(r'<a href="([^"]+)"', bar[0]) == ["/log", "/log/queue"]
    bar = re.search(r'<nav class="bar".*?</nav>', phone.get("/log/queue").text, re.DOTALL)
    assert bar and bar[0].count("aria-current") == 1
    assert "Android · Chrome" in desk.get(f"/phones/{worker.id}").text


def test_no_phone_is_offered_to_who_does_not_log(office: Flask) -> None:
    desk = office.test_client()
    with office.app_context():
        sign_in(desk, make_person(Role.ADMIN))
        reader, clerk = make_person(Role.VIEWER).id, make_person(Role.CLERK).id
    page = desk.get(f"/phones/{reader}").text
    assert f"/phones/{reader}/link" not in page and "这个账号不做登记" in page
    assert f"/phones/{clerk}/link" in desk.get(f"/phones/{clerk}").text
    offered = [f'href="/phones/{each}"' in desk.get(f"/admin/people/{each}").text for each in (reader, clerk)]
    assert offered == [False, True]
    assert "<h2>配对手机</h2>" not in desk.get(f"/admin/people/{reader}").text


def test_looking_at_the_link_uses_nothing_up(office: Flask, worker: Person) -> None:
    path, phone = link_path(office, worker), strange_phone(office)
    for _look in range(3):  # messengers fetch links for a preview
        assert phone.get(path).status_code == 200
    assert phone.get_cookie(PHONE_COOKIE) is None
    assert phone.post(path).status_code == 302
    assert strange_phone(office).post(path).status_code == 404


def test_the_key_is_secure_where_the_site_is(office: Flask, worker: Person) -> None:
    phone = strange_phone(office)
    phone.post(link_path(office, worker), base_url="https://localhost")
    cookie = phone.get_cookie(f"__Host-{PHONE_COOKIE}")
    assert cookie and cookie.secure
    assert phone.get("/log", base_url="https://localhost").status_code == 200
    assert phone.get("/log").status_code == 302  # a key that came by http is none


def test_links_are_not_guessed(office: Flask, worker: Person) -> None:
    phone = strange_phone(office)
    answers = [phone.get(f"/pair/guess-{number}").status_code for number in range(7)]
    assert answers == [404, 404, 404, 404, 404, 429, 429]
    assert phone.get(link_path(office, worker)).status_code == 200  # who has a real one is not kept waiting


def test_inside_wechat_the_page_says_what_to_do_first(office: Flask, worker: Person) -> None:
    page = strange_phone(office).get(link_path(office, worker), headers={"User-Agent": "MicroMessenger/8"}).text
    assert "在浏览器打开" in page


def test_a_paired_phone_logs_in_its_persons_name(office: Flask, worker: Person) -> None:
    with office.app_context():
        event = make_event(team=make_team("employment"))
    phone = phone_of(office, worker)
    assert codes(send(phone, a_line(event))) == ["recorded"]
    assert phone.get("/api/phone").get_json()["person"]["id"] == str(worker.id)
    assert phone.get(f"/log/{event.id}?early=1").status_code == 200
    assert "no-store" in phone.get("/log").headers["Cache-Control"]


def test_a_paired_phone_is_a_stranger_everywhere_else(office: Flask) -> None:
    """Each route, by each of its methods, asks the phone of an administrator to sign in, but for those of the log."""
    with office.app_context():
        admin = make_person(Role.ADMIN)
    phone, let_in = phone_of(office, admin), set()
    for rule in office.url_map.iter_rules():
        view = office.view_functions[rule.endpoint]
        if getattr(view, "permission", Permission.PUBLIC) is Permission.PUBLIC:
            continue
        for method in {"GET", "POST", "PUT"} & (rule.methods or set()):
            answer = phone.open(address(office, rule, method), method=method, headers=OWN_PAGE)
            asks = answer.status_code == 401 or answer.headers.get("Location", "").startswith("/sign-in")
            assert asks or view.phones, (method, rule.rule)  # type: ignore[attr-defined]
            if not asks:
                let_in.add(rule.rule)
    assert {"/log", "/api/phone", "/log/<uuid:event_id>/taps"} <= let_in
    assert all(each.startswith(("/log", "/api/")) for each in let_in)
    assert phone.get("/api/phone").status_code == 200  # still paired at the end of it


def test_the_phone_of_a_lead_only_logs(office: Flask, lead: Person) -> None:
    phone = phone_of(office, lead)
    page = phone.get("/log").text
    rail = re.search(r'<nav class="rail".*?</nav>', page, re.DOTALL)
    assert rail and all(way.startswith("/log") for way in re.findall(r'<a href="([^"]+)"', rail[0]))
    assert "/sign-out" not in page and "/phones/unpair" in page
    assert phone.get("/phones").headers["Location"].startswith("/sign-in")


def test_a_session_goes_before_the_phone(office: Flask, worker: Person, lead: Person) -> None:
    phone = phone_of(office, worker)
    sign_in(phone, lead)
    assert phone.get("/api/phone").get_json()["person"]["id"] == str(lead.id)
    assert phone.get("/phones").status_code == 200
    phone.post("/sign-out")
    assert phone.get("/api/phone").get_json()["person"]["id"] == str(worker.id)


def test_the_idle_time_out_binds_the_desk_and_not_the_log(office: Flask, worker: Person) -> None:
    phone = phone_of(office, worker)
    sign_in(phone, worker)
    leave_alone(phone, DESK_IDLE + timedelta(seconds=1))
    assert phone.get("/log").status_code == 200
    assert phone.get("/account").headers["Location"].startswith("/sign-in")


def test_ended_at_the_desk_it_is_out_at_once(office: Flask, worker: Person, lead: Person) -> None:
    phone, desk = phone_of(office, worker), office.test_client()
    sign_in(desk, lead)
    end = re.search(rf"/phones/{worker.id}/[0-9a-f-]{{36}}/end", desk.get(f"/phones/{worker.id}").text)
    assert end
    assert desk.post(end[0]).status_code == 302
    assert phone.get("/api/phone").status_code == 401
    assert phone.get("/log").headers["Location"].startswith("/sign-in")
    phone.set_cookie("language", "en")
    assert "The pairing of this phone has ended" in phone.get("/sign-in").text
    assert "pairing of this phone" not in office.test_client().get("/sign-in").text


def test_a_closed_account_ends_it_at_once(office: Flask, worker: Person) -> None:
    phone = phone_of(office, worker)
    with office.app_context(), transaction():
        person = db.session.get_one(Person, worker.id)
        disable_person(person=person, by=make_person(Role.ADMIN), now=clock.now())
    assert phone.get("/api/phone").status_code == 401


def test_ended_on_the_phone_itself(office: Flask, worker: Person) -> None:
    phone = phone_of(office, worker)
    for _press in range(2):
        assert phone.post("/phones/unpair").status_code == 302
    assert phone.get_cookie(PHONE_COOKIE) is None
    assert phone.get("/log").status_code == 302


def test_the_cookie_is_given_anew_once_a_day(office: Flask, worker: Person) -> None:
    phone = phone_of(office, worker)
    assert PHONE_COOKIE in "".join(phone.get("/log").headers.getlist("Set-Cookie"))  # its first use
    assert PHONE_COOKIE not in "".join(phone.get("/log").headers.getlist("Set-Cookie"))
    with office.app_context(), transaction():
        token = db.session.query(BearerToken).one()
        token.last_used_at = clock.now() - timedelta(days=2)
        token.expires_at = clock.now() + timedelta(days=3)
    assert PHONE_COOKIE in "".join(phone.get("/log").headers.getlist("Set-Cookie"))
    with office.app_context():
        expires_at = db.session.query(BearerToken).one().expires_at
        assert expires_at and expires_at > clock.now() + timedelta(days=89)


def test_another_site_writes_nothing_by_the_phones_cookie(office: Flask, worker: Person) -> None:
    with office.app_context():
        event = make_event(team=make_team("employment"))
    phone = phone_of(office, worker)
    assert post(phone, {"tallies": [a_line(event)]}, **ELSEWHERE).status_code == 403
    same_site = {"Sec-Fetch-Site": "same-site"}
    assert post(phone, {"tallies": [a_line(event)]}, **same_site).status_code == 403
    office.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = phone.post(f"/log/{event.id}/taps", data={"tap-tap": "handout::1"}, headers=ELSEWHERE)
        unpaired = phone.post("/phones/unpair", headers=ELSEWHERE)
        paired = strange_phone(office).post(link_path(office, worker), headers=ELSEWHERE)
    finally:
        office.config["WTF_CSRF_ENABLED"] = False
    assert [answer.status_code, unpaired.status_code, paired.status_code] == [403, 403, 403]


def test_a_token_of_a_program_is_no_cookie_and_a_cookies_secret_renews_nothing_else(
    office: Flask, worker: Person
) -> None:
    from outreach.people.actions import make_token
    from outreach.people.rules import Scope

    with office.app_context(), transaction():
        person = db.session.get_one(Person, worker.id)
        _token, secret = make_token(person=person, scope=Scope.LOG, by=person, now=clock.now(), label="x")
    phone = strange_phone(office)
    phone.set_cookie(PHONE_COOKIE, secret)
    assert phone.get("/log").status_code == 302


def test_the_phone_of_somebody_of_another_team_is_not_ended(office: Flask, worker: Person) -> None:
    phone_of(office, worker)
    with office.app_context():
        stranger = make_person(Role.LEAD, team=make_team("pension"))
        token_id = db.session.query(BearerToken).one().id
    desk = office.test_client()
    sign_in(desk, stranger)
    assert desk.get(f"/phones/{worker.id}").status_code == 403
    assert desk.post(f"/phones/{worker.id}/{token_id}/end").status_code == 403
    assert desk.post(f"/phones/{stranger.id}/{token_id}/end").status_code == 404


def test_two_presses_at_once_pair_one_phone(office: Flask, worker: Person) -> None:
    path = link_path(office, worker)
    with office.app_context():
        person = db.session.get_one(Person, worker.id)
        with transaction():
            pair_phone(token=path.rpartition("/")[2], agent="", address="-", now=clock.now())
        assert db.session.query(BearerToken).filter_by(person_id=person.id).count() == 1
    assert strange_phone(office).post(path).status_code == 404


def test_the_account_page_lists_the_own_phones(office: Flask, worker: Person) -> None:
    phone_of(office, worker)
    desk = office.test_client()
    sign_in(desk, worker)
    page = desk.get("/account").text
    assert f"/phones/{worker.id}/link" in page and "/end" in page
    assert desk.get("/phones").status_code == 403  # the list of people is the lead's


def test_a_paired_phone_sees_what_waits_in_its_own_frame(office: Flask, worker: Person) -> None:
    page = phone_of(office, worker).get("/log/queue").text
    assert f'data-person="{worker.id}"' in page and "/phones/unpair" in page


@pytest.mark.parametrize("has_phone", [True, False])
def test_a_new_password_says_that_paired_phones_go_on(office: Flask, worker: Person, has_phone: bool) -> None:
    if has_phone:
        phone_of(office, worker)
    with office.app_context(), transaction():
        db.session.get_one(Person, worker.id).password_hash = hash_password("Old-secret-4827")
    desk = office.test_client()
    sign_in(desk, db_person(office, worker))
    typed = {"current": "Old-secret-4827", "password": "New-secret-7193", "again": "New-secret-7193"}
    page = desk.post("/account/password", data=typed, follow_redirects=True).text
    assert "密码已修改" in page
    assert ("配对过的手机仍能" in page) is has_phone


def db_person(app: Flask, person: Person) -> Person:
    """The person as stored now."""
    with app.app_context():
        return db.session.get_one(Person, person.id)


@pytest.mark.parametrize("post", [None, Post.SECURITY])
def test_whoever_gives_accounts_ends_the_phones_of_who_lost_one(
    office: Flask, worker: Person, post: Post | None
) -> None:
    with office.app_context():
        event, admin = make_event(title="进园区"), make_person(Role.ADMIN, post=post)
    lost, second = phone_of(office, worker), phone_of(office, worker)
    desk, own = office.test_client(), office.test_client()
    sign_in(desk, admin)
    sign_in(own, worker)
    desk.set_cookie("language", "en")
    told = {"phone": str(uuid.uuid4()), "holding": [held_by(worker, event, waiting=3)]}
    assert lost.post("/api/phone/holding", json=told, headers=OWN_PAGE).status_code == 200
    path = f"/admin/people/{worker.id}"
    page = desk.get(path).text
    assert page.count("End this phone") == 2 and "3 numbers wait" in page
    assert ("进园区" in page) is (post is None), "the plan is none of a post's business"
    first = re.findall(rf"{path}/phones/([0-9a-f-]+)/end", page)[0]
    assert desk.post(f"/admin/people/{admin.id}/phones/{first}/end").status_code == 404, "it is somebody else's"
    assert desk.post(f"{path}/phones/{first}/end").status_code == 302
    assert sorted(each.get("/api/answers").status_code for each in (lost, second)) == [200, 401]
    assert own.get("/log").status_code == 200
    assert "Paired phones ended: 1" in desk.post(f"{path}/phones/lost", follow_redirects=True).text
    assert [each.get("/api/answers").status_code for each in (lost, second, own)] == [401, 401, 401]


def test_ending_a_phone_takes_two_steps_and_every_text_says_what_stays(office: Flask, worker: Person) -> None:
    with office.app_context():
        admin = make_person(Role.ADMIN)
    phone, desk = phone_of(office, worker), office.test_client()
    sign_in(desk, admin)
    sign_in(office.test_client(), worker)
    desk.set_cookie("language", "en")
    path = f"/admin/people/{worker.id}"
    page = desk.get(path).text
    for end in ("/end", "/phones/lost"):
        assert page.partition(f'{end}"')[0].rpartition("<details")[2].count("</details>") == 0, end
    assert "the paired phones, the tokens and the calendar link of this person end at once" in page
    answer = desk.post(f"{path}/sign-out", follow_redirects=True).text
    assert "Paired phones, tokens and the calendar link stay." in answer
    assert phone.get("/api/answers").status_code == 200
    assert "Phones are paired anew" in desk.post(f"{path}/reset-password").text
    assert phone.get("/api/answers").status_code == 401


def held_by(person: Person, event: Event, *, waiting: int) -> dict[str, object]:
    """What a phone tells of the lines of one event."""
    return {"person": str(person.id), "event": str(event.id), "waiting": waiting, "aside": 0, "oldest": NOW.isoformat()}
