"""The example year's online part, rebuilt from files alone in a bureau that has nothing but teams and channels."""

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach import clock
from outreach.db import db, transaction
from outreach.demo.content.online import CHANNELS
from outreach.demo.happenings import instant
from outreach.errors import Invalid
from outreach.media.exports.bringing import bring
from outreach.media.exports.shapes import SHAPES, recognise
from outreach.media.models import AccountDay, Article, FileRow, OnlineFile, Placement, Reading
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.values import draw
from tests.making import make_bureau, make_channel, make_person, make_reading, make_team
from tests.media.opening import astray, lines_behind

#: Made from the example (outreach.demo.exporting); the .xls ones with xlwt, but for the page that is called one.
FILES = Path(__file__).parent / "files" / "year"
TEAMS = {"employment": "就业创业", "pension": "养老保险", "work_injury": "工伤保险", "labor_relations": "劳动关系"}


class Brought(NamedTuple):
    """A file, and what is said of it: whose it is ("" where its rows say so), and whose close it shows."""

    name: str
    channel: str = ""
    close: str = ""


#: As they came in. The ledgers say their channels and days row by row.
YEAR = (
    Brought("2024-12-ledger.csv"),
    Brought("2025-02-ledger.xlsx"),
    Brought("2025-02-account.xlsx", "account", "2025-02-28"),
    Brought("2025-04-ledger.xls"),
    Brought("2025-04-account.xlsx", "account", "2025-04-30"),
    Brought("2025-04-channels.csv", "video", "2025-04-30"),
    Brought("2025-04-douyin.xlsx", "douyin", "2025-04-30"),
    Brought("2025-06-ledger.csv"),
    Brought("2025-06-account.xlsx", "account", "2025-06-30"),
    Brought("2025-06-channels.csv", "video", "2025-06-30"),
    Brought("2025-08-ledger.xlsx"),
    Brought("2025-08-account.csv", "account", "2025-08-31"),
    Brought("2025-08-channels.csv", "video", "2025-08-31"),
    Brought("2025-10-ledger.xlsx"),
    Brought("2025-10-account.xlsx", "account", "2025-10-31"),
    Brought("2025-10-channels.csv", "video", "2025-10-31"),
    Brought("2025-10-douyin.xlsx", "douyin", "2025-10-31"),
    Brought("2025-10-daily.xls", "account"),
    Brought("2025-10-followers.xls", "account"),
    Brought("2025-12-ledger.xlsx"),
    Brought("2025-12-account.xlsx", "account", "2025-12-31"),
    Brought("2025-12-channels.csv", "video", "2025-12-31"),
)
AFTER = (
    Brought("2026-02-ledger.xlsx"),
    Brought("2026-02-totals.xls", "account", "2026-02-28"),
    Brought("2026-02-channels.csv", "video", "2026-02-28"),
    Brought("2026-04-ledger.xlsx"),
    Brought("2026-03-trend.xls", "account"),
    Brought("2026-04-totals.xls", "account", "2026-04-30"),
)
EVERYTHING = (*YEAR, *AFTER)


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    """The clerk of that bureau."""
    return found_bureau()


def found_bureau() -> Person:
    """A bureau that has its teams and channels, and nothing else; its clerk."""
    make_bureau(views_label="人次")
    for position, (code, name) in enumerate(TEAMS.items()):
        make_team(code, name=name, position=position)
    for facts in CHANNELS.values():
        made = make_channel(name=facts.name, medium=facts.medium, level=facts.level, is_own=facts.is_own)
        made.platform = facts.platform
    return make_person(Role.CLERK, username="clerk")


def brought(file: Brought, by: Person) -> OnlineFile | None:
    """Bring the file in on the morning after its month."""
    year, month = map(int, file.name.split("-")[:2])
    morning = instant((date(year, month, 28) + timedelta(days=4)).replace(day=1), "10:30")
    with transaction():
        return bring(
            (FILES / file.name).read_bytes(),
            file.name,
            by=by,
            now=morning,
            today=clock.local_day(morning),
            channel=CHANNELS[file.channel].name if file.channel else None,
            day=date.fromisoformat(file.close) if file.close else None,
        )


def counts() -> list[int]:
    """How many rows each table of the online ledger has."""
    tables = (Article, Placement, Reading, AccountDay, OnlineFile, FileRow)
    return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def figures() -> dict[str, tuple[int | float | None, str | None]]:
    """The year's figures of the online part, as they are printed."""
    drawn = (draw(figure(key), Filters.of_year(2025)) for key in ("articles", "posts", "videos", "views_times"))
    return {each.figure.key: (each.value, each.wording) for each in drawn}


PUBLISHED = {
    "articles": (138, "138篇"),
    "posts": (51, "51期"),
    "videos": (4, "4期"),
    "views_times": (361_208, "超36万人次"),
}


def test_the_files_are_all_kinds_and_small() -> None:
    assert {each.name for each in FILES.iterdir()} == {each.name for each in EVERYTHING}
    found = {(FILES / each.name): recognise((FILES / each.name).read_bytes(), each.name) for each in EVERYTHING}
    assert {each.shape.code for each in found.values() if each} == set(SHAPES)
    assert sum(path.stat().st_size for path in found) < 400_000
    ledger = (FILES / "2024-12-ledger.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        ledger.decode("utf-8")
    assert "刊发日期" in ledger.decode("gb18030")
    biff = [path.name for path in found if path.read_bytes().startswith(b"\xd0\xcf\x11\xe0")]
    assert len(biff) == 5


def test_the_year_is_rebuilt_from_files_alone_and_each_view_opens_to_its_row(clerk: Person) -> None:
    for file in YEAR:
        assert brought(file, clerk) is not None, file.name
    assert figures() == PUBLISHED
    for key in ("views_times", "views_people"):
        lines = lines_behind(key, 2025)
        assert sum(line.quantity for line in lines) == draw(figure(key), Filters.of_year(2025)).value
        assert astray(line.id for line in lines) == []

    for file in AFTER:
        assert brought(file, clerk) is not None, file.name
    assert figures() == PUBLISHED  # what came later moves no year that is over
    people = lines_behind("views_people", 2026)
    assert len(people) > 40
    assert astray(line.id for line in people) == []
    of_trend = select(Reading.id).join(Reading.file).where(OnlineFile.shape == "wechat_trend")
    assert astray(db.session.scalars(of_trend).all()) == []
    assert len(db.session.scalars(of_trend).all()) > 5

    before = counts()
    for file in EVERYTHING:
        assert brought(file, clerk) is None, file.name
    assert counts() == before
    assert figures() == PUBLISHED


def test_the_command_brings_the_same_in(sqlite_app: Flask) -> None:
    runner = sqlite_app.test_cli_runner()
    with sqlite_app.app_context():
        found_bureau()
        db.session.commit()
    for file in YEAR:
        said = [f"--same=channel={CHANNELS[file.channel].name}"] if file.channel else []
        said += [f"--same=reading_day={file.close}"] if file.close else []
        answer = runner.invoke(args=["import", "articles", str(FILES / file.name), *said])
        assert answer.exit_code == 0, (file.name, answer.output)
    with sqlite_app.app_context():
        assert figures() == PUBLISHED
        assert astray(line.id for line in lines_behind("views_times", 2025)) == []


def test_an_export_that_nobody_says_the_account_of_is_refused_row_by_row(clerk: Person) -> None:
    brought(Brought("2025-02-ledger.xlsx"), clerk)
    before = counts()
    with pytest.raises(Invalid) as refused:
        brought(Brought("2025-02-account.xlsx", "", "2025-02-28"), clerk)
    assert refused.value.code == "rows_refused"
    db.session.rollback()
    assert counts() == before


def test_a_number_that_no_file_says_is_found_out(clerk: Person) -> None:
    file = brought(Brought("2025-02-ledger.xlsx"), clerk)
    assert file is not None
    said = db.session.scalars(select(Reading).where(Reading.file_id == file.id)).first()
    assert said is not None
    placement = db.session.get_one(Placement, said.placement_id)
    other = make_reading(placement, said.value + 1, said.day, file_id=file.id)
    typed = make_reading(placement, said.value, said.day)
    assert astray([said.id]) == []
    assert [why.split(": ")[-1] for why in astray([other.id, typed.id])] == [
        f"{said.value} is not {said.value + 1}",
        "no file",
    ]
