"""An evidence pack of many photos beside the shortest code that puts the same files into a zip."""

import hashlib
import random
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import insert, update

from bench.measuring import Line, peak_bytes, seconds, shown_bytes, shown_seconds
from bench.runs import Run
from bench.worlds import World
from outreach import clock
from outreach.db import db, new_id, transaction
from outreach.evidence import store
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.rules import MEDIA_TYPE, PictureKind, content_hash
from outreach.jobs.progress import Watch
from outreach.reports.filters import Filters
from outreach.reports.packs.asked import of_period
from outreach.reports.packs.making import Wish, make_pack
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.language import in_bureau_language

PHOTO = 150_000
"""Bytes of a photo as it is stored; the sizes of real ones lie around this."""
EACH = 20
"""Photos of an event."""
YEAR = 2025
ROUNDS = 3
#: A pack also hashes every photo twice, alone and within the whole, and writes ledger, figures, pages and lists.
MOST = 4.0
#: Of all the bytes of the photos: a pack that held them would take all of them.
MOST_MEMORY = 0.1


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table: a pack of so many photos on each database."""
    lines: list[Line] = []
    for name, new_world in run.databases.items():
        with new_world() as on:
            lines += _beside_plain(on, run, name)
    return lines


def fill(on: World, size: int) -> list[Path]:
    """Held events with `size` photos in all; the files in the order of the pack."""
    events = max(1, size // EACH)
    on.plan([date(YEAR, 1, 1) + timedelta(days=number % 360) for number in range(events)])
    noise = random.Random(2025).randbytes(PHOTO)
    with on.app.app_context(), transaction() as session:
        session.execute(update(Event).values(status=Status.HELD, held_at=clock.now()))
        ids = session.scalars(db.select(Event.id).order_by(Event.day, Event.starts_at, Event.id)).all()
        paths = []
        for number in range(size):
            content = number.to_bytes(8) + noise
            sha256 = content_hash(content)
            store.keep(sha256, content)
            path = on.settings.data_dir / store.name_of(sha256)
            paths.append(path)
            session.execute(insert(StoredFile), [_stored(sha256, len(content))])
            session.execute(insert(Evidence), [_evidence(on, ids[number % len(ids)], sha256, number)])
    return paths


def _stored(sha256: str, size: int) -> dict[str, object]:
    return {"sha256": sha256, "media_type": MEDIA_TYPE, "size": size, "stored_at": clock.now()}


def _evidence(on: World, event_id: object, sha256: str, number: int) -> dict[str, object]:
    facts: dict[str, object] = {"id": new_id(), "subject_type": "events", "subject_id": event_id, "sha256": sha256}
    facts |= {"name": f"IMG_{number}.jpg", "caption": f"现场咨询{number}", "shows_people": False}
    return facts | {"kind": PictureKind.PHOTO, "added_at": clock.now(), "added_by_id": on.admin_id}


def pack(on: World) -> None:
    """Make the pack of the year in a file that is gone afterwards."""
    with on.app.app_context(), in_bureau_language():
        path = on.settings.data_dir / "bench.part"
        asked = of_period(Filters.of_year(YEAR))
        make_pack(path, Wish(asked, clock.now(), "统筹", "https://example.test"), Watch())
        path.unlink()


def plain(folder: Path, paths: Sequence[Path]) -> None:
    """The same photos in a zip, by the shortest code."""
    file = folder / "plain.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for path in paths:
            archive.write(path, path.name)
    file.unlink()


def plain_hashed(folder: Path, paths: Sequence[Path]) -> None:
    """The same, each photo and the whole hashed: what any manifest costs."""
    file = folder / "hashed.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for path in paths:
            content = path.read_bytes()
            hashlib.sha256(content).hexdigest()
            archive.writestr(path.name, content)
    with file.open("rb") as whole:
        hashlib.file_digest(whole, "sha256")
    file.unlink()


def _beside_plain(on: World, run: Run, database: str) -> Iterator[Line]:
    folder, paths = on.settings.data_dir, fill(on, run.size)
    subjects = {
        "plain": partial(plain, folder, paths),
        "hashed": partial(plain_hashed, folder, paths),
        "pack": partial(pack, on),
    }
    spent = seconds(subjects, rounds=run.rounds(ROUNDS))
    name, all_bytes = f"pack, {database}", sum(path.stat().st_size for path in paths)
    yield Line(f"plain zipfile, {database}", shown_seconds(spent["plain"]))
    yield Line("with hashes", shown_seconds(spent["hashed"]), "plain zipfile", spent["hashed"] / spent["plain"])
    yield Line(name, shown_seconds(spent["pack"]), "zipfile with hashes", spent["pack"] / spent["hashed"], MOST)
    peak = peak_bytes(subjects["pack"])
    yield Line(f"{name}: memory", shown_bytes(peak), "all photos", peak / all_bytes, MOST_MEMORY)
