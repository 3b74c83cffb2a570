"""`components`: what the program is made of, from the lock, for whoever must file or examine it."""

import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import click

from outreach import __version__
from outreach.cli.environment import ROOT
from outreach.cli.packing.locks import lines_for
from outreach.cli.packing.targets import PYTHON_RELEASE, PYTHON_VERSION, TARGETS

PAGE = ROOT / "docs" / "filing.md"
_BETWEEN = re.compile(r"(?<=<!-- components -->\n).*?(?=<!-- end of components -->)", re.DOTALL)
_LOCKED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
_LICENCE = "License :: OSI Approved :: "


@dataclass(frozen=True, order=True)
class Component:
    """A package of the lock: what it is licensed under, and in its own words what it is for."""

    name: str
    version: str
    licence: str
    summary: str


#: What a pack carries besides the packages of the lock; one that runs from the source uses the machine's own.
PACKED_PYTHON = Component(
    "python",
    PYTHON_VERSION,
    "PSF-2.0",
    f"随安装包的 Python（CPython，python-build-standalone {PYTHON_RELEASE}，内含 OpenSSL、SQLite 等）",
)


def components(lock: str) -> list[Component]:
    """The packages of `lock` that any of our targets needs, by name."""
    named = {
        found for target in TARGETS.values() for found in _LOCKED.findall(lines_for(lock, target.facts, PYTHON_VERSION))
    }
    return sorted(_component(name, version) for name, version in named)


def table(parts: list[Component]) -> str:
    """The table of docs/filing.md."""
    all_parts = [PACKED_PYTHON, *parts]
    rows = [f"| {part.name} | {part.version} | {part.licence} | {part.summary} |" for part in all_parts]
    return "\n".join(["| 组件 | 版本 | 许可证 | 用途（原文） |", "|---|---|---|---|", *rows, ""])


def bill(parts: list[Component]) -> dict[str, object]:
    """The bill of materials, in the form of CycloneDX 1.6."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "outreach", "version": __version__}},
        "components": [
            _python(),
            *(_described(part) | {"type": "library", "purl": f"pkg:pypi/{part.name}@{part.version}"} for part in parts),
        ],
    }


def _python() -> dict[str, object]:
    """The packed Python by the name that lists of weaknesses know, and the archives that it comes from."""
    archives = [
        {"type": "distribution", "url": each.python_url, "hashes": [{"alg": "SHA-256", "content": each.python_sha256}]}
        for each in TARGETS.values()
    ]
    known_as = {"cpe": f"cpe:2.3:a:python:python:{PYTHON_VERSION}:*:*:*:*:*:*:*"}
    return {"type": "platform", **_described(PACKED_PYTHON), **known_as, "externalReferences": archives}


def _described(part: Component) -> dict[str, object]:
    return {
        "name": part.name,
        "version": part.version,
        "licenses": [{"license": {"name": part.licence}}],
        "description": part.summary,
    }


@click.command("components")
@click.option("--json", "as_json", is_flag=True, help="CycloneDX 1.6 格式 As a bill of materials (CycloneDX 1.6).")
@click.option("--write", is_flag=True, help="写入 docs/filing.md Write the table into docs/filing.md.")
def show(as_json: bool, write: bool) -> None:
    """列出程序的组件。 List what the program is made of: versions and licences."""
    parts = components((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    if write:
        _write(PAGE, table(parts))
    else:
        print(json.dumps(bill(parts), ensure_ascii=False, indent=1) if as_json else table(parts), end="")


def _write(page: Path, text: str) -> None:
    page.write_text(_BETWEEN.sub(lambda _found: text, page.read_text(encoding="utf-8")), encoding="utf-8")


def _component(name: str, version: str) -> Component:
    try:
        about = metadata(name).json
    except PackageNotFoundError:
        return Component(name, version, "—", "—")
    classified = [value.removeprefix(_LICENCE) for value in about.get("classifier", []) if value.startswith(_LICENCE)]
    stated = str(about.get("license", "")).strip().splitlines()[:1]
    licence = str(about.get("license_expression", "")) or ", ".join(sorted(classified)) or "".join(stated)[:60] or "—"
    return Component(name, version, licence, (str(about.get("summary", "")).strip() or "—").replace("|", "/"))
