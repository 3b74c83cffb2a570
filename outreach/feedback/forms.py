"""The forms of feedback."""

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from outreach.feedback.labels import KINDS
from outreach.web.fields import ChoiceField, LongTextField, TextField
from outreach.web.forms import BaseForm


class NoteForm(BaseForm):
    """What somebody says of the program."""

    kind = ChoiceField(
        _("Kind of note"),
        [DataRequired(_("Choose what it is about."))],
        choices=[(kind.value, label) for kind, label in KINDS.items()],
    )
    text = LongTextField(_("What happened, or what is missing"), [DataRequired(_("Write what happened."))])
    page = TextField(_("On which page"))


class AnswerForm(BaseForm):
    """The answer to a note."""

    answer = LongTextField(_("Answer"), [DataRequired(_("Write an answer; the person reads it on their page."))])
