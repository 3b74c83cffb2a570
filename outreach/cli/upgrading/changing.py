"""From one program to another: nobody serves meanwhile, a backup is made, the database follows, then the start does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from outreach import clock
from outreach.cli.lock import is_held
from outreach.cli.serve import SERVING
from outreach.cli.service import windows
from outreach.cli.service.command import here
from outreach.cli.terminal import CannotStart, say
from outreach.cli.upgrading.programs import Programs, Step
from outreach.db.revisions import revisions_in


def upgrade(programs: Programs, packed: Path) -> None:
    """Go on to the program in the zip `packed`; raises CannotStart, and then the program in use stays in use."""
    about = programs.about(packed)
    before = programs.in_use
    if about.name == before:
        raise CannotStart(f"{about.name} 已经在使用。", f"{about.name} is in use already.")
    say(f"正在解压并核对 {about.name} ……", f"Unpacking and checking {about.name} ...")
    programs.unpack(packed, about)
    with _nobody_serving(programs, before, about.name):
        backup = _back_up(programs, before)
        say("正在更新数据库……", "Bringing the database up to date ...")
        _follow(programs, about.name, ["migrate"], backup)
        _switch(programs, before, about.name, backup, is_back=False)
    programs.forget_old(before, about.name)
    say(f"已升级到 {about.name}。退回上一版：upgrade --back", f"This is now {about.name}. To go back: upgrade --back")


def go_back(programs: Programs) -> None:
    """Go back to the program before the last upgrade, with all that was written since; raises CannotStart."""
    last, now = programs.last_step(), programs.in_use
    if last is None or last.is_back or last.after != now or not programs.folder(last.before).exists():
        raise CannotStart("没有可以退回的上一版。", "There is no program before this one to go back to.")
    _revisions, head = revisions_in(programs.folder(last.before) / "outreach" / "migrations")
    with _nobody_serving(programs, now, last.before):
        backup = _back_up(programs, now)
        _follow(programs, now, ["migrate", "--to", str(head)], backup)
        _switch(programs, now, last.before, backup, is_back=True)
    say(
        f"已退回 {last.before}。升级后登记的都在；只有上一版不认识的内容留在备份里：{backup}",
        f"This is {last.before} again. All that was logged since is here; only what it doesn't know is left in the "
        f"backup: {backup}",
    )


@contextmanager
def _nobody_serving(programs: Programs, now: str, then: str) -> Iterator[None]:
    """End the service meanwhile, begin it after with the program then in use; raises CannotStart for another server."""
    with _service_ended(now, then) if _service_is_there() else nullcontext():
        if is_held(programs.data_dir / SERVING):
            raise CannotStart(
                "普法台账还在运行。请先停止它（在它的窗口里按 Ctrl+C），再升级。",
                "Outreach is still running. Stop it first (Ctrl+C in its window), then upgrade.",
            )
        yield


def _service_is_there() -> bool:
    try:
        return bool(here().is_installed())
    except CannotStart:
        return False


@contextmanager
def _service_ended(now: str, then: str) -> Iterator[None]:
    system = here()
    say("正在停止服务……", "Ending the service ...")
    system.stop()
    try:
        yield
        if sys.platform == "win32":
            windows.point_at(now, then)
    finally:
        system.start()
    say("服务已重新启动。", "The service runs again.")


def _back_up(programs: Programs, name: str) -> str:
    folder = programs.data_dir / "backups"
    say("正在备份……", "Making a backup ...")
    made = programs.run(name, "backup", str(folder))
    if made.returncode:
        raise CannotStart(
            "备份没有做成，所以没有升级。", "No backup could be made, so nothing was changed.", detail=made.stdout
        )
    print(made.stdout, end="", flush=True)
    return str(folder)


def _follow(programs: Programs, name: str, words: list[str], backup: str) -> None:
    done = programs.run(name, *words)
    if done.returncode:
        raise CannotStart(
            f"数据库没有更新成功，仍使用原来的版本。升级前的备份在 {backup}；"
            "若原来的版本不能启动，请用 restore 恢复它。",
            "The database was not brought up to date; the program in use stays. The backup made before is in "
            f"{backup}: should that program not start any more, bring it back by restore.",
            detail=done.stdout,
        )
    print(done.stdout, end="", flush=True)


def _switch(programs: Programs, before: str, after: str, backup: str, *, is_back: bool) -> None:
    programs.use(after)
    programs.note(Step(clock.now().isoformat(timespec="seconds"), before, after, backup, is_back))
