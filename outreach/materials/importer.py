"""Bringing in a list of printed materials."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach.audit.actions import Machine, record_act
from outreach.db import db
from outreach.errors import Conflict, Refusal
from outreach.jobs.imports import Importer, Source
from outreach.jobs.verdicts import Judged, Twins, Verdict
from outreach.materials.actions import ItemFacts, change_item
from outreach.materials.labels import FIELDS
from outreach.materials.models import Item, Material
from outreach.materials.queries import codes_of, is_counted, items_matching, last_position
from outreach.materials.rules import LARGEST_BUNDLE, MAIN_UNIT, CountKind, counted_unit, free_codes, is_unit
from outreach.sheets.answers import parse_yes
from outreach.sheets.columns import Column, Record
from outreach.sheets.counts import parse_exact_count
from outreach.sheets.typed import as_text, is_blank, plain, shown

KIND = CountKind.HANDOUT
COLUMNS = (
    Column(
        "name",
        ("名称", "资料名称", "宣传资料", "品名", "标题", "书名", "Name", "Title"),
        required=True,
        label=_("Name"),
    ),
    Column("unit", ("单位", "计量单位", "Unit"), label=_("Unit")),
    Column(
        "bundle",
        ("每捆数量", "一捆", "每捆", "一捆数量", "捆数量", "每捆份数", "每包数量", "包装数量", "One bundle"),
        label=_("One bundle"),
    ),
    Column(
        "counts_as_copies",
        ("按份计", "计入份数", "按份统计", "是否按份计", "是否按份统计", "是否计入份数", "Counted as 份"),
        label=_("Counted as 份"),
    ),
    Column("name_en", ("英文名称", "English name"), label=_("English name")),
)
SAMPLES = (
    ("劳动合同法知识手册", "册", 50, "是", None),
    ("工伤保险政策明白卡", "张", 100, "否", None),
    ("致农民工朋友的一封信", "份", 200, None, None),
    ("社保政策问答折页", "份", 100, None, None),
)


@dataclass(frozen=True)
class Entry:
    """What a row says: of a material that is there, or of a new one."""

    item_id: UUID | None
    facts: ItemFacts


def judge(records: Sequence[Record], *, today: date) -> list[Judged]:
    """Each row with its verdict. A blank cell leaves what is there as it is."""
    del today  # materials have no days
    there: dict[str, Item] = {}
    for item in db.session.scalars(select(Material).order_by(Item.retired_at.is_not(None), Item.id)):
        there.setdefault(plain(_bare(item.name)), item)
    twins = Twins()
    rows = (_judged(record, there) for record in records)
    return [twins.checked(plain(row.label), row) for row in rows]


def store(rows: Sequence[Judged], *, by: Any, now: datetime, source: Source) -> None:
    """Write the new materials at the end of the list, then the changes of those that are there."""
    by = by or Machine()
    codes, position, new = free_codes(KIND, codes_of(KIND)), last_position(KIND), 0
    for row in rows:
        entry: Entry = row.entry
        if entry.item_id is not None:
            item = db.session.get(Item, entry.item_id)
            assert item is not None
            change_item(item=item, facts=entry.facts, by=by, now=now)
            continue
        new += 1
        db.session.add(_material(entry.facts, next(codes), position + new))
    db.session.flush()
    changed = len(rows) - new
    record_act("items.imported", by=by, now=now, file=source.name, sha256=source.sha256, new=new, changed=changed)


def _material(facts: ItemFacts, code: str, position: int) -> Material:
    counted_as = counted_unit(KIND, facts.unit, counts_as_copies=facts.counts_as_copies)
    return Material(
        code=code,
        name=facts.name,
        name_en=facts.name_en,
        unit=facts.unit,
        counted_as=counted_as,
        bundle=facts.bundle,
        position=position,
    )


def _judged(record: Record, there: dict[str, Item]) -> Judged:
    label = _name(record)
    try:
        return _understood(record, label, there.get(plain(label)))
    except Refusal as refusal:
        as_typed = {key: shown(value) for key, value in record.values.items() if not is_blank(value)}
        return Judged(record.number, label or "—", Verdict.REFUSED, as_typed, (refusal.message,))


def _understood(record: Record, name: str, item: Item | None) -> Judged:
    if not name or len(name) > 100:
        raise Conflict(gettext("Enter a name of up to 100 characters."), code="name")
    old = _facts_of(item) if item is not None else ItemFacts(name=name, unit=MAIN_UNIT[KIND])
    facts = replace(old, **_said(record))
    seen = _shown(facts)
    if item is None:
        return Judged(record.number, name, Verdict.NEW, seen, (), Entry(None, facts))
    if facts.unit != old.unit and is_counted(item.id):
        message = gettext("It was counted in %(unit)s already, so its unit stays.", unit=old.unit)
        raise Conflict(message, code="unit_frozen")
    before = _shown(old)
    notes = tuple(
        gettext("%(field)s: %(old)s → %(new)s", field=_FIELDS[key], old=before[key] or "—", new=text or "—")
        for key, text in seen.items()
        if text != before[key]
    )
    if notes:
        return Judged(record.number, name, Verdict.CHANGED, seen, notes, Entry(item.id, facts))
    retired = (gettext("It is retired."),) if item.retired_at is not None else ()
    return Judged(record.number, name, Verdict.SAME, seen, retired)


def _name(record: Record) -> str:
    """The title without the marks around it: 《劳动合同法知识手册》."""
    return _bare(" ".join(as_text(record.values.get("name")).split()))  # brackets stay as wide as they were typed


def _bare(title: str) -> str:
    whole = re.fullmatch(r"《([^《》]+)》", title)
    return whole[1] if whole else title


def _said(record: Record) -> dict[str, Any]:
    """The fields for which the row has something to say."""
    given = {key: value for key, value in record.values.items() if not is_blank(value)}
    told: dict[str, Any] = {}
    if "unit" in given:
        told["unit"] = plain(given["unit"])
        if not is_unit(told["unit"]):
            raise Conflict(gettext("“%(typed)s” is no unit.", typed=shown(given["unit"])), code="unit")
    if "bundle" in given:
        told["bundle"] = parse_exact_count(given["bundle"])
        if not 1 <= told["bundle"] <= LARGEST_BUNDLE:
            raise Conflict(gettext("A bundle holds from 1 to %(most)d pieces.", most=LARGEST_BUNDLE), code="bundle")
    if "counts_as_copies" in given:
        told["counts_as_copies"] = parse_yes(given["counts_as_copies"])
    if "name_en" in given:
        told["name_en"] = plain(given["name_en"])[:100]
    return told


def _facts_of(item: Item) -> ItemFacts:
    return ItemFacts(
        name=item.name,
        name_en=item.name_en,
        unit=item.unit,
        counts_as_copies=item.counted_as is not None,
        bundle=item.bundle,
    )


def _shown(facts: ItemFacts) -> dict[str, str]:
    counted_as = counted_unit(KIND, facts.unit, counts_as_copies=facts.counts_as_copies)
    return {
        "name": facts.name,
        "unit": facts.unit,
        "bundle": "" if facts.bundle is None else str(facts.bundle),
        "counts_as_copies": gettext("Yes") if counted_as else "",
        "name_en": facts.name_en or "",
    }


def material_rows() -> Iterator[tuple[Any, ...]]:
    """The materials in use, in their order and in the columns of the list."""
    for item in db.session.scalars(items_matching(KIND)):
        yield item.name, item.unit, item.bundle, "是" if item.counted_as else None, item.name_en


_FIELDS = FIELDS | {"counts_as_copies": FIELDS["counted_as"]}

MATERIALS = Importer(
    key="materials",
    label=_("Materials"),
    lead=_("Printed titles that are handed out, each with the unit in which it is counted."),
    columns=COLUMNS,
    samples=SAMPLES,
    judge=judge,
    store=store,
    undo=_("A title that should not be there is retired on its own page; nothing else is lost."),
    endpoint="materials.index",
    listed=material_rows,
)
