"""The backup of every day: due at its time, made into the folder of the settings; and how the backups stand."""

import platform
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import current_app

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.audit.queries import last_done_act
from outreach.config import Settings
from outreach.db import transaction
from outreach.jobs.chores.models import Turn
from outreach.jobs.chores.queries import last_done, turns_of
from outreach.jobs.chores.rules import Outcome
from outreach.jobs.chores.running import do_turn
from outreach.jobs.runs import start_thread
from outreach.people.queries import the_bureau
from outreach.upkeep.backups.labels import STATES
from outreach.upkeep.backups.manifest import Kind
from outreach.upkeep.backups.naming import Found, found_in, let_go
from outreach.upkeep.backups.places import backup_folder, is_same_disk, is_usable
from outreach.upkeep.backups.rules import State, due_since, state_of
from outreach.upkeep.backups.taking import Taken, take_backup

KIND = "backup"
_SHOWN = 15
_BY_HAND = "hand-"
#: The acts by which records came to where they are now.
_CAME_HERE = ("backup.restored", "database.moved")


@dataclass(frozen=True)
class Standing:
    """How the backups stand: the last good one, the last turn, and what lies in this machine's folder."""

    state: State
    good: Turn | None
    turns: Sequence[Turn]
    files: Sequence[Found]
    folder: Path
    same_disk: bool
    settings: Settings

    @property
    def failed(self) -> Turn | None:
        """The last turn, where it failed."""
        return self.turns[0] if self.turns and self.turns[0].outcome is Outcome.FAILED else None

    @property
    def running(self) -> Turn | None:
        """The turn that is on just now."""
        return next((turn for turn in self.turns if turn.outcome is None), None)

    def is_by_hand(self, turn: Turn) -> bool:
        """Whether somebody asked for it."""
        return turn.slot.startswith(_BY_HAND)

    def is_gone(self, turn: Turn) -> bool:
        """Whether the file that the turn made is not where this machine put it any more.

        Of another machine's folder nobody here can say.
        """
        file = turn.facts.get("file")
        return file is not None and turn.machine == platform.node() and not Path(file).exists()


def due(now: datetime) -> str | None:
    """The turn that should have been taken by `now`; None without a bureau, or where none is wanted."""
    at = _settings().backup_at
    if at is None or the_bureau() is None:
        return None
    return due_since(clock.wall(now), at).date().isoformat()


def make_backup(now: datetime, *, by_hand: bool = False) -> dict[str, Any]:
    """Make today's backup and let go of those that need not be kept; what is kept of it as the turn's end."""
    folder = backup_folder()
    taken = take_backup(folder, now=now, by_hand=by_hand)
    gone = let_go(folder, _settings().backup_keep, now)
    with transaction():
        record_act("backup.made", by=Machine(), now=now, file=taken.file.name, size=taken.size)
    return _facts(taken) | {"let_go": len(gone)}


def begin_by_hand() -> None:
    """Make one now, in a thread of its own."""
    number = uuid.uuid4()

    def work(app: Any) -> None:
        with app.app_context():
            do_turn(KIND, f"{_BY_HAND}{number}", partial(make_backup, by_hand=True), now=clock.now())

    start_thread(KIND, number, work)


def make_before_migration() -> Taken:
    """The database alone, before it is changed; the last ones are kept."""
    folder, now = backup_folder(), clock.now()
    taken = take_backup(folder, now=now, kind=Kind.DATABASE)
    let_go(folder, _settings().backup_keep, now)
    return taken


def standing(now: datetime) -> Standing:
    """How the backups stand now."""
    good, folder, bureau, came = last_done(KIND), backup_folder(), the_bureau(), last_done_act(*_CAME_HERE)
    if good is not None and came is not None and good.began_at < came:
        good = None  # it was made where the records were before
    since = good.began_at if good else came or (bureau.made_at if bureau else now)
    turns, usable, practice = turns_of(KIND, _SHOWN), is_usable(folder), _settings().practice
    state = state_of(
        since=since,
        has_good=good is not None,
        has_failed=bool(turns) and turns[0].outcome is Outcome.FAILED,
        is_usable=usable,
        is_wanted=_settings().backup_at is not None,
        now=now,
    )
    return Standing(
        state=State.PRACTICE if practice else state,
        good=good,
        turns=turns,
        files=found_in(folder) if usable else [],
        folder=folder,
        same_disk=usable and not practice and is_same_disk(folder),
        settings=_settings(),
    )


def start_lines(_base_url: str) -> list[str]:
    """What the terminal shows at the start: that the folder takes no backup."""
    backups = standing(clock.now())
    return [f"{STATES[backups.state]} ({backups.folder})"] if backups.state is State.UNUSABLE else []


def _facts(taken: Taken) -> dict[str, Any]:
    manifest = taken.manifest
    return {
        "file": str(taken.file),
        "size": taken.size,
        "rows": sum(manifest.counts.values()),
        "files": sum(name.startswith("evidence/") for name in manifest.files),
        "faults": len(manifest.faults),
    }


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
