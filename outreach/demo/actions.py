"""Loading the example: the bureau, its lists, its year 2025, and a plan around the day of loading."""

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act
from outreach.demo.closing import close_example_year, log_to_a_closed_day, review_what_was_left
from outreach.demo.content.people import ACCOUNTS, ADMIN, BUREAU
from outreach.demo.filling_forms import fill_others_form
from outreach.demo.queries import accounts_among, is_empty
from outreach.demo.scoring import bring_score_sheet
from outreach.demo.telling import tell_last_month, tell_the_year
from outreach.demo.writing import write_example
from outreach.errors import Conflict
from outreach.people.actions import add_person, change_bureau, found_bureau
from outreach.people.models import Person
from outreach.people.queries import person_by_username, the_bureau
from outreach.people.rules import Role
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.filters import Filters
from outreach.workdays.founding import add_known_years

#: When the example bureau began to keep its year here: before its first event, so that its history reads in order.
FOUNDED = datetime(2024, 10, 28, 1, 0, tzinfo=UTC)

#: Once the year is over its figures stand kept, as they are on the day of loading.
EXAMPLE_YEAR = 2025
KEPT_TITLE = "2025年度统计（示例）"


def load_demo(*, password: str, now: datetime) -> None:
    """Load the example into an empty database; all its accounts get `password`, which they must change one day.

    Raises Conflict where there is an event, article or tally, or somebody who has one of the example's user names.
    """
    check_empty()
    taken = accounts_among([each.username for each in (ADMIN, *ACCOUNTS)])
    if taken:
        raise Conflict(
            _(
                "These accounts are there already: %(names)s. Nothing was loaded. Give the example a database of its "
                "own: set OUTREACH_DATA_DIR to another folder and load it there.",
                names=", ".join(taken),
            ),
            code="accounts_there",
        )
    fill(by=_administrator(password), password=password, now=now)


def fill(*, by: Person, password: str, now: datetime) -> None:
    """Fill the bureau, founded a moment ago, with the example; raises Conflict unless it is empty."""
    check_empty()
    bureau = the_bureau()
    if bureau is None:
        raise RuntimeError("the example is loaded into a bureau")
    bureau.is_example = True
    change_bureau(bureau=bureau, name=bureau.name, views_label="人次", by=by, now=FOUNDED)
    add_known_years(now=now, by=by)  # the example was founded before the later notices came
    write_example(by=by, founded=FOUNDED, now=now, password=password)
    close_example_year(EXAMPLE_YEAR, now=now)
    if now.year > EXAMPLE_YEAR:
        tell_the_year(EXAMPLE_YEAR, by=person_by_username("clerk") or by, now=now)
        log_to_a_closed_day(EXAMPLE_YEAR, now=now)
        review_what_was_left(EXAMPLE_YEAR, now=now)
        keep_drawing(Filters.of_year(EXAMPLE_YEAR), title=KEPT_TITLE, by=by, now=now)
        tell_last_month(by=person_by_username("clerk") or by, now=now)
        fill_others_form(year=EXAMPLE_YEAR, by=person_by_username("clerk") or by, now=now)
        bring_score_sheet(EXAMPLE_YEAR, by=person_by_username("clerk") or by, now=now)
    record_act("example.loaded", by=by, now=now)


def check_empty() -> None:
    """Raise Conflict where there is an event, article or tally."""
    if not is_empty():
        raise Conflict(
            _(
                "This database holds events, lines or articles, so the example year is not loaded into it. Nothing was "
                "changed. Give the example a database of its own: set OUTREACH_DATA_DIR to another folder and load it "
                "there."
            ),
            code="not_empty",
        )


def _administrator(password: str) -> Person:
    """The example's administrator, of a bureau founded now or of one that was founded without an `admin`."""
    if the_bureau() is None:
        return found_bureau(
            name=BUREAU,
            admin_name=ADMIN.name,
            username=ADMIN.username,
            demo_password=password,
            is_example=True,
            now=FOUNDED,
        )
    return add_person(
        username=ADMIN.username, name=ADMIN.name, role=Role.ADMIN, demo_password=password, by=None, now=FOUNDED
    )
