"""What the papers say is what the program has."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask

from outreach.config import SETTINGS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

#: Commands that the start takes itself, without the program.
BEFORE = {"test", "bench", "pack", "upgrade", "service", "migrate", "components"}
#: Commands that come with Flask and its extensions.
NOT_OURS = {"db", "run", "shell", "routes"}


def test_every_setting_is_on_the_page() -> None:
    assert set(re.findall(r"^\| `(OUTREACH_\w+)` \|", PAGE, re.MULTILINE)) == set(SETTINGS)


def test_every_setting_that_is_read_is_a_setting() -> None:
    read = {
        name
        for file in (ROOT / "outreach").rglob("*.py")
        for name in re.findall(r"\"(OUTREACH_[A-Z_]+)\"", file.read_text(encoding="utf-8"))
    }
    assert read - {"OUTREACH_BROWSER"} == set(SETTINGS)


def test_every_command_is_on_the_page(sqlite_app: Flask) -> None:
    commands = [name for name, command in every_command(sqlite_app.cli) if not isinstance(command, click.Group)]
    groups = {each.partition(" ")[0] for each in commands if " " in each}
    rows = re.findall(r"^\| ((?:`[a-z][^`]*`(?: / )?)+) \|", PAGE, re.MULTILINE)
    words = [said.split() for row in rows for said in re.findall(r"`([^`]*)`", row)]
    assert {" ".join(each[: 2 if each[0] in groups else 1]) for each in words} == {*commands} | BEFORE
    assert len(commands) > 20


def test_the_papers_of_the_it_office_are_in_chinese() -> None:
    papers = [ROOT / "docs" / name for name in ("settings.md", "deployment.md", "deployment-several.md", "filing.md")]
    chinese = re.compile("[\u4e00-\u9fff]")
    literal = re.compile(r"```.*?```|`[^`]*`|<!-- components -->.*", re.DOTALL)
    silent = []
    for paper in papers:
        prose = literal.sub("", paper.read_text(encoding="utf-8"))
        silent += [line for line in prose.splitlines() if line.count(" ") > 4 and not chinese.search(line)]
    assert silent == []


def test_every_command_explains_itself_in_both_languages(sqlite_app: Flask) -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    silent = []
    for name, command in every_command(sqlite_app.cli):
        options = (each for each in command.params if isinstance(each, click.Option) and each.help)
        said = {name: command.help or "", **{f"{name} {each.opts[0]}": each.help or "" for each in options}}
        silent += [what for what, words in said.items() if not chinese.search(words)]
    assert silent == []


def every_command(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command and group of ours with its words."""
    for name, command in group.commands.items():
        if before or name not in NOT_OURS:
            yield before + name, command
            if isinstance(command, click.Group):
                yield from every_command(command, f"{before}{name} ")


def test_every_link_of_the_papers_leads_somewhere() -> None:
    papers = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{paper.relative_to(ROOT)}: {target}"
        for paper in papers
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", paper.read_text(encoding="utf-8"))
        if not target.startswith(("http://", "https://")) and not (paper.parent / target).exists()
    ]
    assert dead == []


def test_every_decision_has_a_number_of_its_own() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(each.name[:4]) for each in files]
    assert numbers == list(range(1, len(files) + 1))
    wrong = [
        each.name for each in files if not each.read_text(encoding="utf-8").startswith(f"# {int(each.name[:4])}. ")
    ]
    assert not wrong
