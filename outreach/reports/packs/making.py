"""Making a pack from its beginning to the closed zip: what is read as of one instant, then what is copied."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from outreach.db.snapshot import snapshot
from outreach.errors import Refusal
from outreach.jobs.progress import Watch
from outreach.jobs.rules import Phase
from outreach.reports import as_json, xlsx
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.queries import drawing, drawing_json
from outreach.reports.drawings.xlsx import write_drawing
from outreach.reports.inside import as_for_everybody
from outreach.reports.packs import docx, queries
from outreach.reports.packs import xlsx as ledger_xlsx
from outreach.reports.packs.asked import Asked
from outreach.reports.packs.gathering import gathered
from outreach.reports.packs.pieces import Contents, LeftOut, Piece
from outreach.reports.packs.rules import Scope, safe_name
from outreach.reports.packs.writing import sha256_of, write_pack
from outreach.reports.word.copies import Kind, copy_of_drawing, file_of, has_text, name_of


@dataclass(frozen=True)
class Made:
    """A pack that lies on the disk."""

    files: int
    left_out: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Wish:
    """What is to be made, for whom; `root` is the address under which the program's pages open."""

    asked: Asked
    at: datetime
    by: str
    root: str
    with_scans: bool = False
    reason: str | None = None

    def address(self, path: str) -> str:
        """The page of the program at `path`."""
        return f"{self.root}{path}"


def make_pack(path: Path, wish: Wish, watch: Watch) -> Made:
    """Write the pack into the file `path`; `watch` is told, and may raise Stopped. Raises OSError on a full disk.

    Whoever made it, everybody who reads may take it, and it goes on to people without an account.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="making-") as folder:
        watch.begin(Phase.READING)
        with snapshot(), as_for_everybody():
            contents = gathered(
                wish.asked, at=wish.at, by=wish.by, with_scans=wish.with_scans, reason=wish.reason, root=wish.root
            )
            contents.pieces[:0] = [*_ledgers(contents, Path(folder)), *_figures(contents, wish, Path(folder))]
        watch.begin(Phase.STORING, len(contents.leaders) + len(contents.pieces))
        with path.open("w+b") as file:
            files, left_out = write_pack(file, contents, step=watch.step)
    return Made(files, left_out, path.stat().st_size, sha256_of(path))


def _ledgers(contents: Contents, folder: Path) -> Iterator[Piece]:
    with _file(folder / "ledger.xlsx") as file:
        ledger_xlsx.write_ledger(file, contents, queries.ledger_lines(contents.asked))
    yield Piece("01 台账.xlsx", "台账（Excel）", folder / "ledger.xlsx")
    yield Piece("01 台账.docx", "台账（Word）", partial(docx.write_ledger, contents=contents))


def _figures(contents: Contents, wish: Wish, folder: Path) -> Iterator[Piece]:
    """The figures with their lines as the report gives them; one event's lines stand in its ledger."""
    if wish.asked.scope is Scope.EVENT:
        return
    asked, address = wish.asked, wish.address
    kept = None if asked.drawing_id is None else drawing(asked.drawing_id)
    with _file(folder / "figures.xlsx") as file:
        if kept is None:
            xlsx.write_report(file, asked.filters, created=wish.at, address=address, drawn=contents.drawn)
        else:
            write_drawing(file, kept, address=address)
    yield Piece("02 统计数.xlsx", "统计数及其登记行（Excel）", folder / "figures.xlsx")
    with _file(folder / "figures.json") as file:
        pieces = as_json.json_of_today(asked.filters, with_lines=True, address=address, drawn=contents.drawn)
        if kept is not None:
            pieces = drawing_json(kept, with_lines=True, address=address)
        for piece in pieces:
            file.write(piece.encode())
    yield Piece("02 统计数.json", "统计数及其登记行（供程序读取）", folder / "figures.json")
    if kept is not None and has_text(kept):
        yield from _texts(contents, kept, wish)


def _texts(contents: Contents, kept: Drawing, wish: Wish) -> Iterator[Piece]:
    """The text that was drawn with the figures, as its two Word files."""
    copy = copy_of_drawing(kept)
    for kind, what in ((Kind.CLEAN, "文稿（清稿）"), (Kind.PROOF, "文稿（佐证稿）")):
        try:
            content = file_of(copy, kind, year=kept.year, address=wish.address, now=wish.at)
        except Refusal as refusal:
            contents.left_out.append(LeftOut(what, copy.title, str(refusal.message)))
        else:
            yield Piece(f"04 {safe_name(name_of(copy, kind).removesuffix('.docx'), most=50)}.docx", what, content)


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    with path.open("w+b") as file:
        yield file
