"""How the words of follow-ups are said on pages and in their history."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.logbook.follow_ups.rules import Referral, State

STATES: dict[State, Any] = {
    State.OPEN: _("Answer owed"),
    State.NOTED: _("Only noted"),
    State.DONE: _("Answered"),
    State.DROPPED: _("Dropped"),
}
REFERRALS: dict[Referral, Any] = {
    Referral.ARBITRATION: _("Arbitration"),
    Referral.INSPECTION: _("Labour inspection"),
    Referral.WINDOW: _("Service window"),
    Referral.BUREAU: _("Another bureau"),
}
#: the fields of the history, as `record_change` names them
FIELDS: dict[str, Any] = {
    "state": _("State"),
    "asked": _("What was asked"),
    "topic": _("Topic"),
    "owed_by": _("Owed by"),
    "due_on": _("Till"),
    "referral": _("Referred to"),
    "order_number": _("Hotline order"),
    "answer": _("Answer"),
    "contact": _("Contact"),
}
_LABELS: dict[type[StrEnum], dict[Any, Any]] = {State: STATES, Referral: REFERRALS}


def said(word: StrEnum) -> str:
    """A state or a referral in the language of the page."""
    return str(_LABELS[type(word)][word])
