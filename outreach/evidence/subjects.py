"""What evidence can belong to: each upper feature names its own kind at assembly."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from flask_babel import lazy_gettext as _

from outreach.errors import NotFound
from outreach.evidence.rules import OF_EVENTS, PictureKind

_REGISTRY = "outreach.evidence_subjects"
NONE_YET = _("No picture yet. One of the desk and one of the notice are enough; none is needed.")


@dataclass(frozen=True)
class Subject:
    """A kind of thing with evidence: how to find one (raises NotFound), its title and page, and who may add.

    `may_remove` says who takes away also what others added; `add` is the page of its own on which evidence is added;
    `may_see` who sees it, where not everybody who reads does; `may_read_names` who opens a sheet with people's names
    beside who added it, where not everybody who may add does; `none_yet` what its page says as long as there is none;
    `kinds` which kinds of pictures it has, the usual one first.
    """

    find: Callable[[uuid.UUID], Any]
    title: Callable[[Any], str]
    page: Callable[[Any], str]
    may_add: Callable[[Any], bool]
    may_remove: Callable[[Any], bool]
    add: Callable[[Any], str] | None = None
    may_see: Callable[[Any], bool] | None = None
    may_read_names: Callable[[Any], bool] | None = None
    none_yet: Any = NONE_YET
    kinds: tuple[PictureKind, ...] = OF_EVENTS


def init_subjects(app: Flask) -> None:
    """Begin with no kind at all."""
    app.extensions[_REGISTRY] = {}


def add(app: Flask, table: str, subject: Subject) -> None:
    """Let rows of `table` have evidence."""
    app.extensions[_REGISTRY][table] = subject


def kind_of(table: str) -> Subject:
    """The kind of thing that lies in `table`; raises NotFound."""
    subject: Subject | None = current_app.extensions[_REGISTRY].get(table)
    if subject is None:
        raise NotFound
    return subject
