"""Lists on their way in: prepared, shown to the person who brought them, then stored whole or not at all."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import update

from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.jobs import kept, progress
from outreach.jobs.imports import Importer, Source
from outreach.jobs.models import Job
from outreach.jobs.progress import counted
from outreach.jobs.queries import last_with_header, waiting_of
from outreach.jobs.reading import Reading, judged, match, recognised, table_in
from outreach.jobs.rules import KEPT_FOR, Phase, State, check_room
from outreach.jobs.verdicts import Verdict
from outreach.sheets.columns import Chosen, Matched, titles_of


class ChangedSince(Conflict):
    """The rows would now become something else than was shown: `reading` says what."""

    def __init__(self, reading: Reading) -> None:
        message = _("Something has changed since this page was shown. Look at the rows again, then import.")
        super().__init__(message, code="changed_since")
        self.reading = reading


def prepare_import(*, importer: Importer, content: bytes, name: str, rows: int, by: Any, now: datetime) -> Job:
    """Keep a list of so many rows, exactly as it came, until its owner has seen the preview; older ones are dropped."""
    make_room(len(content), by=by, now=now)
    sha256 = hashlib.sha256(content).hexdigest()
    facts: dict[str, Any] = {"sha256": sha256, "by": by.name}
    if importer.made_by_hand:
        facts |= _remembered(importer, content, name)
    job = Job(
        kind=kind_of(importer),
        name=name,
        content=content,
        facts=facts,
        total=rows,
        made_at=now,
        by_id=by.id,
    )
    db.session.add(job)
    db.session.flush()
    return job


def confirm_import(
    *,
    job: Job,
    importer: Importer,
    matched: Matched | None,
    before: "Before | None" = None,
    seen: str,
    leave_refused_out: bool,
    by: Any,
    now: datetime,
    today: date,
) -> Job:
    """Store the list that its owner has looked at, judged once more; `seen` is the digest of what was shown.

    `matched` is the job's content, read before (`waiting_table`): nobody else could write while a workbook is read;
    `before` are its rows, judged before for the same reason.
    Raises Conflict when it is not waiting any more, or when the rows would now become something else than was shown;
    Invalid when some are refused and nobody said that they are to be left out. Then nothing is stored.
    """
    if job.state != State.PREPARED or matched is None:
        raise _not_waiting()
    return store_seen(
        job=job,
        importer=importer,
        matched=matched,
        before=before,
        seen=seen,
        leave_refused_out=leave_refused_out,
        by=by,
        now=now,
        today=today,
    )


def check_seen(reading: Reading, *, seen: str, leave_refused_out: bool) -> None:
    """Raises ChangedSince where this is not what was shown, Invalid where rows are refused and not to be left out."""
    if reading.digest != seen:
        raise ChangedSince(reading)
    if reading.counts[Verdict.REFUSED] and not leave_refused_out:
        message = _("Some rows can't be taken. Correct them, or say that they are to be left out.")
        raise Invalid(message, code="rows_refused")


def store_seen(
    *,
    job: Job,
    importer: Importer,
    matched: Matched | None,
    before: "Before | None",
    seen: str,
    leave_refused_out: bool,
    by: Any,
    now: datetime,
    today: date,
) -> Job:
    """Store a list that is held, whole or not at all, and mark its job as done. Raises as `confirm_import` does."""
    if matched is None:
        raise _not_waiting()
    reading = judged_still(importer, matched, before, today=today)
    check_seen(reading, seen=seen, leave_refused_out=leave_refused_out)
    store_reading(
        reading=reading,
        importer=importer,
        source=Source(job.name, job.facts["sha256"], job.content or b""),
        leave_refused_out=leave_refused_out,
        by=by,
        now=now,
    )
    counts = {verdict.value: count for verdict, count in reading.counts.items()}
    _end(job, State.DONE, now)
    job.facts = {key: value for key, value in job.facts.items() if key not in ("run", "told", "reading")} | {
        "counts": counts
    }
    job.total = len(reading.rows)
    job.done = len(reading.to_write)
    db.session.flush()
    return job


@dataclass(frozen=True)
class Before:
    """Rows as they were judged before the transaction, and the state that they were judged by."""

    reading: Reading
    standing: Any


def judged_before(importer: Importer, matched: Matched | None, *, today: date) -> Before | None:
    """The rows judged while others may write; None where the importer can't tell whether anything changed since."""
    if importer.standing is None or matched is None:
        return None
    standing = importer.standing(lock=False)
    return Before(judged(importer, matched, today=today), standing)


def judged_still(importer: Importer, matched: Matched, before: Before | None, *, today: date) -> Reading:
    """The rows with their verdicts as they are now; in a transaction that writes them."""
    if importer.standing is not None and importer.standing(lock=True) == (before and before.standing) and before:
        return before.reading
    return judged(importer, matched, today=today)


def waiting_table(importer: Importer, job: Job) -> Matched | None:
    """The table of a list that waits for its owner's word; None where it waits no longer. Raises as `match` does."""
    return None if job.content is None else match(importer, job.content, job.name, chosen_of(job))


def chosen_of(job: Job) -> Chosen:
    """What its owner said of the table's columns."""
    return Chosen(job.facts.get("headings", {}), job.facts.get("same", {}), job.facts.get("sheet"))


def choose_sheet(*, job: Job, importer: Importer, sheet: str) -> None:
    """Read another sheet of a workbook that waits; what was said of the same headings before holds for it, too."""
    if job.state != State.PREPARED or job.content is None:
        raise _not_waiting()
    kept = {key: value for key, value in job.facts.items() if key not in ("headings", "same", "reading", "told")}
    job.facts = kept | {"sheet": sheet} | _remembered(importer, job.content, job.name, sheet)
    job.total = len(table_in(importer, job.content, job.name, sheet).rows)
    db.session.flush()


def choose_headings(*, job: Job, chosen: Chosen, rows: int) -> None:
    """Keep what a person says of the columns of a list that waits, and has so many rows."""
    if job.state != State.PREPARED:
        raise _not_waiting()
    kept = {key: value for key, value in job.facts.items() if key not in ("reading", "told")}
    job.facts = kept | {"headings": dict(chosen.headings), "same": dict(chosen.same)}
    job.total = rows
    db.session.flush()


def store_reading(
    *, reading: Reading, importer: Importer, source: Source, leave_refused_out: bool, by: Any, now: datetime
) -> None:
    """Store the rows that are new or changed; raises Invalid when some are refused and not to be left out."""
    if reading.counts[Verdict.REFUSED] and not leave_refused_out:
        message = _("Some rows can't be taken. Correct them, or say that they are to be left out.")
        raise Invalid(message, code="rows_refused")
    rows = reading.to_write
    if rows:
        importer.store(counted(rows, Phase.STORING), by=by, now=now, source=replace(source, reading=reading))
        db.session.flush()


def drop_import(*, job: Job, now: datetime, has_fallen: bool = False) -> None:
    """Put a list aside that its owner does not want, or whose run has fallen; its content is forgotten."""
    if job.state == State.PREPARED or (job.state == State.RUNNING and has_fallen):
        _end(job, State.DROPPED, now)


def drop_forgotten(*, now: datetime) -> None:
    """Put aside the lists that nobody came back to within a day."""
    open_ones = Job.state.in_((State.PREPARED, State.RUNNING))
    forgotten = update(Job).where(open_ones, Job.made_at < now - KEPT_FOR)
    db.session.execute(forgotten.values(state=State.DROPPED, content=None, ended_at=now))
    progress.sweep(now)
    kept.sweep(now)


def make_room(size: int, *, by: Any, now: datetime) -> None:
    """Put aside what was forgotten; raises Conflict where the person has too much that waits beside a new list."""
    drop_forgotten(now=now)
    check_room(*waiting_of(by.id), size)


def kind_of(importer: Importer) -> str:
    """The kind of the jobs of an importer."""
    return f"import.{importer.key}"


def new_source(name: str, content: bytes) -> Source:
    """Where a list came from that no job keeps."""
    return Source(name, hashlib.sha256(content).hexdigest(), content)


def _remembered(importer: Importer, content: bytes, name: str, sheet: str | None = None) -> dict[str, Any]:
    """The name of the table's headings, and what was last said of a table with the very same ones."""
    if recognised(importer, content, name) is not None:
        return {}
    titles = titles_of(table_in(importer, content, name, sheet))
    header = hashlib.sha256("\n".join(titles).encode("utf-8", "surrogatepass")).hexdigest()
    before = last_with_header(kind_of(importer), header)
    kept: dict[str, Any] = (
        {} if before is None else {key: before.facts[key] for key in ("headings", "same") if key in before.facts}
    )
    return {"header": header, **kept}


def _not_waiting() -> Conflict:
    return Conflict(_("This list is not waiting any more: it was imported or put aside."), code="not_waiting")


def _end(job: Job, state: State, now: datetime) -> None:
    job.state, job.content, job.ended_at = state, None, now
    db.session.flush()
