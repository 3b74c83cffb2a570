"""Writing forms of others: bringing one in, its next version, and tying its cells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Invalid
from outreach.evidence.originals import name_original
from outreach.people.models import Person
from outreach.reports.blanks import files, queries
from outreach.reports.blanks.layouts import Layout
from outreach.reports.blanks.models import Blank, BlankTie, BlankVersion
from outreach.reports.blanks.packages import Kind, checked_kind
from outreach.reports.blanks.rules import Printed, Suggestion, TieKind


@dataclass(frozen=True)
class Arrived:
    """A file as it came, checked: its kind and what it looks like."""

    content: bytes
    name: str
    kind: Kind
    layout: Layout


def arrived(content: bytes, name: str) -> Arrived:
    """The file of a form, read; Invalid or TooLarge, at `file`, for one that is not taken or has nothing to fill."""
    kind = checked_kind(content, name)
    try:
        layout = files.layout_of(content, name, kind)
    except Invalid as refusal:
        raise Invalid(refusal.message, code=refusal.code, field="file") from None
    if not layout.spots:
        message = _("There is nothing to fill in “%(name)s”: no empty cell and no gap.", name=name)
        raise Invalid(message, code="nothing_to_fill", field="file")
    return Arrived(content, name, kind, layout)


def bring_in(file: Arrived, *, title: str, sender: str, by: Person, now: datetime) -> Blank:
    """A form that came for the first time."""
    blank = Blank(title=title, sender=sender, made_at=now, made_by_id=by.id, version=1)
    db.session.add(blank)
    db.session.flush()
    _add_version(blank, file, by=by, now=now)
    record_act("form.brought_in", by=by, now=now, subject=blank, title=title)
    return blank


def bring_version(blank: Blank, file: Arrived, *, by: Person, now: datetime) -> tuple[int, int]:
    """A new version of the form: how many ties were carried over, and how many were not.

    A tie goes to the cell that has the same label: at the same address, else the only one that is called so.
    """
    before = queries.version_of(blank)
    ties = queries.ties_of(before)
    blank.version += 1
    version = _add_version(blank, file, by=by, now=now)
    carried = _carried(ties, file.layout)
    for address, tie in carried.items():
        same = {"kind": tie.kind, "word": tie.word, "text": tie.text, "printed": tie.printed}
        db.session.add(BlankTie(version_id=version.id, address=address, label=tie.label, **same))
    db.session.flush()
    record_act("form.renewed", by=by, now=now, subject=blank, version=version.number, carried=len(carried))
    return len(carried), len(ties) - len(carried)


def _carried(ties: Mapping[str, BlankTie], layout: Layout) -> dict[str, BlankTie]:
    spots = layout.spots
    named = Counter(spot.label for spot in spots.values())
    only = {spot.label: address for address, spot in spots.items() if named[spot.label] == 1}
    carried = {address: tie for address, tie in ties.items() if address in spots and spots[address].label == tie.label}
    for tie in ties.values():
        if tie.label in only and only[tie.label] not in carried:
            carried[only[tie.label]] = tie
    return carried


def _add_version(blank: Blank, file: Arrived, *, by: Person, now: datetime) -> BlankVersion:
    facts = {"number": blank.version, "file_name": file.name, "kind": file.kind, "at": now, "by_id": by.id}
    version = BlankVersion(blank_id=blank.id, sha256=name_original(file.content, now=now), **facts)
    db.session.add(version)
    db.session.flush()
    return version


def tie_cell(
    version: BlankVersion,
    address: str,
    *,
    kind: TieKind,
    word: str = "",
    text: str = "",
    printed: Printed = Printed.NUMBER,
    by: Person,
    now: datetime,
) -> bool:
    """Say what goes into a cell; NotFound for one that can't be filled, as one with a heading or a formula."""
    spot = queries.spot_of(version, address)
    tie = db.session.get(BlankTie, (version.id, address))
    if tie is None:
        tie = BlankTie(version_id=version.id, address=address)
        db.session.add(tie)
    tie.label, tie.kind, tie.word, tie.text, tie.printed = spot.label, kind, word, text, printed
    db.session.flush()
    record_act("form.tied", by=by, now=now, subject=queries.blank_of(version.blank_id), cell=address, word=word)
    return True


def untie(version: BlankVersion, address: str, *, by: Person, now: datetime) -> bool:
    """Leave a cell empty from now on."""
    tie = db.session.get(BlankTie, (version.id, address))
    if tie is not None:
        db.session.delete(tie)
        record_act("form.untied", by=by, now=now, subject=queries.blank_of(version.blank_id), cell=address)
    return tie is not None


def take_suggestions(version: BlankVersion, found: Mapping[str, Suggestion], *, by: Person, now: datetime) -> int:
    """Tie every cell as its headings suggest; gives how many."""
    spots = queries.layout_of(version).spots
    for address, each in found.items():
        facts = {"kind": each.kind, "word": each.word, "text": "", "printed": _fitting(address, spots[address].label)}
        db.session.add(BlankTie(version_id=version.id, address=address, label=spots[address].label, **facts))
    db.session.flush()
    record_act("form.tied", by=by, now=now, subject=queries.blank_of(version.blank_id), count=len(found))
    return len(found)


def _fitting(address: str, label: str) -> Printed:
    """A number alone in a cell, and in a gap where its unit stands behind it already: 发放____份."""
    has_unit = label.rpartition(" ")[2] in ("份", "场次", "场", "次", "人次", "篇")
    return Printed.NUMBER if "#" not in address or has_unit else Printed.WORDING


def retire(blank: Blank, *, by: Person, now: datetime) -> Blank:
    """Take the form off the list, or bring it back where it is off."""
    blank.retired_at = None if blank.retired_at else now
    record_act("form.retired" if blank.retired_at else "form.restored", by=by, now=now, subject=blank)
    return blank
