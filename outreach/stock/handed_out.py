"""What the ledger says was handed out at an event: its floor is above this one, so it tells us."""

import uuid
from collections.abc import Callable, Mapping

from flask import current_app

#: name in `app.extensions` of a callable (event's id) -> how many pieces of each material the ledger's lines add up to
HANDED_OUT = "outreach.handed_out"


def handed_out_at(event_id: uuid.UUID) -> Mapping[uuid.UUID, int]:
    """The net pieces of each material that were handed out at the event; a material without any line is not there."""
    ask: Callable[[uuid.UUID], Mapping[uuid.UUID, int]] | None = current_app.extensions.get(HANDED_OUT)
    return {} if ask is None else ask(event_id)
