"""Two people fill one check-up on two phones without a signal; one dies. All arrives once; what differs is asked."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect
from sqlalchemy import select

from outreach import clock
from outreach.check_ups.lists.models import CheckList, CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckResult, CheckUp
from outreach.check_ups.rules import Found
from outreach.check_ups.voiding import void_check_up
from outreach.db import db, new_id, transaction
from outreach.evidence.models import Evidence
from outreach.people.queries import person_by_username
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from outreach.schedule.rules import Track
from tests.browser.conftest import PHONE, Opened, session_cookie
from tests.browser.field import PATIENCE
from tests.browser.phones import a_phone, kill
from tests.browser.test_offline import prepared
from tests.browser.test_photos import photo
from tests.making import make_answer, make_check_list, make_check_up, make_event, make_place

COMPANY = "宏达电子有限公司"
TITLES = ("一个月内订立书面劳动合同", "职工名册齐全", "工资按月足额支付")


@pytest.fixture
def event(example_app: Flask) -> Iterator[uuid.UUID]:
    """Today's visit to a park, and a list that is asked there."""
    with example_app.app_context():
        person = person_by_username("staff.1")
        assert person is not None
        team = person.memberships[0].team
        park = db.session.scalars(select(Place).where(Place.kind == PlaceKind.PARK).order_by(Place.id)).first()
        version = make_check_list(*TITLES, team=team, title=f"现场清单{new_id()}", position=99)
        made = make_event(team=team, place=park, track=Track.ENTERPRISE, starts_at=clock.now(), title="送法入园")
        event_id, list_id = made.id, version.list_id
    yield event_id
    with example_app.app_context(), transaction():
        db.session.get_one(CheckList, list_id).retired_at = clock.now()


@pytest.fixture
def dying(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], example_app: Flask, site: str, tmp_path: Path
) -> Iterator[Any]:
    """`dying()` starts the phone of staff.1, which keeps what it had when it was killed."""
    with a_phone(playwright, browser_type_launch_args, tmp_path / "profile", site) as start:

        def signed_in() -> BrowserContext:
            context = start()
            context.add_cookies([session_cookie(example_app, "staff.1", site)])
            return context

        yield signed_in


def at_the_gate(page: Page, event: uuid.UUID) -> None:
    """The phone has read its days, and there is no signal any more."""
    page.goto("/log")
    prepared(page)
    page.evaluate(KNOWS, str(event))
    page.context.set_offline(True)


KNOWS = """async (event) => {
  const first = document.querySelector('script[src$="/parcels/first.js"]').src;
  const { freshFacts, knownFacts } = (await import(first)).$take("logbook/store/facts.js");
  for (;;) {
    const facts = await knownFacts();
    if (facts && facts.events.some((each) => each.id === event)) return;
    await freshFacts();
  }
}"""


def to_the_list(page: Page, event: uuid.UUID) -> None:
    """From the log of the event to the points of the list, for a company that no list knows."""
    page.goto(f"/log/{event}")
    page.get_by_role("link", name="Legal check-up").tap()
    choose(page)


def choose(page: Page) -> None:
    page.get_by_label("Find it, or type its name").fill(COMPANY)
    page.get_by_role("button", name=COMPANY).tap()
    page.get_by_role("link", name="现场清单").tap()
    expect(points(page)).to_have_count(len(TITLES))


def points(page: Page) -> Locator:
    return page.locator("[data-point]")


def point(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=title)


def answer(page: Page, title: str, word: str) -> None:
    button = point(page, title).get_by_role("button", name=word, exact=True)
    button.evaluate("element => element.scrollIntoView({block: 'center'})")
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")


def progress(page: Page) -> Locator:
    return page.locator("[data-slot='list-progress']")


def expect_uploaded(page: Page) -> None:
    expect(page.locator("[data-saving-words]")).to_contain_text("Uploaded", timeout=PATIENCE)


def look_again(page: Page) -> None:
    """What others found comes with the next reading of the days."""
    page.evaluate("() => window.dispatchEvent(new Event('online'))")


def answers_of(app: Flask, event: uuid.UUID) -> list[tuple[str, str, str]]:
    """By whom, at which point, what: all that the office has, in order."""
    with app.app_context():
        found = db.session.scalars(
            select(CheckAnswer).join(CheckUp).where(CheckUp.event_id == event).order_by(CheckAnswer.received_at)
        )
        return [(each.by.name, each.point.title, each.found.value) for each in found]


def results_of(app: Flask, event: uuid.UUID) -> dict[str, Found | None]:
    with app.app_context():
        rows = db.session.scalars(select(CheckResult).join(CheckUp).where(CheckUp.event_id == event))
        return {each.point.title: each.found for each in rows}


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are found through /proc (Linux)")
def test_two_phones_fill_one_check_up_without_a_signal_and_one_dies(
    dying: Any, opened: Opened, example_app: Flask, event: uuid.UUID, site: str, tmp_path: Path
) -> None:
    first = dying().pages[0]
    at_the_gate(first, event)
    to_the_list(first, event)
    answer(first, TITLES[0], "Risk")
    point(first, TITLES[0]).get_by_label("Note").fill("三人没有签合同")
    point(first, TITLES[0]).get_by_role("button", name="Keep the note").tap()
    expect(point(first, TITLES[0])).to_contain_text("三人没有签合同 · not uploaded yet")
    answer(first, TITLES[1], "In order")
    expect(progress(first)).to_have_text("2 of 3 seen · risks: 1")

    second = opened("staff.2", PHONE, language="en")
    second.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    at_the_gate(second, event)
    to_the_list(second, event)
    answer(second, TITLES[0], "In order")
    answer(second, TITLES[2], "Not applicable")
    answer(second, TITLES[1], "Risk")
    second.get_by_role("button", name=re.compile("^Undo")).tap()  # where it was never sent, nobody hears of it
    expect(progress(second)).to_have_text("2 of 3 seen")

    point(first, TITLES[1]).get_by_text("Note, photo").tap()
    point(first, TITLES[1]).get_by_label("Note").fill("缺两人")  # and keeps it not
    point(first, TITLES[2]).get_by_text("Note, photo").tap()
    point(first, TITLES[2]).get_by_label("Note").fill("工资表还没看完")  # and answers nothing yet
    first.wait_for_timeout(900)
    kill(tmp_path / "profile")
    assert answers_of(example_app, event) == []
    context = dying()
    first = context.pages[0]
    context.set_offline(True)
    first.goto(f"/log/{event}/check-up")  # it opens where it was
    expect(progress(first)).to_have_text("2 of 3 seen · risks: 1", timeout=PATIENCE)
    expect(point(first, TITLES[2]).get_by_label("Note")).to_have_value("工资表还没看完")
    expect(point(first, TITLES[1])).to_contain_text("缺两人 · not uploaded yet")

    context.set_offline(False)
    expect_uploaded(first)
    second.context.set_offline(False)
    expect_uploaded(second)
    with example_app.app_context():
        names = [person_by_username(name).name for name in ("staff.1", "staff.2")]  # type: ignore[union-attr]
    mine, theirs = names
    contract, roll, pay = TITLES
    own = [(mine, contract, "risk"), (mine, contract, "risk"), (mine, roll, "in_order"), (mine, roll, "in_order")]
    other = [(theirs, contract, "in_order"), (theirs, pay, "not_applicable")]
    arrived = answers_of(example_app, event)
    assert [each for each in arrived if each[:2] != (theirs, roll)] == own + other
    assert [found for by, title, found in arrived if (by, title) == (theirs, roll)] in ([], ["risk", "not_seen"])
    assert results_of(example_app, event) == {contract: None, roll: Found.IN_ORDER, pay: Found.NOT_APPLICABLE}

    look_again(first)
    differing = point(first, TITLES[0]).locator("[data-slot='differs']")
    expect(differing).to_contain_text("Which holds?", timeout=PATIENCE)
    expect(differing).to_contain_text(f"In order · {theirs}")
    expect(differing).to_contain_text("Risk · you")
    expect(point(first, TITLES[2])).to_contain_text(theirs)
    expect(progress(first)).to_have_text("2 of 3 seen · to decide: 1")
    for page in (first, second):
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
        assert found.violations_count == 0, found.generate_report()
    answer(first, TITLES[0], "Risk")
    expect_uploaded(first)
    expect(progress(first)).to_have_text("3 of 3 seen · risks: 1")
    assert results_of(example_app, event)[TITLES[0]] is Found.RISK
    look_again(second)
    expect(point(second, TITLES[0])).to_contain_text(f"Risk · {mine}", timeout=PATIENCE)
    expect(progress(second)).to_have_text("3 of 3 seen · risks: 1")


def test_a_note_that_nobody_kept_is_saved_once_when_it_is_left(
    opened: Opened, example_app: Flask, event: uuid.UUID, site: str
) -> None:
    page = opened("staff.1", PHONE, language="en")
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    at_the_gate(page, event)
    to_the_list(page, event)
    answer(page, TITLES[0], "Risk")
    note = point(page, TITLES[0]).get_by_label("Note")
    note.press_sequentially("three people")
    note.blur()
    expect(point(page, TITLES[0])).to_contain_text("three people · not uploaded yet")
    page.evaluate("() => window.dispatchEvent(new Event('pagehide'))")
    note.press_sequentially(" and one more")
    page.evaluate("() => window.dispatchEvent(new Event('pagehide'))")  # and the phone goes into the pocket
    note.blur()
    expect(point(page, TITLES[0])).to_contain_text("three people and one more · not uploaded yet")
    note.press_sequentially("!")
    answer(page, TITLES[0], "In order")
    page.context.set_offline(False)
    expect_uploaded(page)
    assert [found for _by, _point, found in answers_of(example_app, event)] == ["risk"] * 3 + ["in_order"]
    with example_app.app_context():
        last = db.session.scalars(select(CheckAnswer).join(CheckUp).where(CheckUp.event_id == event))
        assert sorted(each.note.text for each in last if each.note) == [
            "three people",
            "three people and one more",
            "three people and one more!",
        ]


def test_what_was_sent_is_taken_back_by_another_answer_and_photos_belong_to_theirs(
    opened: Opened, example_app: Flask, event: uuid.UUID, site: str
) -> None:
    page = opened("staff.1", PHONE, language="en")
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    at_the_gate(page, event)
    to_the_list(page, event)
    answer(page, TITLES[0], "Risk")
    point(page, TITLES[0]).locator("input[data-photo-input]").last.set_input_files([photo(800, 600)])
    expect(point(page, TITLES[0])).to_contain_text("Waiting to be sent", timeout=PATIENCE)
    page.context.set_offline(False)
    expect_uploaded(page)
    expect(point(page, TITLES[0])).to_contain_text("Sent at", timeout=PATIENCE)
    with example_app.app_context():
        (pictured,) = db.session.scalars(
            select(Evidence.subject_id)
            .where(Evidence.subject_type == "check_answers")
            .order_by(Evidence.id.desc())
            .limit(1)
        )
        stored = db.session.get_one(CheckAnswer, pictured)
        assert (stored.point.title, stored.found) == (TITLES[0], Found.RISK)
    page.get_by_role("button", name=re.compile("^Undo")).tap()
    expect(point(page, TITLES[0]).get_by_role("button", name="Not seen")).to_have_attribute("aria-pressed", "true")
    expect_uploaded(page)
    assert [found for _by, _point, found in answers_of(example_app, event)] == ["risk", "not_seen"]
    assert results_of(example_app, event) == {TITLES[0]: Found.NOT_SEEN}


def test_a_revisit_shows_the_risks_of_last_time_and_the_office_answers_without_a_signal(
    opened: Opened, example_app: Flask, event: uuid.UUID, site: str
) -> None:
    asked = f"没签合同能要双倍工资吗{new_id()}"
    with example_app.app_context():
        today = db.session.get_one(Event, event)
        company = make_place(PlaceKind.ENTERPRISE, name=f"宏达回访厂{new_id()}"[:40], parent=today.place)
        version = db.session.scalars(select(CheckPoint).where(CheckPoint.title == TITLES[0])).all()[-1].version
        first = {point: Found.RISK if point.title == TITLES[0] else Found.IN_ORDER for point in version.points}
        before = make_event(team=today.lead_team, place=company, starts_at=clock.now() - timedelta(days=90))
        make_check_up(before, company, first)
        revisit = make_event(team=today.lead_team, place=company, track=Track.ENTERPRISE, starts_at=clock.now())
        make_answer(asked, team=today.lead_team, text="超过一个月未订立书面劳动合同的，每月支付二倍工资。")
        revisit_id, name = revisit.id, company.name
    page = opened("staff.1", PHONE, language="en")
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    at_the_gate(page, revisit_id)
    page.goto(f"/log/{revisit_id}")
    page.get_by_role("link", name="Legal check-up").tap()
    page.get_by_role("button", name=name).tap()
    page.get_by_role("link", name="现场清单").tap()
    expect(point(page, TITLES[0]).get_by_text("last time a risk")).to_be_visible()
    expect(point(page, TITLES[1]).get_by_text("last time a risk")).to_be_hidden()

    page.get_by_role("link", name="Event").tap()
    page.get_by_role("link", name="Standard answers").first.tap()
    page.get_by_label("What is asked?").fill("双倍工资")
    found = page.locator(".answer", has_text=asked)
    expect(found).to_be_visible(timeout=PATIENCE)
    if found.locator(".answer-text").is_hidden():
        found.locator("summary").tap()
    expect(found).to_contain_text("每月支付二倍工资")
    page.get_by_label("What is asked?").fill("完全没有人问过的航天发射")
    expect(page.get_by_text("Nothing found.")).to_be_visible()


def test_a_name_that_is_near_another_is_asked_about_without_a_signal(
    opened: Opened, example_app: Flask, event: uuid.UUID, site: str
) -> None:
    with example_app.app_context():
        park = db.session.get_one(Event, event).place
        known = make_place(PlaceKind.ENTERPRISE, name="示例县远航印务有限公司", parent=park).name
        around = park.name
    typed = "远航印务（北厂）有限责任公司"
    page = opened("staff.1", PHONE, language="en")
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    at_the_gate(page, event)
    page.goto(f"/log/{event}")
    page.get_by_role("link", name="Legal check-up").tap()
    page.get_by_label("Find it, or type its name").fill(typed)
    page.get_by_role("button", name=typed).tap()
    expect(page.get_by_text("Which company is it?")).to_be_focused()
    expect(page.get_by_role("button", name=f"A new company: {typed}")).to_be_visible()
    page.get_by_role("button", name=f"{known} · {around}").tap()
    expect(page.get_by_role("heading", name=known)).to_be_visible()
    page.get_by_role("button", name="Another company").tap()
    page.get_by_label("Find it, or type its name").fill(typed)
    page.get_by_role("button", name=typed).tap()
    page.get_by_role("button", name=f"A new company: {typed}").tap()
    expect(page.get_by_role("heading", name=typed)).to_be_visible()


def test_a_phone_that_reopens_inside_a_voided_check_up_says_so_at_once(
    opened: Opened, example_app: Flask, event: uuid.UUID, site: str
) -> None:
    with example_app.app_context():
        visit = db.session.get_one(Event, event)
        company = make_place(PlaceKind.ENTERPRISE, name=f"误建厂{new_id()}"[:40], parent=visit.place)
        asked = db.session.scalars(select(CheckPoint).where(CheckPoint.title == TITLES[0])).all()[-1]
        check_up, name = make_check_up(visit, company, {asked: Found.RISK}), company.name
        clerk = person_by_username("clerk")
        assert clerk is not None
        with transaction():
            void_check_up(db.session.get_one(CheckUp, check_up.id), reason="走错了门", by=clerk, now=clock.now())
    page = opened("staff.1", PHONE, language="en")
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    at_the_gate(page, event)
    page.goto(f"/log/{event}")
    page.get_by_role("link", name="Legal check-up").tap()
    said = page.get_by_text("This check-up was voided")
    expect(said).to_be_hidden()
    page.get_by_role("button", name=name).tap()
    expect(said).to_be_visible()
    page.get_by_role("link", name="现场清单").tap()
    expect(points(page)).to_have_count(len(TITLES))
    page.reload()
    expect(points(page)).to_have_count(len(TITLES))
    expect(said).to_be_visible()


def test_a_note_that_is_too_long_is_said_and_loses_nothing(
    opened: Opened, example_app: Flask, event: uuid.UUID, site: str
) -> None:
    page = opened("staff.1", PHONE, language="en")
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    at_the_gate(page, event)
    to_the_list(page, event)
    typed = "职工名册缺" * 200 + "三人"
    point(page, TITLES[0]).locator("summary", has_text="Note").tap()
    note = point(page, TITLES[0]).get_by_label("Note")
    note.fill("名" * 960)
    expect(point(page, TITLES[0]).get_by_text("40 more characters")).to_be_visible()
    note.fill(typed)
    expect(point(page, TITLES[0]).get_by_text("2 characters too many")).to_be_visible()
    answer(page, TITLES[0], "Risk")
    page.reload()
    note = point(page, TITLES[0]).get_by_label("Note")
    expect(note).to_have_value(typed)
    note.fill(typed[:1000])
    expect(point(page, TITLES[0]).get_by_text("0 more characters")).to_be_visible()
    point(page, TITLES[0]).get_by_role("button", name="Keep the note").tap()
    page.context.set_offline(False)
    expect_uploaded(page)
    with example_app.app_context():
        answers = select(CheckAnswer).join(CheckUp).where(CheckUp.event_id == event).order_by(CheckAnswer.received_at)
        found = [(each.found, each.note.text if each.note else "") for each in db.session.scalars(answers)]
    assert found == [(Found.RISK, ""), (Found.RISK, typed[:1000])]


def test_a_note_that_names_somebody_stays_on_the_phone_till_it_is_put_right_or_said_to_name_nobody(
    opened: Opened, example_app: Flask, event: uuid.UUID, site: str
) -> None:
    page = opened("staff.1", PHONE, language="en")
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    at_the_gate(page, event)
    to_the_list(page, event)
    asked = point(page, TITLES[0]).get_by_text("may be the name or number of a person: 李娟, 13800138000.")
    point(page, TITLES[0]).locator("summary", has_text="Note").tap()
    note = point(page, TITLES[0]).get_by_label("Note")
    note.fill("负责人李娟 13800138000")
    expect(asked).to_be_visible()
    answer(page, TITLES[0], "Risk")
    page.reload()
    note = point(page, TITLES[0]).get_by_label("Note")
    expect(note).to_have_value("负责人李娟 13800138000")
    expect(asked).to_be_visible()
    note.fill("负责人某某")
    expect(asked).not_to_be_visible()
    note.blur()
    expect(point(page, TITLES[0]).get_by_text("The note is kept.")).to_be_visible()
    note.fill("江苏籍职工向某说周末加班，联系方式找周周")
    expect(point(page, TITLES[0]).get_by_text("may be the name")).to_be_visible()
    point(page, TITLES[0]).get_by_role("button", name="Keep the note").tap()
    expect(point(page, TITLES[0]).get_by_text("may be the name")).not_to_be_visible()
    page.context.set_offline(False)
    expect_uploaded(page)
    with example_app.app_context():
        answers = select(CheckAnswer).join(CheckUp).where(CheckUp.event_id == event).order_by(CheckAnswer.received_at)
        found = [each.note.text if each.note else "" for each in db.session.scalars(answers)]
    assert found == ["", "负责人某某", "江苏籍职工向某说周末加班，联系方式找周周"]
