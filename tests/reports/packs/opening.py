"""Making packs in tests, and opening them again as somebody would who got one."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from outreach.evidence.actions import Kept, add_picture
from outreach.evidence.rules import PictureKind, content_hash
from outreach.evidence.store import keep
from outreach.jobs.progress import Watch
from outreach.people.models import Person
from outreach.reports.packs import files
from outreach.reports.packs.asked import Asked
from outreach.reports.packs.making import Made, Wish, make_pack
from outreach.web.language import in_bureau_language
from tests.making import stored

NOW = datetime(2025, 12, 31, 8, tzinfo=UTC)


class Opened:
    """A pack that was unpacked: its files, its manifest, and what its sums say."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            self.infos = archive.infolist()
            self.files = {info.filename: archive.read(info) for info in self.infos}
        self.manifest: dict[str, Any] = json.loads(self.files["manifest.json"])
        self.sums = {line[66:]: line[:64] for line in self.files["SHA256SUMS"].decode().splitlines()}

    @property
    def names(self) -> list[str]:
        return [info.filename for info in self.infos]

    def hashes(self) -> dict[str, str]:
        return {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()}

    def under(self, words: str) -> list[str]:
        """The files in whose path the words stand."""
        return [name for name in self.names if words in name]

    def why_left_out(self) -> set[str]:
        return {each["why"] for each in self.manifest["left_out"]}


def packed(asked: Asked, path: Path, **wish: Any) -> tuple[Opened, Made]:
    """The pack as a run makes it, in an app context."""
    with in_bureau_language():
        facts: dict[str, Any] = {"at": NOW, "by": "统筹", "root": "https://pufa.example"} | wish
        made = make_pack(path, Wish(asked, **facts), Watch())
    return Opened(path.read_bytes()), made


def make_evidence(
    subject: Any,
    by: Person,
    *,
    kind: PictureKind = PictureKind.PHOTO,
    seed: int = 1,
    shows_people: bool = False,
    **more: Any,
) -> Any:
    """A file as evidence; its bytes are no picture, for nobody decodes them here."""
    content = b"\xff\xd8picture %d" % seed
    sha256 = content_hash(content)
    keep(sha256, content)
    facts = {"name": "IMG.jpg", "caption": f"图{seed}"} | more
    item = add_picture(
        subject, Kept(sha256, len(content)), kind=kind, shows_people=shows_people, by=by, now=NOW, **facts
    )
    if kind is PictureKind.SCAN and not shows_people:
        item.shows_people, item.keep_until = False, None
    return stored(item)


def download(client: FlaskClient, place: str) -> Opened:
    """The pack whose page is at `place`, downloaded."""
    with client.get(f"{place}/file.zip") as answer:
        assert answer.status_code == 200, answer.text[:500]
        return Opened(answer.data)


def left_behind(app: Flask) -> list[str]:
    """What lies in the folder of packs."""
    with app.app_context():
        return sorted(file.name for file in files.folder().iterdir())
