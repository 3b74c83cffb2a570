"""What an account as a whole did by day: the old daily report of WeChat, and its followers as a page named .xls."""

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.media.exports.shapes.parts import (
    check_rows,
    days_in_title,
    matched_parts,
    part_of,
    told_of_channels,
    unused,
)
from outreach.media.exports.shapes.signatures import MADE_BY_HAND, Shape, Signature, headings_of
from outreach.media.exports.shapes.tables import Recognised, lines_below, span_of
from outreach.media.rules import Platform
from outreach.sheets.counts import parse_count
from outreach.sheets.grid import Grid
from outreach.sheets.typed import is_blank

DAILY = Shape("wechat_daily", _("WeChat daily report"), Platform.WECHAT, None, needs_day=False)
FOLLOWERS = Shape("wechat_followers", _("WeChat followers by day"), Platform.WECHAT, None, needs_day=False)

_DAILY = Signature(
    columns={
        "counted_day": ("日期",),
        "channel": ("渠道",),
        "day_reads": ("阅读次数",),
        "day_readers": ("阅读人数",),
        "day_shares": ("分享次数",),
        "day_sharers": ("分享人数",),
        "day_original_reads": ("阅读原文次数",),
        "day_original_readers": ("阅读原文人数",),
        "day_favourites": ("收藏次数",),
        "day_favouriters": ("收藏人数",),
        "day_published": ("群发篇数",),
    },
    required=("counted_day", "channel", "day_reads"),
    typical=("阅读人数", "分享次数", "分享人数", "阅读原文次数", "阅读原文人数", "收藏次数", "收藏人数"),
    at_least=3,
    absent=("传播渠道", "内容标题", "跳转阅读原文人数", "微信收藏人数", "发表篇数", *MADE_BY_HAND),
)
_FOLLOWERS = Signature(
    columns={
        "counted_day": ("时间", "日期"),
        "day_followed": ("新关注人数", "新增关注人数"),
        "day_unfollowed": ("取消关注人数",),
        "day_followers": ("累积关注人数", "累计关注人数"),
    },
    required=("counted_day",),
    typical=("新关注人数", "新增关注人数", "取消关注人数", "净增关注人数", "累积关注人数", "累计关注人数"),
    at_least=2,
    absent=(
        *("内容标题", "渠道", "传播渠道", "阅读人数", "阅读次数", "播放量", "视频描述", "作品名称", "发表篇数"),
        *("微信收藏人数", "跳转阅读原文人数"),
        *MADE_BY_HAND,
    ),
)


def daily_at(grid: Grid, at: int, name: str) -> Recognised | None:
    """The daily report whose headings stand in the line at `at`; raises Invalid (`all_zero`) for one without data."""
    found = _days_at(grid, at, name, DAILY, _DAILY)
    if found is not None and _is_all_zero(found):
        message = _(
            "Every number in “%(name)s” is 0: the platform gives out such a file where it has no numbers for these "
            "days. Choose other days there and load it once more.",
            name=name,
        )
        raise Invalid(message, code="all_zero", name=name)
    return found


def followers_at(grid: Grid, at: int, name: str) -> Recognised | None:
    """The followers by day, where their headings stand in the line at `at`."""
    return _days_at(grid, at, name, FOLLOWERS, _FOLLOWERS)


def _days_at(grid: Grid, at: int, name: str, shape: Shape, signature: Signature) -> Recognised | None:
    places = signature.places_in(headings_of(grid.lines[at]))
    if places is None:
        return None
    part = part_of(grid, at, places, lines_below(grid, at))
    told = tuple(told_of_channels([part]))
    check_rows([part], told, name)
    first, last = days_in_title(grid.lines[:at]) or span_of(row.values["counted_day"] for row in part.rows)
    return Recognised(shape, matched_parts(grid, [part], unknown=unused(grid.lines[at], places)), first, last, told)


def _is_all_zero(found: Recognised) -> bool:
    counts = [
        value
        for record in found.matched.records()
        for key, value in record.values.items()
        if key.startswith("day_") and not is_blank(value)
    ]
    try:
        return len(counts) > 0 and all(parse_count(value).value == 0 for value in counts)
    except Invalid:
        return False
