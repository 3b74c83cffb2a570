"""Python's collector of what refers to itself, and how often it looks at a program of this size.

The program is about half a million objects that stay, and a request makes thousands that are gone at once, by their
counts alone. As Python begins, it looks every 700 objects, and now and then through all of them: a third of the start
went into that, and it held up requests for a tenth of a second.
"""

import gc

#: Objects made before the youngest are looked at; of these looks, every tenth takes those that stayed once, too.
YOUNGEST = 50_000


def collect_nothing_yet() -> None:
    """Look for nothing while the program is put together: of what is made then, hardly anything goes again."""
    gc.disable()
    gc.set_threshold(YOUNGEST, 10, 10)


def leave_what_is_here() -> None:
    """Never look again at what is there now, which stays for as long as the process; look after YOUNGEST new objects.

    Nothing is collected before: that takes a tenth of the start, and of half a million objects it finds a thousand.
    """
    gc.freeze()
    gc.enable()
