"""A row of a file as its page shows it: letter by letter what stands in the file."""

from flask import Flask

from outreach.media.exports.reread import page_of_lines
from outreach.media.rules import Medium, Platform
from tests.making import make_team
from tests.media.exports.making import bring_in, make_account

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
