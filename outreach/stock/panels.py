"""The feature's parts of other pages: what an event takes along, and what lies in the store of a material."""

from flask import render_template

from outreach import clock
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.materials.stock_access import may_draw_for
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.stock import queries
from outreach.web.access import acting_person


def event_panel(event: Event) -> str:
    """Planned, issued, handed out, left over and lost; nothing where no material is planned or moved."""
    rows = queries.event_rows(event)
    if not rows:
        return ""
    return render_template(
        "stock/event_panel.html",
        event=event,
        rows=rows,
        was_issued=any(row.stock.is_kept for row in rows),
        may_issue=event.status is not Status.CANCELLED,
        may_move=may_draw_for(acting_person(), event.lead_team_id, clock.today()),
    )


def item_panel(item: Item) -> str:
    """What lies there, with the way to its movements; nothing for what is not printed."""
    if item.kind is not CountKind.HANDOUT:
        return ""
    return render_template("stock/item_panel.html", item=item, row=queries.rows([item], today=clock.today())[0])
