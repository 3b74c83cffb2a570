"""How the words of the case library are said on pages and in the history."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.cases.rules import Source

SOURCES: dict[Source, Any] = {
    Source.ARBITRATION: _("Arbitration"),
    Source.MEDIATION: _("Mediation"),
    Source.INSPECTION: _("Labour inspection"),
    Source.COURT: _("Court"),
    Source.PUBLISHED: _("Published typical case"),
}
FIELDS: dict[str, Any] = {
    "title": _("Title"),
    "subject": _("Field of law"),
    "team": _("Team"),
    "facts": _("Facts of the case"),
    "dispute": _("Dispute"),
    "outcome": _("How the case ended"),
    "lesson": _("Lesson"),
    "cost": _("What it cost"),
    "source": _("Comes from"),
    "source_text": _("Body and year"),
    "laws": _("Laws"),
    "retired": _("Retired"),
}
