"""How the marks and the fields of standard answers are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.answers.rules import Mark

MARKS: dict[Mark, Any] = {
    Mark.ENDED: _("The law has ended: name the one that holds today."),
    Mark.REPLACED: _("Another version of the law has come into force since."),
    Mark.CHANGED: _("The law's entry in the list was changed since."),
}
FIELDS: dict[str, Any] = {
    "question": _("Question"),
    "text": _("Answer"),
    "team_id": _("Team"),
    "topic_id": _("Topic"),
    "law_id": _("Law"),
    "article": _("Article of the law"),
    "as_of": _("Held against the law on"),
    "retired": _("Retired"),
}
