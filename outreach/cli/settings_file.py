"""`settings.env` beside the start: settings for people who have no other way to set one, one NAME=VALUE a line."""

import os
import re
from pathlib import Path

from outreach.cli.terminal import CannotStart
from outreach.config import HOME, SETTINGS

FILE = HOME / "settings.env"
_LINE = re.compile(r"([A-Z_]+)\s*=\s*(.*)")
_ALSO = ("HOST", "PORT", "HTTPS_PROXY")


def use_settings_file(file: Path = FILE) -> None:
    """Put what the file says into the environment, where that says nothing; raises CannotStart for a bad line."""
    for name, value in settings_in(file).items():
        os.environ.setdefault(name, value)


def settings_in(file: Path) -> dict[str, str]:
    """Name -> value of a settings file; empty where there is none. Lines with # are remarks, quotes go."""
    try:
        text = file.read_text(encoding="utf-8-sig")  # Notepad's mark
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CannotStart(
            f"无法读取 {file}：请检查这个文件的权限。",
            f"{file} can't be read: see whether the account of the program may.",
            detail=str(error),
        ) from error
    except UnicodeDecodeError as error:
        raise CannotStart(
            f"无法读取 {file}：应为 UTF-8 编码的文本文件。",
            f"{file} can't be read: it is a text file in UTF-8.",
            detail=str(error),
        ) from error
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = _LINE.fullmatch(line.strip())
        if not parts or parts[1] not in (*SETTINGS, *_ALSO):
            raise CannotStart(
                f"{file} 第 {number} 行不是已知的设置（名称=值）；全部设置见 docs/settings.md。",
                f"{file}, line {number}: not a known setting (NAME=VALUE); they stand in docs/settings.md.",
            )
        found[parts[1]] = parts[2].strip().strip("\"'")
    return found
