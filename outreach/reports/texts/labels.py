"""How the words of texts are said on pages."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from outreach.documents.texts import Level
from outreach.reports.texts.models import ReportText
from outreach.reports.texts.rules import Kind

KINDS: dict[Kind, Any] = {
    Kind.YEAR: lazy_gettext("Annual report"),
    Kind.QUARTER: lazy_gettext("Quarter"),
    Kind.MONTH: lazy_gettext("Month"),
    Kind.EDITION: lazy_gettext("Campaign summary"),
    Kind.CONSTITUTION_WEEK: lazy_gettext("Constitution Week summary"),
    Kind.OWN: lazy_gettext("Days of one's own"),
}
LEVELS: dict[Level, Any] = {
    Level.ADDRESSEE: lazy_gettext("Addressee"),
    Level.HEADING: lazy_gettext("Heading 一、"),
    Level.SUBHEADING: lazy_gettext("Heading （一）"),
    Level.POINT: lazy_gettext("Point 1."),
    Level.BODY: lazy_gettext("Paragraph"),
    Level.SIGNATURE: lazy_gettext("Signed by"),
    Level.DATE: lazy_gettext("Date"),
}


def said_of(text: ReportText) -> str:
    """What a text tells of, in the language of the page."""
    said = str(KINDS[text.kind])
    if text.kind is Kind.QUARTER:
        said = str(_("Quarter %(number)s", number=(text.first_day.month + 2) // 3))
    if text.kind is Kind.MONTH:
        said = str(_("Month %(number)s", number=text.first_day.month))
    return said
