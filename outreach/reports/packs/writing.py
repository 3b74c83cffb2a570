"""Writing a pack: one file after the other into a zip on the disk, no more than one picture in memory.

The file is written with its headers filled in afterwards, so that also programs that read a zip from front to back
(many a system that takes uploads) can unpack pictures that were only stored.
"""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from outreach import clock
from outreach.evidence import store
from outreach.reports.packs import listing, viewer
from outreach.reports.packs.listing import Written
from outreach.reports.packs.pieces import Contents, LeftOut, Piece

#: These are packed already.
_STORED = (".jpg", ".pdf", ".xlsx", ".docx", ".png", ".zip")
_CHUNK = 1024 * 1024
_SPOOLED = 4 * _CHUNK
MISSING, DAMAGED = "文件在数据目录中缺失，请告知管理员", "文件与登记的哈希值不符，请告知管理员"
Step = Callable[[int], None]


def write_pack(file: BinaryIO, contents: Contents, *, step: Step) -> tuple[int, int]:
    """Write the pack into `file`, which can seek; how many files that are, and how many things were left out.

    `step` hears how many files are done. The same contents give the same bytes. Raises OSError where the disk is full.
    """
    writer = _Writer(file, contents.at)
    gone: list[LeftOut] = []
    paths: set[str] = set()
    with writer.archive:
        for done, piece in enumerate((*contents.leaders, *contents.pieces), 1):
            why = writer.add(piece)
            if why is not None:
                gone.append(LeftOut(piece.what, piece.about, why))
                paths.add(piece.path)
            step(done)
        left_out = [*contents.left_out, *gone]
        for piece in viewer.pages(contents, left_out, frozenset(paths)):
            writer.add(piece)
        writer.add(Piece(listing.LIST, "清单", listing.list_xlsx(contents, writer.written, left_out)))
        writer.add(Piece(listing.MANIFEST, "清单（供程序读取）", listing.manifest(contents, writer.written, left_out)))
        writer.add(Piece(listing.SUMS, "校验和", listing.sums(writer.written)))
    return len(writer.written), len(left_out)


def sha256_of(path: Path) -> str:
    """The hash of the whole file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Writer:
    def __init__(self, file: BinaryIO, at: datetime) -> None:
        self.archive = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True)
        self.when = clock.local(at).timetuple()[:6]
        self.written: list[Written] = []

    def add(self, piece: Piece) -> str | None:
        """Put a file into the zip; why it can't be there, else None."""
        if piece.content is None:
            return self._add_stored(piece, piece.sha256 or "")
        if isinstance(piece.content, bytes):
            self._put(piece, len(piece.content), [piece.content], hashlib.sha256(piece.content).hexdigest())
        elif isinstance(piece.content, Path):
            with piece.content.open("rb") as file:
                self._copy(piece, file)
        else:
            self._add_made(piece, piece.content)
        return None

    def _add_stored(self, piece: Piece, sha256: str) -> str | None:
        """A file of the store is read whole, for what is not what it was must not begin to stand in the zip."""
        content = store.content(sha256)
        if content is None:
            return MISSING
        if hashlib.sha256(content).hexdigest() != sha256:
            return DAMAGED
        self._put(piece, len(content), [content], sha256)
        return None

    def _add_made(self, piece: Piece, make: Callable[[BinaryIO], None]) -> None:
        with tempfile.SpooledTemporaryFile(_SPOOLED) as made:
            make(made)  # type: ignore[arg-type]
            self._copy(piece, made)  # type: ignore[arg-type]

    def _copy(self, piece: Piece, file: BinaryIO) -> None:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        digest = hashlib.sha256()
        self._put(piece, size, _digested(file, digest), digest)

    def _put(self, piece: Piece, size: int, chunks: Iterable[bytes], sha256: "str | hashlib._Hash") -> None:
        info = zipfile.ZipInfo(piece.path, self.when)
        info.compress_type = zipfile.ZIP_STORED if piece.path.endswith(_STORED) else zipfile.ZIP_DEFLATED
        info.create_system, info.external_attr, info.file_size = 3, 0o100644 << 16, size
        with self.archive.open(info, "w") as out:
            for chunk in chunks:
                out.write(chunk)
        said = sha256 if isinstance(sha256, str) else sha256.hexdigest()
        self.written.append(Written(piece, size, said))


def _digested(file: BinaryIO, digest: "hashlib._Hash") -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        yield chunk
