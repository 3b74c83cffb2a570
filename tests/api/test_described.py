"""The description of the endpoints (OpenAPI) is whole, and says what docs/api.md says."""

import re
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

WORDS = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_endpoint_that_speaks_json_is_described(sqlite_app: Flask) -> None:
    silent = [
        rule.rule
        for rule in sqlite_app.url_map.iter_rules()
        if (rule.rule.startswith("/api/") or rule.rule.endswith(("json", "json):kind>")))
        and rule.endpoint.rpartition(".")[2] != "static"
        and not hasattr(sqlite_app.view_functions[rule.endpoint], "operation")
    ]
    assert silent == []


def test_the_papers_name_every_endpoint_and_every_field(client: FlaskClient) -> None:
    """Whoever programs against it reads docs/api.md: what the description says stands there, too."""
    missing = []
    for path, methods in client.get("/openapi.json").json["paths"].items():
        if not re.search("<[a-z]+>".join(re.escape(part) for part in re.split(r"\{\w+\}", path)), WORDS):
            missing.append(path)
        for operation in methods.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            fields = [*fields_of(body), *(each["name"] for each in operation["parameters"] if each["in"] != "path")]
            missing += [f"{path}: {name}" for name in fields if f"`{name}`" not in WORDS and f'"{name}"' not in WORDS]
    assert missing == []


def fields_of(schema: dict[str, Any]) -> list[str]:
    """The names of all fields of an object, and of what lies in it."""
    found = []
    for name, inner in schema.get("properties", {}).items():
        found += [name, *fields_of(inner), *fields_of(inner.get("items", {}))]
    return found


def test_who_asks_with_a_token_is_told_its_scope(client: FlaskClient) -> None:
    paths = client.get("/openapi.json").json["paths"]
    assert paths["/api/tallies"]["post"]["security"] == [{"session": []}, {"token": ["log"]}]
    assert paths["/reports/{year}.json"]["get"]["security"] == [{"session": []}, {"token": ["read"]}]
    assert paths["/openapi.json"]["get"]["security"] == []
