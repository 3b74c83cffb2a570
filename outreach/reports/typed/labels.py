"""How shapes, pieces and faults of typed figures are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.typed.checks import Doubt
from outreach.reports.typed.rules import Fault, Piece, Shape

SHAPES: dict[Shape, Any] = {
    Shape.NUMBER: _("One number"),
    Shape.RATE: _("A rate: part and whole"),
    Shape.EXAM: _("An exam: enrolled, sat, passed"),
}
PIECES: dict[Piece, Any] = {
    Piece.VALUE: _("Number"),
    Piece.NUMERATOR: _("Part"),
    Piece.DENOMINATOR: _("Whole"),
    Piece.RATE: _("Rate"),
    Piece.ENROLLED: _("Enrolled"),
    Piece.SAT: _("Sat"),
    Piece.PASSED: _("Passed"),
    Piece.ATTENDED_RATE: _("Rate of those who sat"),
}
PASS_RATE = _("Pass rate")
FAULTS: dict[Fault, Any] = {
    Fault.MISSING: _("Type this number too, or leave all of them blank; none is 0."),
    Fault.NEGATIVE: _("This number can't be below zero."),
    Fault.TOO_LARGE: _("This number is too large."),
    Fault.MORE_THAN_ALL: _("“%(part)s” can't be more than “%(whole)s”."),
    Fault.PASSED_MORE_THAN_SAT: _("No more can have passed than sat the exam."),
    Fault.SAT_MORE_THAN_ENROLLED: _("No more can have sat the exam than were enrolled."),
}
DOUBTS: dict[Doubt, Any] = {
    Doubt.JUMP: _("This is %(said)s; last year it was %(beside)s. Is it right?"),
    Doubt.SUM: _("The parts add up to %(said)s, but their total says %(beside)s. Is it right?"),
}
#: A jump of one of several numbers, or of their rate.
NAMED_JUMP = _("“%(piece)s” is %(said)s; last year it was %(beside)s. Is it right?")
#: What a change of a typed figure's definition is called in its history.
FIELDS: dict[str, Any] = {
    "name": _("Name"),
    "section": _("Section"),
    "unit": _("Unit"),
    "shape": _("Kind"),
    "numerator_name": _("What the part is called"),
    "denominator_name": _("What the whole is called"),
    "definition": _("Definition"),
    "owner_id": _("Owner"),
    "due": _("Due"),
    "part_of": _("Part of"),
    "is_rounded": _("Rounded in print"),
}
