"""What a reading may say, and what is a link."""

from datetime import date
from typing import Any

import pytest

from outreach.errors import Invalid
from outreach.media.rules import (
    Standing,
    check_link,
    check_reading_day,
    link_key,
    standings_of,
    title_key,
)


@pytest.mark.parametrize("url", ["https://mp.weixin.qq.com/s/abc?x=1", "http://10.0.0.1/新闻/1.html"])
def test_a_link_opens_as_a_page(url: str) -> None:
    check_link(url)


@pytest.mark.parametrize(
    "url",
    [
        *("", "mp.weixin.qq.com/s/abc", "javascript:alert(1)", "https://", "http://a b", "ftp://a/b", "http://[a"),
        *("https://www.gov.cn@a.cn/", "https://a:b@c.cn/", "https://a.cn:99999/"),
    ],
)
def test_anything_else_is_no_link(url: str) -> None:
    with pytest.raises(Invalid):
        check_link(url)


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        (date(2025, 3, 3), True),
        (date(2025, 3, 4), False),
        (date(2025, 3, 10), False),
        (date(2025, 3, 11), True),
    ],
)
def test_a_reading_lies_between_the_first_day_and_today(day: date, refused: bool) -> None:
    if refused:
        with pytest.raises(Invalid):
            check_reading_day(day, appeared_on=date(2025, 3, 4), today=date(2025, 3, 10))
    else:
        check_reading_day(day, appeared_on=date(2025, 3, 4), today=date(2025, 3, 10))


@pytest.mark.parametrize(
    ("readings", "standings"),
    [
        ([("times", True)], [Standing.COUNTS]),
        ([("times", True, True)], [Standing.VOIDED]),
        ([("times", True), ("times", True, True)], [Standing.COUNTS, Standing.VOIDED]),
        (
            [("times", True), ("times", True, True), ("times", True)],
            [Standing.CORRECTED, Standing.VOIDED, Standing.COUNTS],
        ),
        ([("times", True), ("times", True)], [Standing.CORRECTED, Standing.COUNTS]),
        ([("times", True), ("people", True)], [Standing.COUNTS, Standing.COUNTS]),
        ([("times", False)], [Standing.UNPROVEN]),
        ([("times", True), ("times", False)], [Standing.COUNTS, Standing.UNPROVEN]),
        ([("times", False), ("times", True)], [Standing.CORRECTED, Standing.COUNTS]),
    ],
)
def test_the_last_proven_reading_of_a_day_counts(readings: list[tuple[Any, ...]], standings: list[Standing]) -> None:
    rows = [(number, *reading, False)[:4] for number, reading in enumerate(readings)]
    assert list(standings_of(rows).values()) == standings


@pytest.mark.parametrize(
    ("link", "same"),
    [
        ("https://mp.weixin.qq.com/s/abc", "https://MP.weixin.qq.com/s/abc/"),
        (
            "https://mp.weixin.qq.com/s/abc",
            "http://mp.weixin.qq.com/s/abc?from=timeline&isappinstalled=0#wechat_redirect",
        ),
        ("https://a.cn/n?id=7&p=1", "https://a.cn/n?p=1&utm_source=wx&id=7"),
        ("https://mp.weixin.qq.com/s/abc", "https://mp.weixin.qq.com/s/abc?poc_token=HJ&scene=1"),
        (
            "http://mp.weixin.qq.com/s?__biz=MzA3==&mid=22&idx=1&sn=ab&chksm=fe#rd",
            "https://mp.weixin.qq.com/s/?mid=22&__biz=MzA3%3D%3D&idx=1&sn=ab&scene=21&sessionid=9#wechat_redirect",
        ),
        ("http://www.a.cn:80/新闻/1.html", "https://A.cn./%E6%96%B0%E9%97%BB/1.html"),
    ],
)
def test_one_page_has_one_key_however_its_link_was_copied(link: str, same: str) -> None:
    assert link_key(link) == link_key(same)


@pytest.mark.parametrize(
    ("link", "other"),
    [
        ("https://a.cn/s/abc", "https://a.cn/s/ABC"),
        ("https://a.cn/n?id=7", "https://a.cn/n?id=8"),
        ("https://a.cn/#/news/1", "https://a.cn/#/news/2"),
        ("https://a.cn/%C4%E3", "https://a.cn/%BA%C3"),
        ("https://a.cn/n", "https://a.cn:8080/n"),
        ("https://mp.weixin.qq.com/s?__biz=M&mid=22&idx=1", "https://mp.weixin.qq.com/s?__biz=M&mid=22&idx=2"),
        ("https://mp.weixin.qq.com/s?src=11&signature=a", "https://mp.weixin.qq.com/s?src=11&signature=b"),
    ],
)
def test_other_pages_have_other_keys(link: str, other: str) -> None:
    assert link_key(link) != link_key(other)


def test_titles_are_alike_whatever_their_width_and_blanks() -> None:
    assert title_key("【普法】 劳动合同：怎么签？（一）") == title_key("【普法】劳动合同:怎么签?(一)")
    assert title_key("读懂《民法典》") != title_key("读懂民法典")
