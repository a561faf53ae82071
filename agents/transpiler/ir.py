"""The intermediate representation: typed, structured, small.

Statements keep Python's structure (no control-flow graph), since the Rust has to read like the
Python.  Every expression knows its type; conversions between types are explicit (`Coerce`).
`printer.py` prints it, `verify.py` checks it after each pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.transpiler.rtypes import BOOL, NONE, RType
from agents.transpiler.table.registry import Row


@dataclass
class Expr:
    """An expression; `type` is what it evaluates to."""

    type: RType


@dataclass
class Const(Expr):
    """A literal: int, float, bool, None, str, bytes, or a single character."""

    value: int | float | bool | str | bytes | None


@dataclass
class Var(Expr):
    """A local variable. `key` is unique in the function, `name` is what Python calls it."""

    name: str
    key: str


@dataclass
class ScalarConstant(Expr):
    """An immutable module constant that is compiled in (its value is checked when binding)."""

    #: Where the code finds it: `pkg.mod:LIMIT`.
    path: str
    value: int | float | bool | str | bytes | None


@dataclass
class LiveObject(Expr):
    """A module-level object that is read where it lives: a container, a class, a regex, a function."""

    #: Where the code finds it: `pkg.mod:TABLE`.
    path: str


@dataclass
class Op(Expr):
    """A row of the table applied to arguments."""

    row: Row
    args: list[Expr]
    bound: dict[str, RType] = field(default_factory=dict)


@dataclass
class NativeCall(Expr):
    """A call of another ported function; stays inside Rust."""

    symbol: str
    args: list[Expr]


@dataclass
class PythonCall(Expr):
    """A call of a pure Python callable through the interpreter; the result is checked."""

    callee: Expr
    args: list[Expr]
    keywords: list[str]
    #: Method name where `callee` is the receiver.
    method: str = ""


@dataclass
class Attribute(Expr):
    """An attribute of an object, read through the interpreter."""

    value: Expr
    name: str


@dataclass
class Coerce(Expr):
    """A conversion that keeps the Python value: char to str, T to Optional[T], narrowing, boxing."""

    value: Expr


@dataclass
class IfExp(Expr):
    test: Expr
    then: Expr
    orelse: Expr


@dataclass
class Logical(Expr):
    """`and` / `or` over booleans, short-circuiting."""

    op: str
    values: list[Expr]


@dataclass
class Not(Expr):
    value: Expr


@dataclass
class Display(Expr):
    """A tuple, list, set or dict display; a dict's items alternate key, value."""

    items: list[Expr]


@dataclass
class Assigning(Expr):
    """`name := value`."""

    target: Var
    value: Expr


@dataclass
class Block(Expr):
    """Statements, then a value."""

    body: list[Stmt]
    value: Expr


@dataclass
class Fresh(Expr):
    """A new accumulator of the runtime (`List::new()`, `Sum::new()`, ...)."""

    rust: str


@dataclass
class RustCall(Expr):
    """A call into the runtime that isn't a row: accumulators, f-string pieces, exits."""

    template: str
    args: list[Expr]


@dataclass
class Stmt:
    """A statement; `line` is that of the Python, 0 for made ones."""

    line: int = field(default=0, kw_only=True)


@dataclass
class Declare(Stmt):
    """Declares a variable that gets its value later (made by passes/declare.py)."""

    target: Var


@dataclass
class Assign(Stmt):
    target: Var
    value: Expr
    #: Whether this is where Rust declares the variable.
    declares: bool = field(default=False, kw_only=True)


@dataclass
class Unpack(Stmt):
    """Assigns the items of a fixed-size tuple to targets (nested)."""

    targets: Pattern
    value: Expr
    #: Keys of the targets that are declared here.
    declares: set[str] = field(default_factory=set, kw_only=True)


@dataclass
class ExprStmt(Stmt):
    value: Expr


@dataclass
class Return(Stmt):
    value: Expr


@dataclass
class If(Stmt):
    test: Expr
    body: list[Stmt]
    orelse: list[Stmt]


@dataclass
class While(Stmt):
    test: Expr
    body: list[Stmt]
    orelse: list[Stmt]


@dataclass
class For(Stmt):
    """`iterable` has type RANGE (plain integers) or IterOf (fallible items)."""

    targets: Pattern
    iterable: Expr
    body: list[Stmt]
    orelse: list[Stmt]
    #: Keys of the targets that are declared here.
    declares: set[str] = field(default_factory=set, kw_only=True)


@dataclass
class Break(Stmt):
    """Leaves the innermost loop."""


@dataclass
class Continue(Stmt):
    """Goes on with the innermost loop."""


@dataclass
class Yielding(Stmt):
    """Ends a labelled block with a value (`break 'any true`)."""

    label: str
    value: Expr


@dataclass
class Labelled(Expr):
    """A block that ends by `Yielding` or by running to its value."""

    label: str
    body: list[Stmt]
    value: Expr


@dataclass
class Raise(Stmt):
    """`raise cls(*args) [from cause]`; cls is an expression of an exception class."""

    cls: Expr
    args: list[Expr]
    #: None: no `from`; Const None: `from None`; otherwise the exception object.
    cause: Expr | None = None
    #: Variable of the exception that is being handled here, "" outside of handlers.
    handling: str = ""


@dataclass
class Reraise(Stmt):
    handling: str


@dataclass
class Handler:
    classes: list[Expr]
    name: Var | None
    body: list[Stmt]


@dataclass
class Try(Stmt):
    body: list[Stmt]
    handlers: list[Handler]
    orelse: list[Stmt]
    label: str = ""


@dataclass
class Pattern:
    """Targets of an unpacking: a variable, or a tuple of patterns."""

    var: Var | None = None
    items: list[Pattern] = field(default_factory=list)

    def variables(self) -> list[Var]:
        """All variables, left to right."""
        if self.var is not None:
            return [self.var]
        return [var for item in self.items for var in item.variables()]


@dataclass
class Param:
    var: Var
    #: Compile-time default, used by native callers; None when there is none.
    default: Expr | None
    kind: str


@dataclass
class Function:
    """One native function."""

    symbol: str
    name: str
    params: list[Param]
    result: RType
    body: list[Stmt]
    doc: str
    line: int
    recursive: bool = False
    #: Keys of variables that are assigned again after they have a value (passes/declare.py).
    mutable: set[str] = field(default_factory=set)
    #: Full-line comments of the Python by line, for the emitter.
    comments: dict[int, str] = field(default_factory=dict)


def none() -> Const:
    """The expression None."""
    return Const(NONE, None)


def true(value: bool = True) -> Const:
    """A boolean literal."""
    return Const(BOOL, value)


def children(node: Expr | Stmt) -> list[Expr]:
    """Direct operands, in the order of evaluation; bodies of blocks are not among them."""
    match node:
        case Op(args=args) | NativeCall(args=args) | RustCall(args=args):
            return list(args)
        case PythonCall(callee=callee, args=args):
            return [callee, *args]
        case Attribute(value=value) | Coerce(value=value) | Not(value=value) | Assigning(value=value):
            return [value]
        case IfExp(test=test, then=then, orelse=orelse):
            return [test, then, orelse]
        case Logical(values=values):
            return list(values)
        case Display(items=items):
            return list(items)
        case Block(value=value) | Labelled(value=value):
            return [value]
        case Assign(value=value) | ExprStmt(value=value) | Return(value=value) | Unpack(value=value) | Yielding(value=value):
            return [value]
        case If(test=test) | While(test=test):
            return [test]
        case For(iterable=iterable):
            return [iterable]
        case Raise(cls=cls, args=args, cause=cause):
            return [cls, *args, *([cause] if cause is not None else [])]
        case Try(handlers=handlers):
            return [cls for handler in handlers for cls in handler.classes]
    return []


def bodies(node: Expr | Stmt) -> list[list[Stmt]]:
    """Statement lists directly inside of the node."""
    match node:
        case Block(body=body) | Labelled(body=body):
            return [body]
        case If(body=body, orelse=orelse) | While(body=body, orelse=orelse) | For(body=body, orelse=orelse):
            return [body, orelse]
        case Try(body=body, handlers=handlers, orelse=orelse):
            return [body, *[handler.body for handler in handlers], orelse]
    return []


def targets(node: Expr | Stmt) -> list[Var]:
    """Variables that the node itself assigns."""
    match node:
        case Assign(target=target) | Declare(target=target) | Assigning(target=target):
            return [target]
        case Unpack(targets=pattern) | For(targets=pattern):
            return pattern.variables()
        case Try(handlers=handlers):
            return [handler.name for handler in handlers if handler.name is not None]
    return []


def walk(node: Expr | Stmt) -> list[Expr | Stmt]:
    """The node and everything below it, statements of bodies included."""
    found: list[Expr | Stmt] = [node]
    for child in children(node):
        found += walk(child)
    for body in bodies(node):
        for stmt in body:
            found += walk(stmt)
    return found
