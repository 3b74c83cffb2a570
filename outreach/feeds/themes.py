"""Campaigns and deadlines as all-day entries of a calendar of their own, so that a reader can hide them.

DTEND of an all-day entry is the day after its last one (RFC 5545 3.6.1); days that nobody has confirmed are TENTATIVE.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import icalendar
from flask_babel import gettext as _

from outreach.feeds.ics import END, calendar_head
from outreach.feeds.rules import plain
from outreach.schedule.models import Deadline, Edition

#: These rows do not keep when they changed; clients need a stamp that stays the same until the text differs.
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)


def themes_pieces(
    editions: Iterable[Edition], deadlines: Iterable[Deadline], *, base_url: str | None
) -> Iterator[bytes]:
    """The calendar of the days of `editions`, then of the `deadlines`."""
    yield calendar_head(f"普法台账 {_('Campaigns and deadlines')}").encode()
    yield from (_theme(each, base_url).to_ical() for each in editions)
    yield from (_deadline(each).to_ical() for each in deadlines)
    yield END.encode()


def _theme(edition: Edition, base_url: str | None) -> icalendar.Event:
    name = edition.campaign.name
    entry = _all_day(f"{edition.id}@outreach", name, edition.first_day, edition.last_day)
    entry.add("status", "TENTATIVE" if edition.is_proposed else "CONFIRMED")
    entry.add("categories", [_("Campaigns")])
    told = [_("The days are not confirmed yet.")] if edition.is_proposed else []
    if edition.document:
        told.append(_("By notice: %(document)s", document=edition.document))
    if told:
        entry.add("description", plain("\n".join(told)))
    if base_url is not None:
        entry.add("url", f"{base_url}/campaigns/{edition.campaign_id}")
    return entry


def _deadline(deadline: Deadline) -> icalendar.Event:
    title = _("Due: %(title)s", title=deadline.title)
    entry = _all_day(f"{deadline.id}@outreach", title, deadline.day, deadline.day)
    entry.add("status", "CONFIRMED")
    entry.add("categories", [_("Deadlines")])
    told = [_("By notice: %(document)s", document=deadline.document)] if deadline.document else []
    if deadline.addressees:
        told.append(_("To: %(addressees)s", addressees=deadline.addressees))
    if deadline.sent_on is not None:
        told.append(_("Sent on %(day)s.", day=deadline.sent_on.isoformat()))
    if told:
        entry.add("description", plain("\n".join(told)))
    return entry


def _all_day(uid: str, title: str, first: date, last: date) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", uid)
    entry.add("dtstamp", _STAMP)
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", plain(title))
    entry.add("transp", "TRANSPARENT")
    return entry
