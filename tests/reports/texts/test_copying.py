"""The year's text out of today's figures."""

import pytest
from flask import Flask

from outreach.documents.texts import Level
from outreach.reports.texts.copies import Copy
from outreach.reports.texts.copying import copy_of_frame, copy_of_today
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.naming import name_of, word_of
from outreach.reports.texts.rules import Kind
from tests.making import NOW
from tests.reports.years import SmallYear, small_year

TODAY = NOW.date()


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


def written(app: Flask) -> Copy:
    with app.test_request_context():
        return copy_of_today(2025, today=TODAY)


def test_the_text_tells_the_year_and_rounds_by_the_rule(app_context: Flask, year: SmallYear) -> None:
    copy = written(app_context)
    text = "\n".join(paragraph.text for paragraph in copy.paragraphs)
    assert copy.title == "示例县人力资源和社会保障局关于2025年普法宣传工作情况的报告"
    assert "开展集中宣传活动3次" in text and "发放宣传资料12700余份，另发放其他宣传品40副，接受群众咨询125人次" in text
    assert "阅读、播放量超10万人次（按次数计）" in text and "就业创业、养老保险两支普法分队" in text
    assert "就业创业分队开展集中宣传2次" in text and "养老保险分队开展集中宣传1次，送法入企2次" in text
    assert [p.text for p in copy.paragraphs if p.level is Level.HEADING] == [
        "一、线上宣传",
        "二、集中宣传",
        "三、送法入企",
        "四、培训和内部学法",
    ]


def test_each_number_of_the_text_has_one_reference_in_order(app_context: Flask, year: SmallYear) -> None:
    copy = written(app_context)
    stretches = [stretch for paragraph in copy.paragraphs for stretch in paragraph.stretches if stretch.reference]
    first = list(dict.fromkeys(stretch.reference for stretch in stretches))
    assert first == [each.number for each in copy.references] == list(range(1, len(first) + 1))
    by_number = {each.number: each for each in copy.references}
    assert all(stretch.text == by_number[stretch.reference or 0].wording for stretch in stretches)
    handed = next(each for each in copy.references if each.key == "handouts;team=employment")
    assert (handed.value, handed.wording) == (12_734, "12700余份")


def test_nothing_is_told_of_a_year_without_events(app_context: Flask, year: SmallYear) -> None:
    with app_context.test_request_context():
        copy = copy_of_today(2020, today=TODAY)
    assert not copy.references and copy.is_clean
    assert [paragraph.level for paragraph in copy.paragraphs] == [
        Level.TITLE,
        Level.ADDRESSEE,
        Level.BODY,
        Level.SIGNATURE,
        Level.DATE,
    ]


def test_a_name_and_its_word_lead_to_each_other(app_context: Flask, year: SmallYear) -> None:
    campaign = year.edition.campaign
    for word, name in {
        "handouts": "发放资料",
        "handouts_副": "发放资料（副）",
        "handouts;team=pension": "养老保险·发放资料",
        "consultations;track=enterprise": "送法入企·咨询",
        f"events_public;campaign={campaign.id}": f"{campaign.name}·集中宣传",
        "events_public;month=3": "3月·集中宣传",
        "articles;years_ago=1": "上年·稿件",
        "attendance;place_kind=job_fair": "招聘现场·受众",
    }.items():
        assert (name_of(word), word_of(name)) == (name, word)
    assert word_of("handouts;team=pension") == "handouts;team=pension"
    assert word_of("没有这个数") is None


def test_an_edition_is_told_with_its_days_and_one_team_is_not_told_twice(app_context: Flask, year: SmallYear) -> None:
    frame = Frame.of_edition(Kind.EDITION, year.edition)
    with app_context.test_request_context():
        copy = copy_of_frame(frame, today=TODAY)
    text = "\n".join(paragraph.text for paragraph in copy.paragraphs)
    assert "（3月1日至31日）" in text and "开展集中宣传活动1次" in text and copy.title.endswith("活动总结")
    assert "就业创业分队开展集中宣传" not in text and "分主题看" not in text
