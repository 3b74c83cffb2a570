"""Which events lie around the day of loading: pure arithmetic on the content, nothing written."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from outreach import clock
from outreach.demo.campaigns import SERVED
from outreach.demo.content.ahead import PLANNED, SOON, TODAY
from outreach.demo.content.beside import AFTER
from outreach.demo.content.elsewhere import ELSEWHERE
from outreach.demo.content.held import HELD, ROUND
from outreach.demo.content.laid import Laid
from outreach.demo.content.places import WIDE
from outreach.demo.happenings import Happening, working_day
from outreach.places.markets import is_market_day, parse_market_days, written_market_days

#: The year that prints as published: nothing laid around another day may fall into it, or before it.
NOT_BEFORE = date(2026, 1, 1)
_WEEK = timedelta(days=7)
_EARLIEST, _LATEST = 8, 18  # hours at which today's event may begin

Editions = Mapping[tuple[str, int], tuple[date, date]]


def happenings_around(now: datetime, holidays: frozenset[date], editions: Editions) -> list[Happening]:
    """What was held, is on today and is planned as seen at the instant `now`, in order of day and hour."""
    today = clock.local_day(now)
    held = [*_fixed(today), *_rounds(today, holidays), *(_laid(each, today, holidays, -1) for each in HELD)]
    planned = [_laid(each, today, holidays, 1) for each in PLANNED]
    found = [*held, _today(now), *_soon(today, holidays), *(replace(each, is_logged=False) for each in planned)]
    kept = [_tagged(each, editions) for each in found if each.on >= NOT_BEFORE]
    return sorted(kept, key=lambda each: each.starts_at)


def _fixed(today: date) -> Iterator[Happening]:
    return (each for each in AFTER if each.on < today)


def _rounds(today: date, holidays: frozenset[date]) -> Iterator[Happening]:
    """One event every other week, from before those of HELD back to the first weeks of the year."""
    monday, turn = _monday(today) - 10 * _WEEK, 0
    while monday >= date(today.year, 1, 10):
        happening, weekday = _again(turn), turn % 4
        day = working_day(monday + timedelta(days=weekday), holidays, -1)
        yield replace(happening, on=day, slips=(), late_line=None)
        monday, turn = monday - 2 * _WEEK, turn + 1


def _again(turn: int) -> Happening:
    """What was done at the `turn`, counted back: each time round at another place."""
    round_, number = divmod(turn, len(ROUND))
    happening = ROUND[number]
    there = ELSEWHERE[happening.title][round_ % 2]
    news = None if happening.news is None else f"我局开展“{there.title}”活动"
    return replace(happening, title=there.title, place=there.place, partners=there.partners, news=news)


def _soon(today: date, holidays: frozenset[date]) -> Iterator[Happening]:
    day = today
    for happening in SOON:
        day = working_day(day + timedelta(days=1), holidays)
        yield replace(happening, on=day)


def _laid(each: Laid, today: date, holidays: frozenset[date], step: int) -> Happening:
    day = _monday(today) + each.week * _WEEK + timedelta(days=each.weekday)
    if each.market is not None:
        day = _market_day(day, each.market, holidays, step)
    elif each.weekday < 5:
        day = working_day(day, holidays, step)
    while day in holidays:  # a job fair stays on its Saturday
        day += step * _WEEK
    return replace(each.happening, on=day)


def _market_day(day: date, township: str, holidays: frozenset[date], step: int) -> date:
    """The working day on which the township has its market that is the first one from `day` on (`step` -1: before)."""
    market = next(facts for facts in WIDE if facts.name == township)
    days = written_market_days(parse_market_days(market.market_days or ""))
    while not is_market_day(day, days, market.market_calendar) or working_day(day, holidays) != day:
        day += timedelta(days=step)
    return day


def _today(now: datetime) -> Happening:
    """Today's event, under way at the hour of loading where that is an hour for it."""
    hour = min(max(clock.local(now).hour, _EARLIEST), _LATEST)
    return replace(TODAY, on=clock.local_day(now), hours=f"{hour}:00-{hour + 2}:00")


def _tagged(happening: Happening, editions: Editions) -> Happening:
    """With the first campaign of its team that runs on its day, where its day was only just found."""
    if happening.campaigns:
        return happening
    for code in SERVED[happening.team]:
        for (campaign, year), (first, last) in editions.items():
            if campaign == code and first <= happening.on <= last:
                return replace(happening, campaigns=(f"{code} {year}",))
    return happening


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
