"""How the fields of a law's history are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.laws.subjects import Subject

FIELDS: dict[str, Any] = {
    "title": _("Official title"),
    "short_title": _("Short title"),
    "in_force_from": _("In force from"),
    "in_force_to": _("In force until"),
}
SUBJECTS: dict[Subject, Any] = {
    Subject.LABOUR_CONTRACT: _("Labour contracts"),
    Subject.PAY: _("Pay and overtime"),
    Subject.WORKING_TIME: _("Working time and leave"),
    Subject.SOCIAL_INSURANCE: _("Social insurance"),
    Subject.WORK_INJURY: _("Work injury"),
    Subject.DISPATCH: _("Labour dispatch"),
    Subject.SPECIAL_PROTECTION: _("Young and female workers"),
    Subject.WAGE_ACCOUNTS: _("Migrant workers' wages"),
    Subject.OTHER: _("Other subjects"),
}
