"""What a run made of a list, kept so that a page of it need not judge all rows again: in memory, and as a file.

A file is read by any process of the program that wrote it, and by its seal it is known to come from one: who may write
into a shared place could else let the program run what he likes.
"""

import hashlib
import hmac
import pickle
import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from flask import Flask, current_app

from outreach.config import Settings
from outreach.files import Away, Listed, files
from outreach.jobs.reading import Reading
from outreach.jobs.rules import KEPT_FOR

_MEMORY = "outreach.readings"
#: Long lists that are looked at just now; 20,000 rows of sixteen columns take some 50 MB.
_MOST = 3
_AREA = "imports/"
_ROWS = ".rows"
_SEAL = hashlib.sha256


class _Memory:
    """The readings used last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readings: OrderedDict[str, Reading] = OrderedDict()

    def get(self, token: str) -> Reading | None:
        with self._lock:
            if token in self._readings:
                self._readings.move_to_end(token)
            return self._readings.get(token)

    def put(self, token: str, reading: Reading) -> None:
        with self._lock:
            self._readings[token] = reading
            while len(self._readings) > _MOST:
                self._readings.popitem(last=False)


def init_kept(app: Flask) -> None:
    """Begin with nothing."""
    app.extensions[_MEMORY] = _Memory()


def keep(job_id: uuid.UUID, token: str, reading: Reading) -> None:
    """Keep the reading that the run `token` made. Where the disk is full, this process alone knows it."""
    _ = reading.digest, reading.counts  # once, not for every page
    _memory().put(token, reading)
    content, name = pickle.dumps(reading, pickle.HIGHEST_PROTOCOL), _name(job_id, token)
    with suppress(OSError, Away):
        files().put(name, _seal(content) + content, durable=False)
        _drop(each for each in files().listed(_beginning(job_id)) if each.name != name)


def forget(job_id: uuid.UUID) -> None:
    """Take away what was kept of a job."""
    _drop(files().listed(_beginning(job_id)))


def sweep(now: datetime) -> None:
    """Take away what nobody came back to."""
    oldest = now - KEPT_FOR
    _drop(each for each in files().listed(_AREA) if each.at < oldest)


def kept(job_id: uuid.UUID, token: str) -> Reading | None:
    """The reading that the run `token` made; None where it is gone, or another version of the program made it."""
    found = _memory().get(token)
    if found is None and (found := _loaded(_name(job_id, token))) is not None:
        _memory().put(token, found)
    return found


def _loaded(name: str) -> Reading | None:
    try:
        stored = files().content(name) or b""
        seal, content = stored[: _SEAL().digest_size], stored[_SEAL().digest_size :]
        if not hmac.compare_digest(seal, _seal(content)):
            return None
        found = pickle.loads(content)  # noqa: S301 (sealed by this program)
    except Exception:  # whatever a class that is another one now may raise
        return None
    return found if isinstance(found, Reading) else None


def _seal(content: bytes) -> bytes:
    settings: Settings = current_app.config["SETTINGS"]
    return hmac.digest(f"kept readings {settings.secret_key}".encode(), content, _SEAL)


def _drop(rows: Iterable[Listed]) -> None:
    for each in rows:
        if each.name.endswith(_ROWS):
            with suppress(OSError):  # Windows: somebody reads it just now, and the next sweep takes it
                files().drop(each.name)


def _memory() -> _Memory:
    memory: _Memory = current_app.extensions[_MEMORY]
    return memory


def _name(job_id: uuid.UUID, token: str) -> str:
    return f"{_beginning(job_id)}{token}{_ROWS}"


def _beginning(job_id: uuid.UUID) -> str:
    return f"{_AREA}{job_id}."
