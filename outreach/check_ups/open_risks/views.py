"""The page of open risks."""

from typing import Any

from flask import Blueprint, render_template

from outreach import clock
from outreach.check_ups.notices import labels
from outreach.check_ups.notices.paths import check_up_path
from outreach.check_ups.notices.queries import event_day
from outreach.check_ups.open_risks import queries
from outreach.check_ups.open_risks.blocks import FEWEST, Cell
from outreach.check_ups.open_risks.forms import By, RiskFilterForm
from outreach.check_ups.open_risks.queries import Filters
from outreach.check_ups.open_risks.rules import all_counts, shown_counts
from outreach.check_ups.rights import seen_by, sees_all
from outreach.db import db
from outreach.laws.labels import SUBJECTS
from outreach.web.access import Permission, acting_person, permit
from outreach.web.paging import page_number, paged

blueprint = Blueprint("open_risks", __name__)

LISTED = 30


@blueprint.get("/risks")
@permit(Permission.LOG)
def index() -> str:
    """How many risks are open by subject and park or trade; one by one for who may know at which company.

    Small counts are hidden from who does not see all companies by name.
    """
    areas, person = queries.areas(), acting_person()
    form = RiskFilterForm(areas)
    filters = form.filters()
    knows_all = sees_all(person)
    counts = queries.counts(areas)
    shown = all_counts(counts) if knows_all else shown_counts(counts)
    seen = None if knows_all else seen_by(person, clock.today())
    wanted: Any = queries.open_risks(filters, areas, seen=seen)
    page = paged(db.session(), wanted, page_number(), LISTED, entities=False)
    facts = {
        "page": page.showing(queries.results_at(page.rows)),
        "knows_all": knows_all,
        "labels": labels,
        "path": check_up_path,
        "day": event_day,
    }
    columns = _columns(shown, form, filters)
    facts |= {"subjects": SUBJECTS, "fewest": FEWEST, "heads": columns}
    facts["table_rows"] = _rows(shown, columns, form, filters, missing=0 if knows_all else None)
    return render_template("check_ups/open_risks/index.html", form=form, **facts)


def _columns(shown: dict[Cell, int], form: RiskFilterForm, filters: Filters) -> dict[str, Any]:
    """The columns behind the one of all in which a number is shown; that which was chosen stays."""
    known, chosen = (form.parks, filters.park) if form.columns is By.PARK else (form.trades, filters.trade)
    index = 1 if form.columns is By.PARK else 2
    told = {cell[index] for cell in shown}
    return {key: label for key, label in known.items() if chosen == key or (chosen is None and key in told)}


def _rows(
    shown: dict[Cell, int], columns: dict[str, Any], form: RiskFilterForm, filters: Filters, *, missing: int | None
) -> list[tuple[Any, list[int | None]]]:
    """A row for each subject, and one of all; `missing` where there is no number: nothing, or none that is shown."""
    subjects = [filters.subject] if filters.subject else list(SUBJECTS)
    rows: list[tuple[Any, str | None]] = [(SUBJECTS[subject], subject.value) for subject in subjects]
    rows += [] if filters.subject else [(None, None)]
    keys = [None, *columns]
    return [
        (label, [shown.get(_cell(subject, key, form, filters), missing) for key in keys]) for label, subject in rows
    ]


def _cell(subject: str | None, key: str | None, form: RiskFilterForm, filters: Filters) -> Cell:
    if form.columns is By.PARK:
        return (subject, key or filters.park, filters.trade)
    return (subject, filters.park, key or filters.trade)
