"""Every act that the product writes down has a name on the audit page, and so has each of its facts."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.audit.facts import facts_in_words
from outreach.audit.models import AuditEntry
from outreach.audit.words import ACTS
from outreach.db import db
from tests.audit.naming import with_an_id, without_a_name

PRODUCT = Path(__file__).parents[2] / "outreach"


def acts_of(file: Path) -> set[str]:
    """The codes that a module gives to `record_act`, or to a function of its own that takes an `act`."""
    text = file.read_text(encoding="utf-8")
    if not re.search(r"\b(record_)?act\b", text):  # most modules: reading them all closely takes seconds
        return set()
    tree = list(ast.walk(ast.parse(text)))
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


def test_a_fact_without_a_name_and_an_id_are_found() -> None:
    """What every test of the suite asks of the acts that it makes (tests/conftest.py)."""
    told = {"title": "会", "before": {"name": "旧"}, "fields": ["name", "kind"], "score": 800}
    assert without_a_name(told) == set()
    assert without_a_name(told | {"unheard_of": 1, "after": {"odd": 2}, "fields": ["strange"]}) == {
        "unheard_of",
        "odd",
        "strange",
    }
    assert with_an_id({"person": "01a21f3a-5007-7c7e-8a31-63ff7e7f46ba", "title": "会"}) == {"person"}


def test_every_fact_of_the_example_has_a_name(sampled_app: Flask) -> None:
    """It was loaded by another process, or in bulk."""
    with sampled_app.app_context():
        kept = db.session.execute(select(AuditEntry.act, AuditEntry.facts)).all()
        db.session.remove()
    assert len({act for act, _facts in kept}) > 60
    assert {(act, name) for act, facts in kept for name in without_a_name(facts) | with_an_id(facts)} == set()


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


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"score": 850}, "8.5"),
        ({"size": 3_200_000}, "3.2 MB"),
        ({"times": {"before": "2025-03-04T01:00:00+00:00"}}, "2025年3月4日 周二 09:00"),
        ({"days": "2025-03-04"}, "2025年3月4日 周二"),
        ({"before": {"name_en": "Pension"}}, "Pension"),
    ],
    ids=["hundredths of points", "bytes", "an instant", "a day", "a field"],
)
def test_a_measure_is_told_as_people_say_it(sqlite_app: Flask, facts: dict[str, Any], told: str) -> None:
    with sqlite_app.test_request_context():
        ((_name, said),) = facts_in_words(facts)
    assert said.endswith(told)
    assert "name_en" not in said
