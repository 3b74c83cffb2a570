"""Where the files lie: in the data folder, each under the hash of its content."""

import os
import secrets
from pathlib import Path

from flask import current_app


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
    draft = file.with_name(f"{sha256}.{secrets.token_hex(4)}")
    with draft.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Make sure that the new name outlives a power cut; Windows does so by itself."""
    if os.name == "posix":
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
