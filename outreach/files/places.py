"""Which place this program's files lie in."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import url2pathname

from flask import Flask, current_app

from outreach.config import Settings
from outreach.files.folder import Folder
from outreach.files.kinds import Away, Files

_FILES = "outreach.files"
_IS_NEW = "outreach.files_are_new"


def open_files(url: str) -> Files:
    """The place at a URL that `config` has checked: a folder's path, file:///folder or s3://bucket/prefix."""
    parts = urlsplit(url)
    if parts.scheme == "s3":
        from outreach.files.bucket import Bucket  # late: a bureau with a folder need not load it

        said = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return Bucket(parts.netloc, parts.path.strip("/"), endpoint=said.get("endpoint"), region=said.get("region"))
    return Folder(Path(url2pathname(parts.path)) if parts.scheme == "file" else Path(url), is_marked=True)


def init_files(app: Flask, settings: Settings) -> None:
    """Let the app's files lie where the settings say, else in the data folder."""
    own = Folder(settings.data_dir, is_marked=False)
    app.extensions[_FILES] = open_files(settings.evidence_url) if settings.evidence_url else own


def set_is_new(app: Flask, is_new: Callable[[], bool]) -> None:
    """Ask `is_new` before a place without a mark is taken for this bureau's: whether no row names a file yet."""
    app.extensions[_IS_NEW] = is_new


def files() -> Files:
    """The place of this app's files; a new bureau begins it here. Raises Away where it isn't there."""
    place: Files = current_app.extensions[_FILES]
    if not place.is_begun():
        if not current_app.extensions[_IS_NEW]():
            raise Away(str(place))
        place.begin()
    return place
