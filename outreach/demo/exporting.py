"""The files in which the example's online ledger came: the clerk's own table, and what the platforms gave out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from outreach.demo.content.online import CHANNELS
from outreach.demo.happenings import instant
from outreach.demo.publishing import PIECE, Entry
from outreach.demo.readings import ends_month, shown_on, window_before
from outreach.media.rules import Metric
from outreach.sheets import Sheet, write_csv, write_workbook

_LEDGER = (
    *("序号", "标题", "刊发日期", "刊发媒体", "类型", "责任分队", "推送", "对应活动", "主题活动", "作者", "链接"),
    *("阅读量", "截至日期", "数据来源"),
)
_ARTICLES = (
    *("内容标题", "发表时间", "总阅读人数", "总阅读次数", "总分享人数", "总分享次数", "阅读后关注人数", "送达人数"),
    *("公众号消息阅读次数", "送达阅读率", "首次分享次数", "分享产生阅读次数", "首次分享率", "每次分享带来阅读次数"),
    *("阅读完成率", "内容url"),
)
_TOTALS = (
    *("内容标题", "发表时间", "总阅读人数", "总分享人数", "阅读后关注人数", "送达人数", "送达阅读率", "阅读完成率"),
    "内容url",
)
_CHANNELS = (
    *(
        "视频描述",
        "视频ID",
        "发布时间",
        "完播率",
        "平均播放时长",
        "播放量",
        "推荐",
        "喜欢",
        "评论量",
        "分享量",
        "关注量",
    ),
    *("转发聊天和朋友圈", "设为铃声", "设为状态", "设为朋友圈封面", "企微链接点击次数", "企微链接点击人数"),
    *("添加到通讯录次数", "添加到通讯录人数"),
)
_DOUYIN = (
    *(
        "作品名称",
        "发布时间",
        "体裁",
        "发布状态",
        "播放量",
        "完播率",
        "5s完播率",
        "作品时长",
        "2s跳出率",
        "平均播放时长",
    ),
    *("点赞量", "评论量", "分享量", "收藏量", "主页访问量", "粉丝增量"),
)
_FOLLOWERS = 20_412
#: Since then the account's own file tells people only, so its reads are typed into the ledger.
_PEOPLE_ONLY = 2026


@dataclass(frozen=True)
class File:
    """A file as it came: the local `day` whose close it shows, and whose `channel` it is, "" where its rows say so."""

    name: str
    content: bytes
    day: date
    channel: str = ""


def files_of(entries: Sequence[Entry], day: date, names: Mapping[str, str]) -> Iterator[File]:
    """All files that show the close of the local `day`; `names` are the teams' by their codes."""
    first, last = window_before(day)
    near = [each for each in entries if first < each.day <= last]
    if near:
        yield File(f"{day.year}年{day.month}月普法宣传稿件台账.xlsx", _ledger(near, day, names), day)
    pieces = [each for each in near if each.kind == PIECE and each.day < last]
    if pieces and ends_month(day):  # what was pushed since is to be read one of these days
        yield File(f"公众号内容明细_{day:%Y%m%d}.xlsx", _account(pieces, day), day, "account")
    for channel, name, made in (("video", "视频号_{}.csv", _channels), ("douyin", "抖音作品_{}.xlsx", _douyin)):
        videos = [each for each in entries if each.channel == channel and each.day < last]
        if any(first < each.day for each in videos):  # nobody exports what stands still
            yield File(name.format(f"{day:%Y%m%d}"), made(videos, day), day, channel)


def _ledger(entries: Iterable[Entry], day: date, teams: Mapping[str, str]) -> bytes:
    rows = [
        (number, *_told(each, teams), *_typed(each, day))
        for number, each in enumerate(sorted(entries, key=lambda each: each.day), 1)
    ]
    return _workbook("台账", _LEDGER, rows, day, above=(("示例县人社局普法宣传稿件台账",),))


def _told(entry: Entry, teams: Mapping[str, str]) -> tuple[Any, ...]:
    news, event = entry.news, entry.news.event
    campaigns = [f"{tag.edition.campaign.name} {tag.edition.year}" for tag in event.tags] if event else []
    return (
        news.title,
        entry.day,
        CHANNELS[entry.channel].name,
        entry.kind,
        teams[news.team],
        entry.post,
        event.title if event else "",
        "、".join(campaigns),
        "示例县人社局" if event else "",
        entry.url,
    )


def _typed(entry: Entry, day: date) -> tuple[Any, ...]:
    """The number, its day and its proof, where somebody wrote them down in the ledger."""
    is_looked_at = entry.kind != PIECE or (day.year >= _PEOPLE_ONLY and ends_month(day))
    is_missed = entry.day == day or (entry.day.year == day.year and not entry.is_based)
    if Metric.TIMES not in entry.finals or is_missed or not is_looked_at:
        return None, None, None
    return _shown(entry, Metric.TIMES, day), day, entry.proof


def _account(pieces: Sequence[Entry], day: date) -> bytes:
    if day.year >= _PEOPLE_ONLY:
        rows = [_total(each, day) for each in pieces]
        return _workbook("New Sheet1", _TOTALS, rows, day)
    return _workbook("Sheet1", _ARTICLES, [_article(each, day) for each in pieces], day)


def _article(piece: Entry, day: date) -> tuple[Any, ...]:
    people, times = _shown(piece, Metric.PEOPLE, day), _shown(piece, Metric.TIMES, day)
    pushed, shares = times * 6 // 10, times // 40
    return (
        *(piece.news.title, int(f"{piece.day:%Y%m%d}"), people, times, people // 45, shares, None, _FOLLOWERS),
        *(pushed, round(pushed / _FOLLOWERS, 4), shares // 2, times - pushed, round(shares / 2 / times, 4), None),
        *(0.52, piece.url),
    )


def _total(piece: Entry, day: date) -> tuple[Any, ...]:
    people = _shown(piece, Metric.PEOPLE, day)
    rate = round(people * 6 / 10 / _FOLLOWERS, 4)
    return piece.news.title, f"{piece.day:%Y%m%d}", people, people // 45, None, _FOLLOWERS, rate, 0.52, piece.url


def _channels(videos: Iterable[Entry], day: date) -> bytes:
    return write_csv(_CHANNELS, [_channels_video(each, _shown(each, Metric.PLAYS, day)) for each in videos])


def _channels_video(video: Entry, plays: int) -> tuple[str, ...]:
    counted = (plays, plays // 140, plays // 55, plays // 900, plays // 160, plays // 2400, plays // 180)
    return (
        *(f"{video.news.title} #普法 #人社", f"export/UzFfShili{video.day:%Y%m%d}", f"{video.day:%Y/%m/%d}"),
        *("28.64%", "14.73秒", *map(str, counted)),
        *("0" for _heading in _CHANNELS[len(counted) + 5 :]),
    )


def _douyin(videos: Iterable[Entry], day: date) -> bytes:
    rows = [_douyin_work(each, _shown(each, Metric.PLAYS, day)) for each in videos]
    return _workbook("作品列表", _DOUYIN, rows, day)


def _douyin_work(video: Entry, plays: int) -> tuple[Any, ...]:
    return (
        *(f"{video.news.title} #普法", f"{video.day} 10:00:00", "1-3min视频", "公开", plays),
        *(0.0875, 0.375, 75.2, 0.375, 9.53),
        *(plays // 40, plays // 700, plays // 210, plays // 260, plays // 800, plays // 1500),
    )


def _shown(entry: Entry, metric: Metric, day: date) -> int:
    return shown_on(day, entry.finals[metric], since=entry.day)


def _workbook(
    name: str, header: Sequence[str], rows: Sequence[Sequence[Any]], day: date, above: Sequence[Sequence[Any]] = ()
) -> bytes:
    return write_workbook([Sheet(name, header, rows, above)], created=instant(day, "18:00"))
