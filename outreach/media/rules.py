"""The words of the online ledger, and what a reading may say."""

import unicodedata
from collections.abc import Hashable, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid, Question
from outreach.web import filters

Name = TypeVar("Name", bound=Hashable)


#: What is added to an address when a page is shared: it says by whom and where, not which page.
_SHARING = frozenset({"from", "isappinstalled", "nsukey", "scene", "share_token", "spm"})
#: Its articles have a short link, /s/ABC, and a long one, whose other arguments say by whom it was shared.
_WECHAT = "mp.weixin.qq.com"
_WECHAT_NUMBER = frozenset({"__biz", "mid", "idx"})


class ArticleKind(StrEnum):
    """Articles, posts, videos and screens are disjoint. A post is one push; what it carries are its pieces.

    What only runs on screens 屏 (a slogan, a poster) is no article 篇 and stands in a figure of its own.
    """

    ARTICLE = "article"
    POST = "post"
    VIDEO = "video"
    PIECE = "piece"
    SCREEN = "screen"


class Medium(StrEnum):
    """What kind of channel: 报 网 端 微 视频号 屏."""

    NEWSPAPER = "newspaper"
    WEBSITE = "website"
    APP = "app"
    MICRO = "micro"
    VIDEO = "video"
    SCREEN = "screen"


#: Nobody counts who reads these.
WITHOUT_COUNTERS = (Medium.NEWSPAPER, Medium.SCREEN)


class Level(StrEnum):
    """Whose channel: the centre's, the province's, the city's, the county's, the bureau's own."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    OWN = "own"


class Platform(StrEnum):
    """Whose back-end tells a channel's numbers: 微信公众号, 视频号, 抖音; any other has no export that is known."""

    WECHAT = "wechat"
    CHANNELS = "channels"
    DOUYIN = "douyin"
    OTHER = "other"


#: What a platform's back-end usually does: days until an item's number stands still, days its export reaches back.
USUAL_TERMS: dict[Platform, tuple[int | None, int | None]] = {
    Platform.WECHAT: (30, 90),
    Platform.CHANNELS: (30, 90),
    Platform.DOUYIN: (30, 90),
    Platform.OTHER: (None, None),
}


class Metric(StrEnum):
    """What a counter counts. People and times are different things and never added (rule of the count 8)."""

    PEOPLE = "people"
    TIMES = "times"
    PLAYS = "plays"
    SHARES = "shares"
    SHARERS = "sharers"
    LIKES = "likes"
    FAVOURITES = "favourites"
    COMMENTS = "comments"
    FOLLOWS = "follows"
    DELIVERED = "delivered"


class DayMetric(StrEnum):
    """What an account as a whole did within one day. No running totals, so never part of the views of a period."""

    READERS = "readers"
    READS = "reads"
    SHARERS = "sharers"
    SHARES = "shares"
    ORIGINAL_READERS = "original_readers"
    ORIGINAL_READS = "original_reads"
    FAVOURITERS = "favouriters"
    FAVOURITES = "favourites"
    PUBLISHED = "published"
    FOLLOWED = "followed"
    UNFOLLOWED = "unfollowed"
    FOLLOWERS = "followers"


class Lacking(StrEnum):
    """What an item has not yet, so that somebody may look for it."""

    LINK = "link"
    READING = "reading"
    CAMPAIGN = "campaign"


class Likeness(StrEnum):
    """Why two items look like one: the same link, the same number on a platform, one title within some days."""

    LINK = "link"
    NUMBER = "number"
    TITLE = "title"


class Standing(StrEnum):
    """Whether a reading is one that figures take, and if not, why."""

    COUNTS = "counts"
    CORRECTED = "corrected"
    UNPROVEN = "unproven"
    VOIDED = "voided"
    THROUGH_PIECES = "through_pieces"


def standings_of(readings: Sequence[tuple[Name, Hashable, bool, bool]]) -> dict[Name, Standing]:
    """How each reading stands; `readings` are (name, counter and day, is proven, is voided) as they were recorded.

    Of several for one counter and day the proven one recorded last holds, unless voided (rule of the count 8).
    """
    standings: dict[Name, Standing] = {}
    taken = set()
    for name, shown, is_proven, is_voided in reversed(readings):
        if is_voided:
            standings[name] = Standing.VOIDED
        elif shown in taken:
            standings[name] = Standing.CORRECTED
        elif is_proven:
            standings[name] = Standing.COUNTS
            taken.add(shown)
        else:
            standings[name] = Standing.UNPROVEN
    return {name: standings[name] for name, *_ in readings}


def check_link(url: str) -> None:
    """Raise Invalid for a text that no browser could open as a page."""
    try:
        parts = urlsplit(url)
        is_plain = parts.username is None and parts.password is None and parts.port != 0
    except ValueError:
        parts, is_plain = urlsplit(""), True
    if not is_plain:
        message = _("A link holds no user name, password or impossible port: type the address of the page alone.")
        raise Invalid(message, field="url", url=url)
    if parts.scheme not in ("http", "https") or not parts.hostname or any(mark.isspace() for mark in url):
        raise Invalid(_("A link begins with http:// or https:// and has no blanks."), field="url", url=url)


def link_key(url: str) -> str:
    """The same text for every way in which the link of one page is copied."""
    parts = urlsplit(url)
    host, asked = _host_key(parts), _asked(parts.query)
    path = _as_quoted(parts.path).rstrip("/")
    # A fragment names a place on the page, but for pages that are put together in the browser it names the page.
    route = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    if host == _WECHAT and path.startswith("/s/"):
        asked = []
    elif host == _WECHAT and path == "/s":
        number = [pair for pair in asked if pair.partition("=")[0] in _WECHAT_NUMBER]
        asked = number if len(number) == len(_WECHAT_NUMBER) else asked
    return f"{host}{path}?{'&'.join(sorted(asked))}#{route}"


def is_short(key: str) -> bool:
    """Whether the key is of WeChat's short link of an article, which tells nothing of its long one."""
    return key.startswith(f"{_WECHAT}/s/")


def may_be_one_page(one: str, other: str) -> bool:
    """Whether two keys may be of one page although they differ: a short and a long link of a WeChat article."""
    both = (one, other) if is_short(one) else (other, one)
    return is_short(both[0]) and both[1].startswith(f"{_WECHAT}/s?")


def _host_key(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    try:
        port = parts.port
    except ValueError:
        return parts.netloc.lower()
    return host if port in (None, 80, 443) else f"{host}:{port}"


def _as_quoted(text: str) -> str:
    """One spelling of what may be written with or without per cent signs."""
    return quote(unquote_to_bytes(text.encode("utf-8", "replace")), safe="/=:@!$'()*,;+")


def title_key(title: str) -> str:
    """The same text for a title in full and half width, with and without blanks."""
    return "".join(unicodedata.normalize("NFKC", title).split()).casefold()


def _asked(query: str) -> list[str]:
    named = [(_as_quoted(pair), pair.partition("=")[0].lower()) for pair in query.split("&") if pair]
    return [pair for pair, name in named if name not in _SHARING and not name.startswith("utm_")]


def check_came(day: date, *, today: date, confirmed: bool) -> None:
    """Raise Question for a publishing day that is still to come."""
    if day > today and not confirmed:
        raise Question(
            _("%(day)s is still to come. Log it with this day all the same?", day=filters.day(day)),
            code="coming_day",
            field="day",
        )


def check_reading_day(day: date, *, appeared_on: date, today: date) -> None:
    """Raise Invalid for a reading of a day that is not over yet, or of one before the article stood there."""
    if day > today:
        raise Invalid(_("This day is still to come: a reading says what a day's close showed."), field="day")
    if day < appeared_on:
        raise Invalid(_("On this day the item had not appeared yet."), field="day", appeared_on=appeared_on)
