"""The way to the migrations: Flask-Migrate and Alembic, which a start with nothing to migrate does without."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from outreach.db.base import db

if TYPE_CHECKING:
    from flask_migrate import Migrate


@dataclass
class Migrations:
    """What Flask-Migrate keeps on an app as `migrate`, with itself only for who asks: a twentieth of a start."""

    directory: str
    db: Any = db
    configure_args: dict[str, Any] = field(
        default_factory=lambda: {
            "render_as_batch": True,
            "compare_type": True,
            "autogenerate_plugins": ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
        }
    )

    @cached_property
    def migrate(self) -> "Migrate":
        """Flask-Migrate, which makes Alembic's settings."""
        from flask_migrate import Migrate  # late: see above

        return Migrate(db=self.db, directory=self.directory)


@click.command("db", context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def for_developers(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Flask-Migrate's own commands, for those who write migrations."""
    from flask_migrate.cli import db as commands  # late: see above

    commands.main(list(words), prog_name=ctx.command_path, obj=ctx.obj)


def init_migrations(app: Flask, folder: Path) -> None:
    """Let the app be migrated by what is in the folder."""
    app.extensions["migrate"] = Migrations(str(folder))
    app.cli.add_command(for_developers)
