"""The form of a deadline."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.schedule.deadlines.actions import DeadlineFacts
from outreach.schedule.forms import needed
from outreach.schedule.rules import LONGEST_TEXT, LONGEST_TITLE
from outreach.web.fields import DayField, LongTextField, TextField
from outreach.web.forms import BaseForm


class DeadlineForm(BaseForm):
    """What is due, to whom, and when it was sent."""

    title = TextField(_("What is due"), [needed], most=LONGEST_TITLE)
    day = DayField(_("Due on"), [needed])
    addressees = TextField(_("To whom"), most=200)
    document = TextField(_("Source document"), most=200)
    note = LongTextField(_("Note"), most=LONGEST_TEXT, render_kw={"rows": 3})
    sent_on = DayField(_("Sent on"))

    def facts(self) -> DeadlineFacts:
        """What the form says, after it was validated."""
        day: Any = self.day.data
        return DeadlineFacts(
            title=self.title.data,
            day=day,
            document=self.document.data,
            addressees=self.addressees.data,
            note=self.note.data,
            sent_on=self.sent_on.data,
        )
