"""What becomes of each row of a file, on both databases."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.db import db, transaction
from outreach.jobs.reading import judged, match
from outreach.jobs.verdicts import Judged, Verdict
from outreach.media.articles.actions import withdraw_article
from outreach.media.exports.importer import ARTICLES
from outreach.media.exports.judging.verdicts import DOUBTFUL
from outreach.media.models import Article, Channel, Placement, Reading
from outreach.media.rules import ArticleKind, Level, Medium, Metric, Platform
from outreach.people.rules import Role
from outreach.sheets import Approximation
from tests.making import (
    NOW,
    make_article,
    make_channel,
    make_edition,
    make_event,
    make_law,
    make_person,
    make_placement,
    make_reading,
    make_team,
)
from tests.media.exports.making import TODAY, bring_in, link, make_account, preview, verdicts, wechat


@pytest.fixture(autouse=True)
def lists(app_context: Flask) -> None:
    make_team()
    make_account()


def row(content: bytes, **same: Any) -> Judged:
    return preview(content, **same).rows[0]


def told(row: Judged) -> str:
    return " ".join(map(str, row.notes))


def by_hand(content: bytes) -> tuple[Judged, ...]:
    """The rows of a table that says everything itself."""
    return judged(ARTICLES, match(ARTICLES, content, "台账.csv"), today=TODAY).rows


def table(*lines: str) -> bytes:
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("", "2025-03-01", 1, 1, link(1)), "没有标题"),
        (("标题", "", 1, 1, link(1)), "没有发布日期"),
        (("标题", "2025-13-41", 1, 1, link(1)), "不是日期"),
        (("标题", "2025-03-05", 1, 1, link(1)), "发布日期还没到"),
        (("标题", "2025-03-04", 1, 1, link(1)), "在数字截至日2025年3月3日 周一之后"),
        (("标题", "2025-03-01", "12%", 1, link(1)), "不是"),
        (("标题", "2025-03-01", 1, 1, "见附件"), "http"),
    ],
)
def test_a_row_that_can_not_be_taken_says_why(line: tuple[Any, ...], words: str) -> None:
    found = row(wechat(line))
    assert found.verdict is Verdict.REFUSED and words in told(found), told(found)


@pytest.mark.parametrize(
    ("same", "words"),
    [
        ({"channel": "没有的账号"}, "没有“没有的账号”"),
        ({"channel": ""}, "没有说明刊发在哪个渠道"),
        ({"team": ""}, "没有说明属于哪个分队"),
        ({"reading_day": ""}, "没有说明截至哪一天"),
        ({"reading_day": "2025-03-09"}, "截至日期还没到"),
    ],
)
def test_what_nobody_said_is_named(same: dict[str, str], words: str) -> None:
    found = row(wechat(("标题", "2025-03-01", 1, 1, link(1))), **same)
    assert found.verdict is Verdict.REFUSED and words in told(found)


def account() -> Channel:
    return db.session.scalars(select(Channel).where(Channel.name == "示例县人社局")).one()


def known(**changes: Any) -> Placement:
    """A piece that is there with its post and a reading of 100 times."""
    day = date(2025, 3, 1)
    post = make_article(ArticleKind.POST, title="三月第一期", day=day, team=make_team())
    make_placement(post, account(), day=day, clock_time=time(10))
    piece = make_article(ArticleKind.PIECE, title="工伤怎么认定？", day=day, team=make_team(), post_id=post.id)
    placement = make_placement(piece, account(), **{"day": day, "url": link(1)} | changes)
    make_reading(placement, 100, metric=Metric.TIMES, day=date(2025, 3, 2))
    return placement


def test_a_known_link_gets_its_new_numbers() -> None:
    placement = known()
    found = row(wechat(("工伤怎么认定？", "2025-03-01 10:00:00", 90, 150, link(1))))
    assert found.verdict is Verdict.CHANGED
    assert found.entry.placement_id == placement.id and "100 → 150" in told(found)


def test_without_a_link_channel_day_and_title_tell() -> None:
    placement = known(url=None)
    found = row(wechat((" 工伤怎么认定? ", "2025-03-01 10:00:00", 90, 150, link(1))))
    assert found.verdict is Verdict.CHANGED and found.entry.placement_id == placement.id
    assert dict(found.entry.fills)["url"] == link(1) and "补上链接" in told(found)


def test_a_title_that_changed_there_is_told_and_kept_here() -> None:
    known()
    found = row(wechat(("工伤认定新规", "2025-03-01 10:00:00", 90, 150, link(1))))
    assert "现为“工伤认定新规”" in told(found)
    bring_in(wechat(("工伤认定新规", "2025-03-01 10:00:00", 90, 150, link(1))))
    assert "工伤怎么认定？" in db.session.scalars(select(Article.title)).all()


def test_numbers_that_are_there_change_nothing() -> None:
    known()
    whole = wechat(("工伤怎么认定？", "2025-03-01 10:00:00", "", 100, link(1)))
    content = whole.replace(b",1,1,0,100,5,", b",,,,,,")
    first = row(content, reading_day="2025-03-02")
    assert first.verdict is Verdict.CHANGED and first.entry.readings == ()  # only its time of day is new
    bring_in(content, day=date(2025, 3, 2))
    assert row(content, reading_day="2025-03-02").verdict is Verdict.SAME


def test_a_withdrawn_item_is_refused_with_a_word() -> None:
    placement = known()
    with transaction():
        item = db.session.get_one(Article, placement.article_id)
        withdraw_article(item, by=make_person(Role.CLERK), now=NOW, reason="重复")
    found = row(wechat(("工伤怎么认定？", "2025-03-01 10:00:00", 90, 150, link(1))))
    assert found.verdict is Verdict.REFUSED and "已撤下" in told(found)


def test_a_link_of_another_channel_is_refused() -> None:
    known()
    make_account(name="示例县社保服务")
    found = row(wechat(("工伤怎么认定？", "2025-03-01 10:00:00", 90, 150, link(1))), channel="示例县社保服务")
    assert found.verdict is Verdict.REFUSED and "另一个渠道" in told(found)


def test_two_items_that_can_be_meant_are_refused() -> None:
    known(url=None)
    twin = make_article(ArticleKind.ARTICLE, title="工伤怎么认定？", day=date(2025, 3, 1), team=make_team())
    make_placement(twin, account(), day=date(2025, 3, 1))
    found = row(wechat(("工伤怎么认定？", "2025-03-01", 90, 150, link(1))))
    assert found.verdict is Verdict.REFUSED and "两条都对得上" in told(found)


def test_a_falling_total_is_asked_about_and_comes_in_when_it_is_so() -> None:
    known()
    content = wechat(
        ("工伤怎么认定？", "2025-03-01 10:00:00", 90, 80, link(1)), ("别的", "2025-03-01 10:00:00", 1, 1, link(2))
    )
    falls, other = preview(content).rows
    assert (falls.verdict, falls.entry) == (Verdict.REFUSED, DOUBTFUL) and "只会增加" in told(falls)
    assert "截至2025年3月" in told(falls), "a day is said as pages say it"
    assert other.verdict is Verdict.NEW
    assert preview(content, so_it_is="2").rows[0].verdict is Verdict.CHANGED
    assert preview(content, so_it_is="3").rows[0].verdict is Verdict.REFUSED
    assert preview(content, so_it_is="all").rows[0].verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    ("people", "times", "said", "words"),
    [
        (60, 80, {"reading_day": "2025-03-02"}, "变小"),  # less than what is there of the very same day
        (90, 10_100, {}, "十倍"),
        (500, 150, {}, "500人"),
        (150, "", {"reading_day": "2025-03-02"}, "100次"),  # the reads are there already
    ],
)
def test_a_number_that_looks_like_a_slip_is_asked_about(
    people: Any, times: Any, said: dict[str, str], words: str
) -> None:
    known()
    content = wechat(("工伤怎么认定？", "2025-03-01 10:00:00", people, times, link(1)))
    found = row(content, **said)
    assert (found.verdict, found.entry) == (Verdict.REFUSED, DOUBTFUL) and words in told(found), told(found)
    assert row(content, so_it_is="2", **said).verdict is Verdict.CHANGED


def test_more_readers_than_reads_of_a_new_item_are_asked_about() -> None:
    content = wechat(("新的一篇", "2025-03-01 10:00:00", 500, 400, link(7)))
    assert (row(content).verdict, row(content).entry) == (Verdict.REFUSED, DOUBTFUL)
    assert row(content, so_it_is="all").verdict is Verdict.NEW


def test_a_total_that_its_platform_only_rounds_does_not_fall() -> None:
    make_reading(known(), 12_300, date(2025, 3, 2), metric=Metric.TIMES)
    later = [row(wechat(("工伤怎么认定？", "2025-03-01", 90, shows, link(1)))) for shows in ("1.2万", "1.1万")]
    assert [each.verdict for each in later] == [Verdict.CHANGED, Verdict.REFUSED]


def test_numbers_in_thousands_are_rounded_too() -> None:
    people, *others = row(wechat(("标题", "2025-03-01", "1.2千", "无数据", link(1)))).entry.readings
    assert (people.value, people.approximation, people.written) == (1200, Approximation.ABOUT, "1.2千")
    assert Metric.TIMES not in {each.metric for each in others}


def test_rounded_numbers_are_marked_and_kept_as_written() -> None:
    found = row(wechat(("标题", "2025-03-01", "1.2万", "13,456", link(1))).replace(b"13,456", b'"13,456"'))
    people, times = found.entry.readings[:2]
    assert (people.metric, people.value, people.approximation) == (Metric.PEOPLE, 12_000, Approximation.ABOUT)
    assert people.written == "1.2万" and "约数" in told(found)
    assert (times.value, times.approximation, times.written) == (13_456, Approximation.EXACT, None)


def test_rows_twice_in_a_file_are_one_or_contradict_each_other() -> None:
    first = ("标题一", "2025-03-01", 10, 20, link(1))
    assert verdicts(preview(wechat(first, first))) == [Verdict.NEW, Verdict.SAME]
    assert verdicts(preview(wechat(first, ("标题一", "2025-03-01", 10, 21, link(1))))) == [Verdict.NEW, Verdict.REFUSED]


def test_pieces_of_a_push_join_the_post_that_is_there() -> None:
    placement = known()
    post_id = db.session.get_one(Article, placement.article_id).post_id
    found = row(wechat(("又一篇", "2025-03-01 10:00:00", 9, 10, link(2))))
    assert found.verdict is Verdict.NEW and found.entry.item.post_id == post_id
    other = row(wechat(("晚上一篇", "2025-03-01 18:00:00", 9, 10, link(3))))
    assert other.entry.item.post_id is None and other.entry.item.new_post is not None


def test_a_post_logged_by_hand_takes_its_pieces() -> None:
    post = make_article(ArticleKind.POST, title="欠薪怎么办", day=date(2025, 3, 1), team=make_team())
    make_placement(post, account(), day=date(2025, 3, 1))
    content = wechat(
        ("欠薪怎么办", "2025-03-01 10:00:00", 9, 10, link(1)), ("第二条", "2025-03-01 10:00:00", 9, 10, link(2))
    )
    assert [found.entry.item.post_id for found in preview(content).rows] == [post.id, post.id]
    alone = row(wechat(("欠薪怎么办", "2025-03-01 10:00:00", 9, 10, link(1))))
    assert alone.entry.article_id == post.id and alone.verdict is Verdict.CHANGED


HEADINGS = "标题,刊发日期,媒体,责任分队,阅读量,截至日期,类型,主题活动,相关活动,法律法规,作者,数据来源"


def test_a_table_made_by_hand_says_it_all() -> None:
    make_channel(name="示例日报", medium=Medium.NEWSPAPER, level=Level.CITY, is_own=False)
    edition, law = make_edition(), make_law(title="工伤保险条例")
    event = make_event(title="工伤预防进工地", day=date(2025, 2, 20))
    line = f"工伤预防进工地见闻录,2025/2/22,示例日报,就业创业,约300,2025-03-01,稿件,{edition.campaign.name},"
    found = by_hand(table(HEADINGS, line + "工伤预防进工地,《工伤保险条例》,李晓芳,报社截图"))[0]
    facts = found.entry.item.facts
    assert found.verdict is Verdict.NEW and found.entry.item.kind is ArticleKind.ARTICLE
    assert (facts.event_id, facts.law_ids, facts.authors) == (event.id, (law.id,), "李晓芳")
    assert facts.edition_ids == (edition.id,)
    assert found.entry.readings[0].value == 300 and found.entry.proof == "报社截图"


def test_one_title_on_several_channels_is_one_article_with_placements() -> None:
    for name in ("示例日报", "市人社局网站"):
        make_channel(name=name, medium=Medium.WEBSITE, level=Level.CITY, is_own=False)
    lines = (
        "包工头跑了工资找谁要,2025-02-20,示例日报,就业创业",
        "包工头跑了工资找谁要,2025-02-18,市人社局网站,就业创业",
    )
    content = table("标题,刊发日期,媒体,责任分队", *lines)
    assert "又一处刊发" in told(by_hand(content)[1])
    bring_in(content, channel=None, team=None, day=None)
    item = db.session.scalars(select(Article)).one()
    assert item.day == date(2025, 2, 18) and len(item.placements) == 2
    assert [each.verdict for each in by_hand(content)] == [Verdict.SAME] * 2


def test_what_another_body_reads_comes_in_and_does_not_count_without_proof() -> None:
    make_channel(name="示例城事", medium=Medium.MICRO, level=Level.COUNTY, is_own=False, platform=Platform.WECHAT)
    content = table(
        "标题,刊发日期,媒体,责任分队,阅读量,截至日期", "工伤故事一则,2025-02-20,示例城事,就业创业,300,2025-03-01"
    )
    found = by_hand(content)[0]
    assert found.entry.item.kind is ArticleKind.ARTICLE and "暂不计入" in told(found)
    bring_in(content, channel=None, team=None, day=None)
    assert by_hand(content)[0].verdict is Verdict.SAME
    proven = preview(content, channel="示例城事", reading_day="2025-03-01", proof="对方截图").rows[0]
    assert proven.verdict is Verdict.CHANGED and "暂不计入" not in told(proven)
    assert db.session.scalars(select(Reading.proof_note)).all() == [None]


def test_days_of_an_account_stand_beside_the_items() -> None:
    daily = table(
        "时间,新关注人数,取消关注人数,净增关注人数,累积关注人数", "2025-03-01,12,3,9,20412", "2025-03-02,0,1,-1,20411"
    )
    assert verdicts(preview(daily)) == [Verdict.NEW] * 2
    bring_in(daily, day=None)
    assert verdicts(preview(daily)) == [Verdict.SAME] * 2
    changed = preview(daily.replace(b"20411", b"20415")).rows[1]
    assert changed.verdict is Verdict.CHANGED and "20,411 → 20,415" in told(changed)
