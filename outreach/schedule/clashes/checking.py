"""What a form about an event would be asked, looked at while it is still being filled in."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask_babel import gettext as _

from outreach.schedule.clashes.asking import brought_up, listed
from outreach.schedule.clashes.queries import engaged_people, find_clashes
from outreach.schedule.clashes.rules import Away, ClashKind
from outreach.schedule.clashes.words import notes_on
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.forms import TimesForm
from outreach.schedule.models import Event
from outreach.schedule.rules import LONGEST
from outreach.web import filters

_OF_PEOPLE: set[str] = {ClashKind.PERSON_BUSY, ClashKind.PERSON_ON_LEAVE, ClashKind.TRAVEL}
_NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True)
class Checked:
    """The clashes that saving would ask about, what is good to know, and who is engaged at that time and why."""

    clashes: Sequence[dict[str, Any]]
    notes: Sequence[str]
    engaged: Mapping[uuid.UUID, str]

    @property
    def of_people(self) -> Sequence[dict[str, Any]]:
        """The clashes that are about somebody on the event."""
        return [clash for clash in self.clashes if _OF_PEOPLE & set(clash["kinds"])]


def checked(form: TimesForm, event: Event | None, now: datetime) -> Checked | None:
    """What stands against what `form` says so far, of a new event or of `event`; None before it says a time."""
    facts = _said_so_far(form, event)
    if facts is None:
        return None
    if event is None:
        findings = find_clashes(_NOBODY, facts, now)
        clashes: Any = findings.clashes
    else:
        findings, clashes = brought_up(event, facts, now)
    engaged = engaged_people(facts["starts_at"], facts["ends_at"], but=event.id if event else None)
    words = {person_id: _why(reason) for person_id, reason in engaged.items()}
    return Checked(listed(findings, clashes), notes_on(findings), words)


def _said_so_far(form: TimesForm, event: Event | None) -> Facts | None:
    """The facts as far as they can be read; what the form has no field for is as the event says it."""
    if not (form.starts_on.data and form.starts_at.data and form.ends_at.data):
        return None
    starts_at, ends_at = form.times()
    if not starts_at < ends_at <= starts_at + LONGEST:
        return None
    facts: dict[str, Any] = dict(facts_of(event)) if event is not None else {}
    facts |= {
        field.name: field.data for field in form if field.name in Facts.__annotations__ and field.data is not None
    }
    return cast(Facts, facts | {"starts_at": starts_at, "ends_at": ends_at})


def _why(reason: Event | Away) -> str:
    """Why somebody is engaged, short enough to stand beside a name."""
    if isinstance(reason, Away):
        return str(_("on leave"))
    hours = f"{filters.clock_time(reason.starts_at)}–{filters.clock_time(reason.ends_at)}"
    return str(_("at “%(title)s” %(hours)s", title=reason.title, hours=hours))
