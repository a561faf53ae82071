"""`python -P -m fleet` is the same as `corefleet`; -P, because a target may have a folder `fleet/` too."""

from __future__ import annotations

import sys

from fleet.cli import main

if __name__ == "__main__":
    sys.exit(main())
