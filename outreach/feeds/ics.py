"""Events as iCalendar text (RFC 5545, RFC 7986): only plain VEVENTs, and the same bytes for the same plan.

A DTSTAMP that changed with each request would make every client see every event changed, so it is the last change.
Google drops cancelled events, Apple strikes them through, Outlook may show them alive: the title says it too.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

import icalendar
from flask_babel import gettext as _

from outreach import clock
from outreach.feeds.rules import MOVED_SHOWN_FOR
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

PRODID = "-//Outreach//Outreach ledger//ZH"
MEDIA_TYPE = "text/calendar; charset=utf-8"

#: RFC 5545 3.1 allows no control characters in a text but the tab; icalendar lets them through.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar_text(events: Iterable[Event], *, name: str, base_url: str | None, now: datetime) -> bytes:
    """A calendar called `name` of all `events`, in their order; with `base_url` each links back to its page."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("name", _text(name))
    calendar.add("x-wr-calname", _text(name))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for event in events:
        calendar.add_component(vevent(event, base_url=base_url, now=now))
    calendar.add_missing_timezones()
    body: bytes = calendar.to_ical()
    return body


def vevent(event: Event, *, base_url: str | None, now: datetime) -> icalendar.Event:
    """`event` as a VEVENT; a move is shown in its title for seven days, and its end is a change of its own."""
    entry = icalendar.Event()
    entry.add("uid", f"{event.id}@outreach")
    entry.add("dtstamp", last_visible_change(event, now))
    entry.add("last-modified", last_visible_change(event, now))
    entry.add("created", event.made_at)
    entry.add("sequence", event.sequence)
    entry.add("dtstart", clock.local(event.starts_at))
    entry.add("dtend", clock.local(event.ends_at))
    entry.add("summary", _text(summary(event, now)))
    entry.add("location", _text(_location(event)))
    entry.add("description", _text("\n".join(_description(event, now))))
    entry.add("status", "CANCELLED" if event.status is Status.CANCELLED else "CONFIRMED")
    entry.add("categories", [_text(each) for each in (event.lead_team.name, *(_campaigns(event)))])
    if base_url is not None:
        entry.add("url", f"{base_url}/events/{event.id}")
    return entry


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


def _location(event: Event) -> str:
    parts = (event.place.parent.name if event.place.parent else None, event.place.name, event.place.address)
    return " ".join(part for part in parts if part)


def _campaigns(event: Event) -> list[str]:
    return sorted(tag.edition.campaign.name for tag in event.tags)


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
        yield _("Staff: %(names)s", names="、".join(sorted(each.person.name for each in event.staff)))
    if event.partners:
        yield _("Partners: %(partners)s", partners=event.partners)
    materials = [
        f"{each.item.name} {each.quantity}{each.item.unit}"
        for each in sorted(event.planned_items, key=lambda each: (each.item.position, each.item.name))
        if each.quantity
    ]
    if materials:
        yield _("To bring: %(materials)s", materials="、".join(materials))


def _text(value: str) -> str:
    # A literal backslash-n in a title would come back as a line break; the full-width one reads the same.
    return _CONTROL.sub("", value.replace("\r\n", "\n")).replace("\\", "\uff3c")
