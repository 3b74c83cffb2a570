"""What has to be written for a row that was judged new or changed: plain values, equal for rows that say the same."""

import uuid
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from outreach.media.exports.tables.lists import Facts
from outreach.media.exports.tables.rows import Counted
from outreach.media.rules import ArticleKind, DayMetric


@dataclass(frozen=True)
class NewPost:
    """A push that comes with its pieces; rows of one push have the same."""

    key: str
    title: str
    clock_time: time | None


@dataclass(frozen=True)
class NewItem:
    """An item that comes with its first placement. Rows of one item in several media have the same `key`."""

    key: str
    kind: ArticleKind
    title: str
    facts: Facts
    post_id: uuid.UUID | None = None
    new_post: NewPost | None = None


@dataclass(frozen=True)
class Entry:
    """What a row brings: a placement, of a new item (`item`) or of a known one (`article_id`), or numbers of one.

    `fills` are facts that a known placement lacked, `restored` the items to be brought back with it.
    """

    channel_id: uuid.UUID
    day: date
    placement_id: uuid.UUID | None = None
    article_id: uuid.UUID | None = None
    item: NewItem | None = None
    clock_time: time | None = None
    url: str | None = None
    platform_id: str | None = None
    reading_day: date | None = None
    readings: tuple[Counted, ...] = ()
    proof: str | None = None
    fills: tuple[tuple[str, Any], ...] = ()
    restored: tuple[uuid.UUID, ...] = ()
    earlier: bool = False
    """The item appeared on this channel before its own day so far."""


@dataclass(frozen=True)
class AccountEntry:
    """What an account did on one local day, of which not all is there yet."""

    channel_id: uuid.UUID
    day: date
    values: tuple[tuple[DayMetric, int], ...]
