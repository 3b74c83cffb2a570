"""Entering published reports and their numbers, tying them to figures, and explaining gaps."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Forbidden, Invalid
from outreach.evidence.originals import name_original, original
from outreach.people.models import Person
from outreach.reports.published.finding import Found
from outreach.reports.published.models import PublishedNumber, PublishedReport
from outreach.reports.published.queries import last_position
from outreach.reports.published.rules import read_printed
from outreach.reports.published.suggesting import suggested
from outreach.reports.typed.resolving import choices
from outreach.web.access import Permission

#: More numbers than that stand in no report.
MOST_NUMBERS = 500


@dataclass(frozen=True)
class ReportFacts:
    """What is known of a published report; `sha256` names a file that lies in the evidence store already."""

    title: str
    source: str
    day: date
    link: str = ""
    sha256: str | None = None
    file_name: str | None = None


@dataclass(frozen=True)
class NumberFacts:
    """What a published number says, how it was printed, and which figure it is held against ("" for none)."""

    says: str
    printed: str
    word: str = ""
    explanation: str = ""


def enter_report(year: int, facts: ReportFacts, *, by: Person, now: datetime) -> PublishedReport:
    """A report that was published for `year`; raises Forbidden, and Conflict where its file is gone."""
    _check_may_enter(by)
    _name_file(facts, now)
    report = PublishedReport(year=year, made_at=now, made_by_id=by.id, **asdict(facts))
    db.session.add(report)
    db.session.flush()
    record_act("published.entered", by=by, now=now, subject=report, year=year, title=facts.title)
    return report


def change_report(report: PublishedReport, facts: ReportFacts, *, by: Person, now: datetime) -> PublishedReport:
    """The report with other facts; without a new file it keeps the one it has."""
    _check_may_enter(by)
    _name_file(facts, now)
    for name, value in asdict(facts).items():
        before = getattr(report, name)
        if before == value or (value is None and name in ("sha256", "file_name")):
            continue
        record_change(report, name, old=_said(before), new=_said(value), by=by, now=now)
        setattr(report, name, value)
    db.session.flush()
    return report


def remove_report(report: PublishedReport, *, by: Person, now: datetime) -> None:
    """Take it off the list; it can be brought back."""
    _check_may_enter(by)
    report.removed_at = report.removed_at or now
    record_act("published.removed", by=by, now=now, subject=report, year=report.year, title=report.title)
    db.session.flush()


def restore_report(report: PublishedReport, *, by: Person, now: datetime) -> None:
    """Bring it back."""
    _check_may_enter(by)
    report.removed_at = None
    record_act("published.restored", by=by, now=now, subject=report, year=report.year, title=report.title)
    db.session.flush()


def add_numbers(report: PublishedReport, found: Iterable[Found], *, by: Person, now: datetime) -> int:
    """The numbers of a text or table at the end of the list, each with the figure it seems to be; how many.

    Raises Conflict where the report would have more than MOST_NUMBERS.
    """
    _check_may_enter(by)
    position = last_position(report.id)
    typed = choices(report.year)
    count = 0
    for each in found:
        count += 1
        if position + count > MOST_NUMBERS:
            raise Conflict(_("A report can hold %(most)s numbers at most.", most=MOST_NUMBERS), code="too_many_numbers")
        word = suggested(each.says, read_printed(each.printed).unit, typed)
        facts = NumberFacts(each.says, each.printed, word)
        db.session.add(_number(report, facts, position + count, by=by, now=now, is_guess=bool(word)))
    db.session.flush()
    return count


def add_number(report: PublishedReport, facts: NumberFacts, *, by: Person, now: datetime) -> PublishedNumber:
    """One number at the end of the list; raises Invalid where nothing was printed."""
    _check_may_enter(by)
    _check(facts)
    number = _number(report, facts, last_position(report.id) + 1, by=by, now=now, is_guess=False)
    db.session.add(number)
    db.session.flush()
    return number


def change_number(number: PublishedNumber, facts: NumberFacts, *, by: Person, now: datetime) -> PublishedNumber:
    """The number with other facts; what the program proposed counts as confirmed from then on."""
    _check_may_enter(by)
    _check(facts)
    for name, value in asdict(facts).items():
        before = getattr(number, name)
        if before != value:
            record_change(number, name, old=before or None, new=value or None, by=by, now=now)
            setattr(number, name, value)
    number.is_guess, number.changed_at, number.changed_by_id = False, now, by.id
    db.session.flush()
    return number


def confirm_guesses(numbers: Iterable[PublishedNumber], *, by: Person, now: datetime) -> int:
    """Say that what the program proposed is right; of how many numbers."""
    _check_may_enter(by)
    guessed = [number for number in numbers if number.is_guess]
    for number in guessed:
        number.is_guess, number.changed_at, number.changed_by_id = False, now, by.id
    db.session.flush()
    return len(guessed)


def remove_number(number: PublishedNumber, *, by: Person, now: datetime) -> None:
    """Take the number off the list; it can be brought back."""
    _check_may_enter(by)
    number.removed_at = number.removed_at or now
    db.session.flush()


def restore_number(number: PublishedNumber, *, by: Person, now: datetime) -> None:
    """Bring it back."""
    _check_may_enter(by)
    number.removed_at = None
    db.session.flush()


def _number(
    report: PublishedReport, facts: NumberFacts, position: int, *, by: Person, now: datetime, is_guess: bool
) -> PublishedNumber:
    made = {"changed_at": now, "changed_by_id": by.id}
    return PublishedNumber(report_id=report.id, position=position, is_guess=is_guess, **asdict(facts), **made)


def _check(facts: NumberFacts) -> None:
    if not facts.says:
        raise Invalid(_("Say what the number is of."), field="says")
    if not facts.printed:
        raise Invalid(_("Enter the number as it was printed, with its unit, such as 12700余份."), field="printed")


def _check_may_enter(by: Person) -> None:
    if not by.may(Permission.CLOSE):
        raise Forbidden(_("Published reports are entered by the office."))


def _name_file(facts: ReportFacts, now: datetime) -> None:
    if facts.sha256 is None:
        return
    content = original(facts.sha256)
    if content is None:
        raise Conflict(_("The file is not there any more. Choose it again."), code="file_gone", field="file")
    name_original(content, now=now)


def _said(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
