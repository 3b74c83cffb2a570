"""A migration leaves the tables such that the version before, which still runs elsewhere, reads and writes them.

And it stays as it is: a database that it has carried forward never sees what is changed in it.
"""

import ast
import hashlib
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "outreach" / "migrations" / "versions"
#: SHA-256 and name of each, as `sha256sum *.py` writes them.
KEPT = Path(__file__).with_name("migrations.sha256")
#: Those up to here came before anybody ran two versions at once.
LAST_BEFORE = "0044"
#: What takes something away that the version before names, or asks for what it does not give.
BREAKING = {
    "drop_table",
    "drop_column",
    "drop_columns",
    "rename_table",
    "batch_alter_table",
    "create_unique_constraint",
    "create_foreign_key",
}
#: How a migration says that the version before has let go of it already.
LET_GO = re.compile(r"unused since \d{4}")


def later() -> list[Path]:
    return [file for file in sorted(FOLDER.glob("*.py")) if file.stem[:4] > LAST_BEFORE]


def test_no_migration_is_changed_once_it_is_there() -> None:
    """What has to be otherwise is another migration's work; a new one is added to KEPT."""
    found = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in sorted(FOLDER.glob("*.py"))]
    assert found == KEPT.read_text("utf-8").splitlines()


@pytest.mark.parametrize("file", later(), ids=lambda file: file.stem)
def test_the_version_before_goes_on(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if not LET_GO.search(ast.get_docstring(tree) or ""):
        assert breaks(tree) == []


@pytest.mark.parametrize(
    ("step", "breaking"),
    [
        ("op.drop_table('events')", ["drop_table"]),
        ("drop_columns('events', 'title')", ["drop_columns"]),
        ("op.alter_column('events', 'title', nullable=False)", ["alter_column"]),
        ("op.alter_column('events', 'title', new_column_name='name')", ["alter_column"]),
        ("add_column('events', sa.Column('rank', sa.Integer(), nullable=False))", ["add_column"]),
        ("add_column('events', sa.Column('rank', sa.Integer(), nullable=False), default='0')", []),
        ("add_column('events', sa.Column('rank', sa.Integer()))", []),
        ("op.create_table('news', sa.Column('id', sa.Uuid(), nullable=False))", []),
        ("widen('events', 'title', 60, 200)", []),
    ],
)
def test_what_breaks_is_found(step: str, breaking: list[str]) -> None:
    assert breaks(ast.parse(f"def upgrade():\n    {step}\n")) == breaking


def breaks(tree: ast.Module) -> list[str]:
    """The names of the steps of `upgrade` that break the version before."""
    (upgrade,) = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == "upgrade"]
    calls = [each for each in ast.walk(upgrade) if isinstance(each, ast.Call)]
    return [name for call in calls if _breaks(name := _name(call), call)]


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _breaks(name: str, call: ast.Call) -> bool:
    said = {keyword.arg: keyword.value for keyword in call.keywords}
    if name == "alter_column":
        return "new_column_name" in said or _is_false(said.get("nullable"))
    if name == "add_column":
        made = [each for each in call.args if isinstance(each, ast.Call)]
        of_column = {keyword.arg: keyword.value for each in made for keyword in each.keywords}
        has_default = "default" in said or "server_default" in of_column
        return _is_false(of_column.get("nullable")) and not has_default
    return name in BREAKING


def _is_false(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is False
