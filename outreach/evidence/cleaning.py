"""Pictures made smaller and freed of what a camera writes into them: two at a time, each in a process of its own."""

import subprocess
import sys
import threading
from pathlib import Path

from flask_babel import lazy_gettext as _

from outreach.errors import TooMany
from outreach.evidence import decoding
from outreach.evidence.refusals import refusal
from outreach.evidence.rules import LARGEST_BYTES, seems_to_be

#: Eight pictures of 40 million pixels at once must not fill the memory of an office PC, nor hold up numbers.
AT_ONCE = 2
#: How long one waits for its turn before the sender is asked to come again: a thread that waits serves nobody.
PATIENCE_SECONDS = 4
AGAIN_AFTER_SECONDS = 5
LONGEST_SECONDS = 60

_turns = threading.BoundedSemaphore(AT_ONCE)
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def clean_picture(content: bytes) -> bytes:
    """`content` as a JPEG of at most 1600 px a side, turned upright, without EXIF, GPS and comments.

    Raises Invalid for what is no picture that can be read, TooLarge for one that is too big to open safely, and TooMany
    (`busy`) while others are being cleaned.
    """
    if not content:
        raise refusal("empty")
    if len(content) > LARGEST_BYTES:
        raise refusal("too_heavy")
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        message = _("Other pictures are being made smaller just now. Send this one again in a moment.")
        raise TooMany(message, field="picture", code="busy", retry_after=AGAIN_AFTER_SECONDS)
    try:
        said = _said_of(content)
    finally:
        _turns.release()
    if said.startswith(b"+"):
        return said[1:]
    code = said[1:].decode("ascii")
    raise refusal(seems_to_be(content) if code == "no_picture" else code)


def _said_of(content: bytes) -> bytes:
    """What the process said; one that was stopped, or fell over, could not open the picture."""
    command = [_python(), "-I", decoding.__file__]
    try:
        done = subprocess.run(  # noqa: S603 (a file of ours, and no word of the sender's)
            command,
            input=content,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired:
        return b"-too_hard"
    return done.stdout if done.returncode == 0 and done.stdout[:1] in (b"+", b"-") else b"-too_hard"


def _python() -> str:
    """The interpreter of this environment; under some servers `sys.executable` is the server."""
    own = Path(sys.prefix) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python3")
    return str(own) if own.exists() else sys.executable
