"""The forms of the ledgers' pages."""

from flask import request
from flask_babel import lazy_gettext as _

from outreach.logbook.ledgers.adding_up import FIGURES
from outreach.logbook.rules import LONGEST_REASON
from outreach.sheets.counts import parse_count
from outreach.web.fields import TextField, clean_text
from outreach.web.forms import BaseForm


class UndoForm(BaseForm):
    """Why a ledger is taken back."""

    reason = TextField(_("Why"), most=LONGEST_REASON, description=_("It stays in the ledger: no names of visitors."))


class PublishedForm(BaseForm):
    """What was published of each year; the fields stand beside the sums, one for each year and figure."""

    def published(self):
        """By year and figure, as it was typed; raises Refusal for what is no number."""
        found: dict[str, dict[str, str]] = {}
        for name, value in request.form.items():
            year, _dash, key = name.removeprefix("published-").partition("-")
            text = clean_text(value)[:30]
            if name.startswith("published-") and year.isdecimal() and len(year) == 4 and key in FIGURES and text:
                parse_count(text)
                found.setdefault(year, {})[key] = text
        return found
