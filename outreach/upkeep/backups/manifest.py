"""What a backup says of itself: a file in it, `manifest.json`, written last."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from outreach.errors import Invalid
from outreach.upkeep.standing import Counts, Figures

NAME = "manifest.json"
#: Raised when an older program can no longer read what this one writes.
FORMAT = 1


class Kind(StrEnum):
    """How much is in a backup: everything, or the database alone, as before a migration."""

    WHOLE = "whole"
    DATABASE = "database"


@dataclass(frozen=True)
class Kept:
    """A file in the backup: its size and the SHA-256 of its content."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """All that a backup must still be when it is brought back.

    `figures` is None of a database older than the program, whose figures it could not draw; `faults` are files that
    rows name and that were missing or damaged in the store; by `secret` and `sealed_by` the keys are known.
    """

    made_at: datetime
    kind: Kind
    dialect: str
    revision: str
    bureau: str
    secret: str
    sealed_by: str
    counts: Counts
    figures: Figures | None
    files: dict[str, Kept] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> bytes:
        """The manifest as its file."""
        said = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()

    @property
    def size(self) -> int:
        """The bytes of all files, before they were packed."""
        return sum(each.size for each in self.files.values())


def read_manifest(content: bytes) -> Manifest:
    """The manifest that the file says; raises Invalid for what is none, or a later program's."""
    try:
        said: dict[str, Any] = json.loads(content)
        if said["format"] > FORMAT:
            raise Invalid(_("This backup was made by a newer version of the program."), code="newer_backup")
        said["files"] = {name: Kept(**each) for name, each in said["files"].items()}
        return Manifest(**said | {"made_at": datetime.fromisoformat(said["made_at"]), "kind": Kind(said["kind"])})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise no_backup() from error


def no_backup() -> Invalid:
    """What is said of a file without a manifest that can be read."""
    said = _("This file is no backup of this program: take one whose name begins with outreach- and a day.")
    return Invalid(said, code="no_backup")
