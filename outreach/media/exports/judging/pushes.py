"""Which rows came in one push: those of one channel with the same time, or the same day where there are only days."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from outreach.media.exports.judging.entries import NewPost
from outreach.media.exports.judging.queries import Known
from outreach.media.exports.judging.shelf import Shelf
from outreach.media.exports.tables.rows import ItemRow
from outreach.media.rules import ArticleKind, title_key

Push = tuple[uuid.UUID, date, time | None, str]
Found = Sequence[tuple[ItemRow, Known | None]]


@dataclass(frozen=True)
class Post:
    """The post of a push: one that is there (`restored` where it was withdrawn with its file), or a new one."""

    post_id: uuid.UUID | None = None
    new: NewPost | None = None
    restored: bool = False
    size: int = 1


class Pushes:
    """The pushes of a table's rows. `found` are the rows, each with the placement that it speaks of."""

    def __init__(self, found: Found, shelf: Shelf) -> None:
        self._shelf = shelf
        groups: dict[Push, list[tuple[ItemRow, Known | None]]] = defaultdict(list)
        self._pushes_of_day: dict[tuple[uuid.UUID, date], int] = defaultdict(int)
        for row, known in found:
            if row.kind is ArticleKind.PIECE:
                groups[push_of(row)].append((row, known))
        for channel_id, day, *_rest in groups:
            self._pushes_of_day[channel_id, day] += 1
        self._posts: Mapping[Push, Post] = {push: self._post(push, rows) for push, rows in groups.items()}
        #: Rows that speak of a post which has pieces, or gets some now: they are one of its pieces.
        self.becoming_pieces = set(self._becoming(groups))

    def post_of(self, row: ItemRow) -> Post:
        """The post that the row's piece belongs to."""
        return self._posts[push_of(row)]

    def _post(self, push: Push, rows: Found) -> Post:
        of_pieces = {known.post_id for _row, known in rows if known and known.post_id and not known.is_withdrawn}
        lone = {known.article_id for _row, known in rows if known and known.kind is ArticleKind.POST}
        for some in (of_pieces, lone):
            if some:
                return Post(min(some, key=str), size=len(rows))
        there = self._there(push, rows)
        if there is not None:
            return Post(there.article_id, restored=there.is_withdrawn, size=len(rows))
        first, label = rows[0][0], push[3]
        title = label if label and not label.isdigit() else first.title
        return Post(new=NewPost(f"{'/'.join(map(str, push))}", title, first.clock_time), size=len(rows))

    def _there(self, push: Push, rows: Found) -> Known | None:
        """A post of that channel and day that is meant without doubt."""
        channel_id, day, clock_time, label = push
        posts = [each for each in self._shelf.posts[channel_id, day] if each.gone_with_file or not each.is_withdrawn]
        posts.sort(key=lambda each: (each.is_withdrawn, str(each.article_id)))
        if clock_time is not None:
            same = [each for each in posts if each.clock_time == clock_time]
        else:
            titles = {title_key(label)} if label else {row.title_key for row, _known in rows}
            same = [each for each in posts if title_key(each.title) in titles]
        if same:
            return same[0]
        timeless = posts if clock_time is None and not label else [each for each in posts if each.clock_time is None]
        return timeless[0] if len(timeless) == 1 and self._pushes_of_day[channel_id, day] == 1 else None

    def _becoming(self, groups: Mapping[Push, Found]) -> Iterator[int]:
        for rows in groups.values():
            for row, known in rows:
                if known is None or known.kind is not ArticleKind.POST:
                    continue
                if len(rows) > 1 or known.article_id in self._shelf.with_pieces:
                    yield row.number


def push_of(row: ItemRow) -> Push:
    """What the rows of one push have in common: the table's own word for it, else the time, else the day."""
    return row.channel.id, row.day, None if row.facts.post else row.clock_time, row.facts.post
