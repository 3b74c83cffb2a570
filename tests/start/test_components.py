"""The list of components, as the IT office reads it and as its scanners do."""

import json
import re

import pytest

from outreach.cli.commands import run
from outreach.cli.components import PAGE, components, table
from outreach.cli.packing.targets import PYTHON_VERSION, TARGETS
from tests.start.bare_machine import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_page_for_the_it_office_lists_what_the_lock_holds() -> None:
    parts = components(LOCK)
    assert table(parts) in PAGE.read_text(encoding="utf-8"), "python3 -m outreach components --write"
    assert {part.name for part in parts} == set(re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)) - {"brotlicffi"}
    assert [part.name for part in parts if part.licence == "—"] == []


def test_the_bill_of_materials_can_be_read_by_a_scanner(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["components", "--json"]) == 0
    bill = json.loads(capsys.readouterr().out)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert "pkg:pypi/flask@" in str(bill["components"])


def test_the_python_that_a_pack_carries_is_a_component(capsys: pytest.CaptureFixture[str]) -> None:
    assert f"| python | {PYTHON_VERSION} | PSF-2.0 | " in PAGE.read_text(encoding="utf-8")
    assert run(["components", "--json"]) == 0
    [python] = [each for each in json.loads(capsys.readouterr().out)["components"] if each["name"] == "python"]
    assert (python["type"], python["version"]) == ("platform", PYTHON_VERSION) and PYTHON_VERSION in python["cpe"]
    pinned = {each["url"]: each["hashes"][0]["content"] for each in python["externalReferences"]}
    assert pinned == {target.python_url: target.python_sha256 for target in TARGETS.values()}
