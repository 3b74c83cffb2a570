"""What stands behind a drawn text, read from its drawing alone: the proof copy asks for no number a second time."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.db import db
from outreach.errors import Conflict
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.reports.drawings.checking import said_code
from outreach.reports.drawings.models import Drawing, DrawnLine
from outreach.reports.drawings.queries import said_filters_of
from outreach.reports.drawings.resolved import resolve_in
from outreach.reports.inside import is_finding
from outreach.reports.texts.copies import Copy, Reference
from outreach.reports.typed.said import Said
from outreach.reports.word.backing import MOST_LINES, Backing, LedgerLine, Proof
from outreach.reports.word.paths import drawing_path, reference_path
from outreach.reports.word.pictures import pictures_of
from outreach.web.filters import moment

#: What is put on paper is Chinese, whoever asks for it.
PAPER_LANGUAGE = "zh"


class NotDrawn(Conflict):
    """There is no proof of numbers that are today's: tomorrow they may be others."""

    code = "not_drawn"


def proof_of(copy: Copy, *, address: Callable[[str], str]) -> Proof:
    """All that stands behind the text; `address` makes a link that works out of a file. Raises NotDrawn."""
    if copy.drawing is None:
        raise NotDrawn(_("A proof copy is made of a text that is drawn: its numbers must stand still first."))
    drawing = copy.drawing
    with force_locale(PAPER_LANGUAGE):
        said_filters = said_filters_of(drawing)
        return Proof(
            _facts(drawing, said_filters, address(drawing_path(drawing))),
            tuple(
                _backing(drawing, each, said_filters, address(reference_path(drawing, each.number)))
                for each in copy.references
            ),
            tuple(pictures_of(drawing)),
            tuple(str(each) for each in copy.findings),
        )


def _facts(drawing: Drawing, said_filters: str, address: str) -> tuple[tuple[str, str], ...]:
    code = said_code(drawing.seal.code) if drawing.seal else "—（早于校验码的统计）"
    by = f"　{drawing.by.name}" if drawing.by else ""
    return (
        ("统计名称", drawing.title),
        ("统计时刻", f"{moment(drawing.at)}{by}"),
        ("统计期间", _said_days(drawing)),
        ("筛选条件", said_filters),
        ("校验码", code),
        ("核验地址", address),
    )


def _said_days(drawing: Drawing) -> str:
    first, last = drawing.first_day, drawing.last_day
    return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"


def _backing(drawing: Drawing, reference: Reference, said_filters: str, address: str) -> Backing:
    if reference.is_typed:
        said = resolve_in(drawing, reference.key).typed
        return Backing(reference, address, _typed_facts(said) if said else ())
    total, count = db.session.execute(
        select(func.coalesce(func.sum(DrawnLine.quantity), 0), func.count()).where(*_behind(drawing, reference.key))
    ).one()
    stays = is_finding(reference.key)
    lines = () if stays else tuple(_line(row) for row in _rows(drawing, reference.key))
    kept = resolve_in(drawing, reference.key)
    facts = [("筛选", said_filters)]
    facts += [("其中估计", f"{kept.estimated:,}{kept.unit}")] if kept.estimated else []
    facts += [("其中待核", f"{kept.undecided:,}{kept.unit}")] if kept.undecided else []
    rest = int(total) - sum(line.quantity for line in lines)
    return Backing(reference, address, tuple(facts), lines, count, rest, stays)


def _typed_facts(said: Said) -> tuple[tuple[str, str], ...]:
    facts = [("手填", said.whole_wording), ("来源", said.source or "未说明")]
    facts += [("源文件", f"SHA-256 {said.sha256[:16]}…")] if said.sha256 else []
    facts += [("填报人", said.by_name)] if said.by_name else []
    facts += [("填报时刻", moment(said.at))] if said.at else []
    return tuple(facts)


def _behind(drawing: Drawing, key: str) -> tuple[Any, ...]:
    return DrawnLine.drawing_id == drawing.id, DrawnLine.key == key


def _rows(drawing: Drawing, key: str) -> Sequence[Any]:
    """The first lines by day; what a tally says of itself is never changed, so today's row says what it said then."""
    statement = (
        select(
            DrawnLine.day,
            DrawnLine.quantity,
            DrawnLine.label,
            DrawnLine.team,
            DrawnLine.by_name,
            DrawnLine.is_undecided,
            Tally.reverses_id,
            Tally.reason,
            Tally.basis,
        )
        .outerjoin(Tally, Tally.id == DrawnLine.line_id)
        .where(*_behind(drawing, key))
        .order_by(DrawnLine.day, DrawnLine.line_id)
        .limit(MOST_LINES)
    )
    return db.session.execute(statement).all()


def _line(row: Any) -> LedgerLine:
    marks = [f"撤销：{row.reason}"] if row.reverses_id else []
    marks += ["估计"] if row.basis == Basis.ESTIMATED else []
    marks += ["待核"] if row.is_undecided else []
    return LedgerLine(row.day, row.label, row.team or "", row.by_name or "", row.quantity, tuple(marks))
