"""What was found at a check-up in JSON, and what a phone is told of check-ups (docs/api.md)."""

from outreach.check_ups.judging import LONGEST_COMPANY, LONGEST_NOTE, MOST_REPLACED
from outreach.check_ups.phone_answers import MOST_OF_ONE
from outreach.check_ups.rules import Found
from outreach.laws.subjects import Subject
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

_CHECK = thing(
    {"id": UUID, "event": UUID, "point": UUID, "found": words(Found), "at": INSTANT},
    {
        "company": or_null(UUID),
        "company_name": or_null(text(LONGEST_COMPANY)),
        "note": or_null(text(LONGEST_NOTE)),
        "replaces": or_null(some(UUID, MOST_REPLACED)),
        "by": or_null(UUID),
    },
)
CHECKS = Operation(
    "Records what was found at points of check-ups; each is answered, and a batch may be sent again at any time.",
    takes=batch("checks", _CHECK, MOST_LINES),
    gives=ANSWERS,
    refuses=(409,),
)

_POINT = thing(
    {
        "id": UUID,
        "key": UUID,
        "title": TEXT,
        "look_at": or_null(TEXT),
        "law": or_null(TEXT),
        "law_from": or_null(DAY),
        "law_to": or_null(DAY),
        "article": or_null(TEXT),
        "weight": whole(1, 3),
    }
)
_GIVEN = thing(
    {
        "id": UUID,
        "point": UUID,
        "key": UUID,
        "found": words(Found),
        "note": or_null(TEXT),
        "is_cut": TRUTH,
        "by": TEXT,
        "at": INSTANT,
        "replaces": some(UUID),
    }
)
#: What is joined to the answer of `GET /api/phone`.
ON_PHONES: dict[str, Schema] = {
    "check_lists": some(
        thing({"id": UUID, "title": TEXT, "subject": words(Subject), "version": WHOLE, "points": some(_POINT)})
    ),
    "planned_check_lists": some(thing({"event": UUID, "lists": some(UUID)})),
    "check_ups": some(
        thing(
            {
                "event": UUID,
                "company": thing({"id": UUID, "name": TEXT}),
                "answers": some(_GIVEN, MOST_OF_ONE),
                "is_cut": TRUTH,
                "is_voided": TRUTH,
                "before": {"type": "object", "additionalProperties": words(Found.IN_ORDER, Found.RISK)},
            }
        )
    ),
    "companies": some(thing({"id": UUID, "name": TEXT, "in": or_null(TEXT)}), 500),
}
