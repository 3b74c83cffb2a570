"""The bytes that have come, each part a file of its own beside the evidence, so that any process may take the next.

A part may come twice, also to two processes at once: the same bytes stand under the same name. What is not what the
phone had shows at the end by its hash and comes again; so nothing is synced before.
"""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from outreach.evidence.uploads.rules import FORGOTTEN_AFTER, check_part, come_to
from outreach.files import Listed, files

_AREA = "uploads/"


def there(upload_id: uuid.UUID) -> int:
    """How many bytes have come, from the first on without a gap."""
    return come_to((_offset(each), each.size) for each in _parts(upload_id))


def write(upload_id: uuid.UUID, offset: int, part: bytes, *, size: int) -> int:
    """Put a part into its place, of `size` bytes in all; how many are there then. Raises what `check_part` raises."""
    check_part(offset=offset, length=len(part), there=there(upload_id), size=size)
    files().put(f"{_beginning(upload_id)}{offset:09}", part, durable=False)
    return there(upload_id)


def content(upload_id: uuid.UUID) -> bytes:
    """All that has come; nothing where it is gone, as after another process has finished it."""
    whole = bytearray()
    for each in _parts(upload_id):
        part, offset = files().content(each.name), _offset(each)
        whole[offset : offset + len(part or b"")] = part or b""
    return bytes(whole)


def drop(upload_ids: Iterable[uuid.UUID]) -> None:
    """Let go of what has come."""
    for upload_id in upload_ids:
        _drop(_parts(upload_id))


def sweep(now: datetime) -> None:
    """Let go of the files that nobody has added to for a week."""
    oldest = now - FORGOTTEN_AFTER
    _drop(each for each in files().listed(_AREA) if each.at < oldest)


def _drop(parts: Iterable[Listed]) -> None:
    for each in parts:
        with suppress(OSError):  # Windows: another process reads it just now, and the next sweep takes it
            files().drop(each.name)


def _beginning(upload_id: uuid.UUID) -> str:
    return f"{_AREA}{upload_id}-"


def _parts(upload_id: uuid.UUID) -> list[Listed]:
    """The whole parts in order of their offsets, not those that are being written."""
    beginning = _beginning(upload_id)
    return [each for each in files().listed(beginning) if each.name.removeprefix(beginning).isdigit()]


def _offset(part: Listed) -> int:
    return int(part.name.rpartition("-")[2])
