"""A whole edition of a campaign takes all its days, also those beyond the year, and nothing of another edition."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from outreach.errors import Refusal
from outreach.reports.behind import lines_behind
from outreach.reports.figures import figure
from outreach.reports.filters import Filters, read_filters
from outreach.reports.parts import draw_part, read_part
from outreach.reports.values import draw
from outreach.schedule.models import Edition
from outreach.schedule.rules import Status
from tests.making import make_edition, make_event, make_place, make_tally, make_team


@pytest.fixture
def winter(app_context: Flask) -> Edition:
    """The winter action of 2025 with an event before and one after the year end, and the one of 2024."""
    edition = make_edition(first_day=date(2025, 11, 1), last_day=date(2026, 2, 16))
    before = make_edition(edition.campaign, year=2024, first_day=date(2024, 11, 1), last_day=date(2025, 1, 28))
    team, place = make_team(), make_place()
    for day, tagged in ((date(2025, 11, 5), edition), (date(2026, 1, 8), edition), (date(2025, 1, 9), before)):
        starts_at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        event = make_event(team=team, place=place, starts_at=starts_at, status=Status.HELD, editions=(tagged,))
        make_tally(event, 100)
    return edition


def test_an_edition_is_counted_across_the_year_end(winter: Edition) -> None:
    around = Filters.of_edition(winter)
    for key, value in (("events_public", 2), ("handouts", 200)):
        found = figure(key)
        assert draw(found, around).value == value == sum(line.quantity for line in lines_behind(found, around))
    assert draw(figure("events_public"), Filters.of_year(2025)).value == 2


def test_its_address_says_it_and_is_read_again(winter: Edition) -> None:
    around = Filters.of_edition(winter)
    assert around.arguments() == {"edition": str(winter.id)}
    assert read_filters(2025, around.arguments()) == around
    with pytest.raises(Refusal) as refused:
        read_filters(2024, around.arguments())
    assert refused.value.code == "bad_filter"


def test_a_month_and_the_edition_before_are_parts_of_it(winter: Edition) -> None:
    around = Filters.of_edition(winter)
    for word, value in (("events_public;month=1", 1), ("events_public;month=11", 1), ("events_public;years_ago=1", 1)):
        assert draw_part(read_part(word), around).value == value
    assert draw_part(read_part("events_public;years_ago=2"), around).value is None
