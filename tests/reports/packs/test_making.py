"""A pack that was made: opened again, every hash, the ledger against the figures, and what stays in the house."""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from docx import Document
from flask import Flask
from hypothesis import given
from openpyxl import load_workbook

from outreach.db import db, new_id, transaction
from outreach.db.snapshot import snapshot
from outreach.evidence import store
from outreach.evidence.actions import flag_people
from outreach.evidence.rules import PictureKind
from outreach.files import files
from outreach.logbook.attendance.models import Presence
from outreach.places.rules import PlaceKind
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.queries import drawing
from outreach.reports.filters import Filters, chosen_row, chosen_team
from outreach.reports.packs.asked import of_drawing, of_edition, of_event, of_period
from outreach.reports.packs.gathering import gathered
from outreach.reports.packs.ledger import COLUMNS
from outreach.reports.packs.pieces import Piece, add_leader, init_leaders
from outreach.reports.values import draw_all
from outreach.schedule.models import Assignment
from outreach.schedule.rules import Status, Track
from tests.guards.test_html import complaints
from tests.making import make_check_up, make_event, make_person, make_place, make_tally, stored
from tests.reports.hearing import heard_statements
from tests.reports.packs.opening import NOW, make_evidence, packed
from tests.reports.test_sums import choices, filters_of, invariant
from tests.reports.worlds import build, worlds
from tests.reports.years import SmallYear, small_year

YEAR = Filters.of_year(2025)


@pytest.fixture
def year(sqlite_app: Flask) -> Iterator[SmallYear]:
    with sqlite_app.app_context():
        yield small_year()


def rows_of(content: bytes, sheet: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in load_workbook(BytesIO(content))[sheet].iter_rows(values_only=True)]


def test_every_file_has_the_hash_that_the_lists_say(year: SmallYear, tmp_path: Path) -> None:
    make_evidence(year.desk, year.clerk)
    opened, made = packed(of_period(YEAR), tmp_path / "a.zip")
    hashes = opened.hashes()
    assert opened.sums == {name: sha256 for name, sha256 in hashes.items() if name != "SHA256SUMS"}
    listed = {each["path"]: (each["sha256"], each["size"]) for each in opened.manifest["files"]}
    own = {"manifest.json", "SHA256SUMS"}
    assert set(listed) == set(hashes) - own
    assert all(listed[name] == (hashes[name], len(opened.files[name])) for name in listed)
    assert made.files == len(opened.names)
    assert len(rows_of(opened.files["清单.xlsx"], "文件")) == len(listed) - 1 + 4


def test_the_same_instant_gives_the_same_bytes(year: SmallYear, tmp_path: Path) -> None:
    make_evidence(year.desk, year.clerk)
    _opened, one = packed(of_period(YEAR), tmp_path / "a.zip")
    _opened, other = packed(of_period(YEAR), tmp_path / "b.zip")
    assert one == other


def test_the_figures_are_drawn_once_for_all_files_of_a_pack(year: SmallYear, tmp_path: Path) -> None:
    with snapshot(), heard_statements() as alone:
        draw_all(YEAR)
    sums = [each for each in alone if each.startswith("SELECT sum(") and "count(*)" in each]
    with heard_statements() as heard:
        packed(of_period(YEAR), tmp_path / "a.zip")
    assert len(sums) > 15 and Counter(each for each in heard if each in sums) == Counter(sums)


def test_names_are_read_as_they_were_written(year: SmallYear, tmp_path: Path) -> None:
    make_event(team=year.pension, place=year.town, title='CON: "安全"/生产?', status="held", starts_at=NOW, held_at=NOW)
    opened, _made = packed(of_period(YEAR), tmp_path / "a.zip")
    assert opened.under("2025-03-04 赶集日政策咨询") and opened.under("2025-12-31 CON 安全 生产")
    for info in opened.infos:
        assert info.filename.isascii() or info.flag_bits & 0x800
        assert not info.flag_bits & 0x8  # what reads from front to back needs sizes in the heads
        assert len(info.filename) < 200


def test_the_ledger_comes_to_the_figures(app_context: Flask, tmp_path: Path) -> None:
    small_year()
    opened, _made = packed(of_period(YEAR), tmp_path / "a.zip")
    figures = {each["key"]: each for each in opened.manifest["figures"]}
    assert {key: figures[key]["value"] for key in ("events_public", "handouts", "handouts_副", "consultations")} == {
        "events_public": 3,
        "handouts": 12_734,
        "handouts_副": 40,
        "consultations": 125,
    }
    assert all(each["agrees"] for each in opened.manifest["figures"] if each["ledger"] is not None)
    rows = rows_of(opened.files["01 台账.xlsx"], "普法活动台账")
    assert rows[2] == COLUMNS
    assert rows[-1][0] == "合计" and rows[-1][12] == "12734份；40副"
    assert [row[0] for row in rows[3:-1]] == list(range(1, 8))
    heads = rows_of(opened.files["01 台账.xlsx"], "分项数量")[2]
    assert {"发放宣传资料（份）", "发放资料（副）"} <= set(heads)


def test_the_word_ledger_says_what_the_workbook_says(year: SmallYear, tmp_path: Path) -> None:
    opened, _made = packed(of_period(YEAR), tmp_path / "a.zip")
    document = Document(BytesIO(opened.files["01 台账.docx"]))
    ledger, checks = document.tables
    said = [[cell.text for cell in row.cells] for row in ledger.rows]
    shown = rows_of(opened.files["01 台账.xlsx"], "普法活动台账")
    assert said[0] == list(COLUMNS)
    assert [row[3] for row in said[1:-1]] == [row[3] for row in shown[3:-1]]
    assert said[-1][12] == "12734份；40副" and said[-1][13] == "125"
    assert all(row.cells[4].text in ("相符", "未核对") for row in checks.rows[1:])
    assert document.sections[0].page_width > document.sections[0].page_height


def test_corrections_stand_there_with_their_reason(year: SmallYear, tmp_path: Path) -> None:
    opened, _made = packed(of_event(year.session), tmp_path / "a.zip")
    rows = rows_of(opened.files["01 台账.xlsx"], "普法活动台账")
    assert "更正1笔（记错活动）" in rows[3][19]
    lines = rows_of(opened.files["01 台账.xlsx"], "登记明细")
    assert [row[4] for row in lines[3:]] == [77, -77]
    assert lines[4][10] == "记错活动"


def test_blank_and_none_differ(year: SmallYear, tmp_path: Path) -> None:
    make_tally(year.session, 0)
    opened, _made = packed(of_period(YEAR), tmp_path / "a.zip")
    rows = {row[3]: row for row in rows_of(opened.files["01 台账.xlsx"], "普法活动台账")[3:-1]}
    assert rows[year.session.title][12] == "0份（未发放）"
    blank = [row for row in rows.values() if row[12] is None and "未登记数量" in (row[19] or "")]
    assert len(blank) == 3


def test_a_plan_is_never_told_as_who_was_there(year: SmallYear, tmp_path: Path) -> None:
    planned, came = make_person(name="赵计划"), make_person(name="钱到场")
    stored(Assignment(event_id=year.desk.id, person_id=planned.id))

    def said(name: str) -> tuple[Any, str]:
        opened, _made = packed(of_event(year.desk), tmp_path / name)
        (page,) = opened.under("打开.html")
        cell = rows_of(opened.files["01 台账.xlsx"], "普法活动台账")[3][10]
        return cell, re.sub(r"</?d[td]>", " ", opened.files[page].decode())

    cell, page = said("a.zip")
    assert cell == "计划人员：赵计划" and "计划人员  赵计划" in page and "参加人员" not in page
    for person, there in ((came, True), (planned, False)):
        row = Presence(id=new_id(), event_id=year.desk.id, person_id=person.id, there=there, by_id=came.id)
        row.at = row.received_at = NOW
        stored(row)
    cell, page = said("b.zip")
    assert cell == "钱到场" and "参加人员  钱到场" in page and "计划人员" not in page


def test_what_shows_people_stays_in_the_house(year: SmallYear, tmp_path: Path) -> None:
    make_evidence(year.desk, year.clerk, seed=1, caption="咨询台")
    make_evidence(year.desk, year.clerk, seed=2, shows_people=True)
    make_evidence(year.desk, year.clerk, seed=3, kind=PictureKind.SCAN, shows_people=True)
    make_evidence(year.desk, year.clerk, seed=4, kind=PictureKind.SCAN)
    opened, _made = packed(of_event(year.desk), tmp_path / "a.zip")
    assert [name.rpartition("/")[2] for name in opened.under(".jpg")] == ["照片 01 咨询台.jpg", "签到表 02 图4.jpg"]
    assert {
        "标记为可见人脸或个人信息，按规定不随材料外送",
        "签到表含个人姓名和签名，未遮盖，默认不外送",
    } <= opened.why_left_out()
    asked, _made = packed(of_event(year.desk), tmp_path / "b.zip", with_scans=True, reason="上级核查")
    assert len(asked.under("签到表")) == 2 and len(asked.under("照片")) == 1
    assert asked.manifest["reason"] == "上级核查"


def test_a_picture_says_who_added_it_and_when(year: SmallYear, tmp_path: Path) -> None:
    item = make_evidence(year.desk, year.clerk, caption="咨询台")
    opened, _made = packed(of_event(year.desk), tmp_path / "a.zip")
    (row,) = [row for row in rows_of(opened.files["清单.xlsx"], "文件") if str(row[1]).endswith(".jpg")]
    assert row[4:6] == (year.clerk.name, datetime(2025, 12, 31, 16)) and row[7] == item.sha256
    page = opened.files[opened.under("打开.html")[0]].decode()
    assert f"{year.clerk.name} 2025-12-31 16:00 添加" in page and item.sha256 in page
    (file,) = [each for each in opened.manifest["files"] if each["path"].endswith(".jpg")]
    assert (file["added_by"], file["added_at"]) == (year.clerk.name, "2025-12-31T16:00:00+08:00")


def test_what_is_gone_or_damaged_is_named(year: SmallYear, tmp_path: Path) -> None:
    gone = make_evidence(year.desk, year.clerk, seed=1)
    damaged = make_evidence(year.desk, year.clerk, seed=2)
    store.drop(gone.sha256)
    files().put(store.name_of(damaged.sha256), b"other")
    opened, _made = packed(of_event(year.desk), tmp_path / "a.zip")
    assert opened.under(".jpg") == []
    assert {"文件在数据目录中缺失，请告知管理员", "文件与登记的哈希值不符，请告知管理员"} <= opened.why_left_out()
    store.drop(damaged.sha256)


def test_a_flag_taken_back_opens_the_picture(year: SmallYear, tmp_path: Path) -> None:
    item = make_evidence(year.desk, year.clerk, seed=2, shows_people=True)
    with transaction():
        flag_people(item, False, by=year.clerk, now=NOW)
    opened, _made = packed(of_event(year.desk), tmp_path / "a.zip")
    assert len(opened.under(".jpg")) == 1


def test_an_edition_is_packed_whole_and_a_team_alone(year: SmallYear, tmp_path: Path) -> None:
    opened, _made = packed(of_edition(year.edition), tmp_path / "a.zip")
    assert {name.split("/")[1] for name in opened.names if name.startswith("活动/")} == {
        name.split("/")[1] for name in opened.under("赶集日政策咨询")
    }
    assert all(each["agrees"] for each in opened.manifest["figures"] if each["ledger"] is not None)
    of_team = Filters(2025, YEAR.period, team=chosen_team(year.pension))
    opened, _made = packed(of_period(of_team), tmp_path / "b.zip")
    assert opened.under("赶集日政策咨询") == []
    assert opened.manifest["filters"] == {"team": "pension"}


def test_stored_figures_stand_beside_what_the_ledger_says_today(year: SmallYear, tmp_path: Path) -> None:
    with transaction():
        kept = keep_drawing(YEAR, title="2025年度封账", by=year.clerk, now=NOW)
        drawing_id = kept.id
    opened, _made = packed(of_drawing(drawing(drawing_id)), tmp_path / "a.zip")
    assert "全部相符" in opened.files["index.html"].decode() and "2025年度封账" in opened.manifest["stored_figures"]
    make_tally(year.desk, 66)
    opened, _made = packed(of_drawing(drawing(drawing_id)), tmp_path / "b.zip")
    handouts = next(each for each in opened.manifest["figures"] if each["key"] == "handouts")
    assert (handouts["value"], handouts["ledger"], handouts["agrees"]) == (12_734, 12_800, False)
    assert "存档的数保持不变" in opened.files["index.html"].decode()
    assert json.loads(opened.files["02 统计数.json"])["handouts"]["value"] == 12_734


def test_what_could_not_be_compared_is_named_and_not_called_right(year: SmallYear, tmp_path: Path) -> None:
    opened, _made = packed(of_period(YEAR), tmp_path / "a.zip")
    told = [each for each in opened.manifest["figures"] if each["ledger"] is None]
    compared = len(opened.manifest["figures"]) - len(told)
    verdict = f"核对统计数 {compared} 项，全部相符。以下各项本包没有逐行列出或没有数值，未作核对："
    names = "、".join(each["label"] for each in told)
    assert told and "阅读" in names and {each["agrees"] for each in told} == {None}
    for text in (
        opened.files["index.html"].decode(),
        "".join(each.text for each in Document(BytesIO(opened.files["01 台账.docx"])).paragraphs),
        str(rows_of(opened.files["01 台账.xlsx"], "合计核对")[-1][0]),
    ):
        assert f"{verdict}{names}。" in text


def test_the_pages_inside_are_whole_and_fetch_nothing(year: SmallYear, tmp_path: Path) -> None:
    make_evidence(year.desk, year.clerk, caption="<b>咨询台</b>")
    opened, _made = packed(of_period(YEAR), tmp_path / "a.zip")
    for name in opened.under(".html"):
        page = opened.files[name].decode()
        assert complaints(page) == []
        assert "<script" not in page and not re.search(r'(?:src|srcset)="(?:https?:)?//', page)
        for link in re.findall(r'(?:href|src)="([^"#:]+)"', page):
            assert resolved(name, link) in opened.files, (name, link)
    index = opened.files["index.html"].decode()
    assert "全部相符" in index and "赶集日政策咨询" in index and "<b>咨询台" not in index


def resolved(page: str, link: str) -> str:
    """The file of the pack to which the link on that page leads."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(link)))


def test_what_leads_a_pack_stands_first(year: SmallYear, tmp_path: Path, sqlite_app: Flask) -> None:
    add_leader(sqlite_app, lambda asked: [Piece("00 评分表.xlsx", "评分表", b"sheet")])
    try:
        opened, _made = packed(of_period(YEAR), tmp_path / "a.zip")
    finally:
        init_leaders(sqlite_app)
    assert opened.names[0] == "00 评分表.xlsx"
    assert 'href="00%20%E8%AF%84%E5%88%86%E8%A1%A8.xlsx"' in opened.files["index.html"].decode()


def test_the_calendar_file_has_each_event(year: SmallYear, tmp_path: Path) -> None:
    opened, _made = packed(of_period(YEAR), tmp_path / "a.zip")
    text = opened.files["03 日历.ics"].decode()
    assert text.count("BEGIN:VEVENT") == 7 and text.startswith("BEGIN:VCALENDAR")


@invariant
@given(drawn=worlds, chosen=choices())
def test_in_random_years_the_ledger_comes_to_every_figure(
    app_context: Flask, drawn: Any, chosen: dict[str, Any]
) -> None:
    try:
        asked = of_period(filters_of(build(drawn), chosen))
        contents = gathered(asked, at=NOW, by="统筹", with_scans=False, reason=None, root="")
        assert [each for each in contents.checks if not each.agrees] == []
        assert any(each.ledger is not None for each in contents.checks)
    finally:
        db.session.rollback()


def test_a_visit_at_an_event_elsewhere_is_no_disagreement(app_context: Flask) -> None:
    company = make_place(PlaceKind.ENTERPRISE)
    event = make_event(track=Track.ENTERPRISE, status=Status.HELD)
    make_check_up(event, company, {})
    asked = of_period(replace(Filters.of_year(2025), place=chosen_row(company)))
    contents = gathered(asked, at=NOW, by="统筹", with_scans=False, reason=None, root="")
    checks = {each.key: each for each in contents.checks}
    for key in ("company_visits", "enterprises"):
        assert (checks[key].ledger, checks[key].figure, checks[key].agrees) == (None, 1, True)
    assert contents.left_out[0].what == "在所选地点之外的活动中走访的企业"


def test_what_is_inside_of_a_snapshot_is_part_of_it(year: SmallYear) -> None:
    with snapshot() as outer:
        make = outer.connection()
        with snapshot() as inner:
            assert inner.connection() is make
        assert outer.connection() is make
