"""How a picture is announced and sent, in JSON (docs/api.md)."""

from outreach.evidence.rules import LARGEST_BYTES, LONGEST_CAPTION, LONGEST_NAME, PictureKind
from outreach.evidence.uploads.rules import State
from outreach.web.describing import TRUTH, UUID, WHOLE, Operation, or_null, text, thing, whole, words

_STATE = thing({"id": UUID, "state": words(State), "offset": WHOLE, "size": WHOLE, "evidence": or_null(UUID)})
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
DECLARE = Operation(
    "Expects a picture, and says how much of it is there.",
    takes=thing(
        {"id": UUID, "event": UUID, "sha256": _SHA256, "size": whole(1, LARGEST_BYTES)},
        {
            "person": or_null(UUID),
            "subject": or_null(thing({"of": {"type": "string", "pattern": "^[a-z_]{1,40}$"}, "id": UUID})),
            "name": or_null(text(LONGEST_NAME)),
            "kind": words(PictureKind),
            "caption": or_null(text(LONGEST_CAPTION)),
            "shows_people": or_null(TRUTH),
        },
    ),
    gives=_STATE,
    refuses=(404, 409),
)
PART = Operation(
    "Takes a part of a picture; the last one makes it evidence.",
    takes_bytes=True,
    gives=_STATE,
    query={"offset": whole(0, LARGEST_BYTES)},
    needed=("offset",),
    refuses=(409, 429),
)
