"""The clean copy 清稿: the text as it is sent, and nothing beside it."""

from datetime import datetime

from outreach.documents.filling import Sheet, filled
from outreach.documents.packing import finished
from outreach.errors import Conflict
from outreach.reports.texts.copies import Copy


class NotClean(Conflict):
    """Something in the text is not settled: as a clean copy it would say what nobody can answer for."""

    code = "not_clean"


def clean_docx(copy: Copy, sheet: Sheet, *, at: datetime) -> bytes:
    """The file; the same bytes for the same text and instant. Raises NotClean."""
    if not copy.is_clean:
        raise NotClean(code="not_clean")
    return finished(filled(copy, sheet), title=copy.title, author=sheet.bureau, at=at)
