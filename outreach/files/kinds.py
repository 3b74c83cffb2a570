"""What a place for files can do.

Names look like `evidence/3f/3f9a…` and are the same in every place, so that what lies in one can be copied to another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from flask_babel import lazy_gettext as _

from outreach.errors import Refusal


class Away(Refusal):
    """The place of the files can't be reached; whoever sent something keeps it and sends it again."""

    code = "files_away"
    status = 503

    def __init__(self, place: str) -> None:
        super().__init__(
            _("The store of pictures and files can't be reached at present."),
            next_step=_("Try again in a few minutes. If it stays, tell the administrator."),
            place=place,
        )


@dataclass(frozen=True)
class Listed:
    """A file in a list: its whole name, its bytes, and when it was put there."""

    name: str
    size: int
    at: datetime


class Files(Protocol):
    """A place. Who reads a file finds all of it or nothing, whatever others write meanwhile; all may raise Away.

    A file that was put is on the disk, or confirmed by the store, when the call returns, but with `durable=False`.
    """

    def begin(self) -> None:
        """Mark an empty place as ours, so that a share that is not mounted is told from it."""

    def is_begun(self) -> bool:
        """Whether the mark is seen."""

    def put(self, name: str, content: bytes, *, durable: bool = True) -> None:
        """Put the bytes under the name, in the stead of what is there."""

    def take_in(self, name: str, file: Path) -> None:
        """Put a finished file of this machine under the name; it is gone from its own place afterwards."""

    def content(self, name: str) -> bytes | None:
        """All bytes of the file; None where there is none."""

    def opened(self, name: str) -> tuple[BinaryIO, int] | None:
        """The file to read from front to back, to be closed, and its size; None where there is none."""

    def size(self, name: str) -> int | None:
        """How many bytes it has; None where there is none."""

    def drop(self, name: str) -> None:
        """Take the file away, if it is there."""

    def listed(self, beginning: str) -> Iterator[Listed]:
        """All files whose names begin so (`uploads/`), in order of their names."""
