"""Narrowing the audit page."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.facts import codes_said
from outreach.audit.queries import Asked
from outreach.audit.rules import Outcome
from outreach.audit.words import OUTCOMES, acts_called, name_of_act
from outreach.web.choices import ChoiceField
from outreach.web.fields import DayField, TextField
from outreach.web.forms import FilterForm


class AuditFilter(FilterForm):
    """By whom, what, when, and how it ended."""

    who = TextField(_("Who"), most=60)
    words = TextField(_("Words or address"), most=100)
    act = ChoiceField(_("What"), blank=_("Everything"))
    outcome = ChoiceField(_("How it ended"), of=Outcome, choices=OUTCOMES.items(), blank=_("Any way"))
    first_day = DayField(_("From"))
    last_day = DayField(_("Until"))

    def asked(self, acts: Sequence[str], person_id: UUID | None) -> Asked:
        """What was chosen; a field that can't be read narrows nothing and shows its error."""
        self.act.offer(sorted(((act, name_of_act(act)) for act in acts), key=lambda choice: choice[1]))
        self.validate()
        read = {name: None if field.errors else field.data for name, field in self._fields.items()}
        words = read["words"] or ""
        return Asked(
            who=read["who"] or "",
            words=words,
            acts_said=acts_called(words) if words else (),
            facts_said=codes_said(words, today=clock.today()) if words else (),
            person_id=person_id,
            act=read["act"] or "",
            outcome=read["outcome"],
            since=read["first_day"] and _begin(read["first_day"]),
            until=read["last_day"] and _begin(read["last_day"] + timedelta(days=1)),
        )


def _begin(day: date) -> datetime:
    return clock.instant(datetime.combine(day, time()))
