"""What a run made of a list, kept so that a page of it need not judge all rows again: in memory, and beside the runs.

Files are read by the program that wrote them only: they lie in the data folder, where the secret key lies, too.
"""

import os
import pickle
import threading
import uuid
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

from flask import Flask, current_app

from outreach.jobs import progress
from outreach.jobs.reading import Reading

_MEMORY = "outreach.readings"
#: Long lists that are looked at just now; 20,000 rows of sixteen columns take some 50 MB.
_MOST = 3


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
    place = _path(job_id, token)
    draft = place.with_suffix(".part")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            pickle.dump(reading, file, pickle.HIGHEST_PROTOCOL)
        os.replace(draft, place)
        for other in place.parent.glob(f"{job_id}.*.rows"):
            if other != place:
                other.unlink()


def kept(job_id: uuid.UUID, token: str) -> Reading | None:
    """The reading that the run `token` made; None where it is gone, or another version of the program made it."""
    found = _memory().get(token)
    if found is None and (found := _loaded(_path(job_id, token))) is not None:
        _memory().put(token, found)
    return found


def _loaded(place: Path) -> Reading | None:
    try:
        with place.open("rb") as file:
            found = pickle.load(file)  # noqa: S301 (our own file, beside the secret key)
    except FileNotFoundError:
        return None
    except Exception:  # whatever a class that is another one now may raise
        return None
    return found if isinstance(found, Reading) else None


def _memory() -> _Memory:
    memory: _Memory = current_app.extensions[_MEMORY]
    return memory


def _path(job_id: uuid.UUID, token: str) -> Path:
    return progress.folder() / f"{job_id}.{token}.rows"
