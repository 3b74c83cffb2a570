"""What a figure with its lines is in JSON, and how a year is narrowed (docs/api.md)."""

from outreach.places.rules import PlaceKind
from outreach.schedule.rules import Form, Track
from outreach.web.describing import DAY, TEXT, TRUTH, UUID, WHOLE, Operation, or_null, some, text, thing, words

_LINE = thing(
    {"id": TEXT, "day": DAY, "quantity": WHOLE, "url": TEXT},
    {
        **dict.fromkeys(("title", "team", "place", "item", "by", "basis", "reverses", "reversed_by", "reason"), TEXT),
        **dict.fromkeys(("channel", "metric", "file", "sha256", "proof"), TEXT),
        **dict.fromkeys(("reading", "base", "row"), WHOLE),
        "undecided": TRUTH,
    },
)
_FIGURE = thing(
    {"value": or_null(WHOLE), "unit": TEXT, "wording": TEXT, "label": TEXT, "definition": TEXT},
    {"reason": TEXT, "estimated": WHOLE, "undecided": WHOLE, "lines": some(_LINE)},
)
_FIGURES = {"type": "object", "additionalProperties": _FIGURE}
_FILTERS = {
    "team": text(40),
    **dict.fromkeys(("campaign", "place", "edition"), UUID),
    "track": words(Track),
    "form": words(Form),
    "place_kind": words(PlaceKind),
    "reviewed": words("yes", "no"),
    **dict.fromkeys(("from", "to"), DAY),
}
YEAR = Operation(
    "The figures of a year with every line behind them.",
    gives=_FIGURES,
    query=_FILTERS | {"lines": words("0", "1"), "drawing": UUID},
    refuses=(400,),
)
LINES = Operation("One figure of a year with its lines, as a file.", gives=_FIGURES, query=_FILTERS, refuses=(400,))
