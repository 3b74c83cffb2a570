"""Lists brought in on their pages: previewed, confirmed, whole or not at all."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func

from outreach import clock
from outreach.db import db, transaction
from outreach.jobs.actions import drop_forgotten
from outreach.jobs.models import Job
from outreach.jobs.rules import State
from outreach.materials.models import Item
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.sheets.xlsx_files import Sheet, write_workbook
from tests.jobs.bringing import confirm, paste, settled, upload
from tests.making import NOW, make_person, make_place, make_team
from tests.signing_in import sign_in
from tests.waiting import watched

FILES = Path(__file__).parents[1] / "sheets" / "files"
GOOD = "名称\t类型\t所属\n三江镇\t乡镇\t\n幸福社区\t\t三江镇\n"


@pytest.fixture(params=[Role.ADMIN])
def admin(app: Flask, request: pytest.FixtureRequest) -> FlaskClient:
    """A browser in which an administrator is signed in, in English, on both databases."""
    client = app.test_client()
    with app.app_context():
        sign_in(client, make_person(request.param))
    client.set_cookie("language", "en")
    return client


def how_many(app: Flask, model: type = Place) -> int:
    with app.app_context():
        return db.session.scalar(db.select(func.count()).select_from(model)) or 0


def test_nothing_is_stored_before_the_word_and_all_of_it_after(app: Flask, admin: FlaskClient) -> None:
    preview = paste(admin, GOOD)
    assert preview.status_code == 200 and "Import 2 rows" in preview.text and how_many(app) == 0
    done = confirm(admin, preview)
    assert "Imported" in done.text and how_many(app) == 2
    again = paste(admin, GOOD)
    assert "Every row is there already" in again.text and "was imported on" in again.text
    assert how_many(app) == 2


def test_a_list_is_stored_once_however_often_the_button_is_pressed(app: Flask, admin: FlaskClient) -> None:
    preview = paste(admin, GOOD)
    confirm(admin, preview)
    late = confirm(admin, preview)
    assert late.status_code == 409 and how_many(app) == 2


def test_refused_rows_stop_the_import_until_they_are_to_be_left_out(app: Flask, admin: FlaskClient) -> None:
    preview = paste(admin, GOOD + "坏地方\t火星\t\n")
    assert "is no kind of place" in preview.text
    assert "Leave out 1, import 2" in preview.text
    assert 'name="leave_out" value="y"' in preview.text
    refused = confirm(admin, preview)
    assert refused.status_code == 422 and how_many(app) == 0
    confirm(admin, refused, leave_out="y")
    assert how_many(app) == 2


def test_what_has_changed_since_the_preview_is_shown_again(app: Flask, admin: FlaskClient) -> None:
    preview = paste(admin, GOOD)
    with app.app_context():
        make_place(PlaceKind.TOWNSHIP, name="三江镇")
    changed = confirm(admin, preview)
    assert changed.status_code == 409 and "Look at the rows again" in changed.text
    assert "Import 1 row" in changed.text and how_many(app) == 1
    confirm(admin, changed)
    assert how_many(app) == 2


def test_a_list_that_is_put_aside_or_forgotten_is_not_kept(app: Flask, admin: FlaskClient) -> None:
    preview = paste(admin, GOOD)
    admin.post(f"{preview.request.path}/drop")
    assert "put aside" in admin.get(preview.request.path).text
    paste(admin, GOOD)
    with app.app_context():
        with transaction():
            drop_forgotten(now=clock.now() + timedelta(days=2))
        jobs = db.session.scalars(db.select(Job)).all()
        assert [(job.state, job.content) for job in jobs] == [(State.DROPPED, None)] * 2
    assert how_many(app) == 0


def test_what_was_pasted_stands_in_the_box_again_when_it_is_put_aside(app: Flask, admin: FlaskClient) -> None:
    preview = paste(admin, GOOD)
    answer = admin.post(f"{preview.request.path}/drop", follow_redirects=True)
    assert "幸福社区\t\t三江镇" in answer.text.partition("<textarea")[2].partition("</textarea>")[0]
    assert "Nothing was imported" in answer.text
    assert admin.post(f"{preview.request.path}/drop").status_code == 302


@pytest.mark.parametrize("word", ["合计", "合 计：", "总计", "小计", "Total"])
def test_a_row_that_adds_up_is_no_place(app: Flask, admin: FlaskClient, word: str) -> None:
    preview = paste(admin, f"序号\t名称\t类型\n1\t三江镇\t乡镇\n2\t太平镇\t乡镇\n{word}\t7\t\n")
    assert "Import 2 rows" in preview.text
    assert "Row 4 is a total" in preview.text
    confirm(admin, preview)
    assert how_many(app) == 2


def test_columns_that_are_left_out_are_named_in_the_open(app: Flask, admin: FlaskClient) -> None:
    text = paste(admin, "名称\t单位\t是否按份计\t一捆 数量\t库房\n劳动合同法手册\t册\t是\t50\t三楼\n", "materials").text
    openly = text.partition("How the columns were understood")[0]
    assert "库房" in openly
    assert "是否按份计" not in openly
    assert "1 column left out" in text


def test_a_refused_file_says_why_once_above_and_once_at_the_field(app: Flask, admin: FlaskClient) -> None:
    answer = upload(admin, b"%PDF-1.7", "places.xlsx")
    assert answer.text.count("is a PDF") == 2


def test_a_preview_belongs_to_the_person_who_brought_it(app: Flask, admin: FlaskClient) -> None:
    preview = paste(admin, GOOD)
    other = app.test_client()
    with app.app_context():
        sign_in(other, make_person(Role.CLERK))
    assert other.get(preview.request.path).status_code == 404
    assert other.post(preview.request.path, data={}).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "empty.csv", "There is nothing in"),
        (b"\x89PNG\r\n\x1a\n123", "places.xlsx", "is a picture"),
        (b"%PDF-1.7", "places.xlsx", "is a PDF"),
        (b"PK\x03\x04 broken", "places.xlsx", "places.xlsx"),
        (b"\xff\xff,\x81 ", "places.csv", "Save it again as .xlsx or as CSV"),
        ("电话,邮编\n1,2\n".encode(), "places.csv", "lacks these columns: Name"),
        ("名称\n".encode(), "places.csv", "no row below"),
        ("名称,名称\n甲,乙\n".encode(), "places.csv", "Two columns"),
    ],
    ids=["empty", "picture", "pdf", "damaged", "not a text", "other columns", "headings only", "column twice"],
)
def test_a_file_that_is_no_list_gets_its_own_answer(
    sqlite_app: Flask, client: FlaskClient, content: bytes, name: str, told: str
) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    answer = upload(client, content, name)
    assert answer.status_code == 422 and told in answer.text
    assert how_many(sqlite_app, Job) == 0


def test_files_of_every_kind_are_read(app: Flask, admin: FlaskClient) -> None:
    rows = [("三江镇", "乡镇", None), ("幸福社区", "社区", "三江镇")]
    workbook = write_workbook([Sheet("地点", ("名称", "类型", "所属乡镇"), rows)], created=NOW)
    gbk = "地点名称,类型,所属乡镇\n三江镇,乡镇,\n幸福社区,社区,三江镇\n".encode("gb18030")
    for content, name in ((workbook, "地点.xlsx"), (gbk, "地点.csv")):
        assert "Import 2 rows" in upload(admin, content, name).text


def test_a_plain_list_of_names_needs_no_headings(app: Flask, admin: FlaskClient) -> None:
    preview = paste(admin, "三江镇\n太平镇\n")
    assert "No headings were found" in preview.text and "Import 2 rows" in preview.text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", ["places", "materials", "people"])
def test_the_file_to_fill_in_is_understood_when_it_comes_back(admin: FlaskClient, key: str, language: str) -> None:
    admin.set_cookie("language", language)
    content = admin.get(f"/imports/{key}/template.xlsx").data
    admin.set_cookie("language", "en")
    assert "no row below" in upload(admin, content, "x.xlsx", key).text


def test_an_admin_brings_in_people_without_passwords(app: Flask, admin: FlaskClient) -> None:
    with app.app_context():
        make_team("employment")
    rows = (
        "姓名\t用户名\t角色\t分队\t起始日期\n李娜\tLi.Na\t分队长\t就业创业\t2025-01-01\n王建国\t\t\tEMPLOYMENT\t45658\n"
    )
    bad = "陈\t\t管理员\n赵\t\t\t没有\n孙\t不行 的\n周\t\t\t\t哪天\n"
    preview = paste(admin, rows + bad, "people")
    assert preview.text.count("status cancelled") == 4
    confirm(admin, preview, leave_out="y")
    assert "Every row is there already" in paste(admin, rows, "people").text
    with app.app_context():
        people = db.session.scalars(db.select(Person).where(Person.role != Role.ADMIN).order_by(Person.username)).all()
        told = [(each.username, each.role, each.password_hash, len(each.memberships)) for each in people]
    assert told == [("li.na", Role.LEAD, None, 1), ("staff.1", Role.STAFF, None, 1)]


def test_a_clerk_brings_in_places_but_no_people(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    assert client.get("/imports/places").status_code == 200
    assert client.get("/imports/people").status_code == 403
    assert client.get("/imports/nothing").status_code == 404


def test_thousands_of_pasted_rows_come_in_whole(app: Flask, admin: FlaskClient) -> None:
    """How quick that is, is told by `bench --only imports`."""
    towns = "".join(f"第{number}镇\t乡镇\t\n" for number in range(50))
    villages = "".join(f"第{number}村\t\t第{number % 50}镇\n" for number in range(1950))
    preview = settled(admin, paste(admin, "名称\t类型\t所属\n" + towns + villages))
    settled(admin, confirm(admin, preview))
    assert how_many(app) == 2_000


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    file = tmp_path / "地点.csv"
    file.write_text(GOOD.replace("\t", ","), encoding="utf-8")
    return file


def test_the_command_imports_a_whole_list_or_nothing(app: Flask, list_file: Path) -> None:
    runner = app.test_cli_runner()
    first, again = (runner.invoke(args=["import", "places", str(list_file)]) for _each in range(2))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert how_many(app) == 2
    list_file.write_text("名称,类型\n太平镇,乡镇\n坏,火星\n", encoding="utf-8")
    refused = runner.invoke(args=["import", "places", str(list_file)])
    assert refused.exit_code == 1 and "火星" in refused.output and how_many(app) == 2
    left_out = runner.invoke(args=["import", "places", str(list_file), "--leave-refused-out"])
    assert left_out.exit_code == 0 and how_many(app) == 3


def test_the_command_reads_standard_input_and_knows_its_lists(app: Flask) -> None:
    runner = app.test_cli_runner()
    titles = "资料名称,单位,每捆数量,按份计\n《劳动合同法手册》,册,50,是\n".encode()
    assert runner.invoke(args=["import", "materials", "-"], input=titles).exit_code == 0
    with app.app_context():
        item = db.session.scalars(db.select(Item)).one()
        assert (item.name, item.unit, item.counted_as, item.bundle) == ("劳动合同法手册", "册", "份", 50)
    unknown = runner.invoke(args=["import", "planets", "-"])
    assert unknown.exit_code == 1 and "places" in unknown.output
    assert runner.invoke(args=["import", "places", "/no/such/file"]).exit_code == 1


def test_nobody_waits_while_a_workbook_is_read(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.ADMIN))
    client.set_cookie("language", "en")
    content = write_workbook([Sheet("Places", ["名称", "类型"], [["三江镇", "乡镇"]])], created=NOW)
    with watched(sqlite_app, zipfile.ZipFile, "open") as could_write:
        confirm(client, upload(client, content, "places.xlsx"))
    assert how_many(sqlite_app) == 1
    assert could_write
    assert all(could_write)


def test_so_many_lists_of_one_person_wait_and_no_more(admin: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.jobs.rules.MOST_WAITING", 2)
    waiting = [paste(admin, GOOD), paste(admin, GOOD)]
    refused = paste(admin, GOOD)
    assert refused.status_code == 409 and "2 lists of yours wait" in refused.text and "幸福社区" in refused.text
    confirm(admin, waiting[0])
    assert paste(admin, GOOD).status_code == 200
    monkeypatch.setattr("outreach.jobs.rules.MOST_WAITING", 20)
    monkeypatch.setattr("outreach.jobs.rules.MOST_WAITING_BYTES", 2 * len(GOOD.encode()))
    assert paste(admin, GOOD).status_code == 409
    admin.post(f"{waiting[1].request.path}/drop")
    assert paste(admin, GOOD).status_code == 200
