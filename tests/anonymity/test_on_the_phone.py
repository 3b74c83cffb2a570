"""What the phone's script finds of people in a note: what the server finds."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from outreach.anonymity.on_the_phone import PATTERNS, as_module, signs_of_people
from outreach.anonymity.rules import Sign, people_in
from outreach.config import ROOT
from outreach.web.assets import FOR_GOOD, asset
from tests.anonymity.test_rules import HELD, NOTHING

#: The phone looks for no other numbers than these.
_KNOWN = {Sign.MOBILE, Sign.ID_NUMBER, Sign.NAME}
NOTES = [
    *(text for text, sign, _found in HELD if sign in _KNOWN and "一三八" not in text),
    *NOTHING,
    "3月工资表缺签名，负责人李娟 13800138000 说下周补",
    "李娟、王芳未签合同；王经理说补",
    "高温津贴未发，周末加班没有调休",
    "热线工单202503041234567890",
    "订单号510123198001011234在册",
]
_ASK = """
import { readFileSync } from "node:fs";
import { peopleIn, readSigns } from "./static/anonymity/signs.js";
const { signs, texts } = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(texts.map((text) => peopleIn(text, readSigns(JSON.parse(signs))))));
"""


def test_the_phone_finds_the_people_that_the_server_finds(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, which tests the phone's scripts (Debian: npm)")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copytree(ROOT / "static" / "anonymity", tmp_path / "static" / "anonymity")
    (tmp_path / "ask.js").write_text(_ASK)
    sent = json.dumps({"signs": signs_of_people(), "texts": NOTES})
    ran = subprocess.run(
        [node, "ask.js"], input=sent, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert dict(zip(NOTES, json.loads(ran.stdout), strict=True)) == {text: people_in(text) for text in NOTES}


def test_no_pattern_looks_behind(tmp_path: Path) -> None:
    """Older phones can't read one, and then run none of the page's scripts."""
    assert "(?<=" not in signs_of_people() and "(?<!" not in signs_of_people() and "(?P" not in signs_of_people()


def test_they_come_as_a_module_that_browsers_keep(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        address = asset(PATTERNS)
    answer = sqlite_app.test_client().get(address)
    assert (answer.text, answer.headers["Cache-Control"]) == (as_module(), FOR_GOOD)
