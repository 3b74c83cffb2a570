"""The rows of a table of the online ledger as they are read, before what is there already is looked at."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _

from outreach import clock
from outreach.errors import Invalid, Refusal
from outreach.jobs.verdicts import Judged, Verdict
from outreach.media.exports.tables.columns import DAY_PREFIX
from outreach.media.exports.tables.lists import ChannelFacts, Facts, Lists, line_of
from outreach.media.exports.tables.words import kind_of
from outreach.media.readings.rules import Shown, read_shown
from outreach.media.rules import ArticleKind, DayMetric, Metric, check_link, link_key, title_key
from outreach.sheets.columns import Record
from outreach.sheets.counts import MAX_COUNT, parse_count
from outreach.sheets.days import parse_day
from outreach.sheets.typed import Value, is_blank, plain, shown
from outreach.web import filters

#: What is said beside the table for every row, under these keys among its values.
SHAPE, SO_IT_IS = "shape", "so_it_is"
LONGEST_TITLE, LONGEST_LINK = 200, 1000
#: The entry of a row that is refused only because its channel is on no list.
UNKNOWN_CHANNEL = "unknown channel"

_CLOCK = re.compile(r"(?<![0-9])([01]?[0-9]|2[0-3])[:时点]([0-5][0-9])")
#: Of a recognised file these are said for all rows at once, so no row shows them.
_SAID_ONCE = frozenset({SHAPE, SO_IT_IS, "day", "channel", "team", "reading_day", "proof", "url"})


@dataclass(frozen=True)
class Counted(Shown):
    """What a counter shows in a row."""

    metric: Metric = field(kw_only=True)


@dataclass(frozen=True)
class ItemRow:
    """A row that speaks of an item on a channel."""

    number: int
    shown: Mapping[str, str]
    title: str
    title_key: str
    day: date
    clock_time: time | None
    channel: ChannelFacts
    kind: ArticleKind
    url: str | None
    link_key: str | None
    platform_id: str | None
    reading_day: date | None
    counters: tuple[Counted, ...]
    proof: str | None
    facts: Facts
    is_so: bool
    """A person said that numbers which are doubtful are as they stand here."""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class AccountRow:
    """A row that says what an account as a whole did on one local day."""

    number: int
    shown: Mapping[str, str]
    channel: ChannelFacts
    day: date
    values: tuple[tuple[DayMetric, int], ...]


def read_row(record: Record, lists: Lists) -> ItemRow | AccountRow | Judged:
    """The row as it is understood, or refused with the reason."""
    values = record.values
    is_account = not is_blank(values.get("counted_day"))
    label = line_of(values.get("counted_day" if is_account else "title")) or "—"
    try:
        return _account_row(record, lists) if is_account else _item_row(record, lists)
    except Refusal as refusal:
        why = (str(refusal.message),)
        entry = UNKNOWN_CHANNEL if refusal.code == "no_such_channel" else None
        return Judged(record.number, label[:LONGEST_TITLE], Verdict.REFUSED, shown_of(values), why, entry)


def shown_of(values: Mapping[str, Value]) -> dict[str, str]:
    """The cells of a row as a preview shows them."""
    hidden = _SAID_ONCE if values.get(SHAPE) else {SHAPE, SO_IT_IS, "day", "url"}
    told = {key: shown(value) for key, value in values.items() if key not in hidden and not is_blank(value)}
    return told | {"title": line_of(values["title"])[:LONGEST_TITLE]} if "title" in told else told


def published_at(value: Value, *, today: date) -> tuple[date, time | None]:
    """The local day and, where the cell has one, the time to the minute at which an item appeared."""
    day = parse_day(value, today=today, field="published")
    if isinstance(value, datetime):
        at = clock.wall(value) if value.tzinfo else value
        return day, time(at.hour, at.minute) if at.time() != time() else None
    if isinstance(value, float):
        minutes = round(value % 1 * 24 * 60) % (24 * 60)
        return day, time(minutes // 60, minutes % 60) if minutes else None
    found = _CLOCK.search(plain(value)) if isinstance(value, str) else None
    return day, time(int(found[1]), int(found[2])) if found else None


def counter_of(metric: Metric, value: Value) -> Counted | None:
    """What a cell says of a counter; None for a blank one. A number that a platform rounds (1.2万) is about so many."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < len(str(MAX_COUNT)):
        return Counted(int(value), metric=metric)  # a hundred times as quick, and nearly every cell is
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_COUNT:
        return Counted(value, metric=metric)
    found = read_shown(value, field=metric.value)
    return Counted(**vars(found), metric=metric) if found else None


def _item_row(record: Record, lists: Lists) -> ItemRow:
    values = record.values
    platform_id = plain(values.get("platform_id"))[:100] or None
    title = line_of(values.get("title"))[:LONGEST_TITLE]
    if not title and not platform_id:
        raise Invalid(_("This row has no title."), code="no_title")
    channel = lists.channel(values.get("channel"))
    day, clock_time = _appeared(values.get("published"), lists.today)
    counters = tuple(found for each in Metric if (found := counter_of(each, values.get(each.value))) is not None)
    url = _link(values.get("url"))
    kind, notes = kind_of(values.get("kind"), channel, lists.shape_of(values.get(SHAPE)))
    facts, kept = lists.facts(values, title, day)
    return ItemRow(
        number=record.number,
        shown=shown_of(values),
        title=title,
        title_key=title_key(title),
        day=day,
        clock_time=clock_time,
        channel=channel,
        kind=kind,
        url=url,
        link_key=link_key(url) if url else None,
        platform_id=platform_id,
        reading_day=_reading_day(values.get("reading_day") or values.get("day"), day, lists.today)
        if counters
        else None,
        counters=counters,
        proof=line_of(values.get("proof"))[:300] or None,
        facts=facts,
        is_so=_is_so(values.get(SO_IT_IS), record.number),
        notes=(*notes, *kept, *_rounded(counters)),
    )


def _appeared(value: Value, today: date) -> tuple[date, time | None]:
    if is_blank(value):
        raise Invalid(_("This row does not say when the item appeared."), code="no_day")
    day, clock_time = published_at(value, today=today)
    if day > today:
        raise Invalid(_("By its day the item is still to come."), code="coming_day")
    return day, clock_time


def _reading_day(value: Value, appeared_on: date, today: date) -> date:
    if is_blank(value):
        raise Invalid(_("There are numbers, but nothing says whose day's close they show."), code="no_reading_day")
    day = parse_day(value, today=today, field="reading_day")
    if day > today:
        raise Invalid(_("The day whose close the numbers show is still to come."), code="reading_to_come")
    if day < appeared_on:
        message = _("It appears after %(day)s, the day whose close the numbers show.", day=filters.day(day))
        raise Invalid(message, code="appears_after")
    return day


def _link(value: Value) -> str | None:
    if is_blank(value):
        return None
    url = str(value).strip()[:LONGEST_LINK]
    check_link(url)
    return url


def _is_so(value: Value, number: int) -> bool:
    said = str(value or "").replace(",", " ").split()
    return "all" in said or str(number) in said


def _rounded(counters: tuple[Counted, ...]) -> list[str]:
    return [
        _("“%(text)s” is rounded: kept as about %(value)s.", text=each.written, value=each.value)
        for each in counters
        if each.written
    ]


def _account_row(record: Record, lists: Lists) -> AccountRow:
    values = record.values
    day = parse_day(values.get("counted_day"), today=lists.today, field="counted_day")
    if day > lists.today:
        raise Invalid(_("This day is still to come."), code="coming_day")
    counted = ((each, values.get(DAY_PREFIX + each.value)) for each in DayMetric)
    read = tuple((each, parse_count(value).value) for each, value in counted if not is_blank(value))
    if not read:
        raise Invalid(_("Nothing is counted in this row."), code="no_numbers")
    return AccountRow(record.number, shown_of(values), lists.channel(values.get("channel")), day, read)


def yesterday(today: date) -> date:
    """The last day that is over: what platforms show in the morning."""
    return today - timedelta(days=1)


def row_id(value: Any) -> uuid.UUID | None:
    """The id that a text is, None for any other text."""
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
