"""Copying the files of evidence from one place to another, checked by their hashes on both sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from outreach.evidence.queries import files_kept
from outreach.evidence.rules import content_hash
from outreach.evidence.store import name_of
from outreach.files import Files


class Outcome(StrEnum):
    """What became of a file."""

    COPIED = "copied"
    WAS_THERE = "was_there"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Copied:
    """One file: how it went; `of` files there are in all."""

    sha256: str
    outcome: Outcome
    of: int


def copy_all(source: Files, target: Files) -> Iterator[Copied]:
    """Copy each file that a row names and that was not erased, in order of the hashes.

    What lies at the target already is read there and left when it is right; so a copy that broke off goes on by being
    run again. What was copied is read back: it is told only when its hash is right at the target. A file that is
    missing or damaged at the source is told and left; what lies at the target under its name stays.
    """
    hashes = files_kept()
    for sha256 in hashes:
        yield Copied(sha256, _copy(source, target, sha256), len(hashes))


def _copy(source: Files, target: Files, sha256: str) -> Outcome:
    name = name_of(sha256)
    if _is_right(target.content(name), sha256):
        return Outcome.WAS_THERE
    content = source.content(name)
    if content is None:
        return Outcome.MISSING
    if not _is_right(content, sha256):
        return Outcome.DAMAGED
    target.put(name, content)
    if not _is_right(target.content(name), sha256):
        return Outcome.DAMAGED
    return Outcome.COPIED


def _is_right(content: bytes | None, sha256: str) -> bool:
    return content is not None and content_hash(content) == sha256
