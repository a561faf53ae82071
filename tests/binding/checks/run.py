"""`python run.py FILE CHECK`: runs one check of one file; exits 0 when it holds.

A check is a function `check_...` with plain asserts.  It runs in a process of its own, so it may do
whatever it likes to the interpreter.  Nothing but the standard library is needed here.
"""

import runpy
import sys
import traceback


def main(path, name):
    check = runpy.run_path(path)[name]
    try:
        check()
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
