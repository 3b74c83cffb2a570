"""Modules that travel together mean what they mean alone."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from outreach.anonymity.on_the_phone import PATTERNS, as_module
from outreach.config import ROOT
from outreach.web.lean import lean
from outreach.web.parcels import packed, parcels

NODE = shutil.which("node")
ALONE = {
    "log/store.js": "let count = 0;\nexport function more() {\ncount += 1;\nreturn count;\n}\n",
    "log/words.js": 'import { more as grow } from "./store.js";\nexport const NAME = "a";\nexport { grow };\n',
    "log/facts.js": 'export { more } from "./store.js";\nexport class Odd extends Error {}\n',
    "log/page.js": (
        'import { grow, NAME } from "./words.js";\nimport { more, Odd } from "./facts.js";\nimport "./mark.js";\n'
        'globalThis.said.push(NAME, grow(), more(), new Odd("no").message);\n'
        'globalThis.later = async () => (await import("./seldom.js")).go();\n'
    ),
    "log/mark.js": 'globalThis.said = ["mark"];\n',
    "log/seldom.js": 'import { more } from "./store.js";\nexport async function go() {\nreturn more();\n}\n',
    "log/other.js": 'import { more } from "./store.js";\nglobalThis.other = more;\n',
    "log/broken.js": 'throw new Error("broken");\n',
}
ENTRIES = ("log/broken.js", "log/page.js")


def packed_of(texts: Mapping[str, str], *first: str, later: tuple[str, ...] = ()) -> list[tuple[list[str], str]]:
    both = parcels(("p/first.js", first), ("p/later.js", later), texts.__getitem__)
    return [(list(parcel.modules), packed(parcel, both, texts.__getitem__)) for parcel in both]


def test_each_module_is_in_one_parcel_after_what_it_imports() -> None:
    (first, _text), (later, _other) = packed_of(ALONE, "log/page.js", later=("log/other.js",))
    assert first == ["log/store.js", "log/words.js", "log/facts.js", "log/mark.js", "log/page.js"]
    assert later == ["log/other.js", "log/seldom.js"]


@pytest.mark.skipif(NODE is None, reason="node is missing")
def test_together_they_do_what_they_do_alone(tmp_path: Path) -> None:
    """Each is there once: all of them count on in one and the same store, and one that fails holds back none."""
    (_first, text), (_later, other) = packed_of(ALONE, *ENTRIES, later=("log/other.js",))
    tags = [{"dataset": {"module": each}} for each in (*ENTRIES, "log/other.js", "log/nobody.js")]
    begin = (
        f"globalThis.document = {{ querySelectorAll: () => TAGS }};\nconst TAGS = {json.dumps(tags)};\n"
        'process.on("uncaughtException", (error) => globalThis.said.push(error.message));\n'
        'await import("./p/first.js");\nconst early = typeof globalThis.other;\n'
        "const seldom = await globalThis.later();\n"
        "await new Promise((done) => setTimeout(done, 20));\n"  # what failed is thrown from a timer that is due before
        "console.log(JSON.stringify([globalThis.said, early, seldom, globalThis.other()]));\n"
    )
    (tmp_path / "p").mkdir()
    for name, content in (("package.json", '{"type": "module"}'), ("p/first.js", text), ("p/later.js", other)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "begin.js").write_text(begin, encoding="utf-8")
    run = subprocess.run([str(NODE), "begin.js"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert json.loads(run.stdout) == [["mark", "a", 1, 2, "no", "broken"], "undefined", 3, 4]


@pytest.mark.parametrize(
    "text",
    [
        "export let count = 0;\n",
        "export default 1;\n",
        'import all from "./store.js";\n',
        'import * as all from "./store.js";\n',
        'export * from "./store.js";\n',
        'export { a as b } from "./store.js";\n',
        'import { a } from "somewhere";\n',
        "import(name);\n",
        "export const { a, b } = c;\n",
        "export async function* all() {}\n",
    ],
)
def test_a_form_that_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no parcel knows this form"):
        packed_of({"log/a.js": text, "log/store.js": ""}, "log/a.js")


def test_modules_that_import_each_other_are_refused() -> None:
    texts = {"log/a.js": 'import { b } from "./b.js";\n', "log/b.js": 'import { a } from "./a.js";\n'}
    with pytest.raises(ValueError, match=r"log/a\.js > log/b\.js > log/a\.js"):
        packed_of(texts, "log/a.js")


def test_every_module_of_ours_could_travel_in_a_parcel() -> None:
    static = ROOT / "static"
    files = [file for file in sorted(static.rglob("*.js")) if file.name != "worker.js"]
    texts = {file.relative_to(static).as_posix(): lean(file.name, file.read_text(encoding="utf-8")) for file in files}
    texts[PATTERNS] = as_module()
    (modules, _text), (later, _other) = packed_of(texts, *texts)
    assert (sorted(modules), later) == (sorted(texts), [])
