"""The file into which a phone writes what waits on it (static/logbook/queue/file.js): read, or refused plainly."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid, Refusal
from outreach.web.fields import clean_text
from outreach.web.origin import parse_json
from outreach.web.reading import parse_uuid

FORMAT, VERSION = "outreach-queue", 1
MOST_BYTES = 1024 * 1024
MOST_ITEMS = 2000
#: In this order they come in: an event before what was counted there.
SORTS = ("event", "tally", "presence", "follow_up", "check")
_LONGEST_LABEL = 120


@dataclass(frozen=True)
class Item:
    """One thing of the file: `body` is what the batch of its sort takes, `label` and `title` are what people read."""

    sort: str
    label: str
    title: str
    body: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The id under which it is answered, in lower case; "" for one that has none."""
        return str(self.body.get("id") or "").lower()


@dataclass(frozen=True)
class Carried:
    """What one person's phone wrote, in the order in which it comes in."""

    person: uuid.UUID
    name: str
    items: Sequence[Item]


def parse_file(content: bytes) -> Carried:
    """What the bytes hold; raises Invalid that says what is wrong with them, and what to do."""
    if len(content) > MOST_BYTES:
        message = _("This file is larger than 1 MB: no phone writes such a one. Was another file chosen?")
        raise Invalid(message, field="file", code="too_large")
    said = _object(content)
    if said.get("format") != FORMAT:
        message = _(
            "This is no file of numbers from a phone. Save it on the phone under “What waits”, and bring that file."
        )
        raise Invalid(message, field="file", code="foreign")
    if said.get("version") != VERSION:
        message = _("A newer program wrote this file. Update this one first, then bring the file again.")
        raise Invalid(message, field="file", code="newer")
    items, person = said.get("items"), said.get("person")
    if not isinstance(items, list) or not isinstance(person, Mapping) or not items:
        raise Invalid(_("There is nothing in this file."), field="file", code="empty")
    if len(items) > MOST_ITEMS:
        message = _("More than %(most)d numbers are in this file. Bring it in parts.", most=MOST_ITEMS)
        raise Invalid(message, field="file", code="too_many")
    try:
        of = parse_uuid(person.get("id"), "bad_person")
    except Invalid:
        raise _damaged() from None
    read = [_item(each, of) for each in items]
    return Carried(of, _text(person.get("name")), sorted(read, key=lambda each: SORTS.index(each.sort)))


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        said = parse_json(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, Refusal):
        raise _damaged() from None
    if not isinstance(said, Mapping):
        raise _damaged()
    return said


def _item(value: Any, person: uuid.UUID) -> Item:
    body = value.get("body") if isinstance(value, Mapping) else None
    if not isinstance(body, Mapping) or value.get("what") not in SORTS:
        raise _damaged()
    sort = str(value["what"])
    if sort in ("tally", "follow_up", "check") and body.get("by") is None:
        body = {**body, "by": str(person)}  # whoever brings the file sends it; who counted stays who it was
    return Item(sort, _text(value.get("label")), _text(value.get("title")), body)


def _text(value: Any) -> str:
    return clean_text(value)[:_LONGEST_LABEL] if isinstance(value, str) else ""


def _damaged() -> Invalid:
    message = _(
        "This file is damaged or was changed by hand. Save it on the phone once more; what waits is still there."
    )
    return Invalid(message, field="file", code="damaged")


def batch_text(items: Sequence[Item], name: str) -> str:
    """The items as the text of a batch whose list is called `name`."""
    return json.dumps({name: [dict(each.body) for each in items]}, ensure_ascii=False)
