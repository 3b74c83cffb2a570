"""How the words of the online ledger are said on pages."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from outreach.media.rules import ArticleKind, DayMetric, Lacking, Level, Likeness, Medium, Metric, Platform, Standing

KINDS: dict[ArticleKind, Any] = {
    ArticleKind.ARTICLE: _("Article"),
    ArticleKind.POST: _("Post"),
    ArticleKind.VIDEO: _("Video"),
    ArticleKind.PIECE: _("Piece of a post"),
    ArticleKind.SCREEN: _("Screen notice"),
}
MEDIA: dict[Medium, Any] = {
    Medium.NEWSPAPER: _("Newspaper"),
    Medium.WEBSITE: _("Website"),
    Medium.APP: _("App"),
    Medium.MICRO: _("WeChat or microblog account"),
    Medium.VIDEO: _("Video account"),
    Medium.SCREEN: _("Screen"),
}
LEVELS: dict[Level, Any] = {
    Level.CENTRAL: _("Central"),
    Level.PROVINCE: _("Province"),
    Level.CITY: _("City"),
    Level.COUNTY: _("County"),
    Level.OWN: _("Our bureau"),
}
PLATFORMS: dict[Platform, Any] = {
    Platform.WECHAT: _("WeChat official account"),
    Platform.CHANNELS: _("WeChat Channels"),
    Platform.DOUYIN: _("Douyin"),
    Platform.OTHER: _("Another"),
}
METRICS: dict[Metric, Any] = {
    Metric.PEOPLE: _("Readers (people)"),
    Metric.TIMES: _("Reads (times)"),
    Metric.PLAYS: _("Plays (times)"),
    Metric.SHARES: _("Shares (times)"),
    Metric.SHARERS: _("Sharers (people)"),
    Metric.LIKES: _("Likes"),
    Metric.FAVOURITES: _("Favourites"),
    Metric.COMMENTS: _("Comments"),
    Metric.FOLLOWS: _("Followed after reading"),
    Metric.DELIVERED: _("Delivered to (people)"),
}
DAY_METRICS: dict[DayMetric, Any] = {
    DayMetric.READERS: _("Readers that day"),
    DayMetric.READS: _("Reads that day"),
    DayMetric.SHARERS: _("Sharers that day"),
    DayMetric.SHARES: _("Shares that day"),
    DayMetric.ORIGINAL_READERS: _("Readers who went on to the original"),
    DayMetric.ORIGINAL_READS: _("Reads of the original"),
    DayMetric.FAVOURITERS: _("People who kept it"),
    DayMetric.FAVOURITES: _("Times it was kept"),
    DayMetric.PUBLISHED: _("Published that day"),
    DayMetric.FOLLOWED: _("New followers"),
    DayMetric.UNFOLLOWED: _("Followers who left"),
    DayMetric.FOLLOWERS: _("Followers in all"),
}
LACKING: dict[Lacking, Any] = {
    Lacking.LINK: _("link"),
    Lacking.READING: _("reading"),
    Lacking.CAMPAIGN: _("campaign"),
}
LIKENESSES: dict[Likeness, Any] = {
    Likeness.LINK: _("The same link"),
    Likeness.NUMBER: _("The same number on the platform"),
    Likeness.TITLE: _("The same title"),
}
STANDINGS: dict[Standing, Any] = {
    Standing.COUNTS: _("Counts"),
    Standing.CORRECTED: _("Corrected"),
    Standing.UNPROVEN: _("Not counted: no note says where it is from"),
    Standing.VOIDED: _("Voided"),
    Standing.THROUGH_PIECES: _("Not counted: the pieces count"),
}
#: the fields of the history, as `record_change` names them
FIELDS: dict[str, Any] = {
    "kind": _("Kind"),
    "title": _("Headline"),
    "day": _("Day"),
    "team": _("Team"),
    "joint_teams": _("Joint teams"),
    "event": _("Event"),
    "editions": _("Campaigns"),
    "laws": _("Laws it explains"),
    "authors": _("Authors"),
    "note": _("Note"),
    "withdrawn": _("Withdrawn"),
    "placement": _("Channel"),
    "link": _("Link"),
    "is_own": _("Our own account"),
    "name": _("Name"),
    "medium": _("Medium"),
    "level": _("Level"),
    "body": _("Whose it is"),
    "platform": _("Platform"),
    "settles_after": _("Its numbers stand still after"),
    "reaches_back": _("Its export reaches back"),
    "retired_at": _("No longer used"),
    "reading": _("Reading"),
}

_LABELS: dict[type[StrEnum], Mapping[Any, Any]] = {
    ArticleKind: KINDS,
    Medium: MEDIA,
    Level: LEVELS,
    Platform: PLATFORMS,
    Metric: METRICS,
    DayMetric: DAY_METRICS,
    Standing: STANDINGS,
}


def said(word: StrEnum) -> str:
    """A kind, medium, level, metric or standing in the language of the page."""
    return _said(type(word), word, str(get_locale()))


@cache
def _said(kind: type[StrEnum], word: StrEnum, _language: str) -> str:
    """Looked up once in each language: the rows of a file say some of these 100,000 times."""
    return str(_LABELS[kind][word])
