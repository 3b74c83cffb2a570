"""Lists that can be brought in: each feature names its own, and how a row of it is judged and stored."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from flask import Flask, current_app, url_for

from outreach.errors import NotFound
from outreach.jobs.verdicts import Judged
from outreach.sheets.columns import Column, Matched, Record, names_of
from outreach.sheets.headings import heading_key
from outreach.web.access import Permission, may

_REGISTRY = "outreach.imports"


class Judge(Protocol):
    """Says what would become of each record; reads, but writes nothing. `today` is the bureau's local day."""

    def __call__(self, records: Sequence[Record], *, today: date) -> list[Judged]: ...


class Store(Protocol):
    """Writes rows that were judged new or changed, and the audit line; `by` None is the program's own command."""

    def __call__(self, rows: Sequence[Judged], *, by: Any, now: datetime, source: "Source") -> None: ...


class Standing(Protocol):
    """Names the state of all that the judge reads; with `lock` nobody else imports this list until the end."""

    def __call__(self, *, lock: bool) -> Any: ...


@dataclass(frozen=True)
class Source:
    """Where a list came from: the file's name, "" for pasted text, the hash of its bytes, and these.

    `reading` is the whole list as it was judged, with the rows that change nothing.
    """

    name: str
    sha256: str
    content: bytes = b""
    reading: Any = None


def _nothing_beside(_source: Source) -> AbstractContextManager[Any]:
    return nullcontext()


@dataclass(frozen=True)
class Importer:
    """A list that can be pasted or imported.

    `samples` are rows in the order of the columns, shown and put into the file to fill in; `lead` says what belongs
    into the list, `undo` how an import is taken back; `endpoint` is the page of the list itself; `listed` gives the
    list as it is now, in the order of the columns, so that what goes out can come in again and change nothing; `noted`
    adds to the rows of one page of a preview what takes too long to look up for a whole list, or in a transaction.

    Of a list that is `made_by_hand` a person can say which heading is which; `panel` shows more above the rows of a
    preview, `told` the same to the command line, `ended_panel` what can be done with a list that is in.

    `recognise` knows a file by its headings and gives its table with `columns` and `more_columns` placed, None for any
    other; `asking` gives the page that asks of a waiting job what must be said before its rows can be judged, None
    where all is said; `beside` is open around the transaction that stores the list, for what must be there before;
    `standing` lets the rows be judged before the transaction, and judged again in it only where that state has passed.
    """

    key: str
    label: Any
    lead: Any
    columns: tuple[Column, ...]
    samples: tuple[tuple[Any, ...], ...]
    judge: Judge
    store: Store
    undo: Any
    endpoint: str
    listed: Callable[[], Iterable[Sequence[Any]]]
    permission: Permission = Permission.LISTS
    noted: Callable[[Sequence[Judged]], Sequence[Judged]] = list
    made_by_hand: bool = False
    panel: Callable[[Any, Any], str] | None = None
    told: Callable[[Any], Iterable[str]] | None = None
    ended_panel: Callable[[Any], str] | None = None
    recognise: Callable[[bytes, str], Matched | None] | None = None
    more_columns: tuple[Column, ...] = ()
    asking: Callable[[Any], str | None] | None = None
    beside: Callable[[Source], AbstractContextManager[Any]] = _nothing_beside
    standing: Standing | None = None

    @property
    def list_url(self) -> str:
        """The page of the list itself; for who may bring it in and not open it, the administrator's overview."""
        view: Any = current_app.view_functions[self.endpoint]
        return url_for(self.endpoint if may(view.permission) else "admin.overview")

    @property
    def comes_as_file(self) -> bool:
        """Whether the list mostly is a file that was downloaded, so that its chooser stands first."""
        return self.recognise is not None

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns of tables made by hand, and those that only recognised files have."""
        return self.columns + self.more_columns


def heading_of(column: Column) -> str:
    """The column's heading in tables that we give out: in the page's language where lists in it are understood."""
    label = str(column.label)
    return label if heading_key(label) in names_of([column]) else column.names[0]


def init_imports(app: Flask) -> None:
    """Begin with no list."""
    app.extensions[_REGISTRY] = {}


def add(app: Flask, importer: Importer) -> None:
    """Let the list be imported, on its page and by the command."""
    app.extensions[_REGISTRY][importer.key] = importer


def all_importers() -> list[Importer]:
    """Every list that can be imported, in the order in which the features joined."""
    return list(current_app.extensions[_REGISTRY].values())


def importer(key: str) -> Importer:
    """The list that addresses and the command call `key`; raises NotFound."""
    found: Importer | None = current_app.extensions[_REGISTRY].get(key)
    if found is None:
        raise NotFound
    return found
