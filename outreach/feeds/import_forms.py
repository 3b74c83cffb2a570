"""The forms by which a calendar file comes in."""

import uuid
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, ValidationError

from outreach.people.models import Person
from outreach.schedule import choices, labels
from outreach.schedule.clashes.asking import LONGEST_REASON
from outreach.schedule.forms import WordField, needed
from outreach.schedule.rules import Track
from outreach.web.fields import ChoiceField, TextField
from outreach.web.forms import BaseForm


class CalendarFileForm(BaseForm):
    """A calendar file."""

    file = FileField(_("Calendar file"))

    def validate_file(self, field: FileField) -> None:
        """Refuse a form without a file."""
        if not field.data:
            raise ValidationError(_("Choose a file."))


class TakeForm(BaseForm):
    """What all events of the file get, and the word that lets them in; which and where stands in the rows."""

    team = ChoiceField(_("Lead team"), [needed], of=uuid.UUID)
    track = WordField(_("Track"), labels.TRACKS, default=Track.PUBLIC, validators=[needed])
    anyway_reason = TextField(_("Why it is planned anyway"), most=LONGEST_REASON)
    seen = HiddenField()

    def __init__(self, person: Person, day: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.team.offer([(team.id, team.name) for team in choices.teams_to_plan_for(person, day)])
