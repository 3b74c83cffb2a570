"""Rows of a form that buttons add, take out and move, so that it needs no script: on plain names and texts."""

import re
from collections.abc import Iterable

Sent = list[tuple[str, str]]
_ROW = re.compile(r"pieces-(\d+)-(\w+)$")
_ACTION = re.compile(r"(add|drop|up|down)(?:-(\d+))?$")


def rearranged(sent: Iterable[tuple[str, str]], action: str) -> Sent:
    """What a form sent, as if its rows stood as `action` (add, drop-2, up-2, down-2; rows count from 0) wants them.

    The rows are numbered anew from 0; an action that makes no sense leaves them as they are.
    """
    rest, rows = _parted(sent)
    _move(rows, action)
    numbered = [(f"pieces-{number}-{name}", text) for number, row in enumerate(rows) for name, text in row]
    return rest + numbered


def _parted(sent: Iterable[tuple[str, str]]) -> tuple[Sent, list[Sent]]:
    rest: Sent = []
    rows: dict[int, Sent] = {}
    for name, text in sent:
        if match := _ROW.match(name):
            rows.setdefault(int(match[1]), []).append((match[2], text))
        else:
            rest.append((name, text))
    return rest, [rows[number] for number in sorted(rows)]


def _move(rows: list[Sent], action: str) -> None:
    match = _ACTION.match(action)
    if match is None:
        return
    verb, at = match[1], int(match[2] or 0)
    if verb == "add":
        rows.append([("title", "")])
    elif at >= len(rows):
        return
    elif verb == "drop":
        del rows[at]
    else:
        other = at - 1 if verb == "up" else at + 1
        if 0 <= other < len(rows):
            rows[at], rows[other] = rows[other], rows[at]
