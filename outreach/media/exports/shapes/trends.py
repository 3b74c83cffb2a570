"""The trend file of a WeChat account since 2026: three tables side by side, days by channel, days, and articles."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.media.exports.shapes.parts import (
    Part,
    PartRow,
    check_rows,
    days_in_title,
    matched_parts,
    part_of,
    told_of_channels,
    unused,
)
from outreach.media.exports.shapes.signatures import MADE_BY_HAND, Places, Shape, Signature, blocks_of
from outreach.media.exports.shapes.tables import Recognised, day_in, lines_below, span_of
from outreach.media.rules import ArticleKind, Platform
from outreach.sheets.grid import Grid, Line
from outreach.sheets.typed import Value, as_text

TREND = Shape(
    "wechat_trend", _("WeChat trend file (three tables)"), Platform.WECHAT, ArticleKind.PIECE, needs_day=False
)
TITLES_TOLD, LONGEST_TOLD = 3, 40

_CHANNEL_DAYS = Signature(
    columns={"counted_day": ("日期",), "channel": ("渠道",), "day_readers": ("阅读人数",)},
    required=("counted_day", "channel", "day_readers"),
    absent=("传播渠道", "阅读次数", *MADE_BY_HAND),
)
_ACCOUNT_DAYS = Signature(
    columns={
        "counted_day": ("日期",),
        "day_sharers": ("分享人数",),
        "day_original_readers": ("跳转阅读原文人数",),
        "day_favouriters": ("微信收藏人数",),
        "day_published": ("发表篇数",),
    },
    required=("counted_day",),
    typical=("分享人数", "跳转阅读原文人数", "微信收藏人数", "发表篇数"),
    at_least=2,
    absent=("阅读次数", *MADE_BY_HAND),
)
_ARTICLE_PARTS = Signature(
    columns={
        "channel": ("传播渠道",),
        "published": ("发表日期", "发表时间"),
        "title": ("内容标题",),
        "people": ("阅读人数",),
    },
    required=("channel", "published", "title", "people"),
    absent=MADE_BY_HAND,
)


def trend_at(grid: Grid, at: int, name: str) -> Recognised | None:
    """The trend file whose headings stand in the line at `at`, None where there are none.

    An article's readers are a running total only where it appeared within the file's days; of an older one the file
    shows a part, which is left aside.
    """
    places = _places_in(grid.lines[at])
    if places is None:
        return None
    lines = lines_below(grid, at)
    by_channel, by_day, articles = (part_of(grid, at, each, lines) for each in places)
    days = _joined(by_channel, by_day)
    first, last = days_in_title(grid.lines[:at]) or span_of(row.values["counted_day"] for row in days.rows)
    inside, older = _since(articles, first)
    told = (*told_of_channels([by_channel, articles]), *_told_of_older(older, first))
    check_rows([inside, days], told, name)
    matched = matched_parts(grid, [inside, days], unknown=unused(grid.lines[at], *places))
    return Recognised(TREND, matched, first, last, told)


def _places_in(line: Line) -> tuple[Places, Places, Places] | None:
    """Where the three tables stand, nowhere for one that is cut off; None where these are no tables of a trend file."""
    blocks = blocks_of(line)

    def places(signature: Signature) -> Places:
        return next((found for block in blocks if (found := signature.places_in(block)) is not None), {})

    by_channel, by_day, articles = places(_CHANNEL_DAYS), places(_ACCOUNT_DAYS), places(_ARTICLE_PARTS)
    return (by_channel, by_day, articles) if articles or (by_channel and by_day) else None


def _joined(one: Part, other: Part) -> Part:
    """The days of two tables: of a day that stands in both one row, at the place of the first."""
    rows = list(one.rows)
    places = {day_in(row.values["counted_day"]): at for at, row in reversed(list(enumerate(rows)))}
    for row in other.rows:
        at = places.pop(day_in(row.values["counted_day"]), None)
        if at is None:
            rows.append(row)
        else:
            rows[at] = PartRow(rows[at].number, {**row.values, **rows[at].values})
    return Part({**other.columns, **one.columns}, tuple(rows))


def _since(articles: Part, first: date | None) -> tuple[Part, list[Mapping[str, Value]]]:
    """The articles that appeared on the local day `first` or later, and the values of the others."""

    def is_inside(row: PartRow) -> bool:
        day = day_in(row.values["published"])
        return day is not None and first is not None and day >= first

    inside = tuple(row for row in articles.rows if is_inside(row))
    older = [row.values for row in articles.rows if not is_inside(row)]
    return Part(articles.columns, inside, articles.single), older


def _told_of_older(older: list[Mapping[str, Value]], first: date | None) -> Iterator[Any]:
    if not older:
        return
    titles = "、".join(f"“{as_text(values['title'])[:LONGEST_TOLD]}”" for values in older[:TITLES_TOLD])
    yield _(
        "Items that appeared before the file's first day %(day)s were left aside (%(count)s): %(titles)s%(more)s. What "
        "it shows of them is a part of their readers, and no running total.",
        day=first.isoformat() if first else "—",
        count=len(older),
        titles=titles,
        more=" …" if len(older) > TITLES_TOLD else "",
    )
