"""Rule of the count 12: a drawing is kept whole, and later corrections never move it."""

import hashlib
import json
import re
import uuid
from datetime import timedelta
from html import unescape
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from openpyxl import load_workbook
from sqlalchemy import event, func, select
from sqlalchemy.exc import DatabaseError

from outreach import clock
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Invalid
from outreach.people.rules import Role
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.checking import code_of, is_sound, said_code
from outreach.reports.drawings.comparing import all_lines, compared
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnLine
from outreach.reports.drawings.queries import drawing_of, figures_in, lines_in, said_filters_of, since_then
from outreach.reports.figures import figures_of
from outreach.reports.filters import Filters, read_filters
from outreach.reports.parts import Part
from outreach.schedule.actions import cancel_event
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.making import NOW, make_event, make_person, make_tally
from tests.reports.divided.test_kept_parts import narrowings, parts_in
from tests.reports.hearing import heard_statements, heard_while_writing, reads_the_ledger
from tests.reports.test_sums import choices, filters_of, invariant
from tests.reports.worlds import World, build, change, changes, undo, worlds
from tests.reports.years import JUNE, SmallYear, small_year
from tests.signing_in import sign_in


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


def kept(by: Any, filters: Filters | None = None) -> Drawing:
    with transaction():
        drawing = keep_drawing(filters or Filters.of_year(2025), title="年度上报", by=by, now=NOW)
    db.session.refresh(drawing)
    return drawing


def test_the_lines_kept_add_up_to_the_value_kept(year: SmallYear) -> None:
    drawing = kept(year.clerk)
    for figure in figures_in(drawing.id):
        total = sum(line.quantity for line in lines_in(drawing.id, figure.key))
        assert figure.value == total or (figure.value is None and total == 0 and figure.reason)
    words = {figure.key: figure.wording for figure in figures_in(drawing.id)}
    assert (words["handouts"], words["views_people"]) == ("12700余份", "—")
    assert db.session.scalar(select(func.count()).where(AuditEntry.act == "drawing.kept")) == 1


@given(worlds, choices(), narrowings(), changes)
@invariant
def test_every_random_year_is_kept_whole(
    app_context: Flask, drawn: Any, chosen: dict[str, Any], words: Any, changed: list[tuple[str, int]]
) -> None:
    """Each value kept is its lines; what is changed then moves no drawing, and the next one differs by its lines."""
    try:
        world = build(drawn)
        filters, facts = filters_of(world, chosen), {"title": "一次统计", "by": world.people[0]}
        parts = [*_shares_and_months(world), *parts_in(world, words)]
        first = keep_drawing(filters, now=NOW, parts=parts, **facts)
        before = _held(first)
        assert before.keys() == {figure.key for figure in figures_of(filters)} | {part.word for part in parts}
        for key, (value, lines) in before.items():
            assert sum(line.quantity for line in lines) == (value or 0), key
        assert [each.key for each in since_then(first) if not each.is_none] == []
        for what, number in changed:
            change(world, what, number)
        db.session.flush()
        _differences_add_up(first, keep_drawing(filters, now=NOW + timedelta(days=1), **facts))
        for correction in [each for each in world.events if each.status is Status.HELD][:3]:
            undo(correction)
        db.session.flush()
        assert _held(first) == before and is_sound(first)
    finally:
        db.session.rollback()


def _shares_and_months(world: World) -> list[Part]:
    words = ("handouts", "views_times", "enterprises")
    months = [Part(key, {"month": str(month)}) for key in words for month in (3, 6)]
    return months + [Part(key, {"team": team.code}) for key in (*words, "events_public") for team in world.teams]


def _held(drawing: Drawing) -> dict[str, tuple[int | None, list[Any]]]:
    """What the drawing says of each figure and part, with the lines that it has kept."""
    return {figure.key: (figure.value, [*lines_in(drawing.id, figure.key)]) for figure in figures_in(drawing.id)}


def _differences_add_up(first: Drawing, second: Drawing) -> None:
    lines = [*all_lines(first, second)]
    for each in compared(first, second):
        then, now = (kept_figure.value or 0 if kept_figure else 0 for kept_figure in (each.then, each.now))
        assert now - then == sum(each.sums.values()), each.key
        if ";" not in each.key:  # the lines of parts are not told once more
            assert now - then == sum(line.moved_by for line in lines if line.key == each.key), each.key


def test_the_code_of_a_drawing_tells_whether_it_is_what_it_was(year: SmallYear) -> None:
    drawing = kept(year.clerk)
    assert is_sound(drawing) is True and said_code(code_of(drawing)).replace(" ", "").lower() == code_of(drawing)[:16]
    other = kept(year.clerk)
    assert code_of(other) != code_of(drawing)
    slipped_in = {"line_id": uuid.uuid4(), "day": NOW.date(), "quantity": 1, "label": "补录", "url": "/events/1"}
    with transaction():
        db.session.add(DrawnLine(drawing_id=drawing.id, key="handouts", **slipped_in))
    assert is_sound(drawing) is False


def test_anybody_can_make_the_code_again(app_context: Flask, year: SmallYear) -> None:
    drawing, client = kept(year.clerk), app_context.test_client()
    sign_in(client, year.viewer)
    page = client.get(f"/reports/2025/drawings/{drawing.id}").text
    (address,) = re.findall(r'href="([^"]+/sealed\.jsonl)"', page)
    answer = client.get(address)
    assert drawing.seal is not None and hashlib.sha256(answer.data).hexdigest() == drawing.seal.code
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.data.splitlines()[0])[:1] == [str(drawing.id)]
    rows = [json.loads(row) for row in answer.data.splitlines()]
    line = next(each for each in lines_in(drawing.id, "handouts"))
    said = [line.quantity, line.label, line.team, line.by_name, line.is_undecided, line.url]
    assert [str(line.line_id), line.day.isoformat(), *said] in rows


def test_later_corrections_do_not_move_it_and_are_told_since_then(year: SmallYear) -> None:
    drawing = kept(year.clerk)
    before = [(figure.key, figure.value) for figure in figures_in(drawing.id)]
    make_tally(year.desk, -12_000, item_id=year.line.item_id, reverses_id=year.line.id, reason="记错")
    make_event(status=Status.HELD)
    with transaction():
        fair = db.session.get(Event, year.fair.id)
        assert fair is not None
        fair.status, fair.cancelled_at, fair.cancel_reason = Status.CANCELLED, NOW, "误记"
    assert [(figure.key, figure.value) for figure in figures_in(drawing.id)] == before
    since = {each.key: each for each in since_then(drawing)}
    assert (since["events_public"].then, since["events_public"].today) == (3, 3)
    assert len(since["events_public"].added) == len(since["events_public"].gone) == 1
    assert not since["events_public"].is_none and since["events_public"].moved_by == 0
    assert (since["handouts"].then, since["handouts"].today) == (12_734, 0)
    assert [line.quantity for line in since["handouts"].added] == [-12_000]
    assert len(since["handouts"].gone) == 2
    assert since["articles"].is_none


def test_what_is_undecided_is_asked_once_for_all_figures(year: SmallYear) -> None:
    drawing = kept(year.clerk)
    with heard_statements() as heard:
        assert len(since_then(drawing)) > 20
    assert len([each for each in heard if "FROM doubles" in each]) == 1


def test_a_drawing_is_of_one_instant_though_somebody_writes_meanwhile(app: Flask) -> None:
    with app.app_context():
        year = small_year()
        client = app.test_client()
        sign_in(client, year.clerk)
        engine = db.engine

    def write() -> None:
        with app.app_context():
            make_tally(make_event(team=year.employment, place=year.town, starts_at=JUNE, status=Status.HELD), 66)

    writer = Thread(target=write)

    def start(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO drawn_figures") and writer.ident is None:
            writer.start()
            writer.join(timeout=0.5)  # SQLite lets it wait for the drawing, PostgreSQL lets it through

    event.listen(engine, "before_cursor_execute", start)
    try:
        answer = client.post("/reports/2025/drawings/new", data={"title": "年度上报"})
    finally:
        event.remove(engine, "before_cursor_execute", start)
    writer.join()
    with app.app_context():
        drawing = drawing_of(2025, uuid.UUID(answer.location.rpartition("/")[2]))
        values = {figure.key: figure.value for figure in figures_in(drawing.id)}
        assert (values["events_public"], values["handouts"]) == (3, 12_734)
        since = {each.key: each for each in since_then(drawing)}
        assert (since["events_public"].moved_by, since["handouts"].moved_by) == (1, 66)


def test_the_database_refuses_to_change_what_was_kept(year: SmallYear) -> None:
    drawing = kept(year.clerk)
    for statement in (
        db.update(Drawing).values(title="别的"),
        db.update(DrawnFigure).values(value=1),
        db.update(DrawnLine).values(quantity=1),
        db.delete(DrawnLine),
    ):
        with pytest.raises(DatabaseError), transaction() as session:
            session.execute(statement)
    assert drawing_of(2025, drawing.id).title == "年度上报"


def test_a_drawing_keeps_its_filters(year: SmallYear) -> None:
    drawing = kept(year.clerk, read_filters(2025, {"team": "pension", "from": "2025-06-01", "track": "public"}))
    assert drawing.filters == {"team": "pension", "from": "2025-06-01", "track": "public"}
    reasons = {figure.key: figure.reason for figure in figures_in(drawing.id)}
    assert reasons["articles"] and not reasons["events_public"]


@pytest.mark.parametrize("title", ["", "   ", "长" * 101])
def test_a_drawing_needs_a_name(year: SmallYear, title: str) -> None:
    with pytest.raises(Invalid), transaction():
        keep_drawing(Filters.of_year(2025), title=title, by=year.clerk, now=NOW)
    assert db.session.scalar(select(func.count()).select_from(Drawing)) == 0


def test_the_clerk_keeps_one_on_the_page_and_programs_read_it(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        year = small_year()
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    page = client.get("/reports/2025?team=employment").text
    assert "Keep these figures" in page
    token = page.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]
    with sqlite_app.app_context(), heard_while_writing() as heard:
        sent = {"csrf_token": token, "title": "季度上报"}
        answer = client.post("/reports/2025/drawings/new?team=employment", data=sent)
    assert answer.status_code == 302, answer.text
    assert any("INTO drawn_lines" in each for each in heard) and not [each for each in heard if reads_the_ledger(each)]
    with sqlite_app.app_context(), heard_statements() as said:
        shown = client.get(answer.location).text
    assert not [each for each in said if "AS team_name" in each]  # nothing is named that did not move
    assert "季度上报" in shown and "12700余份" in shown and "the same" in shown
    with sqlite_app.app_context():
        code = said_code(code_of(db.session.scalars(select(Drawing)).one()))
        make_tally(year.desk, 66)
    assert code in shown and "Sound: the rows of the drawing still give this code." in shown
    assert "+66" in client.get(answer.location).text
    drawing_id = answer.location.rpartition("/")[2]
    told = json.loads(client.get(f"/reports/2025.json?drawing={drawing_id}").text)
    assert told["handouts"]["value"] == sum(line["quantity"] for line in told["handouts"]["lines"]) == 12_734
    assert client.get(f"/reports/2025.json?drawing={drawing_id}&team=pension").status_code == 400
    assert client.get(f"/reports/2024.json?drawing={drawing_id}").status_code == 400
    lines = client.get(f"/reports/2025/drawings/{drawing_id}/figures/handouts")
    assert lines.status_code == 200 and str(year.line.id) in lines.text
    assert "季度上报" in client.get("/reports/2025/drawings").text


def test_a_kept_figure_opens_as_far_as_todays(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        year = small_year()
        kept_id = kept(year.clerk).id
        sign_in(client, year.viewer)
        counter = year.line.by.name
    page = client.get(f"/reports/2025/drawings/{kept_id}/figures/handouts").text
    assert "登记数12,734，其中估计300 份" in page and page.count(">估计</span>") == 1
    assert "记错活动" in page and page.count(">已撤销</span>") == 1 and counter in page
    book = load_workbook(BytesIO(client.get(f"/reports/2025.xlsx?drawing={kept_id}").data))
    rows = [list(row) for row in book["发放宣传资料"].iter_rows(values_only=True)]
    (head,) = [row for row in rows if row[0] == "序号"]
    lines = [dict(zip(head, row, strict=True)) for row in rows[rows.index(head) + 1 :]]
    assert sorted(line["计数方式"] for line in lines) == ["估计"] + ["实数"] * 4
    (back,) = [line for line in lines if line["撤销原因"]]
    assert back["撤销原因"] == "记错活动" and lines[back["撤销的序号"] - 1]["数量"] == -back["数量"] == 77
    assert "计数方式" not in [cell.value for row in book["集中宣传"].iter_rows() for cell in row]


def test_only_who_closes_may_keep(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        small_year()
        sign_in(client, make_person(Role.LEAD))
    assert client.get("/reports/2025/drawings/new").status_code == 403
    assert "drawings/new" not in client.get("/reports/2025").text


def test_a_drawing_says_its_filters_wherever_it_is_shown(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        year = small_year()
        part = kept(year.clerk, read_filters(2025, {"team": "pension", "track": "public", "from": "2025-06-01"}))
        path = f"/reports/2025/drawings/{part.id}"
        sign_in(client, year.clerk)
    client.set_cookie("language", "en")
    said = "Team: 养老保险 · Track: Public outreach"
    for page in ("/reports/2025/drawings", path, f"{path}/figures/handouts"):
        assert said in client.get(page).text, page
    assert said in client.get("/reports/2025/drawings/new?team=pension&track=public").text
    with sqlite_app.app_context():
        whole = kept(year.clerk)
    assert "Everything, without a filter" in client.get(f"/reports/2025/drawings/{whole.id}").text


def test_a_drawing_says_its_filters_though_the_lists_lost_them(app_context: Flask, year: SmallYear) -> None:
    lost = Drawing(at=NOW, title="旧", year=2025, first_day=JUNE.date(), last_day=JUNE.date(), filters={"team": "gone"})
    assert said_filters_of(lost) == "team=gone"


def test_since_then_says_why_and_by_whom(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        year = small_year()
        drawing = kept(year.clerk)
        counter = make_person(name="李晓芳")
        make_tally(year.desk, -12_000, item_id=year.line.item_id, reverses_id=year.line.id, reason="数错了", by=counter)
        with transaction():
            fair = db.session.merge(year.fair)
            cancel_event(fair, reason="误记", by=year.clerk, now=clock.now())
        sign_in(client, year.clerk)
        path = f"/reports/2025/drawings/{drawing.id}"
    client.set_cookie("language", "en")
    page = unescape(client.get(path).text)
    assert "takes a line back: 数错了" in page and "logged by 李晓芳" in page
    gone = page.partition("Public events since then")[2].partition("</section>")[0]
    assert year.clerk.name in gone and "Status:" in gone and "误记" in gone
