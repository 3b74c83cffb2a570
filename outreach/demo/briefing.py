"""Two briefs of the example's present: one that became an article, and one that somebody is still writing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from outreach import clock
from outreach.demo.answering import Laid
from outreach.demo.happenings import Happening, instant, working_day
from outreach.demo.lists import Lists
from outreach.media.models import Channel
from outreach.media.rules import ArticleKind
from outreach.people.models import Person
from outreach.reports.briefs.actions import check_brief, draft_brief, save_brief
from outreach.reports.briefs.keeping import keep_brief
from outreach.reports.briefs.models import Brief
from outreach.reports.briefs.rules import Field
from outreach.reports.briefs.standing import standing_of
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

_WRITTEN, _CHECKED, _MENDED = timedelta(hours=4), timedelta(hours=22), timedelta(hours=6)
_LONGEST_AGO = timedelta(days=60)


def write_briefs(current: Laid, lists: Lists, *, site: Channel, holidays: frozenset[date], now: datetime) -> None:
    """The last fitting event but one has a brief that was kept, the last one a draft."""
    drafted = _drafts(current, lists, now=now)
    last, kept = next(drafted, None), next(drafted, None)
    if last is not None:
        happening, item = last
        _mend(item, by=_writer(happening, lists), now=item.made_at + _MENDED)
    if kept is not None:
        happening, item = kept
        _keep(item, lists, happening, site=site, holidays=holidays, now=now)


def _drafts(current: Laid, lists: Lists, *, now: datetime) -> Iterator[tuple[Happening, Brief]]:
    """A draft of each event of the last weeks that has no article yet and whose log is whole, the latest first."""
    for happening, event in reversed(list(current)):
        is_recent = event.ends_at + _CHECKED + _MENDED < now <= event.ends_at + _LONGEST_AGO
        if is_recent and _fits(happening, event):
            writer = _writer(happening, lists)
            yield happening, draft_brief(event.id, by=writer, now=event.ends_at + _WRITTEN)


def _fits(happening: Happening, event: Event) -> bool:
    return event.status is Status.HELD and happening.is_logged and not (happening.news or happening.twice)


def _writer(happening: Happening, lists: Lists) -> Person:
    return next(lists.people[name] for name in happening.counters if name.startswith("staff."))


def _mend(item: Brief, *, by: Person, now: datetime) -> None:
    texts = item.current.texts
    texts[Field.DOING] = texts[Field.DOING].replace("活动中，", "活动当天，", 1)
    save_brief(item, texts, seen=item.version, by=by, now=now)


def _keep(
    item: Brief, lists: Lists, happening: Happening, *, site: Channel, holidays: frozenset[date], now: datetime
) -> None:
    """Read by the lead on the next day, and kept as what appeared on the site on the next working day."""
    _mend(item, by=_writer(happening, lists), now=item.made_at + timedelta(minutes=40))
    standing = standing_of(item)
    day = working_day(item.event.day + timedelta(days=1), holidays)
    if not standing.is_clean or day >= clock.local_day(now):
        return
    lead = lists.people[f"lead.{happening.team}"]
    check_brief(item, seen=item.version, by=lead, now=item.event.ends_at + _CHECKED)
    keep_brief(
        item,
        by=lead,
        now=instant(day, "16:50"),
        kind=ArticleKind.ARTICLE,
        title=standing.printed(Field.HEADLINE).replace("　", " "),
        day=day,
        channel_id=site.id,
        url=f"https://pufa.example.org/jianbao/{day:%Y%m%d}.html",
        authors=_writer(happening, lists).name,
    )
