"""`python3 -m outreach pack --for TARGET`."""

from pathlib import Path

import click

from outreach.cli.environment import ROOT
from outreach.cli.packing.building import build
from outreach.cli.packing.pythons import fetch, sha256_of
from outreach.cli.packing.targets import TARGETS, target_named
from outreach.cli.terminal import CannotStart, say
from outreach.config import PACKED


@click.command()
@click.option("--for", "target", required=True, help=f"目标机器 Kind of machine: {', '.join(TARGETS)}.")
@click.option(
    "--python",
    "archive",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Python 压缩包；缺省下载固定版本 An archive of a Python for the target; the pinned one is fetched if absent.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="存放位置 The folder for the zip.",
)
def pack(target: str, archive: Path | None, folder: Path) -> None:
    """制作离线安装包。 Make one zip that starts without a network and without a Python."""
    if PACKED:
        raise CannotStart("请在源代码文件夹里制作安装包。", "Packs are made from the source, not from a pack.")
    meant = target_named(target)
    given = archive or fetch(meant, ROOT / ".venv.pythons")
    if sha256_of(given) != meant.python_sha256:
        say(
            f"注意：{given} 不是程序里写定的 Python，由您担保它的来源。",
            f"Note: {given} is not the Python pinned in the program; you vouch for where it is from.",
        )
    made = build(meant, given, folder.absolute())
    say(f"已做好安装包：{made}", f"The pack is ready: {made}")
    print(f"  {made.stat().st_size / 1e6:.0f} MB, SHA-256 {sha256_of(made)}")
