"""Bringing twice is bringing once, and the order of files does not matter for what figures take."""

from datetime import date, timedelta
from itertools import count

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from outreach.db import db
from outreach.jobs.verdicts import Verdict
from outreach.media.models import Article, Channel, Placement, Reading
from outreach.media.queries import latest_values
from tests.emptying import empty_database
from tests.long import examples
from tests.making import make_team
from tests.media.exports.making import bring_in, link, make_account, preview, verdicts, wechat

FIRST = date(2025, 3, 1)
_names = count(1)

#: What an account published: for each item the number of its push, and how its counter grows from day to day.
ITEMS = st.lists(
    st.tuples(st.integers(0, 3), st.lists(st.integers(0, 500), min_size=4, max_size=4)), min_size=1, max_size=6
)
#: Which day's close each file shows, and which items it has.
FILES = st.lists(
    st.tuples(st.integers(0, 3), st.sets(st.integers(0, 5), min_size=1)),
    min_size=1,
    max_size=4,
    unique_by=lambda file: file[0],
)


def file_of(items: list[tuple[int, list[int]]], day: int, chosen: set[int]) -> bytes | None:
    rows = []
    for number, (push, growth) in enumerate(items):
        total = sum(growth[: day + 1])
        if number in chosen:
            rows.append((f"第{number}篇：怎么办", f"2025-02-2{push} 10:00:00", total, total * 2, link(number)))
    return wechat(*rows) if rows else None


def bring_all(items: list[tuple[int, list[int]]], files: list[tuple[int, set[int]]]) -> None:
    for day, chosen in files:
        content = file_of(items, day, chosen)
        if content is not None:
            bring_in(content, f"{next(_names)}.csv", day=FIRST + timedelta(days=day), today=date(2025, 3, 9))


def standing() -> object:
    """Kinds and titles with the days on which they appeared, and every number with its day."""
    kinds = select(Article.kind, Article.day, func.count()).group_by(Article.kind, Article.day)
    numbers = select(Placement.url, Reading.metric, Reading.day, Reading.value).join(Reading.placement)
    return (
        sorted(map(repr, db.session.execute(kinds))),
        sorted(map(repr, db.session.execute(numbers))),
        sorted(map(repr, latest_values(db.session.scalars(select(Article.id)).all()).values())),
    )


def from_nothing(app: Flask) -> None:
    db.session.remove()
    empty_database(app)
    make_team()
    make_account()


@settings(max_examples=examples(8), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=ITEMS, files=FILES, data=st.data())
def test_files_say_the_same_twice_and_in_any_order(
    app_context: Flask, items: list[tuple[int, list[int]]], files: list[tuple[int, set[int]]], data: st.DataObject
) -> None:
    from_nothing(app_context)
    bring_all(items, files)
    once = standing()
    for day, chosen in files:
        content = file_of(items, day, chosen)
        if content is not None:
            reading = preview(content, reading_day=(FIRST + timedelta(days=day)).isoformat(), today=date(2025, 3, 9))
            assert set(verdicts(reading)) == {Verdict.SAME}
    bring_all(items, files)
    assert standing() == once
    assert db.session.scalar(select(func.count()).select_from(Channel)) == 1
    from_nothing(app_context)
    bring_all(items, data.draw(st.permutations(files)))
    assert standing() == once
