"""What would become of each row of a file: new, known with new numbers, known without, refused and why."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from outreach.errors import Invalid
from outreach.jobs.verdicts import Judged, Twins, Verdict
from outreach.media.exports.judging import queries
from outreach.media.exports.judging.comparing import Compared, compared
from outreach.media.exports.judging.elsewhere import Elsewhere
from outreach.media.exports.judging.entries import AccountEntry, Entry, NewItem
from outreach.media.exports.judging.pushes import Pushes
from outreach.media.exports.judging.queries import Known
from outreach.media.exports.judging.shelf import Shelf
from outreach.media.exports.tables.lists import Lists
from outreach.media.exports.tables.rows import AccountRow, ItemRow, read_row
from outreach.media.labels import said
from outreach.media.rules import ArticleKind, DayMetric, title_key
from outreach.sheets.columns import Record
from outreach.web import filters

#: The entry of a row that is refused only because its numbers are doubtful: a person may say that it is so.
DOUBTFUL = "doubtful"
#: The entry of a row that is refused only because it is new and has no team.
NO_TEAM = "no team"
#: What a file may add to a placement that lacks it.
_FILLED = ("url", "platform_id", "clock_time")

Read = ItemRow | AccountRow | Judged


def judge(records: Sequence[Record], *, today: date) -> list[Judged]:
    """Each row with its verdict."""
    lists = Lists(records, today=today)
    read = [read_row(record, lists) for record in records]
    items = Items([row for row in read if isinstance(row, ItemRow)])
    accounts = Accounts([row for row in read if isinstance(row, AccountRow)])
    twins = Twins()
    return [_verdict(row, items, accounts, twins) for row in read]


def _verdict(row: Read, items: "Items", accounts: "Accounts", twins: Twins) -> Judged:
    if isinstance(row, Judged):
        return row
    if isinstance(row, AccountRow):
        counted = tuple(metric for metric, _value in row.values)  # a trend file has a day in two of its tables
        return twins.checked((row.channel.id, row.day, counted), accounts.verdict(row))
    try:
        return twins.checked(items.key_of(row), items.verdict(row))
    except Invalid as refusal:
        return refused(row, str(refusal.message), entry=NO_TEAM if refusal.code == "no_team" else None)


def refused(row: ItemRow, *why: str, entry: Any = None) -> Judged:
    """The row, refused."""
    return Judged(row.number, row.title or row.platform_id or "—", Verdict.REFUSED, row.shown, why, entry)


class Items:
    """The rows that speak of items, beside what is there."""

    def __init__(self, rows: Sequence[ItemRow]) -> None:
        self._shelf = Shelf(rows)
        self._known: dict[int, Known | Invalid | None] = {row.number: _found(self._shelf.find, row) for row in rows}
        sure = [(row, known) for row in rows if not isinstance(known := self._known[row.number], Invalid)]
        self._pushes = Pushes(sure, self._shelf)
        for number in self._pushes.becoming_pieces:
            self._known[number] = None
        self._elsewhere = Elsewhere([row for row, _known in sure if self._known[row.number] is None])
        self._history = queries.histories({known.placement_id for _row, known in sure if known})

    def key_of(self, row: ItemRow) -> Any:
        """What two rows have in common that speak of one placement."""
        known = self._known[row.number]
        if isinstance(known, Known):
            return known.placement_id
        return _name(row)

    def verdict(self, row: ItemRow) -> Judged:
        """What becomes of the row; raises Invalid where it can't be said which item it speaks of."""
        known = self._known[row.number]
        if isinstance(known, Invalid):
            raise known
        if known is not None and known.is_withdrawn and not known.gone_with_file:
            raise Invalid(_("This item is here, and it was withdrawn. Restore it first."), code="withdrawn")
        numbers = compared(row, known.placement_id if known else None, self._history)
        if numbers.doubts and not row.is_so:
            return refused(row, *numbers.doubts, _("If it is so, say so above."), entry=DOUBTFUL)
        return self._of_known(row, known, numbers) if known else self._of_new(row, numbers)

    def _of_known(self, row: ItemRow, known: Known, numbers: Compared) -> Judged:
        entry = Entry(
            channel_id=known.channel_id,
            day=known.day,
            placement_id=known.placement_id,
            article_id=known.article_id,
            fills=tuple(
                (name, new) for name in _FILLED if (new := getattr(row, name)) and getattr(known, name) is None
            ),
            restored=_restored(known),
            **_numbers_of(row, numbers),
        )
        notes = [*row.notes, *numbers.doubts, *numbers.told]
        if known.is_withdrawn:
            notes.insert(0, _("It was withdrawn with the file that had brought it, and is restored."))
        if row.title_key and title_key(known.title) != row.title_key:
            notes.append(_("There it is called “%(title)s” now; here it keeps its name.", title=row.title))
        notes += [_filled(name) for name, _new in entry.fills]
        writes = bool(entry.readings or entry.fills or entry.restored)
        verdict = Verdict.CHANGED if writes else Verdict.SAME
        return Judged(row.number, row.title or known.title, verdict, row.shown, tuple(notes), entry)

    def _of_new(self, row: ItemRow, numbers: Compared) -> Judged:
        if not row.title:
            raise Invalid(_("This row has no title."), code="no_title")
        entry, notes = (self._piece if row.kind is ArticleKind.PIECE else self._item)(row)
        entry = replace(
            entry, clock_time=row.clock_time, url=row.url, platform_id=row.platform_id, **_numbers_of(row, numbers)
        )
        notes = (*notes, *row.notes, *numbers.doubts, *numbers.told)
        return Judged(row.number, row.title, Verdict.NEW, row.shown, notes, entry)

    def _piece(self, row: ItemRow) -> tuple[Entry, tuple[str, ...]]:
        _check_team(row)
        post = self._pushes.post_of(row)
        item = NewItem(_name(row), row.kind, row.title, row.facts, post.post_id, post.new)
        restored = (post.post_id,) if post.restored and post.post_id else ()
        when = filters.day(row.day) if row.clock_time is None else f"{filters.day(row.day)} {row.clock_time:%H:%M}"
        if post.post_id is not None:
            note = _("A piece of the push of %(when)s that is here.", when=when)
        else:
            note = _("In the push of %(when)s, of %(count)s.", when=when, count=post.size)
        return Entry(row.channel.id, row.day, item=item, restored=restored), (note,)

    def _item(self, row: ItemRow) -> tuple[Entry, tuple[str, ...]]:
        """A new item, or one more placement of an item that stands elsewhere."""
        other = self._elsewhere.item_of(row)
        if other is None:
            _check_team(row)
        names = "、".join(other.names) if other else ""
        earlier = other is not None and row.day < other.day
        standing = self._elsewhere.put(row, _name(row), other)
        notes = (_("The same item as on %(names)s: one more placement of it.", names=names),) if other else ()
        if standing.article_id is not None:
            return Entry(row.channel.id, row.day, article_id=standing.article_id, earlier=earlier), notes
        item = NewItem(standing.key, row.kind, row.title, row.facts)
        return Entry(row.channel.id, row.day, item=item), notes


class Accounts:
    """The rows that say what accounts did by day, beside what is there."""

    def __init__(self, rows: Sequence[AccountRow]) -> None:
        self._there: dict[uuid.UUID, Mapping[tuple[date, DayMetric], int]] = {}
        for channel_id in {row.channel.id for row in rows}:
            days = [row.day for row in rows if row.channel.id == channel_id]
            self._there[channel_id] = queries.account_days(channel_id, min(days), max(days))

    def verdict(self, row: AccountRow) -> Judged:
        """What becomes of the row."""
        there = self._there[row.channel.id]
        new = tuple((metric, value) for metric, value in row.values if there.get((row.day, metric)) != value)
        is_known = any((row.day, metric) in there for metric, _value in row.values)
        notes = tuple(
            f"{said(metric)}: {old:,} → {value:,}"
            for metric, value in new
            if (old := there.get((row.day, metric))) is not None
        )
        verdict = (Verdict.CHANGED if is_known else Verdict.NEW) if new else Verdict.SAME
        return Judged(
            row.number, row.day.isoformat(), verdict, row.shown, notes, AccountEntry(row.channel.id, row.day, new)
        )


def _found(find: Callable[[ItemRow], Known | None], row: ItemRow) -> Known | Invalid | None:
    try:
        return find(row)
    except Invalid as refusal:
        return refusal


def _check_team(row: ItemRow) -> None:
    if row.facts.team_id is None:
        raise Invalid(
            _(
                "It is new, and nothing says which team it belongs to: choose the team above, or write it into a "
                "column of the table."
            ),
            code="no_team",
        )


def _name(row: ItemRow) -> str:
    """What rows have in common that speak of one placement."""
    told = row.link_key or row.platform_id or f"{row.day} {row.clock_time} {row.facts.post} {row.title_key}"
    return f"{row.channel.id} {told}"


def _numbers_of(row: ItemRow, numbers: Compared) -> dict[str, Any]:
    return {"reading_day": row.reading_day, "readings": numbers.new, "proof": row.proof} if numbers.new else {}


def _restored(known: Known) -> tuple[uuid.UUID, ...]:
    if not known.is_withdrawn:
        return ()
    return (known.article_id, known.post_id) if known.post_id else (known.article_id,)


def _filled(name: str) -> str:
    said_of: dict[str, str] = {
        "url": _("It gets its link."),
        "platform_id": _("It gets its number on the platform."),
        "clock_time": _("It gets its time of day."),
    }
    return said_of[name]
