from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.analyse.annotate import annotate, functions_of

SOURCE = """\
def wide(x, factor=2, *args, k, **kw): return "é", x * factor
class Shop:
    @property
    def both(self): return (1)
    def spread(self, a, b=(1,
            2), *, c={"a": lambda q: q}):  # def f(x): pass
        return a
    def known(self, n: int) -> int: return n
if True:
    def later(y):
        return [y for y in y]
def naïve(é): return é
"""
WANTED = {
    "wide": {"x": "int | float", "factor": "pkg.mod.A.B", "args": "tuple[int, ...]",
             "k": "dict[str, list[int]]", "kw": "dict[str, int]", "return": "tuple[]"},
    "Shop.both": {"return": "int"},
    "Shop.spread": {"a": "None", "b": "tuple[int, str]", "c": "dict", "return": "list[pkg.mod.A]"},
    "Shop.known": {"n": "str", "return": "str"},
    "later": {"y": "str", "return": "list[str]"},
    "naïve": {"é": "str", "return": "str"},
}  # fmt: skip


def expressions(source: str) -> list[tuple[str, tuple[int, int, int, int]]]:
    """Expressions of all bodies and defaults, with their places."""
    found = []
    for _, function in functions_of(ast.parse(source)):
        roots = [*function.body, *function.args.defaults, *filter(None, function.args.kw_defaults)]
        for root in roots:
            for node in ast.walk(root):
                if isinstance(node, ast.expr):
                    place = (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)
                    found.append((ast.dump(node), place))
    return found


def assert_places_map_back(source: str, wanted: dict[str, dict[str, str]]) -> str:
    done = annotate(source, wanted, {"pkg.mod"})
    back = [
        (dump, (*done.original(line, col), *done.original(end_line, end_col)))
        for dump, (line, col, end_line, end_col) in expressions(done.source)
    ]
    assert back == expressions(source)
    return done.source


def test_annotations_are_written_and_places_map_back() -> None:
    text = assert_places_map_back(SOURCE, WANTED)
    functions = dict(functions_of(ast.parse(text)))
    wide = functions["wide"].args
    assert ast.unparse(wide.args[0].annotation) == "_seen_builtins.float | _seen_builtins.int"  # type: ignore[arg-type]
    assert ast.unparse(wide.vararg.annotation) == "_seen_builtins.int"  # type: ignore[union-attr,arg-type]
    assert ast.unparse(wide.kwarg.annotation) == "_seen_builtins.int"  # type: ignore[union-attr,arg-type]
    assert ast.unparse(functions["Shop.both"].returns) == "_seen_builtins.int"  # type: ignore[arg-type]
    assert "import pkg.mod as _seen_1\n" in text


def test_what_is_annotated_stays() -> None:
    done = annotate(SOURCE, {"Shop.known": WANTED["Shop.known"]})
    assert done.source == SOURCE


@pytest.mark.parametrize("source", ["def f(x: return", "\x00", "def f(x):\n\treturn x\n        return 1\n"])
def test_what_cannot_be_parsed_comes_back(source: str) -> None:
    assert annotate(source, {"f": {"x": "int"}}).source == source


@pytest.mark.parametrize("spelled", ["function", "pkg.mod.f.<locals>.C", "type"])
def test_types_without_a_name_are_left_out(spelled: str) -> None:
    done = annotate("def f(x, y): pass\n", {"f": {"x": spelled, "y": "int"}})
    assert done.source.startswith("def f(x, y: _seen_builtins.int): pass\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(end: str) -> None:
    assert_places_map_back(SOURCE.replace("\n", end), WANTED)


@given(
    st.dictionaries(
        st.sampled_from(list(WANTED)), st.sets(st.sampled_from(["x", "a", "b", "k", "y", "é", "return"]))
    )
)
def test_any_choice_maps_back(chosen: dict[str, set[str]]) -> None:
    wanted = {
        name: {key: WANTED[name][key] for key in keys if key in WANTED[name]} for name, keys in chosen.items()
    }
    assert_places_map_back(SOURCE, wanted)
