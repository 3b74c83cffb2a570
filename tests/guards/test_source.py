"""Guards over the product's own source text."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = sorted((ROOT / "outreach").rglob("*.py"))


def calls(file: Path, *methods: str) -> Iterator[ast.Call]:
    """Every call in `file` of what is named like one of `methods`; most files name none, and need not be parsed."""
    source = file.read_text(encoding="utf-8")
    nodes = ast.walk(ast.parse(source)) if any(f".{method}" in source for method in methods) else ()
    named = (node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return (call for call in named if call.func.attr in methods)


def test_the_product_commits_in_one_place() -> None:
    commits = [str(file.relative_to(ROOT)) for file in PRODUCT for _call in calls(file, "commit")]
    assert commits == ["outreach/db/transaction.py"]


def test_only_the_clock_asks_what_time_it_is() -> None:
    asked = {
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in PRODUCT
        for call in calls(file, "now", "utcnow", "today", "time")
        if file.name != "clock.py"
        and ast.unparse(call.func.value) in ("datetime", "date", "datetime.datetime", "datetime.date", "time")
    }
    assert asked == set()


@pytest.mark.parametrize("drawer", ["utils", "common", "helpers", "services"])
def test_there_is_no_drawer_for_nameless_things(drawer: str) -> None:
    assert [file for file in PRODUCT if drawer in file.with_suffix("").parts] == []


def test_no_module_has_a_text_over_several_lines() -> None:
    """Modules travel without their indents and comment lines (outreach/web/lean.py)."""
    torn = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in sorted((ROOT / "static").rglob("*.js"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if line.count("`") % 2
    ]
    assert torn == []
