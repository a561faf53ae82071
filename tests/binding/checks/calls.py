"""Calls: keywords, defaults, wrong calls, results that are arguments."""

import math

import shop._ported as ported
from shop import prices

NATIVE = ported._native


def counts(name):
    return ported.counters()[f"shop.prices:{name}"]


def outcome(function, args, kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        return type(error), error.args, str(error)
    return type(result), repr(result)


#: Function, positional and keyword arguments.
CALLS = [
    ("clamp", (0.5,), {}),
    ("clamp", (0.5, 1.0), {}),
    ("clamp", (5.0,), {"hi": 2.0}),
    ("clamp", (), {"hi": 2.0, "x": 7.0}),
    ("clamp", (), {"x": 7.0, "lo": 8.0, "hi": 9.0}),
    ("clamp", (-0.0,), {}),
    ("scale", (3.0,), {}),
    ("scale", (3.0,), {"factor": 4.0}),
    ("scale", (), {"x": 3.0, "factor": 4.0}),
    ("pick", (1, 2), {}),
    ("pick", (1, 2, 4), {}),
    ("pick", (1, 2), {"c": 5}),
    ("nothing", (), {}),
    ("gcd", (12, 18), {}),
    ("gcd", (2**80, 6), {}),
    ("clamp", (float("nan"),), {}),
    ("gcd", (True, 6), {}),
    ("clamp", (1, 0, 3), {}),
    ("clamp", (True,), {}),
    ("echo", ("text",), {}),
    ("echo", (3,), {}),
    ("checked", (-1,), {}),
    ("refuse", (3,), {}),
]
#: The same for calls that don't fit.
WRONG = [
    ("clamp", (), {}),
    ("clamp", (1.0, 2.0, 3.0, 4.0), {}),
    ("clamp", (1.0,), {"x": 2.0}),
    ("clamp", (1.0,), {"nope": 2.0}),
    ("clamp", (), {"lo": 2.0}),
    ("scale", (1.0, 2.0), {}),
    ("scale", (), {"factor": 2.0}),
    ("pick", (1,), {}),
    ("pick", (1, 2), {"a": 3}),
    ("pick", (), {"a": 1, "b": 2}),
    ("pick", (1, 2, 3), {"c": 4}),
    ("gcd", (1,), {}),
    ("gcd", (), {}),
    ("gcd", ("a", 1), {}),
    ("gcd", (None, 1), {}),
    ("gcd", (1, 2), {"é": 4}),
    ("nothing", (1,), {}),
    ("nothing", (), {"x": 1}),
]


def check_calls_give_the_same():
    for name, args, kwargs in CALLS + WRONG:
        function = getattr(prices, name)
        expected = outcome(ported.python(function), args, kwargs)
        for _ in range(3):
            assert outcome(function, args, kwargs) == expected, (name, args, kwargs)


AGAIN = {"x": 2}


def check_calls_that_the_interpreter_refuses():
    attempts = (
        lambda f: f(*3),
        lambda f: f(**3),
        lambda f: f(**{1: 2}),
        lambda f: f(x=1, **AGAIN),
        lambda f: f(1.0, *[2.0], x=3.0),
    )
    for attempt in attempts:
        expected = outcome(attempt, (ported.python(prices.clamp),), {})
        prices.clamp(0.5)
        assert outcome(attempt, (prices.clamp,), {}) == expected
        assert expected[0] is TypeError


def check_wrong_calls_are_left_to_python():
    for name, args, kwargs in WRONG:
        function = getattr(prices, name)
        outcome(function, args, kwargs)
        before = counts(name)["native"]
        assert outcome(function, args, kwargs)[0] is TypeError, (name, args, kwargs)
        assert counts(name)["native"] == before


def check_right_calls_are_native():
    for name, args, kwargs in CALLS[:14]:
        function = getattr(prices, name)
        function(*args, **kwargs)
        before = counts(name)["native"]
        function(*args, **kwargs)
        assert counts(name)["native"] == before + 1, (name, args, kwargs)


def check_keywords_by_equality():
    prices.clamp(0.5)
    name = "".join(["h", "i"])
    assert name is not "".join(["h", "i"])
    assert prices.clamp(5.0, **{name: 3.0}) == 3.0

    class Name(str):
        __hash__ = str.__hash__

    assert prices.clamp(5.0, **{Name("hi"): 3.0}) == 3.0
    try:
        prices.clamp(5.0, **{1: 3.0})
    except TypeError as error:
        assert str(error) == "keywords must be strings"
    else:
        raise AssertionError


def check_defaults_are_live():
    prices.clamp(0.5)
    prices.scale(0.5)
    before = counts("clamp")["native"], counts("scale")["native"]
    prices.clamp.__defaults__ = (2.0, 3.0)
    assert prices.clamp(0.5) == 2.0
    prices.clamp.__defaults__ = (7.0,)
    assert outcome(prices.clamp, (0.5,), {}) == outcome(ported.python(prices.clamp), (0.5,), {})
    assert prices.clamp(8.0, 1.0) == 7.0
    prices.clamp.__defaults__ = (9.0, 9.0, 9.0)
    assert prices.clamp() == 9.0
    prices.clamp.__defaults__ = None
    assert outcome(prices.clamp, (0.5,), {}) == outcome(ported.python(prices.clamp), (0.5,), {})
    prices.scale.__kwdefaults__["factor"] = 10.0
    assert prices.scale(2.0) == 20.0
    prices.scale.__kwdefaults__ = {"factor": 3.0}
    assert prices.scale(2.0) == 6.0
    prices.scale.__kwdefaults__ = None
    assert outcome(prices.scale, (0.5,), {}) == outcome(ported.python(prices.scale), (0.5,), {})
    assert counts("clamp")["native"] == before[0] + 3
    assert counts("scale")["native"] == before[1] + 2


def check_returned_arguments_keep_their_identity():
    for name, value in [
        ("clamp", 0.5),
        ("clamp", -0.0 + 0.0),
        ("checked", 10**15),
        ("echo", "a text that is not interned"[1:]),
    ]:
        function = getattr(prices, name)
        function(value)
        before = counts(name)["native"]
        assert function(value) is value, (name, value)
        assert counts(name)["native"] == before + 1
    # NaN belongs to Python, which gives the argument back as well
    assert prices.clamp(math.nan) is math.nan
    low, high = float("2.5"), float("3.5")
    assert prices.clamp(0.0, low, high) is low
    assert prices.clamp(9.0, low, high) is high
    assert prices.clamp(0.5) == 0.5 and prices.clamp(7.0) is prices.clamp.__defaults__[1]


def check_signed_zero_is_not_mixed_up():
    assert math.copysign(1.0, prices.clamp(-0.0, 0.0, 1.0)) == -1.0
    assert math.copysign(1.0, prices.clamp(0.0, -0.0, 1.0)) == 1.0


def check_subclasses_go_to_python():
    class Real(float):
        def __lt__(self, other):
            return True

    prices.clamp(0.5)
    before = counts("clamp")["deopts"]
    assert prices.clamp(Real(5.0), 1.0, 2.0) == 1.0
    assert counts("clamp")["deopts"] == before + 1


def check_native_exceptions_are_counted_and_equal():
    def caught(function):
        try:
            try:
                raise KeyError("outer")
            except KeyError:
                function(3)
        except LookupError as error:
            return type(error), error.args, error.__context__.args, error.__cause__

    prices_refuse = prices.refuse
    caught(prices_refuse)
    before = counts("refuse")
    assert caught(prices_refuse) == caught(ported.python(prices_refuse))
    after = counts("refuse")
    assert after["raised"] == before["raised"] + 1 and after["native"] == before["native"] + 1
