"""The face stays light, old browsers can show it, and the Content-Security-Policy never has to give way."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLE_SHEETS = sorted((ROOT / "static").rglob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
#: Younger than Chromium 90, the floor of domestic browsers.
#: The pages of a pack lie in a folder of their own, away from tokens.css: its sheet names colours, but only on :root.
STANDS_ALONE = "static/reports/packs/inside.css"
TOO_YOUNG = [":has(", "@container", "color-mix(", "oklch(", "oklab(", "@layer", "@scope", "light-dark(", "\n  & "]
INLINE = re.compile(r"""<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE)


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("sheet", STYLE_SHEETS, ids=relative)
def test_a_browser_of_2021_can_read_the_style_sheet(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert [feature for feature in TOO_YOUNG if feature in text] == []


@pytest.mark.parametrize("sheet", STYLE_SHEETS, ids=relative)
def test_only_the_tokens_name_a_colour(sheet: Path) -> None:
    if sheet.name not in ("tokens.css", "dark.css"):
        text = sheet.read_text(encoding="utf-8")
        if relative(sheet) == STANDS_ALONE:
            text = re.sub(r":root \{[^}]*\}", "", text)
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[\s;,)])|rgba?\(|hsla?\(", text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_no_page_needs_inline_script_or_style(template: Path) -> None:
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (ROOT / "static/web/icons.svg").read_text(encoding="utf-8")))
    used: dict[str, str] = {}
    for file in TEMPLATES:
        text = file.read_text(encoding="utf-8")
        for name in re.findall(r"""\bicon\(["']([\w-]+)["']|\bsymbol=["']([\w-]+)["']""", text):
            used[name[0] or name[1]] = relative(file)
    for file in (ROOT / "outreach").rglob("*.py"):
        for name in re.findall(r"""\bicon=["']([\w-]+)["']""", file.read_text(encoding="utf-8")):
            used[name] = relative(file)
    assert {name: where for name, where in used.items() if name not in drawn} == {}


def test_the_face_weighs_under_24_kb_compressed() -> None:
    files = [file for file in (ROOT / "static/web").iterdir() if file.suffix in (".css", ".js", ".svg")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 24_000


#: Where a text would become a part of a page, or a program.
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc|HTMLUnsafe"
    r"|\beval\(|new Function|new (?:Shared)?Worker|importScripts|\.register\((?!workerAt\()|createPolicy"
)


def test_in_one_place_alone_a_text_becomes_a_page() -> None:
    """As the trusted types of the Content-Security-Policy want it, and in browsers that know none of them, too."""
    found = {
        relative(file) for file in (ROOT / "static").rglob("*.js") if SINKS.search(file.read_text(encoding="utf-8"))
    }
    assert found == {"static/web/page.js"}
