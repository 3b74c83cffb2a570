"""Where the files of packs lie for their day, and whether the disk has room for one more.

A pack is made in the data folder of the machine that makes it, and lies beside the evidence when it is whole, so that
any machine can hand it out.
"""

import shutil
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from outreach.files import Listed, files
from outreach.reports.packs.rules import KEPT_FOR

_AREA = "packs/"


def folder() -> Path:
    """The folder in which packs are made, itself made when it is first asked for."""
    data_dir: Path = current_app.config["SETTINGS"].data_dir
    place = data_dir / "packs"
    place.mkdir(parents=True, exist_ok=True)
    return place


def draft_of(pack_id: uuid.UUID, token: str) -> Path:
    """The pack while the run `token` makes it."""
    return folder() / f"{pack_id}.{token}.part"


def take_in(pack_id: uuid.UUID, draft: Path) -> None:
    """Let the pack, which is whole, lie where it can be downloaded."""
    files().take_in(_name_of(pack_id), draft)


def is_there(pack_id: uuid.UUID) -> bool:
    """Whether the pack can be downloaded."""
    return files().size(_name_of(pack_id)) is not None


def opened(pack_id: uuid.UUID) -> tuple[BinaryIO, int] | None:
    """The pack to read, to be closed, and its size; None where it is gone."""
    return files().opened(_name_of(pack_id))


def free_bytes() -> int:
    """How much room the disk has."""
    return shutil.disk_usage(folder()).free


def drop(pack_id: uuid.UUID) -> None:
    """Delete the file of a pack, also one half made."""
    _drop(files().listed(f"{_AREA}{pack_id}."))
    for file in folder().glob(f"{pack_id}.*"):
        with suppress(OSError):
            file.unlink(missing_ok=True)


def sweep(now: datetime) -> None:
    """Delete what lies there for longer than its day, and what a run left that fell over."""
    oldest = now - KEPT_FOR
    _drop(each for each in files().listed(_AREA) if each.at < oldest)
    for file in folder().iterdir():
        with suppress(OSError):
            if datetime.fromtimestamp(file.stat().st_mtime, UTC) >= oldest:
                continue
            if file.is_dir():
                shutil.rmtree(file, ignore_errors=True)
            else:
                file.unlink()


def _name_of(pack_id: uuid.UUID) -> str:
    return f"{_AREA}{pack_id}.zip"


def _drop(packs: Iterable[Listed]) -> None:
    for each in packs:
        with suppress(OSError):  # Windows: somebody downloads it just now, and the next sweep takes it
            files().drop(each.name)
