"""Life of a bound function: first call, reload, copies, release, threads, fork, end."""

import gc
import importlib
import importlib.util
import os
import sys
import threading
import weakref

import shop._ported as ported
from shop import prices

NATIVE = ported._native


def counts(name):
    return ported.counters()[f"shop.prices:{name}"]


def check_first_call_binds():
    assert not NATIVE.is_native(prices.clamp)
    assert prices.clamp(5.0) == 1.0
    assert NATIVE.is_native(prices.clamp) and counts("clamp")["native"] == 1


def check_call_during_the_import_does_not_spoil_it():
    assert prices.SMALL == 123
    assert prices.pick(4, 5) == 453
    assert NATIVE.is_native(prices.pick), ported._reasons["shop.prices:pick"]
    assert prices.EARLY == [1, 1000]
    assert not NATIVE.is_native(prices.capped) and counts("capped")["python"] == 2
    assert prices.capped(5000) == 1000
    assert NATIVE.is_native(prices.capped) and counts("capped")["native"] == 1


def check_unbound_symbols_are_untouched():
    assert type(prices.half) is type(check_first_call_binds)
    assert not NATIVE.is_native(prices.half)


def check_reload():
    old = prices.longer
    assert old("abcdefg") and NATIVE.is_native(old)
    gone = weakref.ref(old)
    importlib.reload(prices)
    new = prices.longer
    assert new is not old and new("abcdefg") and NATIVE.is_native(new)
    assert not NATIVE.is_native(old) and old("abcdefg")
    assert type(old) is type(check_reload)
    del old
    gc.collect()
    assert gone() is None


def check_two_copies_of_a_module():
    """The newest copy is native; the older one is Python, with its own globals."""
    spec = importlib.util.spec_from_file_location("shop.prices", prices.__file__)
    copy = importlib.util.module_from_spec(spec)
    assert prices.longer("abcdefg") and prices.capped(5000) == 1000
    sys.modules["shop.prices"] = copy
    spec.loader.exec_module(copy)
    copy.GREETING, copy.LIMIT = "a much longer greeting", 7
    assert not copy.longer("abcdefg") and copy.capped(5000) == 7
    copy.GREETING, copy.LIMIT = "".join(["hel", "lo"]), 1000
    again = importlib.util.module_from_spec(spec)
    sys.modules["shop.prices"] = again
    spec.loader.exec_module(again)
    assert again.longer("abcdefg") and again.capped(5000) == 1000
    assert NATIVE.is_native(again.longer) and NATIVE.is_native(again.capped)
    assert prices.longer("abcdefg") and prices.capped(5000) == 1000
    assert not NATIVE.is_native(prices.longer)
    prices.GREETING = "x" * 99
    assert not prices.longer("abcdefg") and again.longer("abcdefg")


def check_symbols_of_two_copies_do_not_share_objects():
    """Two symbols use one object; one is bound from the old copy, the other from the new one."""
    assert prices.shorter("abc") and NATIVE.is_native(prices.shorter)
    spec = importlib.util.spec_from_file_location("shop.prices", prices.__file__)
    copy = importlib.util.module_from_spec(spec)
    sys.modules["shop.prices"] = copy
    spec.loader.exec_module(copy)
    copy.GREETING = "".join(["h", "i"])
    assert copy.longer("abc") and NATIVE.is_native(copy.longer)
    assert prices.shorter("abc") and not prices.longer("abc")
    assert not copy.shorter("abc")


def check_deleted_function_goes_away():
    """With all that its binding held."""
    code = prices.clamp.__code__
    references = sys.getrefcount(code)
    assert prices.clamp(5.0) == 1.0
    assert sys.getrefcount(code) == references + 1
    gone = weakref.ref(prices.clamp)
    del prices.clamp
    gc.collect()
    assert gone() is None and sys.getrefcount(code) == references - 1
    namespace = {}
    exec("def clamp(x): return x", namespace)
    assert namespace["clamp"](3) == 3


def check_many_functions_at_the_same_address():
    """A freed function's memory is used again for another one."""
    for _ in range(200):
        importlib.reload(prices)
        assert prices.clamp(5.0) == 1.0
        assert NATIVE.is_native(prices.clamp)
        assert prices.capped(5000) == 1000


def check_release():
    assert prices.clamp(5.0) == 1.0
    assert NATIVE.release(prices.clamp) is True
    assert not NATIVE.is_native(prices.clamp) and type(prices.clamp) is type(check_release)
    before = counts("clamp")
    assert prices.clamp(5.0) == 1.0 and counts("clamp") == before
    assert NATIVE.release(prices.clamp) is False
    assert NATIVE.release(prices.gcd) is True, "armed, not bound yet"
    assert prices.gcd(4, 6) == 2 and counts("gcd")["native"] == 0
    assert NATIVE.release(len) is False and NATIVE.release(3) is False


def check_without_native():
    prices.quarter(8.0)
    before = counts("quarter")["native"]
    with ported.without_native():
        prices.quarter(8.0)
        with ported.without_native():
            prices.quarter(8.0)
        prices.quarter(8.0)
        assert type(prices.quarter) is type(check_release)
        assert prices.gcd(4, 6) == 2, "first called while everything is Python"
    assert counts("quarter")["native"] == before
    prices.quarter(8.0)
    prices.gcd(4, 6)
    assert counts("quarter")["native"] == before + 1 and counts("gcd")["native"] == 1


def check_without_native_and_deep_recursion():
    prices.descend(1)
    sys.setrecursionlimit(10_000)

    def suspended_inside(n):
        with ported.without_native():
            return prices.descend(n)

    assert suspended_inside(3_000) == 3_000
    assert NATIVE.is_native(prices.descend)


def check_python_runs_the_body():
    prices.clamp(0.5)
    before = counts("clamp")
    plain = ported.python(prices.clamp)
    assert plain(5.0) == 1.0 and plain(5.0, hi=2.0) == 2.0
    assert ported.python(prices.scale)(2.0) == 4.0
    assert counts("clamp") == before
    assert plain.__doc__ == prices.clamp.__doc__ and plain.__qualname__ == "clamp"


def check_threads_at_the_first_call():
    sys.setswitchinterval(1e-6)
    start = threading.Barrier(16)
    wrong = []

    def work(n):
        start.wait()
        for name, args, expected in (
            ("quarter", (8.0,), 2.0),
            ("capped", (5000,), 1000),
            ("longer", ("abcdefg",), True),
            ("due", (n,), 30000 + n),
        ):
            for _ in range(50):
                if getattr(prices, name)(*args) != expected:
                    wrong.append(name)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    for name in ("quarter", "capped", "longer", "due"):
        assert NATIVE.is_native(getattr(prices, name)), name


def check_threads_while_globals_change():
    sys.setswitchinterval(1e-6)
    prices.capped(1)
    stop = threading.Event()
    wrong = []

    def change():
        while not stop.is_set():
            prices.LIMIT = 7
            prices.LIMIT = 1000

    def work():
        for _ in range(20_000):
            if prices.capped(5000) not in (7, 1000):
                wrong.append(1)

    changer = threading.Thread(target=change)
    workers = [threading.Thread(target=work) for _ in range(4)]
    for thread in (changer, *workers):
        thread.start()
    for thread in workers:
        thread.join()
    stop.set()
    changer.join()
    prices.LIMIT = 7
    assert not wrong and prices.capped(5000) == 7


def check_fork():
    prices.clamp(0.5)
    child = os.fork()
    if child == 0:
        good = prices.clamp(5.0) == 1.0 and prices.gcd(4, 6) == 2 and NATIVE.is_native(prices.gcd)
        os._exit(0 if good else 1)
    assert os.waitpid(child, 0)[1] == 0


def leaked(call, times=100_000):
    """Memory blocks that `times` calls leave behind."""
    for _ in range(1000):
        call()
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(times):
        call()
    gc.collect()
    return sys.getallocatedblocks() - before


def check_nothing_leaks():
    value, text = 10**15, "not interned"[1:] + "!"
    till = prices.Till()
    calls = {
        "three": lambda: prices.clamp(5.0, 0.25, 0.75),
        "defaults": lambda: prices.clamp(5.0),
        "keywords": lambda: prices.clamp(5.0, hi=2.5),
        "keyword only": lambda: prices.scale(2.5),
        "argument": lambda: prices.checked(value),
        "text": lambda: prices.echo(text),
        "object": lambda: prices.longer(text),
        "method": lambda: till.take(3),
        "deopt": lambda: prices.gcd(2**70, 6),
        "wrong": lambda: failing(prices.clamp),
        "raised": lambda: failing(prices.refuse, 3),
    }
    for name, call in calls.items():
        counted = [text, value, prices.clamp, prices.clamp.__defaults__, prices.clamp.__defaults__[0]]
        call()
        before = [sys.getrefcount(one) for one in counted]
        blocks = leaked(call)
        after = [sys.getrefcount(one) for one in counted]
        assert before == after, (name, before, after)
        assert blocks < 100, (name, blocks)


def failing(function, *args):
    try:
        function(*args)
    except Exception:
        return
    raise AssertionError


def check_binding_does_not_leak():
    def again():
        prices.capped(5)
        NATIVE.release(prices.capped)
        NATIVE.arm(prices.capped, "shop.prices:capped", ported._at_first_call)

    # The first rounds fill the interpreter's own free lists.
    rounds = [leaked(again, 3_000) for _ in range(5)]
    assert min(rounds) < 50, rounds


def check_garbage_collection_sees_the_function():
    prices.clamp(0.5)
    prices.clamp.me = prices.clamp
    gone = weakref.ref(prices.clamp)
    del prices.clamp
    gc.collect()
    assert gone() is None


def check_slot_taken_by_others_is_respected():
    try:
        NATIVE.bind(check_release, "shop.prices:clamp", [], [], [])
    except ValueError as error:
        assert "parameters" in str(error)
    else:
        raise AssertionError
    for bad in (len, 3, lambda *args: 0, prices.Till):
        try:
            NATIVE.bind(bad, "shop.prices:gcd", [], [], [])
        except ValueError:
            continue
        raise AssertionError(bad)


def check_function_with_other_globals_or_builtins_stays_python():
    import types

    for names in ({**vars(prices)}, {**vars(prices), "__builtins__": {"min": max}}):
        twin = types.FunctionType(prices.capped.__code__, names, "capped")
        twin.__module__, twin.__qualname__ = "shop.prices", "capped"
        ported.ported(twin)
        assert twin(5000) == ported.python(twin)(5000)
        assert not NATIVE.is_native(twin)
        assert ported._reasons["shop.prices:capped"][0] == "stale"


def check_suspended_in_the_middle_of_deep_deopts():
    class Number(int):
        __hash__ = int.__hash__

        def __sub__(self, other):
            return Number(int(self) - other)

        def __eq__(self, other):
            if int(self) == 0:
                NATIVE.suspend()
            return int(self) == other

    prices.descend(1)
    assert prices.descend(Number(30)) == 30
    before = counts("descend")
    assert not NATIVE.is_native(prices.descend) and prices.descend(2) == 2
    assert counts("descend") == before
    NATIVE.resume()
    assert NATIVE.is_native(prices.descend)
