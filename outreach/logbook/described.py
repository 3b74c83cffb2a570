"""What a line of the ledger is in JSON, and what a phone is told for its days (docs/api.md)."""

from collections.abc import Mapping

from outreach.logbook.rules import LARGEST, LONGEST_NOTE, LONGEST_REASON, Basis
from outreach.materials.rules import CountKind
from outreach.web.batches import MOST_LINES
from outreach.web.describing import (
    ANSWERS,
    DAY,
    INSTANT,
    TEXT,
    TRUTH,
    UUID,
    WHOLE,
    Operation,
    Schema,
    batch,
    or_null,
    some,
    text,
    thing,
    whole,
    words,
)

_TALLY = thing(
    {
        "id": UUID,
        "event": UUID,
        "kind": words(CountKind),
        "quantity": whole(-LARGEST, LARGEST),
        "at": INSTANT,
    },
    {
        "item": or_null(text(40)),
        "by": or_null(UUID),
        "basis": or_null(words(Basis)),
        "note": or_null(text(LONGEST_NOTE)),
        "reverses": or_null(UUID),
        "reason": or_null(text(LONGEST_REASON)),
    },
)
TALLIES = Operation(
    "Records lines of the ledger; each is answered, and a batch may be sent again at any time.",
    takes=batch("tallies", _TALLY, MOST_LINES),
    gives=ANSWERS,
    headers={"X-Device-Time": INSTANT},
    refuses=(409,),
)

_NET = thing({"kind": words(CountKind), "code": or_null(TEXT), "quantity": WHOLE})
_EVENT = thing(
    {
        "id": UUID,
        "title": TEXT,
        "day": DAY,
        "starts_at": INSTANT,
        "ends_at": INSTANT,
        "place": TEXT,
        "place_id": UUID,
        "team": TEXT,
        "mark": TEXT,
        "track": TEXT,
        "forms": some(TEXT),
        "status": words("planned", "held", "cancelled"),
        "reviewed": TRUTH,
        "mine": TRUTH,
        "logged": TRUTH,
        "staff": some(thing({"id": UUID, "name": TEXT})),
        "items": some(thing({"kind": words(CountKind), "code": TEXT, "quantity": or_null(WHOLE)})),
        "expected": {"type": "object", "additionalProperties": or_null(WHOLE)},
        "nets": some(_NET),
    }
)
_ITEM = thing({"code": TEXT, "name": TEXT, "name_en": or_null(TEXT), "unit": TEXT})
PHONE = Operation(
    "What a phone needs for its days: the seven behind, today, the fourteen ahead.",
    gives=thing(
        {
            "server_time": INSTANT,
            "person": thing({"id": UUID, "name": TEXT, "role": TEXT, "teams": some(TEXT)}),
            "days": thing({"first": DAY, "today": DAY, "last": DAY}),
            "events": some(_EVENT, 300),
            "teams": some(
                thing({"code": TEXT, "name": TEXT, "name_en": or_null(TEXT), "mark": TEXT, "palette": WHOLE})
            ),
            "colleagues": some(thing({"id": UUID, "name": TEXT})),
            "places": some(thing({"id": UUID, "name": TEXT, "kind": TEXT, "in": or_null(TEXT)}), 300),
            **dict.fromkeys(("materials", "topics", "groups", "displays"), some(_ITEM)),
        }
    ),
)


def also_on_phones(fields: Mapping[str, Schema]) -> None:
    """Say of `GET /api/phone` what upper features tell there."""
    PHONE.gives["properties"].update(fields)


STORED_LINE = Operation(
    "The line that is stored under an id.",
    gives=thing(
        {
            "line": thing(
                {
                    "id": UUID,
                    "event": UUID,
                    "title": TEXT,
                    "kind": words(CountKind),
                    "item": or_null(TEXT),
                    "name": TEXT,
                    "unit": TEXT,
                    "quantity": WHOLE,
                    "at": INSTANT,
                    "by": TEXT,
                    "sent_by": TEXT,
                    "undone": TRUTH,
                }
            )
        }
    ),
)

WORDS = Operation("What the scripts say, in the browser's language.", gives={"type": "object"})
