"""`python3 -m outreach test`: every check in a row, and at the end what failed and what did not run."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from outreach.cli.browser import find_browser
from outreach.cli.environment import ROOT

#: Name of each check before the tests -> what Python is to run; by module, for a moved folder breaks the scripts.
CHECKS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check"],
    "format": ["-m", "ruff", "format", "--check"],
    "types": ["-m", "mypy"],
    "floors": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
}


@dataclass(frozen=True)
class Tests:
    """What came of the tests: whether all passed, and reason -> number of those that did not run."""

    passed: bool
    skipped: Counter[str]


def check_everything(pytest_words: list[str], *, require_all: bool) -> int:
    """Run all checks, also after one has failed; `require_all` makes a failure of whatever did not run."""
    failed = [name for name, words in CHECKS.items() if not _passes(name, words)]
    tests = run_tests(pytest_words)
    if not tests.passed:
        failed.append("tests")
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nEverything that ran passed.")
    print(_what_did_not_run(tests.skipped), flush=True)
    return 1 if failed or (require_all and tests.skipped) else 0


def run_tests(words: list[str]) -> Tests:
    """Run pytest with `words` on two processors where there are two, in three processes: a browser's story waits half
    of its time, and the two others have enough to do meanwhile.
    """
    together = ["-n", "3"] if (os.cpu_count() or 1) > 1 and "--pdb" not in words else []
    with tempfile.TemporaryDirectory() as folder:
        report, compiled = Path(folder) / "report.xml", Path(folder) / "compiled"
        words = ["-m", "pytest", *together, f"--junit-xml={report}", *words]
        passed = _passes("tests", words, PYTHONPYCACHEPREFIX=str(compiled), OUTREACH_BROWSER=find_browser())
        return Tests(passed, skipped_in(report) if report.exists() else Counter({"pytest ended without a report": 1}))


def skipped_in(report: Path) -> Counter[str]:
    """Reason -> number of the tests that pytest's report calls skipped; expected failures did run."""
    skips = ElementTree.parse(report).iterfind(".//skipped")  # noqa: S314  # our own pytest wrote it
    return Counter(skip.get("message", "") for skip in skips if skip.get("type") == "pytest.skip")


def _passes(name: str, words: list[str], **settings: str | None) -> bool:
    print(f"\n--- {name}: {' '.join(words)}", flush=True)
    surroundings = os.environ | {setting: value for setting, value in settings.items() if value is not None}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of programs are started: compile once
    begin = time.monotonic()
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=surroundings, check=False)
    print(f"--- {name}: {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - begin:.0f} s)", flush=True)
    return done.returncode == 0


def _what_did_not_run(skipped: Counter[str]) -> str:
    if not skipped:
        return "Nothing was left out."
    reasons = "; ".join(f"{reason} (tests: {count})" for reason, count in skipped.most_common())
    return f"Did not run: {reasons}."
