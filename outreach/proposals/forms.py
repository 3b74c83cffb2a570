"""The forms of proposals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import ValidationError

from outreach import clock
from outreach.people.queries import teams
from outreach.proposals.labels import STATES
from outreach.proposals.queries import Usual
from outreach.proposals.rules import State
from outreach.schedule.forms import AskedForm, needed
from outreach.schedule.pickers import ItemsField
from outreach.schedule.suggestions.rules import Suggestion
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, TextField, TimeField
from outreach.web.forms import BaseForm, FilterForm


class AcceptForm(AskedForm):
    """When the event is; filled with the first half day that suits."""

    starts_on = DayField(_("Day"), [needed])
    starts_at = TimeField(_("From"), [needed])
    ends_at = TimeField(_("To"), [needed])
    materials = ItemsField(_("Materials"))

    @classmethod
    def filled(cls, suggestion: Suggestion | None, usual: Sequence[Usual]) -> "AcceptForm":
        """The form with the suggested half day (none where none suits), and all that is usual ticked."""
        data: dict[str, Any] = {"materials": {each.item.id: each.quantity for each in usual}}
        if suggestion is not None:
            data |= {"starts_on": suggestion.day, "starts_at": suggestion.start, "ends_at": suggestion.end}
        form = cls(data=data)
        form.materials.offer([each.item for each in usual])
        return form

    def times(self) -> tuple[datetime, datetime]:
        """The UTC instants of start and end of a form that was validated."""
        day: Any = self.starts_on.data
        spans = (self.starts_at.data, self.ends_at.data)
        start, end = (clock.instant(datetime.combine(day, each)) for each in spans)  # type: ignore[arg-type]
        return start, end

    def validate_starts_on(self, field: DayField) -> None:
        """Refuse a day that is over."""
        if field.data is not None and field.data < clock.today():
            raise ValidationError(gettext("Choose a day from today on."))


class DismissForm(BaseForm):
    """Why a proposal is dismissed."""

    reason = TextField(_("Reason"), [needed], most=300)


class ProposalFilters(FilterForm):
    """What narrows the list of proposals."""

    state = ChoiceField(_("State"), of=State, blank=_("Every state"), choices=STATES.items())
    team = ChoiceField(_("Team"), of=UUID, blank=_("All teams"))

    def __init__(self) -> None:
        super().__init__()
        self.team.offer((team.id, filters.named(team)) for team in teams())
        self.validate()
        for field in (self.state, self.team):
            field.data = None if field.errors else field.data
