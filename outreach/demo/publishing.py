"""Writing the online year of the example: articles with their placements, pushes with their pieces, videos."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from outreach.db import db, new_id
from outreach.demo.content.online import CHANNELS, COLUMNS, EARLIER, PIECES, SERIES, SUBJECTS, VIDEOS
from outreach.demo.happenings import Happening, instant, working_day
from outreach.demo.lists import Lists
from outreach.demo.readings import Counter, readers_of
from outreach.media.articles.actions import place_article, publish_article
from outreach.media.channels.actions import add_channel
from outreach.media.models import Article, Channel, Placement
from outreach.media.rules import ArticleKind, Metric
from outreach.people.models import Person
from outreach.schedule.models import Event

YEAR = 2025
_SITE = "https://pufa.example.org"
_PROOF = "对方后台月度数据截图，存普法资料夹"
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


@dataclass
class Desk:
    """The clerk's desk: what she publishes, where, and the counters that she reads."""

    lists: Lists
    holidays: frozenset[date]
    channels: Mapping[str, Channel]
    """By the key of the content; kept, so that the session reads none of them twice."""
    counters: list[Counter] = field(default_factory=list)
    published: int = 0

    @property
    def clerk(self) -> Person:
        """Who publishes."""
        return self.lists.people["clerk"]


@dataclass(frozen=True)
class News:
    """An article: the local day, the team's code, the title, and the event it is about."""

    day: date
    team: str
    title: str
    event: Event | None = None


def open_desk(lists: Lists, *, holidays: frozenset[date], founded: datetime) -> Desk:
    """The desk with its channels."""
    by, now = lists.people["clerk"], founded
    channels = {
        key: add_channel(by=by, now=now, name=name, medium=medium, level=level, is_own=is_own)
        for key, (name, medium, level, is_own) in CHANNELS.items()
    }
    return Desk(lists, holidays, channels)


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


def publish_year(desk: Desk, news: Iterable[News]) -> None:
    """Publish the articles on the website, some of them elsewhere too, with what their counters showed."""
    for number, each in enumerate(sorted(news, key=lambda each: (each.day, each.title))):
        article = publish(desk, each, "site")
        if number != _NEVER_READ:
            _count(desk, article, "site", 90 + number * 53 % 17 * 22)
        for channel, (every, turn) in _ELSEWHERE.items():
            if number % every == turn:
                _place_elsewhere(desk, article, channel, number)
        if each.event is not None and "国家宪法日" in each.event.title:
            _place_elsewhere(desk, article, "central_site", number)


def publish_pushes(desk: Desk, fridays: Iterable[date], *, first_subject: int = 0) -> None:
    """A push for each of the days, or the working day before it, with two to four pieces."""
    subject = first_subject
    for number, friday in enumerate(fridays):
        day = working_day(friday, desk.holidays, step=-1)
        news = News(day, SUBJECTS[subject % len(SUBJECTS)][0], f"人社普法周刊（{day.month}月{day.day}日）")
        post = publish(desk, news, "account", ArticleKind.POST)
        for place in range(PIECES[number % len(PIECES)]):
            _publish_piece(desk, post, subject, is_headline=place == 0)
            subject += 1


def publish_videos(desk: Desk) -> None:
    """The year's videos."""
    for day, team, title, plays in VIDEOS:
        video = publish(desk, News(day, team, title), "video", ArticleKind.VIDEO)
        _count(desk, video, "video", plays, metric=Metric.PLAYS)


def publish_earlier(desk: Desk) -> None:
    """What appeared late in 2024 and ran on: of one nobody wrote down where it stood at the year's end."""
    for number, (day, team, title) in enumerate(EARLIER):
        article = publish(desk, News(day, team, title), "site")
        _count(desk, article, "site", 380 + number * 90, is_based=number != 3)


def publish(desk: Desk, news: News, channel: str, kind: ArticleKind = ArticleKind.ARTICLE) -> Article:
    """The item on its first channel; it serves the campaigns of its event."""
    desk.published += 1
    return publish_article(
        by=desk.clerk,
        now=instant(news.day, "16:30"),
        kind=kind,
        title=news.title,
        day=news.day,
        team_id=desk.lists.teams[news.team],
        channel_id=desk.channels[channel].id,
        url=f"{_SITE}/{channel}/{news.day:%Y%m%d}-{desk.published}.html",
        event_id=news.event.id if news.event is not None else None,
        edition_ids=[tag.edition_id for tag in news.event.tags] if news.event is not None else (),
        authors=desk.clerk.name if news.event is not None else "",
        confirmed=("twice",),
    )


def _publish_piece(desk: Desk, post: Article, subject: int, *, is_headline: bool) -> None:
    """A piece of the push, written as rows: a page adds them one by one, which here would take a third of the time."""
    team, about = SUBJECTS[subject % len(SUBJECTS)]
    column = COLUMNS[(subject + 2 * (subject // len(SUBJECTS))) % len(COLUMNS)]
    piece = Article(
        id=new_id(),
        kind=ArticleKind.PIECE,
        title=f"{column}｜{about}",
        day=post.day,
        team_id=desk.lists.teams[team],
        post_id=post.id,
        made_at=post.made_at,
        made_by_id=desk.clerk.id,
        tags=[],
    )
    url = f"{_SITE}/account/{post.day:%Y%m%d}-{subject}.html"
    placement = Placement(article_id=piece.id, channel_id=desk.channels["account"].id, day=post.day, url=url)
    db.session.add_all((piece, placement))
    reads = 430 + subject * 137 % 13 * 95 + (520 if is_headline else 0)
    _count(desk, piece, "account", reads)
    _count(desk, piece, "account", readers_of(reads), metric=Metric.PEOPLE)


def _place_elsewhere(desk: Desk, article: Article, channel: str, number: int) -> None:
    """Other bodies' numbers count only with a proof note: one of the third party's came without."""
    day = working_day(article.day + timedelta(days=1), desk.holidays)
    if day.year != article.day.year:
        return
    url = "" if channel in ("county_screen", "city_paper") else f"{_SITE}/{channel}/{number + 1}.html"
    now, there = instant(day, "17:10"), desk.channels[channel].id
    place_article(article, by=desk.clerk, now=now, channel_id=there, day=day, url=url)
    reads = {"county_app": 1_460 + number % 5 * 310, "third_party": 980 + number % 7 * 150}.get(channel)
    if reads is not None and number % 2 == 0:
        _count(desk, article, channel, reads, proof_note=None if number == 58 else _PROOF)


def _count(
    desk: Desk,
    article: Article,
    channel: str,
    final: int,
    *,
    metric: Metric = Metric.TIMES,
    proof_note: str | None = None,
    is_based: bool = True,
) -> None:
    desk.counters.append(Counter(article.id, desk.channels[channel].id, metric, final, proof_note, is_based))
