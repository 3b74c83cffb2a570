"""The machines that a pack can be made for: what pip, the locks' markers and the Python's archive call them."""

from dataclasses import dataclass

from outreach.cli.terminal import CannotStart

#: The release of python-build-standalone (self-contained CPython) whose archives are pinned below.
PYTHON_VERSION, PYTHON_RELEASE = "3.13.11", "20251209"
_ARCHIVE = (
    "https://github.com/astral-sh/python-build-standalone/releases/download/"
    f"{PYTHON_RELEASE}/cpython-{PYTHON_VERSION}+{PYTHON_RELEASE}-%s-install_only.tar.gz"
)


@dataclass(frozen=True)
class Target:
    """A kind of machine; `platforms` are pip's tags for it, `facts` what a lock's marker may ask of it."""

    name: str
    platforms: tuple[str, ...]
    machine: str
    python_sha256: str
    facts: dict[str, str]

    @property
    def python_url(self) -> str:
        """Where the pinned Python lies."""
        return _ARCHIVE % self.machine

    @property
    def is_windows(self) -> bool:
        """Whether it starts by `start.cmd`."""
        return self.name.startswith("win")


def _linux(machine: str, sha256: str) -> Target:
    glibc = ("manylinux_2_28", "manylinux_2_17", "manylinux2014", "manylinux_2_12", "manylinux2010", "manylinux1")
    facts = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    tags = tuple(f"{tag}_{machine}" for tag in glibc)
    return Target(f"linux_{machine}", tags, f"{machine}-unknown-linux-gnu", sha256, facts)


TARGETS = {
    target.name: target
    for target in (
        Target(
            "win_amd64",
            ("win_amd64",),
            "x86_64-pc-windows-msvc",
            "87822417007045a28a7eccc47fe67b8c61265b99b10dbbfa24d231a3622b1c27",
            {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        ),
        _linux("x86_64", "1ffa06d714a44aea14c0c54c30656413e5955a6c92074b4b3cb4351dcc28b63b"),
        _linux("aarch64", "ea1e678e6e82301bb32bf3917732125949b6e46d541504465972024a3f165343"),
    )
}


def target_of(system: str, machine: str) -> Target | None:
    """The target that a machine is, by what `platform.system()` and `platform.machine()` say; None for another kind."""
    same = {"amd64": "x86_64", "arm64": "aarch64"}
    found = same.get(machine.lower(), machine.lower())
    return TARGETS.get("win_amd64" if (system, found) == ("Windows", "x86_64") else f"{system.lower()}_{found}")


def target_named(name: str) -> Target:
    """The target called `name`; raises CannotStart."""
    if name in TARGETS:
        return TARGETS[name]
    known = ", ".join(TARGETS)
    raise CannotStart(f"没有“{name}”这种目标机器。可选：{known}。", f"There is no target {name!r}: choose {known}.")
