"""What the papers say is what the program has."""

import re
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
    commands = commands_of(sqlite_app.cli)
    groups = {each.partition(" ")[0] for each in commands if " " in each}
    rows = re.findall(r"^\| ((?:`[a-z][^`]*`(?: / )?)+) \|", PAGE, re.MULTILINE)
    words = [said.split() for row in rows for said in re.findall(r"`([^`]*)`", row)]
    assert {" ".join(each[: 2 if each[0] in groups else 1]) for each in words} == {*commands} | BEFORE
    assert len(commands) > 20


def commands_of(group: click.Group, before: str = "") -> list[str]:
    """The words of every command of ours, of subcommands both words."""
    found = []
    for name, command in group.commands.items():
        if before or name not in NOT_OURS:
            found += commands_of(command, f"{name} ") if isinstance(command, click.Group) else [before + name]
    return found


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
