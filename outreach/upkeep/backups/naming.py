"""The folder of the backups: what a backup is called, which ones lie there, and which are let go."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outreach import clock
from outreach.upkeep.backups.manifest import Kind
from outreach.upkeep.backups.rules import MOST_BEFORE_MIGRATIONS, Keeping, kept_of, kept_of_hand_made

README = """普法台账备份。请勿改动其中任何文件。
恢复：在一个空的数据文件夹中运行  python3 -m outreach restore 本文件
manifest.json 列出每个文件的 SHA-256、各表行数和各年度统计数；恢复时逐一核对。

本文件里有：整个数据库（文件夹 database）；佐证材料的全部文件（文件夹 evidence；文件名里是 database 而不是 whole 的备份
没有）；签名用的密钥 secret-key（由环境变量提供密钥的没有）。
本文件里没有：数据密钥 data-key，联系方式和两步验证要用它才能打开，请另存一份，不要和备份放在一起；设置文件
settings.env；日志；程序本身；上传到一半的文件。
除加密的联系方式和两步验证外，谁拿到本文件都能读：请像保管档案一样保管。

A backup of Outreach. Change nothing in it.
To bring it back, run in an empty data folder:  python3 -m outreach restore THIS-FILE
manifest.json has the SHA-256 of each file, the rows of each table and the figures of each year; restoring checks all.

In it: the whole database (folder database); every file of the evidence (folder evidence; not in a backup that is called
database instead of whole); secret-key, which signs (not where the environment gives the key).
Not in it: data-key, without which contacts and second factors open no more: keep a copy of it, not beside the backups;
settings.env; the logs; the program itself; files that were half sent.
But for sealed contacts and second factors, whoever has this file can read it: keep it as you keep records.
"""
_NAME = re.compile(r"outreach-(\d{8}-\d{6})(?:-\d+)?-(whole|database)(-by-hand)?\.zip")
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Found:
    """A backup that lies in the folder: when it was made by the bureau's clock, and how large it is."""

    file: Path
    made_at: datetime
    kind: Kind
    size: int
    by_hand: bool


def free_name(folder: Path, kind: Kind, now: datetime, *, by_hand: bool = False) -> Path:
    """A name that no other backup in the folder has; it says which ones somebody made by hand."""
    stamp, made = clock.wall(now).strftime(_STAMP), f"{kind}-by-hand" if by_hand else kind
    file, number = folder / f"outreach-{stamp}-{made}.zip", 1
    while file.exists():
        number += 1
        file = folder / f"outreach-{stamp}-{number}-{made}.zip"
    return file


def found_in(folder: Path) -> Sequence[Found]:
    """The backups in the folder by their names, newest first."""
    if not folder.is_dir():
        return []
    named = ((file, _NAME.fullmatch(file.name)) for file in folder.iterdir())
    found = [
        Found(
            file,
            datetime.strptime(name[1], _STAMP),  # noqa: DTZ007  # wall
            Kind(name[2]),
            file.stat().st_size,
            by_hand=name[3] is not None,
        )
        for file, name in named
        if name
    ]
    return sorted(found, key=lambda each: (each.made_at, each.file.name), reverse=True)


def let_go(folder: Path, keeping: Keeping, now: datetime) -> list[Path]:
    """Delete the backups that need not be kept any longer, and drafts that nobody finished; gives their files."""
    found = found_in(folder)
    whole, database = ([each for each in found if each.kind is kind and not each.by_hand] for kind in Kind)
    kept = kept_of((each.made_at for each in whole), keeping)
    gone = [each.file for each in whole if each.made_at not in kept]
    gone += [each.file for each in database[MOST_BEFORE_MIGRATIONS:]]
    for kind in Kind:
        made = [each for each in found if each.kind is kind and each.by_hand]
        kept = kept_of_hand_made((each.made_at for each in made), keeping, clock.wall(now))
        gone += [each.file for each in made if each.made_at not in kept]
    gone += [draft for draft in folder.glob(".*.part") if _is_left(draft)]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def _is_left(draft: Path) -> bool:
    """Whether nobody writes to the draft any more: it has not moved for a day."""
    return clock.now().timestamp() - draft.stat().st_mtime > 86_400


def sync(folder: Path) -> None:
    """Make sure that a new name outlives a power cut; Windows does so by itself."""
    if os.name == "posix":
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
