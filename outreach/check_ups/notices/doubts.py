"""What pages mark before a notice goes out, and a review asks about: laws not in force, past days, another year,
answers that came after the event's review."""

import uuid
from collections.abc import Sequence
from datetime import date

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from outreach.cases.queries import out_of_force
from outreach.check_ups.keeping import late_at
from outreach.check_ups.notices import queries, rules
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.errors import Question
from outreach.laws.models import Law
from outreach.laws.rules import is_in_force
from outreach.web import filters
from outreach.web.language import in_bureau_language

LAW_OUT, DAYS_BEHIND, OTHER_YEAR, LATE = "law_out", "days_behind", "other_year", "late"


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


def check_late(check_up_id: uuid.UUID, *, is_meant: bool) -> None:
    """Ask Question (`late`) about answers that came after the event's review, unless that `is_meant`: what they found
    is in no notice, which may say that nothing was found.
    """
    number = late_at(check_up_id)
    if number and not is_meant:
        message = ngettext(
            "%(num)s answer came after the event was reviewed, and is not in the notice. Have the event reviewed again "
            "first. Go on all the same?",
            "%(num)s answers came after the event was reviewed, and are not in the notice. Have the event reviewed "
            "again first. Go on all the same?",
            number,
        )
        raise Question(message, code=LATE)


def cases_out(notice: Notice, today: date) -> list[NoticeItem]:
    """The items that the company reads whose case goes by a law that is not in force today, as the case's page says."""
    return [item for item in notice.shown if item.case is not None and out_of_force(item.case, today)]


def items_behind(notice: Notice, today: date) -> list[NoticeItem]:
    """The items that the company reads that are to be mended by a day that a paper of `today` has behind it."""
    return [item for item in notice.shown if rules.is_behind(item.due_on, today)]


def check_days(notice: Notice, today: date, *, is_meant: bool) -> None:
    """Ask Question (`days_behind`) about days that a paper of `today` has behind it, unless that `is_meant`."""
    behind = _days_behind(notice, today)
    if behind and not is_meant:
        message = _(
            "The paper is of %(today)s, and by then no time is left until %(days)s. "
            "Count the days anew from today, or change them. Review it all the same?",
            today=filters.day(today),
            days=_days(behind),
        )
        raise Question(message, code=DAYS_BEHIND)


def check_year(number: str | None, today: date, *, is_meant: bool) -> None:
    """Ask Question (`other_year`) about a number of another year than a paper of `today`, unless that `is_meant`."""
    year = rules.year_of_number(number)
    if year not in (None, today.year) and not is_meant:
        message = _(
            "The number is of %(year)d, and the paper is of %(today)s. Review it all the same?",
            year=year,
            today=filters.day(today),
        )
        raise Question(message, code=OTHER_YEAR, field="number")


def affirmed(notice: Notice, today: date, *, number: str | None) -> list[str]:
    """What somebody says yes to who reviews it today with this number all the same, in words that are kept."""
    said = []
    with in_bureau_language():
        if not (number or "").strip():
            said.append(gettext("no document number"))
        if (year := rules.year_of_number(number)) not in (None, today.year):
            said.append(gettext("a document number of %(year)d", year=year))
        if late := late_at(notice.check_up_id):
            said.append(ngettext("%(num)s answer from after the review", "%(num)s answers from after the review", late))
        if items := laws_out(notice):
            day = filters.day(queries.event_day(notice.check_up))
            said.append(
                gettext("not in force on the day of the check-up, %(day)s: %(what)s", day=day, what=_listed(items))
            )
        if behind := _days_behind(notice, today):
            said.append(gettext("days that were past when it was reviewed: %(days)s", days=_days(behind)))
    return said


def _days_behind(notice: Notice, today: date) -> list[date]:
    days = {item.due_on for item in notice.shown} | {notice.revisit_on}
    return sorted(day for day in days if day is not None and rules.is_behind(day, today))


def _days(days: Sequence[date]) -> str:
    return str(gettext(", ").join(filters.day(day) for day in days))


def _listed(items: Sequence[NoticeItem]) -> str:
    titles = dict.fromkeys(item.law.title for item in items if item.law is not None)
    return str(gettext(", ").join(f"《{title}》" for title in titles))
