"""Small tables of articles and readings, and bringing them in."""

from datetime import date
from typing import Any

from outreach.db import transaction
from outreach.jobs.reading import Reading, judged, match
from outreach.jobs.verdicts import Verdict
from outreach.media.exports.bringing import bring
from outreach.media.exports.importer import ARTICLES
from outreach.media.models import Channel, OnlineFile
from outreach.media.rules import Level, Medium, Platform
from outreach.sheets.columns import Chosen
from tests.making import NOW, make_channel

TODAY = date(2025, 3, 4)
DAY = date(2025, 3, 3)
HEAD = (
    "内容标题,发表时间,总阅读人数,总阅读次数,总分享人数,总分享次数,阅读后关注人数,送达人数,公众号消息阅读次数,内容url"
)


def wechat(*rows: tuple[Any, ...]) -> bytes:
    """A WeChat file; rows are (title, published, people, times, link)."""
    lines = [f"{title},{at},{people},{times},1,1,0,100,5,{url}" for title, at, people, times, url in rows]
    return "\n".join([HEAD, *lines]).encode()


def link(number: int) -> str:
    return f"https://mp.weixin.qq.com/s/abc{number}"


def make_account(**changes: Any) -> Channel:
    facts = {
        "name": "示例县人社局",
        "medium": Medium.MICRO,
        "level": Level.OWN,
        "is_own": True,
        "platform": Platform.WECHAT,
    }
    return make_channel(**facts | changes)


def bring_in(content: bytes, name: str = "文件.csv", **said: Any) -> OnlineFile | None:
    """The file, brought in; on the account and the day of this module, for the team of employment."""
    given = {"by": None, "now": NOW, "today": TODAY, "channel": "示例县人社局", "day": DAY, "team": "employment"}
    with transaction():
        return bring(content, name, **given | said)


def preview(content: bytes, name: str = "文件.csv", today: date = TODAY, **same: Any) -> Reading:
    """The rows with their verdicts; `same` as it is said beside the table."""
    given = {"channel": "示例县人社局", "reading_day": DAY.isoformat(), "team": "employment"} | same
    return judged(ARTICLES, match(ARTICLES, content, name, Chosen(same=given)), today=today)


def verdicts(reading: Reading) -> list[Verdict]:
    return [row.verdict for row in reading.rows]
