"""Events as iCalendar text (RFC 5545, RFC 7986): only plain VEVENTs, and the same bytes for the same plan.

A DTSTAMP that changed with each request would make every client see every event changed, so it is the last change.
Google drops cancelled events, Apple strikes them through, Outlook may show them alive: the title says it too. There is
no METHOD and no ORGANIZER: a feed is no invitation, and nobody shall be asked to answer it.

An event's text has two parts: what every feed says of it, and its end, which hangs on the link: the address of its
page, the reminder, and whether it makes the reader busy.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import icalendar
from babel import Locale
from flask_babel import get_locale
from flask_babel import gettext as _

from outreach import clock
from outreach.feeds.rules import MOVED_SHOWN_FOR, Alarm, minutes_before, plain
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Status

PRODID = "-//Outreach//Outreach ledger//ZH"
MEDIA_TYPE = "text/calendar; charset=utf-8"
END = "END:VCALENDAR\r\n"
_END_OF_EVENT = "END:VEVENT\r\n"


@dataclass(frozen=True)
class Ending:
    """How the events of one feed end.

    With `base_url` each links back to its page; `is_busy` says that the reader has no time then (RFC 5545 3.8.2.7).
    """

    base_url: str | None
    alarm: Alarm | None = None
    is_busy: bool = False

    def of(self, event_id: uuid.UUID, starts_at: datetime, *, is_cancelled: bool) -> str:
        """The end of that event's text; nobody is reminded of a cancelled one, nor kept busy by it."""
        busy = self.is_busy and not is_cancelled
        lines = ["TRANSP:OPAQUE\r\n" if busy else "TRANSP:TRANSPARENT\r\n"]
        if self.base_url is not None:
            lines.append(_folded(f"URL:{self.base_url}/events/{event_id}"))
        if self.alarm is not None and not is_cancelled:
            lines.append(_alarm_text(minutes_before(self.alarm, clock.local(starts_at)), get_locale()))
        return "".join((*lines, _END_OF_EVENT))


def calendar_text(event: Event, *, ending: Ending, now: datetime) -> bytes:
    """A calendar of that one `event`, called like it."""
    end = ending.of(event.id, event.starts_at, is_cancelled=event.status is Status.CANCELLED)
    return "".join((calendar_head(event.title), event_text(event, now), end, END)).encode()


def calendar_head(name: str) -> str:
    """The beginning of a calendar called `name`, with its time zone."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    told = icalendar.vText(" ".join(plain(name).split()))
    calendar.add("name", told)
    calendar.add("x-wr-calname", told)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    text: str = calendar.to_ical().decode()
    return text.removesuffix(END) + _zone_text(str(clock.zone()))


def event_text(event: Event, now: datetime) -> str:
    """What every feed says of `event`, without its end; a move is shown in its title for seven days."""
    entry = icalendar.Event()
    entry.add("uid", uid(event))
    entry.add("dtstamp", last_visible_change(event, now))
    entry.add("last-modified", last_visible_change(event, now))
    entry.add("created", event.made_at)
    entry.add("sequence", event.sequence)
    entry.add("dtstart", clock.local(event.starts_at))
    entry.add("dtend", clock.local(event.ends_at))
    entry.add("summary", plain(summary(event, now)))
    entry.add("location", plain(_location(event)))
    entry.add("description", plain("\n".join(_description(event, now))))
    entry.add("status", "CANCELLED" if event.status is Status.CANCELLED else "CONFIRMED")
    entry.add("categories", [plain(each) for each in (event.lead_team.name, *_campaigns(event))])
    if event.place.latitude is not None:
        entry.add("geo", (event.place.latitude, event.place.longitude))
    text: str = entry.to_ical().decode()
    return text.removesuffix(_END_OF_EVENT)


def uid(event: Event) -> str:
    """The name by which every calendar knows `event`, for ever."""
    return f"{event.id}@outreach"


def summary(event: Event, now: datetime) -> str:
    """The title as a calendar shows it."""
    if event.status is Status.CANCELLED:
        return f"【已取消】{event.title}"
    if shows_move(event, now):
        return f"【改期】{event.title}"
    return event.title


def shows_move(event: Event, now: datetime) -> bool:
    """Whether the event's last move is still news."""
    return event.moved_at is not None and now < event.moved_at + MOVED_SHOWN_FOR


def last_visible_change(event: Event, now: datetime) -> datetime:
    """The last instant at which the event's text in a calendar changed (RFC 5545 3.8.7.2)."""
    if event.moved_at is None or event.status is Status.CANCELLED or shows_move(event, now):
        return event.changed_at
    return max(event.changed_at, event.moved_at + MOVED_SHOWN_FOR)


@cache
def _zone_text(zone: str) -> str:
    moment = icalendar.Event()
    moment.add("dtstart", datetime(2000, 1, 1, tzinfo=clock.zone()))
    calendar = icalendar.Calendar()
    calendar.add_component(moment)
    calendar.add_missing_timezones()
    for each in calendar.timezones:
        each.pop("COMMENT", None)  # a zone has none in what is published (RFC 5546 3.2.1)
    return "".join(each.to_ical().decode() for each in calendar.timezones)


@cache
def _alarm_text(minutes: int, _locale: Locale) -> str:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("An outreach event is coming up"))
    alarm.add("trigger", timedelta(minutes=-minutes))
    text: str = alarm.to_ical().decode()
    return text


def _folded(line: str) -> str:
    """The line of ASCII characters in pieces of at most 75 (RFC 5545 3.1), those after the first begin with a blank."""
    pieces = [line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))]
    return "\r\n ".join(pieces) + "\r\n"


def _location(event: Event) -> str:
    parts = (event.place.parent.name if event.place.parent else None, event.place.name, event.place.address)
    return " ".join(part for part in parts if part)


def _campaigns(event: Event) -> list[str]:
    return sorted(tag.edition.campaign.name for tag in event.tags)


def _named_on(event: Event, each: Assignment) -> str:
    name = each.person.name
    return str(_("%(name)s (account disabled)", name=name)) if each.has_left(event.ends_at) else name


def _description(event: Event, now: datetime) -> Iterable[str]:
    if event.status is Status.CANCELLED:
        yield _("Cancelled: %(reason)s", reason=event.cancel_reason)
    elif shows_move(event, now) and event.moved_from is not None:
        yield _("Moved. It was planned for %(moment)s.", moment=f"{clock.local(event.moved_from):%Y-%m-%d %H:%M}")
    yield _("Lead team: %(team)s", team=event.lead_team.name)
    if event.joining:
        yield _("Joining: %(teams)s", teams="、".join(sorted(each.team.name for each in event.joining)))
    if event.staff:
        # Names only: no telephone number ever leaves in a feed.
        yield _("Staff: %(names)s", names="、".join(sorted(_named_on(event, each) for each in event.staff)))
    if event.partners:
        yield _("Partners: %(partners)s", partners=event.partners)
    materials = [
        f"{each.item.name} {each.quantity}{each.item.unit}"
        for each in sorted(event.planned_items, key=lambda each: (each.item.position, each.item.name))
        if each.quantity
    ]
    if materials:
        yield _("To bring: %(materials)s", materials="、".join(materials))
