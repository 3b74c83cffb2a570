"""The works of a video account: 视频号 as CSV, 抖音 as a workbook."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.media.exports.shapes.signatures import MADE_BY_HAND, Shape, Signature, headings_of
from outreach.media.exports.shapes.tables import Recognised, days_of, lines_below, matched_lines
from outreach.media.rules import ArticleKind, Platform
from outreach.sheets.columns import Matched
from outreach.sheets.grid import Grid, Line
from outreach.sheets.tables import Row
from outreach.sheets.typed import Value, as_text, is_blank, plain

CHANNELS = Shape("channels_videos", _("WeChat Channels videos"), Platform.CHANNELS, ArticleKind.VIDEO, needs_day=True)
DOUYIN = Shape("douyin_works", _("Douyin works"), Platform.DOUYIN, ArticleKind.VIDEO, needs_day=True)

#: 推荐 (hearts) and 转发聊天和朋友圈 are counters of their own, 粉丝增量 is a net gain, and 曝光 is no play.
_CHANNELS = Signature(
    columns={
        "title": ("视频描述",),
        "platform_id": ("视频ID",),
        "published": ("发布时间", "发表时间"),
        "plays": ("播放量",),
        "likes": ("喜欢",),
        "comments": ("评论量",),
        "shares": ("分享量",),
        "follows": ("关注量",),
    },
    required=("title", "plays"),
    typical=(
        *("视频ID", "发布时间", "完播率", "平均播放时长", "推荐", "喜欢", "评论量", "分享量", "关注量"),
        *("转发聊天和朋友圈", "设为铃声", "设为状态", "设为朋友圈封面"),
    ),
    at_least=4,
    absent=("作品名称", "内容标题", "笔记标题", "渠道", "传播渠道", *MADE_BY_HAND),
)
_DOUYIN = Signature(
    columns={
        "title": ("作品名称",),
        "platform_id": ("作品ID",),
        "url": ("作品链接",),
        "published": ("发布时间", "发表时间"),
        "kind": ("体裁",),
        "plays": ("播放量",),
        "likes": ("点赞量", "点赞"),
        "comments": ("评论量", "评论"),
        "shares": ("分享量", "分享"),
        "favourites": ("收藏量", "收藏"),
        "checked": ("审核状态",),
        "issued": ("发布状态", "作品状态"),
    },
    required=("title", "plays"),
    typical=(
        *("发布时间", "体裁", "审核状态", "发布状态", "完播率", "5s完播率", "2s跳出率", "封面点击率", "作品时长"),
        *("平均播放时长", "点赞量", "评论量", "分享量", "收藏量", "主页访问量", "粉丝增量"),
    ),
    at_least=4,
    absent=("视频描述", "视频ID", "内容标题", "笔记标题", "渠道", "传播渠道", "涨粉量", *MADE_BY_HAND),
)
_STATES = ("checked", "issued")
#: What no stranger can see: not approved, not out yet, taken down, or for some people only.
_NOT_OUT = re.compile("未|不|待|中$|失败|驳回|拒|违规|私密|仅|好友|草稿|定时|下架|删除|隐藏|封禁")
_TOPIC = re.compile(r"[#＃][^\s#＃]+")
LONGEST_TITLE = 100


def channels_at(grid: Grid, at: int, name: str) -> Recognised | None:
    """The videos of a 视频号 whose headings stand in the line at `at`, None where there are none."""
    places = _CHANNELS.places_in(headings_of(grid.lines[at]))
    if places is None:
        return None
    matched = matched_lines(grid, grid.lines[at], lines_below(grid, at), places, name)
    return _recognised(CHANNELS, matched)


def douyin_at(grid: Grid, at: int, name: str) -> Recognised | None:
    """The works of a 抖音 account whose headings stand in the line at `at`; those that are not out are left aside.

    Raises Invalid (`no_rows`) where none is out.
    """
    found = _DOUYIN.places_in(headings_of(grid.lines[at]))
    if found is None:
        return None
    places = {key: column for key, column in found.items() if key not in _STATES}
    states = [found[key] for key in _STATES if key in found]
    lines = lines_below(grid, at)
    out = [line for line in lines if not _hidden(line, states)]
    told = tuple(_told_of_hidden(_hidden(line, states) for line in lines))
    if told and not out:
        raise Invalid(told[0], code="no_rows", name=name)
    table = matched_lines(grid, grid.lines[at], out, places, name)
    asked = {str(grid.lines[at].at(column)) for column in states}
    table = replace(table, unknown=tuple(each for each in table.unknown if each not in asked))
    return _recognised(DOUYIN, table, told)


def headline(text: str, platform_id: str = "") -> str:
    """The title of a work whose platform keeps title and text in one: its first line, without the topics behind it."""
    first = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    title = _without_topics(first) or first
    if not title:
        return f"（无描述）{platform_id[-8:]}"
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE] + "…"


def _without_topics(line: str) -> str:
    """The line without the topics that stand behind its text: #普法 #社保."""
    for topic in reversed(list(_TOPIC.finditer(line))):
        if topic.end() < len(line):
            break
        line = line[: topic.start()].rstrip()
    return line


def _recognised(shape: Shape, table: Matched, told: tuple[Any, ...] = ()) -> Recognised:
    matched = _plainer(table)
    first, last = days_of(matched, "published")
    return Recognised(shape, matched, first, last, told)


def _plainer(matched: Matched) -> Matched:
    """The table with two columns more, beside the cells as they stand: titles that are titles, and plain kinds.

    A work is a video of any length, else pictures with a text, 动态.
    """
    table, places = matched.table, dict(matched.places)
    title, number, kind = places["title"], places.get("platform_id"), places.get("kind")
    header, rows = [*table.header, f"标题（取自{table.header[title]}）"], []
    for row in table.rows:
        known_as = "" if number is None else as_text(row.values[number])
        rows.append([*row.values, headline(as_text(row.values[title]), known_as)])
    places["title"] = len(header) - 1
    if kind is not None:
        header.append(f"类型（取自{table.header[kind]}）")
        for values in rows:
            values.append(_kind(values[kind]))
        places["kind"] = len(header) - 1
    whole = tuple(Row(row.number, tuple(values)) for row, values in zip(table.rows, rows, strict=True))
    letters = (*table.letters, *[""] * (len(header) - len(table.header)))
    return replace(matched, table=replace(table, header=tuple(header), rows=whole, letters=letters), places=places)


def _kind(value: Value) -> str | None:
    return None if is_blank(value) else "视频" if "视频" in plain(value) else "动态"


def _hidden(line: Line, states: Iterable[int]) -> str:
    """What a work's state says where nobody can see it, "" for one that is out."""
    said = (_state(line.at(column)) for column in states)
    return next((state for state in said if _NOT_OUT.search(state)), "")


def _state(value: Value) -> str:
    return "" if is_blank(value) else plain(value)


def _told_of_hidden(states: Iterable[str]) -> Iterator[Any]:
    counted = Counter(state for state in states if state)
    if counted:
        yield _(
            "Works that nobody can see were left aside (%(count)s): %(states)s.",
            count=counted.total(),
            states="、".join(f"{state} {count}" for state, count in counted.items()),
        )
