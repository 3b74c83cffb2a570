"""`python3 -m outreach test`: what it calls not run, which browser it finds, and what the locks may say."""

import re
from collections import Counter
from pathlib import Path

import pytest

from outreach.cli.browser import find_browser
from outreach.cli.testing import skipped_in
from tests.start.bare_machine import ROOT

REPORT = """<testsuites><testsuite>
<testcase name="a"/>
<testcase name="b"><skipped type="pytest.skip" message="no browser was found">where</skipped></testcase>
<testcase name="c"><skipped type="pytest.skip" message="no browser was found">where</skipped></testcase>
<testcase name="d"><skipped type="pytest.xfail" message="known">where</skipped></testcase>
</testsuite></testsuites>"""


def test_what_did_not_run_is_counted_by_its_reason(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    assert skipped_in(tmp_path / "report.xml") == Counter({"no browser was found": 2})


def test_the_browser_that_is_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = tmp_path / "my-browser.exe"
    named.touch(mode=0o755)
    monkeypatch.setenv("OUTREACH_BROWSER", str(named))
    assert find_browser() == str(named)
    monkeypatch.setenv("OUTREACH_BROWSER", str(tmp_path / "none"))
    assert find_browser() is None


def test_playwrights_own_browser_is_the_last_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OUTREACH_BROWSER", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert find_browser() is None
    own = tmp_path / "chromium-1200" / "chrome-linux" / "chrome"
    own.parent.mkdir(parents=True)
    own.touch()
    assert find_browser() == str(own)


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_a_lock_has_every_name_and_says_nothing_of_where_it_was_made(name: str) -> None:
    wanted = re.findall(r"^[\w-]+", (ROOT / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE)
    lock = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    locked = re.findall(r"^([\w-]+)==", lock, re.MULTILINE)
    assert {wish.lower() for wish in wanted} <= set(locked)
    assert "/" not in lock
    assert "--index" not in lock
    assert len(re.findall(r"^[\w-]+==[^\n]* \\\n    --hash=sha256:", lock, re.MULTILINE)) == len(locked)
