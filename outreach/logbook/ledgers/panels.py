"""Parts of other pages: the sums above a preview, the way back from a ledger that is in, the mark on its events."""

from typing import Any

from flask import render_template

from outreach.jobs.models import Job
from outreach.jobs.reading import Reading
from outreach.logbook.ledgers import queries
from outreach.logbook.ledgers.adding_up import FIGURES, totals_of, years_of
from outreach.logbook.ledgers.labels import figure_words, unit_of
from outreach.schedule.models import Event


def preview_panel(reading: Reading, job: Job) -> str:
    """What the rows add up to by year, beside what was published, and beside the table's own total row."""
    published: dict[str, dict[str, str]] = job.facts.get("published", {})
    return render_template(
        "logbook/ledgers/adding_up.html",
        job=job,
        years=years_of(reading, published),
        totals=totals_of(reading),
        published=published,
        figures=FIGURES,
        words=figure_words,
        unit_of=unit_of,
    )


def ended_panel(job: Job) -> str:
    """The way to the ledger that came in."""
    ledger = queries.last_ledger_with(job.facts["sha256"])
    return "" if ledger is None else render_template("logbook/ledgers/ended.html", ledger=ledger)


def event_panel(event: Event) -> str:
    """Where an event comes from that a ledger names; nothing for others."""
    found: Any = queries.ledgers_of_event(event.id)
    return render_template("logbook/ledgers/event_panel.html", ledgers=found) if found else ""
