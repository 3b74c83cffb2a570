"""The pure part of the editor's script, by node's own runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

from outreach.config import ROOT

SCRIPT = Path(__file__).parent / "scripts" / "brief-text.test.mjs"


def test_the_editors_script_fills_and_puts_in_slots(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, which tests the scripts (Debian: npm)")
    # An older node takes a .js file for a module only where a package says so.
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copytree(ROOT / "static" / "reports", tmp_path / "static" / "reports")
    copy = tmp_path / SCRIPT.relative_to(ROOT)
    shutil.copytree(SCRIPT.parent, copy.parent)
    ran = subprocess.run([node, "--test", copy], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
