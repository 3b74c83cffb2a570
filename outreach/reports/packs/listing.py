"""The lists inside of a pack: what is in it with size and SHA-256, and what was left out and why."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from outreach import clock
from outreach.reports.packs.pieces import Contents, LeftOut, Piece
from outreach.sheets import Sheet, write_workbook

_FILES = ("序号", "文件", "是什么", "属于", "添加人", "添加时间", "字节", "SHA-256")
MANIFEST, SUMS, LIST = "manifest.json", "SHA256SUMS", "清单.xlsx"


@dataclass(frozen=True)
class Written:
    """A file that stands in the zip."""

    piece: Piece
    size: int
    sha256: str


def manifest(contents: Contents, written: Sequence[Written], left_out: Iterable[LeftOut]) -> bytes:
    """The pack for programs, as JSON."""
    said: dict[str, Any] = {
        "format": "outreach-pack/1",
        "title": contents.title,
        "bureau": contents.bureau,
        "scope": contents.asked.scope.value,
        "filters": contents.asked.filters.arguments(),
        "days": [contents.asked.filters.period.first.isoformat(), contents.asked.filters.period.last.isoformat()],
        "made_at": clock.local(contents.at).isoformat(timespec="seconds"),
        "made_by": contents.by,
        "stored_figures": contents.kept,
        "is_example": contents.is_example,
        "with_sign_in_sheets": contents.with_scans,
        "reason": contents.reason,
        "figures": [
            {
                "key": each.key,
                "label": each.label,
                "unit": each.unit,
                "value": each.figure,
                "wording": each.wording,
                "ledger": each.ledger,
                "agrees": each.agrees if each.is_compared else None,
            }
            for each in contents.checks
        ],
        "files": [_facts(each) for each in written],
        "left_out": [{"what": each.what, "about": each.about, "why": each.why} for each in left_out],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def sums(written: Iterable[Written]) -> bytes:
    """The hashes as `sha256sum -c SHA256SUMS` reads them."""
    return "".join(f"{each.sha256}  {each.piece.path}\n" for each in written).encode()


def list_xlsx(contents: Contents, written: Sequence[Written], left_out: Sequence[LeftOut]) -> bytes:
    """The same for people: the files, and what was left out."""
    above = [[f"{contents.bureau} {contents.title} 清单"], [contents.said], []]
    files = Sheet("文件", _FILES, _rows(written), above)
    rows = [(number, each.what, each.about, each.why) for number, each in enumerate(left_out, 1)]
    return write_workbook([files, Sheet("未收入", ("序号", "材料", "属于", "原因"), rows, above)], created=contents.at)


def _rows(written: Iterable[Written]) -> Iterator[tuple[Any, ...]]:
    for number, each in enumerate(written, 1):
        piece, at = each.piece, each.piece.added_at
        added = (piece.added_by, None if at is None else clock.local(at).replace(tzinfo=None))
        yield number, piece.path, piece.what, piece.about, *added, each.size, each.sha256


def _facts(each: Written) -> dict[str, Any]:
    facts = {"path": each.piece.path, "size": each.size, "sha256": each.sha256, "what": each.piece.what}
    facts |= {"about": each.piece.about} if each.piece.about else {}
    if each.piece.added_at is not None:
        at = clock.local(each.piece.added_at).isoformat(timespec="seconds")
        facts |= {"added_by": each.piece.added_by, "added_at": at}
    facts |= {"event": str(each.piece.event_id)} if each.piece.event_id else {}
    return facts | ({"article": str(each.piece.article_id)} if each.piece.article_id else {})
