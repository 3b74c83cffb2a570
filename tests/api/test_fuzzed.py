"""Schemathesis sends what the description allows and what it forbids; every answer is one that it promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from outreach.audit.actions import Machine
from outreach.db import transaction
from outreach.people.actions.tokens import make_token
from outreach.people.rules import Role, Scope
from tests.long import examples
from tests.making import NOW, make_bureau, make_event, make_material, make_person, make_tally, make_team
from tests.signing_in import sign_in

#: The checks read what comes as it comes.
PLAIN = {"Accept-Encoding": "identity"}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@dataclass(frozen=True)
class Sender:
    """Who sends, in each way, and what there is to be spoken of."""

    tokens: Mapping[str, str]
    session: str
    known: Mapping[str, str]

    def headers(self, operation: Mapping[str, Any]) -> dict[str, str]:
        """The sign-in that the endpoint takes."""
        scope = next((way["token"][0] for way in operation["security"] if "token" in way), None)
        if scope is None:
            return PLAIN | {"Cookie": f"outreach={self.session}"}
        return PLAIN | {"Authorization": f"Bearer {self.tokens[scope]}"}

    def point(self, value: Any) -> None:
        """Let half of what is named be there: random ids would never lead further than to "unknown"."""
        if isinstance(value, list):
            for each in value:
                self.point(each)
        elif isinstance(value, dict):
            for name in value.keys() & self.known.keys():
                if str(value[name])[:1] < "8":
                    value[name] = self.known[name]
            for each in value.values():
                self.point(each)


@pytest.fixture
def described(sqlite_app: Flask) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/openapi.json", sqlite_app)


@pytest.fixture
def sender(sqlite_app: Flask) -> Sender:
    with sqlite_app.app_context():
        make_bureau()
        team, item = make_team(), make_material()
        admin = make_person(Role.ADMIN, team=team)
        event = make_event(team=team)
        line = make_tally(event, item=item, by=admin)
        with transaction():
            made = {
                scope: make_token(person=admin, scope=scope, by=Machine(), now=NOW, label="手机")[1] for scope in Scope
            }
        client = sqlite_app.test_client()
        sign_in(client, admin)
        cookie = client.get_cookie("outreach")
        assert cookie is not None
        known = {"event": event.id, "line_id": line.id, "of": admin.id, "by": admin.id, "reverses": line.id}
        known |= {"person": admin.id, "item": item.code, "team": team.code, "year": 2025, "key": "handouts"}
        return Sender(made, cookie.value, {name: str(value) for name, value in known.items()})


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "forbidden"])
def test_every_answer_is_one_that_is_promised(
    described: schemathesis.BaseSchema, sender: Sender, mode: GenerationMode, subtests: pytest.Subtests
) -> None:
    for found in described.get_all_operations():
        operation = found.ok()
        if takes_anything(operation.definition.raw):
            with subtests.test(operation.label):
                fuzz(operation, sender, mode)


def takes_anything(operation: Mapping[str, Any]) -> bool:
    """Whether there is something to be said, rightly or wrongly."""
    return bool(operation["parameters"] or "requestBody" in operation or operation["security"])


def fuzz(operation: Any, sender: Sender, mode: GenerationMode) -> None:
    """Send a few requests, the same ones every time."""
    headers = sender.headers(operation.definition.raw)

    @settings(
        max_examples=examples(6),
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case: schemathesis.Case) -> None:
        sender.point(case.body)
        sender.point(case.path_parameters)
        case.validate_response(case.call(headers=headers), checks=CHECKS)

    answers()
