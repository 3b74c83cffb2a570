"""Where backups go, whether that place outlives the disk of the data, and whether there is room."""

import os
import shutil
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from outreach.config import Settings
from outreach.errors import Conflict


def backup_folder() -> Path:
    """The folder of the backups that are made by themselves."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.backup_dir or settings.data_dir / "backups"


def is_usable(folder: Path) -> bool:
    """Whether this account may write into the folder, or make it where it is missing."""
    there = _nearest(folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def is_same_disk(folder: Path) -> bool:
    """Whether the folder lies on the disk of the data folder, so that both would be lost together."""
    settings: Settings = current_app.config["SETTINGS"]
    return _nearest(folder).stat().st_dev == settings.data_dir.stat().st_dev


def _nearest(folder: Path) -> Path:
    """The folder, or what is there of the way to it."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if os.path.lexists(each))


def check_room(folder: Path, needed: int) -> None:
    """Raises Conflict where the disk has not that many bytes left."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        said = _(
            "The backup needs about %(needed)d MB in %(folder)s, and %(free)d MB are left.",
            needed=needed // 1_000_000 + 1,
            folder=folder,
            free=free // 1_000_000,
        )
        raise Conflict(said, code="no_room")
