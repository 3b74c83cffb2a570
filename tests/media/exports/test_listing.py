"""The list of this year's items goes out and comes in again, and changes nothing."""

from datetime import date, timedelta

import pytest
from flask import Flask

from outreach import clock
from outreach.jobs.reading import judged, match
from outreach.jobs.templates import list_csv, list_workbook
from outreach.jobs.verdicts import Verdict
from outreach.media.exports.importer import ARTICLES
from outreach.media.rules import ArticleKind, Level, Medium, Metric
from tests.making import NOW, make_article, make_channel, make_law, make_placement, make_reading, make_team
from tests.media.exports.making import bring_in, link, make_account, wechat

TODAY = clock.today()
FIRST = max(TODAY - timedelta(days=20), date(TODAY.year, 1, 1))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_goes_out_comes_in_again_and_changes_nothing(app_context: Flask, kind: str) -> None:
    make_team()
    make_account()
    make_law(title="工伤保险条例", short_title=None)
    rows = [
        ("=工伤怎么认定", f"{FIRST} 10:00:00", 10, 20, link(1)),
        ("《工伤保险条例》问答", f"{FIRST} 10:00:00", 1, 2, link(2)),
    ]
    assert bring_in(wechat(*rows), day=TODAY, today=TODAY) is not None
    paper = make_channel(name="示例日报", medium=Medium.NEWSPAPER, level=Level.CITY)
    article = make_article(
        ArticleKind.ARTICLE, title="欠薪怎么办，看这里：", day=FIRST, team=make_team(), authors="李晓芳"
    )
    placement = make_placement(article, paper, day=FIRST)
    make_reading(placement, 300, TODAY, metric=Metric.TIMES, proof_note="截图")
    content = list_csv(ARTICLES) if kind == "csv" else list_workbook(ARTICLES, now=NOW)
    reading = judged(ARTICLES, match(ARTICLES, content, f"list.{kind}"), today=TODAY)
    assert [(row.label, row.verdict, row.notes) for row in reading.rows if row.verdict is not Verdict.SAME] == []
    assert len(reading.rows) == 4  # the push, its two pieces, the article
