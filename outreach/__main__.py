"""`python3 -m outreach`: makes the environment beside the project where it is missing, and goes on inside it.

Nothing but the standard library, and no word that Python 3.7 can't read: an old Python shall be told, not trip.
"""

import shutil
import sys

OLDEST = (3, 11)


def main():  # type: () -> int
    """Refuse an old Python with a sentence; else hand over to the environment."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that has no Chinese letters must not end the start
    if sys.version_info < OLDEST:
        return refuse_old_python()
    from outreach.cli.environment import start

    return start(sys.argv[1:])


def refuse_old_python():  # type: () -> int
    """Say which Python is needed, and which of those on this machine would do."""
    here = "%d.%d (%s)" % (sys.version_info[0], sys.version_info[1], sys.executable)
    print("需要 Python 3.11 或更新的版本，现在用的是 {}。".format(here), file=sys.stderr)
    print("Outreach needs Python 3.11 or newer; this is {}.".format(here), file=sys.stderr)
    newer = [name for name in ("python3.%d" % minor for minor in range(20, 10, -1)) if shutil.which(name)]
    cure = "%s -m outreach" % newer[0] if newer else "https://www.python.org/downloads/"
    print("请改用 Use instead: {}".format(cure), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
