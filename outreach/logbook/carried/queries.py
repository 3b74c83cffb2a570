"""Reading one line of the ledger for the phone that holds another one under its id."""

import uuid
from typing import Any

from outreach import clock
from outreach.logbook import queries
from outreach.logbook.labels import named
from outreach.schedule import queries as schedule


def stored_line(line_id: uuid.UUID) -> dict[str, Any]:
    """The stored line in plain values (docs/api.md); raises NotFound."""
    line = queries.logged_line(line_id)
    return {
        "id": str(line.id),
        "event": str(line.event_id),
        "title": schedule.event(line.event_id).title,
        "kind": line.kind,
        "item": line.item,
        "name": str(named(line.item_name, line.item_name_en, line.kind)),
        "unit": line.counted_in,
        "quantity": line.quantity,
        "at": clock.local(line.at).isoformat(timespec="seconds"),
        "by": line.by_name,
        "sent_by": line.sent_by_name,
        "undone": line.undone_by is not None,
    }
