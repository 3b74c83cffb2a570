"""The collector of a program that serves: it leaves what is there alone, and still finds what refers to itself."""

import subprocess
import sys

PROGRAM = """
import gc, weakref
from outreach.cli.collecting import YOUNGEST, collect_nothing_yet, leave_what_is_here
class Ring:
    def __init__(self):
        self.own = self
collect_nothing_yet()
made = weakref.ref(Ring())
for _ in range(2 * YOUNGEST):
    Ring()
print(made() is not None)
leave_what_is_here()
frozen = gc.get_freeze_count()
first = weakref.ref(Ring())
for _ in range(2 * YOUNGEST):
    Ring()
print(frozen > 0, first() is None, gc.get_freeze_count() == frozen)
"""


def test_what_is_there_is_left_alone_and_rings_are_found_in_time() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 4
