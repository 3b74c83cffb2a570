"""How the words of the plan are said on pages and in the history."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.schedule.rules import Answer, Duty, Form, Standing, Status, Track

TRACKS: dict[Track, Any] = {
    Track.PUBLIC: _("Public outreach"),
    Track.ENTERPRISE: _("Law to enterprises"),
    Track.TRAINING: _("Training"),
    Track.INTERNAL: _("Own staff's study"),
}
STATUSES: dict[Status, Any] = {
    Status.PLANNED: _("Planned"),
    Status.HELD: _("Held"),
    Status.CANCELLED: _("Cancelled"),
}
STANDINGS: dict[Standing, Any] = {
    Standing.HOST: _("We host"),
    Standing.CO_HOST: _("Held together"),
    Standing.INVITED: _("We are invited"),
}
FORMS: dict[Form, Any] = {
    Form.TALK: _("Talk"),
    Form.CASES: _("Law by cases"),
    Form.ON_SITE: _("Business on the spot"),
    Form.DESK: _("Advice desk"),
    Form.HANDOUT: _("Handing out materials"),
    Form.CHECK_UP: _("Legal check-up"),
    Form.ON_DEMAND: _("On demand"),
    Form.LECTURE: _("Lecture"),
    Form.QUIZ: _("Quiz"),
}
DUTIES: dict[Duty, Any] = {
    Duty.LEAD: _("In charge"),
    Duty.SPEAKER: _("Speaker"),
    Duty.DESK: _("At the desk"),
    Duty.DRIVER: _("Driver"),
    Duty.HELP: _("Helper"),
}
ANSWERS: dict[Answer, Any] = {
    Answer.NONE: _("Not answered yet"),
    Answer.ACCEPTED: _("Will be there"),
    Answer.DECLINED: _("Can't make it"),
}
#: the fields of the history, as `record_change` names them
FIELDS: dict[str, Any] = {
    "title": _("Title"),
    "track": _("Track"),
    "standing": _("Our part"),
    "lead_team": _("Lead team"),
    "joining": _("Joining teams"),
    "place": _("Place"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "day": _("Counts on"),
    "editions": _("Campaigns"),
    "forms": _("Forms"),
    "staff": _("Staff"),
    "planned_items": _("Materials and topics"),
    "laws": _("Laws"),
    "partners": _("Partners"),
    "note": _("Note"),
    "things": _("Things to bring"),
    "expected_handouts": _("Expected handouts"),
    "expected_consultations": _("Expected consultations"),
    "expected_attendance": _("Expected attendance"),
    "counts_separately": _("Counts separately"),
    "status": _("Status"),
    "reviewed": _("Reviewed"),
    "clash": _("Planned anyway"),
    "answer": _("Answer"),
    "on_the_spot": _("Made on the spot"),
    "double": _("Two tallies of one desk"),
    "log": _("Log"),
    "check_up": _("Legal check-up"),
    "check_lists": _("Lists to fill"),
}

_LABELS: dict[type[StrEnum], Mapping[Any, Any]] = {
    Track: TRACKS,
    Status: STATUSES,
    Standing: STANDINGS,
    Form: FORMS,
    Duty: DUTIES,
    Answer: ANSWERS,
}


def said(word: StrEnum) -> str:
    """A track, status, standing, form, duty or answer in the language of the page."""
    return str(_LABELS[type(word)][word])
