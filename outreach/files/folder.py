"""Files in a folder: the data folder of one machine, or a folder that several machines share."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from outreach.files.kinds import Listed

#: Tells a share that is mounted from the empty folder that it is mounted on.
MARK = ".outreach-files"
#: Between the name of a file and what tells its drafts apart; no name has it.
_DRAFT = ".draft-"


class Folder:
    """A folder; with `is_marked` one that may be a share, and then carries a mark."""

    def __init__(self, root: Path, *, is_marked: bool) -> None:
        self.root, self.is_marked = root, is_marked

    def __str__(self) -> str:
        return str(self.root)

    def begin(self) -> None:
        """Make the folder and its mark."""
        self.root.mkdir(parents=True, exist_ok=True)
        if self.is_marked:
            (self.root / MARK).touch()

    def is_begun(self) -> bool:
        """Whether the mark is seen."""
        return not self.is_marked or (self.root / MARK).exists()

    def path(self, name: str) -> Path:
        """Where the file lies."""
        return self.root / name

    def put(self, name: str, content: bytes, *, durable: bool = True) -> None:
        """Write a draft, which then gets the name."""
        file = self.path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        with _draft_of(file) as draft, draft.open("wb") as out:
            out.write(content)
            if durable:
                out.flush()
                os.fsync(out.fileno())
        if durable:
            _sync_folder(file.parent)

    def take_in(self, name: str, file: Path) -> None:
        """Give the file its name, over the border of two disks as well."""
        place = self.path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with _draft_of(place) as draft:
            shutil.move(file, draft)

    def content(self, name: str) -> bytes | None:
        """All bytes."""
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError:
            return None

    def opened(self, name: str) -> tuple[BinaryIO, int] | None:
        """The file as the disk has it; it can seek."""
        try:
            file = self.path(name).open("rb")
        except FileNotFoundError:
            return None
        return file, os.fstat(file.fileno()).st_size

    def size(self, name: str) -> int | None:
        """The size that the disk says."""
        try:
            return self.path(name).stat().st_size
        except FileNotFoundError:
            return None

    def drop(self, name: str) -> None:
        """Delete the file."""
        self.path(name).unlink(missing_ok=True)

    def listed(self, beginning: str) -> Iterator[Listed]:
        """Names in order; drafts that nobody finished are listed, too, so that a sweep takes them."""
        folder = self.path(beginning.rpartition("/")[0])
        for file in sorted(folder.rglob("*") if beginning.endswith("/") else folder.glob(_literally(beginning))):
            with suppress(FileNotFoundError):  # gone meanwhile
                if file.is_file():
                    facts = file.stat()
                    name = file.relative_to(self.root).as_posix()
                    yield Listed(name, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))


def _literally(beginning: str) -> str:
    """A pattern for the file names that begin so; names hold no characters that a pattern would read."""
    return f"{beginning.rpartition('/')[2]}*"


@contextmanager
def _draft_of(file: Path) -> Iterator[Path]:
    """A name to write to; what is written stands under the name of `file` at once and whole."""
    draft = file.with_name(f"{file.name}{_DRAFT}{secrets.token_hex(4)}")
    try:
        yield draft
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make sure that the new name outlives a power cut; Windows does so by itself."""
    if os.name == "posix":
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
