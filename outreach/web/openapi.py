"""The description of every endpoint that speaks JSON (OpenAPI 3.1), made of the views themselves: /openapi.json."""

import re
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify
from werkzeug.routing import Rule

from outreach import __version__
from outreach.web.access import Permission, permit
from outreach.web.describing import TEXT, UUID, Operation, Schema, described, thing, whole

blueprint = Blueprint("openapi", __name__)

_ARGUMENT = re.compile(r"<(?:(?P<kind>[a-z]+)(?:\([^)]*\))?:)?(?P<name>[a-z_]+)>")
_KINDS: dict[str, Schema] = {"uuid": UUID, "int": whole(0, 2**31 - 1), "string": TEXT}
_DESCRIPTION = "What each field means, and what a phone does with each answer, is told in words in docs/api.md."
_ERROR = thing({"error": thing({"code": TEXT, "message": TEXT}, {"facts": {"type": "object"}})})
_SECURITY = {
    "session": {"type": "apiKey", "in": "cookie", "name": "outreach"},
    "token": {"type": "http", "scheme": "bearer"},
}


@blueprint.get("/openapi.json")
@permit(Permission.PUBLIC)
@described(Operation("This description.", gives={"type": "object"}))
def description() -> Response:
    """The description; it tells of the program only, and nothing of the bureau."""
    return jsonify(described_in(current_app._get_current_object()))  # type: ignore[attr-defined]


@cache
def described_in(app: Flask) -> dict[str, Any]:
    """The description of what is in `app`."""
    paths: dict[str, dict[str, Any]] = {}
    for path, method, rule in sorted(_described_rules(app), key=lambda each: each[:2]):
        paths.setdefault(path, {})[method] = _operation(app, rule)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Outreach", "version": __version__, "description": _DESCRIPTION},
        "paths": paths,
        "components": {"securitySchemes": _SECURITY, "schemas": {"Error": _ERROR}},
    }


def _described_rules(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    for rule in app.url_map.iter_rules():
        if hasattr(app.view_functions[rule.endpoint], "operation"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield _ARGUMENT.sub(_as_template, rule.rule), method.lower(), rule


def _as_template(found: re.Match[str]) -> str:
    """An argument in the way of OpenAPI; of several kinds of file the one that is described is JSON."""
    return "json" if found["kind"] == "any" else "{" + found["name"] + "}"


def _operation(app: Flask, rule: Rule) -> dict[str, Any]:
    view: Any = app.view_functions[rule.endpoint]
    said: Operation = view.operation
    arguments = [found for found in _ARGUMENT.finditer(rule.rule) if found["kind"] != "any"]
    operation: dict[str, Any] = {
        "operationId": rule.endpoint,
        "summary": said.summary,
        "security": _security(view),
        "parameters": [
            *(_parameter(each["name"], "path", _KINDS[each["kind"]], is_needed=True) for each in arguments),
            *(_parameter(name, "query", schema, is_needed=name in said.needed) for name, schema in said.query.items()),
            *(_parameter(name, "header", schema) for name, schema in said.headers.items()),
        ],
        "responses": {"200": _answer("As it was asked.", said.gives)}
        | {str(status): _answer(HTTPStatus(status).phrase, schema) for status, schema in said.also.items()}
        | {str(status): _refusal(status) for status in sorted(_refusals(view, said, bool(arguments)))},
    }
    if said.takes is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": said.takes}}}
    if said.takes_bytes:
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": {"schema": {}}}}
    return operation


def _security(view: Any) -> list[dict[str, list[str]]]:
    if view.permission is Permission.PUBLIC:
        return []
    by_token: list[dict[str, list[str]]] = [{"token": [view.tokens]}] if view.tokens else []
    return [{"session": []}, *by_token]


def _refusals(view: Any, said: Operation, has_arguments: bool) -> set[int]:
    refusals = {*said.refuses}
    if view.permission is not Permission.PUBLIC:
        refusals |= {401, 403}
    if has_arguments:
        refusals |= {404}
    if said.takes is not None or said.takes_bytes:
        refusals |= {400, 413, 422}
    return refusals


def _refusal(status: int) -> dict[str, Any]:
    return _answer(HTTPStatus(status).phrase, {"$ref": "#/components/schemas/Error"})


def _answer(description: str, schema: Schema) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _parameter(name: str, place: str, schema: Schema, *, is_needed: bool = False) -> dict[str, Any]:
    return {"name": name, "in": place, "required": is_needed, "schema": schema}
