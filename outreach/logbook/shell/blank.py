"""The page of an event's counters without an event: what the shell holds, to be filled on the phone."""

import uuid
from typing import Any

from outreach.logbook.desk import Counter, Desk, sums_of
from outreach.logbook.follow_ups.forms import blank_form
from outreach.logbook.forms import NoneForm, NumberForm, TapForm, ThreeNumbersForm
from outreach.logbook.labels import named
from outreach.materials.rules import MAIN_UNIT, CountKind

#: The phone makes its own ids and sends no form, so the page holds neither an id nor a token.
_NO_ID = uuid.UUID(int=0)
_NO_TOKEN = {"csrf": False}


def blank_desk() -> Desk:
    """A desk at which nothing is planned or logged; one counter without item for each kind that may go without."""
    counters = {kind: () if kind is CountKind.DISPLAY else (_bare(kind),) for kind in CountKind}
    return Desk(
        sums=sums_of([], [], says_none=False),
        counters=counters,
        others=dict.fromkeys(CountKind, ()),
        handed_out=0,
        says_none=False,
        latest=(),
    )


def blank_forms() -> dict[str, Any]:
    """The forms of the page by their names there, the same each time."""
    number = NumberForm(prefix="number", line_id=_NO_ID, what="", meta=_NO_TOKEN)
    number.counted_by.offer(())
    return {
        "tap": TapForm(prefix="tap", line_id=_NO_ID, meta=_NO_TOKEN),
        "none": NoneForm(prefix="none", line_id=_NO_ID, meta=_NO_TOKEN),
        "three": ThreeNumbersForm(prefix="three", line_id=_NO_ID, asked_id=_NO_ID, material="", meta=_NO_TOKEN),
        "number": number,
        "question": blank_form(),
    }


def _bare(kind: CountKind) -> Counter:
    unit = MAIN_UNIT[kind]
    return Counter(kind, None, named(None, None, kind), unit, None, None, None, unit)
