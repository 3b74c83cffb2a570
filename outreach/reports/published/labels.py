"""How verdicts and faults of published numbers are said."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.published.rules import Fault, Verdict

VERDICTS: dict[Verdict, Any] = {
    Verdict.AGREES: _("Agrees"),
    Verdict.FITS: _("True, but worded otherwise"),
    Verdict.GAP: _("Gap"),
    Verdict.BLANK: _("Nothing to hold it against"),
    Verdict.UNTIED: _("Not tied to a figure"),
    Verdict.UNREADABLE: _("Can't be read"),
}
FAULTS: dict[Fault, Any] = {
    Fault.UNREADABLE: _("This says no number that can be read."),
    Fault.NO_DIGITS: _("The digits are lost: there is 余 without a number."),
    Fault.OVER_EXACT: _("余 after an exact number: either it is exact, or it was not counted."),
    Fault.TWO_UNITS: _("Two units in one number: they have to be counted apart."),
    Fault.OTHER_UNIT: _("The figure counts in another unit."),
    Fault.WORD_LOST: _("The number was cut off, but the word 余 is missing."),
    Fault.RATE_WRONG: _("The rate does not follow from the numbers printed beside it."),
}
