"""Where the files of packs lie for their day, and whether the disk has room for one more."""

import shutil
import uuid
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from flask import current_app

from outreach.reports.packs.rules import KEPT_FOR


def folder() -> Path:
    """The folder of packs in the data folder, made when it is first asked for."""
    data_dir: Path = current_app.config["SETTINGS"].data_dir
    place = data_dir / "packs"
    place.mkdir(parents=True, exist_ok=True)
    return place


def file_of(pack_id: uuid.UUID) -> Path:
    """The pack itself."""
    return folder() / f"{pack_id}.zip"


def draft_of(pack_id: uuid.UUID, token: str) -> Path:
    """The pack while the run `token` makes it: it gets its name when it is whole."""
    return folder() / f"{pack_id}.{token}.part"


def free_bytes() -> int:
    """How much room the disk has."""
    return shutil.disk_usage(folder()).free


def drop(pack_id: uuid.UUID) -> None:
    """Delete the file of a pack, also one half made."""
    for file in folder().glob(f"{pack_id}.*"):
        with suppress(OSError):  # Windows: somebody downloads it just now, and the next sweep takes it
            file.unlink(missing_ok=True)


def sweep(now: datetime) -> None:
    """Delete what lies there for longer than its day, and what a run left that fell over."""
    oldest = (now - KEPT_FOR).timestamp()
    for file in folder().iterdir():
        with suppress(OSError):
            if file.stat().st_mtime >= oldest:
                continue
            if file.is_dir():
                shutil.rmtree(file, ignore_errors=True)
            else:
                file.unlink()
