"""Which rows a tally sheet has, and what is typed into them: decisions on plain values."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.logbook.rules import Basis, Line, handed_out
from outreach.materials.rules import CountKind

#: Empty rows at the end of each part, for what nobody had planned.
BLANK: dict[CountKind, int] = {
    CountKind.HANDOUT: 2,
    CountKind.CONSULTATION: 2,
    CountKind.ATTENDANCE: 1,
    CountKind.DISPLAY: 1,
}
#: With more rows than the first there is room for one empty row in each part, with more than the second for none.
CROWDED, FULL = 17, 21
#: Where nothing of a kind was planned, so many of the list stand on the sheet.
USUAL: dict[CountKind, int] = {
    CountKind.HANDOUT: 0,
    CountKind.CONSULTATION: 6,
    CountKind.ATTENDANCE: 6,
    CountKind.DISPLAY: 3,
}
#: How many 正 of five strokes there is room for: beside "took" and "left" are fewer.
BOXES: dict[CountKind, int] = {
    CountKind.HANDOUT: 8,
    CountKind.CONSULTATION: 14,
    CountKind.ATTENDANCE: 14,
    CountKind.DISPLAY: 4,
}


@dataclass(frozen=True)
class Row:
    """A row of the sheet; `code` None counts what is of no item."""

    kind: CountKind
    code: str | None
    name: str
    unit: str
    bundle: int | None = None
    planned: int | None = None

    @property
    def key(self) -> str:
        """Names the row in a form: the kind, and the item's code if it has one."""
        return f"{self.kind}:{self.code or ''}"

    @property
    def is_taken_along(self) -> bool:
        """Whether it has the columns "took" and "left"."""
        return self.kind is CountKind.HANDOUT


@dataclass(frozen=True)
class Typed:
    """What was typed into a row: pieces taken along, left over, and in all."""

    took: int | None = None
    left: int | None = None
    total: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self.took is None and self.left is None and self.total is None


def chosen(
    kind: CountKind, listed: Sequence[Row], planned: Iterable[str | None], bare: Row | None, own: Iterable[str | None]
) -> list[Row]:
    """The rows of one kind, in the order of the entry page: what was planned, else what is usual.

    `own` are the codes that the team's own subject has; `bare` counts without an item.
    """
    of_plan = [row for row in listed if row.code in set(planned)]
    mine = set(own)
    usual = [row for row in listed if not mine or row.code in mine][: USUAL[kind]]
    rows = of_plan or usual
    needs_bare = kind is CountKind.CONSULTATION or not rows
    return [bare, *rows] if needs_bare and bare is not None else rows


def blank_rows(kind: CountKind, rows: int) -> int:
    """How many empty rows a part has on a sheet of so many `rows`, so that one page holds them all."""
    return 0 if rows > FULL else min(1, BLANK[kind]) if rows > CROWDED else BLANK[kind]


def quantity_of(typed: Typed, field: str) -> tuple[int, Basis] | None:
    """How many a row counts, and how that came about; None for an empty row. `field` names it in a refusal."""
    if typed.is_empty:
        return None
    if typed.took is None and typed.left is None:
        return typed.total or 0, Basis.COUNTED
    if typed.took is None:
        raise Invalid(_("Say how many were taken along."), field=f"took_{field}", code="blank")
    if typed.left is None and typed.total is None:
        raise Invalid(_("Say how many are left; 0 if none."), field=f"left_{field}", code="blank")
    if typed.left is None:
        return typed.total or 0, Basis.COUNTED
    return _difference(typed.took, typed.left, typed.total, field), Basis.BROUGHT_MINUS_LEFT


def middle_of(starts_at: datetime, ends_at: datetime) -> datetime:
    """When what stands on a sheet was counted, as far as anybody knows: the middle of the event."""
    return starts_at + (ends_at - starts_at) / 2


def line_id(sheet_id: uuid.UUID, key: str) -> uuid.UUID:
    """The id of the line that a typed sheet makes of a row: the same, however often the form is sent."""
    return uuid.uuid5(sheet_id, key)


def typed_before(lines: Iterable[Line], nets: Mapping[tuple[CountKind, str | None], int]) -> list[Line]:
    """Those of the lines of which exactly the same number stands in the ledger already; `nets` without the lines."""
    return [line for line in lines if line.quantity and nets.get((line.kind, line.item)) == line.quantity]


def _difference(took: int, left: int, total: int | None, field: str) -> int:
    try:
        quantity = handed_out(took, left)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=f"left_{field}", code=refusal.code) from None
    if total is not None and total != quantity:
        message = _(
            "%(took)d taken less %(left)d left are %(quantity)d, but %(total)d is written as the total.",
            took=took,
            left=left,
            quantity=quantity,
            total=total,
        )
        raise Invalid(message, field=f"total_{field}", code="sums_differ")
    return quantity


@dataclass(frozen=True)
class Counted:
    """So many of one thing; `name` None is of no item. `place` is where the thing stands in its list."""

    kind: CountKind
    name: str | None
    unit: str
    quantity: int
    is_estimated: bool
    place: tuple[int, str] = (0, "")

    def called(self, name: str) -> "Counted":
        """The same under another name."""
        return replace(self, name=name)


def together(counts: Iterable[Counted], *, by_name: bool = True) -> list[Counted]:
    """What is of one name and unit as one, in the order of the list; without `by_name` what is of one unit.

    Units are never merged (rule of the count 9), and an estimate stays one when summed.
    """
    found: dict[tuple[str | None, str], Counted] = {}
    for each in sorted(counts, key=lambda each: each.place):
        key = (each.name if by_name else None, each.unit)
        known = found.get(key)
        before, was_estimated = (known.quantity, known.is_estimated) if known else (0, False)
        estimated = each.is_estimated or was_estimated
        found[key] = replace(each, name=key[0], quantity=before + each.quantity, is_estimated=estimated)
    return list(found.values())


def said_counts(counts: Iterable[Counted]) -> str:
    """宣传册280份、环保袋约30个: exact numbers, 约 before what was partly estimated."""
    return "、".join(
        f"{each.name or ''}{'约' if each.is_estimated else ''}{each.quantity}{each.unit}" for each in counts
    )
