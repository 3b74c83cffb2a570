"""The logging pages, without JavaScript: every button is a form, and a form counts once."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from outreach import clock
from outreach.db import db, new_id
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Assignment, Event, PlannedItem
from outreach.schedule.rules import Status
from tests.logbook.sending import phone_of, typed
from tests.making import (
    NOW,
    make_event,
    make_group,
    make_material,
    make_person,
    make_tally,
    make_team,
    make_topic,
    stored,
)

pytestmark = pytest.mark.usefixtures("in_a_bureau")


@pytest.fixture
def event() -> Event:
    """An event of today, planned with a material in bundles of 100 and a topic."""
    event = make_event(starts_at=clock.now() - timedelta(hours=1))
    for item in (make_material(code="m", name="就业手册", bundle=100), make_topic(code="t", name="社保转移")):
        stored(PlannedItem(event_id=event.id, item_id=item.id, quantity=300))
    return event


@pytest.fixture
def person(event: Event) -> Person:
    person = make_person(team=make_team())
    stored(Assignment(event_id=event.id, person_id=person.id))
    return person


@pytest.fixture
def phone(sqlite_app: Flask, person: Person) -> FlaskClient:
    return phone_of(sqlite_app, person)


def ledger() -> list[tuple[CountKind, int, Basis]]:
    db.session.rollback()
    rows = db.session.execute(select(Tally.kind, Tally.quantity, Tally.basis).order_by(Tally.received_at, Tally.id))
    return [tuple(row) for row in rows]  # type: ignore[misc]


def test_a_touch_is_saved_and_shown(phone: FlaskClient, event: Event) -> None:
    page = phone.get(f"/log/{event.id}")
    answer = phone.post(f"/log/{event.id}/taps", data=typed(page, "/taps") | {"tap-tap": "handout:m:5"})
    assert answer.status_code == 302
    assert answer.location.endswith("#count-handout-m")
    assert ledger() == [(CountKind.HANDOUT, 5, Basis.COUNTED)]
    assert "+5" in phone.get(f"/log/{event.id}").text
    db.session.refresh(event)
    assert event.status is Status.HELD


def test_a_form_sent_twice_counts_once(phone: FlaskClient, event: Event) -> None:
    form = typed(phone.get(f"/log/{event.id}"), "/taps") | {"tap-tap": "consultation::1"}
    for _ in range(2):
        assert phone.post(f"/log/{event.id}/taps", data=form).status_code == 302
    assert ledger() == [(CountKind.CONSULTATION, 1, Basis.COUNTED)]


def test_an_old_page_with_another_number_adds_nothing_and_says_so(phone: FlaskClient, event: Event) -> None:
    form = typed(phone.get(f"/log/{event.id}"), "/taps")
    phone.post(f"/log/{event.id}/taps", data=form | {"tap-tap": "consultation::1"})
    answer = phone.post(f"/log/{event.id}/taps", data=form | {"tap-tap": "consultation::5"})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert len(ledger()) == 1


def test_three_numbers_make_two_lines(phone: FlaskClient, event: Event) -> None:
    form = typed(phone.get(f"/log/{event.id}"), "/three-numbers")
    form |= {"three-material": "handout:m", "three-taken": "3捆", "three-left": "１15", "three-asked": "12"}
    for _ in range(2):
        assert phone.post(f"/log/{event.id}/three-numbers", data=form).status_code == 302
    assert ledger() == [
        (CountKind.HANDOUT, 185, Basis.BROUGHT_MINUS_LEFT),
        (CountKind.CONSULTATION, 12, Basis.COUNTED),
    ]


@pytest.mark.parametrize(
    ("typed_numbers", "field"),
    [
        ({"three-taken": "100", "three-left": "200"}, "three-left"),
        ({"three-taken": "100"}, "three-left"),
        ({"three-left": "5"}, "three-taken"),
        ({"three-taken": "many", "three-left": "5"}, "three-taken"),
        ({}, "three-taken"),
        ({"three-asked": "99999999999"}, "three-asked"),
        ({"three-asked": "-3"}, "three-asked"),
    ],
)
def test_numbers_that_cannot_be_are_shown_again(
    phone: FlaskClient, event: Event, typed_numbers: dict[str, str], field: str
) -> None:
    form = typed(phone.get(f"/log/{event.id}"), "/three-numbers") | {"three-material": "handout:m"}
    answer = phone.post(f"/log/{event.id}/three-numbers", data=form | typed_numbers)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    for value in typed_numbers.values():
        assert f'value="{value}"' in answer.text
    assert ledger() == []


def test_all_left_over_says_that_none_was_handed_out(phone: FlaskClient, event: Event) -> None:
    form = typed(phone.get(f"/log/{event.id}"), "/three-numbers")
    form |= {"three-material": "handout:m", "three-taken": "100", "three-left": "100"}
    for _ in range(2):
        assert phone.post(f"/log/{event.id}/three-numbers", data=form).status_code == 302
    assert ledger() == [(CountKind.HANDOUT, 0, Basis.BROUGHT_MINUS_LEFT)]
    assert "/none" not in phone.get(f"/log/{event.id}").text


def test_none_handed_out_is_said_by_a_button(phone: FlaskClient, event: Event) -> None:
    form = typed(phone.get(f"/log/{event.id}"), "/none")
    assert phone.post(f"/log/{event.id}/none", data=form).status_code == 302
    assert ledger() == [(CountKind.HANDOUT, 0, Basis.COUNTED)]


def test_none_handed_out_is_said_no_more_once_something_was(phone: FlaskClient, event: Event) -> None:
    make_tally(event, 0)
    said = re.compile("<p[^>]*data-said[^>]*>")
    assert said.search(phone.get(f"/log/{event.id}").text)
    make_tally(event, 25)
    assert not said.search(phone.get(f"/log/{event.id}").text)


def test_a_typed_number_may_be_anothers_estimate_with_a_note(phone: FlaskClient, event: Event) -> None:
    group = make_group(code="g")
    colleague = make_person(team=make_team())
    form = typed(phone.get(f"/log/{event.id}"), "/numbers") | {
        "number-what": f"attendance:{group.code}",
        "number-quantity": "1,200",
        "number-estimated": "y",
        "number-counted_by": str(colleague.id),
        "number-note": "广场东侧",
    }
    assert phone.post(f"/log/{event.id}/numbers", data=form).status_code == 302
    db.session.rollback()
    line = db.session.scalars(select(Tally)).one()
    assert (line.quantity, line.basis, line.by_id) == (1200, Basis.ESTIMATED, colleague.id)
    assert line.note is not None
    assert "广场东侧" in phone.get(f"/log/{event.id}").text


def test_undo_writes_the_opposite_and_keeps_both(phone: FlaskClient, event: Event, person: Person) -> None:
    line = make_tally(event, 20, by=person)
    form = typed(phone.get(f"/log/{event.id}"), "/undo")
    for _ in range(2):
        answer = phone.post(f"/log/lines/{line.id}/undo", data=form, follow_redirects=True)
        assert answer.status_code == 200
    assert [quantity for _kind, quantity, _basis in ledger()] == [20, -20]


def test_a_correction_needs_a_reason(phone: FlaskClient, event: Event, person: Person) -> None:
    line = make_tally(event, 20, by=person)
    form = typed(phone.get(f"/log/lines/{line.id}/correct"), "/correct") | {"quantity": "25", "what": "handout:m"}
    refused = phone.post(f"/log/lines/{line.id}/correct", data=form)
    assert refused.status_code == 422
    assert ledger() == [(CountKind.HANDOUT, 20, Basis.COUNTED)]
    for _ in range(2):
        assert phone.post(f"/log/lines/{line.id}/correct", data=form | {"reason": "数错了"}).status_code == 302
    assert [quantity for _kind, quantity, _basis in ledger()] == [20, -20, 25]


@pytest.mark.parametrize(
    ("kind", "others", "written"),
    [
        (CountKind.HANDOUT, 0, [20, -20, 0]),
        (CountKind.HANDOUT, 30, [20, 30, -20]),
        (CountKind.CONSULTATION, 0, None),
    ],
)
def test_a_corrected_number_of_zero_says_none_and_is_not_left_empty(
    phone: FlaskClient, event: Event, person: Person, kind: CountKind, others: int, written: list[int] | None
) -> None:
    line = make_tally(event, 20, kind=kind, by=person)
    if others:
        make_tally(event, others, by=person)
    way = f"/log/lines/{line.id}/correct"
    form = typed(phone.get(way), "/correct") | {"quantity": "0", "what": f"{kind}:", "reason": "没有发"}
    assert phone.post(way, data=form).status_code == (302 if written else 422)
    assert [quantity for _kind, quantity, _basis in ledger()] == (written or [20])


def test_an_empty_number_takes_the_line_back_altogether(phone: FlaskClient, event: Event, person: Person) -> None:
    line = make_tally(event, 20, by=person)
    way = f"/log/lines/{line.id}/correct"
    form = typed(phone.get(way), "/correct") | {"quantity": "", "what": "handout:", "reason": "没有发"}
    assert phone.post(way, data=form).status_code == 302
    assert [quantity for _kind, quantity, _basis in ledger()] == [20, -20]


def test_a_line_of_a_colleague_who_has_left_is_corrected(phone: FlaskClient, event: Event) -> None:
    colleague = make_person()
    line = make_tally(event, 20, by=colleague)
    colleague.disabled_at = clock.now()
    stored(colleague)
    way = f"/log/lines/{line.id}/correct"
    form = typed(phone.get(way), "/correct") | {"quantity": "25", "what": "handout:", "reason": "数错了"}
    assert phone.post(way, data=form).status_code == 302
    right = db.session.scalars(select(Tally).where(Tally.quantity == 25)).one()
    assert right.by_id == colleague.id


def test_somebody_elses_line_is_not_undone_at_a_touch(phone: FlaskClient, event: Event) -> None:
    line = make_tally(event, 20)
    page = phone.get(f"/log/{event.id}").text
    assert "/undo" not in page
    assert "/correct" in page
    assert phone.post(f"/log/lines/{line.id}/undo", data={"line_id": str(new_id())}).status_code == 403
    assert len(ledger()) == 1


def test_the_reason_of_an_undo_is_in_the_bureaus_language(phone: FlaskClient, event: Event, person: Person) -> None:
    line = make_tally(event, 20, by=person)
    page = phone.get(f"/log/{event.id}?lang=en")
    assert 'data-undone="撤销"' in page.text
    phone.post(f"/log/lines/{line.id}/undo", data=typed(page, "/undo"))
    db.session.rollback()
    assert db.session.scalar(select(Tally.reason).where(Tally.reverses_id == line.id)) == "撤销"


def test_who_is_not_of_the_team_is_marked(phone: FlaskClient, event: Event, person: Person) -> None:
    make_tally(event, 1, by=person)
    assert "not of the team" not in phone.get(f"/log/{event.id}?lang=en").text
    make_tally(event, 1, by=make_person(team=make_team("pension")))
    assert "not of the team" in phone.get(f"/log/{event.id}?lang=en").text


def test_today_shows_my_events_first_and_what_is_owed(phone: FlaskClient, event: Event, person: Person) -> None:
    now = clock.now()
    other = make_event(starts_at=now, title="别队的活动", team=make_team("pension"))
    owed = make_event(starts_at=now - timedelta(days=3), title="没记的活动")
    logged = make_event(starts_at=now - timedelta(days=3), title="记过的活动")
    none_said = make_event(starts_at=now - timedelta(days=3), title="说过没发的活动")
    for each in (owed, logged, none_said):
        stored(Assignment(event_id=each.id, person_id=person.id))
    make_tally(logged, 3)
    make_tally(none_said, 0)
    page = phone.get("/log?lang=en").text
    assert page.index(event.title) < page.index(owed.title) < page.index(other.title)
    owed_part = page[page.index("Not logged yet") : page.index("Other events today")]
    assert owed.title in owed_part
    assert logged.title not in owed_part
    assert none_said.title not in owed_part


def test_an_event_whose_only_line_was_taken_back_is_owed_again(
    phone: FlaskClient, event: Event, person: Person
) -> None:
    past = make_event(starts_at=clock.now() - timedelta(days=2), title="撤回的活动")
    stored(Assignment(event_id=past.id, person_id=person.id))
    line = make_tally(past, 5)
    make_tally(past, -5, reverses_id=line.id, reason="按错了")
    assert past.title in phone.get("/log").text.split("log-now")[-1]


def test_a_line_has_an_address_at_its_row(phone: FlaskClient, event: Event) -> None:
    line = make_tally(event, 3)
    assert phone.get(f"/log/lines/{line.id}").location == f"/events/{event.id}#line-{line.id}"
    assert phone.get("/log/lines/00000000-0000-7000-8000-000000000000").status_code == 404


def test_a_viewer_reads_but_does_not_log(sqlite_app: Flask, event: Event) -> None:
    viewer = phone_of(sqlite_app, make_person(Role.VIEWER))
    assert viewer.get("/log").status_code == 403
    assert viewer.get(f"/log/{event.id}").status_code == 403


def chosen_material(page: TestResponse) -> str:
    """The material with which the three numbers open."""
    select_box = re.search(r'<select[^>]*data-three="material".*?</select>', page.text, re.DOTALL)
    assert select_box
    return (re.search(r'value="([^"]*)" selected', select_box[0]) or [""] * 2)[1]


def test_the_material_of_the_last_line_stays_chosen(phone: FlaskClient, event: Event) -> None:
    second = make_material(code="n", name="社保手册")
    stored(PlannedItem(event_id=event.id, item_id=second.id, quantity=10))
    page = phone.get(f"/log/{event.id}")
    assert chosen_material(page) != "handout:"
    form = typed(page, "/three-numbers") | {"three-material": "handout:n", "three-taken": "10", "three-left": "4"}
    phone.post(f"/log/{event.id}/three-numbers", data=form)
    assert chosen_material(phone.get(f"/log/{event.id}")) == "handout:n"


def test_a_corrected_estimate_stays_an_estimate(phone: FlaskClient, event: Event, person: Person) -> None:
    line = make_tally(event, 50, by=person, basis=Basis.ESTIMATED)
    page = phone.get(f"/log/lines/{line.id}/correct")
    assert re.search(r'<input[^>]*name="estimated"[^>]*checked|<input[^>]*checked[^>]*name="estimated"', page.text)


def test_a_line_that_was_taken_back_is_not_corrected_again(phone: FlaskClient, event: Event, person: Person) -> None:
    line = make_tally(event, 50, by=person)
    form = typed(phone.get(f"/log/{event.id}"), f"/log/lines/{line.id}/undo")
    phone.post(f"/log/lines/{line.id}/undo", data=form)
    answer = phone.get(f"/log/lines/{line.id}/correct")
    assert (answer.status_code, answer.location) == (302, f"/log/{event.id}#logged")


def test_who_asked_is_logged_also_where_all_is_left_over(phone: FlaskClient, event: Event, person: Person) -> None:
    make_tally(event, 50, by=person)
    form = typed(phone.get(f"/log/{event.id}"), "/three-numbers") | {"three-material": "handout:m"}
    form |= {"three-taken": "200", "three-left": "200", "three-asked": "5"}
    assert phone.post(f"/log/{event.id}/three-numbers", data=form).status_code == 302
    assert ledger()[1:] == [(CountKind.CONSULTATION, 5, Basis.COUNTED)]


def test_an_event_of_another_day_is_logged_only_after_a_question(phone: FlaskClient) -> None:
    later = make_event(starts_at=clock.now() + timedelta(days=3))
    page = phone.get(f"/log/{later.id}")
    assert "/taps" not in page.text
    assert f"/log/{later.id}?early=1" in page.text
    form = typed(phone.get(f"/log/{later.id}?early=1"), "/taps") | {"tap-tap": "consultation::1"}
    assert phone.post(f"/log/{later.id}/taps", data=form).status_code == 302
    assert "/taps" in phone.get(f"/log/{later.id}").text


@pytest.mark.parametrize("role", [Role.LEAD, Role.STAFF])
def test_lines_after_a_review_are_marked_and_may_be_taken_in(sqlite_app: Flask, role: Role) -> None:
    reviewed_at = clock.now() - timedelta(hours=1)
    reviewer = make_person(Role.LEAD, team=make_team())
    event = make_event(status=Status.HELD, held_at=NOW, reviewed_at=reviewed_at, reviewed_by_id=reviewer.id)
    make_tally(event, 637, received_at=reviewed_at - timedelta(hours=1))
    make_tally(event, 9, received_at=reviewed_at + timedelta(minutes=1))
    page = phone_of(sqlite_app, make_person(role, team=make_team())).get(f"/events/{event.id}").text
    panel = page[page.index('id="log"') :]
    values = re.findall(r'log-sum-value">(\d+)<', panel)
    assert values[:2] == ["637", "646"]
    assert panel.count('class="tag warn"') == 1
    assert (f"/events/{event.id}/review" in panel) == (role is Role.LEAD)
