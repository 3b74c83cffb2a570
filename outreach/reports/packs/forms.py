"""The form that makes a pack."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from outreach.reports.packs.rules import LONGEST_REASON
from outreach.web.access import Permission, may
from outreach.web.fields import TextField
from outreach.web.forms import BaseForm


class PackForm(BaseForm):
    """Whether sheets with names go in, which only those may say who close periods."""

    with_scans = BooleanField(_("With scanned sign-in sheets, names and all"))
    reason = TextField(_("Why names have to be in it"), most=LONGEST_REASON)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not may(Permission.CLOSE):
            del self.with_scans, self.reason

    @property
    def wants_scans(self) -> bool:
        """What was said about the sheets."""
        return bool("with_scans" in self and self.with_scans.data)

    @property
    def said_reason(self) -> str:
        """The reason, "" where none was given."""
        return str(self.reason.data or "") if "reason" in self else ""
