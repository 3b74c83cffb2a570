"""What the example bureau published: every item on every channel, as its clerk's ledger tells it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from outreach.demo.content.online import COLUMNS, EARLIER, ON_DOUYIN, PIECES, SERIES, SUBJECTS, VIDEOS
from outreach.demo.happenings import Happening, working_day
from outreach.demo.readings import readers_of
from outreach.media.rules import Metric
from outreach.schedule.models import Event

YEAR = 2025
_SITE = "https://pufa.example.org"
_PROOF = "对方后台月度数据截图，存普法资料夹"
#: The words of the ledger for an article, for a piece of a push, and for a video.
ARTICLE, PIECE, VIDEO = "稿件", "推文", "视频"
#: The one article of the year whose counter nobody ever wrote down.
_NEVER_READ = 30

#: Where else articles stand: of every so many articles, the how-manieth goes to the channel too.
_ELSEWHERE: Mapping[str, tuple[int, int]] = {
    "county_app": (4, 0),
    "city_site": (5, 1),
    "city_paper": (9, 2),
    "third_party": (11, 3),
    "province_app": (13, 4),
    "county_screen": (17, 5),
}


@dataclass(frozen=True)
class News:
    """An article: the local day, the team's code, the title, and the event it is about."""

    day: date
    team: str
    title: str
    event: Event | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An item on one channel, from the local `day` on; `channel` is its key among the channels of the content.

    `finals` are what its counters show in the end, `proof` says where another body's numbers are from.
    """

    news: News
    day: date
    channel: str
    kind: str = ARTICLE
    url: str = ""
    post: str = ""
    """The title of the push that it is a piece of."""
    finals: Mapping[Metric, int] = field(default_factory=dict)
    proof: str = ""
    is_based: bool = True
    """Somebody wrote down at its year's end where it stood."""


def news_of(laid: Iterable[tuple[Happening, Event]], holidays: frozenset[date]) -> Iterator[News]:
    """The articles about events: one to three days later, on a working day."""
    for number, (happening, event) in enumerate(laid):
        if happening.news is not None:
            day = working_day(happening.on + timedelta(days=1 + number % 3), holidays)
            yield News(day, happening.team, happening.news, event)


def series_news(holidays: frozenset[date]) -> Iterator[News]:
    """The articles that come in series, each series spread over the year."""
    for number, (team, name, titles) in enumerate(SERIES):
        for turn, title in enumerate(titles):
            day = date(YEAR, 1, 6 + number) + timedelta(days=turn * 350 // len(titles))
            yield News(working_day(day, holidays), team, f"【{name}】{title}")


def weekly_news(first: date, today: date, holidays: frozenset[date]) -> Iterator[News]:
    """The short article of every week from the day `first` on, as far as `today` knows it."""
    for week, (team, about) in enumerate(SUBJECTS * 2):
        day = working_day(first + timedelta(weeks=week), holidays)
        if day < today:
            yield News(day, team, f"【{COLUMNS[(week + week // len(SUBJECTS) + 3) % len(COLUMNS)]}】{about}")


def articles_of(news: Iterable[News], holidays: frozenset[date]) -> Iterator[Entry]:
    """The articles of a year on the website, and some of them elsewhere too."""
    for number, each in enumerate(sorted(news, key=lambda each: (each.day, each.title))):
        reads = {} if number == _NEVER_READ else {Metric.TIMES: 90 + number * 53 % 17 * 22}
        yield Entry(news=each, day=each.day, channel="site", url=_link("site", each.day, number), finals=reads)
        for channel, (every, turn) in _ELSEWHERE.items():
            if number % every == turn:
                yield from _elsewhere(each, channel, number, holidays)
        if each.event is not None and "国家宪法日" in each.event.title:
            yield from _elsewhere(each, "central_site", number, holidays)


def pushes(fridays: Iterable[date], holidays: frozenset[date], *, first_subject: int = 0) -> Iterator[Entry]:
    """The pieces of a push for each of the days, or the working day before it: two to four."""
    subject = first_subject
    for number, friday in enumerate(fridays):
        day = working_day(friday, holidays, step=-1)
        for place in range(PIECES[number % len(PIECES)]):
            yield _piece(day, subject, is_headline=place == 0)
            subject += 1


def videos() -> Iterator[Entry]:
    """The year's videos, some of them on a second platform too; the plays are those of both."""
    for number, (day, team, title, plays) in enumerate(VIDEOS):
        news, elsewhere = News(day, team, title), ON_DOUYIN.get(title, 0)
        finals = {Metric.PLAYS: plays - elsewhere}
        yield Entry(news=news, day=day, channel="video", kind=VIDEO, url=_link("video", day, number), finals=finals)
        if elsewhere:
            yield Entry(news=news, day=day, channel="douyin", kind=VIDEO, finals={Metric.PLAYS: elsewhere})


def before_the_year(news: Iterable[News]) -> Iterator[Entry]:
    """What appeared late in 2024: of some nobody read a counter, and of one not where it stood at the year's end."""
    for number, each in enumerate(news):
        yield Entry(news=each, day=each.day, channel="site", url=_link("site", each.day, number))
    for number, (day, team, title) in enumerate(EARLIER):
        yield Entry(
            news=News(day, team, title),
            day=day,
            channel="site",
            url=_link("site", day, 100 + number),
            finals={Metric.TIMES: 380 + number * 90},
            is_based=number != 3,
        )


def _piece(day: date, subject: int, *, is_headline: bool) -> Entry:
    team, about = SUBJECTS[subject % len(SUBJECTS)]
    column = COLUMNS[(subject + 2 * (subject // len(SUBJECTS))) % len(COLUMNS)]
    reads = 430 + subject * 137 % 13 * 95 + (520 if is_headline else 0)
    return Entry(
        news=News(day, team, f"{column}｜{about}"),
        day=day,
        channel="account",
        kind=PIECE,
        url=_link("account", day, subject),
        post=f"人社普法周刊（{day.month}月{day.day}日）",
        finals={Metric.TIMES: reads, Metric.PEOPLE: readers_of(reads)},
    )


def _elsewhere(news: News, channel: str, number: int, holidays: frozenset[date]) -> Iterator[Entry]:
    """Other bodies' numbers count only with a proof note: one of the third party's came without."""
    day = working_day(news.day + timedelta(days=1), holidays)
    if day.year != news.day.year:
        return
    url = "" if channel in ("county_screen", "city_paper") else _link(channel, day, number)
    reads = {"county_app": 1_460 + number % 5 * 310, "third_party": 980 + number % 7 * 150}.get(channel)
    is_read = reads is not None and number % 2 == 0
    yield Entry(
        news=news,
        day=day,
        channel=channel,
        url=url,
        finals={Metric.TIMES: reads} if is_read and reads else {},
        proof=_PROOF if is_read and number != 58 else "",
    )


def _link(channel: str, day: date, number: int) -> str:
    return f"{_SITE}/{channel}/{day:%Y%m%d}-{number}.html"
