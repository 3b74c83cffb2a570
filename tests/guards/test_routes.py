"""Every route says who may enter, and what its parameters are."""

import re

from flask import Flask


def test_every_route_carries_its_permission(sqlite_app: Flask) -> None:
    open_doors = [
        rule.rule
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint != "static" and not hasattr(sqlite_app.view_functions[rule.endpoint], "permission")
    ]
    assert open_doors == []


def test_every_route_is_kebab_case_with_typed_parameters(sqlite_app: Flask) -> None:
    part = re.compile(r"(?:[a-z0-9.-]+|<[a-z]+(?:\([^)]*\))?:[a-z_]+>)+")
    odd = [
        rule.rule
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint != "static" and not all(part.fullmatch(each) for each in rule.rule.split("/") if each)
    ]
    assert odd == []
