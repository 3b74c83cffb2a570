"""The phone's own QR codes are those of another encoder, bit by bit, for every version and mask that it makes."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import segno

from outreach.config import ROOT

MADE = """
import { qrMatrix, room } from "./qr.js";
const made = [];
for (let version = 1; version <= 20; version += 1) {
  // A full code: the other encoder fills up what is left in a way of its own.
  const long = "https://例.cn/log/carry#aB3_-".repeat(60);
  const bytes = new TextEncoder().encode(long).slice(0, room(version));
  const full = new TextDecoder().decode(bytes).replace(/\\uFFFD/g, "");
  const text = full.padEnd(full.length + room(version) - new TextEncoder().encode(full).length, "x");
  const masks = [version % 8, (version + 3) % 8];
  made.push(...masks.map((mask) => ({ version, mask, text, rows: qrMatrix(text, { version, mask }) })));
}
const free = "http://127.0.0.1:8000/log/carry#" + "x".repeat(300);
const each = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => qrMatrix(free, { mask }));
console.log(JSON.stringify({ made, best: qrMatrix(free), each }));
"""


@pytest.fixture(scope="module")
def codes(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the module makes, run by node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, which tests the phone's scripts (Debian: npm)")
    folder: Path = tmp_path_factory.mktemp("qr")
    (folder / "package.json").write_text('{"type": "module"}')
    shutil.copy(ROOT / "static/logbook/queue/qr.js", folder)
    (folder / "make.js").write_text(MADE, encoding="utf-8")
    ran = subprocess.run([node, "make.js"], cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(ran.stdout)


def test_every_version_is_what_another_encoder_makes(codes: Any) -> None:
    assert len(codes["made"]) == 40
    for each in codes["made"]:
        options = {"version": each["version"], "mask": each["mask"], "error": "l", "mode": "byte"}
        other = segno.make(each["text"].encode(), boost_error=False, micro=False, **options)
        assert [list(row) for row in other.matrix] == each["rows"], (each["version"], each["mask"])


def test_the_best_of_the_eight_masks_is_chosen(codes: Any) -> None:
    assert codes["best"] in codes["each"]
    assert len({json.dumps(rows) for rows in codes["each"]}) == 8
