"""What looks odd, and what is owed: by tables, and for any numbers."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from outreach.logbook.reviews.labels import said_odd
from outreach.logbook.reviews.rules import Counted, Debt, Happened, Oddity, debt_of, odd_about
from outreach.materials.rules import CountKind
from outreach.materials.stock_rules import Stock
from outreach.schedule.rules import Status, Track

NINE = datetime(2025, 3, 4, 1, tzinfo=UTC)
ANNA, BEI, BOOK = (uuid.UUID(int=number) for number in (1, 2, 3))
OUT, ASKED = CountKind.HANDOUT, CountKind.CONSULTATION


def line(
    kind: CountKind, quantity: int, hour: float = 1, person: uuid.UUID = ANNA, item: uuid.UUID | None = None
) -> Counted:
    return Counted(uuid.uuid4(), person, kind, item, quantity, NINE + timedelta(hours=hour))


def happened(
    *lines: Counted,
    track: Track = Track.PUBLIC,
    issued: int = 0,
    starts_at: datetime = NINE,
    back: int = 0,
    lost: int = 0,
) -> Happened:
    stocks = {BOOK: Stock(issued=issued, returned=back, lost_outside=lost)} if issued else {}
    return Happened(starts_at, starts_at + timedelta(hours=2), track, lines, stocks)


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (happened(), []),
        (happened(line(OUT, 700), line(ASKED, 70)), []),
        (happened(line(OUT, 700), line(ASKED, 3)), [Oddity.RATE]),
        (happened(line(OUT, 100), line(ASKED, 90)), [Oddity.RATE]),
        (happened(line(OUT, 90), line(ASKED, 60)), []),  # 1.5 is just right
        (happened(line(OUT, 100), line(ASKED, 2)), []),  # and so is 50
        (happened(line(OUT, 3), line(ASKED, 6), track=Track.ENTERPRISE), []),  # too few to say
        (happened(line(OUT, 2300)), [Oddity.MANY_HANDED_OUT]),
        (happened(line(OUT, 2200)), []),
        (happened(line(OUT, 49)), [Oddity.FEW_HANDED_OUT]),
        (happened(line(OUT, 49), track=Track.TRAINING), []),
        (happened(line(OUT, 800), line(ASKED, 501)), [Oddity.MANY_ASKED]),
        (happened(line(OUT, 120, item=BOOK), issued=100), [Oddity.MORE_THAN_ISSUED]),
        (happened(line(OUT, 100, item=BOOK), issued=100), []),
        (happened(line(OUT, 120, item=BOOK)), []),  # nothing was issued by the book
        (happened(line(OUT, 762, item=BOOK), issued=890, back=130, lost=10), [Oddity.MORE_THAN_ISSUED]),
        (happened(line(OUT, 750, item=BOOK), issued=890, back=130, lost=10), []),
        (happened(line(OUT, 60, hour=15)), [Oddity.AT_NIGHT]),  # midnight
        (happened(line(OUT, 60, hour=15), starts_at=NINE + timedelta(hours=14)), []),  # and the event was then
        (happened(line(OUT, 60, hour=-3)), [Oddity.FAR_OFF]),
        (happened(line(OUT, 60, hour=24)), []),  # typed the next day
        (happened(line(OUT, 60, hour=24 * 9)), [Oddity.FAR_OFF]),
        (happened(line(OUT, 64), line(OUT, 64, person=BEI)), [Oddity.SAME_TWICE]),
        (happened(line(OUT, 64), line(OUT, 64)), []),  # one person
        (happened(line(OUT, 50), line(OUT, 50, person=BEI)), []),  # a bundle each
        (happened(line(OUT, 2025)), [Oddity.LIKE_A_YEAR]),
        (happened(line(OUT, 2020)), []),
        (happened(line(OUT, 12333)), [Oddity.MANY_HANDED_OUT, Oddity.LIKE_A_NUMBER]),
        (happened(line(OUT, 655_3210 // 10)), [Oddity.MANY_HANDED_OUT, Oddity.LIKE_A_NUMBER]),
    ],
)
def test_what_looks_odd(event: Happened, found: list[Oddity]) -> None:
    assert [odd.what for odd in odd_about(event)] == found


def test_what_is_in_question_is_not_asked_about_twice() -> None:
    lines = (line(OUT, 64), line(OUT, 64, person=BEI))
    event = Happened(NINE, NINE + timedelta(hours=2), Track.PUBLIC, lines, asked_about={(OUT, None)})
    assert not odd_about(event)


lines_drawn = st.lists(
    st.builds(
        line,
        st.sampled_from(CountKind),
        st.integers(1, 1_000_000),
        st.integers(-100, 400),
        st.sampled_from([ANNA, BEI]),
        st.sampled_from([None, BOOK]),
    ),
    max_size=10,
)


@given(lines_drawn)
def test_each_oddity_has_a_name_of_its_own_that_stays(lines: list[Counted]) -> None:
    found = odd_about(happened(*lines, issued=5))
    prints = [odd.print for odd in found]
    assert len(set(prints)) == len(prints)
    assert sorted(prints) == sorted(odd.print for odd in odd_about(happened(*lines, issued=5)))


@given(lines_drawn)
def test_another_number_is_another_oddity(lines: list[Counted]) -> None:
    before = {odd.print for odd in odd_about(happened(*lines)) if odd.what is Oddity.MANY_HANDED_OUT}
    after = {odd.print for odd in odd_about(happened(*lines, line(OUT, 1))) if odd.what is Oddity.MANY_HANDED_OUT}
    assert not before & after


@pytest.mark.parametrize(
    ("status", "logged", "reviewed", "late", "double", "debt"),
    [
        (Status.PLANNED, False, False, False, False, Debt.WORD),
        (Status.HELD, False, False, False, False, Debt.LOG),
        (Status.HELD, True, False, False, False, Debt.REVIEW),
        (Status.HELD, True, False, False, True, Debt.DOUBLE),
        (Status.HELD, True, True, False, False, None),
        (Status.HELD, True, True, True, False, Debt.LATE),
        (Status.HELD, True, True, False, True, Debt.DOUBLE),
        (Status.HELD, False, True, False, False, None),
        (Status.CANCELLED, True, False, True, True, None),
    ],
)
def test_what_is_owed(
    status: Status, logged: bool, reviewed: bool, late: bool, double: bool, debt: Debt | None
) -> None:
    assert debt_of(status, is_logged=logged, is_reviewed=reviewed, is_late=late, is_double=double) is debt


def test_more_than_was_out_says_all_that_is_compared(sqlite_app: Flask) -> None:
    (odd,) = odd_about(happened(line(OUT, 762, item=BOOK), issued=890, back=130, lost=10))
    with sqlite_app.test_request_context(headers={"Accept-Language": "en"}):
        said = said_odd(odd, "折页")
    assert said == "折页: 762 handed out, and 750 were out (issued 890, back 130, lost 10)"
