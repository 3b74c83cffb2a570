"""How the words of the online ledger are said on pages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.media.rules import ArticleKind, Level, Medium, Metric, Standing

KINDS: dict[ArticleKind, Any] = {
    ArticleKind.ARTICLE: _("Article"),
    ArticleKind.POST: _("Post"),
    ArticleKind.VIDEO: _("Video"),
    ArticleKind.PIECE: _("Piece of a post"),
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
METRICS: dict[Metric, Any] = {
    Metric.PEOPLE: _("Readers (people)"),
    Metric.TIMES: _("Reads (times)"),
    Metric.PLAYS: _("Plays (times)"),
    Metric.SHARES: _("Shares"),
    Metric.LIKES: _("Likes"),
}
STANDINGS: dict[Standing, Any] = {
    Standing.COUNTS: _("Counts"),
    Standing.CORRECTED: _("Corrected"),
    Standing.UNPROVEN: _("Not counted: no note says where it is from"),
    Standing.THROUGH_PIECES: _("Not counted: the pieces count"),
}
#: the fields of the history, as `record_change` names them
FIELDS: dict[str, Any] = {
    "kind": _("Kind"),
    "title": _("Title"),
    "day": _("Day"),
    "team": _("Team"),
    "event": _("Event"),
    "editions": _("Campaigns"),
    "authors": _("Authors"),
    "note": _("Note"),
    "withdrawn": _("Withdrawn"),
    "placement": _("Channel"),
    "link": _("Link"),
    "is_own": _("Our own account"),
}

_LABELS: dict[type[StrEnum], Mapping[Any, Any]] = {
    ArticleKind: KINDS,
    Medium: MEDIA,
    Level: LEVELS,
    Metric: METRICS,
    Standing: STANDINGS,
}


def said(word: StrEnum) -> str:
    """A kind, medium, level, metric or standing in the language of the page."""
    return str(_LABELS[type(word)][word])
