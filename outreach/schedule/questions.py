"""What a planner is asked before it goes on: a day that has passed, and what somebody else changed meanwhile."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.errors import Question
from outreach.schedule.labels import FIELDS
from outreach.schedule.models import Event
from outreach.web import filters


def ask_about_past_day(starts_at: datetime, now: datetime, is_meant: bool) -> None:
    """Raise Question (`past_day`) for a day before today, unless it `is_meant`: last year's date is typed easily."""
    day = clock.local_day(starts_at)
    if day < clock.local_day(now) and not is_meant:
        message = _("%(day)s has passed already. Is this event put in afterwards?", day=filters.day(day))
        raise Question(message, code="past_day", field="starts_on")


def overwriting(event: Event) -> str:
    """The code of the yes that writes over the event as it stands now; a later change has another one."""
    return f"changed_meanwhile {event.changed_at.isoformat()}"


def ask_about_overwriting(event: Event, seen: datetime) -> None:
    """Raise Question (`overwriting`) that says who changed what of the event after its editor saw it at `seen`."""
    changes = [change for change in reversed(changes_of(event)) if change.at > seen]
    fields = dict.fromkeys(str(FIELDS.get(each.field, each.field)) for each in changes if each.field != "day")
    message = _(
        "%(who)s changed this event at %(moment)s: %(fields)s. Do you want to save yours over it?",
        who="、".join(dict.fromkeys(each.by_name for each in changes)),
        moment=filters.moment(event.changed_at),
        fields="、".join(fields),
    )
    raise Question(message, code=overwriting(event), events=[str(event.id)])
