"""The forms of a closing."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.reports.closings.rules import LONGEST_NOTE
from outreach.web.fields import LongTextField, ManyField
from outreach.web.forms import BaseForm


class ClosingForm(BaseForm):
    """What is said with a closing; what does not belong to this one is taken off."""

    restate_reason = LongTextField(_("Why it is restated"), most=LONGEST_NOTE)
    reason = LongTextField(_("Why it is closed over what must be mended"), most=LONGEST_NOTE)
    note = LongTextField(_("Note: to whom these figures go"), most=LONGEST_NOTE)

    def __init__(self, *, is_restatement: bool, has_open: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not is_restatement:
            del self.restate_reason
        if not has_open:
            del self.reason

    def said(self, name: str) -> str:
        """What the field says; nothing where it is not there."""
        return str(self[name].data or "") if name in self else ""


class LeaveForm(BaseForm):
    """The lines that are ticked."""

    lines = ManyField(of=uuid.UUID)

    def ids(self) -> list[uuid.UUID]:
        """Their ids."""
        try:
            return [uuid.UUID(value) for value in self.lines.raw_data or ()]
        except ValueError:
            raise Invalid(_("This form can't be read. Reload the page."), code="bad_id") from None
