"""The files of evidence, each under the hash of its content, wherever this program's files lie (`outreach.files`)."""

import io
from enum import StrEnum

from PIL import Image
from sqlalchemy import inspect, select

from outreach.db import db
from outreach.evidence.models import StoredFile
from outreach.evidence.rules import content_hash
from outreach.files import files

SMALL_SIDE = 480


class Fault(StrEnum):
    """What is wrong with a stored file."""

    MISSING = "missing"
    DAMAGED = "damaged"


def name_of(sha256: str) -> str:
    """The name under which the content with that hash lies."""
    return f"evidence/{sha256[:2]}/{sha256}"


def keep(sha256: str, content: bytes) -> None:
    """Store `content` for good before any row names it; a file that is there already is the same one."""
    place, name = files(), name_of(sha256)
    if place.size(name) != len(content):
        place.put(name, content)


def is_there(sha256: str) -> bool:
    """Whether there is such a file."""
    return files().size(name_of(sha256)) is not None


def content(sha256: str) -> bytes | None:
    """The bytes of the file; None where there is none."""
    return files().content(name_of(sha256))


def fault_of(sha256: str) -> Fault | None:
    """What is wrong with the file, read whole; None where it is what it was."""
    found = content(sha256)
    if found is None:
        return Fault.MISSING
    return None if content_hash(found) == sha256 else Fault.DAMAGED


def small(sha256: str) -> bytes | None:
    """The same picture for lists, at most 480 px a side; made when it is first asked for. None where there is none."""
    place, name = files(), _small_name_of(sha256)
    kept = place.content(name)
    if kept is not None:
        return kept
    whole = place.content(name_of(sha256))
    if whole is None:
        return None
    made = _made_small(whole)
    place.put(name, made)
    if place.size(name_of(sha256)) is None:  # deleted meanwhile: nothing of it stays
        place.drop(name)
    return made


def drop(sha256: str) -> None:
    """Delete the file and its small one."""
    for name in (name_of(sha256), _small_name_of(sha256)):
        files().drop(name)


def is_new() -> bool:
    """Whether no row names a file yet, so that an empty place is what it should be."""
    if not inspect(db.session.connection()).has_table(StoredFile.__tablename__):
        return True  # as while a backup comes back
    return db.session.scalar(select(StoredFile.sha256).limit(1)) is None


def _small_name_of(sha256: str) -> str:
    return f"{name_of(sha256)}.small"


def _made_small(whole: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(whole), formats=["JPEG"]) as picture:  # ours, so it is harmless
        picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
        picture.save(out, "JPEG", quality=75)
    return out.getvalue()
