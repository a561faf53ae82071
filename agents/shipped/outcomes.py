"""Writes the outcome of each test as a line of JSON, at once, so that a crash loses nothing.

A pytest plugin that runs inside the target's interpreter. It is loaded under the name
`corefleet_outcomes`; the file to write is named by the variable COREFLEET_OUTCOMES.
Lines: `{"start": id}`, `{"id", "phase", "outcome", "seconds", "message"}`, `{"collected": n}`,
`{"uncollected": path, "message"}` and `{"finished": exit status}`.
"""

import json
import os

#: How much of a failure's text is kept.
MESSAGE = 2000


class Outcomes:
    """The plugin; one descriptor in append mode, one write a line."""

    def __init__(self, path):
        self.descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self.owner = os.getpid()

    def write(self, **row):
        # A test that forks must not write its parent's lines again.
        if os.getpid() == self.owner:
            os.write(self.descriptor, (json.dumps(row) + "\n").encode("utf-8", "replace"))

    def pytest_collection_finish(self, session):
        self.write(collected=len(session.items))

    def pytest_collectreport(self, report):
        if report.failed:
            self.write(uncollected=report.nodeid, message=_text(report))

    def pytest_runtest_logstart(self, nodeid):
        self.write(start=nodeid)

    def pytest_runtest_logreport(self, report):
        self.write(
            id=report.nodeid,
            phase=report.when,
            outcome=report.outcome,
            seconds=round(getattr(report, "duration", 0.0), 6),
            message="" if report.outcome == "passed" else _text(report),
        )

    def pytest_sessionfinish(self, exitstatus):
        self.write(finished=int(exitstatus))


def pytest_configure(config):
    """Registers the plugin, except in the workers of a parallel run, whose reports come to the main one."""
    path = os.environ.get("COREFLEET_OUTCOMES")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Outcomes(path), "corefleet-outcomes-writer")


def _text(report):
    try:
        return str(report.longrepr)[-MESSAGE:]
    except Exception:
        return ""
