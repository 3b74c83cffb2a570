"""Filling on both databases: what is kept, and that the database itself refuses to change it."""

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from outreach.db import db, transaction
from outreach.demo.filling_forms import fill_others_form
from outreach.reports.blanks import queries
from outreach.reports.blanks.models import Blank, BlankVersion, FilledCell, Filling
from outreach.reports.drawings.checking import is_sound
from outreach.reports.drawings.queries import drawing
from tests.making import NOW
from tests.reports.years import SmallYear, small_year


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


def filled(year: SmallYear) -> tuple[Blank, Filling]:
    blank = fill_others_form(year=2025, by=year.clerk, now=NOW)
    return blank, queries.page_of_fillings(blank, 1).rows[0]


def test_a_filling_keeps_its_drawing_and_every_cell(year: SmallYear) -> None:
    blank, filling = filled(year)
    cells = {cell.address.rpartition("!")[2]: cell for cell in queries.cells_of(filling)}
    assert (filling.said, filling.file_name) == ("2025年第四季度", f"{blank.title}（2025年第四季度）.xlsx")
    assert cells["C5"].written == "0" and cells["A12#1"].written == "周明"
    assert is_sound(drawing(filling.drawing_id))
    assert queries.listed([blank])[0].filling == filling
    assert queries.last_answers(blank) == {"审核人": "周明"}


def test_the_database_refuses_to_change_what_was_filled_in(year: SmallYear) -> None:
    with transaction():
        filled(year)
    for change in (update(FilledCell).values(written="1"), delete(Filling), delete(BlankVersion)):
        with pytest.raises(DatabaseError):
            db.session.execute(change)
        db.session.rollback()
