"""What a reviewer is asked about before a notice goes out, and its pages mark: laws not in force, and past days."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.check_ups.notices import queries, rules
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.errors import Question
from outreach.laws.models import Law
from outreach.laws.rules import is_in_force
from outreach.web import filters

LAW_OUT, DAYS_BEHIND = "law_out", "days_behind"


def is_law_out(notice: Notice, law: Law | None) -> bool:
    """Whether the law was not in force on the day of the check-up."""
    day = queries.event_day(notice.check_up)
    return law is not None and not is_in_force(law.in_force_from, law.in_force_to, day)


def laws_out(notice: Notice) -> list[NoticeItem]:
    """The items that the company reads whose law was not in force on the day of the check-up."""
    return [item for item in notice.shown if is_law_out(notice, item.law)]


def check_laws(notice: Notice, *, is_meant: bool) -> None:
    """Ask Question (`law_out`) about laws that were not in force on the day of the check-up, unless that `is_meant`."""
    items = laws_out(notice)
    if items and not is_meant:
        message = _(
            "Not in force on the day of the check-up, %(day)s: %(what)s. "
            "Choose another law at the risk, or leave the risk out. Review it all the same?",
            day=filters.day(queries.event_day(notice.check_up)),
            what=_listed(items),
        )
        raise Question(message, code=LAW_OUT)


def items_behind(notice: Notice, today: date) -> list[NoticeItem]:
    """The items that the company reads that are to be mended by a day that a paper of `today` has behind it."""
    return [item for item in notice.shown if rules.is_behind(item.due_on, today)]


def check_days(notice: Notice, today: date, *, is_meant: bool) -> None:
    """Ask Question (`days_behind`) about days that a paper of `today` has behind it, unless that `is_meant`."""
    behind = {item.due_on for item in items_behind(notice, today)}
    if rules.is_behind(notice.revisit_on, today):
        behind.add(notice.revisit_on)
    if behind and not is_meant:
        message = _(
            "The paper is of %(today)s, and by then no time is left until %(days)s. "
            "Count the days anew from today, or change them. Review it all the same?",
            today=filters.day(today),
            days=gettext(", ").join(filters.day(day) for day in sorted(filter(None, behind))),
        )
        raise Question(message, code=DAYS_BEHIND)


def _listed(items: Sequence[NoticeItem]) -> str:
    titles = dict.fromkeys(item.law.title for item in items if item.law is not None)
    return str(gettext(", ").join(f"《{title}》" for title in titles))
