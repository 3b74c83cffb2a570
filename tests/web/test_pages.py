"""Parts of every page: lists by pages, panels, navigation, static files."""

from pathlib import Path

import pytest
from flask import Flask, render_template_string, url_for
from jinja2 import UndefinedError
from markupsafe import escape
from sqlalchemy import Column, Integer, MetaData, Table, select

from outreach.db import db
from outreach.web import assets, nav, panels
from outreach.web.access import Permission, permit
from outreach.web.assets import asset
from outreach.web.icons import icon
from outreach.web.paging import Page, page_number, paged
from tests.web.conftest import PEOPLE, sign_in


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1),
        ("?page=3", 3),
        ("?page=0", 1),
        ("?page=-1", 1),
        ("?page=x", 1),
        ("?page=٣", 1),
        ("?page=99999999999", 1),
    ],
)
def test_a_page_number_is_read_with_care(small: Flask, asked: str, number: int) -> None:
    with small.test_request_context(f"/open{asked}"):
        assert page_number() == number


def test_a_list_is_shown_a_page_at_a_time(small: Flask) -> None:
    row = Table("row", MetaData(), Column("id", Integer, primary_key=True))
    with small.test_request_context("/open?team=a&team=b&page=2"):
        row.create(db.session.connection())
        db.session.execute(row.insert(), [{"id": number} for number in range(1, 66)])
        statement = select(row.c.id).order_by(row.c.id)
        page = paged(db.session(), statement, 2)
        assert (next(iter(page)), len(page), page.first, page.last, page.total, page.count) == (31, 30, 31, 60, 65, 3)
        assert (page.previous, page.next) == (1, 3)
        assert page.href(3) == "/open?team=a&team=b&page=3"
        assert page.href(1) == "/open?team=a&team=b"
        assert list(paged(db.session(), statement, 99)) == [61, 62, 63, 64, 65]
        assert [tuple(found) for found in paged(db.session(), statement, 1, 2, entities=False)] == [(1,), (2,)]
        db.session.rollback()


def test_an_empty_list_has_one_page(small: Flask) -> None:
    page: Page[int] = Page([], 1, 30, 0)
    assert (page.count, page.first, page.last, page.next, page.previous) == (1, 0, 0, None, None)


def test_panels_stand_in_order_and_only_before_those_who_may(small: Flask) -> None:
    panels.add(small, "event", lambda word: f"<b>{word} 2</b>", position=20)
    panels.add(small, "event", lambda word: f"<b>{word} 1</b>", position=10)
    panels.add(small, "event", lambda word: "secret", permission=Permission.PLAN)

    @small.get("/event")
    @permit(Permission.PUBLIC)
    def event() -> str:
        return render_template_string("{{ panels('event', word='log') }}{{ panels('none') }}")

    visitor = small.test_client()
    assert visitor.get("/event").text == ""
    sign_in(visitor, "staff")
    assert visitor.get("/event").text == "<b>log 1</b>\n<b>log 2</b>\n"[:-1]


def test_navigation_shows_what_is_open_and_where_one_is(small: Flask) -> None:
    nav.add(small, "open", "Home", endpoint="open_to_all", icon="house", permission=Permission.PUBLIC, position=1)
    nav.add(small, "report", "Report", endpoint="report", icon="chart", in_bar=True, position=2)
    nav.add(small, "plan", "Plan", endpoint="plan", icon="calendar", permission=Permission.PLAN, position=3)
    with small.test_request_context("/report/2025"):
        assert [way.key for way in nav.ways()] == ["open"]
    with small.test_request_context("/report/2025") as context:
        context.session["_user_id"] = PEOPLE["staff"].id
        assert [(way.key, way.is_current, way.in_bar) for way in nav.ways()] == [
            ("open", False, False),
            ("report", True, True),
        ]


def test_ways_lead_to_where_the_program_lies_now(small: Flask) -> None:
    nav.add(small, "open", "Home", endpoint="open_to_all", icon="house", permission=Permission.PUBLIC)
    for root in ("", "/outreach", ""):
        with small.test_request_context("/open", environ_overrides={"SCRIPT_NAME": root}):
            assert [(way.href, way.is_current) for way in nav.ways()] == [(f"{root}/open", True)]


def test_an_icon_is_read_aloud_where_it_says_something_and_nothing_in_it_is_html(small: Flask) -> None:
    Path(small.static_folder or "", "web").mkdir()
    Path(small.static_folder or "", "web", "icons.svg").write_text("<svg/>", encoding="utf-8")
    with small.test_request_context():
        alone, labelled = icon("clock"), icon("clock", '"<b>')
        drawing = f'<use href="{escape(asset("web/icons.svg"))}#clock"/>'
    assert 'aria-hidden="true"' in alone and drawing in alone
    assert (
        'role="img" aria-label="&#34;&lt;b&gt;"' in labelled and "aria-hidden" not in labelled and drawing in labelled
    )


def test_ways_stand_in_groups_and_the_lists_are_folded_until_one_is_open(small: Flask) -> None:
    nav.add(small, "report", "Report", endpoint="report", icon="chart", group="lists", position=2)
    nav.add(small, "plan", "Plan", endpoint="plan", icon="calendar", group="plan", permission=Permission.PLAN)
    nav.add(small, "open", "Home", endpoint="open_to_all", icon="house", permission=Permission.PUBLIC)

    def seen_at(path: str) -> list[tuple[list[str], bool]]:
        with small.test_request_context(path) as context:
            context.session["_user_id"] = PEOPLE["staff"].id
            return [([way.key for way in group.ways], group.is_folded) for group in nav.groups()]

    assert seen_at("/") == [(["open"], False), (["report"], True)]
    assert seen_at("/report/2025") == [(["open"], False), (["report"], False)]


def test_a_hashed_file_is_kept_for_good_and_only_by_its_own_hash(small: Flask) -> None:
    visitor = small.test_client()
    with small.test_request_context("/"):
        address = asset("a.css")
        plain = url_for("static", filename="a.css")
    with visitor.get(address) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    for other in (plain, plain + "?v=wrong"):
        with visitor.get(other) as answer:
            assert "immutable" not in answer.headers["Cache-Control"]
    Path(small.static_folder or "", "a.css").write_text("a{color:red}", encoding="utf-8")
    with small.test_request_context("/"):
        assert asset("a.css") != address


def test_a_name_that_nobody_gave_fails_the_template(small: Flask) -> None:
    with small.test_request_context("/"), pytest.raises(UndefinedError):
        render_template_string("{{ nobody }}")


def test_whoever_watches_the_server_is_told_that_it_answers(small: Flask) -> None:
    answer = small.test_client().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_module_is_served_by_the_version_of_them_all(small: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "LOOK_EVERY", 0)
    folder = Path(small.static_folder or "")
    for name in ("one.js", "two.js"):
        (folder / name).write_text(f'import "./{name}";', encoding="utf-8")
    visitor = small.test_client()

    def address_of(path: str) -> str:
        with small.test_request_context("/"):
            return asset(path)

    before = address_of("one.js")
    assert before.rpartition("/")[0] == address_of("two.js").rpartition("/")[0]  # so that "./two.js" is of its version
    with visitor.get(before) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Vary"] == "Accept-Encoding"
    (folder / "two.js").write_text("changed", encoding="utf-8")
    with monkeypatch.context() as a_moment_later:
        a_moment_later.setattr(assets, "LOOK_EVERY", 60)
        assert address_of("one.js") == before
        visitor.get(before).close()  # whoever is sent it has it looked at
        assert address_of("one.js") != before
    assert address_of("one.js") != before
    with visitor.get(before) as answer:
        assert answer.status_code == 200
        assert "immutable" not in answer.headers["Cache-Control"]
    with small.test_request_context("/"), pytest.raises(FileNotFoundError):
        asset("three.js")
