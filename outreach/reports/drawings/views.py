"""Drawings: keeping one, the list of a year, and one drawing against today."""

import uuid
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.errors import Forbidden, NotFound
from outreach.reports.actions import note_export
from outreach.reports.asked import asked_filters
from outreach.reports.chips import said_days, said_filters
from outreach.reports.drawings import actions, comparing, queries
from outreach.reports.drawings.checking import is_sound, said_code, sealed
from outreach.reports.drawings.comparison_file import WAYS, write_comparison
from outreach.reports.drawings.forms import DrawingForm
from outreach.reports.drawings.gathering import gather_now
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.opened import page_of_open_lines
from outreach.reports.filters import Filters
from outreach.reports.inside import LINES_STAY, ONLY_WHOLE, is_withheld
from outreach.reports.typed.queries import standings
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("drawings", __name__, url_prefix="/reports/<int:year>/drawings")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """The drawings of a year."""
    filters = Filters.of_year(year)
    kept = [(each, queries.said_filters_of(each)) for each in queries.drawings_of(year)]
    return render_template("reports/drawings/index.html", filters=filters, drawings=kept)


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def keep(year: int) -> Any:
    """Keep the figures under the filters of the address."""
    filters = asked_filters(year)
    form = DrawingForm()
    gathered = gather_now(filters) if form.validate_on_submit() else None

    def act(form: DrawingForm) -> Drawing:
        said = {"title": form.title.data, "by": acting_person(), "now": clock.now()}
        return actions.keep_drawing(filters, **said, gathered=gathered)

    kept = submitted(form, act)
    if kept is None:
        page = {"said_filters": said_filters(filters), "said_days": said_days(filters)}
        return render_template("reports/drawings/keep.html", form=form, filters=filters, **page), form.status
    flash(_("Kept. These figures and their lines stay as they are now."), "good")
    return redirect(url_for("drawings.drawing", year=year, drawing_id=kept.id))


@pages.get("/compare")
@permit(Permission.READ)
def compare(year: int) -> str:
    """What changed between two drawings: the newest and the one before of the same filters, where none are named."""
    with snapshot():
        kept, pair = queries.drawings_of(year), _asked_pair(year)
        page: dict[str, Any] = {"pair": pair, "kept": kept, "ways": WAYS, "most": comparing.MOST}
        if pair is not None:
            page |= {"compared": comparing.compared(*pair), "typed": comparing.compared_typed(*pair)}
            page["said_filters"] = [queries.said_filters_of(each) for each in pair]
        return render_template("reports/drawings/compare.html", year=year, **page)


@pages.get("/compare.xlsx")
@permit(Permission.READ)
def compare_xlsx(year: int) -> Any:
    """The same as a workbook, with every line."""
    pair = _asked_pair(year)
    if pair is None:
        raise NotFound(code="nothing_to_compare", year=year)
    now, file = clock.now(), BytesIO()
    with snapshot():
        write_comparison(file, *pair, created=now)
    file.seek(0)
    name = _("What changed %(year)s", year=year) + ".xlsx"
    with transaction():
        note_export(Filters.of_year(year), file=name, by=acting_person(), now=now)
    return send_file(file, as_attachment=True, download_name=name)


@pages.get("/<uuid:drawing_id>")
@permit(Permission.READ)
def drawing(year: int, drawing_id: uuid.UUID) -> str:
    """The values as they were kept, and what is different today."""
    with snapshot():
        kept = queries.drawing_of(year, drawing_id)
        since = queries.since_then(kept)
        return render_template(
            "reports/drawings/drawing.html",
            drawing=kept,
            filters=queries.filters_of(kept),
            said_filters=queries.said_filters_of(kept),
            figures=queries.open_figures_in(kept),
            said_code=said_code,
            keeps_lines_inside=_keeps_lines_inside(kept),
            is_sound=is_sound(kept),
            typed=queries.typed_in(kept),
            typed_today={each.said.code: each.said.whole_wording for each in standings(kept.year)},
            label_of=queries.label_of,
            differences={each.key: each for each in since},
            causes=queries.causes_of(kept, since),
            most=queries.MOST_LINES,
        )


@pages.get("/<uuid:drawing_id>/sealed.jsonl")
@permit(Permission.READ)
def sealed_rows(year: int, drawing_id: uuid.UUID) -> Response:
    """What the check code is made of, so that anybody can make it again: the SHA-256 of this file.

    Where lines of findings in companies are among them, the office alone makes it again: they stay inside.
    """
    kept = queries.drawing_of(year, drawing_id)
    if _keeps_lines_inside(kept):
        raise Forbidden(LINES_STAY)
    with transaction():
        note_export(Filters.of_year(year), file="sealed.jsonl", by=acting_person(), now=clock.now())
    answer = Response(stream_with_context(_at_one_instant(kept.id)), mimetype="application/jsonl")
    answer.headers.set("Content-Disposition", "attachment", filename="sealed.jsonl")
    return answer


def _keeps_lines_inside(drawing: Drawing) -> bool:
    """Whether lines of it stay from the acting person."""
    return any(is_withheld(each.key) and each.value for each in queries.figures_in(drawing.id))


@pages.get("/<uuid:drawing_id>/figures/<string:key>")
@permit(Permission.READ)
def figure(year: int, drawing_id: uuid.UUID, key: str) -> str:
    """The lines behind one figure, as they were kept."""
    kept = queries.drawing_of(year, drawing_id)
    found = queries.figure_in(kept.id, key)
    is_closed = is_withheld(key)
    if is_closed and found not in queries.open_figures_in(kept):
        raise Forbidden(ONLY_WHOLE)
    lines = page_of_open_lines(kept, key, page_number())
    label = queries.label_of(key)
    page = {"label": label, "lines": lines, "said_filters": queries.said_filters_of(kept)}
    page["lines_stay"] = LINES_STAY if is_closed else None
    return render_template("reports/drawings/figure.html", drawing=kept, figure=found, **page)


def _at_one_instant(drawing_id: uuid.UUID) -> Iterator[bytes]:
    with snapshot():
        yield from sealed(queries.drawing(drawing_id))


def _asked_pair(year: int) -> tuple[Drawing, Drawing] | None:
    """The two drawings of the address, the earlier first; the usual pair where it names none or only the later."""
    said = {name: request.args.get(name, type=uuid.UUID) for name in ("from", "to")}
    later = queries.drawing_of(year, said["to"]) if said["to"] else None
    if not said["from"]:
        return comparing.usual_pair(year, later)
    earlier = queries.drawing_of(year, said["from"])
    if later is None or later.id == earlier.id:
        return None
    return (earlier, later) if (earlier.at, earlier.id) <= (later.at, later.id) else (later, earlier)
