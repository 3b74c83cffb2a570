"""The list of items: filtered, sorted, a row changed in its place, and taken away as a table."""

import uuid
from typing import Any

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from outreach import clock
from outreach.db import transaction_retried
from outreach.errors import Forbidden
from outreach.media import queries
from outreach.media.articles import actions
from outreach.media.articles.blueprint import blueprint
from outreach.media.articles.listing import sheets
from outreach.media.articles.listing.forms import FIRST, ArticleFilterForm
from outreach.media.articles.listing.queries import LATEST_FIRST, ORDERS, page_of_articles
from outreach.media.articles.listing.ranking import COUNTERS, are_totals_behind, bring_totals_up, total_of
from outreach.media.articles.listing.row_forms import RowForm
from outreach.media.articles.rights import may_change
from outreach.media.labels import METRICS, said
from outreach.media.models import Article
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

#: What the counters are called at the head of their column and in the choice of the order.
_COUNTED = {name: METRICS[metrics[0]] for name, metrics in COUNTERS.items()} | {"times": _l("Reads and plays")}


@blueprint.route("", methods=["GET", "POST"])
@permit(Permission.READ)
def articles() -> Any:
    """What was published, as the address narrows and sorts it; the row `edit` names is a form."""
    if request.method == "GET" and "" in request.args.values():
        return redirect(_href())
    row, form = _row()
    if row is not None and form is not None and _is_changed(row, form):
        flash(_("Saved."), "success")
        return redirect(_href(edit=None, _anchor=f"item-{row.id}"))
    return render_template("media/articles/list.html", **_shown(), row=row, row_form=form), form.status if form else 200


@blueprint.get("/list.csv")
@permit(Permission.READ)
def as_csv() -> Response:
    """The list as it is filtered and sorted, as CSV."""
    order = _order()
    content = sheets.articles_csv(ArticleFilterForm().filters(), order)
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="articles.csv"'
    return response


@blueprint.get("/list.xlsx")
@permit(Permission.READ)
def as_xlsx() -> Response:
    """The list as it is filtered and sorted, as a workbook."""
    order = _order()
    file = sheets.articles_xlsx(ArticleFilterForm().filters(), order, created=clock.now())
    return send_file(file, as_attachment=True, download_name="articles.xlsx")


def _shown() -> dict[str, Any]:
    order = _order()
    form, person, now = ArticleFilterForm(), acting_person(), clock.now()
    page = page_of_articles(form.filters(), page_number(), order)
    return {
        "form": form,
        "page": page,
        "order": order,
        "first_fields": FIRST,
        "counted": _COUNTED,
        "href": _href,
        "said": said,
        "values": queries.latest_values([item.id for item in page]),
        "totals": total_of,
        "open_to": {item.id for item in page if may(Permission.PUBLISH) and may_change(person, item, now)},
    }


def _order() -> str:
    """The order that is asked for; by a counter, what it shows is brought up to date before."""
    asked = request.args.get("order", LATEST_FIRST)
    order = asked if asked.removeprefix("-") in ORDERS else LATEST_FIRST
    if order.removeprefix("-") in COUNTERS and are_totals_behind():
        transaction_retried(bring_totals_up)
    return order


def _row() -> tuple[Article | None, RowForm | None]:
    """The row that is changed in its place, and its form."""
    asked = request.args.get("edit", type=uuid.UUID)
    if asked is None:
        return None, None
    item = queries.article(asked)
    if not may(Permission.PUBLISH) or not may_change(acting_person(), item, clock.now()):
        raise Forbidden(_("You can log articles for your own team only."))
    form = _form_of(item)
    form.offer(item)
    return item, form


def _is_changed(row: Article, form: RowForm) -> bool:
    def now() -> RowForm:
        return _form_of(queries.article(row.id, lock=True))

    return not form.is_searching and submitted(form, lambda form: _change(row.id, form), over=now) is not None


def _form_of(item: Article) -> RowForm:
    return RowForm(obj=item, edition_ids=[tag.edition_id for tag in item.tags])


def _change(article_id: uuid.UUID, form: RowForm) -> Article:
    item = queries.article(article_id, lock=True)
    actions.change_facts(item, form.facts(), by=acting_person(), now=clock.now())
    return item


def _href(endpoint: str = ".articles", **changes: Any) -> str:
    """The list with other arguments; an empty one leaves the address, and any change but to a row begins at page 1."""
    arguments: dict[str, Any] = {name: values for name, values in request.args.lists() if any(values)}
    if set(changes) - {"edit", "_anchor"}:
        arguments.pop("page", None)
    arguments |= changes
    return url_for(endpoint, **{name: value for name, value in arguments.items() if value not in (None, "", [""])})
