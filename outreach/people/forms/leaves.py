"""The form of a leave: who and which days, never why."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from outreach.people.models import Person
from outreach.web.choices import ChoiceField
from outreach.web.fields import DayField
from outreach.web.forms import BaseForm


class LeaveForm(BaseForm):
    """Somebody's leave; the last day may be left out for a single one."""

    person = ChoiceField(_("Who"), of=UUID)
    first_day = DayField(_("First day"), [InputRequired(_("Write something here."))])
    last_day = DayField(_("Last day"))

    def offer(self, people: Sequence[Person]) -> None:
        """Set whose leave can be entered."""
        self.person.offer((each.id, each.name) for each in people)
        self.asks_who = len(people) > 1
