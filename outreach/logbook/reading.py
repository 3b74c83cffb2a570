"""Reading one line of a batch: from the plain values of JSON to a Line, or a refusal that says which field and why."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.logbook.rules import Basis, Line
from outreach.materials.rules import CountKind
from outreach.web.reading import (
    parse_code,
    parse_instant,
    parse_object,
    parse_one_line,
    parse_text,
    parse_uuid,
    parse_uuid_or_none,
    parse_word,
)


def parse_line(value: Any) -> Line:
    """The line that `value` (an object of JSON) says; fields that are not in the contract are left alone.

    Raises Invalid with a code of docs/api.md.
    """
    value = parse_object(value)
    return Line(
        id=parse_uuid(value.get("id"), "bad_id"),
        event=parse_uuid(value.get("event"), "bad_event"),
        kind=parse_word(CountKind, value.get("kind"), "bad_kind"),
        item=parse_code(value.get("item"), "bad_item"),
        quantity=parse_quantity(value.get("quantity")),
        at=parse_instant(value.get("at")),
        basis=Basis.COUNTED if value.get("basis") is None else parse_word(Basis, value["basis"], "bad_basis"),
        by=parse_uuid_or_none(value.get("by"), "bad_by"),
        note=parse_text(value.get("note"), "bad_note"),
        reverses=parse_uuid_or_none(value.get("reverses"), "bad_reverses"),
        reason=parse_one_line(value.get("reason"), "bad_reason"),
    )


def parse_quantity(value: Any) -> int:
    """A whole number: 5, but not 5.0, "5", true or null."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Invalid(_("The quantity must be a whole number."), code="quantity_not_whole")
