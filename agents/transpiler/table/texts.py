"""Rows of `str`."""

from __future__ import annotations

from agents.transpiler.rtypes import (
    BOOL,
    BYTES,
    CHAR,
    INT,
    NONE,
    OBJ,
    STR,
    DictOf,
    IterOf,
    ListOf,
    OptOf,
    RType,
    TupleOf,
    V,
    VarTuple,
)
from agents.transpiler.table.registry import Row, register

_VALUE = ("ValueError",)
_BOUND = OptOf(INT)
_PAIR = (STR, STR)
_LINES = ListOf(STR)
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

register(
    Row("builtins.len", (STR,), INT, "{0}.len()"),
    Row("builtins.bool", (STR,), BOOL, "!{0}.is_empty()"),
    Row("builtins.iter", (STR,), IterOf(CHAR), "{0}.iter()"),
    Row("builtins.reversed", (STR,), IterOf(CHAR), "{0}.reversed()"),
    Row("builtins.str", (), STR, "Text::empty()"),
    Row("builtins.str", (STR,), STR, "{=0}"),
    Row("builtins.repr", (STR,), STR, "format::repr_of({&0})?"),
    Row("builtins.ascii", (STR,), STR, "text::ascii_repr({&0})?"),
    Row("builtins.ord", (STR,), INT, "text::ord({&0})?", raises=("TypeError",)),
    Row("operator.getitem", (STR, INT), CHAR, "{0}.get({1})?", raises=("IndexError",)),
    Row("operator.getslice", (STR, _BOUND, _BOUND), STR, "{0}.slice({1}, {2})"),
    Row(
        "operator.getslice3",
        (STR, _BOUND, _BOUND, _BOUND),
        STR,
        "{0}.slice_step({1}, {2}, {3})?",
        raises=_VALUE,
    ),
    Row("operator.add", _PAIR, STR, "concat(&[{&0}, {&1}])"),
    Row("operator.iadd", _PAIR, NONE, "{0}.push({&1})", mutates=0),
    Row("operator.iadd", (STR, CHAR), NONE, "{0}.push_char({1})", mutates=0),
    Row("operator.mul", (STR, INT), STR, "{0}.repeat({1})?"),
    Row("operator.mul", (INT, STR), STR, "text::times({0}, {&1})?"),
    Row("operator.contains", _PAIR, BOOL, "{0}.contains({&1})?"),
    *(Row(f"operator.{name}", _PAIR, BOOL, f"{{0}} {sign} {{1}}") for name, sign in _COMPARISONS.items()),
    spec="texts",
)


def _searching(name: str, result: RType, raises: tuple[str, ...] = ()) -> list[Row]:
    """A method that takes a str and optional bounds."""
    full = f"str.{name}"
    return [
        Row(full, _PAIR, result, f"{{0}}.{name}({{&1}}, None, None)?", raises),
        Row(full, (*_PAIR, _BOUND), result, f"{{0}}.{name}({{&1}}, {{2}}, None)?", raises),
        Row(full, (*_PAIR, _BOUND, _BOUND), result, f"{{0}}.{name}({{&1}}, {{2}}, {{3}})?", raises),
    ]


#: Tuples of strs that `startswith` takes.
_AFFIXES = [VarTuple(STR), *(TupleOf(*[STR] * count) for count in range(1, 7))]

register(
    *_searching("find", INT),
    *_searching("rfind", INT),
    *_searching("index", INT, _VALUE),
    *_searching("rindex", INT, _VALUE),
    *_searching("count", INT),
    *_searching("startswith", BOOL),
    *_searching("endswith", BOOL),
    *(
        Row(f"str.{name}", (STR, affix), BOOL, f"{{0}}.{name}({{&1}}, None, None)?")
        for name in ("startswith", "endswith")
        for affix in _AFFIXES
    ),
    Row("str.removeprefix", _PAIR, STR, "{0}.removeprefix({&1})?"),
    Row("str.removesuffix", _PAIR, STR, "{0}.removesuffix({&1})?"),
    Row("str.replace", (STR, STR, STR), STR, "{0}.replace({&1}, {&2}, -1)?"),
    Row("str.replace", (STR, STR, STR, INT), STR, "{0}.replace({&1}, {&2}, {3})?"),
    spec="text_search",
)


def _splitting(name: str) -> list[Row]:
    """`split` and `rsplit`: at white space, or at a separator."""
    full, at = f"str.{name}", f"{{0}}.{name}_at({{&1}}, %s)?"
    return [
        Row(full, (STR,), _LINES, f"{{0}}.{name}(-1)"),
        Row(full, (STR, NONE), _LINES, f"{{0}}.{name}(-1)"),
        Row(full, (STR, NONE), _LINES, f"{{0}}.{name}(-1)", keywords=("sep",)),
        Row(full, (STR, NONE, INT), _LINES, f"{{0}}.{name}({{2}})"),
        Row(full, (STR, NONE, INT), _LINES, f"{{0}}.{name}({{2}})", keywords=("maxsplit",)),
        Row(full, (STR, INT), _LINES, f"{{0}}.{name}({{1}})", keywords=("maxsplit",)),
        Row(full, _PAIR, _LINES, at % "-1", raises=_VALUE),
        Row(full, _PAIR, _LINES, at % "-1", raises=_VALUE, keywords=("sep",)),
        Row(full, (*_PAIR, INT), _LINES, at % "{2}", raises=_VALUE),
        Row(full, (*_PAIR, INT), _LINES, at % "{2}", raises=_VALUE, keywords=("maxsplit",)),
        Row(full, (*_PAIR, INT), _LINES, at % "{2}", raises=_VALUE, keywords=("sep", "maxsplit")),
    ]


register(
    *_splitting("split"),
    *_splitting("rsplit"),
    Row("str.splitlines", (STR,), _LINES, "{0}.splitlines(false)"),
    Row("str.splitlines", (STR, BOOL), _LINES, "{0}.splitlines({1})"),
    Row("str.splitlines", (STR, BOOL), _LINES, "{0}.splitlines({1})", keywords=("keepends",)),
    Row("str.partition", _PAIR, TupleOf(STR, STR, STR), "{0}.partition({&1})?", raises=_VALUE),
    Row("str.rpartition", _PAIR, TupleOf(STR, STR, STR), "{0}.rpartition({&1})?", raises=_VALUE),
    Row("str.join", (STR, ListOf(STR)), STR, "text::join({&0}, {&1})?"),
    Row("str.join", (STR, VarTuple(STR)), STR, "text::join_iter({&0}, {1}.iter())?"),
    Row("str.join", (STR, DictOf(STR, V)), STR, "text::join_iter({&0}, {1}.iter())?"),
    Row("str.join", (STR, IterOf(STR)), STR, "text::join_iter({&0}, {1})?"),
    Row("str.join", (STR, IterOf(CHAR)), STR, "text::join_chars({&0}, {1})?"),
    Row("str.join", _PAIR, STR, "text::join_chars({&0}, {1}.iter())?"),
    spec="text_parts",
)

register(
    *(Row(f"str.{name}", (STR,), STR, f"{{0}}.{name}()") for name in ("strip", "lstrip", "rstrip")),
    *(Row(f"str.{name}", (STR, NONE), STR, f"{{0}}.{name}()") for name in ("strip", "lstrip", "rstrip")),
    *(
        Row(f"str.{name}", _PAIR, STR, f"{{0}}.{name}_chars({{&1}})")
        for name in ("strip", "lstrip", "rstrip")
    ),
    *(
        Row(f"str.{name}", (STR,), STR, f"{{0}}.{name}()?")
        for name in ("lower", "upper", "casefold", "swapcase", "capitalize", "title")
    ),
    *(
        Row(f"str.{name}", (STR, INT), STR, f"{{0}}.{name}({{1}}, ' '.into())?")
        for name in ("ljust", "rjust", "center")
    ),
    *(
        Row(f"str.{name}", (STR, INT, CHAR), STR, f"{{0}}.{name}({{1}}, {{2}})?")
        for name in ("ljust", "rjust", "center")
    ),
    *(
        Row(
            f"str.{name}",
            (STR, INT, STR),
            STR,
            f"{{0}}.{name}({{1}}, {{2}}.as_fill()?)?",
            raises=("TypeError",),
        )
        for name in ("ljust", "rjust", "center")
    ),
    Row("str.zfill", (STR, INT), STR, "{0}.zfill({1})?"),
    Row("str.expandtabs", (STR,), STR, "{0}.expandtabs(8)?"),
    Row("str.expandtabs", (STR, INT), STR, "{0}.expandtabs({1})?"),
    Row("str.expandtabs", (STR, INT), STR, "{0}.expandtabs({1})?", keywords=("tabsize",)),
    Row("str.translate", (STR, OBJ), STR, "{0}.translate({&1})?"),
    *(
        Row("str.translate", (STR, DictOf(INT, to)), STR, "{0}.translate({&1})?")
        for to in (STR, INT, OptOf(STR), OptOf(INT))
    ),
    spec="text_edits",
)

register(
    *(
        Row(f"str.{name}", (STR,), BOOL, f"{{0}}.{name}()")
        for name in (
            "isalpha",
            "isalnum",
            "isdecimal",
            "isdigit",
            "isnumeric",
            "isspace",
            "isprintable",
            "isascii",
            "islower",
            "isupper",
            "istitle",
        )
    ),
    Row("str.isidentifier", (STR,), BOOL, "{0}.isidentifier()?"),
    Row("str.encode", (STR,), BYTES, "{0}.encode_utf8()?", raises=("UnicodeEncodeError",)),
    *(
        Row(
            "str.encode",
            (STR, STR),
            BYTES,
            '{0}.encode({&1}, &lit!("strict"))?',
            ("UnicodeEncodeError",),
            keywords=names,
        )
        for names in ((), ("encoding",))
    ),
    *(
        Row(
            "str.encode",
            (STR, STR, STR),
            BYTES,
            "{0}.encode({&1}, {&2})?",
            ("UnicodeEncodeError",),
            keywords=names,
        )
        for names in ((), ("errors",), ("encoding", "errors"))
    ),
    spec="text_classes",
)
