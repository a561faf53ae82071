"""Each way of changing what a port depends on takes effect at once, and ends when it is undone."""

import builtins
import math
import types
import unittest.mock

import shop._ported as ported
from shop import prices

NEW_LIMIT = 77


def counts(name):
    return ported.counters()[f"shop.prices:{name}"]


def in_module(text):
    exec(text, vars(prices))


def other_code(x):
    return x * 100.0


def other_stepped(n, step=500):
    return -n * step


class Fake:
    @staticmethod
    def sqrt(x):
        return "fake"


class OtherTerms:
    days = 1


def swap(owner, name, value):
    """Sets an attribute, and gives a function that puts the old one back."""
    old = getattr(owner, name)
    setattr(owner, name, value)
    return lambda: setattr(owner, name, old)


def delete_limit():
    old = prices.LIMIT
    del prices.LIMIT
    prices.LIMIT = NEW_LIMIT
    return lambda: setattr(prices, "LIMIT", old)


def shadow_builtin(name, value):
    setattr(prices, name, value)
    return lambda: delattr(prices, name)


def change_in_place(mapping, key, value):
    old = mapping[key]
    mapping[key] = value
    return lambda: mapping.__setitem__(key, old)


def limit_by(change):
    def do():
        old = prices.LIMIT
        change()
        assert prices.LIMIT == NEW_LIMIT
        return lambda: setattr(prices, "LIMIT", old)

    return do


def patch_limit():
    patch = unittest.mock.patch("shop.prices.LIMIT", NEW_LIMIT)
    patch.start()
    return patch.stop


def through_subclass_of_module():
    class Module(types.ModuleType):
        pass

    prices.__class__ = Module
    old = prices.LIMIT
    prices.LIMIT = NEW_LIMIT
    return lambda: setattr(prices, "LIMIT", old)


NAMES = vars(prices)
#: Function and arguments, and what changes its result; the change gives back how to undo it.
WAYS = {
    "setattr": ("capped", 5000, limit_by(lambda: setattr(prices, "LIMIT", NEW_LIMIT))),
    "module dict": ("capped", 5000, limit_by(lambda: NAMES.__setitem__("LIMIT", NEW_LIMIT))),
    "update": ("capped", 5000, limit_by(lambda: NAMES.update(LIMIT=NEW_LIMIT))),
    "or": ("capped", 5000, limit_by(lambda: NAMES.__ior__({"LIMIT": NEW_LIMIT}))),
    "global": ("capped", 5000, limit_by(lambda: in_module("LIMIT = 77"))),
    "global in function": (
        "capped",
        5000,
        limit_by(lambda: in_module("def s():\n  global LIMIT\n  LIMIT = 77\ns()\ndel s")),
    ),
    "for target": ("capped", 5000, limit_by(lambda: in_module("for LIMIT in [77]: pass"))),
    "import as": ("capped", 5000, limit_by(lambda: in_module("from errno import EBADFD as LIMIT"))),
    "augmented": ("capped", 5000, limit_by(lambda: in_module("LIMIT -= 923"))),
    "pop": ("capped", 5000, limit_by(lambda: (NAMES.pop("LIMIT"), NAMES.setdefault("LIMIT", NEW_LIMIT)))),
    "del": ("capped", 5000, delete_limit),
    "object.__setattr__": (
        "capped",
        5000,
        limit_by(lambda: object.__setattr__(prices, "LIMIT", NEW_LIMIT)),
    ),
    "mock": ("capped", 5000, patch_limit),
    "module subclass": ("capped", 5000, through_subclass_of_module),
    "equal but another type": ("capped", 5000, lambda: swap(prices, "LIMIT", 1000.0)),
    "builtin shadowed": ("capped", 5000, lambda: shadow_builtin("min", max)),
    "builtin replaced": ("capped", 5000, lambda: swap(builtins, "min", max)),
    "builtin wrapped": ("longer", "abcdefg", lambda: swap(builtins, "len", lambda x: 0)),
    "object rebound": ("longer", "abcdefg", lambda: swap(prices, "GREETING", "x" * 99)),
    "module function": ("hypotenuse", (3.0, 4.0), lambda: swap(math, "sqrt", lambda x: -x)),
    "module replaced": ("hypotenuse", (3.0, 4.0), lambda: swap(prices, "math", Fake)),
    "callee rebound": ("quarter", 8.0, lambda: swap(prices, "half", lambda x: 0.0)),
    "callee's code": ("quarter", 8.0, lambda: swap(prices.half, "__code__", other_code.__code__)),
    "callee's defaults": ("default_steps", 2, lambda: swap(prices.stepped, "__defaults__", (9,))),
    "callee's defaults gone": (
        "default_steps",
        2,
        lambda: swap(prices, "stepped", other_stepped),
    ),
    "callee's keyword defaults": (
        "default_steps",
        2,
        lambda: swap(prices.kw_stepped, "__kwdefaults__", {"step": 9}),
    ),
    "callee's keyword defaults in place": (
        "default_steps",
        2,
        lambda: change_in_place(prices.kw_stepped.__kwdefaults__, "step", 9),
    ),
    "class attribute": ("due", 1, lambda: swap(prices.Terms, "days", 1)),
    "class rebound": ("due", 1, lambda: swap(prices, "Terms", OtherTerms)),
    "own code": ("quarter", 8.0, lambda: swap(prices.quarter, "__code__", other_code.__code__)),
}


def check_every_way():
    for way, (name, args, change) in WAYS.items():
        args = args if isinstance(args, tuple) else (args,)
        function = getattr(prices, name)
        normal = function(*args)
        assert ported._native.is_native(function), (way, ported._reasons)
        undo = change()
        before = counts(name)
        changed = function(*args)
        assert changed == ported.python(function)(*args), way
        assert (type(changed), changed) != (type(normal), normal), f"{way}: changes nothing"
        assert function(*args) == changed, way
        after = counts(name)
        assert after["native"] == before["native"], f"{way}: answered natively"
        assert after["python"] == before["python"] + 2, way
        undo()
        assert function(*args) == normal, way
        assert counts(name)["native"] == after["native"] + 1, f"{way}: not native again"


def check_way_before_the_first_call():
    """What was changed before a function was ever bound is seen too; then it never gets bound."""
    for name, args, change in (
        ("capped", (5000,), limit_by(lambda: setattr(prices, "LIMIT", NEW_LIMIT))),
        ("quarter", (8.0,), lambda: swap(prices, "half", lambda x: 0.0)),
        ("hypotenuse", (3.0, 4.0), lambda: swap(math, "sqrt", lambda x: -x)),
        ("due", (1,), lambda: swap(prices.Terms, "days", 1)),
        ("default_steps", (2,), lambda: swap(prices.stepped, "__defaults__", (9,))),
    ):
        change()
        function = getattr(prices, name)
        assert function(*args) == ported.python(function)(*args), name
        assert not ported._native.is_native(function), name
        assert ported._reasons[f"shop.prices:{name}"][0] == "stale", name
        assert counts(name)["native"] == 0
        for _ in range(ported.MOST_ATTEMPTS):
            function(*args)
        assert not ported._native.release(function), "given up: no longer armed"


def check_patched_for_a_moment_at_the_first_call():
    with unittest.mock.patch("shop.prices.LIMIT", NEW_LIMIT):
        assert prices.capped(5000) == NEW_LIMIT
        assert not ported._native.is_native(prices.capped)
    assert prices.capped(5000) == 1000
    assert ported._native.is_native(prices.capped) and counts("capped")["native"] == 1


def check_unrelated_changes_do_not_disturb():
    prices.capped(5)
    before = counts("capped")
    for i in range(1000):
        prices.unrelated = i
        builtins.unrelated = i
        assert prices.capped(i) == min(i, 1000)
    after = counts("capped")
    assert after["native"] == before["native"] + 1000 and after["python"] == before["python"]


def check_class_changes_that_do_not_matter():
    prices.due(1)
    before = counts("due")["native"]
    for i in range(100):
        prices.Terms.other = i
        assert prices.due(i) == 30000 + i
    assert counts("due")["native"] == before + 100


def check_inherited_class_attribute():
    """A base class that starts to matter, or stops to."""
    prices.due(1)
    saved = prices.Terms.days
    del prices.Terms.days
    try:
        prices.due(1)
    except AttributeError:
        pass
    else:
        raise AssertionError("the attribute is gone")
    prices.Terms.days = saved
    before = counts("due")["native"]
    assert prices.due(1) == 30001 and counts("due")["native"] == before + 1
