"""Every act that the product writes down has a name on the audit page, and so has each of its facts."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.audit.facts import FACTS, VALUES, facts_in_words
from outreach.audit.models import AuditEntry
from outreach.audit.words import ACTS
from outreach.db import db

PRODUCT = Path(__file__).parents[2] / "outreach"
#: What `record_act` takes that is no fact.
NO_FACTS = {"by", "now", "subject", "outcome", "address"}


@cache
def modules() -> dict[Path, ast.Module]:
    files = (file for file in PRODUCT.rglob("*.py") if "migrations" not in file.parts)
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


def acts_of(module: ast.Module) -> set[str]:
    """The codes that a module gives to `record_act`, or to a function of its own that takes an `act`."""
    tree = list(ast.walk(module))
    functions = (node for node in tree if isinstance(node, ast.FunctionDef))
    takers = {each.name for each in functions if any(argument.arg == "act" for argument in each.args.args)}
    calls = (node for node in tree if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    given = [argument for call in calls if call.func.id in takers | {"record_act"} for argument in call.args]  # type: ignore[attr-defined]
    texts = (argument.value for argument in given if isinstance(argument, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}


def test_every_act_has_a_name() -> None:
    written = {act for module in modules().values() for act in acts_of(module)}
    assert len(written) > 20
    assert written - set(ACTS) == set()


def test_every_fact_has_a_name() -> None:
    calls = (node for module in modules().values() for node in ast.walk(module) if isinstance(node, ast.Call))
    acts = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "record_act"]
    named = {keyword.arg for call in acts for keyword in call.keywords if keyword.arg is not None}
    assert len(named) > 40
    assert named - NO_FACTS - set(FACTS) == set()


def test_no_act_of_the_example_tells_an_id_or_a_name_of_the_program(sampled_app: Flask) -> None:
    with sampled_app.app_context():
        kept = db.session.execute(select(AuditEntry.act, AuditEntry.facts)).all()
        db.session.remove()
    parts = {(act, part) for act, facts in kept for part in parts_of(facts)}
    assert len({act for act, _facts in kept}) > 60
    assert {(act, part) for act, part in parts if part not in FACTS and part not in VALUES["fields"]} == set()
    ids = {(act, str(facts)) for act, facts in kept if re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", str(facts))}
    assert ids == set()


def parts_of(facts: dict[str, Any]) -> Iterator[str]:
    """The names of the facts, and of what they hold."""
    for name, value in facts.items():
        yield name
        if isinstance(value, dict):
            yield from value


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
        ({"days": "2025-03-04"}, "2025-03-04"),
        ({"before": {"name_en": "Pension"}}, "Pension"),
    ],
    ids=["hundredths of points", "bytes", "an instant", "a day", "a field"],
)
def test_a_measure_is_told_as_people_say_it(sqlite_app: Flask, facts: dict[str, Any], told: str) -> None:
    with sqlite_app.test_request_context():
        ((_name, said),) = facts_in_words(facts)
    assert said.endswith(told)
    assert "name_en" not in said
