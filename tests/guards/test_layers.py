"""Foreign keys point down, like imports; the floors themselves are held by import-linter."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from flask import Flask

from outreach.app import FEATURES
from outreach.db import Base

ROOT = Path(__file__).parents[2]

#: Features that stand beside each other: neither may point at the other.
BESIDE = {"audit": 0, "seals": 5, "evidence": 10, "jobs": 10, "people": 20}
BESIDE |= {"places": 30, "materials": 30, "laws": 30, "workdays": 30, "feedback": 30}
BESIDE |= {"schedule": 40}
BESIDE |= {"feeds": 50, "orders": 50, "coverage": 50}
BESIDE |= {"stock": 50, "answers": 50}
BESIDE |= {"drafts": 60}
BESIDE |= {"logbook": 70, "media": 70, "cases": 73, "check_ups": 76, "proposals": 76, "reports": 80}
BESIDE |= {"upkeep": 90}


def test_foreign_keys_point_down(sqlite_app: Flask) -> None:
    owners = {mapper.local_table.name: mapper.class_.__module__.split(".")[1] for mapper in Base.registry.mappers}
    upward = [
        f"{table.name} -> {key.column.table.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if owners[table.name] != owners[key.column.table.name]
        and BESIDE[owners[table.name]] <= BESIDE[owners[key.column.table.name]]
    ]
    assert upward == []


def test_every_feature_has_its_floor() -> None:
    assert set(FEATURES) == set(BESIDE) | {"demo"}


def test_every_folder_with_files_of_a_feature_keeps_their_order() -> None:
    """Who adds a folder adds it to the contract, or nobody holds its views to stand on its actions."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (inside,) = (each for each in contracts if each["name"].startswith("Inside a feature"))
    folders = {
        ".".join(folder.relative_to(ROOT).parts)
        for folder in (ROOT / "outreach").rglob("*")
        if len(
            {"forms", "views", "actions", "queries", "rules", "models"} & {each.stem for each in folder.glob("*.py")}
        )
        > 1
    }
    assert folders - set(inside["containers"]) == set()


def test_imports_point_down() -> None:
    linter = shutil.which("lint-imports", path=Path(sys.executable).parent) or "lint-imports"
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
