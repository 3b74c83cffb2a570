"""The pages of ledgers that came in, and what was published of the years of one that waits."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.errors import Conflict
from outreach.jobs.actions import kind_of
from outreach.jobs.queries import job_of
from outreach.jobs.rules import State
from outreach.logbook.ledgers import actions, queries
from outreach.logbook.ledgers.forms import PublishedForm, UndoForm
from outreach.logbook.ledgers.importer import TALLIES
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("ledgers", __name__, url_prefix="/log/ledgers")


@pages.get("")
@permit(Permission.LISTS)
def index():
    """The ledgers of past years that came in."""
    return render_template("logbook/ledgers/index.html", page=queries.page_of_ledgers(page_number()))


@pages.route("/<uuid:ledger_id>", methods=["GET", "POST"])
@permit(Permission.LISTS)
def ledger(ledger_id):
    """One ledger: its events, and taking it back as a whole."""
    form = UndoForm()

    def act(form):
        found = queries.ledger_of(ledger_id, lock=True)
        return actions.take_back(found, reason=form.reason.data, by=acting_person(), now=clock.now())

    if submitted(form, act):
        flash(_("The ledger is taken back: its lines are reversed, its events cancelled."), "good")
        return redirect(url_for(".ledger", ledger_id=ledger_id))
    found = queries.ledger_of(ledger_id)
    page = queries.page_of_events(ledger_id, page_number())
    return render_template("logbook/ledgers/ledger.html", ledger=found, page=page, form=form), form.status


@pages.post("/published/<uuid:job_id>")
@permit(Permission.LISTS)
def published(job_id):
    """Keep what was published, beside the list that waits."""
    form = PublishedForm()

    def act(form):
        job = job_of(job_id, kind=kind_of(TALLIES), by_id=acting_person().id, lock=True)
        if job.state != State.PREPARED:
            raise Conflict(_("This list is not waiting any more: it was imported or put aside."))
        job.facts = job.facts | {"published": form.published()}
        return True

    submitted(form, act)
    for message in form.form_errors:
        flash(str(message), "warn")
    return redirect(url_for("imports.preview", key=TALLIES.key, job_id=job_id) + "#adding-up")
