"""Every act that the product writes down has a name on the audit page."""

import ast
import re
from pathlib import Path

from outreach.audit.words import ACTS, facts_in_words

PRODUCT = Path(__file__).parents[2] / "outreach"


def acts_of(file: Path) -> set[str]:
    """The act codes among the texts of a module that writes acts down."""
    source = file.read_text(encoding="utf-8")
    if "record_act(" not in source:
        return set()
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}


def test_every_act_has_a_name() -> None:
    written = {act for file in PRODUCT.rglob("*.py") for act in acts_of(file)}
    assert written - set(ACTS) == set()


def test_facts_are_told_in_words_and_a_no_is_left_out() -> None:
    facts = {"reason": "wrong_password", "locked": False, "unheard_of": ["a", 2], "after": {"name": "新"}}
    told = facts_in_words(facts)
    assert [value for _name, value in told][1:] == ["a, 2", f"{told[2][1].split()[0]} 新"]
    assert "wrong_password" not in str(told)
    assert "locked" not in str(told)
