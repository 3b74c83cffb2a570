"""Inside the environment: `python -m outreach.cli`, which `python3 -m outreach` goes on to."""

import os
import sys

from outreach.cli.collecting import collect_nothing_yet
from outreach.cli.environment import STAMP
from outreach.cli.settings_file import use_settings_file
from outreach.cli.terminal import CannotStart, refuse
from outreach.config import PACKED


def main() -> int:
    """Run the command line; a package that went missing sends the environment back to its making."""
    collect_nothing_yet()
    os.umask(0o077)  # the database, its backups and the evidence are for the account that runs the program
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text file, unless someone replaced it
    try:
        use_settings_file()
        from outreach.cli.commands import run
    except CannotStart as reason:
        return refuse(reason)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("outreach"):
            raise
        if PACKED:
            return refuse(
                CannotStart(
                    "程序文件不完整。请重新解压安装包（instance 文件夹里的数据不受影响）。",
                    "The program is incomplete. Unpack the zip again (the data in the folder instance is not touched).",
                    detail=str(error),
                )
            )
        STAMP.unlink(missing_ok=True)
        return refuse(
            CannotStart(
                "运行环境已损坏。请重新启动，会自动重建（需要联网）。",
                "The environment is damaged. Start again: it will be made anew (needs the network).",
                detail=str(error),
            )
        )
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
