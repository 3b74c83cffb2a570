"""What a pack is of, how far it is, and names that every Windows takes."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

#: So long the file of a pack lies in the data folder; what is told of it stays.
KEPT_FOR = timedelta(days=1)
#: A pack of more events than this is no pack that anybody opens: narrow it by team or month.
MOST_EVENTS = 5_000
#: Beyond what the files take: the ledger, the lists and the pages inside.
ROOM = 32 * 1024 * 1024
LONGEST_REASON = 200
#: Of one folder or file, in UTF-16 units as Windows counts them: two folders and a file stay far below MAX_PATH.
LONGEST_NAME = 60
LONGEST_PATH = 199

_FORBIDDEN = re.compile(r'[<>:"/\\|?*#%\x00-\x1f\x7f]')
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
#: An ending by which a file opens: 1.关于印发考核办法的通知 has none.
_ENDING = re.compile(r"[A-Za-z0-9]{1,10}")
_BLANKS = re.compile(r"\s+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\.|$)", re.IGNORECASE)


class Scope(StrEnum):
    """What a pack is of."""

    EVENT = "event"
    EDITION = "edition"
    PERIOD = "period"


class State(StrEnum):
    """How far a pack is; one that is ready has its hash, though its file is deleted after a day."""

    MAKING = "making"
    READY = "ready"
    STOPPED = "stopped"
    FAILED = "failed"


class Why(StrEnum):
    """Why a pack was not made."""

    FULL = "full"  # the disk
    SERVER = "server"  # it ended meanwhile
    FAULT = "fault"  # a mistake of the program, or of the machine
    LOST = "lost"  # nothing was heard of it any more


def safe_name(text: str, *, most: int = LONGEST_NAME, instead: str = "未命名") -> str:
    """`text` as the name of a file or folder that Windows, and every program that unpacks, takes as it is.

    No reserved name and none of <>:"/\\|?*, no blank or full stop at its ends, at most `most` UTF-16 units.
    """
    name = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    name = _BLANKS.sub(" ", _FORBIDDEN.sub(" ", name)).strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    return _cut(name, most) or instead


def parted_name(name: str) -> tuple[str, str]:
    """The stem and the ending of a file that somebody named; what only looks like an ending belongs to the stem."""
    stem, _dot, kind = name.rpartition(".")
    return (stem, f".{kind}") if stem and _ENDING.fullmatch(kind) else (name, "")


class Names:
    """Paths inside of a pack, each once, also for a system to which A and a are the same."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_folded(path) for path in taken}

    def unique(self, folder: str, stem: str, ending: str = "") -> str:
        """A path in `folder` ("" for the top) for that stem; a second one of the same name is numbered."""
        number = 1
        while True:
            mark = f" ({number})" if number > 1 else ""
            name = f"{safe_name(stem, most=LONGEST_NAME - len(mark) - len(ending))}{mark}{ending}"
            path = f"{folder}/{name}" if folder else name
            if _folded(path) not in self._taken:
                self._taken.add(_folded(path))
                return path
            number += 1


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _cut(name: str, most: int) -> str:
    while len(name.encode("utf-16-le")) > 2 * most:
        name = name[:-1]
    return name.strip(" .")
