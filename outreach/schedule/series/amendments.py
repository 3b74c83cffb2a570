"""What one form changed of an event, so that the same can be said of others and what differs there is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from outreach import clock
from outreach.schedule.facts import Facts

_TIMES = ("starts_at", "ends_at")
_NOTHING = object()


@dataclass(frozen=True)
class Amendment:
    """Values that become others; of lists what comes and what goes; by how much the wall clock's times shift."""

    values: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, tuple[Mapping[Any, Any], Collection[Any]]] = field(default_factory=dict)
    """For each list what is put there (by key, with what is said of it), and the keys that go."""
    start: timedelta = timedelta()
    end: timedelta = timedelta()

    def __bool__(self) -> bool:
        return bool(self.values or self.lists or self.start or self.end)

    @property
    def days(self) -> timedelta:
        """By how many whole days an event that keeps its hours is moved; nothing where the hours shift as well."""
        whole = self.start == self.end and not self.start.seconds and not self.start.microseconds
        return self.start if whole else timedelta()


def amendment(before: Facts, after: Facts) -> Amendment:
    """What `after` says otherwise than `before`; what it does not name is as before."""
    values: dict[str, Any] = {}
    lists: dict[str, tuple[Mapping[Any, Any], Collection[Any]]] = {}
    for name, new in after.items():
        old = before.get(name)
        if name in _TIMES or _plain(old) == _plain(new):
            continue
        if isinstance(new, str) or not isinstance(new, Collection):
            values[name] = new
        else:
            was, becomes = _keyed(old), _keyed(new)
            put = {key: said for key, said in becomes.items() if was.get(key, _NOTHING) != said}
            if put or was.keys() - becomes.keys():
                lists[name] = put, was.keys() - becomes.keys()
    return Amendment(values, lists, _shift(before, after, "starts_at"), _shift(before, after, "ends_at"))


def amended(facts: Facts, change: Amendment) -> Facts:
    """What becomes different in `facts` by the change: only the names that it touches."""
    said: dict[str, Any] = dict(change.values)
    for name, (put, goes) in change.lists.items():
        old = facts.get(name)
        kept = {key: value for key, value in _keyed(old).items() if key not in goes} | dict(put)
        said[name] = kept if isinstance(old, Mapping) else list(kept)
    if change.start or change.end:
        said["starts_at"] = clock.instant(clock.wall(facts["starts_at"]) + change.start)
        said["ends_at"] = clock.instant(clock.wall(facts["ends_at"]) + change.end)
    return cast(Facts, said)


def _shift(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> timedelta:
    return clock.wall(after.get(name, before[name])) - clock.wall(before[name])


def _plain(value: Any) -> Any:
    return None if value == "" else value


def _keyed(rows: Any) -> dict[Any, Any]:
    return dict(rows or {}) if isinstance(rows, Mapping) else dict.fromkeys(rows or ())
