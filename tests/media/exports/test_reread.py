"""A row of a file as its page shows it: letter by letter what stands in the file."""

import re
from datetime import date
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from outreach.evidence.rules import content_hash
from outreach.media.exports.reread import page_of_lines
from outreach.media.rules import Medium, Platform
from outreach.people.rules import Role
from tests.making import make_article, make_person, make_placement, make_reading, make_team
from tests.media.exports.making import bring_in, link, make_account, wechat
from tests.signing_in import sign_in

HEAD = "作品名称,发布时间,体裁,发布状态,播放量,完播率,5s完播率,点赞量,评论量,分享量,收藏量,主页访问量,粉丝增量"
LONG = "https://www.douyin.com/video/" + "7" * 60


def test_a_rows_cells_are_those_of_the_file(sqlite_app: Flask) -> None:
    works = f"{HEAD},作品链接\n普法短剧：招聘会上的三个坑 #普法,2025-03-01,1-3min视频,公开,5120"
    works += f",0.1,0.4,9,1,2,3,4,5,{LONG}\n"
    with sqlite_app.app_context():
        make_team()
        make_account(name="抖音号", medium=Medium.VIDEO, platform=Platform.DOUYIN)
        file = bring_in(works.encode(), channel="抖音号")
        assert file is not None
        lines = page_of_lines(file, 1)
        assert lines is not None
        (line,) = lines
        cells = dict(line.cells)
        assert [item.title for item in line.named] == ["普法短剧：招聘会上的三个坑"]
        assert cells["作品名称"] == "普法短剧：招聘会上的三个坑 #普法"
        assert not any("取自" in heading for heading in cells)
        assert (cells["体裁"], cells["作品链接"], cells["播放量"]) == ("1-3min视频", LONG, "5120")


def test_lines_name_their_file_row_and_hash(sqlite_app: Flask, client: FlaskClient) -> None:
    content = wechat(("工伤怎么认定", "2025-03-01 10:00:00", 120, 150, link(1)))
    pasted = wechat(("欠薪怎么办", "2025-03-02 10:00:00", 60, 70, link(2)))
    with sqlite_app.app_context():
        make_team()
        make_account()
        bring_in(content)
        bring_in(pasted, name="")
        make_reading(make_placement(make_article()), 300, date(2025, 3, 20), proof_note="来函", written="三百")
        sign_in(client, make_person(Role.VIEWER))
    client.set_cookie("language", "en")
    shown = " ".join(re.sub("<[^>]+>", " ", client.get("/reports/2025/online/readings").text).split())
    assert "文件.csv 150" in shown and "Typed 来函 300" in shown and "Pasted rows 70" in shown
    book = client.get("/reports/2025/figures/views_times/lines.xlsx").data
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    head, *lines = rows[next(number for number, row in enumerate(rows) if "SHA-256" in row) :]
    source = slice(head.index("As it was written"), head.index("SHA-256") + 1)
    assert [line[source] for line in lines] == [
        ["", "", "文件.csv", 2, content_hash(content)],
        ["", "", "Pasted rows", 2, content_hash(pasted)],
        ["三百", "来函", "Typed", "", ""],
    ]
    told = client.get("/reports/2025.json").get_json()["views_times"]["lines"]
    assert [(line.get("file"), line.get("row"), line.get("sha256"), line.get("proof")) for line in told] == [
        ("文件.csv", 2, content_hash(content), None),
        (None, 2, content_hash(pasted), None),
        (None, None, None, "来函"),
    ]
