"""The pure parts of the scripts, by node's own runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

from outreach.config import ROOT

SCRIPTS = sorted(Path(__file__).parent.parent.glob("*/scripts/*.test.mjs"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_the_scripts_of_the_phone_keep_their_promises(script: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, which tests the phone's scripts (Debian: npm)")
    # An older node takes a .js file for a module only where a package says so.
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copytree(ROOT / "static", tmp_path / "static")
    copy = tmp_path / script.relative_to(ROOT)
    shutil.copytree(script.parent, copy.parent)
    ran = subprocess.run([node, "--test", copy], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
