"""The compiler, in order: what is translated first, the passes of a function, the file of a core.

    plan      which functions, callees first, groups that call each other together
    lower     Python's syntax tree -> typed IR
    PASSES    IR -> IR
    emit      IR -> Rust
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from agents.records import PortedCore, PortedSymbol, Reason, Span
from agents.transpiler import ir, table, typemap, verify
from agents.transpiler.diagnostics import CODES, Diagnostic, Diagnostics, Refused
from agents.transpiler.emit import core as emit_core
from agents.transpiler.emit.code import identifier
from agents.transpiler.lower.functions import find_function, lower_function, signature
from agents.transpiler.passes.declare import declare
from agents.transpiler.program import Program, Uses
from agents.transpiler.rtypes import OBJ, RType
from agents.transpiler.scopes import ModuleScope

assert table.LOADED, "the rows have to be registered before anything is lowered"

#: Passes over the IR of one function, in order; the verifier runs after each.
PASSES: tuple[Callable[[ir.Function], ir.Function], ...] = (declare,)

#: Kinds of symbols that are translated.
KINDS = ("function", "staticmethod")


@dataclass
class Translation:
    """What one run of the compiler made of the target."""

    functions: dict[str, ir.Function] = field(default_factory=dict)
    uses: dict[str, Uses] = field(default_factory=dict)
    refused: dict[str, tuple[Reason, ...]] = field(default_factory=dict)


def translate(program: Program, wanted: Iterable[str]) -> Translation:
    """Translates the wanted symbols, callees first. Deterministic: same input, same output."""
    result = Translation()
    for group in plan(program, sorted(wanted)):
        _translate_group(program, group, result)
    return result


def plan(program: Program, wanted: list[str]) -> list[list[str]]:
    """Strongly connected groups of the call graph, callees before callers (Tarjan, iterative order)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []
    inside = set(wanted)

    def visit(symbol: str) -> None:
        work = [(symbol, iter(sorted(set(program.symbols[symbol].calls) & inside)))]
        index[symbol] = low[symbol] = len(index)
        stack.append(symbol)
        while work:
            current, callees = work[-1]
            for callee in callees:
                if callee not in index:
                    index[callee] = low[callee] = len(index)
                    stack.append(callee)
                    work.append((callee, iter(sorted(set(program.symbols[callee].calls) & inside))))
                    break
                if callee in stack:
                    low[current] = min(low[current], index[callee])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[current])
                if low[current] == index[current]:
                    cut = stack.index(current)
                    groups.append(sorted(stack[cut:]))
                    del stack[cut:]

    for symbol in wanted:
        if symbol not in index:
            visit(symbol)
    return groups


def _translate_group(program: Program, group: list[str], result: Translation) -> None:
    """One function, or functions that call each other: all of a group or none."""
    recursive = len(group) > 1 or group[0] in program.symbols[group[0]].calls
    made: dict[str, tuple[ir.Function, Uses]] = {}
    for _ in range(4):
        made, failed = _attempt(program, group, recursive, made)
        if failed:
            for symbol in group:
                program.signatures.pop(symbol, None)
                others = [s for s in failed if s != symbol]
                result.refused[symbol] = failed.get(symbol) or _waits(program, symbol, others)
            return
        before = {symbol: program.signatures.get(symbol) for symbol in group}
        for symbol, (function, _uses) in made.items():
            program.signatures[symbol] = signature(function, rust_module(program.symbols[symbol].core))
        if not recursive or all(program.signatures[s] == before[s] for s in group):
            break
    else:
        for symbol in group:
            program.signatures.pop(symbol, None)
            result.refused[symbol] = _reasons(program, symbol, [_open_result(symbol)])
        return
    for symbol, (function, uses) in made.items():
        function.recursive = recursive
        result.functions[symbol], result.uses[symbol] = function, uses


def _attempt(
    program: Program, group: list[str], recursive: bool, before: dict[str, tuple[ir.Function, Uses]]
) -> tuple[dict[str, tuple[ir.Function, Uses]], dict[str, tuple[Reason, ...]]]:
    """Lowers and passes every function of the group once."""
    from agents.transpiler.lower.functions import parameters
    from agents.transpiler.program import Signature

    failed: dict[str, tuple[Reason, ...]] = {}
    if recursive and not before:
        for symbol in group:
            scope, node = _definition(program, symbol)
            types = program.types.get(symbol)
            assumed = typemap.from_mypy(types.returns) if types else OBJ
            try:
                if node is not None:
                    params = tuple(parameters(program, scope, symbol, node))
                    module = rust_module(program.symbols[symbol].core)
                    program.signatures[symbol] = Signature(symbol, module, rust_name(symbol), params, assumed)
            except Refused:
                pass
    made = {}
    for symbol in group:
        outcome = _one(program, symbol)
        if isinstance(outcome, Diagnostics):
            failed[symbol] = _reasons(program, symbol, outcome.found)
        else:
            made[symbol] = outcome
    return made, failed


def _definition(program: Program, symbol: str) -> tuple[ModuleScope, ast.FunctionDef | None]:
    scope = program.scopes[program.symbols[symbol].core]
    return scope, find_function(scope, symbol)


def _one(program: Program, symbol: str) -> tuple[ir.Function, Uses] | Diagnostics:
    scope, node = _definition(program, symbol)
    diagnostics = Diagnostics(scope.source)
    try:
        known = program.symbols[symbol]
        if node is None or known.kind not in KINDS:
            raise Refused("kind", f"a {known.kind} is not translated", node)
        if known.mutates:
            raise Refused("mutates-argument", f"it changes {', '.join(known.mutates)} in place", node)
        if any(not _plain_decorator(each) for each in node.decorator_list):
            raise Refused("kind", "a decorated function is not translated", node)
        outcome = lower_function(program, scope, symbol, node, rust_name(symbol))
        if isinstance(outcome, Diagnostics):
            return outcome
        function, uses = outcome
        function.comments = comments(scope.source, node)
        verify.verify(function)
        for each in PASSES:
            function = verify.verify(each(function))
    except Refused as refused:
        diagnostics.add(refused if refused.node is not None else Refused(refused.code, refused.message, node))
        return diagnostics
    return function, uses


def _plain_decorator(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "staticmethod"


def comments(source: str, node: ast.FunctionDef) -> dict[int, str]:
    """Full-line comments inside of the function, by line."""
    lines = source.splitlines(keepends=True)[node.lineno - 1 : node.end_lineno]
    found: dict[int, str] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO("".join(lines)).readline):
            if token.type == tokenize.COMMENT and token.line.strip().startswith("#"):
                found[node.lineno + token.start[0] - 1] = token.string.lstrip("#").strip()
    except (tokenize.TokenError, IndentationError):
        # the slice of an indented method ends with a dedent that tokenize does not expect
        pass
    return found


def rust_module(core: str) -> str:
    """The name of the Rust file of a core: `pkg.sub.mod` -> `pkg_sub_mod`."""
    name = core.replace(".", "_").lower()
    return identifier(name if not name.startswith("_") else f"m{name}")


def rust_name(symbol: str) -> str:
    """The name of the Rust function: as in Python; a method's class comes first."""
    return identifier(symbol.partition(":")[2].replace(".", "_"))


def cores(program: Program, translation: Translation, porter: str = "transpiled") -> list[PortedCore]:
    """One Rust file for each core that has ported functions, and all refusals."""
    by_core: dict[str, list[str]] = {}
    for symbol in sorted(translation.functions, key=lambda s: (program.symbols[s].core, translation.functions[s].line)):
        by_core.setdefault(program.symbols[symbol].core, []).append(symbol)
    refused: dict[str, dict[str, tuple[Reason, ...]]] = {}
    for symbol, reasons in sorted(translation.refused.items()):
        refused.setdefault(program.symbols[symbol].core, {})[symbol] = reasons
    result = []
    for core in sorted(set(by_core) | set(refused)):
        symbols = by_core.get(core, [])
        closures = {symbol: closure(translation, symbol) for symbol in symbols}
        text = emit_core.core_text(core, symbols, translation.functions, translation.uses, closures, program)
        ported = tuple(
            PortedSymbol(
                id=symbol,
                rust_name=translation.functions[symbol].name,
                closure=tuple(sorted(callees(translation, symbol))),
                binding=emit_core.binding(closures[symbol]),
            )
            for symbol in symbols
        )
        result.append(
            PortedCore(
                core=core, porter=porter, rust_module=rust_module(core), rust=text, symbols=ported, refused=refused.get(core, {})
            )
        )
    return result


def callees(translation: Translation, symbol: str) -> set[str]:
    """Native callees, transitively."""
    found: set[str] = set()
    stack = [symbol]
    while stack:
        for callee in translation.uses[stack.pop()].functions.values():
            if callee not in found:
                found.add(callee)
                stack.append(callee)
    return found


def closure(translation: Translation, symbol: str) -> Uses:
    """Everything that the function and its native callees depend on."""
    result = Uses()
    for each in {symbol} | callees(translation, symbol):
        result.update(translation.uses[each])
    return result


def _reasons(program: Program, symbol: str, found: list[Diagnostic]) -> tuple[Reason, ...]:
    path = program.symbols[symbol].span.path
    return tuple(
        Reason(
            code=each.code,
            message=each.message,
            span=Span(path=path, line=each.line, col=each.col, end_line=each.end_line, end_col=each.end_col),
            text=each.text,
            lifted_by=CODES[each.code][1],
        )
        for each in found
    )


def _waits(program: Program, symbol: str, others: list[str]) -> tuple[Reason, ...]:
    message = f"it and {', '.join(others)} call each other"
    return _reasons(program, symbol, [Diagnostic("waits-for", message, program.symbols[symbol].span.line, 0, 0, 0, "")])


def _open_result(symbol: str) -> Diagnostic:
    return Diagnostic("open-type", f"the result type of {symbol} cannot be told", 0, 0, 0, 0, "")


__all__ = ["PASSES", "RType", "Translation", "cores", "plan", "translate"]
