"""One item in several media is one item with several placements: the same title on another channel some days apart."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from outreach.media.exports.judging import queries
from outreach.media.exports.tables.queries import every_channel
from outreach.media.exports.tables.rows import ItemRow
from outreach.media.rules import ArticleKind, title_key

#: Papers and sites take an item over within so many days.
SAME_WITHIN = timedelta(days=10)
#: A shorter title (招聘公告) says too little.
SHORTEST = 6
_KINDS = (ArticleKind.ARTICLE, ArticleKind.VIDEO, ArticleKind.SCREEN)


@dataclass
class Standing:
    """An item with the channels that it stands on; `article_id` None for one that a row above brings, by `key`."""

    article_id: uuid.UUID | None
    key: str
    kind: ArticleKind
    day: date
    channels: set[uuid.UUID] = field(default_factory=set)
    names: list[str] = field(default_factory=list)


class Elsewhere:
    """The items that rows may be further placements of."""

    def __init__(self, rows: Sequence[ItemRow]) -> None:
        self._by_title: dict[str, list[Standing]] = defaultdict(list)
        wanted = {row.title_key for row in rows if _may_be_placed_twice(row)}
        if not wanted:
            return
        days = [row.day for row in rows]
        names = {each.id: each.name for each in every_channel()}
        items: dict[uuid.UUID, Standing] = {}
        for each in queries.known_elsewhere(_KINDS, min(days) - SAME_WITHIN, max(days) + SAME_WITHIN):
            if (key := title_key(each.title)) not in wanted:
                continue
            item = items.get(each.article_id)
            if item is None:
                item = items[each.article_id] = Standing(each.article_id, "", each.kind, each.article_day)
                self._by_title[key].append(item)
            item.channels.add(each.channel_id)
            item.names.append(names[each.channel_id])

    def item_of(self, row: ItemRow) -> Standing | None:
        """The item of which the row, that speaks of no placement here, is a further one."""
        if not _may_be_placed_twice(row):
            return None
        for item in self._by_title.get(row.title_key, ()):
            is_near = abs(item.day - row.day) <= SAME_WITHIN
            if item.kind is row.kind and is_near and row.channel.id not in item.channels:
                return item
        return None

    def put(self, row: ItemRow, key: str, item: Standing | None = None) -> Standing:
        """Remember that the row's item, new by `key` where `item` is None, stands on its channel now."""
        if item is None:
            item = Standing(None, key, row.kind, row.day)
            self._by_title[row.title_key].append(item)
        item.channels.add(row.channel.id)
        item.names.append(row.channel.name)
        item.day = min(item.day, row.day)
        return item


def _may_be_placed_twice(row: ItemRow) -> bool:
    return row.kind in _KINDS and len(row.title_key) >= SHORTEST
