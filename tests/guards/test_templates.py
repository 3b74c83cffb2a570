"""Templates: no macro that nobody uses, none that is not there, no arithmetic over rows."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2] / "templates"
FILES = {
    file: re.sub(r"{#.*?#}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    for file in sorted(ROOT.rglob("*.html"))
}


def test_every_macro_is_used() -> None:
    defined = {
        (file.relative_to(ROOT).as_posix(), name)
        for file, text in FILES.items()
        for name in re.findall(r"{%-? macro (\w+)", text)
    }
    called = Counter(name for text in FILES.values() for name in re.findall(r"\b(\w+)\s*\(", text))
    unused = [each for each in defined if called[each[1]] < 2]
    assert unused == []


def test_every_imported_macro_is_there() -> None:
    missing = []
    for file, text in FILES.items():
        for source, names in re.findall(r'{%-? from "([^"]+)" import ([^%]+?)(?: with context)? -?%}', text):
            there = (ROOT / source).read_text(encoding="utf-8")
            missing += [
                f"{file.relative_to(ROOT)}: {name}"
                for name in (part.split(" as ")[0].strip() for part in names.split(","))
                if not re.search(rf"{{%-? (macro|set) {name}\b", there)
            ]
    assert missing == []


def test_every_imported_macro_is_used() -> None:
    idle = []
    for file, text in FILES.items():
        for _source, names in re.findall(r'{%-? from "([^"]+)" import ([^%]+?)(?: with context)? -?%}', text):
            rest = re.sub(r"{%-? from .*?%}", "", text)
            idle += [
                f"{file.relative_to(ROOT)}: {name}"
                for name in (part.split(" as ")[-1].strip() for part in names.split(","))
                if not re.search(rf"\b{name}\b", rest)
            ]
    assert idle == []


def test_no_template_adds_up_rows() -> None:
    summing = [str(file.relative_to(ROOT)) for file, text in FILES.items() if re.search(r"\|\s*sum\b", text)]
    assert summing == []


def test_a_module_is_named_by_script_only() -> None:
    """`script()` knows whether it travels in a parcel; another tag would give the page a second store and sender."""
    assert [file.relative_to(ROOT).as_posix() for file, text in FILES.items() if "<script" in text] == []
