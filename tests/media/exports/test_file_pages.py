"""The pages on which a file comes into the online ledger, is looked at, and is voided."""

import io
import re
import time
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.evidence import store
from outreach.evidence.rules import content_hash
from outreach.jobs.rules import LONG
from outreach.media.models import Article, OnlineFile, Reading, VoidedReading
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import make_person, make_team
from tests.media.exports.making import link, make_account, wechat
from tests.signing_in import sign_in

TODAY = clock.today()
YESTERDAY = TODAY - timedelta(days=1)
LAST_WEEK = TODAY - timedelta(days=7)
FILE = wechat(
    ("工伤怎么认定", f"{LAST_WEEK} 10:00:00", 120, 150, link(1)),
    ("欠薪怎么办", f"{LAST_WEEK} 10:00:00", 60, 70, link(2)),
)


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> Person:
    with sqlite_app.app_context():
        make_team()
        make_account()
        person = make_person(Role.CLERK, name="王统筹")
        sign_in(client, person)
        return person


def upload(client: FlaskClient, content: bytes = FILE, name: str = "内容分析.csv") -> str:
    """The address of the preview."""
    answer = client.post("/imports/articles", data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def test_a_file_of_new_items_without_a_team_opens_what_cures_it(clerk: Person, client: FlaskClient) -> None:
    preview = upload(client)
    say(client, preview, team="")
    page = client.get(preview).text
    part = page.split('id="file"')[1].split("</details>")[0]
    assert '<details class="more" open>' in part and "2行是新稿件" in part and 'name="team"' in part
    assert "请在上面" in page.split('id="rows"')[1]
    say(client, preview)
    part = client.get(preview).text.split('id="file"')[1].split("</summary>")[0]
    assert '<details class="more">' in part and "就业创业" in part


def test_a_file_in_which_all_is_there_already_can_be_put_away(clerk: Person, client: FlaskClient) -> None:
    first = upload(client)
    say(client, first)
    confirm(client, first)
    again = upload(client)
    say(client, again)
    page = client.get(again).text
    assert "各行都已存在" in page
    drop = re.search(r'formaction="([^"]*/drop)"', page)
    assert drop and again in client.get("/imports/articles").text
    client.post(drop[1])
    assert again not in client.get("/imports/articles").text


def say(client: FlaskClient, preview: str, **said: str) -> None:
    page = client.get(preview).text
    channel = re.search(r'<option[^>]*value="([0-9a-f-]{36})"[^>]*>示例县人社局', page)
    team = re.search(r'<option[^>]*value="([0-9a-f-]{36})"[^>]*>就业创业', page)
    assert channel and team
    facts = {"channel": channel[1], "team": team[1], "reading_day": YESTERDAY.isoformat(), "proof": ""} | said
    answer = client.post(f"/media/files/said/{preview.rsplit('/', 1)[1]}", data=facts)
    assert answer.status_code == 302, answer.text


def confirm(client: FlaskClient, preview: str) -> str:
    seen = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', client.get(preview).text)
    assert seen
    return client.post(preview, data={"seen": seen[1]}, follow_redirects=True).text


def files() -> list[OnlineFile]:
    return list(db.session.scalars(select(OnlineFile).order_by(OnlineFile.brought_at)))


def test_a_file_comes_in_after_three_questions(sqlite_app: Flask, client: FlaskClient, clerk: Person) -> None:
    preview = upload(client)
    asked = client.get(preview).text
    assert "文件没有写明的" in asked and "内容分析.csv" in asked
    assert f'value="{YESTERDAY.isoformat()}"' in asked and "selected" in asked
    say(client, preview)
    shown = client.get(preview).text
    assert "工伤怎么认定" in shown and re.search(
        rf"属于{LAST_WEEK.year}年{LAST_WEEK.month}月{LAST_WEEK.day}日 周. 10:00这期推送（共2篇）。", shown
    )
    assert "导入2行" in shown
    done = confirm(client, preview)
    assert "查看文件带来的内容，或作废" in done
    with sqlite_app.app_context():
        (file,) = files()
        assert file.brought_by_id == clerk.id and file.day == YESTERDAY
        page = client.get(f"/media/files/{file.id}").text
        assert (
            "王统筹" in page and file.sha256 in page and "内容标题" in page and "总阅读次数" in page and "150" in page
        )
        item = db.session.scalars(select(Article).where(Article.title == "欠薪怎么办")).one()
        assert "内容分析.csv, 第 3 行" in client.get(f"/media/{item.id}").text
        got = client.get(f"/media/files/{file.id}/original")
        assert got.data == FILE and got.mimetype == "application/octet-stream"
        assert got.headers["Content-Disposition"].startswith("attachment")
    assert "内容分析.csv" in client.get("/media/files").text


def test_what_was_said_is_offered_again(sqlite_app: Flask, client: FlaskClient, clerk: Person) -> None:
    with sqlite_app.app_context():
        make_account(name="示例县社保服务")
    preview = upload(client)
    say(client, preview)
    confirm(client, preview)
    again = client.get(upload(client, FILE + b"\n")).text
    assert re.search(r"<option[^>]*selected[^>]*>示例县人社局", again)
    assert re.search(r"<option[^>]*selected[^>]*>就业创业", again)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((LAST_WEEK - timedelta(days=1)).isoformat(), "截至日期不能更早"),
        ((TODAY + timedelta(days=2)).isoformat(), "这一天还没到"),
        ("", "请填写"),
    ],
)
def test_a_day_that_can_not_be_is_refused_at_its_field(
    sqlite_app: Flask, client: FlaskClient, clerk: Person, day: str, words: str
) -> None:
    preview = upload(client)
    page = client.post(f"/media/files/said/{preview.rsplit('/', 1)[1]}", data={"reading_day": day, "channel": ""})
    assert page.status_code == 422 and words in page.text and "文件没有写明的" in page.text


def test_the_same_file_again_is_told_and_changes_nothing(sqlite_app: Flask, client: FlaskClient, clerk: Person) -> None:
    preview = upload(client)
    say(client, preview)
    confirm(client, preview)
    again = upload(client)
    say(client, again)
    page = client.get(again).text
    assert "导入过" in page and "各行都已存在" in page
    with sqlite_app.app_context():
        assert len(files()) == 1


def test_a_file_is_voided_whole_and_comes_in_again(sqlite_app: Flask, client: FlaskClient, clerk: Person) -> None:
    preview = upload(client)
    say(client, preview)
    confirm(client, preview)
    with sqlite_app.app_context():
        (file,) = files()
    form = client.get(f"/media/files/{file.id}/void").text
    assert "只由本文件带来的3条将一并撤下" in form
    assert client.post(f"/media/files/{file.id}/void", data={"reason": ""}).status_code == 422
    answer = client.post(f"/media/files/{file.id}/void", data={"reason": "账号选错了"}, follow_redirects=True)
    assert "账号选错了" in answer.text and "已作废" in answer.text
    with sqlite_app.app_context():
        assert not db.session.scalars(select(Article).where(Article.withdrawn_at.is_(None))).all()
        readings, voided = (
            db.session.scalar(select(db.func.count()).select_from(each)) for each in (Reading, VoidedReading)
        )
        assert readings == voided > 0
    again = upload(client)
    say(client, again)
    assert "恢复" in client.get(again).text
    confirm(client, again)
    with sqlite_app.app_context():
        assert len(files()) == 2
        assert len(db.session.scalars(select(Article).where(Article.withdrawn_at.is_(None))).all()) == 3


def test_a_bad_file_leaves_nothing_behind(sqlite_app: Flask, client: FlaskClient, clerk: Person) -> None:
    answer = client.post("/imports/articles", data={"file": (io.BytesIO(b"\x89PNG not a table"), "截图.xls")})
    assert answer.status_code == 422 and "截图.xls" in answer.text
    with sqlite_app.app_context():
        assert files() == [] and not store.is_there(content_hash(b"\x89PNG not a table"))


def test_a_files_name_begins_no_line_of_a_header(sqlite_app: Flask, client: FlaskClient, clerk: Person) -> None:
    preview = upload(client)
    say(client, preview)
    confirm(client, preview)
    with sqlite_app.app_context():
        (file,) = files()
        file.name = "b\r\nX-Evil: 1.csv"  # as names were kept before
        page = f"/media/files/{file.id}/original"
        db.session.commit()
    sent = client.get(page)
    assert client.get(f"{page.removesuffix('/original')}?row=²").status_code == 200  # a digit, but no number
    assert sent.status_code == 200 and "X-Evil" not in sent.headers


def test_a_lead_brings_files_and_staff_do_not(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_account()
        sign_in(client, make_person(Role.LEAD, team=make_team()))
    preview = upload(client)
    say(client, preview)
    assert "查看文件带来的内容" in confirm(client, preview)
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.STAFF))
    assert client.get("/imports/articles").status_code == 403
    assert client.get("/media/files").status_code == 200


def test_a_long_file_is_asked_about_judged_and_stored_beside_its_page(
    sqlite_app: Flask, client: FlaskClient, clerk: Person
) -> None:
    rows = [(f"第{at}篇：怎么办", f"{LAST_WEEK} {at % 24:02}:00:00", at, at * 2, link(at)) for at in range(LONG + 60)]
    preview = upload(client, wechat(*rows), "很长.csv")
    settled(client, preview)
    assert "文件没有写明的" in client.get(preview).text
    say(client, preview)
    page = settled(client, preview)
    assert f"导入{LONG + 60}行" in page
    seen = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', page)
    assert seen
    client.post(preview, data={"seen": seen[1]})
    assert "查看文件带来的内容，或作废" in settled(client, preview)
    with sqlite_app.app_context():
        (file,) = files()
        assert (file.rows, file.new_items, file.brought_by_id) == (LONG + 60, LONG + 60, clerk.id)


def settled(client: FlaskClient, preview: str) -> str:
    """The page of a file when nobody works on it any more."""
    end = time.monotonic() + 60
    while client.get(f"{preview}/progress.json").get_json()["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.05)
    return client.get(preview).text


def test_days_of_an_account_stand_on_its_page(sqlite_app: Flask, client: FlaskClient, clerk: Person) -> None:
    daily = (
        f"时间,新关注人数,取消关注人数,净增关注人数,累积关注人数\n{LAST_WEEK},12,3,9,20412\n{YESTERDAY},4,1,3,20415\n"
    )
    preview = upload(client, daily.encode(), "user_analysis.xls")
    page = client.get(preview).text
    assert "文件没有写明的" in page and "数字截至哪一天" not in page
    channel = re.search(r'<option[^>]*value="([0-9a-f-]{36})"[^>]*>示例县人社局', page)
    assert channel
    client.post(f"/media/files/said/{preview.rsplit('/', 1)[1]}", data={"channel": channel[1]})
    confirm(client, preview)
    with sqlite_app.app_context():
        (file,) = files()
    shown = client.get(f"/media/channels/{channel[1]}").text
    assert "账号逐日数据" in shown and "20,415" in shown and "<svg" in shown
    assert "20415" in client.get(f"/media/files/{file.id}").text
    client.post(f"/media/files/{file.id}/void", data={"reason": "账号选错"})
    assert "账号逐日数据" not in client.get(f"/media/channels/{channel[1]}").text


def test_pasted_cells_of_an_export_are_known_too(sqlite_app: Flask, client: FlaskClient, clerk: Person) -> None:
    cells = FILE.decode().replace(",", "\t")
    preview = client.post("/imports/articles", data={"text": cells}).headers["Location"]
    say(client, preview)
    confirm(client, preview)
    with sqlite_app.app_context():
        (file,) = files()
        assert (file.name, file.shape, file.new_items) == ("", "wechat_articles", 2)
    assert "欠薪怎么办" in client.get(f"/media/files/{file.id}").text
    assert "粘贴的表格" in client.get("/media/files").text


def test_channels_that_are_on_no_list_are_named_with_the_way_to_add_them(
    sqlite_app: Flask, client: FlaskClient, clerk: Person
) -> None:
    table = f"标题,刊发日期,媒体,责任分队\n工伤故事一则,{LAST_WEEK},某某晚报,就业创业\n".encode()
    page = client.get(upload(client, table, "台账.csv")).text
    assert "有1个渠道还没有登记" in page and "某某晚报" in page and "/media/channels/new" in page
