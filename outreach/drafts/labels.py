"""How a line of a draft says why it stands there."""

from flask_babel import gettext as _

from outreach import clock
from outreach.coverage.labels import said_since
from outreach.drafts.models import DraftLine
from outreach.drafts.rules import Origin
from outreach.web import filters
from outreach.workdays.rules import WorkCalendar


def reasons(line: DraftLine, calendar: WorkCalendar) -> list[str]:
    """去年3月4日 周二 · 治理欠薪冬季行动同一周 · 遇放假，已挪到工作日."""
    said = [_said_origin(line)]
    if line.edition is not None:
        said.append(_("the same week of %(campaign)s", campaign=filters.named(line.edition.campaign)))
        if line.edition.is_proposed:
            said.append(_("its days are proposed by rule"))
    if line.is_shifted:
        said.append(_("moved to a working day"))
    if not calendar.is_known(line.day):
        said.append(_("holidays not announced yet"))
    return said


def said_factor(percent: int) -> str:
    """How numbers become others: +5 %, −10 %, or that they stay as they are."""
    if percent == 100:
        return str(_("numbers as they were"))
    return f"{'+' if percent > 100 else '−'}{abs(percent - 100)} %"


def _said_origin(line: DraftLine) -> str:
    if line.origin is Origin.PLAN:
        return str(_("was on %(day)s", day=filters.day(line.source_day)))
    if line.source_day is None:
        return str(_("Never visited"))
    return str(_("last visit %(ago)s", ago=said_since(line.source_day, clock.today())))
