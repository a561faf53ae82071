"""Rust text of expressions.

Values of Copy types are used as they are.  Handles are borrowed where a row asks for a reference,
cloned where it asks for a value and the variable lives on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from agents.transpiler import ir
from agents.transpiler.emit.code import fill, identifier, is_atomic, parenthesised
from agents.transpiler.lattice import coercible
from agents.transpiler.lower.strings import rust_string
from agents.transpiler.rtypes import BOOL, BYTES, CHAR, FLOAT, INT, NONE, NUM, OBJ, STR, RType, is_copy, rust


#: A field of a tuple, which stays where it is unless it is cloned.
_FIELD = re.compile(r"\{0\}\.\d+")


@dataclass
class Jumps:
    """A loop that `break` and `continue` may mean."""

    name: str
    #: Labelled blocks around the loop.
    depth: int
    has_else: bool
    labelled: bool = False


@dataclass
class Emitter:
    """State of emitting one function."""

    function: ir.Function
    #: Rust paths of native callees by symbol.
    paths: dict[str, str]
    #: Path of a live object -> name of the static.
    objects: dict[str, str]
    #: Path of a compiled-in number -> name of the Rust constant.
    constants: dict[str, str]
    #: Parameters that arrive as references.
    borrowed: set[str] = field(default_factory=set)
    #: Label of the `try` that failures go to, "" outside.
    catching: list[str] = field(default_factory=lambda: [""])
    loops: list[Jumps] = field(default_factory=list)
    #: Labelled blocks around the present place.
    depth: int = 0
    #: Emits statements; set by emit/statements.py (expressions may hold blocks).
    block: Callable[[list[ir.Stmt]], str] = field(default=lambda body: "")

    def fallible(self, text: str) -> str:
        """A call that may leave: `?`, or a jump to the handlers of the innermost `try`."""
        label = self.catching[-1]
        return f"attempt!('{label}, {text})" if label else f"{text}?"

    def checked(self, text: str) -> str:
        """Turns the `?` at the end of a filled template into what the place needs."""
        return self.fallible(text[:-1]) if text.endswith("?") else text

    def value(self, expr: ir.Expr) -> str:
        """The expression; a variable stays a place."""
        return _VALUES[type(expr)](self, expr)

    def owned(self, expr: ir.Expr) -> str:
        """The expression as a value of its own."""
        text = self.value(expr)
        place = isinstance(expr, ir.Var) or (isinstance(expr, ir.RustCall) and _FIELD.fullmatch(expr.template))
        if is_copy(expr.type) or not place:
            return text
        return f"{text}.clone()"

    def reference(self, expr: ir.Expr) -> str:
        """A reference to the expression."""
        text = self.value(expr)
        if isinstance(expr, ir.Var) and expr.key in self.borrowed:
            return text
        return f"&{parenthesised(text)}"

    def argument(self, expr: ir.Expr, mode: str) -> str:
        return {"": self.value, "&": self.reference, "=": self.owned}[mode](expr)

    def template(self, template: str, args: list[ir.Expr], bound: dict[str, RType] | None = None) -> str:
        """A filled template with its failures handled."""
        types = {name: rust(rtype) for name, rtype in (bound or {}).items()}

        def value(index: int, mode: str) -> str:
            arg = args[index]
            text = self.argument(arg, mode)
            receiver = f"{{{index}}}." in template
            if mode == "" and not receiver and isinstance(arg, ir.Var) and arg.key in self.borrowed:
                return f"*{text}"
            if receiver and isinstance(arg, ir.Const) and arg.type in (INT, FLOAT):
                text = f"{text}_{'i64' if arg.type == INT else 'f64'}" if text[-1:].isdigit() else text
            return text

        text = fill(template, value, types)
        if self.catching[-1] and "?" in template[:-1]:
            # a failure in the middle goes to the same handlers
            return self.fallible(f"(|| -> Result<_> {{ Ok({text}) }})()")
        return self.checked(text)


def _const(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Const)
    return literal(expr.type, expr.value)


def literal(rtype: RType, value: object) -> str:
    """A Rust literal.

    >>> literal(FLOAT, 2.0), literal(CHAR, "a"), literal(BOOL, True)
    ('2.0', "Char::new('a')", 'true')
    """
    if rtype == NONE:
        return "()"
    if rtype == BOOL:
        return str(value).lower()
    if rtype == FLOAT:
        return _float(float(str(value)) if not isinstance(value, float) else value)
    if rtype == CHAR:
        return f"Char::new({_char(str(value))})"
    if rtype == STR:
        return f"lit!({rust_string(str(value))})"
    if rtype == BYTES:
        assert isinstance(value, bytes)
        return f'Bytes::from_static(b"{"".join(map(_byte, value))}")'
    assert rtype == INT
    return "i64::MIN" if value == -(2**63) else str(value)


def _byte(byte: int) -> str:
    plain = 32 <= byte < 127 and chr(byte) not in '"\\'
    return chr(byte) if plain else f"\\x{byte:02x}"


def _float(value: float) -> str:
    if math.isnan(value):
        return "f64::NAN"
    if math.isinf(value):
        return "f64::INFINITY" if value > 0 else "f64::NEG_INFINITY"
    return repr(value)


def _char(text: str) -> str:
    quoted = rust_string(text)[1:-1]
    return {"'": "'\\''", '\\"': "'\"'"}.get(quoted, f"'{quoted}'")


def _var(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Var)
    return identifier(expr.name)


def _scalar(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.ScalarConstant)
    if expr.type in (INT, FLOAT, BOOL):
        return em.constants[expr.path]
    return literal(expr.type, expr.value)


def _live(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.LiveObject)
    return em.fallible(f"{em.objects[expr.path]}.get::<{rust(expr.type)}>()")


def _op(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Op)
    return em.template(expr.row.rust, expr.args, expr.bound)


def _rust_call(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.RustCall)
    return em.template(expr.template, expr.args)


def _native(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.NativeCall)
    args = ", ".join(em.value(arg) if is_copy(arg.type) else em.reference(arg) for arg in expr.args)
    return em.fallible(f"{em.paths[expr.symbol]}({args})")


def _python(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.PythonCall)
    args = ", ".join(em.reference(arg) for arg in expr.args)
    keywords = "".join(f'"{name}", ' for name in expr.keywords)
    if expr.method:
        receiver = parenthesised(em.value(expr.callee))
        tail = f", &[{keywords.rstrip(', ')}]" if keywords else ""
        name = "call_method_with" if keywords else "call_method"
        return em.fallible(f'{receiver}.{name}("{expr.method}", &[{args}]{tail})')
    tail = f", &[{keywords.rstrip(', ')}]" if keywords else ""
    name = "call_with" if keywords else "call"
    return em.fallible(f"{parenthesised(em.value(expr.callee))}.{name}(&[{args}]{tail})")


def _attribute(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Attribute)
    return em.fallible(f'{parenthesised(em.value(expr.value))}.attr("{expr.name}")')


def _coerce(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Coerce)
    given, wanted = expr.value.type, expr.type
    if given == OBJ and wanted.name != "instance":
        # what it is, None included, is known at run time only
        return em.fallible(f"{parenthesised(em.value(expr.value))}.read::<{rust(wanted)}>()")
    if wanted.name == "optional":
        return _to_optional(em, expr.value, wanted)
    if given.name == "optional" and wanted != OBJ:
        inner = f"{parenthesised(em.value(expr.value))}.known()"
        return em.fallible(inner)
    if wanted in (OBJ,) or (wanted.name == "instance" and given == OBJ):
        return em.value(expr.value) if given.name in ("object", "instance") else em.fallible(f"{parenthesised(em.value(expr.value))}.to_obj()")
    if given.name in ("object", "instance"):
        return em.fallible(f"{parenthesised(em.value(expr.value))}.read::<{rust(wanted)}>()")
    if wanted.name == "tuple":
        return _tuple(em, expr.value, wanted)
    return _scalar_coercion(em, expr.value, given, wanted)


def _to_optional(em: Emitter, value: ir.Expr, wanted: RType) -> str:
    if value.type == NONE:
        return "None"
    if value.type.name == "optional":
        inner = ir.Var(value.type.args[0], "inner", "inner")
        body = em.value(ir.Coerce(wanted.args[0], inner)) if inner.type != wanted.args[0] else "inner"
        return f"match {em.owned(value)} {{ Some(inner) => Some({body}), None => None }}"
    inner_type = wanted.args[0]
    owned = em.owned(value) if value.type == inner_type else em.value(ir.Coerce(inner_type, value))
    return f"Some({owned})"


def _tuple(em: Emitter, value: ir.Expr, wanted: RType) -> str:
    items = []
    for place, (given, to) in enumerate(zip(value.type.args, wanted.args, strict=True)):
        item: ir.Expr = ir.RustCall(given, f"whole.{place}", [])
        items.append(em.owned(item) if given == to else em.value(ir.Coerce(to, item)))
    return f"{{ let whole = {em.owned(value)}; ({', '.join(items)}{',' if len(items) == 1 else ''}) }}"


#: (given, wanted) -> template.
_SCALARS: dict[tuple[RType, RType], str] = {
    (CHAR, STR): "{0}.text()",
    (INT, NUM): "Num::I({0})",
    (FLOAT, NUM): "Num::F({0})",
    (BOOL, NUM): "Num::I(i64::from({0}))",
    (BOOL, INT): "i64::from({0})",
    (INT, FLOAT): "float({0})",
    (BOOL, FLOAT): "float(i64::from({0}))",
    (NUM, INT): "{0}.int()?",
    (NUM, FLOAT): "{0}.float()?",
}


def _scalar_coercion(em: Emitter, value: ir.Expr, given: RType, wanted: RType) -> str:
    template = _SCALARS.get((given, wanted))
    if template is None:
        raise AssertionError(f"no conversion from {given} to {wanted}: {coercible(given, wanted)}")
    return em.template(template, [value])


def _ifexp(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.IfExp)
    return f"if {condition(em, expr.test)} {{ {em.owned(expr.then)} }} else {{ {em.owned(expr.orelse)} }}"


def condition(em: Emitter, expr: ir.Expr) -> str:
    """Text after `if` or `while`: a block there needs parentheses."""
    text = em.value(expr)
    return f"({text})" if text.startswith("{") else text


def _logical(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Logical)
    joint = " && " if expr.op == "and" else " || "
    return joint.join(_operand(em, value, expr.op) for value in expr.values)


def _operand(em: Emitter, value: ir.Expr, op: str) -> str:
    text = em.value(value)
    bare = isinstance(value, ir.Not | ir.Op | ir.RustCall) and " || " not in text and " && " not in text
    return text if is_atomic(text) or (bare and not text.startswith(("{", "if "))) else f"({text})"


def _not(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Not)
    if isinstance(expr.value, ir.Op) and expr.value.row.name == "operator.contains":
        return f"!{parenthesised(em.value(expr.value))}"
    return f"!{parenthesised(em.value(expr.value))}"


def _display(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Display)
    items = [em.owned(item) for item in expr.items]
    if expr.type.name == "tuple" and not items:
        return "EmptyTuple"
    if expr.type.name == "tuple":
        return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
    constructor = {"list": "List", "set": "Set", "dict": "Dict", "frozenset": "FrozenSet"}[expr.type.name]
    if not items:
        return f"{constructor}::new()"
    if expr.type.name == "list":
        return f"List::from_vec(vec![{', '.join(items)}])"
    if expr.type.name == "dict":
        pairs = [f"({key}, {value})" for key, value in zip(items[::2], items[1::2], strict=True)]
        return em.fallible(f"Dict::from_pairs([{', '.join(pairs)}])")
    return em.fallible(f"{constructor}::from_items([{', '.join(items)}])")


def _assigning(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Assigning)
    name = identifier(expr.target.name)
    result = name if is_copy(expr.type) else f"{name}.clone()"
    return f"{{ {name} = {em.owned(expr.value)}; {result} }}"


def _block(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Block)
    # a variable of the block may be moved out of it; only one from outside must be cloned
    inner = {var.key for stmt in expr.body for each in ir.walk(stmt) for var in ir.targets(each)}
    own = isinstance(expr.value, ir.Var) and expr.value.key in inner
    value = em.value(expr.value) if own else em.owned(expr.value)
    return f"{{\n{em.block(expr.body)}\n{value}\n}}"


def _labelled(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Labelled)
    # loops of the block are inside of it, so that plain jumps stay plain
    return f"'{expr.label}: {{\n{em.block(expr.body)}\n{em.owned(expr.value)}\n}}"


def _fresh(em: Emitter, expr: ir.Expr) -> str:
    assert isinstance(expr, ir.Fresh)
    return expr.rust


_VALUES: dict[type[ir.Expr], Callable[[Emitter, ir.Expr], str]] = {
    ir.Const: _const,
    ir.Var: _var,
    ir.ScalarConstant: _scalar,
    ir.LiveObject: _live,
    ir.Op: _op,
    ir.RustCall: _rust_call,
    ir.NativeCall: _native,
    ir.PythonCall: _python,
    ir.Attribute: _attribute,
    ir.Coerce: _coerce,
    ir.IfExp: _ifexp,
    ir.Logical: _logical,
    ir.Not: _not,
    ir.Display: _display,
    ir.Assigning: _assigning,
    ir.Block: _block,
    ir.Labelled: _labelled,
    ir.Fresh: _fresh,
}
