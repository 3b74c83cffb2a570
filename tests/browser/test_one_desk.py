"""Two colleagues at one desk without signal: each line arrives once, and their lead decides what counts."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from outreach import clock
from outreach.people.rules import Role
from tests.browser.conftest import DESK, PHONE, Opened, pictures, served, session_cookie, windows
from tests.browser.field import PATIENCE, expect_number, expect_uploaded, lines_of, ready, state, tap
from tests.browser.phones import a_phone, kill
from tests.making import make_bureau, make_event, make_person, make_place, make_team


@pytest.fixture
def worksite(small_app: Flask) -> Flask:
    """An app with a bureau of one team: its lead, and two of its staff."""
    with small_app.app_context():
        make_bureau()
        team = make_team("work_injury")
        for role, username, name in (
            (Role.LEAD, "lead", "王建军"),
            (Role.STAFF, "li", "李晓芳"),
            (Role.STAFF, "zhang", "张伟民"),
        ):
            make_person(role, team=team, username=username, name=name)
    return small_app


@pytest.fixture
def desk(worksite: Flask) -> uuid.UUID:
    """The event at the gate that has gone on for half an hour."""
    with worksite.app_context():
        place = make_place(name="滨江新城项目工地")
        began = clock.now() - timedelta(minutes=30)
        return make_event(team=make_team("work_injury"), place=place, title="工地门口设台", starts_at=began).id


@pytest.fixture
def site(worksite: Flask) -> Iterator[str]:
    """The address of the server."""
    with served(worksite) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, worksite: Flask, site: str) -> Iterator[Opened]:
    """Windows on this bureau."""
    with windows(browser, worksite, site) as open_window:
        yield open_window


@pytest.fixture
def first_phone(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], worksite: Flask, site: str, tmp_path: Path
) -> Iterator[Callable[[], BrowserContext]]:
    """The phone that dies: started again, it has what it had."""
    with a_phone(playwright, browser_type_launch_args, tmp_path / "profile", site) as start:

        def signed_in() -> BrowserContext:
            context = start()
            context.add_cookies([session_cookie(worksite, "li", site)])
            return context

        yield signed_in


def log_of(page: Page, event_id: uuid.UUID) -> Page:
    page.goto(f"/log/{event_id}")
    return ready(page)


def taps(page: Page, *steps: int, total: int) -> None:
    """One touch after the other, until the counter shows what a person expects to see."""
    for step in steps:
        tap(page, step)
    expect_number(page, total)


def look(page: Page, name: str) -> None:
    """Keep a picture of this moment, where somebody wants to look."""
    folder = pictures()
    if folder is not None:
        page.screenshot(path=folder / f"desk-{name}.png", full_page=True)


def asked_line(page: Page) -> str:
    """What the year's page says of the consultations: the printed number and what is beside it."""
    page.goto(f"/reports/{clock.today().year}")
    return page.locator("a[href*='/figures/consultations']").first.inner_text()


def counted(page: Page, event_id: uuid.UUID) -> Any:
    """Where the event's page says how many asked."""
    page.goto(f"/events/{event_id}")
    return page.locator("[data-sum=consultation]")


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are found through /proc (Linux)")
def test_two_tallies_of_one_desk_arrive_once_and_the_lead_decides(
    opened: Opened, first_phone: Callable[[], BrowserContext], worksite: Flask, desk: uuid.UUID, tmp_path: Path
) -> None:
    # at the gate, where there is no signal: 87 and 64
    phone = first_phone()
    hers, his = log_of(phone.pages[0], desk), log_of(opened("zhang", PHONE, language="en"), desk)
    phone.set_offline(True)
    his.context.set_offline(True)
    taps(hers, 50, 5, total=55)
    expect(state(hers)).to_contain_text("Waiting to upload: 1", timeout=PATIENCE)
    taps(his, 50, 10, 1, 1, 1, 1, total=64)
    expect(state(his)).to_contain_text("Waiting to upload: 1", timeout=PATIENCE)
    taps(hers, 10, 10, 10, 1, 1, total=87)
    kill(tmp_path / "profile")
    assert lines_of(worksite, desk) == []

    # back in reach, the one phone started again
    hers = log_of(first_phone().pages[0], desk)
    expect_uploaded(hers)
    expect_number(hers, 87)
    his.context.set_offline(False)
    expect_uploaded(his)
    ready(his.reload() and his)
    expect_number(his, 87 + 64)
    lines = lines_of(worksite, desk)
    assert sorted(line.quantity for line in lines) == [32, 55, 64]
    assert len({line.by_id for line in lines}) == 2

    # the lead is asked, looks, and decides
    page = opened("lead", DESK)
    assert "其中 151 待核" in asked_line(page)
    page.goto("/")
    look(page, "home")
    page.get_by_role("link", name=re.compile("李晓芳 87 · 张伟民 64")).click()
    expect(page.locator(".tally-side h3")).to_have_text(["李晓芳", "张伟民"])
    expect(page.locator(".tally-side .tally-total .number")).to_have_text(["87", "64"])
    look(page, "asked")
    page.locator("[name$=word]").first.fill("同一张台")
    page.get_by_role("button", name=re.compile("李晓芳.*87")).click()
    expect(page.locator(".told-choice")).to_contain_text("→ 0")
    look(page, "decided")
    expect(counted(page, desk)).to_contain_text("87")
    look(page, "event")
    expect(page.locator("main")).not_to_contain_text("待核")
    assert "待核" not in asked_line(page)
    page.goto("/")
    expect(page.locator("main")).not_to_contain_text("张伟民 64")

    # and takes it back: both stand again
    page.goto(f"/events/{desk}")
    page.locator(f"a[href='/doubles/{desk}']").first.click()
    page.locator("summary", has_text="改变决定").click()
    page.locator("details [name=word]").fill("各管一边")
    page.get_by_role("button", name="撤回这个决定").click()
    expect(page.locator(".tally-side .tally-total .number")).to_have_text(["87", "64"])
    expect(counted(page, desk)).to_contain_text("151")
    assert "其中 151 待核" in asked_line(page)
    assert sum(line.quantity for line in lines_of(worksite, desk)) == 87 + 64
