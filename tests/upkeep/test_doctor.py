"""The doctor finds every corruption that is planted here, and names it."""

import ast
import json
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from outreach.db import db, new_id
from outreach.db.soundness import Finding, checks
from outreach.evidence import store
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.rules import content_hash
from outreach.files import files
from outreach.logbook.labels import KINDS
from outreach.logbook.models import Tally, TallyNote, TallyNoteErasure
from outreach.logbook.rules import note_hash
from outreach.materials.rules import CountKind
from outreach.people.second_factor.models import SecondFactor
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.figures import FIGURES
from outreach.reports.filters import Filters
from outreach.schedule.rules import Status
from outreach.seals.rules import Harm
from outreach.upkeep.doctor import commands, keys, schema, settings
from outreach.upkeep.doctor.examining import Answer, asked, examine
from outreach.upkeep.doctor.remedies import codes_with_a_remedy
from tests.conftest import example_on
from tests.making import NOW, make_event, make_material, make_order, make_person, make_tally, stored

ROOT = Path(__file__).parents[2]
#: What names its own cure.
SAYS_IT_ITSELF = {
    "no_database",
    "older_database",
    "folder_not_writable",
    "readable_by_others",
    "lost_key",
    "backup_folder",
}
#: What says something of rows and files; tables and settings have tests of their own.
OF_ROWS = ("database", "ledger", "evidence", "drawings")


def found(app: Flask) -> dict[tuple[str, str], str]:
    """(check, code) of every finding, with what is said of it."""
    keyed = {check.key: check for check in checks(app)}
    return {(key, finding.code): str(finding.said) for key in OF_ROWS for finding in asked(keyed[key])}


def tamper(*statements: str) -> None:
    """Do to the database what only somebody can who goes behind the program's back."""
    with db.engine.begin() as connection:
        if connection.dialect.name != "sqlite":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in ("ROLLBACK", "PRAGMA foreign_keys=OFF", "BEGIN", *statements, "COMMIT", "BEGIN"):
            if connection.dialect.name == "sqlite" or statement in statements:
                connection.execute(text(statement))
        connection.detach()


@pytest.fixture
def line(app_context: Flask) -> Tally:
    """A line of a year of which a drawing is kept, with a note and a file."""
    by = make_person()
    tally = make_tally(make_event(status=Status.HELD), item_id=make_material().id, quantity=30, by=by)
    content = b"a paper"
    store.keep(content_hash(content), content)
    stored(StoredFile(sha256=content_hash(content), media_type="application/pdf", size=len(content), stored_at=NOW))
    keep_drawing(Filters.of_year(2025), title="一稿", by=by, now=NOW + timedelta(days=1))
    db.session().commit()
    return tally


def test_what_is_sound_is_found_sound(app_context: Flask, line: Tally) -> None:
    assert found(app_context) == {}


def without_triggers(statement: str, table: str = "tallies") -> list[str]:
    """The statement, with the table's guard taken away and put back as it was."""
    if db.engine.dialect.name != "sqlite":
        return [statement]
    with db.engine.connect() as connection:
        guards = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"), {"table": table}
        ).all()
    return [*(f"DROP TRIGGER {name}" for name, _sql in guards), statement, *(sql for _name, sql in guards)]


def test_a_line_that_was_changed_after_it_was_drawn_is_named(app_context: Flask, line: Tally) -> None:
    line_id, title = line.id, line.event.title
    tamper(*without_triggers("UPDATE tallies SET quantity = 31"))
    findings = found(app_context)
    assert title in findings["drawings", "changed_line"]
    assert findings.keys() == {("drawings", "changed_line")}
    assert str(line_id) in findings["drawings", "changed_line"] and "31" in findings["drawings", "changed_line"]


def test_a_line_that_was_taken_out_of_the_ledger_is_named(app_context: Flask, line: Tally) -> None:
    line_id = line.id
    tamper(*without_triggers("DELETE FROM tallies"))
    findings = found(app_context)
    assert findings.keys() == {("drawings", "lost_line")}
    assert str(line_id) in findings["drawings", "lost_line"]


def test_a_drawing_that_was_changed_is_named(app_context: Flask, line: Tally) -> None:
    tamper(*without_triggers("UPDATE drawn_figures SET value = 99 WHERE key = 'handouts'", "drawn_figures"))
    findings = found(app_context)
    assert findings.keys() == {("drawings", "broken_seal"), ("drawings", "broken_sum")}
    assert "一稿" in findings["drawings", "broken_seal"] and "99" in findings["drawings", "broken_sum"]
    assert f"{FIGURES['handouts'].label} (handouts)" in findings["drawings", "broken_sum"]


def test_a_note_that_was_changed_is_named(app_context: Flask, line: Tally) -> None:
    other = new_id()
    note = make_tally(line.event, item_id=line.item_id, by=line.by, id=other, note_hash=note_hash(other, "雨天"))
    stored(TallyNote(tally_id=note.id, text="晴天"))
    findings = found(app_context)
    assert findings.keys() == {("ledger", "changed_note")}
    assert str(other) in findings["ledger", "changed_note"] and line.event.title in findings["ledger", "changed_note"]


def test_a_note_that_is_gone_is_named_and_one_that_was_erased_is_not(app_context: Flask, line: Tally) -> None:
    gone, erased = (
        make_tally(line.event, item_id=line.item_id, by=line.by, id=each, note_hash=note_hash(each, "雨天"))
        for each in (new_id(), new_id())
    )
    stored(TallyNoteErasure(tally_id=erased.id, at=NOW, by_id=line.by_id))
    findings = found(app_context)
    assert findings.keys() == {("ledger", "lost_note")}
    assert str(gone.id) in findings["ledger", "lost_note"]


def test_half_a_reversal_and_a_net_below_zero_are_named(app_context: Flask, line: Tally) -> None:
    facts = {"quantity": -line.quantity, "reverses_id": line.id, "takes_back": True, "reason": "重复"}
    reversal = make_tally(line.event, item_id=line.item_id, by=line.by, **facts).id
    key = reversal.hex if db.engine.dialect.name == "sqlite" else str(reversal)
    tamper(*without_triggers(f"UPDATE tallies SET quantity = -40 WHERE id = '{key}'"))
    findings = found(app_context)
    assert findings.keys() == {("ledger", "broken_reversal"), ("ledger", "net_below_zero")}
    assert str(reversal) in findings["ledger", "broken_reversal"]
    assert str(KINDS[CountKind.HANDOUT]) in findings["ledger", "net_below_zero"]


def test_rows_that_point_to_nothing_are_named(app_context: Flask, line: Tally) -> None:
    tamper("DELETE FROM people")
    assert "people" in found(app_context)["database", "lost_rows"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_cell_that_a_rule_forbids_is_named_and_is_no_damage_of_the_file(app_context: Flask, line: Tally) -> None:
    event_id, title = line.event_id, line.event.title
    forbid = "PRAGMA ignore_check_constraints="
    tamper(f"{forbid}ON", f"UPDATE events SET status = 'nowhere' WHERE id = '{event_id.hex}'", f"{forbid}OFF")
    findings = found(app_context)
    assert findings.keys() == {("database", "broken_rule")}
    said = findings["database", "broken_rule"]
    assert all(part in said for part in (str(event_id), title, "status=nowhere", "本身没有损坏"))
    assert "CHECK" not in said


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_file_of_the_evidence_is_named(sqlite_app: Flask, harm: str) -> None:
    content = f"a paper that is {harm}".encode()
    sha256 = content_hash(content)
    with sqlite_app.app_context():
        store.keep(sha256, content)
        stored(StoredFile(sha256=sha256, media_type="application/pdf", size=len(content), stored_at=NOW))
        event = make_event()
        facts = {"subject_type": "events", "subject_id": event.id, "sha256": sha256, "added_by_id": new_id()}
        stored(Evidence(name="签到处.jpg", added_at=NOW, **facts))
        store.drop(sha256) if harm == "missing" else files().put(store.name_of(sha256), content[::-1])
        findings = found(sqlite_app)
        assert findings.keys() == {("evidence", "missing_file" if harm == "missing" else "changed_file")}
        for said in findings.values():
            assert all(part in said for part in (sha256, "活动", event.title, "照片", "签到处.jpg"))


@pytest.mark.parametrize("kind", ["events", "things"])
def test_evidence_of_something_that_is_not_there_is_named(app_context: Flask, line: Tally, kind: str) -> None:
    content = b"a picture of nothing"
    sha256 = content_hash(content)
    store.keep(sha256, content)
    stored(StoredFile(sha256=sha256, media_type="image/png", size=len(content), stored_at=NOW))
    facts = {"sha256": sha256, "added_at": NOW, "added_by_id": line.by_id}
    stored(Evidence(subject_type="events", subject_id=line.event_id, name="现场", **facts))
    assert found(app_context) == {}
    nowhere = new_id()
    stored(Evidence(subject_type=kind, subject_id=nowhere, name="别处", **facts))
    findings = found(app_context)
    assert findings.keys() == {("evidence", "evidence_of_nothing")}
    assert str(nowhere) in findings["evidence", "evidence_of_nothing"]


SCHEMA = {
    "sqlite": {
        "DROP TRIGGER tallies_no_delete": "tallies_no_delete",
        "DROP INDEX ix_tallies_event_sums": "ix_tallies_event_sums",
        "DROP TABLE tally_notes": "tally_notes",
    },
    "postgresql": {
        "DROP TRIGGER tallies_no_change ON tallies": "tallies_no_change",
        "ALTER TABLE tallies DISABLE TRIGGER tallies_no_change": "tallies_no_change",
        "ALTER TABLE tallies DROP CONSTRAINT ck_tallies_quantity": "ck_tallies_quantity",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$": (
            "refuse_change"
        ),
    },
}


def test_what_is_missing_in_the_schema_is_named(app_context: Flask) -> None:
    assert list(schema.findings()) == []
    for statement, part in SCHEMA[db.engine.dialect.name].items():
        db.session.execute(text(statement))
        assert part in " ".join(str(each.said) for each in schema.findings()), statement
        db.session.rollback()


def test_a_database_of_another_version_is_only_asked_what_holds_for_any(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        answers = {answer.key: answer for answer in examine(sqlite_app)}
    assert [each.code for each in answers["migrations"].findings] == ["no_database"]
    assert answers["database"].is_sound and not answers["ledger"].is_asked


def test_to_look_where_no_database_is_makes_none(tmp_path: Path) -> None:
    nowhere = example_on(tmp_path)
    with nowhere.app_context():
        answers = {answer.key: answer for answer in examine(nowhere)}
    assert [each.code for each in answers["migrations"].findings] == ["no_database"]
    assert {key for key, answer in answers.items() if answer.is_asked} == {"migrations", "settings"}
    assert [*tmp_path.iterdir()] == []


def test_a_damaged_database_file_is_named(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        for _ in range(50):
            make_material()
        page = db.session.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'items'"))
        size = db.session.scalar(text("PRAGMA page_size"))
        db.session.remove()
        with db.engine.connect().execution_options(begin="SELECT 1") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
        with Path(str(db.engine.url.database)).open("r+b") as file:
            file.seek((page - 1) * size + 8)
            file.write(b"\xff" * 64)
        assert {("database", "damaged_database"), ("database", "unreadable")} & found(sqlite_app).keys()


def test_a_data_key_that_was_lost_is_named_with_what_to_do(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def keep(*names: str) -> None:
        own = replace(app_context.config["SETTINGS"], data_keys=names)
        monkeypatch.setitem(app_context.config, "SETTINGS", own)

    keep("the key of the old machine")
    stored(SecondFactor(person_id=make_person().id, secret="ABCDEF", made_at=NOW))  # of this test
    make_order(phone="13812341234")
    assert list(keys.findings()) == []
    keep("another key that was made")
    findings = list(keys.findings())
    assert {each.code for each in findings} == {"lost_key"} and all("data-key" in each.said for each in findings)
    for table in ("orders", "second_factors"):
        assert sum(table in each.said for each in findings) == 1
    keep("another key that was made", "the key of the old machine")
    findings = list(keys.findings())
    assert [(each.code, each.is_warning) for each in findings] == [("older_key", True)] * 2


def test_a_data_folder_that_others_may_read_is_named(sqlite_app: Flask) -> None:
    file = sqlite_app.config["SETTINGS"].data_dir / "secret-key"
    file.write_text("for tests only")
    file.chmod(0o644)
    with sqlite_app.app_context():
        assert "secret-key" in " ".join(str(each.said) for each in settings.findings())
    file.unlink()


def test_every_kind_of_finding_has_a_remedy_or_says_it_itself() -> None:
    files = [*(ROOT / "outreach").rglob("soundness.py"), *(ROOT / "outreach" / "upkeep" / "doctor").glob("*.py")]
    trees = (ast.walk(ast.parse(file.read_text(encoding="utf-8"))) for file in files)
    calls = [each for each in chain(*trees) if isinstance(each, ast.Call) and ast.unparse(each.func) == "Finding"]
    harms = [each.args[0] for each in calls if "is_warning" not in {keyword.arg for keyword in each.keywords}]
    codes = {each.value for each in harms if isinstance(each, ast.Constant)}
    assert len(codes) > 20 and codes - SAYS_IT_ITSELF - codes_with_a_remedy() == set()
    assert {f"{harm.value}_{what}" for harm in Harm for what in ("line", "row")} <= codes_with_a_remedy()


def test_what_to_do_is_said_once_for_each_kind_at_the_end(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    harms = [Finding("changed_line", "one"), Finding("lost_line", "two"), Finding("missing_file", "three")]
    noted = Finding("not_sealed", "four", is_warning=True)
    monkeypatch.setattr(commands, "examine", lambda _app: [Answer("ledger", "Ledger", [*harms, noted])])
    run = sqlite_app.test_cli_runner().invoke
    said = run(args=["doctor"]).output
    assert said.count("怎么办") == 2 and "另存" in said and "evidence/" in said
    assert said.splitlines()[-1].startswith("有问题") and "docs/deployment.md" in said.splitlines()[-1]
    assert len(json.loads(run(args=["doctor", "--json"]).stdout)["remedies"]) == 2


def test_the_command_says_what_it_found_and_ends_with_it(sqlite_app: Flask) -> None:
    ran = sqlite_app.test_cli_runner().invoke(args=["doctor", "--json"])
    told = json.loads(ran.stdout)
    assert ran.exit_code == 1 and told["sound"] is False
    assert [each["code"] for each in told["checks"][0]["findings"]] == ["no_database"]
