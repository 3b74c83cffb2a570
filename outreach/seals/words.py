"""What the tables that are sealed here, and others of which doctor tells, are called; else by the table's own name.

Those of all features stand here, as the names of acts do in `audit.words`: a name is only printed.
"""

from typing import Any

from flask_babel import lazy_gettext as _

TABLES: dict[str, Any] = {
    "account_days": _("Day of an account"),
    "articles": _("Article"),
    "audit_entries": _("Entry of the audit"),
    "blank_versions": _("Version of a form"),
    "brief_versions": _("Version of a brief"),
    "cases": _("Case"),
    "changes": _("Entry of a history"),
    "check_answers": _("Answer of a check-up"),
    "check_answers_replaced": _("Replaced answer of a check-up"),
    "check_ups": _("Check-up"),
    "checked_oddities": _("Checked oddity"),
    "closings": _("Closing"),
    "double_decisions": _("Decision about a desk counted twice"),
    "double_lines": _("Line of a decision about a desk counted twice"),
    "drawing_seals": _("Check code of a drawing"),
    "drawings": _("Drawing"),
    "drawn_texts": _("Drawn text"),
    "events": _("Event"),
    "filled_cells": _("Cell of a filled form"),
    "fillings": _("Filled form"),
    "ledgers": _("Ledger of past years"),
    "lines_left_since_closing": _("Line left since a closing"),
    "movements": _("Movement of stock"),
    "notice_copies": _("Kept paper of a risk notice"),
    "notice_templates": _("Template of risk notices"),
    "notice_wordings": _("Wording of risk notices"),
    "notices": _("Risk notice"),
    "online_files": _("File from a platform"),
    "people": _("Person"),
    "places": _("Place"),
    "presences": _("Presence of a colleague"),
    "published_reports": _("Published report"),
    "readings": _("Reading of an article"),
    "report_sentences": _("Sentence of the bureau's own"),
    "report_text_versions": _("Version of a text"),
    "typed_values": _("Value of a typed figure"),
    "word_templates": _("Template of the report"),
}
#: The columns of a row, and the names of what it belongs to, by which people know it again.
TOLD = (
    *("title", "name", "username", "kind", "metric", "act", "field", "day", "first_day", "last_day", "number"),
    *("value", "quantity", "found", "choice", "key", "address", "by_name"),
)
NAMES = ("title", "name", "code")
