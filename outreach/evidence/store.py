"""Where the files lie: in the data folder, each under the hash of its content."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from PIL import Image

SMALL_SIDE = 480


def path_of(sha256: str) -> Path:
    """The file whose content has that hash."""
    folder: Path = current_app.config["SETTINGS"].data_dir
    return folder / "evidence" / sha256[:2] / sha256


def keep(sha256: str, content: bytes) -> None:
    """Put `content` on the disk before any row names it; a file that is there already is the same one."""
    file = path_of(sha256)
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with _draft_of(file) as draft, draft.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    _sync_folder(file.parent)


def small_path_of(sha256: str) -> Path:
    """The file with the same picture for lists, at most 480 px a side; made when it is first asked for."""
    whole = path_of(sha256)
    small = whole.with_name(f"{sha256}.small")
    if not small.exists() and whole.exists():
        with _draft_of(small) as draft, Image.open(whole, formats=["JPEG"]) as picture:  # ours, so it is harmless
            picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
            picture.save(draft, "JPEG", quality=75)
    return small


def drop(sha256: str) -> None:
    """Delete the file and its small one."""
    for file in (path_of(sha256), path_of(sha256).with_name(f"{sha256}.small")):
        file.unlink(missing_ok=True)


@contextmanager
def _draft_of(file: Path) -> Iterator[Path]:
    """A name to write to; what is written stands under the name of `file` at once and whole."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
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


def content(sha256: str) -> bytes | None:
    """The bytes of the file; None where there is none."""
    file = path_of(sha256)
    return file.read_bytes() if file.exists() else None
