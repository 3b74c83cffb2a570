"""Ticked rows of the list become others together, and everything that was done so can be undone."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.media.articles.batches import actions, queries
from outreach.media.articles.batches.forms import BatchForm
from outreach.media.articles.listing.queries import articles_among
from outreach.media.labels import said
from outreach.media.models import Article, ArticleBatch
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number
from outreach.web.returning import next_path

blueprint = Blueprint("article_batches", __name__, url_prefix="/media/changes")

#: The button that changes; every other one only shows the form anew.
APPLY = "apply"


@blueprint.get("")
@permit(Permission.PUBLISH)
def index() -> str:
    """What was changed many at once, the latest first, each with a way back."""
    page = queries.page_of_batches(page_number())
    return render_template("media/articles/batches/index.html", page=page, **queries.told(page.rows))


@blueprint.post("/new")
@permit(Permission.PUBLISH)
def new() -> Response | tuple[str, int]:
    """Say what the ticked rows become."""
    items = _ticked()
    if not items:
        flash(_("Tick the rows first."), "warn")
        return redirect(next_path("/media"))
    form = BatchForm()
    form.offer(items)
    if APPLY in request.form and (batch := submitted(form, _change)) is not None:
        count = len(batch.facts["items"])
        flash(ngettext("%(num)d item is changed.", "%(num)d items are changed.", count), "success")
        return redirect(url_for(".index", _anchor=f"batch-{batch.id}"))
    page = {"form": form, "items": items, "said": said, "back": next_path("/media"), "apply": APPLY}
    return render_template("media/articles/batches/new.html", **page), form.status


@blueprint.post("/<uuid:batch_id>/undo")
@permit(Permission.PUBLISH)
def undo(batch_id: uuid.UUID) -> Response:
    """Give the items back what they said before."""
    with transaction():
        count, kept = actions.undo_batch(batch_id, by=acting_person(), now=clock.now())
    flash(ngettext("%(num)d item is as it was before.", "%(num)d items are as they were before.", count), "success")
    if kept:
        names = "、".join(f"“{title}”" for title in kept[:10])
        flash(_("Somebody changed these since, so they stay as they are: %(names)s", names=names), "warn")
    return redirect(url_for(".index"))


def _ticked() -> list[Article]:
    ids = []
    for text in dict.fromkeys(request.form.getlist("ids")):
        try:
            ids.append(uuid.UUID(text))
        except ValueError:
            continue
    return articles_among(ids[: actions.MOST])


def _change(form: BatchForm) -> ArticleBatch:
    facts: dict[str, Any] = {}
    if form.team_id.data:
        facts["team_id"] = form.team_id.data
    if form.event.data or form.event_id.data:
        facts["event_id"] = form.event_id.data
    ties = {"add_ids": form.add_ids.data or (), "drop_ids": form.drop_ids.data or ()}
    return actions.change_many(form.ids.data or (), facts, by=acting_person(), now=clock.now(), **ties)
