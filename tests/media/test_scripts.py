"""The pure part of the script of a readings round, by node's own runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

from outreach.config import ROOT

SCRIPT = Path(__file__).parent / "scripts" / "cells.test.mjs"


def test_pasted_cells_find_their_fields(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, which tests the scripts (Debian: npm)")
    # An older node takes a .js file for a module only where a package says so.
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copytree(ROOT / "static" / "media", tmp_path / "static" / "media")
    copy = tmp_path / SCRIPT.relative_to(ROOT)
    shutil.copytree(SCRIPT.parent, copy.parent)
    ran = subprocess.run([node, "--test", copy], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
