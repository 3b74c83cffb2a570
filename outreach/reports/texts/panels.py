"""Where a text begins: on the page of a year, and on that of an edition of a campaign."""

from typing import Any

from flask import render_template, url_for

from outreach.reports.filters import Filters
from outreach.reports.texts import queries
from outreach.reports.texts.rules import Kind
from outreach.schedule.models import Edition


def year_head(filters: Filters, **_facts: Any) -> str:
    """The way to write the year, or the edition that the page shows, as a text."""
    if filters.used or not (filters.is_whole_year or filters.edition):
        return ""
    of = f"edition={filters.edition.id}" if filters.edition else Kind.YEAR.value
    return render_template("reports/texts/begin.html", href=url_for("report_texts.new", year=filters.year, of=of))


def edition_head(edition: Edition) -> str:
    """The edition's summary, or the way to write it."""
    there = next(iter(queries.texts_of_edition([edition.id])), None)
    if there is None:
        href = url_for("report_texts.new", year=edition.year, of=f"edition={edition.id}")
    else:
        href = url_for("report_texts.page", year=edition.year, text_id=there.id)
    return render_template("reports/texts/begin.html", href=href)
