"""Every sentence of the product is in the Chinese catalogue, and every one there is in the product."""

import ast
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}

MARKED = re.compile(rf"\b(?:{'|'.join(KEYWORDS)})\s*\(")


@cache
def chinese() -> Catalog:
    """The catalogue as it is committed."""
    with (ROOT / "outreach/translations/zh/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="zh")


@cache
def sentences() -> set[str]:
    """Every sentence that the source marks."""
    found = set()
    for top, ending, said_in in (("outreach", "py", said_in_source), ("templates", "html", said_in_template)):
        for path in (ROOT / top).rglob(f"*.{ending}"):
            if MARKED.search(path.read_text("utf-8")):  # nearly half mark none, and need not be read by the word
                found |= {each[0] if isinstance(each, tuple) else each for each in said_in(path)}
    return found - {None}  # what is no constant


def said_in_source(path: Path) -> Iterator[Any]:
    """As Babel finds it, which reads every word of the source one by one."""
    source = path.read_text("utf-8")
    lines = [source.count("\n", 0, found.start()) + 1 for found in MARKED.finditer(source)]
    for call in calls_around(lines, ast.parse(source)):
        named = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
        if named in KEYWORDS and call.args and isinstance(call.args[0], ast.Constant):
            yield call.args[0].value


def calls_around(lines: list[int], node: ast.AST) -> Iterator[ast.Call]:
    """The calls under `node` that stand on some of those lines, in order, but for those in f-strings."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr):
            continue
        if isinstance(child, ast.expr | ast.stmt):
            following = bisect_left(lines, child.lineno)
            if following == len(lines) or lines[following] > (child.end_lineno or child.lineno):
                continue
        if isinstance(child, ast.Call):
            yield child
        yield from calls_around(lines, child)


def said_in_template(path: Path) -> Iterator[Any]:
    """As Babel finds it, which reads every template a second time for comments to translators."""
    template = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text("utf-8"))
    return (said for _line, _function, said in extract_from_ast(template, KEYWORDS))


def test_no_sentence_hides_in_an_f_string() -> None:
    """What is marked inside one is not seen by the extraction, so it has to stand elsewhere, too."""
    hidden = set()
    for path in (ROOT / "outreach").rglob("*.py"):
        source = path.read_text("utf-8")
        if not re.search(r"\{_[l(]", source):
            continue
        inside = (
            node for part in ast.walk(ast.parse(source)) if isinstance(part, ast.JoinedStr) for node in ast.walk(part)
        )
        calls = (node for node in inside if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
        hidden |= {ast.literal_eval(call.args[0]) for call in calls if call.func.id in KEYWORDS}
    assert hidden - sentences() == set()


def test_the_catalogue_is_complete() -> None:
    translated = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in chinese() if said(entry.string)}
    assert sentences() - translated == set()


def test_the_catalogue_holds_nothing_else() -> None:
    known = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in chinese() if entry.id}
    assert known - sentences() == set()


def test_nothing_is_fuzzy_and_every_placeholder_is_kept() -> None:
    wrong = []
    for entry in chinese():
        if not entry.id:
            continue
        source = entry.id[0] if isinstance(entry.id, tuple) else entry.id
        strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        named = set(re.findall(r"%\((\w+)\)", "".join(entry.id) if isinstance(entry.id, tuple) else source))
        if entry.fuzzy or any(set(re.findall(r"%\((\w+)\)", text)) != named for text in strings):
            wrong.append(source)
    assert wrong == []


def said(string: str | tuple[str, ...]) -> bool:
    """Whether there is a Chinese text."""
    return all(string) if isinstance(string, tuple) else bool(string)


def test_source_is_read_as_babel_reads_it(tmp_path: Path) -> None:
    module = tmp_path / "said.py"
    module.write_text(
        "def said(count, self=_, name=_('a default')):\n"
        "    '_(no call)'\n"
        "    plural = ngettext('%(num)d piece', '%(num)d pieces', count)\n"
        "    return [_('two ' 'parts'), self._('of an object'), _(name), f'{_(\"hidden\")}', str(\n"
        "        _(\n"
        "            'below'\n"
        "        )\n"
        "    )]  # _('in a comment')\n",
        "utf-8",
    )
    found = {
        row[1][0] if isinstance(row[1], tuple) else row[1] for row in extract_from_file("python", module, KEYWORDS)
    }
    assert set(said_in_source(module)) == found - {None}
    assert len(found - {None}) == 5
