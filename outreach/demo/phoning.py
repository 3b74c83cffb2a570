"""The phones of the example: some people's are paired, and two of them still hold numbers of the last days."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from outreach import clock
from outreach.demo.happenings import Happening
from outreach.demo.lists import Lists
from outreach.logbook.phones.actions import note_holding
from outreach.logbook.phones.rules import Held
from outreach.people.actions.phones import make_pairing_link, pair_phone, renew
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

_CHROME = "Android Chrome"
#: Whose phone, who showed the picture, what the browser calls itself, how many days ago it was paired and last used.
_PAIRED = (
    ("staff.1", "lead.employment", _CHROME, 41, 1),
    ("staff.2", "lead.employment", "HarmonyOS HuaweiBrowser", 41, 3),
    ("staff.5", "lead.work_injury", "iPhone Safari", 12, 2),
)
#: On whose phone, how many numbers wait and how many were not taken.
_HELD = (("staff.2", 3, 0), ("staff.5", 0, 1))
_OFFICE_HOUR = 10


def pair_phones(current: Sequence[tuple[Happening, Event]], lists: Lists, *, now: datetime) -> None:
    """Pair the phones, and let two of them have told what they hold."""
    for username, lead, agent, paired, used in _PAIRED:
        person, at = lists.people[username], now - timedelta(days=paired)
        token = make_pairing_link(person=person, by=lists.people[lead], now=at)
        phone, _secret = pair_phone(token=token, agent=agent, address="10.1.1.7", now=at)
        renew(phone, now=now - timedelta(days=used))
    for username, waiting, aside in _HELD:
        person = lists.people[username]
        event = _last_of(person.id, current, now)
        if event is not None:
            held = Held(person.id, event.id, waiting, aside, event.ends_at)
            note_holding(phone=uuid.uuid5(person.id, "phone"), held=[held], now=_heard(event, now))


def _last_of(person_id: uuid.UUID, current: Sequence[tuple[Happening, Event]], now: datetime) -> Event | None:
    """The event of the person's that took place last."""
    held = [event for _happening, event in current if event.status is Status.HELD and event.ends_at < now]
    mine = [event for event in held if any(each.person_id == person_id for each in event.staff)]
    return max(mine, key=lambda event: event.ends_at, default=None)


def _heard(event: Event, now: datetime) -> datetime:
    """The morning after, within the office's hours; never after `now`."""
    morning = clock.local(event.ends_at + timedelta(days=1)).replace(hour=_OFFICE_HOUR, minute=25, second=0)
    return min(morning.astimezone(now.tzinfo), now)
