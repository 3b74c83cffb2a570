"""The rows of every table that a file brings, put together before the first of them is written."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from outreach.db import new_id
from outreach.jobs.verdicts import Judged
from outreach.media.exports.judging.entries import AccountEntry, Entry, NewItem, NewPost
from outreach.media.rules import ArticleKind, link_key

Values = dict[str, Any]


@dataclass
class Inserts:
    """What is to be inserted, by table, in an order that foreign keys allow; posts stand before their pieces."""

    file_id: uuid.UUID
    by_id: uuid.UUID | None
    now: datetime
    posts: list[Values] = field(default_factory=list)
    articles: list[Values] = field(default_factory=list)
    tags: list[Values] = field(default_factory=list)
    teams: list[Values] = field(default_factory=list)
    laws: list[Values] = field(default_factory=list)
    placements: list[Values] = field(default_factory=list)
    file_rows: dict[uuid.UUID, Values] = field(default_factory=dict)
    readings: list[Values] = field(default_factory=list)
    account_days: list[Values] = field(default_factory=list)
    _items: dict[str, uuid.UUID] = field(default_factory=dict)
    _posts: dict[str, uuid.UUID] = field(default_factory=dict)
    _last: uuid.UUID = field(default_factory=new_id)
    _tags_of_posts: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))

    def add(self, row: Judged, first_days: Mapping[str, date]) -> None:
        """Take what the row brings; `first_days` says when each new item first appeared, by its key."""
        if isinstance(row.entry, AccountEntry):
            self._add_account(row.entry)
        elif isinstance(row.entry, Entry):
            self._add_entry(row.number, row.entry, first_days)

    def mention(self, row: Judged) -> None:
        """Remember that a row which changes nothing speaks of a placement."""
        if isinstance(row.entry, Entry) and row.entry.placement_id is not None:
            self._name(row.number, row.entry.placement_id, is_new=False)

    def _add_account(self, entry: AccountEntry) -> None:
        of_day = {"channel_id": entry.channel_id, "day": entry.day, "file_id": self.file_id, **self._recorded()}
        self.account_days += [
            {"id": new_id(), "metric": metric, "value": value, **of_day} for metric, value in entry.values
        ]

    def _add_entry(self, number: int, entry: Entry, first_days: Mapping[str, date]) -> None:
        placement_id = entry.placement_id
        if placement_id is None:
            article_id = entry.article_id or self._article(number, entry, first_days)
            placement_id = self._place(article_id, entry)
        is_restored = bool(entry.restored) and entry.placement_id is not None
        self._name(number, placement_id, is_new=entry.placement_id is None or is_restored)
        shown = {"placement_id": placement_id, "day": entry.reading_day, "file_id": self.file_id, **self._recorded()}
        self.readings += [
            {
                "id": new_id(),
                "metric": each.metric,
                "value": each.value,
                "approximation": each.approximation,
                "written": each.written,
                "proof_note": entry.proof,
                **shown,
            }
            for each in entry.readings
        ]

    def _article(self, number: int, entry: Entry, first_days: Mapping[str, date]) -> uuid.UUID:
        item = entry.item
        assert item is not None
        if item.key in self._items:
            return self._items[item.key]
        post_id = item.post_id
        if post_id is None and item.new_post is not None:
            post_id = self._post(number, item.new_post, item, entry)
        article_id = self._items[item.key] = self._later_id()
        facts = item.facts
        told = {"event_id": facts.event_id, "authors": facts.authors, "note": facts.note, "post_id": post_id}
        self.articles.append(self._row(article_id, item.kind, item.title, first_days[item.key], facts.team_id, **told))
        self.tags += _links("edition_id", article_id, facts.edition_ids)
        self.teams += _links("team_id", article_id, (each for each in facts.joint_team_ids if each != facts.team_id))
        self.laws += _links("law_id", article_id, facts.law_ids)
        if item.new_post is not None and post_id is not None:
            self._tag_post(post_id, facts.edition_ids)
        return article_id

    def _post(self, number: int, post: NewPost, first: NewItem, entry: Entry) -> uuid.UUID:
        if post.key in self._posts:
            return self._posts[post.key]
        post_id = self._posts[post.key] = self._later_id()
        self.posts.append(self._row(post_id, ArticleKind.POST, post.title, entry.day, first.facts.team_id))
        placed = self._place(post_id, Entry(entry.channel_id, entry.day, clock_time=post.clock_time))
        self._name(number, placed, is_new=True)
        return post_id

    def _tag_post(self, post_id: uuid.UUID, edition_ids: Iterable[uuid.UUID]) -> None:
        """A new push belongs to the editions of its pieces."""
        missing = [each for each in edition_ids if each not in self._tags_of_posts[post_id]]
        self._tags_of_posts[post_id].update(missing)
        self.tags += _links("edition_id", post_id, missing)

    def _place(self, article_id: uuid.UUID, entry: Entry) -> uuid.UUID:
        placement_id = new_id()
        self.placements.append(
            {
                "id": placement_id,
                "article_id": article_id,
                "channel_id": entry.channel_id,
                "day": entry.day,
                "clock_time": entry.clock_time,
                "url": entry.url,
                "link_key": link_key(entry.url) if entry.url else None,
                "platform_id": entry.platform_id,
            }
        )
        return placement_id

    def _name(self, number: int, placement_id: uuid.UUID, *, is_new: bool) -> None:
        named = {"file_id": self.file_id, "placement_id": placement_id, "row": number, "is_new": is_new}
        self.file_rows.setdefault(placement_id, named)

    def _later_id(self) -> uuid.UUID:
        """An id behind the one before: pieces of a post stand in the order of the file."""
        self._last = max(new_id(), uuid.UUID(int=self._last.int + 1))
        return self._last

    def _recorded(self) -> Values:
        return {"recorded_at": self.now, "recorded_by_id": self.by_id}

    def _row(
        self, id: uuid.UUID, kind: ArticleKind, title: str, day: date, team_id: uuid.UUID | None, **more: Any
    ) -> Values:
        blank = dict.fromkeys(("event_id", "post_id", "authors", "note", "withdrawn_at", "withdraw_reason"))
        facts = {"id": id, "kind": kind, "title": title, "day": day, "team_id": team_id}
        return {**blank, **facts, "made_at": self.now, "made_by_id": self.by_id, **more}


def first_days(rows: Sequence[Judged]) -> dict[str, date]:
    """For each new item, by its key, the local day on which it first appeared."""
    days: dict[str, date] = {}
    for row in rows:
        item = row.entry.item if isinstance(row.entry, Entry) else None
        if item is not None:
            days[item.key] = min(days.get(item.key, row.entry.day), row.entry.day)
    return days


def _links(name: str, article_id: uuid.UUID, ids: Iterable[uuid.UUID]) -> list[Values]:
    return [{"article_id": article_id, name: each} for each in ids]
