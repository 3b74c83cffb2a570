"""Flask-Migrate stands behind the app, and its commands behind `flask db`, though no start loads it."""

import pytest
from flask import Flask


@pytest.mark.parametrize(("words", "said"), [(["--help"], "Create a new revision file."), (["current"], "")])
def test_who_writes_migrations_has_the_commands_of_flask_migrate(
    sqlite_app: Flask, words: list[str], said: str
) -> None:
    done = sqlite_app.test_cli_runner().invoke(args=["db", *words])
    assert (done.exit_code, done.exception) == (0, None), done.output
    assert said in done.output
