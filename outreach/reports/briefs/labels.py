"""How the words of briefs are said on pages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.briefs.rules import Field, Finding, State, Trouble

FIELDS: dict[Field, Any] = {
    Field.HEADLINE: _("Headline"),
    Field.OPENING: _("Opening"),
    Field.DOING: _("What was done"),
    Field.OUTCOME: _("What came of it"),
    Field.NEXT: _("Next steps"),
}
STATES: dict[State, Any] = {
    State.DRAFT: _("Draft"),
    State.CHECKED: _("Checked"),
    State.KEPT: _("Kept as an article"),
}
TROUBLES: dict[Trouble, Any] = {
    Trouble.UNKNOWN: _("No number of this brief is called so. Choose one of the list, or take the name out."),
    Trouble.BLANK: _("Nobody has logged this number. Log it, or take it out of the text."),
    Trouble.UNDECIDED: _("Two people counted here, and nobody has decided yet whether both count."),
    Trouble.CHANGED: _("The ledger says another number by now. Take it, or keep this one."),
}
FINDINGS: dict[Finding, Any] = {
    Finding.APPROXIMATE: _("Made approximate by hand: put in a number of the list instead."),
    Finding.UNKNOWN_LAW: _("Not in the list of laws. Correct the title, or add the law to the list."),
    Finding.NOT_IN_FORCE: _("Was not in force on the day of the event."),
    Finding.PERSONAL: _("Looks like a telephone or identity number of a person: take it out."),
    Finding.EACH: _("“各” says that nobody was left out. Name them, or leave it away."),
    Finding.TYPED_NUMBER: _("A number typed by hand: nothing in the ledger stands behind it."),
    Finding.LEFT_OPEN: _("Nothing is filled in here yet: put a number in, or take the place out."),
    Finding.EMPTY_PART: _("Nothing stands in this part."),
}

_LABELS: dict[type[StrEnum], Mapping[Any, Any]] = {
    Field: FIELDS,
    State: STATES,
    Trouble: TROUBLES,
    Finding: FINDINGS,
}


def said(word: StrEnum) -> str:
    """A field, state, trouble or finding in the language of the page."""
    return str(_LABELS[type(word)][word])
