"""How the pieces of a line and the doubts about its numbers are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.logbook.pasted.counting import Doubt
from outreach.logbook.pasted.rules import Mark

MARKS: dict[Mark, Any] = {
    Mark.DAY: _("day"),
    Mark.TIME: _("time"),
    Mark.PLACE: _("place"),
    Mark.TEAM: _("team"),
    Mark.PERSON: _("person"),
    Mark.COUNT: _("number"),
    Mark.ASKED: _("number, to be settled"),
    Mark.LEFT_OUT: _("number, not logged"),
    Mark.UNREAD: _("not understood"),
    Mark.PERSONAL: _("personal, not kept"),
}
DOUBTS: dict[Doubt, Any] = {
    Doubt.NO_TITLE: _("No material is named. Choose it, or “title not named”."),
    Doubt.SEVERAL: _("Several materials of the list can be meant by “%(named)s”. Choose one."),
    Doubt.UNKNOWN: _("“%(named)s” is not on the list of materials. Choose what it is."),
    Doubt.PRINTED: _("It says that they were printed: that is not yet handed out. Choose what is meant."),
    Doubt.TAKEN: _("It says what was taken along, not what was handed out."),
    Doubt.LEFT_OVER: _("It says what is left over, not what was handed out."),
    Doubt.TWO_UNITS: _("Two units stand behind one number. Choose what it counts."),
    Doubt.EACH: _("It says “each”: choose the one that this number is for, and add the others on the event’s page."),
    Doubt.PEOPLE: _("Did these people ask something, or did they attend? Choose."),
    Doubt.OWN: _("These are our own people: they are no attendance."),
    Doubt.OTHER_UNIT: _("Numbers in this unit are not logged."),
    Doubt.NO_UNIT: _("No unit is written behind this number."),
    Doubt.UNIT_DIFFERS: _("The message has another unit than this material is counted in. Check the number."),
    Doubt.PLANNED: _("Taken for what was planned for this event."),
}


def doubt_words(doubt: Doubt, named: str) -> str:
    """Why a number is asked about, in the language of the page."""
    return str(DOUBTS[doubt]) % {"named": named} if "%(named)s" in str(DOUBTS[doubt]) else str(DOUBTS[doubt])
