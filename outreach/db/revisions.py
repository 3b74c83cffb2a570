"""Which migrations the program has, and at which one the database stands."""

import re
from pathlib import Path

from sqlalchemy import inspect, text

from outreach.db.base import db

_REVISION = re.compile(r"""^(down_)?revision\b[^=\n]*=\s*["']([^"']+)["']""", re.MULTILINE)


def revisions_in(directory: Path) -> tuple[set[str], str | None]:
    """All revisions among the migrations in `directory`, and the last one; read as text, for that is quick."""
    own: set[str] = set()
    earlier: set[str] = set()
    for file in (directory / "versions").glob("*.py"):
        for is_earlier, revision in _REVISION.findall(file.read_text(encoding="utf-8")):
            (earlier if is_earlier else own).add(revision)
    return own, next(iter(own - earlier), None)


def revision_of_database() -> str | None:
    """The migration at which the database stands; None for an empty one."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision
