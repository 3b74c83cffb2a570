"""`upgrade FILE`, `upgrade --back`, and `migrate`, by which one program asks another to look after the database."""

import os
from pathlib import Path

import click

from outreach.cli.environment import ROOT
from outreach.cli.terminal import CannotStart
from outreach.cli.upgrading.changing import go_back
from outreach.cli.upgrading.changing import upgrade as upgrade_to
from outreach.cli.upgrading.programs import Programs
from outreach.config import HOME, PACKED


@click.command()
@click.argument("packed", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--back", is_flag=True, help="退回上一版 Go back to the program before.")
def upgrade(packed: Path | None, back: bool) -> None:
    """升级到安装包里的版本。 Go on to the program in a zip, with a backup before; --back goes back."""
    if not PACKED:
        raise CannotStart(
            f"这里运行的是源代码：停止程序，备份，更换 {ROOT} 里的程序文件（instance 除外），再启动即可。",
            f"This is the source: stop the program, make a backup, exchange the files in {ROOT} (not instance), start.",
        )
    if (packed is None) != back:
        raise CannotStart("请写出安装包文件，或 --back。", "Name the zip, or --back.")
    programs = Programs(HOME, Path(os.environ.get("OUTREACH_DATA_DIR") or HOME / "instance").absolute())
    if packed:
        upgrade_to(programs, packed)
    else:
        go_back(programs)
