"""What an event that a phone made is in JSON (docs/api.md)."""

from outreach.schedule.on_the_spot.rules import LONGEST_PLACE
from outreach.schedule.rules import LONGEST_TEXT, LONGEST_TITLE, Form, Track
from outreach.web.batches import MOST_LINES
from outreach.web.describing import ANSWERS, INSTANT, UUID, Operation, batch, or_null, text, thing, words

_EVENT = thing(
    {"id": UUID, "starts_at": INSTANT},
    {
        "title": or_null(text(LONGEST_TITLE)),
        "place": or_null(UUID),
        "place_name": or_null(text(LONGEST_PLACE)),
        "ends_at": or_null(INSTANT),
        "track": or_null(words(Track)),
        "form": or_null(words(Form)),
        "team": or_null(text(40)),
        "note": or_null(text(LONGEST_TEXT)),
    },
)
EVENTS = Operation(
    "Makes events on the spot, to be sent before their tallies; a lead confirms them.",
    takes=batch("events", _EVENT, MOST_LINES),
    gives=ANSWERS,
    refuses=(409,),
)
