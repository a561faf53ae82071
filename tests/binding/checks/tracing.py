"""Whoever watches the interpreter sees the Python original."""

import cProfile
import pstats
import sys
import threading
import trace

import shop._ported as ported
from shop import prices


def counts(name="quarter"):
    return ported.counters()[f"shop.prices:{name}"]


def bind():
    prices.quarter(8.0)
    assert ported._native.is_native(prices.quarter)


def events_of(function, install):
    seen = []

    def tracer(frame, event, arg):
        if frame.f_code.co_filename == prices.__file__:
            seen.append((event, frame.f_code.co_name, frame.f_lineno))
        return tracer

    install(tracer)
    try:
        function(8.0)
    finally:
        install(None)
    return seen


def check_settrace_and_setprofile():
    bind()
    for install in (sys.settrace, sys.setprofile):
        before = counts()["native"]
        seen = events_of(prices.quarter, install)
        assert seen and seen == events_of(ported.python(prices.quarter), install)
        assert {name for _, name, _ in seen} == {"quarter", "half"}
        assert counts()["native"] == before
        prices.quarter(8.0)
        assert counts()["native"] == before + 1


def check_tracing_at_the_first_call():
    seen = events_of(prices.quarter, sys.settrace)
    assert {name for _, name, _ in seen} == {"quarter", "half"}
    assert not ported._native.is_native(prices.quarter)
    bind()


def check_cprofile():
    bind()
    profile = cProfile.Profile()
    profile.runcall(lambda: [prices.quarter(8.0) for _ in range(10)])
    calls = {key[2]: row[0] for key, row in pstats.Stats(profile).stats.items()}
    assert calls["quarter"] == 10 and calls["half"] == 20


def check_trace_module_counts_lines():
    bind()
    tracer = trace.Trace(count=1, trace=0)
    tracer.runfunc(prices.quarter, 8.0)
    lines = [line for file, line in tracer.results().counts if file == prices.__file__]
    assert len(lines) == 2


def check_only_the_traced_thread():
    bind()
    before = counts()["native"]
    sys.settrace(lambda *_: None)
    thread = threading.Thread(target=prices.quarter, args=(8.0,))
    thread.start()
    thread.join()
    sys.settrace(None)
    assert counts()["native"] == before + 1


def check_threading_settrace():
    bind()
    before = counts()["native"]
    threading.settrace(lambda *_: None)
    thread = threading.Thread(target=prices.quarter, args=(8.0,))
    thread.start()
    thread.join()
    threading.settrace(None)
    assert counts()["native"] == before


def check_started_inside_of_a_call():
    """A function that is called while a trace function is being set up or taken down."""
    bind()

    def outer():
        sys.settrace(lambda *_: None)
        before = counts()["native"]
        prices.quarter(8.0)
        assert counts()["native"] == before
        sys.settrace(None)
        prices.quarter(8.0)
        assert counts()["native"] == before + 1

    outer()


def check_deep_recursion_under_a_tracer():
    prices.descend(1)
    sys.setrecursionlimit(30_000)
    sys.settrace(lambda *_: None)
    try:
        result = prices.descend(5_000)
    finally:
        sys.settrace(None)
    assert result == 5_000


def monitored(install, remove):
    """Events that a tool of sys.monitoring sees in `quarter` and `half`."""
    monitoring = sys.monitoring
    seen = []
    monitoring.use_tool_id(2, "check")

    def started(code, offset):
        if code.co_filename == prices.__file__:
            seen.append(code.co_name)

    monitoring.register_callback(2, monitoring.events.PY_START, started)
    install(monitoring)
    before = counts()["native"]
    prices.quarter(8.0)
    native = counts()["native"] - before
    remove(monitoring)
    before = counts()["native"]
    prices.quarter(8.0)
    assert counts()["native"] == before + 1, "not native again"
    monitoring.free_tool_id(2)
    return seen, native


def check_monitoring_everywhere():
    if sys.version_info < (3, 12):
        return
    bind()
    start = sys.monitoring.events.PY_START
    for _ in range(2):
        seen, native = monitored(lambda m: m.set_events(2, start), lambda m: m.set_events(2, 0))
        assert seen == ["quarter", "half", "half"] and native == 0


def check_monitoring_of_one_function():
    if sys.version_info < (3, 12):
        return
    bind()
    start, code = sys.monitoring.events.PY_START, prices.quarter.__code__
    for _ in range(2):
        seen, native = monitored(
            lambda m: m.set_local_events(2, code, start), lambda m: m.set_local_events(2, code, 0)
        )
        assert seen == ["quarter"] and native == 0
