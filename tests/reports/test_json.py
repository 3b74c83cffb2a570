"""The contract's JSON: keys, words, lines that add up, filters, tokens, and the command that prints the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import transaction
from outreach.people.actions import make_token
from outreach.people.rules import Role, Scope
from outreach.reports.figures import FIGURES
from tests.making import make_person
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in


@pytest.fixture
def year(app: Flask) -> SmallYear:
    with app.app_context():
        return small_year()


@pytest.fixture
def reader(app: Flask, year: SmallYear) -> FlaskClient:
    client = app.test_client()
    with app.app_context():
        sign_in(client, make_person(Role.LEAD))
    return client


def figures(client: FlaskClient, query: str = "", year: int = 2025) -> dict[str, Any]:
    answer = client.get(f"/reports/{year}.json{query}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/json"
    told: dict[str, Any] = json.loads(answer.text)
    return told


def test_the_json_has_every_figure_of_the_contract(reader: FlaskClient) -> None:
    told = figures(reader)
    assert set(FIGURES) <= set(told)
    assert [key for key in told if key not in FIGURES] == ["handouts_副"]
    assert (told["handouts"]["value"], told["handouts"]["unit"], told["handouts"]["wording"]) == (
        12_734,
        "份",
        "12700余份",
    )
    assert told["views_times"]["wording"] == "超10万人次"
    assert told["views_people"]["value"] is None and told["views_people"]["wording"] == "—"
    assert told["views_people"]["reason"] and told["views_people"]["lines"] == []


def test_the_quantities_of_the_lines_add_up_to_the_value(reader: FlaskClient) -> None:
    for query in ("", "?team=pension", "?from=2025-06-01&to=2025-06-30", "?reviewed=no", "?track=enterprise"):
        for key, figure in figures(reader, query).items():
            if figure["value"] is not None:
                assert sum(line["quantity"] for line in figure["lines"]) == figure["value"], (query, key)
            else:
                assert figure["reason"] and not figure["lines"]


def test_each_line_leads_to_its_row(reader: FlaskClient, year: SmallYear) -> None:
    told = figures(reader)
    line = next(each for each in told["handouts"]["lines"] if each["id"] == str(year.line.id))
    assert line["url"] == f"/events/{year.desk.id}#line-{year.line.id}"
    assert (line["day"], line["quantity"], line["team"]) == ("2025-03-04", 12_000, "employment")
    rows = {"events_public": "", "enterprises": "", "articles": "", "handouts": "line-", "views_times": ""}
    for key, begins in rows.items():
        line = told[key]["lines"][0]
        path, _hash, row = line["url"].partition("#")
        assert row == (begins and begins + line["id"]), key
        page = reader.get(path)
        assert page.status_code == 200
        assert not row or f'id="{row}"' in page.text, key
    reading = told["views_times"]["lines"][0]
    assert reading["url"] == f"/media/readings/{reading['id']}"


def test_lines_can_be_left_out(reader: FlaskClient) -> None:
    assert all("lines" not in figure for figure in figures(reader, "?lines=0").values())


def test_a_figure_without_the_dimension_is_null(reader: FlaskClient) -> None:
    told = figures(reader, "?place_kind=enterprise&lines=0")
    assert told["events_enterprise"]["value"] == 2
    assert told["articles"]["value"] is None and told["articles"]["reason"]


def test_an_empty_year_is_told_too(reader: FlaskClient) -> None:
    told = figures(reader, year=2031)
    assert told["events_public"]["value"] == 0 and told["handouts"]["wording"] == "0份"
    assert told["views_times"]["value"] is None


BAD = [
    "?team=nobody",
    "?team=",
    "?campaign=x",
    "?place=x",
    "?track=x",
    "?form=x",
    "?place_kind=x",
    "?reviewed=x",
    "?from=2024-12-31",
    "?to=2026-01-01",
    "?from=2025-13-01",
    "?from=2025-05-02&to=2025-05-01",
    "?from=%00",
    "?lines=many",
    "?drawing=x",
    "?drawing=9f9f9f9f-0000-7000-8000-000000000000",
    "?team=pension&team=employment",
    "?filter=all",
]


def test_a_bad_filter_is_answered_with_400_as_json(reader: FlaskClient) -> None:
    for query in BAD:
        answer = reader.get(f"/reports/2025.json{query}")
        if query == "?team=":
            assert answer.status_code == 200
            continue
        assert answer.status_code == 400, query
        assert answer.get_json()["error"]["code"] == "bad_filter", query


def test_a_read_token_opens_it_and_a_log_token_does_not(app: Flask, year: SmallYear) -> None:
    with app.app_context():
        person = make_person(Role.VIEWER)
        with transaction():
            read = make_token(person=person, scope=Scope.READ, label="报表", by=person, now=clock.now())
            log = make_token(person=person, scope=Scope.LOG, label="手机", by=person, now=clock.now())
    client = app.test_client()
    assert client.get("/reports/2025.json").status_code == 401
    for token, status in ((read, 200), (log, 401)):
        secret = token if isinstance(token, str) else token[-1]
        answer = client.get("/reports/2025.json", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == status


def test_it_is_streamed(reader: FlaskClient) -> None:
    answer = reader.get("/reports/2025.json", buffered=False)
    assert answer.headers.get("Content-Length") is None
    assert len(list(answer.iter_encoded())) > len(FIGURES)


def test_the_command_prints_the_same(app: Flask, reader: FlaskClient, tmp_path: Path) -> None:
    said = app.test_cli_runner().invoke(args=["report", "2025", "--json", "-"])
    assert "OUTREACH_BASE_URL" in said.stderr
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout) == figures(reader)
    files = [str(tmp_path / name) for name in ("2025.json", "2025.xlsx")]
    said = app.test_cli_runner().invoke(args=["report", "2025", "--json", files[0], "--xlsx", files[1]])
    assert said.exit_code == 0, said.output
    assert Path(files[1]).read_bytes().startswith(b"PK")


def test_the_command_says_what_it_needs(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["report", "2025"]).exit_code == 2
    assert app.test_cli_runner().invoke(args=["report", "soon", "--json", "-"]).exit_code == 2


def test_a_file_that_can_not_be_written_is_said_in_a_sentence(app: Flask, year: SmallYear, tmp_path: Path) -> None:
    nowhere = tmp_path / "missing" / "2025"
    for option, path in (("--xlsx", nowhere), ("--json", nowhere), ("--json", tmp_path), ("--xlsx", tmp_path)):
        said = app.test_cli_runner().invoke(args=["report", "2025", option, str(path)])
        assert said.exit_code == 1, said.output
        assert str(path) in said.stderr and "Traceback" not in said.output


def test_no_file_is_begun_when_the_other_can_not_be_written(app: Flask, year: SmallYear, tmp_path: Path) -> None:
    good, bad = tmp_path / "2025.json", tmp_path / "missing" / "2025.xlsx"
    said = app.test_cli_runner().invoke(args=["report", "2025", "--json", str(good), "--xlsx", str(bad)])
    assert said.exit_code == 1
    assert not good.exists()
