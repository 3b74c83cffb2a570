"""The reminder for the chat group: who owes what after which event, and where it is given; in the bureau's language."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from outreach.logbook.reviews.labels import DEBTS
from outreach.logbook.reviews.listing import Owed
from outreach.logbook.reviews.rules import Debt
from outreach.schedule.models import Event
from outreach.web import filters
from outreach.web.language import in_bureau_language
from outreach.web.reach import base_url, is_local

_PAGES = {Debt.WORD: "log", Debt.LOG: "log", Debt.DOUBLE: "doubles"}


@dataclass(frozen=True)
class Reminder:
    """What one person owes (a team, where nobody is named): how many events, and the text to paste."""

    whom: str
    count: int
    text: str


def reminders_for(owed: Iterable[Owed]) -> list[Reminder]:
    """One for each of those who owe something, the oldest first; an event of several people is in each of theirs."""
    of_each: dict[str, list[tuple[Event, Debt]]] = defaultdict(list)
    for each in owed:
        for whom in each.by or [each.event.lead_team.name]:
            of_each[whom].append((each.event, each.debt))
    return [Reminder(whom, len(events), reminder_of([whom], events)) for whom, events in of_each.items()]


def reminder_of(whom: Sequence[str], owed: Iterable[tuple[Event, Debt]]) -> str:
    """The lines to paste: to whom, then of each event its day, title, what is missing, and where it is given."""
    with in_bureau_language():
        said = [str(_("[Reminder] %(people)s: please see to this", people="、".join(whom)))]
        return "\n".join([*said, *(_line(event, debt) for event, debt in owed)])


def _line(event: Event, debt: Debt) -> str:
    said = _("%(day)s %(title)s: %(missing)s", day=filters.day(event.day), title=event.title, missing=DEBTS[debt])
    return " ".join(filter(None, (str(said), _address(event, debt))))


def _address(event: Event, debt: Debt) -> str | None:
    """Where a phone opens the page at which it is given; None where no phone reaches this machine."""
    address = f"{base_url()}/{_PAGES.get(debt, 'reviews')}/{event.id}"
    return None if is_local(address) else address
