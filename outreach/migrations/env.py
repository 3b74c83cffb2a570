"""How Alembic reaches the database: through the app that Flask-Migrate hands over."""

from alembic import context
from flask import current_app

from outreach.db import db

options = current_app.extensions["migrate"].configure_args


def run_offline() -> None:
    """Write the statements instead of running them."""
    url = db.engine.url.render_as_string(hide_password=False)
    context.configure(url=url, target_metadata=db.metadata, literal_binds=True, **options)
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run the migrations: on PostgreSQL all of them or none."""
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=db.metadata, **options)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
