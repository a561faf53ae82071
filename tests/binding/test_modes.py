"""What happens when the extension is missing, old, broken, unwanted or required."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .shop_site import EXTENSION, INTERPRETERS, VERSIONS, Site, built_for

ASK = "import json, shop.prices, shop._ported as p; print(json.dumps(p.health(load={load})))"
GCD = "shop.prices:gcd"


def health(site: Site, load: bool = True, **environment: str) -> dict[str, object]:
    done = site.run("-c", ASK.format(load=load), **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def library(site: Site) -> Path:
    return site.folder / f"{EXTENSION}.so"


def works_in_python(site: Site, **environment: str) -> None:
    done = site.run("-c", "from shop.prices import gcd, clamp; print(gcd(12, 18), clamp(7.0))", **environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "6 1.0\n", "")


def test_all_symbols_are_native(site: Site) -> None:
    found = health(site)
    symbols = site.run("-c", f"import {EXTENSION}; print(*{EXTENSION}.symbols())").stdout.split()
    assert len(symbols) > 10
    assert found["ok"] is True, found
    assert {line["path"] for line in found["symbols"].values()} == {"native"}
    assert list(found["symbols"]) == symbols


def test_before_the_first_call_nothing_is_native(site: Site) -> None:
    found = health(site, load=False)
    assert found["ok"] is False
    assert found["symbols"][GCD]["kind"] == "not-called"


def test_missing(site: Site) -> None:
    library(site).unlink()
    found = health(site)
    assert (found["ok"], found["kind"]) == (False, "missing")
    assert found["symbols"][GCD]["path"] == "python"
    works_in_python(site)


def test_folder_of_the_same_name_is_not_the_extension(site: Site) -> None:
    library(site).unlink()
    (site.folder / EXTENSION).mkdir()
    assert health(site)["kind"] == "missing"
    works_in_python(site)


def test_unloadable(site: Site) -> None:
    library(site).write_bytes(b"not a library")
    assert health(site)["kind"] == "unloadable"
    works_in_python(site)


def test_unsupported_interpreter(site: Site, version: str) -> None:
    """The extension was built for another minor version of Python."""
    other = next((other for other in INTERPRETERS if other != version), None)
    if other is None:
        # Only one interpreter here: the same refusal, asked of the layout check's own answer.
        replace(site, "shop/_ported.py", "extension.unsupported()", "'a reason'")
        assert health(site)["kind"] == "unsupported-interpreter"
        return
    library(site).write_bytes(built_for(other)[1].read_bytes())
    assert health(site)["kind"] in ("unsupported-interpreter", "unloadable")
    works_in_python(site)


def replace(site: Site, path: str, old: str, new: str) -> None:
    file = site.folder / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "stale"),
    [
        ("a, b = b, a % b", "a, b = b, b % a", {"gcd"}),
        ("return x / 2.0", "return x / 4.0", {"quarter"}),
        ("LIMIT = 1000", "LIMIT = 1000.0", {"capped"}),
        ("def stepped(n, step=500)", "def stepped(n, step=501)", {"default_steps"}),
        ("def kw_stepped(n, *, step=7)", "def kw_stepped(n, *, step=8)", {"default_steps"}),
        ("days = 30000", "days = 30001", {"due"}),
        ("import math\n", "import math\nmin = max\n", {"capped"}),
        ("import math\n", "class math:\n    sqrt = staticmethod(abs)\n", {"hypotenuse"}),
        ("def gcd(a, b):", "def gcd(a, b, c=0):", {"gcd"}),
    ],
)
def test_edited_source_is_not_native(site: Site, old: str, new: str, stale: set[str]) -> None:
    replace(site, "shop/prices.py", old, new)
    found = health(site)["symbols"]
    python = {symbol.partition(":")[2] for symbol, line in found.items() if line["path"] == "python"}
    assert python == stale
    assert {found[f"shop.prices:{name}"]["kind"] for name in stale} == {"stale"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""The greatest common divisor.', '"""Something else.'),
        ("    while b != 0:", "    # a comment\n\n    while b != 0:"),
        ("a, b = b, a % b", "a, b = (b, (a % b))"),
        ("def clamp(x: float, lo: float = 0.0", "def clamp(x: int, lo: int = 0.5"),
    ],
)
def test_what_does_not_change_the_meaning_stays_native(site: Site, old: str, new: str) -> None:
    replace(site, "shop/prices.py", old, new)
    assert health(site)["ok"] is True


def test_constant_that_looks_like_a_docstring(site: Site) -> None:
    """The first constant is left out of a fingerprint only where nothing loads it."""
    code = (
        "import shop._ported as p\n"
        "def f(): 'a'; return 'a'\n"
        "def g(): 'b'; return 'b'\n"
        "def h(): 'c'; return 1\n"
        "def i(): 'd'; return 1\n"
        "j = lambda: [x for x in 'e']\n"
        "k = lambda: [x + 'f' for x in ()]\n"
        "l = lambda: [x + 'g' for x in ()]\n"
        "same = lambda a, b: p.fingerprint(a.__code__) == p.fingerprint(b.__code__)\n"
        "print(same(f, g), same(h, i), same(k, l))"
    )
    assert site.run("-c", code).stdout == "False True False\n"


def test_fingerprint_is_stable(site: Site) -> None:
    """Over processes, hash seeds, specialised code, and without docstrings."""
    code = (
        "import shop.prices as s, shop._ported as p\n"
        "for _ in range({times}): p.python(s.gcd)(12, 18), p.python(s.capped)(3)\n"
        "print(p.fingerprint(s.gcd.__code__), p.fingerprint(s.capped.__code__))"
    )
    runs = {
        site.run(*flags, "-c", code.format(times=times), PYTHONHASHSEED=seed).stdout
        for flags in ((), ("-O",))
        for times, seed in ((0, "1"), (1000, "2"))
    }
    assert len(runs) == 1 and runs != {""}


def test_symbol_that_the_extension_does_not_have(site: Site) -> None:
    site.bind({"shop.prices:half": "rust", GCD: "rust"})
    replace(site, "shop/prices.py", "def half(x):", "@ported\ndef half(x):")
    found = health(site)["symbols"]
    assert found["shop.prices:half"]["path"] == "python"
    assert found[GCD]["path"] == "native"


def test_python_and_unknown_bindings_stay_untouched(site: Site) -> None:
    site.bind({GCD: "python", "shop.prices:clamp": "shadow", "shop.prices:capped": "sealed"})
    found = health(site)["symbols"]
    assert [line["path"] for line in found.values()] == ["python", "python", "native"]
    code = "import shop.prices as s, types; print(type(s.gcd) is types.FunctionType)"
    assert site.run("-c", code).stdout == "True\n"


def test_without_native_symbols_the_extension_is_not_imported(site: Site) -> None:
    site.bind({GCD: "python"})
    library(site).unlink()
    found = health(site)
    assert (found["ok"], found["kind"]) == (True, "switched-off")


def test_kill_switch(site: Site) -> None:
    found = health(site, COREFLEET_BINDINGS="python")
    assert (found["ok"], found["kind"]) == (False, "switched-off")
    assert {line["path"] for line in found["symbols"].values()} == {"python"}
    works_in_python(site, COREFLEET_BINDINGS="python")


def test_counters_file(site: Site, tmp_path: Path) -> None:
    out = tmp_path / "counters-%p.json"
    code = "import os; from shop.prices import gcd; gcd(4, 6); gcd(2**70, 6); print(os.getpid())"
    pid = site.run("-c", code, COREFLEET_COUNTERS=str(out)).stdout.strip()
    written = json.loads(Path(str(out).replace("%p", pid)).read_text())
    assert written[GCD] == {"native": 1, "raised": 0, "deopts": 1, "panics": 0, "python": 0}


@pytest.mark.parametrize(
    "before",
    [
        "sys.settrace(lambda *_: None)",
        "sys.setprofile(lambda *_: None)",
        "m = getattr(sys, 'monitoring', None)\n"
        "if m: m.use_tool_id(1, 'x'); m.set_events(1, m.events.PY_START | m.events.LINE)",
        "m = getattr(sys, 'monitoring', None)\n"
        "if m: m.use_tool_id(1, 'x'); m.set_events(1, 32); m.set_events(1, 0); m.free_tool_id(1)",
        "sys.setrecursionlimit(300)",
        "sys.setrecursionlimit(200_000)",
        "import threading; threading.stack_size(2**20)",
    ],
)
def test_layout_check_holds_in_unusual_circumstances(site: Site, before: str) -> None:
    code = f"import sys\n{before}\nimport shop._ported as p\nsys.settrace(None)\nprint(p._problem)"
    assert site.run("-c", code).stdout == "('', '')\n"


def test_import_in_a_thread(site: Site) -> None:
    code = (
        "import threading\n"
        "def work():\n"
        "    global clamp\n"
        "    from shop.prices import clamp\n"
        "    clamp(0.5)\n"
        "thread = threading.Thread(target=work); thread.start(); thread.join()\n"
        "import shop._ported as p; print(p._problem, p._native.is_native(clamp))"
    )
    assert site.run("-c", code).stdout == "('', '') True\n"


def test_subinterpreter(site: Site) -> None:
    """Refused there, and still fine in the main interpreter."""
    code = (
        "import shop.prices as s\n"
        "assert s.gcd(4, 6) == 2\n"
        "try:\n"
        "    import _interpreters as si\n"
        "except ImportError:\n"
        "    import _xxsubinterpreters as si\n"
        "text = 'import shop.prices as s, shop._ported as p; assert s.gcd(4, 6) == 2;'\n"
        "text += 'assert p._problem[0] in (\"unloadable\",), p._problem'\n"
        "failed = si.run_string(si.create(), text)\n"
        "assert failed is None, failed\n"
        "import shop._ported as p\n"
        "assert s.gcd(4, 6) == 2 and p._native.is_native(s.gcd)\n"
        "print('fine')\n"
    )
    done = site.run("-c", code)
    assert (done.returncode, done.stdout) == (0, "fine\n"), done.stderr


class TestStrict:
    def imports(self, site: Site) -> tuple[int, str]:
        done = site.run("-c", "import shop.prices")
        return done.returncode, done.stderr

    def test_all_well(self, site: Site) -> None:
        site.configure(POLICY="strict")
        assert self.imports(site) == (0, "")

    def test_missing(self, site: Site) -> None:
        site.configure(POLICY="strict")
        library(site).unlink()
        code, error = self.imports(site)
        assert code == 1 and "shop._ported: the native extension is required but missing" in error

    def test_stale(self, site: Site) -> None:
        site.configure(POLICY="strict")
        replace(site, "shop/prices.py", "a, b = b, a % b", "a, b = b, b % a")
        code, error = self.imports(site)
        assert code == 1 and "the native port of shop.prices:gcd is required but stale" in error

    def test_kill_switch_still_works(self, site: Site) -> None:
        site.configure(POLICY="strict")
        works_in_python(site, COREFLEET_BINDINGS="python")


@pytest.mark.parametrize(
    ("end", "code"),
    [("", 0), ("raise SystemExit(3)", 3), ("1 / 0", 1), ("import os; os._exit(4)", 4)],
)
def test_exit_codes(site: Site, end: str, code: int) -> None:
    text = "import shop.prices as s\nfor _ in range(9): s.gcd(4, 6), s.descend(40)\n" + end
    done = site.run("-c", text)
    assert done.returncode == code
    assert done.stderr == "" or "ZeroDivisionError" in done.stderr


def test_calls_while_the_interpreter_ends(site: Site) -> None:
    """Finalisers and exit handlers, before and after ours, still get answers."""
    text = (
        "import atexit\n"
        "atexit.register(lambda: print('after', s.gcd(4, 6)))\n"
        "import shop.prices as s\n"
        "atexit.register(lambda: print('before', s.gcd(4, 6)))\n"
        "class End:\n"
        "    def __del__(self, gcd=s.gcd): print('last', gcd(4, 6))\n"
        "end = End()\n"
        "s.gcd(4, 6)\n"
    )
    done = site.run("-c", text)
    assert (done.returncode, done.stdout, done.stderr) == (0, "before 2\nafter 2\nlast 2\n", "")


def test_finaliser_of_a_handed_over_object_runs_at_exit(site: Site) -> None:
    text = (
        "import shop.prices as s\n"
        "class Text(str):\n"
        "    def __del__(self): print('gone')\n"
        "s.GREETING = Text('hello')\n"
        "s.longer('abcdefg')\n"
    )
    done = site.run("-c", text)
    assert (done.returncode, done.stdout) == (0, "gone\n")


def test_interpreters_are_listed() -> None:
    assert set(INTERPRETERS) <= set(VERSIONS) | {"{}.{}".format(*__import__("sys").version_info)}
    assert INTERPRETERS
