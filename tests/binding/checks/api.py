"""What can be seen of a bound function is what can be seen of a plain one."""

import copy
import dis
import doctest
import functools
import gc
import inspect
import io
import operator
import pickle
import pydoc
import sys
import types
import typing
import unittest.mock
import weakref

import shop._ported as ported
from shop import prices


def bound(name="clamp", call=(0.5,)):
    function = getattr(prices, name)
    function(*call)
    assert ported._native.is_native(function), ported._reasons
    return function


def native_calls(symbol="shop.prices:clamp"):
    return ported.counters()[symbol]["native"]


def disassembly(function):
    out = io.StringIO()
    dis.dis(function, file=out)
    return out.getvalue()


KEYWORDS = {"hi": 2.0}
#: Evaluated on the bound function and on a plain one with the same body: equal.
SAME = {
    "__name__": lambda f: f.__name__,
    "__qualname__": lambda f: f.__qualname__,
    "__module__": lambda f: f.__module__,
    "__doc__": lambda f: f.__doc__,
    "__defaults__": lambda f: f.__defaults__,
    "__kwdefaults__": lambda f: f.__kwdefaults__,
    "__annotations__": lambda f: f.__annotations__,
    "__code__": lambda f: f.__code__,
    "__globals__": lambda f: f.__globals__ is vars(prices),
    "__builtins__": lambda f: f.__builtins__ is vars(__import__("builtins")),
    "__closure__": lambda f: f.__closure__,
    "__dict__": lambda f: f.__dict__,
    "__class__": lambda f: f.__class__,
    "callable": callable,
    "dir": dir,
    "repr": lambda f: repr(f).split(" at ")[0],
    "size": sys.getsizeof,
    "tracked": gc.is_tracked,
    "signature": inspect.signature,
    "getfullargspec": inspect.getfullargspec,
    "getsource": inspect.getsource,
    "getfile": inspect.getfile,
    "getdoc": inspect.getdoc,
    "getmodule": inspect.getmodule,
    "getclosurevars": inspect.getclosurevars,
    "unwrap": lambda f: inspect.unwrap(f) is f,
    "isfunction": inspect.isfunction,
    "isroutine": inspect.isroutine,
    "isbuiltin": inspect.isbuiltin,
    "ismethoddescriptor": inspect.ismethoddescriptor,
    "isdatadescriptor": inspect.isdatadescriptor,
    "iscoroutinefunction": inspect.iscoroutinefunction,
    "isgeneratorfunction": inspect.isgeneratorfunction,
    "isinstance": lambda f: isinstance(f, (types.FunctionType, types.LambdaType)),
    "type name": lambda f: (type(f).__name__, type(f).__qualname__, type(f).__module__),
    "type hints": typing.get_type_hints,
    "help": lambda f: pydoc.plain(pydoc.render_doc(f)),
    "dis": disassembly,
    "bytes": lambda f: dis.Bytecode(f).dis(),
    "get on instance": lambda f: type(f.__get__(3)),
    "get on class": lambda f: f.__get__(None, int) is f,
    "bind arguments": lambda f: inspect.signature(f).bind(0.5, hi=2.0).arguments,
    "star": lambda f: f(*(5.0, 1.0), **KEYWORDS),
    "call dunder": lambda f: f.__call__(5.0),
    "partial": lambda f: functools.partial(f, hi=3.0)(9.0),
    "partialmethod": lambda f: type("C", (float,), {"m": functools.partialmethod(f, 0.0, 2.0)})(9.0).m(),
    "wraps": lambda f: functools.wraps(f)(lambda: 0).__wrapped__ is f,
    "wrapped signature": lambda f: inspect.signature(functools.wraps(f)(lambda: 0)),
    "lru_cache": lambda f: functools.lru_cache(f)(9.0),
    "singledispatch": lambda f: functools.singledispatch(f)(9.0, 0.0, 4.0),
    "map": lambda f: list(map(f, [0.1, 5.0, -5.0])),
    "filter": lambda f: list(filter(f, [0.1, 5.0, -5.0])),
    "sorted": lambda f: sorted([5.0, -5.0, 0.5], key=f),
    "max": lambda f: max([5.0, -5.0, 0.5], key=f),
    "reduce": lambda f: functools.reduce(f, [5.0, 1.0, 3.0]),
    "methodcaller": lambda f: operator.methodcaller("m")(type("C", (float,), {"m": f})(0.25)),
    "method": lambda f: types.MethodType(f, 9.0)(1.0, 3.0),
    "in class": lambda f: type("C", (float,), {"m": f})(0.25).m() == 0.25,
    "staticmethod": lambda f: type("C", (), {"m": staticmethod(f)}).m(9.0),
    "property": lambda f: type("C", (float,), {"m": property(f)})(0.25).m == 0.25,
    "autospec": lambda f: inspect.signature(unittest.mock.create_autospec(f)),
    "autospec is function": lambda f: inspect.isfunction(unittest.mock.create_autospec(f)),
    "truth": bool,
    "weak count": lambda f: type(weakref.ref(f)),
    "code replaced": lambda f: types.FunctionType(f.__code__.replace(co_name="x"), {})(1.0, 2.0, 3.0),
}


def check_everything_that_can_be_asked():
    function = bound()
    twin = ported.python(function)
    different = []
    for name, ask in SAME.items():
        if ask(function) != ask(twin):
            different.append((name, ask(function), ask(twin)))
    assert not different, different
    assert ported._native.is_native(function)


def check_only_the_exact_type_differs_and_only_on_311():
    assert (type(bound()) is types.FunctionType) == (sys.version_info >= (3, 12))


def check_reference_from_before_is_the_same_object():
    before = prices.clamp
    assert ported._native.is_native(before) is False
    assert bound() is before


def check_pickles_by_name():
    function = bound()
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(function, protocol)) is function
        assert pickle.loads(pickle._dumps(function, protocol)) is function
        plain = pickle.dumps(prices.half, protocol).replace(b"half", b"clamp")
        assert len(plain) == len(pickle.dumps(function, protocol))


def check_methods_pickle_and_bind():
    till = prices.Till()
    till.take()
    assert ported._native.is_native(prices.Till.take)
    before = native_calls("shop.prices:Till.take")
    assert till.take() == 1000 and till.take(3) == 3000 and till.take(n=4) == 4000
    method = till.take
    assert method(5) == 5000 and method.__self__ is till and method.__func__ is prices.Till.take
    assert prices.Till.take(till, 6) == 6000
    assert native_calls("shop.prices:Till.take") == before + 5
    assert pickle.loads(pickle.dumps(prices.Till.take)) is prices.Till.take
    assert type("Sub", (prices.Till,), {})().take(2) == 2000


def check_copies_are_the_function_itself():
    function = bound()
    assert copy.copy(function) is function
    assert copy.deepcopy(function) is function
    assert copy.deepcopy([function, {"f": function}]) == [function, {"f": function}]


def check_attributes_can_be_set():
    function = bound()
    function.note = 1
    function.__doc__ = "other"
    function.__name__ = "other_name"
    function.__qualname__ = "Other.name"
    function.__module__ = "elsewhere"
    function.__annotations__ = {"x": int}
    assert (function.note, function.__doc__, function.__name__) == (1, "other", "other_name")
    assert (function.__qualname__, function.__module__) == ("Other.name", "elsewhere")
    assert function.__annotations__ == {"x": int}
    del function.note
    assert not hasattr(function, "note")
    assert function(5.0) == 1.0


def check_equality_and_hash():
    function = bound()
    assert function == function and function != ported.python(function)
    assert {function: 1}[prices.clamp] == 1
    assert weakref.WeakKeyDictionary({function: 1})[function] == 1


def check_doctest_finds_it():
    bound("gcd", (4, 6))
    found = {test.name for test in doctest.DocTestFinder().find(prices)}
    assert "shop.prices.gcd" in found
    assert doctest.testmod(prices).attempted == 1 and doctest.testmod(prices).failed == 0


def check_patching_the_module_attribute():
    function = bound()
    with unittest.mock.patch.object(prices, "clamp", lambda x: "patched"):
        assert prices.clamp(1.0) == "patched"
    assert prices.clamp is function
    with unittest.mock.patch("shop.prices.clamp", autospec=True) as fake:
        fake.return_value = 7
        assert prices.clamp(1.0) == 7
    assert prices.clamp(9.0) == 1.0


def check_calls_through_the_interpreter_are_native():
    function = bound()
    before = native_calls()
    for _ in range(100):
        function(0.5)
    list(map(function, [0.5] * 100))
    sorted([0.5] * 100, key=function)
    functools.partial(function, 0.5)()
    function(*[0.5], **KEYWORDS)
    assert native_calls() == before + 302


def check_subclass_of_function_type_is_not_offered():
    function = bound()
    for make in (lambda: type("F", (type(function),), {}), lambda: setattr(type(function), "x", 1)):
        try:
            make()
        except TypeError:
            continue
        raise AssertionError("function is final and immutable")
