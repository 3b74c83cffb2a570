"""The bytes that have come, in the data folder: one file for each picture on its way, and its length is the offset.

A part may come twice, also to two processes at once: the same bytes are written to the same place. What is not what the
phone had, after a power cut for instance, shows at the end by its hash and comes again; so nothing is synced before.
"""

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from flask import current_app

from outreach.evidence.uploads.rules import FORGOTTEN_AFTER, check_part


def _folder() -> Path:
    data_dir: Path = current_app.config["SETTINGS"].data_dir
    return data_dir / "uploads"


def _path(upload_id: uuid.UUID) -> Path:
    return _folder() / f"{upload_id}.part"


def there(upload_id: uuid.UUID) -> int:
    """How many bytes have come."""
    try:
        return _path(upload_id).stat().st_size
    except FileNotFoundError:
        return 0


def write(upload_id: uuid.UUID, offset: int, part: bytes, *, size: int) -> int:
    """Put a part into its place, of `size` bytes in all; how many are there then. Raises what `check_part` raises."""
    _folder().mkdir(parents=True, exist_ok=True)
    place = os.open(_path(upload_id), os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(place, "r+b") as file:
        check_part(offset=offset, length=len(part), there=os.fstat(place).st_size, size=size)
        file.seek(offset)
        file.write(part)
        file.flush()
        return os.fstat(place).st_size


def content(upload_id: uuid.UUID) -> bytes:
    """All that has come; nothing where the file is gone, as after another process has finished it."""
    try:
        return _path(upload_id).read_bytes()
    except FileNotFoundError:
        return b""


def drop(upload_ids: Iterable[uuid.UUID]) -> None:
    """Let go of what has come; one that another process reads just now stays for the next sweep (Windows)."""
    for upload_id in upload_ids:
        with suppress(OSError):
            _path(upload_id).unlink(missing_ok=True)


def sweep(now: datetime) -> None:
    """Let go of the files that nobody has added to for a week."""
    oldest = (now - FORGOTTEN_AFTER).timestamp()
    for file in _folder().glob("*.part"):
        with suppress(OSError):
            if file.stat().st_mtime < oldest:
                file.unlink()
