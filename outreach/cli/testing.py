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
    with tempfile.TemporaryDirectory() as folder:
        compiling = None if pytest_words else _compile_tests(Path(folder))
        failed = [name for name, words in CHECKS.items() if not _passes(name, words)]
        if compiling is not None:
            compiling.wait()
        tests = run_tests(pytest_words, Path(folder))
    if not tests.passed:
        failed.append("tests")
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nEverything that ran passed.")
    print(_what_did_not_run(tests.skipped), flush=True)
    return 1 if failed or (require_all and tests.skipped) else 0


def run_tests(words: list[str], folder: Path) -> Tests:
    """Run pytest with `words` on two processors where there are two, in three processes: a browser's story waits half
    of its time, and the two others have enough to do meanwhile; with a fourth, the whole took a seventh longer.

    Each has its stretch of the folders, so that not all three start a browser and load the same; who is done takes over
    half of what another still has.
    """
    together = ["-n", "3", "--dist", "worksteal"] if (os.cpu_count() or 1) > 1 and "--pdb" not in words else []
    report = folder / "report.xml"
    words = ["-m", "pytest", *together, f"--junit-xml={report}", *words]
    passed = _passes("tests", words, PYTHONPYCACHEPREFIX=str(folder), OUTREACH_BROWSER=find_browser())
    return Tests(passed, skipped_in(report) if report.exists() else Counter({"pytest ended without a report": 1}))


def _compile_tests(folder: Path) -> subprocess.Popen[bytes]:
    """Begin to compile all tests into `folder`, beside the other checks: else each process would, the same at once."""
    words = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider"]
    surroundings = _surroundings(PYTHONPYCACHEPREFIX=str(folder))
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(words, cwd=ROOT, env=surroundings, stdout=nowhere, stderr=nowhere)


def skipped_in(report: Path) -> Counter[str]:
    """Reason -> number of the tests that pytest's report calls skipped; expected failures did run."""
    skips = ElementTree.parse(report).iterfind(".//skipped")  # noqa: S314  # our own pytest wrote it
    return Counter(skip.get("message", "") for skip in skips if skip.get("type") == "pytest.skip")


def _passes(name: str, words: list[str], **settings: str | None) -> bool:
    print(f"\n--- {name}: {' '.join(words)}", flush=True)
    begin = time.monotonic()
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=_surroundings(**settings), check=False)
    print(f"--- {name}: {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - begin:.0f} s)", flush=True)
    return done.returncode == 0


def _surroundings(**settings: str | None) -> dict[str, str]:
    surroundings = {**os.environ, **{setting: value for setting, value in settings.items() if value is not None}}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of programs are started: compile once
    return surroundings


def _what_did_not_run(skipped: Counter[str]) -> str:
    if not skipped:
        return "Nothing was left out."
    reasons = "; ".join(f"{reason} (tests: {count})" for reason, count in skipped.most_common())
    return f"Did not run: {reasons}."
