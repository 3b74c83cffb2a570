"""The pages of laws."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import db
from outreach.laws import actions, queries
from outreach.laws.forms import LawFilters, LawForm
from outreach.laws.labels import FIELDS
from outreach.laws.rules import is_in_force
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("laws", __name__)


@blueprint.get("/laws")
@permit(Permission.READ)
def index():
    """The laws that events, articles and campaigns point to."""
    filters = LawFilters()
    today = clock.today()
    asked = queries.laws_matching(words=filters.words.data, in_force_on=today if filters.force.data else None)
    page = paged(db.session(), asked, page_number())
    return render_template("laws/index.html", filters=filters, page=page, is_in_force=is_in_force)


@blueprint.route("/laws/new", methods=["GET", "POST"])
@permit(Permission.LISTS)
def add():
    """Add a law to the list."""
    form = LawForm()

    def act(form: LawForm):
        return actions.add_law(facts=form.facts, by=acting_person(), now=clock.now())

    if (law := submitted(form, act)) is not None:
        flash(_("“%(name)s” is in the list.", name=law.title))
        return redirect(url_for(".index"))
    return render_template("laws/edit.html", form=form, law=None, changes=(), fields=FIELDS), form.status


@blueprint.route("/laws/<uuid:law_id>/edit", methods=["GET", "POST"])
@permit(Permission.LISTS)
def edit(law_id: uuid.UUID):
    """Change what is known of a law."""
    law = queries.law(law_id)
    form = LawForm(obj=law)

    def act(form: LawForm):
        law = queries.law(law_id, lock=True)
        actions.change_law(law=law, facts=form.facts, by=acting_person(), now=clock.now())
        return law

    if submitted(form, act, over=lambda: LawForm(obj=queries.law(law_id, lock=True))) is not None:
        flash(_("The changes are saved."))
        return redirect(url_for(".index"))
    page = render_template("laws/edit.html", form=form, law=law, changes=changes_of(law), fields=FIELDS)
    return page, form.status
