"""The example's online ledger: its channels, and everything else out of files, as it came in over the year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outreach import clock
from outreach.demo.around import NOT_BEFORE
from outreach.demo.content.online import CHANNELS
from outreach.demo.exporting import File, files_of
from outreach.demo.happenings import Happening, instant, not_after
from outreach.demo.lists import Lists
from outreach.demo.publishing import (
    YEAR,
    Entry,
    articles_of,
    before_the_year,
    news_of,
    pushes,
    series_news,
    videos,
    weekly_news,
)
from outreach.demo.readings import closes_of
from outreach.media.channels.actions import add_channel
from outreach.media.exports.bringing import bring
from outreach.media.models import Channel
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.schedule.models import Event

Laid = Iterable[tuple[Happening, Event]]


@dataclass(frozen=True)
class Desk:
    """The clerk's desk: who brings what was published, and on which channels, by the key of the content."""

    clerk: Person
    channels: Mapping[str, Channel]


def bring_online_ledger(
    lists: Lists,
    *,
    before: Laid,
    of_year: Laid,
    current: Laid,
    holidays: frozenset[date],
    founded: datetime,
    now: datetime,
) -> Desk:
    """What was published before the year, in it, and in the present one before today; each number out of its file."""
    today = clock.local_day(now)
    desk = Desk(lists.people["clerk"], _add_channels(lists, founded=founded))
    entries = [
        *before_the_year(news_of(before, holidays)),
        *articles_of([*news_of(of_year, holidays), *series_news(holidays)], holidays),
        *pushes((date(YEAR, 1, 10) + timedelta(weeks=week) for week in range(51)), holidays),
        *videos(),
        *_current(current, holidays, today),
    ]
    names = {team.code: team.name for team in teams()}
    for day in _closes(today):
        brought = not_after(instant(day + timedelta(days=1), "10:30"), max(now, instant(NOT_BEFORE, "10:30")))
        for file in files_of(entries, day, names):
            _bring(file, desk, now=brought)
    return desk


def _bring(file: File, desk: Desk, *, now: datetime) -> None:
    channel = desk.channels[file.channel] if file.channel else None
    bring(
        file.content,
        file.name,
        by=desk.clerk,
        now=now,
        today=clock.local_day(now),
        channel=channel,
        day=file.day if channel else None,
    )


def _add_channels(lists: Lists, *, founded: datetime) -> Mapping[str, Channel]:
    channels = {}
    for key, facts in CHANNELS.items():
        channel = add_channel(
            by=lists.people["clerk"],
            now=founded,
            name=facts.name,
            medium=facts.medium,
            level=facts.level,
            is_own=facts.is_own,
        )
        channel.platform, channel.body = facts.platform, facts.body or None
        channel.settles_after, channel.reaches_back = facts.settles_after, facts.reaches_back
        channels[key] = channel
    return channels


def _current(laid: Laid, holidays: frozenset[date], today: date) -> Iterator[Entry]:
    """What was published in the present year before `today`."""
    first = max(NOT_BEFORE, date(today.year, 1, 1))
    news = [*news_of(laid, holidays), *weekly_news(first + timedelta(days=5), today, holidays)]
    yield from articles_of((each for each in news if first <= each.day < today), holidays)
    second = first + timedelta(days=7 + (4 - first.weekday()) % 7)  # the first one may be moved before New Year
    fridays = (second + timedelta(weeks=week) for week in range(52))
    yield from pushes((friday for friday in fridays if friday < today), holidays, first_subject=20)


def _closes(today: date) -> Iterator[date]:
    """The local days whose close somebody wrote down: of the year, and of the present one until yesterday."""
    yield date(YEAR - 1, 12, 31)
    yield from closes_of(YEAR, until=date(YEAR, 12, 31))
    if today.year > YEAR:
        yield from closes_of(today.year, until=today - timedelta(days=1))
