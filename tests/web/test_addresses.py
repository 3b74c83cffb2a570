"""Addresses are what Werkzeug makes of a rule, and their code is made late."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule

from outreach.web.addresses import LateRule, init_addresses

SHAPES = (
    "/",
    "/events/<uuid:event_id>",
    "/reports/<int:year>/<any(month, week):part>",
    "/files/<path:name>/",
    "/<self>",
)
VALUES = {
    "event_id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "year": 2026,
    "part": "week",
    "name": "收据/一 二.pdf",
    "self": "a/b?",
}


@pytest.mark.parametrize("rule", SHAPES)
@pytest.mark.parametrize("unknown", [{}, {"rule": "x", "q": "培训 &"}])
def test_an_address_is_what_werkzeug_makes_of_it(rule: str, unknown: dict[str, str]) -> None:
    addresses = []
    for kind in (Rule, LateRule):
        known = Map([kind(rule, endpoint="it")])
        named = {name: value for name, value in VALUES.items() if name in known._rules[0].arguments}
        addresses.append(known.bind("here.example").build("it", named | unknown))
    assert addresses[0] == addresses[1]


def test_no_code_is_made_before_an_address_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bool] = []
    make = Rule._compile_builder

    def noted(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        made.append(append_unknown)
        return make(rule, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", noted)
    app = Flask(__name__, static_folder=None)
    init_addresses(app)
    for number in range(3):
        app.add_url_rule(f"/{number}/<int:year>", endpoint=f"page_{number}", view_func="year {year}".format)
    assert app.test_client().get("/1/2026").text == "year 2026"
    assert made == []
    with app.test_request_context():
        assert [app.url_for("page_2", year=year, q=1) for year in (1, 2)] == ["/2/1?q=1", "/2/2?q=1"]
    assert made == [True]
