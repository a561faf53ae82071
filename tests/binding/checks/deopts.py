"""Calls that native code hands back: counted, cheap in stack, same result."""

import sys
import threading

import shop._ported as ported
from shop import prices


def counts(name):
    return ported.counters()[f"shop.prices:{name}"]


def check_counters_add_up():
    prices.gcd(1, 2)
    for _ in range(10):
        prices.gcd(12, 18)
        prices.gcd(2**70, 18)
    assert counts("gcd") == {"native": 11, "raised": 0, "deopts": 10, "panics": 0, "python": 0}


def check_implicit_exceptions_come_from_the_original():
    prices.checked(1)
    try:
        prices.checked(-1)
    except ValueError as error:
        frames = []
        trace = error.__traceback__
        while trace:
            frames.append(trace.tb_frame.f_code.co_name)
            trace = trace.tb_next
        assert frames[-1] == "checked" and error.args == ("negative",)
    else:
        raise AssertionError
    assert counts("checked")["deopts"] == 1 and counts("checked")["raised"] == 0


def check_a_panic_is_counted_and_silent():
    assert prices.fragile(1) == 1
    assert prices.fragile(13) == 13
    assert counts("fragile") == {"native": 1, "raised": 0, "deopts": 0, "panics": 1, "python": 0}
    assert "unlucky 13" in ported.health()["panic"]


def check_nested_deopts_at_depth_20000():
    sys.setrecursionlimit(25_000)
    assert prices.descend(20_000) == 20_000
    assert counts("descend")["deopts"] == 17
    assert prices.descend(3) == 3
    assert counts("descend")["deopts"] == 21, "bound again after the deep call"
    assert ported._native.is_native(prices.descend)


def check_recursion_error_as_in_python():
    def depth_reached(function):
        sys.setrecursionlimit(500)
        reached = 0
        for n in range(500):
            try:
                function(n)
            except RecursionError as error:
                assert "maximum recursion depth exceeded" in str(error)
                break
            reached = n
        sys.setrecursionlimit(1000)
        return reached

    prices.descend(1)
    native = depth_reached(prices.descend)
    twin_globals = dict(vars(prices))
    import types

    plain = types.FunctionType(prices.descend.__code__, twin_globals, "descend")
    twin_globals["descend"] = plain
    python = depth_reached(plain)
    assert native == python, (native, python)


def check_near_the_limit_python_decides():
    prices.clamp(0.5)

    def nest(n):
        return prices.clamp(0.5) if n == 0 else nest(n - 1)

    sys.setrecursionlimit(120)
    raised = []
    for n in range(60, 130):
        try:
            nest(n)
        except RecursionError:
            raised.append(n)
    plain = ported.python(prices.clamp)
    expected = []

    def nest_plain(n):
        return plain(0.5) if n == 0 else nest_plain(n - 1)

    for n in range(60, 130):
        try:
            nest_plain(n)
        except RecursionError:
            expected.append(n)
    assert raised == expected


def check_deopts_in_threads():
    sys.setswitchinterval(1e-5)
    prices.descend(1)
    wrong = []

    def work():
        for n in range(300):
            if prices.descend(n % 60) != n % 60 or prices.clamp(5.0) != 1.0:
                wrong.append(n)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert ported._native.is_native(prices.descend), "bound again when all is over"
    before = counts("descend")["deopts"]
    prices.descend(0)
    assert counts("descend")["deopts"] == before + 1


def check_mutual_recursion_through_python():
    """A native function is called by Python code that a deopt of another one runs."""
    prices.fact(3)
    assert prices.fact(40) == __import__("math").factorial(40)
    sys.setrecursionlimit(10_000)
    assert prices.fact(3000) == __import__("math").factorial(3000)
