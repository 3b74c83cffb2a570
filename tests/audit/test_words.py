"""Every act that the product writes down has a name on the audit page."""

import ast
import re
from pathlib import Path

from outreach.audit.words import ACTS, facts_in_words

PRODUCT = Path(__file__).parents[2] / "outreach"


def acts_of(file: Path) -> set[str]:
    """The codes that a module gives to `record_act`, or to a function of its own that takes an `act`."""
    tree = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    functions = (node for node in tree if isinstance(node, ast.FunctionDef))
    takers = {each.name for each in functions if any(argument.arg == "act" for argument in each.args.args)}
    calls = (node for node in tree if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    given = [argument for call in calls if call.func.id in takers | {"record_act"} for argument in call.args]  # type: ignore[attr-defined]
    texts = (argument.value for argument in given if isinstance(argument, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}


def test_every_act_has_a_name() -> None:
    files = (file for file in PRODUCT.rglob("*.py") if "migrations" not in file.parts)
    written = {act for file in files for act in acts_of(file)}
    assert len(written) > 20
    assert written - set(ACTS) == set()


def test_a_code_is_told_in_words_where_it_is_one() -> None:
    told = facts_in_words({"role": "admin", "username": "admin", "scope": "log", "before": {"role": "viewer"}})
    values = [value for _name, value in told]
    assert "admin" not in values[0]
    assert values[1] == "admin"
    assert values[2] != "log"
    assert "viewer" not in values[3]


def test_facts_are_told_in_words_and_a_no_is_left_out() -> None:
    facts = {"reason": "wrong_password", "locked": False, "unheard_of": ["a", 2], "after": {"name": "新"}}
    told = facts_in_words(facts)
    assert [value for _name, value in told][1:] == ["a, 2", f"{told[2][1].split()[0]} 新"]
    assert "wrong_password" not in str(told)
    assert "locked" not in str(told)
