"""Who runs a command: files that root makes in the data folder would shut out the account that the service runs as."""

import os
from pathlib import Path

from outreach.cli.terminal import CannotStart
from outreach.config import HOME, PACKED


def check_owner() -> None:
    """Refuse root where the data folder is another account's, or will be; raises CannotStart.

    Before the first start the data is whose the unpacked program is: it was given to the account of the service.
    """
    folder = Path(os.environ.get("OUTREACH_DATA_DIR") or HOME / "instance")
    if PACKED and not folder.exists():
        folder = folder.parent
    if os.name == "nt" or not folder.is_dir():
        return
    import pwd

    owner = folder.stat().st_uid
    if os.geteuid() != 0 or owner == 0:
        return
    try:
        name = pwd.getpwuid(owner).pw_name
    except KeyError:
        name = f"#{owner}"
    raise CannotStart(
        f"数据属于账号 {name}，请用这个账号运行命令：sudo -u {name} ……（root 建立的文件会使服务无法写入）",
        f"The data is the account {name}'s: run the command as it, by sudo -u {name} ... (files made by root would "
        "shut the service out).",
    )
