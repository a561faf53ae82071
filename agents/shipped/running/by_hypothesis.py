"""A few hundred calls found and made small by Hypothesis, where the target's environment has it."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path
from typing import Any

EXAMPLES = 250
#: Seconds at most, and as a share of what is left.
_SECONDS, _SHARE = 8.0, 0.5


class _Found(Exception):
    """A call on which the sides differ; Hypothesis makes it small."""


def search(trial: Any, spec: dict[str, Any], deadline: float) -> None:
    """Lets Hypothesis look for a difference; it ends up in the trial."""
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / "hypothesis"))
    try:
        import hypothesis

        from ..parity.make import NoValues
        from ..parity.strategies import calls
    except ImportError:
        return
    found: list[Any] = []
    left = deadline - time.monotonic()
    until = time.monotonic() + min(_SECONDS, left * _SHARE)

    def differs(call: Any) -> None:
        if time.monotonic() > until:
            return
        trial.failure = None
        trial.batch([call])
        if trial.failure is not None:
            found.append(trial.failure)
            raise _Found

    try:
        tried = hypothesis.given(calls(spec))(differs)
    except NoValues:
        return
    settings = hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        print_blob=False,
    )
    # Without time left to make a call small it looks flaky; what was found stands all the same.
    with contextlib.suppress(_Found, hypothesis.errors.HypothesisException):
        hypothesis.seed(trial.job.seed)(settings(tried))()
    trial.failure = found[-1] if found else None
