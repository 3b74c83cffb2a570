"""Whether the database is whole in itself: SQLite's own examination, and rows that point to nothing."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import ForeignKeyConstraint, and_, func, inspect, select, text

from outreach.db import Base, db
from outreach.db.soundness import Finding
from outreach.upkeep.doctor.cells import OF_A_CELL, forbidden_cells

_MOST = 20


def findings() -> Iterator[Finding]:
    """Damaged pages and indexes, broken conditions, and rows that point to a row that is not there."""
    if db.session.get_bind().dialect.name == "sqlite":
        yield from _sqlite()
    else:
        yield from _lost_parents()


def _sqlite() -> Iterator[Finding]:
    told = [said for (said,) in db.session.execute(text(f"PRAGMA integrity_check({_MOST})")) if said != "ok"]
    of_cells = {said: found["table"] for said in told if (found := OF_A_CELL.fullmatch(said))}
    for said in told:
        if said not in of_cells:
            yield Finding(
                "damaged_database", _("The file of the database is damaged. SQLite says: %(said)s", said=said)
            )
    for table in dict.fromkeys(of_cells.values()):
        yield from forbidden_cells(table)
    lost: dict[tuple[str, str], int] = {}
    for table, _row, parent, _key in db.session.execute(text("PRAGMA foreign_key_check")):
        lost[table, parent] = lost.get((table, parent), 0) + 1
    for (table, parent), count in lost.items():
        yield _lost(table, parent, count)


def _lost_parents() -> Iterator[Finding]:
    """PostgreSQL examines its pages as it reads them; what it can't tell is that its keys were switched off once."""
    there = set(inspect(db.session.connection()).get_table_names())
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if {table.name, key.referred_table.name} <= there and (count := _count_of_lost(key)):
                yield _lost(table.name, key.referred_table.name, count)


def _count_of_lost(key: ForeignKeyConstraint) -> int:
    parent = key.referred_table.alias("parent")
    pairs = [(each.parent, parent.c[each.column.name]) for each in key.elements]
    is_parent = and_(*(own == other for own, other in pairs))
    points = [own.is_not(None) for own, _other in pairs]
    lost = select(func.count()).select_from(key.table).where(*points, ~select(parent).where(is_parent).exists())
    return db.session.scalar(lost) or 0


def _lost(table: str, parent: str, count: int) -> Finding:
    said = _(
        "%(count)d rows of the table %(table)s point to rows of %(parent)s that are not there.",
        count=count,
        table=table,
        parent=parent,
    )
    return Finding("lost_rows", said)
