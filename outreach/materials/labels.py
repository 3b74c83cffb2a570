"""How the kinds of items, and the fields of their history, are said on pages."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.materials.rules import CountKind, QuestionKind
from outreach.materials.stock_rules import Stock
from outreach.web.filters import number

KINDS: dict[CountKind, Any] = {
    CountKind.HANDOUT: _("Materials"),
    CountKind.CONSULTATION: _("Topics"),
    CountKind.ATTENDANCE: _("Groups"),
    CountKind.DISPLAY: _("Displays"),
}
LEADS: dict[CountKind, Any] = {
    CountKind.HANDOUT: _("Printed titles that are handed out, each with the unit in which it is counted."),
    CountKind.CONSULTATION: _("What people ask about at a desk: a team's subject and a way of asking."),
    CountKind.ATTENDANCE: _("Groups of the public that come to talks and trainings."),
    CountKind.DISPLAY: _("What is put up or drives around: banners, boards, cars."),
}
QUESTIONS: dict[QuestionKind, Any] = {
    QuestionKind.POLICY: _("What the policy says"),
    QuestionKind.ENQUIRY: _("Own case looked up"),
    QuestionKind.HOW_TO: _("How to do it"),
    QuestionKind.COMPLAINT: _("Complaint"),
    QuestionKind.OTHER: _("Other"),
}
FIELDS: dict[str, Any] = {
    "name": _("Name"),
    "name_en": _("English name"),
    "unit": _("Unit"),
    "counted_as": _("Counted as"),
    "bundle": _("One bundle"),
    "team": _("Team"),
    "question": _("Way of asking"),
    "retired": _("Retired"),
}


def said_value(field: str, value: str | None) -> str:
    """A value of the history in the language of the page."""
    if value is None:
        return "—"
    if field == "question":
        return str(QUESTIONS[QuestionKind(value)])
    return str({"yes": _("Yes"), "no": _("No")}.get(value, value)) if field == "retired" else value


def said_more_than_out(handed_out: int, stock: Stock) -> str:
    """What is compared where more was handed out than was out of the store: both sides, and how one side came about."""
    said = gettext(
        "%(out)s handed out, and %(held)s were out (issued %(issued)s, back %(returned)s, lost %(lost)s)",
        out=number(handed_out),
        held=number(stock.held),
        issued=number(stock.issued),
        returned=number(stock.returned),
        lost=number(stock.lost_outside),
    )
    return str(said)
