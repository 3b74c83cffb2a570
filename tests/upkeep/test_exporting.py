"""Everything comes out in forms that need no program of ours, and no secret with it."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

from flask import Flask

from outreach.db import db
from outreach.evidence import store
from outreach.evidence.models import StoredFile
from outreach.evidence.rules import content_hash
from outreach.schedule.rules import Status
from outreach.upkeep.exporting.rules import LEFT_OUT
from tests.making import NOW, make_event, make_material, make_order, make_person, make_tally, stored

PAPER = b"%PDF-1.4 to be taken along"


def test_every_row_and_file_comes_out_and_no_secret(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        by = make_person(password_hash="scrypt:secret", name='=HYPERLINK("x")')
        line = make_tally(make_event(status=Status.HELD), 30, item_id=make_material(name="手册,\n“新”").id, by=by).id
        make_order(company="宏达机械有限公司", contact="王某", phone="13800001111", note="门口保安处登记")
        store.keep(content_hash(PAPER), PAPER)
        stored(StoredFile(sha256=content_hash(PAPER), media_type="application/pdf", size=len(PAPER), stored_at=NOW))
        db.session.remove()
    ran = app.test_cli_runner().invoke(args=["export", str(tmp_path / "全部 data")])
    assert ran.exit_code == 0, ran.output
    [file] = (tmp_path / "全部 data").iterdir()
    with zipfile.ZipFile(file) as package:
        files = {name: package.read(name) for name in package.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    assert {name: hashlib.sha256(content).hexdigest() for name, content in files.items()} == manifest["files"]
    for secret in ("scrypt:secret", "王某", "13800001111", "门口保安处登记", "gAAAA"):
        assert not any(secret.encode() in content for content in files.values())
    lines = {name: rows_of(content) for name, content in files.items() if name.endswith(".jsonl")}
    assert {name[7:-6] for name in lines} == set(db.metadata.tables) - set(LEFT_OUT)
    assert {"orders.contact", "orders.phone", "orders.note", *LEFT_OUT} <= manifest["left_out"].keys()
    [order] = lines["tables/orders.jsonl"]
    assert order["company"] == "宏达机械有限公司" and "phone" not in order
    [tally] = lines["tables/tallies.jsonl"]
    assert (tally["id"], tally["quantity"], tally["received_at"]) == (str(line), 30, "2025-03-04T01:00:00+00:00")
    [person] = lines["tables/people.jsonl"]
    assert person["name"] == '=HYPERLINK("x")' and "password_hash" not in person
    people = list(csv.DictReader(io.StringIO(files["tables/people.csv"].decode("utf-8-sig"))))
    assert people[0]["name"] == "'" + person["name"]
    assert next(iter(lines["tables/items.jsonl"]))["name"] == "手册,\n“新”"
    assert files[f"evidence/{content_hash(PAPER)[:2]}/{content_hash(PAPER)}"] == PAPER
    assert json.loads(files["figures.json"])["2025"]["handouts"] == 30


def rows_of(content: bytes) -> list[dict[str, object]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in content.splitlines()]
