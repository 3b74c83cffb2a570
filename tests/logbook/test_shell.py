"""What a phone keeps of the log: the list is whole, the page everybody's, and both change with what they hold."""

import base64
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from outreach.config import ROOT
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.web import assets
from outreach.web.assets import FIRST, LATER, content_of, script
from outreach.web.parcels import parcels
from tests.guards.test_html import complaints
from tests.logbook.sending import phone_of, strange_phone
from tests.making import make_bureau, make_event, make_person, make_team


@pytest.fixture(autouse=True)
def in_the_app(sqlite_app: Flask) -> Iterator[None]:
    with sqlite_app.app_context():
        make_bureau(name="示例县人社局")
        yield


@pytest.fixture
def visitor(sqlite_app: Flask) -> FlaskClient:
    client = strange_phone(sqlite_app)
    client.set_cookie("language", "zh")
    return client


@pytest.fixture
def person() -> Person:
    return make_person(team=make_team(), name="王秀英")


@pytest.fixture
def own_files(sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The static files as a copy that a test may change."""
    folder = tmp_path / "static"
    shutil.copytree(sqlite_app.static_folder or "", folder)
    monkeypatch.setattr(sqlite_app, "static_folder", str(folder))
    monkeypatch.setattr(assets, "LOOK_EVERY", 0)
    return folder


def kept_by(client: FlaskClient, **environ: Any) -> dict[str, Any]:
    """What the worker is told to keep."""
    code = client.get("/sw.js", environ_overrides=environ).text
    facts: dict[str, Any] = json.loads(code[len("const SHELL = ") : code.index(";\n")])
    return facts


def integrity_of(content: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()


def test_every_file_is_what_the_worker_says_it_is(visitor: FlaskClient) -> None:
    kept = kept_by(visitor)
    page, proof = kept["page"]
    for address, integrity in [*kept["files"].items(), (page, proof)]:
        with visitor.get(address) as answer:
            assert answer.status_code == 200, address
            assert integrity_of(answer.data) == integrity, address


def test_the_worker_keeps_all_that_its_page_names(visitor: FlaskClient) -> None:
    kept = kept_by(visitor)
    page = visitor.get(kept["page"][0]).text
    named = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
    assert named <= set(kept["files"])
    for address in [each for each in kept["files"] if each.endswith(".js")]:
        with visitor.get(address) as answer:
            names = re.findall(r'from "([^"]+)"', answer.text)
        imported = {urljoin(address, name) for name in names}
        assert imported <= set(kept["files"]), address


def test_no_two_sheets_of_its_page_style_one_class(visitor: FlaskClient) -> None:
    page = visitor.get("/log/shell").text
    sheets = set(re.findall(r'href="/static/at-[0-9a-f]+/((?!web/)[^"?]+\.css)', page))
    assert {"logbook/log.css", "check_ups/check-up.css"} <= sheets
    styled: dict[str, set[str]] = {}
    for sheet in sheets:
        rules = re.sub(r"(?s)/\*.*?\*/", "", (ROOT / "static" / sheet).read_text(encoding="utf-8"))
        for selectors in re.findall(r"([^{}]+){", rules):
            for name in re.findall(r"(?:^|,)\s*\.([a-z-]+)\s*(?=,|$)", selectors.strip()):
                styled.setdefault(name, set()).add(sheet)
    assert {name: found for name, found in styled.items() if len(found) > 1} == {}


def test_what_shares_a_module_with_a_parcel_is_in_one(sqlite_app: Flask) -> None:
    """Else a page would have two stores and two senders."""
    templates = [file.read_text(encoding="utf-8") for file in (ROOT / "templates").rglob("*.html")]
    named = {name for text in templates for name in re.findall(r"""\bscript\('([^']+)'\)""", text)}
    with sqlite_app.test_request_context():
        alone = sorted(name for name in named if "data-module" not in script(name))
        both = "".join(content_of(parcel).decode() for parcel in (FIRST, LATER))
        closed, _none = parcels(("", alone), ("", ()), lambda name: content_of(name).decode())
    packed = set(re.findall(r'^\$define\("([^"]+)"', both, re.MULTILINE))
    assert {"logbook/store/store.js", "logbook/sending/sending.js", "logbook/shell/shell.js"} <= packed
    assert packed & set(closed.modules) <= {"web/root.js", "web/page.js"}  # they keep nothing


@pytest.mark.parametrize(
    "name", ["logbook/store/items.js", "logbook/log.css", "web/icons.svg", "logbook/shell/worker.js"]
)
def test_another_file_makes_another_version(visitor: FlaskClient, own_files: Path, name: str) -> None:
    before = kept_by(visitor)
    with (own_files / name).open("a", encoding="utf-8") as file:
        file.write("\n;")
    after = kept_by(visitor)
    assert before["name"] != after["name"]
    assert before["family"] != after["family"]


def test_another_language_is_another_page_of_the_same_family(visitor: FlaskClient) -> None:
    before = kept_by(visitor)
    visitor.set_cookie("language", "en")
    after = kept_by(visitor)
    assert before["name"] != after["name"]
    assert before["family"] == after["family"]
    assert before["page"][0] != after["page"][0]


def test_the_page_is_the_same_for_everybody(sqlite_app: Flask, visitor: FlaskClient, person: Person) -> None:
    make_event(title="就业政策进园区")
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    try:
        address = kept_by(visitor)["page"][0]
        signed_in, admin = (phone_of(sqlite_app, each) for each in (person, make_person(Role.ADMIN)))
        pages = {client.get(address).text for client in (visitor, signed_in, admin)}
    finally:
        sqlite_app.config["WTF_CSRF_ENABLED"] = False
    assert len(pages) == 1
    page = pages.pop()
    assert "示例县人社局" in page
    for private in ("王秀英", str(person.id), "就业政策进园区", "csrf"):
        assert private not in page


def test_what_is_said_once_is_not_eaten_by_the_worker(sqlite_app: Flask, person: Person) -> None:
    client = phone_of(sqlite_app, person)
    with client.session_transaction() as session:
        session["_flashes"] = [("good", "已保存")]
    client.get("/log/shell")
    assert "已保存" in client.get("/log").text


def test_the_worker_is_asked_for_anew_each_time(visitor: FlaskClient) -> None:
    answer = visitor.get("/sw.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    again = visitor.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_under_a_prefix_every_address_has_it(visitor: FlaskClient) -> None:
    kept = kept_by(visitor, SCRIPT_NAME="/outreach")
    assert kept["root"] == "/outreach"
    assert all(address.startswith("/outreach/") for address in [*kept["files"], kept["page"][0]])
    manifest = json.loads(visitor.get("/manifest.webmanifest", environ_overrides={"SCRIPT_NAME": "/outreach"}).text)
    assert (manifest["start_url"], manifest["scope"]) == ("/outreach/log", "/outreach/")


def test_the_manifest_makes_an_app_of_the_log(visitor: FlaskClient) -> None:
    answer = visitor.get("/manifest.webmanifest")
    manifest = json.loads(answer.text)
    assert answer.mimetype == "application/manifest+json"
    assert "示例县人社局" in manifest["name"]
    assert (manifest["lang"], manifest["start_url"], manifest["display"]) == ("zh-CN", "/log", "standalone")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in manifest["icons"]:
        drawn = visitor.get(icon["src"])
        with Image.open(io.BytesIO(drawn.data)) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            corner = picture.convert("RGBA").getpixel((0, 0))
        assert (corner[3] == 0) is (icon["purpose"] == "any")  # a maskable one has its ground up to the edge
    assert visitor.get("/log/icons/100000-any.png").status_code == 404


def test_answers_of_ours_can_be_told_from_a_portals(visitor: FlaskClient) -> None:
    for path in ("/healthz", "/log", "/log/shell", "/sign-in", "/nowhere"):
        assert visitor.get(path).headers["X-Outreach"] == "1", path


def test_a_page_says_whose_phone_it_is_only_to_people_who_log(sqlite_app: Flask, person: Person) -> None:
    assert f'data-person="{person.id}"' in phone_of(sqlite_app, person).get("/log").text
    viewer = make_person(Role.VIEWER)
    assert "data-phone" not in phone_of(sqlite_app, viewer).get("/").text


def test_plain_http_is_said_on_the_log_and_https_is_not(sqlite_app: Flask, person: Person) -> None:
    client = phone_of(sqlite_app, person)
    assert 'data-note="http"' in client.get("/log").text
    assert 'data-note="http"' not in client.get("/").text
    assert 'data-note="http"' not in client.get("/log", base_url="https://localhost").text


def test_wechat_is_told_on_every_page_before_the_first_tap(visitor: FlaskClient) -> None:
    agent = {"User-Agent": "Mozilla/5.0 (Linux; Android 10) Chrome/90 Mobile MicroMessenger/8.0"}
    assert 'data-note="wechat"' in visitor.get("/sign-in", headers=agent).text
    assert 'data-note="wechat"' not in visitor.get("/sign-in").text


def test_the_help_is_there_for_everybody(visitor: FlaskClient) -> None:
    told = visitor.get("/log/on-the-phone").text
    for subject in ("https", "草稿", "待上传", "现场计数表", "微信"):
        assert subject in told


def test_the_help_is_one_touch_from_the_log(sqlite_app: Flask, person: Person) -> None:
    assert 'href="/log/on-the-phone"' in phone_of(sqlite_app, person).get("/log").text


def test_the_page_is_valid(visitor: FlaskClient) -> None:
    troubles = complaints(visitor.get("/log/shell").text)
    # Each of its templates brings a headline, and the blank counter lies in a template of its own.
    assert [each for each in troubles if not each.endswith(" h1") and "count-handout" not in each] == []
