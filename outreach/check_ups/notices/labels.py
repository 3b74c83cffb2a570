"""How states, weights and fields of notices are said."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.check_ups.notices.comparing import Course
from outreach.check_ups.notices.rules import State
from outreach.check_ups.rules import Found

STATES: dict[State, Any] = {
    State.DRAFT: _("Draft"),
    State.REVIEWED: _("Reviewed"),
    State.HANDED_OVER: _("Handed over"),
    State.WITHDRAWN: _("Taken back for good"),
}
WEIGHTS: dict[int, Any] = {3: _("High risk"), 2: _("Middle risk"), 1: _("Low risk")}
FIELDS: dict[str, Any] = {
    "state": _("State"),
    "asked": _("Laid before its reviewers"),
    "affirmed": _("Asked about at the review, and answered with yes"),
    "number": _("Document number"),
    "opening": _("Opening words"),
    "closing": _("Closing words"),
    "contact": _("Whom the company asks"),
    "revisit_on": _("Day of the revisit"),
    "revisit": _("Revisit"),
    "items": _("Risks"),
    "released": _("Released"),
    "found": _("What was found"),
    "law_id": _("Law"),
    "article": _("Article of the law"),
    "cost": _("What it may cost"),
    "case_id": _("Case"),
    "advice": _("What to do"),
    "due_on": _("By when"),
    "ask": _("Whom to ask"),
}
COURSES: dict[Course, Any] = {
    Course.MENDED: _("Mended"),
    Course.STILL_OPEN: _("Not mended yet"),
    Course.NEW: _("New"),
    Course.NOT_LOOKED_AT: _("Not looked at this time"),
    Course.STILL_IN_ORDER: _("In order, as before"),
}
FOUND: dict[Found, Any] = {
    Found.IN_ORDER: _("In order"),
    Found.RISK: _("Risk"),
    Found.NOT_APPLICABLE: _("Not applicable"),
    Found.NOT_SEEN: _("Not seen"),
}
#: What the placeholders of a template stand for.
MEANINGS: dict[str, Any] = {
    "标题": _("the title"),
    "文号": _("the number of the notice"),
    "主送": _("to whom it goes"),
    "企业": _("the name of the company, anywhere"),
    "体检日期": _("the day of the check-up"),
    "正文": _("the whole text"),
    "回访日期": _("the day of the revisit"),
    "联系": _("whom the company asks"),
    "落款": _("the name of the bureau, as signature"),
    "日期": _("the day below the signature"),
    "单位": _("the name of the bureau, anywhere"),
    "年度": _("the year of the notice"),
}


def said_value(field: str, value: str | None) -> Any:
    """A value of the history as a person reads it."""
    if value is None:
        return "—"
    if field == "state":
        return STATES[State(value)]
    if field in {"asked", "released"}:
        return _("yes") if value == "yes" else _("no")
    if field in {"law_id", "case_id"}:
        return _("another one")
    return value
