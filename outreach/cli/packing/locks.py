"""The lines of a lock that a target needs: pip judges markers by the machine that it runs on, not by the one meant."""

import operator
import re
from collections.abc import Mapping

from outreach.cli.terminal import CannotStart

_ENTRY = re.compile(r"^([\w.-]+==[^\s;]+)(?: ; ([^\\\n]+?))? \\\n((?: +--hash=\S+(?: \\)?\n)+)", re.MULTILINE)
_CLAUSE = re.compile(r"^(\w+) (==|!=|<|<=|>|>=) '([^']*)'$")
_COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_VERSIONS = {"python_version", "python_full_version"}


def lines_for(lock: str, facts: Mapping[str, str], python: str) -> str:
    """The entries of `lock` that a CPython `python` (like 3.13.11) on a machine of these `facts` needs, unmarked."""
    known = dict(facts) | {
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    entries = [
        f"{name} \\\n{hashes}" for name, marker, hashes in _ENTRY.findall(lock) if not marker or _holds(marker, known)
    ]
    return "".join(entries)


def _holds(marker: str, facts: Mapping[str, str]) -> bool:
    return any(all(_clause(each, facts) for each in way.split(" and ")) for way in marker.split(" or "))


def _clause(clause: str, facts: Mapping[str, str]) -> bool:
    found = _CLAUSE.match(clause.strip())
    if not found or found[1] not in facts:
        raise CannotStart(f"依赖锁中的条件无法识别：{clause}", f"A marker of the lock is not understood: {clause}")
    name, sign, value = found.groups()
    if name in _VERSIONS:
        return bool(_COMPARE[sign](_numbers(facts[name]), _numbers(value)))
    return bool(_COMPARE[sign](facts[name], value))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
