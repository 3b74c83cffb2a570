"""What of the tables goes out, and how each value is written."""

import base64
import json
import re
import uuid
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

#: Who could act as somebody else by what stands there: it is never handed out, and whatever is called so later neither.
_SECRET = re.compile(r"password|secret|token|recovery|totp|hash")
_NO_SECRETS = {"must_change_password", "has_demo_password", "note_hash", "content_hash"}
#: Why what is sealed in the database stays in it: outside it would lie open, without an end.
SEALED = "personal data, encrypted and kept short"
#: Tables of the program's own running: sessions, tries, and what is made anew by itself.
LEFT_OUT = {
    "alembic_version": "the program's own",
    "bearer_tokens": "secrets",
    "browser_sessions": "secrets",
    "changed_totals": "made anew by itself",
    "event_marks": "made anew by itself",
    "event_texts": "made anew by itself",
    "feed_marks": "made anew by itself",
    "follow_up_contacts": SEALED,
    "order_knocks": "the program's own",
    "pairing_links": "secrets",
    "set_up_links": "secrets",
    "sign_in_knocks": "the program's own",
    "turns": "the program's own",
}


def is_secret(column: str) -> bool:
    """Whether the column may hold what nobody else should have."""
    return column not in _NO_SECRETS and _SECRET.search(column) is not None


def plain(value: Any) -> Any:
    """The value as JSON has it: instants in UTC with their zone, days, ids and words as text, bytes as base64."""
    match value:
        case StrEnum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case uuid.UUID():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode("ascii")
    return value


def cell(value: Any) -> Any:
    """The same for a cell of CSV: lists and facts as their JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
