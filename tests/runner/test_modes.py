"""What the runner says of functions that are slow, moody, deadly, or never native."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.runner.conftest import Target

Spec = Callable[..., dict[str, Any]]
ID = "pkg.mod:f"


def one(target: Target, spec: dict[str, Any], **settings: Any) -> dict[str, Any]:
    done = target.run("parity", [{"id": ID, "spec": spec}], **{"seed": 1, "cases": 300, **settings})
    assert ID in done["results"], done["stderr"]
    return {**done["results"][ID], "again": done.get("again", {}).get(ID)}


def same(body: str) -> tuple[str, str]:
    return f"@ported\n{body}\n", body.replace("def f(", "@native('pkg.mod:f')\ndef f(")


def test_a_function_that_disagrees_with_itself_is_flagged(target: Target, spec: Spec) -> None:
    target.write("import random\n@ported\ndef f(n):\n    return random.random()\n",
                 "@native('pkg.mod:f')\ndef f(n):\n    return 0.5\n")  # fmt: skip
    result = one(target, spec(n="int"))
    assert result["status"] == "undecided"
    assert result["nondeterministic"] is True
    assert "does not agree with itself" in result["message"]


def test_another_hash_seed_is_tried(target: Target, spec: Spec) -> None:
    target.write(*same("def f(text):\n    return list(set(text))"))
    result = one(target, spec(text="str"))
    assert result["nondeterministic"] is False
    assert result["again"]["deterministic"] is False


def test_state_between_calls_is_found(target: Target, spec: Spec) -> None:
    target.write("COUNT = []\n@ported\ndef f(n):\n    COUNT.append(n)\n    return len(COUNT)\n",
                 "@native('pkg.mod:f')\ndef f(n):\n    return 1\n")  # fmt: skip
    assert one(target, spec(n="int"))["nondeterministic"] is True


def test_an_endless_function_is_undecided(target: Target, spec: Spec) -> None:
    target.write(*same("def f(n):\n    while True:\n        n = n"))
    result = one(target, spec(n="int"), call_seconds=0.05)
    assert result["status"] == "undecided"
    assert result["cases"] == 0
    assert result["seconds"] < 30


def test_an_endless_native_is_no_match(target: Target, spec: Spec) -> None:
    wrong = "@native('pkg.mod:f')\ndef f(n):\n    while type(n) is int: pass\n    return n\n"
    target.write("@ported\ndef f(n):\n    return n\n", wrong)
    assert one(target, spec(n="int"), call_seconds=0.05)["status"] == "undecided"


def test_swallowing_the_alarm_does_not_help(target: Target, spec: Spec) -> None:
    body = "def f(n):\n    try:\n        while True: pass\n    except BaseException:\n        return 1"
    target.write(*same(body))
    assert one(target, spec(n="int"), call_seconds=0.05)["status"] == "undecided"


def test_large_ints_end_after_some_timeouts(target: Target, spec: Spec) -> None:
    target.write(*same("def f(n):\n    total = 0\n    for i in range(n): total += 1\n    return total"))
    result = one(target, spec(n="int"), call_seconds=0.1)
    assert result["status"] == "passed", result


def test_a_port_that_never_completes_natively_proves_nothing(target: Target, spec: Spec) -> None:
    target.write("@ported\ndef f(n):\n    return n\n", "@native('pkg.mod:f')\ndef f(n):\n    raise Deopt\n")
    result = one(target, spec(n="int"))
    assert result["status"] == "undecided"
    assert (result["cases"], result["native"]) == (0, 0)
    assert result["deopts"] > 100


def test_only_native_calls_are_cases(target: Target, spec: Spec) -> None:
    partial = (
        "@native('pkg.mod:f')\ndef f(n):\n    if type(n) is not int or n % 2: raise Deopt\n    return n\n"
    )
    target.write("@ported\ndef f(n):\n    return n\n", partial)
    result = one(target, spec(n="int"))
    assert result["status"] == "passed"
    assert 300 <= result["cases"] <= result["native"] < result["attempts"]
    assert result["cases"] + result["deopts"] <= result["attempts"]


def test_a_crash_is_put_down_to_the_symbol_that_ran(target: Target, spec: Spec) -> None:
    target.write(
        "@ported\ndef good(n):\n    return n\n@ported\ndef f(n):\n    return n\n",
        "@native('pkg.mod:good')\ndef good(n):\n    return n\n"
        "@native('pkg.mod:f')\ndef f(n):\n    import ctypes; ctypes.string_at(0)\n",
    )
    symbols = [{"id": name, "spec": spec(n="int")} for name in ("pkg.mod:good", ID)]
    done = target.run("parity", symbols, cases=100)
    assert done["code"] < 0
    assert done["results"]["pkg.mod:good"]["status"] == "passed"
    assert ID not in done["results"]
    assert done["start"] == ID
    assert "end" not in done


def test_known_counterexamples_and_goldens_come_first(target: Target, spec: Spec) -> None:
    target.write("@ported\ndef f(n):\n    return n\n",
                 "@native('pkg.mod:f')\ndef f(n):\n    return -1 if n == 123456789123 else n\n")  # fmt: skip
    symbol = {"id": ID, "spec": spec(n="bool"), "counterexamples": [{"args": [123456789123], "kwargs": {}}]}
    result = target.run("parity", [symbol], cases=50)["results"][ID]
    assert result["status"] == "failed"
    symbol = {"id": ID, "spec": spec(n="bool"), "goldens": [{"args": [5], "kwargs": {}, "result": 6}]}
    result = target.run("parity", [symbol], cases=50)["results"][ID]
    assert result["stale_goldens"] == 1


def test_missing_symbols_and_modules_are_errors(target: Target, spec: Spec) -> None:
    target.write("", "")
    symbols = [
        {"id": name, "spec": spec()} for name in ("pkg.mod:nothing", "pkg.nowhere:f", "pkg.mod:ported.x")
    ]
    results = target.run("parity", symbols)["results"]
    assert [result["status"] for result in results.values()] == ["error"] * 3
    assert "no nothing" in results["pkg.mod:nothing"]["message"]


def test_methods_and_properties_are_reached(target: Target, spec: Spec) -> None:
    target.write(
        "import functools\nclass C:\n    def __init__(self, n): self.n = n\n"
        "    @ported\n    def m(self, k): return self.n + k\n"
        "    @property\n    @ported\n    def p(self): return self.n\n"
        "    @staticmethod\n    @ported\n    def s(k): return k\n"
        "@functools.lru_cache(4)\n@ported\ndef cached(k): return k\n",
        "@native('pkg.mod:C.m')\ndef m(self, k): return self.n + k\n"
        "@native('pkg.mod:C.p')\ndef p(self): return self.n\n"
        "@native('pkg.mod:C.s')\ndef s(k): return k\n"
        "@native('pkg.mod:cached')\ndef cached(k): return k\n",
    )
    seen = [{"object": "pkg.mod:C", "state": {"n": n}} for n in range(5)]
    classes = {
        "pkg.mod.C": {
            "object": "pkg.mod:C",
            "kind": "plain",
            "fields": {"n": "int"},
            "slots": [],
            "seen": seen,
        }
    }
    of_self = {"name": "self", "kind": "positional", "type": "pkg.mod.C"}
    of_k = {"name": "k", "kind": "positional", "type": "int"}
    params = {"C.m": [of_self, of_k], "C.p": [of_self], "C.s": [of_k], "cached": [of_k]}
    symbols = [{"id": f"pkg.mod:{n}", "spec": {"params": p, "classes": classes}} for n, p in params.items()]
    done = target.run("parity", symbols, cases=200)
    assert {result["status"] for result in done["results"].values()} == {"passed"}, done


def test_speed_finds_the_ratio_and_its_interval(target: Target, spec: Spec) -> None:
    target.write("@ported\ndef f(n):\n    return sum(i * i for i in range(n))\n",
                 "@native('pkg.mod:f')\ndef f(n):\n    return n * (n - 1) * (2 * n - 1) // 6\n")  # fmt: skip
    captured = [{"args": [n], "kwargs": {}, "count": n} for n in (250, 500, 1000)]
    result = target.run("speed", [{"id": ID, "spec": spec(n="int"), "captured": captured}], seconds=20)[
        "results"
    ][ID]
    assert result["ratio"] > 3
    assert result["low"] <= result["ratio"] <= result["high"]
    assert 0.7 < result["same"]["ratio"] < 1.4
    assert result["python_ns"] > 3 * result["native_ns"] > 0
    assert result["used"]["native"] > 1000
    assert result["source"] == "captured"


def test_speed_sees_a_loss_as_well(target: Target, spec: Spec) -> None:
    body = "def f(items):\n    items.append(len(items))\n    return items\n"
    slow = body.replace("items):\n", "items):\n    for _ in range(50): pass\n")
    target.write(f"@ported\n{body}", f"@native('pkg.mod:f')\n{slow}")
    result = target.run("speed", [{"id": ID, "spec": spec(items="list[int]")}], seconds=20)["results"][ID]
    assert result["high"] < 0.8
    assert result["source"] == "generated"


def test_deopts_are_weighted_by_calls(target: Target, spec: Spec) -> None:
    target.write("@ported\ndef f(n):\n    return n\n",
                 "@native('pkg.mod:f')\ndef f(n):\n    if n > 10: raise Deopt\n    return n\n")  # fmt: skip
    captured = [{"args": [5], "kwargs": {}, "count": 97}, {"args": [50], "kwargs": {}, "count": 3}]
    result = target.run("deopts", [{"id": ID, "captured": captured}])["results"][ID]
    assert result["rate"] == 0.03
    assert result["examples"] == [{"args": [50], "kwargs": {}}]
    assert target.run("deopts", [{"id": ID}])["results"][ID]["rate"] is None


def test_goldens_say_what_python_does(target: Target, spec: Spec) -> None:
    target.write("@ported\ndef f(items, n):\n    items.append(n)\n    return items if n > 0 else 1 // n\n",
                 "@native('pkg.mod:f')\ndef f(items, n):\n    raise AssertionError('native')\n")  # fmt: skip
    captured = [{"args": [[1], 2], "kwargs": {}}, {"args": [[], 0], "kwargs": {}}]
    symbol = {"id": ID, "spec": spec(items="list[int]", n="int"), "captured": captured}
    lines = target.run("golden", [symbol], cases=40)["results"][ID]["lines"]
    assert len(lines) == 40
    assert lines[0] == {
        "args": [[1], 2], "kwargs": {}, "result": {"ref": 0},
        "after": {"args": [[1, 2], 2], "kwargs": {}}, "source": "captured",
    }  # fmt: skip
    assert lines[1]["raises"]["type"] == "builtins:ZeroDivisionError"
    assert lines[2]["source"] == "generated"


def test_probe_says_where_a_symbol_comes_from(target: Target) -> None:
    target.write("@ported\ndef f(n):\n    return n\n", "")
    result = target.run("probe", [{"id": ID}])["results"][ID]
    assert result["status"] == "passed"
    assert result["file"] == str(target.package / "mod.py")
