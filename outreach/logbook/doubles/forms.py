"""What a lead says to a question: which choice, in one word why, and of a split how many of each."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField

from outreach.errors import Invalid
from outreach.logbook.doubles.asking import Asked
from outreach.logbook.doubles.rules import LONGEST_WORD, Choice
from outreach.logbook.rules import LARGEST
from outreach.web.fields import CountField, TextField
from outreach.web.forms import BaseForm
from outreach.web.ids import IdField

WHY = _("Why, in a word")


class DecisionForm(BaseForm):
    """The button that is touched says the choice; the parts of a split are fields of their own, one for each person."""

    decision_id = IdField()
    seen = HiddenField()
    choice = TextField(most=80)
    word = TextField(WHY, most=LONGEST_WORD, description=_("It stays in the ledger: no names of visitors."))
    for_later = BooleanField(_("Also what they still log here: do not ask again"))

    @property
    def said(self) -> Choice:
        """The choice; raises Invalid for a form that is not ours."""
        name = self.choice.data.partition(":")[0]
        if name not in (Choice.ADD, Choice.KEEP, Choice.SPLIT):
            raise Invalid(_("This form can't be read. Reload the page."), code="bad_choice")
        return Choice(name)

    def wanted(self) -> dict[uuid.UUID, int]:
        """The one to keep, or the parts that were typed."""
        if self.said is Choice.KEEP:
            try:
                return {uuid.UUID(self.choice.data.partition(":")[2]): 0}
            except ValueError:
                return {}
        if self.said is Choice.SPLIT:
            return {person: field.data for person, field in self.parts() if field.data is not None}
        return {}

    def parts(self) -> list[tuple[uuid.UUID, Any]]:
        """The field of each person's part."""
        return [
            (uuid.UUID(name.removeprefix("part_")), self[name]) for name in self._fields if name.startswith("part_")
        ]


class ReopenForm(BaseForm):
    """Why a decision does not hold."""

    word = TextField(WHY, most=LONGEST_WORD)


def decision_form(asked: Asked) -> DecisionForm:
    """The form of one question, with a field for each person in doubt."""

    class Form(DecisionForm):
        pass

    for side in asked.sides:
        setattr(Form, f"part_{side.person_id}", CountField(side.name, least=0, most=LARGEST, default=side.total))
    return Form(prefix=f"d{asked.double.id.hex}", seen=asked.seen)
