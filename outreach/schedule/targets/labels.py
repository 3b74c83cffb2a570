"""How targets are said on pages."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.schedule.targets.queries import Scope
from outreach.schedule.targets.rules import Measure
from outreach.web.filters import named

MEASURES: dict[Measure, Any] = {
    Measure.EVENTS_PUBLIC: _("Public events"),
    Measure.EVENTS_ENTERPRISE: _("Enterprise sessions"),
    Measure.EVENTS_TRAINING: _("Trainings"),
    Measure.HANDOUTS: _("Handouts"),
    Measure.CONSULTATIONS: _("Consultations"),
    Measure.ATTENDANCE: _("People present"),
    Measure.ARTICLES: _("Articles"),
}


def scope_name(scope: Scope) -> str:
    """Whose target it is."""
    thing = scope.team or scope.campaign
    return gettext("Whole bureau") if thing is None else named(thing)
