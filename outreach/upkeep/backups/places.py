"""Where backups go, and whether that is a place that outlives the disk of the data."""

from pathlib import Path

from flask import current_app

from outreach.config import Settings


def is_same_disk(folder: Path) -> bool:
    """Whether the folder lies on the disk of the data folder, so that both would be lost together."""
    settings: Settings = current_app.config["SETTINGS"]
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    return there.stat().st_dev == settings.data_dir.stat().st_dev
