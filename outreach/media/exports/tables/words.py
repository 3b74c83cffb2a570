"""What a table's words say of an item's kind, and what its channel says where there is no word."""

from collections.abc import Mapping

from flask_babel import gettext as _

from outreach.media.exports.shapes import Shape
from outreach.media.exports.tables.lists import ChannelFacts
from outreach.media.rules import ArticleKind, Medium, Platform
from outreach.sheets.headings import bracketless
from outreach.sheets.typed import Value, is_blank, plain, shown

#: The first one is written into lists; all of them, and the names in code, are read.
KIND_WORDS: Mapping[ArticleKind, tuple[str, ...]] = {
    ArticleKind.ARTICLE: (
        *("稿件", "文章", "新闻", "信息", "动态", "报", "报纸", "报刊", "网", "网站", "门户网站", "端", "客户端"),
        *("app", "媒体报道", "newspaper", "website"),
    ),
    ArticleKind.POST: ("推送", "期"),
    ArticleKind.PIECE: (
        "推文",
        "推送单篇",
        "图文",
        "微信",
        "公众号",
        "微信公众号",
        "微信推文",
        "微",
        "微信图文",
        "micro",
    ),
    ArticleKind.VIDEO: ("视频", "短视频", "视频号", "抖音", "微视频", "横版视频"),
    ArticleKind.SCREEN: ("屏", "大屏", "电子屏", "显示屏", "标语", "屏幕"),
}
_BY_MEDIUM = {Medium.VIDEO: ArticleKind.VIDEO, Medium.SCREEN: ArticleKind.SCREEN}


def kind_of(value: Value, channel: ChannelFacts, shape: Shape | None) -> tuple[ArticleKind, tuple[str, ...]]:
    """The kind of an item that is new, and what has to be told of it."""
    usual = shape.item_kind if shape and shape.item_kind else _usual(channel)
    if is_blank(value):
        return usual, ()
    word = bracketless(plain(value))
    for kind, words in KIND_WORDS.items():
        if word == kind.value or word in words:
            is_pushed = kind is not ArticleKind.PIECE or channel.pushes
            return (kind if is_pushed else ArticleKind.ARTICLE), ()
    return usual, (_("The kind “%(typed)s” is not known: taken by its channel.", typed=shown(value)),)


def _usual(channel: ChannelFacts) -> ArticleKind:
    """What an own account pushes are pieces of posts; what another body's account writes about us is an article."""
    if channel.is_own and (channel.medium is Medium.MICRO or channel.platform is Platform.WECHAT):
        return ArticleKind.PIECE
    return _BY_MEDIUM.get(channel.medium, ArticleKind.ARTICLE)
