"""The tables read last: a list on its way in is read by its form, its questions, its headings and its run."""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from copy import copy
from typing import Any, TypeVar

from outreach.errors import Invalid

Found = TypeVar("Found")

#: What is read within so many seconds is read again. Bytes tell nothing of it: a few of them may unpack to millions.
SHORT = 0.1
MOST = 2

_lock = threading.Lock()
_read: OrderedDict[tuple[Any, ...], Any] = OrderedDict()


def read_once(content: bytes, how: tuple[Any, ...], read: Callable[[], Found]) -> Found:
    """What `read` makes of `content`, or made of it a moment ago; `how` names all else that it looks at.

    Raises Invalid where it does: who sends a file again that was long in being refused is told at once.
    """
    key = (hashlib.sha256(content).digest(), *how)
    with _lock:
        if key in _read:
            _read.move_to_end(key)
            known: Found | Invalid = _read[key]
            return _told(known)
    found, seconds = _found(read)
    if seconds > SHORT:
        with _lock:
            _read[key] = found
            while len(_read) > MOST:
                _read.popitem(last=False)
    return _told(found)


def _found(read: Callable[[], Found]) -> tuple[Found | Invalid, float]:
    """What was read, or why it was refused; and how long that took, in seconds."""
    began = time.monotonic()
    found: Found | Invalid
    try:
        found = read()
    except Invalid as refusal:
        found = copy(refusal)  # whose traceback holds no file
    return found, time.monotonic() - began


def _told(found: Found | Invalid) -> Found:
    if isinstance(found, Invalid):
        raise copy(found)
    return found
