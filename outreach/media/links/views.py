"""The pages of link checks: what was found, looking again on request, and how far that is."""

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.errors import Conflict
from outreach.media import queries as media_queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.links import actions, queries, runs
from outreach.media.links.forms import LinkFilterForm
from outreach.media.links.labels import ABOUT, ENDS, GROUPS, OUTCOMES
from outreach.media.links.models import LinkRun
from outreach.media.links.rules import BROKEN, MOST_LINKS, Ended
from outreach.media.models import Placement
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.describing import PROGRESS, Operation, described
from outreach.web.filters import number
from outreach.web.paging import page_number

blueprint = Blueprint("links", __name__, url_prefix="/media/links")


@blueprint.get("")
@permit(Permission.READ)
def index() -> str:
    """Every link with what it was found to be last."""
    form = LinkFilterForm(clock.today().replace(month=1, day=1))
    counts = queries.counts(form.asked)
    return render_template(
        "media/links/index.html",
        form=form,
        page=queries.page_of_links(form.asked, page_number()),
        counts=counts,
        chips=[_chip(form, name, counts) for name in (None, *GROUPS)],
        most=MOST_LINKS,
        running=queries.running_run(clock.now()),
        last=queries.last_run(),
        labels=OUTCOMES,
        about=ABOUT,
        broken=BROKEN,
    )


@blueprint.post("/check")
@permit(Permission.PUBLISH)
def check() -> AnyResponse:
    """Look at the links that the list shows, those that nobody looked at for longest first."""
    form = LinkFilterForm(clock.today().replace(month=1, day=1))
    return _begun(lambda: queries.to_check(form.asked, most=MOST_LINKS))


@blueprint.post("/placements/<uuid:placement_id>/check")
@permit(Permission.PUBLISH)
def check_one(placement_id: uuid.UUID) -> AnyResponse:
    """Look at the link of one placement."""
    found = media_queries.placement(placement_id)
    check_may_publish(acting_person(), found.article.team_id, clock.now())
    return _begun(lambda: (_of_placement(media_queries.placement(placement_id)), 0))


@blueprint.get("/runs/<uuid:run_id>")
@permit(Permission.READ)
def run(run_id: uuid.UUID) -> str:
    """How far a run is, and what it found."""
    found = queries.run(run_id)
    return render_template(
        "media/links/run.html",
        run=found,
        told=_told(found),
        ended=_ended(found),
        ends=ENDS,
        outcomes=queries.outcomes_of(run_id),
        page=queries.page_of_finds(run_id, page_number()),
        labels=OUTCOMES,
        about=ABOUT,
        broken=BROKEN,
        may_stop=may(Permission.PUBLISH),
    )


@blueprint.get("/runs/<uuid:run_id>/progress.json")
@permit(Permission.READ)
@described(Operation("How far a check of links is.", gives=PROGRESS))
def how_far(run_id: uuid.UUID) -> Response:
    """How far a run is."""
    answer = jsonify(_told(queries.run(run_id)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/runs/<uuid:run_id>/stop")
@permit(Permission.PUBLISH)
def stop(run_id: uuid.UUID) -> AnyResponse:
    """Let a run end; what it found so far is kept."""
    with transaction():
        actions.ask_to_stop(run_id, now=clock.now())
    return redirect(url_for(".run", run_id=run_id))


def _begun(chosen: Any) -> AnyResponse:
    """Begin a run with what `chosen()` gives (links, how many are left over); a second click finds the first one's."""
    with transaction():
        if (running := queries.running_run(clock.now())) is not None:
            run_id, links = running.id, None
        else:
            links, left_over = chosen()
            begun = actions.begin_run(len(links), left_over=left_over, by=acting_person(), now=clock.now())
            run_id = begun.id
    if links is not None:
        runs.start(run_id, links)
    return redirect(url_for(".run", run_id=run_id))


def _of_placement(placement: Placement) -> list[tuple[uuid.UUID, str]]:
    if not placement.url:
        raise Conflict(_("There is no link to check here."))
    return [(placement.id, placement.url)]


def _told(found: LinkRun) -> dict[str, Any]:
    """What the page and its module tell of a run, in the words of static/jobs/progress.js."""
    state = "running" if queries.is_running(found, clock.now()) else "over"
    said = _("Link %(done)s of %(total)s is looked at.", done=number(found.done), total=number(found.total))
    return {"state": state, "phase": "links", "done": found.done, "total": found.total, "said": said}


def _ended(found: LinkRun) -> Ended | None:
    """How a run ended; one that gives no sign any more was interrupted."""
    if found.ended is not None:
        return found.ended
    return None if queries.is_running(found, clock.now()) else Ended.FAILED


def _chip(form: LinkFilterForm, name: str | None, counts: dict[str | None, int]) -> dict[str, Any]:
    kept = {key: value for key, value in request.args.items() if key not in ("page", "group")}
    return {
        "label": GROUPS[name] if name else _("All"),
        "href": url_for(".index", **(kept | ({"group": name} if name else {}))),  # type: ignore[arg-type]
        "is_current": (form.group.data or None) == name,
        "count": counts[name],
    }
