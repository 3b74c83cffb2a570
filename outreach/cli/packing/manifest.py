"""`packed.json`: what a pack says of itself, and of every file of its program."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from outreach.cli.packing.pythons import sha256_of
from outreach.cli.terminal import CannotStart

NAME = "packed.json"
#: The folder that a zip unpacks to, and in it the one that holds the programs side by side.
TOP, VERSIONS, CURRENT = "outreach", "versions", "current"


@dataclass(frozen=True)
class Manifest:
    """A packed program: its name (version, mark of the contents), target, Python, and path -> SHA-256 of each file."""

    name: str
    version: str
    target: str
    python: str
    python_sha256: str
    files: dict[str, str]

    def text(self) -> str:
        """As it stands in the file."""
        return json.dumps(self.__dict__, ensure_ascii=False, indent=1)


def describe(program: Path, *, version: str, target: str, python: str, python_sha256: str) -> Manifest:
    """The manifest of what lies in the folder `program`."""
    paths = sorted(path for path in program.rglob("*") if path.is_file())
    files = {path.relative_to(program).as_posix(): sha256_of(path) for path in paths}
    mark = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:8]
    return Manifest(f"{version}-{mark}", version, target, python, python_sha256, files)


def read(text: str | bytes) -> Manifest:
    """The manifest in `text`; raises CannotStart for what is none, or names files outside of its folder."""
    try:
        manifest = Manifest(**json.loads(text))
        paths = [PurePosixPath(path) for path in (manifest.name, *manifest.files)]
    except (ValueError, TypeError) as error:
        raise damaged(str(error)) from error
    if any(path.is_absolute() or ".." in path.parts or ":" in str(path) or "\\" in str(path) for path in paths):
        raise damaged("packed.json")
    if len(paths[0].parts) != 1:
        raise damaged(manifest.name)
    return manifest


def differing(program: Path, manifest: Manifest) -> list[str]:
    """The files in `program` that are missing or have other contents than the manifest says, in its order."""
    return [
        path
        for path, digest in manifest.files.items()
        if not (program / path).is_file() or sha256_of(program / path) != digest
    ]


def damaged(detail: str) -> CannotStart:
    """The refusal of a file that is no whole pack."""
    return CannotStart(
        "这个压缩包已损坏，或不是普法台账的安装包。没有改动任何东西。",
        "This zip is damaged, or is no pack of Outreach. Nothing was changed.",
        detail=detail,
    )
