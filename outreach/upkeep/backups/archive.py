"""The file of a backup: a zip that is written in one go, and read with every hash checked."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from flask_babel import gettext as _

from outreach.errors import Conflict, Invalid
from outreach.upkeep.backups.manifest import NAME, Kept, Manifest, no_backup, read_manifest

_PIECE = 1 << 20
#: Tighter takes twice the time for a tenth of the size.
_PACKED = 3
README = "README 说明.txt"


@contextmanager
def writing(target: IO[bytes]) -> Iterator["Writer"]:
    """A backup on its way into the file; whatever happens, nothing holds on to the file afterwards."""
    writer = Writer(target)
    try:
        yield writer
    finally:
        writer.let_go()


class Writer:
    """A backup on its way; keeps for each file its size and hash."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", compresslevel=_PACKED)
        self.files: dict[str, Kept] = {}

    @contextmanager
    def opened(self, name: str, *, packed: bool = True) -> Iterator["_Hashed"]:
        """A file to write to; `packed` False for what is packed already, like pictures."""
        self._zip.compression = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._zip.open(name, "w", force_zip64=True) as out:
            hashed = _Hashed(out)
            yield hashed
        self.files[name] = Kept(hashed.size, hashed.digest.hexdigest())

    def copy(self, name: str, source: IO[bytes], *, packed: bool = True) -> Kept:
        """Write all of `source` as that file."""
        with self.opened(name, packed=packed) as out:
            for piece in pieces(source):
                out.write(piece)
        return self.files[name]

    def close(self, manifest: Manifest) -> None:
        """Write the manifest, and end the file."""
        manifest.files = dict(self.files)
        self._zip.writestr(NAME, manifest.as_json())
        self._zip.close()

    def let_go(self) -> None:
        """End the file, if that was not done."""
        self._zip.close()


class _Hashed:
    """A file whose content is hashed as it is written."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes | memoryview) -> None:
        self.digest.update(content)
        self.size += len(content)
        self._out.write(content)


class Archive:
    """A backup that is read."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = file
        self.manifest = manifest

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """One of its files."""
        with self._zip.open(name) as source:
            yield source

    def damaged(self) -> list[str]:
        """The names of the files that are missing or not what the manifest says; the whole backup is read for it."""
        return [name for name, kept in self.manifest.files.items() if not self._is_whole(name, kept)]

    def check_whole(self) -> None:
        """Raises Conflict where a file is missing or not what the manifest says."""
        if damaged := self.damaged():
            said = _(
                "The backup is damaged, and nothing was touched. Copy it once more from where it came; if it is still "
                "damaged, take another backup. Damaged in it: %(files)s",
                files=", ".join(damaged[:5]),
            )
            raise Conflict(said, code="damaged_backup")

    def _is_whole(self, name: str, kept: Kept) -> bool:
        digest = hashlib.sha256()
        try:
            with self._zip.open(name) as source:
                for piece in pieces(source):
                    digest.update(piece)
        except (KeyError, OSError, EOFError, zipfile.BadZipFile, ValueError, NotImplementedError, zlib.error):
            return False
        return digest.hexdigest() == kept.sha256


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The backup in the file; raises Invalid for what is none, or is cut off."""
    try:
        file = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise Invalid(_("There is no file %(file)s.", file=path), code="no_file") from error
    except OSError as error:
        said = _("The file %(file)s can't be read: %(reason)s", file=path, reason=error.strerror or error)
        raise Invalid(said, code="unreadable_file") from error
    except zipfile.BadZipFile as error:
        said = _(
            "The file %(file)s is no backup, or it was cut off while it was copied. Nothing was touched. Copy it once "
            "more from where it came; if that does not help, take another backup.",
            file=path,
        )
        raise Invalid(said, code="no_backup") from error
    with file:
        yield Archive(file, _manifest_of(file))


def _manifest_of(file: zipfile.ZipFile) -> Manifest:
    try:
        return read_manifest(file.read(NAME))
    except (KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise no_backup() from error


def pieces(source: IO[bytes]) -> Iterator[bytes]:
    """The content of a file, a part at a time."""
    while piece := source.read(_PIECE):
        yield piece
