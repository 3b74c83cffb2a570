"""What a subject is asked for: how much, on which databases, and whether the numbers matter."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from bench.databases import new_database
from bench.worlds import World, world

#: By the name of each kind of database, what makes a world on a new one.
Databases = Mapping[str, Callable[[], AbstractContextManager[World]]]


@dataclass(frozen=True)
class Run:
    """What a subject is asked for."""

    size: int
    """How many events, batches, rows, photos or seconds: each subject says which."""
    databases: Databases
    is_trial: bool = False
    """Whether it is only to be seen that everything runs: then nothing is repeated, and the server is this process."""

    def rounds(self, usual: int) -> int:
        """How often to measure."""
        return 1 if self.is_trial else usual


def databases(server: str | None) -> Databases:
    """SQLite, and PostgreSQL where the URL of a server is given."""
    kinds: dict[str, Callable[[], AbstractContextManager[World]]] = {"SQLite": world}
    return kinds | ({"PostgreSQL": partial(_on_postgresql, server)} if server else {})


def _on_postgresql(server: str) -> AbstractContextManager[World]:
    return world(new_database(server))
