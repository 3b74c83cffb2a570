"""What a question that somebody answers later is in JSON (docs/api.md)."""

from outreach.logbook.follow_ups.rules import (
    LONGEST_ASKED,
    LONGEST_BUREAU,
    LONGEST_CONTACT,
    LONGEST_NUMBER,
    Referral,
)
from outreach.web.batches import MOST_LINES
from outreach.web.describing import ANSWERS, DAY, INSTANT, TRUTH, UUID, Operation, batch, or_null, text, thing, words

_FOLLOW_UP = thing(
    {"id": UUID, "event": UUID, "asked": text(LONGEST_ASKED), "at": INSTANT},
    {
        "tally": or_null(UUID),
        "topic": or_null(text(40)),
        "owed": or_null(TRUTH),
        "owed_by": or_null(UUID),
        "due_on": or_null(DAY),
        "referral": or_null(words(Referral)),
        "referral_to": or_null(text(LONGEST_BUREAU)),
        "order_number": or_null(text(LONGEST_NUMBER)),
        "contact": or_null(text(LONGEST_CONTACT)),
        "by": or_null(UUID),
    },
)
FOLLOW_UPS = Operation(
    "Notes questions that somebody answers later, or that were referred.",
    takes=batch("follow_ups", _FOLLOW_UP, MOST_LINES),
    gives=ANSWERS,
    refuses=(409,),
)
