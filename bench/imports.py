"""A list of many rows read, judged and stored, beside reading the same file with the reading library alone."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measuring import Line, shown_bytes, shown_seconds
from bench.runs import Run
from bench.worlds import World
from outreach import clock
from outreach.db import transaction
from outreach.media.models import Channel
from outreach.media.rules import Level, Medium, Platform
from outreach.sheets.csv_files import write_csv
from outreach.sheets.xlsx_files import Sheet, write_workbook

PLACES = ("名称", "类型", "所属", "地址", "重点企业", "在建项目", "赶集日", "坐标", "备注")
#: The headings of 图文分析 · 内容数据 of a WeChat account.
ARTICLES = (
    *("内容标题", "发表时间", "总阅读人数", "总阅读次数", "总分享人数", "总分享次数", "阅读后关注人数", "送达人数"),
    *("公众号消息阅读次数", "送达阅读率", "首次分享次数", "分享产生阅读次数", "首次分享率", "每次分享带来阅读次数"),
    *("阅读完成率", "内容url"),
)


#: So many times what the library alone takes; it reads CSV in a millionth of a second a row.
MOST = {"places": 150.0, "articles": 90.0}
MOST_MEMORY = 14.0


@dataclass(frozen=True)
class Took:
    """What a process took: seconds of the processor up to the end of each part, by the clock, and bytes."""

    seconds: float
    wall: float
    bytes: int
    parts: dict[str, float]


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table: so many rows of places as CSV and of articles as .xlsx, on each database."""
    with TemporaryDirectory(prefix="outreach-lists-") as folder:
        files = {"places": Path(folder) / "places.csv", "articles": Path(folder) / "articles.xlsx"}
        files["places"].write_bytes(write_csv(PLACES, places(run.size)))
        sheet = Sheet("Sheet1", ARTICLES, articles(run.size))
        files["articles"].write_bytes(write_workbook([sheet], created=clock.now()))
        return [line for key, file in files.items() for line in _measured(key, file, run)]


def places(size: int) -> Iterator[tuple[str | None, ...]]:
    """Villages in fifty townships."""
    for number in range(size):
        if number < 50:
            yield f"第{number}乡", "乡镇", None, None, None, None, "农历逢三逢八", "28.81, 113.08", None
        else:
            yield f"第{number}新村", "村（社区）", f"第{number % 50}乡", f"{number}号", None, None, None, None, "在册"


def articles(size: int) -> Iterator[tuple[object, ...]]:
    """Pieces of pushes of eight, one push a day."""
    for number in range(size):
        day = date(2025, 12, 30) - timedelta(days=number // 8)
        people = 40 + number % 997
        counts = (people, people * 2, number % 97, number % 120, number % 7, 20_109, people, "12.3%", number % 50)
        yield (
            f"人社政策解读第{number}期：灵活就业人员怎样参保",
            int(f"{day:%Y%m%d}"),
            *counts,
            *(number % 60, "1.2%", 3, "45.6%", f"https://mp.weixin.qq.com/s/example-{number:020x}"),
        )


def _measured(key: str, file: Path, run: Run) -> Iterator[Line]:
    alone = _took(file)
    name = f"{key}{file.suffix}, {run.size:,} rows"
    yield Line(f"{name}: the library alone", shown_seconds(alone.seconds))
    yield Line(f"{name}: its memory", shown_bytes(alone.bytes))
    for database, new_world in run.databases.items():
        with new_world() as on:
            _prepare(on)
            whole = _took(file, key, on.settings.database_url, str(on.settings.data_dir))
        yield from _compared(f"{name}, {database}", whole, alone, run.size, MOST[key])


def _compared(name: str, whole: Took, alone: Took, size: int, most: float) -> Iterator[Line]:
    begun = 0.0
    for part, end in whole.parts.items():
        spent, begun = end - begun, end
        yield Line(f"{name}: {part}", shown_seconds(spent), "the library alone", spent / alone.seconds)
    rows, times = f"{size / whole.wall:,.0f} rows/s", whole.seconds / alone.seconds
    yield Line(f"{name}: all", rows, "the library alone", times, most)
    more = whole.bytes / max(alone.bytes, 1)
    yield Line(f"{name}: memory", shown_bytes(whole.bytes), "the library alone", more, MOST_MEMORY)


def _prepare(on: World) -> None:
    """The account that the articles stand in."""
    with on.app.app_context(), transaction() as session:
        session.add(
            Channel(
                code="wechat",
                name="示例人社",
                medium=Medium.MICRO,
                level=Level.OWN,
                is_own=True,
                platform=Platform.WECHAT,
            )
        )


def _took(file: Path, *how: str) -> Took:
    """What reading or importing the file took a process of its own."""
    command = [sys.executable, "-m", "bench.importing", str(file), *how]
    root = Path(__file__).resolve().parent.parent
    told = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return Took(**json.loads(told.splitlines()[-1]))
