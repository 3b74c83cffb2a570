"""Which item that is there already a row speaks of: by its link, else its number, else channel, day and title."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from flask_babel import gettext as _

from outreach.errors import Invalid
from outreach.media.exports.judging import queries
from outreach.media.exports.judging.queries import Known
from outreach.media.exports.tables.rows import ItemRow
from outreach.media.rules import ArticleKind, title_key
from outreach.periods import Period


class Shelf:
    """The placements that the rows of one table may speak of."""

    def __init__(self, rows: Sequence[ItemRow]) -> None:
        self._by_link: dict[str, list[Known]] = defaultdict(list)
        self._by_number: dict[tuple[uuid.UUID, str], list[Known]] = defaultdict(list)
        self._by_title: dict[tuple[uuid.UUID, date, str], list[Known]] = defaultdict(list)
        self.posts: dict[tuple[uuid.UUID, date], list[Known]] = defaultdict(list)
        self.with_pieces: set[uuid.UUID] = set()
        for each in {known.placement_id: known for known in _near(rows)}.values():
            self._put(each)
        self._claimed = {each.placement_id for row in rows for each in self._named(row)}

    def find(self, row: ItemRow) -> Known | None:
        """The placement that the row speaks of; raises Invalid where two can be meant or its link stands elsewhere."""
        linked = self._by_link.get(row.link_key, []) if row.link_key else []
        here = [each for each in linked if each.channel_id == row.channel.id]
        elsewhere = [each for each in linked if not each.is_withdrawn]
        if elsewhere and not here:
            raise Invalid(
                _("Its link stands on another channel, at “%(title)s”.", title=elsewhere[0].title),
                code="link_elsewhere",
            )
        numbered = self._numbered(row)
        if here and numbered and not {each.article_id for each in here} & {each.article_id for each in numbered}:
            raise _several([*here, *numbered])
        return _one(here or numbered or self._titled(row), row)

    def _put(self, known: Known) -> None:
        if known.link_key:
            self._by_link[known.link_key].append(known)
        if known.platform_id:
            self._by_number[known.channel_id, known.platform_id].append(known)
        self._by_title[known.channel_id, known.day, title_key(known.title)].append(known)
        if known.kind is ArticleKind.POST:
            self.posts[known.channel_id, known.day].append(known)
        if known.post_id and not known.is_withdrawn:
            self.with_pieces.add(known.post_id)

    def _named(self, row: ItemRow) -> list[Known]:
        """What the row names without doubt."""
        linked = self._by_link.get(row.link_key, []) if row.link_key else []
        return [each for each in linked if each.channel_id == row.channel.id] + self._numbered(row)

    def _numbered(self, row: ItemRow) -> list[Known]:
        return self._by_number.get((row.channel.id, row.platform_id), []) if row.platform_id else []

    def _titled(self, row: ItemRow) -> list[Known]:
        """Of the same channel, day and title, unless another row names it, or its number is another."""
        found = self._by_title.get((row.channel.id, row.day, row.title_key), []) if row.title_key else []
        return [
            each
            for each in found
            if each.placement_id not in self._claimed
            and not (each.platform_id and row.platform_id and each.platform_id != row.platform_id)
        ]


def _near(rows: Sequence[ItemRow]) -> Iterable[Known]:
    yield from queries.known_by_link(sorted({row.link_key for row in rows if row.link_key}))
    channels: dict[uuid.UUID, list[ItemRow]] = defaultdict(list)
    for row in rows:
        channels[row.channel.id].append(row)
    days = {channel_id: [row.day for row in some] for channel_id, some in channels.items()}
    yield from queries.known_on({channel_id: Period(min(some), max(some)) for channel_id, some in days.items()})
    for channel_id, some in channels.items():
        yield from queries.known_by_number(channel_id, sorted({row.platform_id for row in some if row.platform_id}))


def _one(found: Collection[Known], row: ItemRow) -> Known | None:
    """The one that is meant: standing before withdrawn, a piece before the post that has its title, its own time."""
    left = list(found)
    for is_better in (
        lambda each: not each.is_withdrawn,
        lambda each: each.gone_with_file,
        lambda each: each.kind is not ArticleKind.POST or row.kind is ArticleKind.POST,
        lambda each: each.clock_time is not None and each.clock_time == row.clock_time,
    ):
        left = [each for each in left if is_better(each)] or left
    if len({each.article_id for each in left}) > 1:
        raise _several(left)
    return left[0] if left else None


def _several(found: Sequence[Known]) -> Invalid:
    titles = "、".join(f"“{title}”" for title in dict.fromkeys(each.title for each in found))
    return Invalid(_("Two items here can be meant: %(titles)s. Withdraw one of them.", titles=titles), code="two_match")
