"""How a figure is put into words (rule of the count 13), and where its lines open."""

import uuid
from typing import Any

NOTHING = "—"
TIMES, FIRMS, PIECES, ISSUES = "次", "家", "篇", "期"
FIRM_VISITS, POINTS, ORDERS = "家次", "项", "单"
#: Small by nature and counted one by one: never rounded.
NEVER_ROUNDED = frozenset({TIMES, "场", FIRMS, PIECES, ISSUES, FIRM_VISITS, POINTS, ORDERS})
_HUNDREDS_FROM, _MYRIADS_FROM = 1_000, 100_000


def label_with_unit(label: Any, unit: str) -> str:
    """The figure with its unit, not said twice where the label has it already: 发放资料（个）, Handed out in 个."""
    said, beside = str(label), f"（{unit}）"
    return said if said.endswith((beside, f" {unit}")) else said + beside


def wording(value: int | None, unit: str, *, rounded: bool, estimated: bool = False) -> str:
    """The figure as the report prints it, unit included: always Chinese, by the table in docs/design.md, section 6.

    `rounded` False is the writer's choice of the exact number; units that are NEVER_ROUNDED are exact anyway.
    `estimated` says that some of the lines behind it are estimates: then it prints with 余 or 约 only.
    """
    if value is None:
        return NOTHING
    if not rounded or unit in NEVER_ROUNDED or value < _HUNDREDS_FROM:
        return f"{'约' if estimated and value else ''}{value}{unit}"
    if value < _MYRIADS_FROM:
        return _cut(value, 100, "", unit, estimated)
    return _cut(value, 10_000, "万", unit, estimated)


def path_of(
    of: str,
    line_id: uuid.UUID,
    *,
    event_id: uuid.UUID | None,
    article_id: uuid.UUID | None,
    check_up_id: uuid.UUID | None = None,
    point_key: uuid.UUID | None = None,
) -> str:
    """The address, below the program's root, of what a line opens at: its row on its event's page, or its own page."""
    if of == "tally":
        return f"/events/{event_id}#line-{line_id}"
    if of == "reading":
        return f"/media/readings/{line_id}"
    if of == "risk":
        return f"/check-ups/{check_up_id}#{point_key}"
    own = {"article": f"/media/{article_id}", "check_up": f"/check-ups/{line_id}", "order": f"/orders/{line_id}"}
    return own.get(of, f"/events/{event_id}")


def _cut(value: int, step: int, word: str, unit: str, estimated: bool) -> str:
    """`value` rounded down to whole steps, with the word that says whether something was cut off."""
    whole, rest = divmod(value, step)
    head = whole if word else whole * step
    if not rest:
        return f"{'约' if estimated else ''}{head}{word}{unit}"
    return f"超{head}{word}{unit}" if word and not estimated else f"{head}{word}余{unit}"
