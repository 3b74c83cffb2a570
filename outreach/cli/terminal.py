"""How the start speaks before a catalogue is at hand: each sentence in Chinese and in English."""

import sys


class CannotStart(Exception):
    """The program can't go on; both sentences say what is wrong and what to do, `detail` what the machine said."""

    def __init__(self, chinese: str, english: str, *, detail: str = "") -> None:
        super().__init__(english)
        self.chinese = chinese
        self.english = english
        self.detail = detail


def say(chinese: str, english: str) -> None:
    """Print a sentence in both languages."""
    print(chinese)
    print(english, flush=True)


def refuse(reason: CannotStart) -> int:
    """Print why nothing starts; the exit code that says so."""
    for line in filter(None, (reason.chinese, reason.english, *reason.detail.splitlines())):
        print(line, file=sys.stderr, flush=True)
    return 2
