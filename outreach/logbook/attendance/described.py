"""What a statement of who was there is in JSON (docs/api.md)."""

from outreach.web.batches import MOST_LINES
from outreach.web.describing import ANSWERS, INSTANT, TRUTH, UUID, Operation, batch, thing

_PRESENCE = thing({"id": UUID, "event": UUID, "of": UUID, "there": TRUTH, "at": INSTANT})
PRESENCES = Operation(
    "Says who of us was at an event.",
    takes=batch("presences", _PRESENCE, MOST_LINES),
    gives=ANSWERS,
    refuses=(409,),
)
