"""The words of the online ledger, and what a reading may say."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid, Question

Name = TypeVar("Name", bound=Hashable)


class ArticleKind(StrEnum):
    """Articles, posts and videos are disjoint. A post is one push; what it carries are its pieces."""

    ARTICLE = "article"
    POST = "post"
    VIDEO = "video"
    PIECE = "piece"


class Medium(StrEnum):
    """What kind of channel: 报 网 端 微 视频号 屏."""

    NEWSPAPER = "newspaper"
    WEBSITE = "website"
    APP = "app"
    MICRO = "micro"
    VIDEO = "video"
    SCREEN = "screen"


class Level(StrEnum):
    """Whose channel: the centre's, the province's, the city's, the county's, the bureau's own."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    OWN = "own"


class Metric(StrEnum):
    """What a counter counts. People and times are different things and never added (rule of the count 8)."""

    PEOPLE = "people"
    TIMES = "times"
    PLAYS = "plays"
    SHARES = "shares"
    LIKES = "likes"


class Standing(StrEnum):
    """Whether a reading is one that figures take, and if not, why."""

    COUNTS = "counts"
    CORRECTED = "corrected"
    UNPROVEN = "unproven"
    THROUGH_PIECES = "through_pieces"


def standings_of(readings: Sequence[tuple[Name, Hashable, bool]]) -> dict[Name, Standing]:
    """How each reading stands; `readings` are (name, counter and day, whether proven) as they were recorded.

    Of several for one counter and day the proven one recorded last holds (rule of the count 8).
    """
    standings: dict[Name, Standing] = {}
    taken = set()
    for name, shown, is_proven in reversed(readings):
        if shown in taken:
            standings[name] = Standing.CORRECTED
        elif is_proven:
            standings[name] = Standing.COUNTS
            taken.add(shown)
        else:
            standings[name] = Standing.UNPROVEN
    return {name: standings[name] for name, _shown, _is_proven in readings}


def check_link(url: str) -> None:
    """Raise Invalid for a text that no browser could open as a page."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or any(mark.isspace() for mark in url):
        raise Invalid(_("A link begins with http:// or https:// and has no blanks."), field="url", url=url)


def check_reading_day(day: date, *, appeared_on: date, today: date) -> None:
    """Raise Invalid for a reading of a day that is not over yet, or of one before the article stood there."""
    if day > today:
        raise Invalid(_("This day is still to come: a reading says what a day's close showed."), field="day")
    if day < appeared_on:
        raise Invalid(_("On this day the item had not appeared yet."), field="day", appeared_on=appeared_on)


def check_running_total(value: int, day: date, others: Iterable[tuple[date, int]], *, confirmed: bool) -> None:
    """Raise Question where a running total would fall from one day to a later one; `others` are (day, value)."""
    if confirmed:
        return
    for other_day, other in others:
        if (other_day < day and other > value) or (other_day > day and other < value):
            raise Question(
                _(
                    "Counters only grow, but on %(day)s it showed %(other)s. Store this number all the same?",
                    day=other_day.isoformat(),
                    other=other,
                ),
                code="falling",
                field="value",
            )
