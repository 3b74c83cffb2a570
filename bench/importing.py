"""One import in a process of its own: `python -m bench.importing FILE [LIST URL FOLDER]` prints what it took.

Without a list the file is only read, by the library alone, in a process that has loaded nothing of the program.
Memory is what the process held at most beyond what it held
before, as the system counts it: what a library written in Rust takes is no Python object.
"""

import csv
import io
import json
import resource
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

#: What is said of all rows of an export: what WeChat's file does not say itself.
SAID = {"articles": {"channel": "示例人社", "team": "employment", "reading_day": "2025-12-31"}}


def alone(content: bytes, name: str) -> None:
    """Read the file and nothing else."""
    if name.endswith(".csv"):
        list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def whole(content: bytes, name: str, key: str, took: Callable[[str], None]) -> None:
    """Read, judge and store the file, as a run does."""
    from outreach import clock
    from outreach.db import transaction
    from outreach.jobs.actions import judged_before, judged_still, new_source, store_reading
    from outreach.jobs.imports import importer
    from outreach.jobs.reading import match
    from outreach.sheets.columns import Chosen

    kind, today = importer(key), clock.today()
    matched = match(kind, content, name, Chosen(same=SAID.get(key, {})))
    took("read")
    before = judged_before(kind, matched, today=today)
    source = new_source(name, content)
    with kind.beside(source), transaction():
        reading = judged_still(kind, matched, before, today=today)
        assert reading.digest
        took("judged")
        rows = len(reading.to_write)
        assert rows == len(matched.table.rows), next(row for row in reading.rows if not row.writes)
        store_reading(reading=reading, importer=kind, source=source, leave_refused_out=False, by=None, now=clock.now())
    took("stored")


def peak() -> int:
    """The most bytes that this process held; `getrusage` on Linux would tell of the process that started it, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1024


def main() -> None:
    """Measure what was asked for."""
    file = Path(sys.argv[1])
    content = file.read_bytes()
    before, begun, wall = peak(), time.process_time(), time.monotonic()
    parts: dict[str, float] = {}

    def took(part: str) -> None:
        parts[part] = time.process_time() - begun

    if len(sys.argv) == 2:
        alone(content, file.name)
    else:
        from outreach.app import create_app
        from outreach.config import Settings

        key, url, folder = sys.argv[2:]
        app = create_app(Settings(url, secrets.token_hex(16), "Asia/Shanghai", "zh", None, Path(folder)), testing=True)
        with app.app_context():
            before, begun, wall = peak(), time.process_time(), time.monotonic()
            whole(content, file.name, key, took)
    seconds, wall = time.process_time() - begun, time.monotonic() - wall
    print(json.dumps({"seconds": seconds, "wall": wall, "bytes": peak() - before, "parts": parts}))


if __name__ == "__main__":
    main()
