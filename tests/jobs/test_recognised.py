"""Files that an importer knows by itself, and what is said for every row."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from outreach.db import db, transaction
from outreach.jobs.actions import Before, judged_before, judged_still, prepare_import
from outreach.jobs.reading import match
from outreach.logbook.ledgers.importer import TALLIES
from outreach.logbook.ledgers.models import LedgerLine
from outreach.people.rules import Role
from outreach.sheets import Column, Matched, Row, Table
from outreach.sheets.columns import Chosen
from tests.making import NOW, make_person, make_place, make_team

KNOWN = Matched(Table(("甲",), (Row(1, ("x",)),), ("A",)), {"code": 0}, (), (), {"shape": "fans"})


def recognise(content: bytes, _name: str) -> Matched | None:
    return KNOWN if content == b"known" else None


RECOGNISING = replace(TALLIES, recognise=recognise, more_columns=(Column("code", ("甲",)),))


def test_a_recognised_file_needs_no_headings_and_keeps_what_was_said() -> None:
    matched = match(RECOGNISING, b"known", "user_analysis.xls", Chosen(same={"team": "employment"}))
    assert [record.values for record in matched.records()] == [{"code": "x", "shape": "fans", "team": "employment"}]


def test_another_file_is_matched_by_its_headings() -> None:
    matched = match(RECOGNISING, "日期,地点,分队\n2025-01-02,广场,就业创业\n".encode(), "台账.csv")
    assert set(matched.places) == {"day", "place", "team"}


def test_no_heading_is_remembered_of_a_recognised_file(app_context: Flask) -> None:
    with transaction():
        job = prepare_import(
            importer=RECOGNISING, content=b"known", name="f.xls", rows=1, by=make_person(Role.CLERK), now=NOW
        )
        assert "header" not in job.facts


def test_rows_are_judged_again_only_where_something_changed(app_context: Flask) -> None:
    calls: list[int] = []
    state = ["one"]

    def judge(records: Any, *, today: date) -> list[Any]:
        calls.append(len(records))
        return []

    importer = replace(RECOGNISING, judge=judge, standing=lambda *, lock: state[0])
    before = judged_before(importer, KNOWN, today=date(2025, 3, 4))
    assert isinstance(before, Before)
    judged_still(importer, KNOWN, before, today=date(2025, 3, 4))
    assert calls == [1]
    state[0] = "two"
    judged_still(importer, KNOWN, before, today=date(2025, 3, 4))
    assert calls == [1, 1]


@pytest.mark.parametrize("said", ["team=就业创业", "team=employment"])
def test_the_command_takes_what_holds_for_every_row(app: Flask, tmp_path: Path, said: str) -> None:
    with app.app_context():
        make_team()
        make_person(Role.CLERK)
        make_place(name="三江镇集市")
    file = tmp_path / "台账.csv"
    file.write_text("日期,地点,发放资料\n2024-03-05,三江镇集市,20\n", encoding="utf-8")
    answer = app.test_cli_runner().invoke(args=["import", "tallies", str(file), "--same", said])
    assert answer.exit_code == 0, answer.output
    with app.app_context():
        assert db.session.query(LedgerLine).count() == 1
