"""The article files of a WeChat account: of 2022 to 2025 with people and times, since 2026 with people only."""

from flask_babel import lazy_gettext as _

from outreach.media.exports.shapes.signatures import MADE_BY_HAND, Shape, Signature, headings_of
from outreach.media.exports.shapes.tables import Recognised, days_of, lines_below, matched_lines
from outreach.media.rules import ArticleKind, Platform
from outreach.sheets.grid import Grid

ARTICLES = Shape(
    "wechat_articles", _("WeChat articles (people and times)"), Platform.WECHAT, ArticleKind.PIECE, needs_day=True
)
TOTALS = Shape("wechat_totals", _("WeChat articles (people only)"), Platform.WECHAT, ArticleKind.PIECE, needs_day=True)

#: What is about an article; 分享产生阅读次数 and 公众号消息阅读次数 are parts of the reads, and rates are no counts.
_COLUMNS = {
    "title": ("内容标题",),
    "published": ("发表时间", "发表日期"),
    "url": ("内容url", "内容链接"),
    "people": ("总阅读人数",),
    "sharers": ("总分享人数",),
    "shares": ("总分享次数",),
    "follows": ("阅读后关注人数",),
    "delivered": ("送达人数",),
}
_ELSEWHERE = ("渠道", "传播渠道", "播放量", "视频描述", "作品名称", *MADE_BY_HAND)

SIGNATURES: dict[Shape, Signature] = {
    ARTICLES: Signature(
        columns=_COLUMNS | {"times": ("总阅读次数",)},
        required=("title", "times"),
        typical=(
            *("发表时间", "总阅读人数", "总分享人数", "总分享次数", "阅读后关注人数", "送达人数", "公众号消息阅读次数"),
            *("送达阅读率", "首次分享次数", "分享产生阅读次数", "首次分享率", "每次分享带来阅读次数", "阅读完成率"),
            "内容url",
        ),
        at_least=5,
        absent=_ELSEWHERE,
    ),
    TOTALS: Signature(
        columns=_COLUMNS,
        required=("title", "people"),
        typical=("发表时间", "总分享人数", "阅读后关注人数", "送达人数", "送达阅读率", "阅读完成率", "内容url"),
        at_least=3,
        absent=("总阅读次数", *_ELSEWHERE),
    ),
}


def articles_at(grid: Grid, at: int, name: str) -> Recognised | None:
    """The articles whose headings stand in the line at `at`, None where there are none."""
    for shape, signature in SIGNATURES.items():
        places = signature.places_in(headings_of(grid.lines[at]))
        if places is not None:
            matched = matched_lines(grid, grid.lines[at], lines_below(grid, at), places, name)
            first, last = days_of(matched, "published")
            return Recognised(shape, matched, first, last)
    return None
