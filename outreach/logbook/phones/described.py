"""What a phone tells of the lines on it, in JSON (docs/api.md)."""

from outreach.logbook.phones.rules import MOST_HELD, MOST_LINES
from outreach.web.describing import INSTANT, UUID, WHOLE, Operation, or_null, some, thing, whole

_HELD = thing(
    {"person": UUID, "waiting": whole(0, MOST_LINES), "aside": whole(0, MOST_LINES), "oldest": INSTANT},
    {"event": or_null(UUID)},
)
HOLDING = Operation(
    "Notes what a phone still holds, in the place of what it told before.",
    takes=thing({"phone": UUID, "holding": some(_HELD, MOST_HELD)}),
    gives=thing({"noted": WHOLE}),
)
