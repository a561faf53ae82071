"""Verdicts of purity for every function and method of a target, over its whole call graph."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents.analyse.bindings import ModuleFacts, module_facts
from agents.analyse.callgraph import Cause, sentence
from agents.analyse.collector import without_collector
from agents.analyse.effects import EFFECTS, Found, found, told
from agents.analyse.flow.run import run_unit
from agents.analyse.flow.state import BODY, Report, State
from agents.analyse.hints import expression_types
from agents.analyse.parsed import ParsedModule
from agents.analyse.program import FunctionInfo, Program, build
from agents.analyse.scopes import Scope
from agents.analyse.verdicts import verdicts
from agents.ports import Progress
from agents.records import Effect, FunctionTypes, Span, Symbol
from cores.fingerprint import TOP, closures, symbol_prints

__all__ = ["Analysis", "ParsedModule", "analyse", "solve", "study"]

#: More reasons than this help nobody.
_MOST_EFFECTS = 20


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that is found out about a target without running it."""

    symbols: dict[str, Symbol]
    #: The names of each module.
    modules: dict[str, ModuleFacts]


def analyse(
    modules: Mapping[str, ParsedModule],
    types: Mapping[str, FunctionTypes] | None = None,
    progress: Progress | None = None,
) -> dict[str, Symbol]:
    """The symbols of all modules, each with its effects and verdict."""
    with without_collector():
        return _symbols(solve(modules, types, progress))


def study(
    modules: Mapping[str, ParsedModule],
    types: Mapping[str, FunctionTypes] | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """As `analyse`, with what the names of the modules are bound to."""
    with without_collector():
        state = solve(modules, types, progress)
        return Analysis(_symbols(state), {name: module_facts(state, name) for name in modules})


def _symbols(state: State) -> dict[str, Symbol]:
    effects, causes = verdicts(state)
    prints = _prints(state.program)
    closed = closures(prints, _all_needs(state))
    return {
        info.id: _symbol(state, info, effects[info.id], causes, prints, closed)
        for info in state.program.functions.values()
        if not isinstance(info.node, ast.Lambda)
    }


def _all_needs(state: State) -> dict[str, list[str]]:
    """What every function, class and constant depends on."""
    needs = {unit: [*report.needs, *report.calls] for unit, report in state.reports.items()}
    for cls, info in state.program.classes.items():
        needs[cls] = [*info.mro[1:], *info.methods.values()]
    for name, index in state.program.modules.items():
        needs.update(_needs_of_names(state, name, f"{name}:", index.scope))
    for cls, info in state.program.classes.items():
        needs.update(_needs_of_names(state, info.module, f"{cls}.", info.scope))
    return needs


def _needs_of_names(state: State, module: str, prefix: str, scope: Scope) -> dict[str, list[str]]:
    """What the values of names are made of: the names in the statements that bind them."""
    needs: dict[str, list[str]] = {}
    for name, bindings in scope.bindings.items():
        found: dict[str, None] = {}
        for binding in bindings:
            if binding.kind == "value":
                for used in state.mentioned(binding.node):
                    found.update((e.ref, None) for e in state.program.resolve(module, used))
        if f"{prefix}{name}" in state.built:
            found[f"{module}:{TOP}"] = None
        if found:
            needs[f"{prefix}{name}"] = [ref for ref in sorted(found) if ref != f"{prefix}{name}"]
    return needs


def solve(
    modules: Mapping[str, ParsedModule],
    types: Mapping[str, FunctionTypes] | None = None,
    progress: Progress | None = None,
) -> State:
    """Runs the abstract interpretation until nothing changes any more."""
    program = build(modules)
    _add_lambdas(program)
    state = State(program, lambda unit: run_unit(state, unit))
    state.expression_types = expression_types(program, types or {})
    if progress is not None:
        progress.stage("analyse", len(program.modules))
    for name in program.modules:
        state.enqueue(name + BODY)
    state.drain()
    functions = sorted(program.functions, key=lambda f: not f.endswith(("__init__", "__new__")))
    for place, function in enumerate(functions):
        if function not in state.reports:
            state.visit(function)
        if progress is not None and place % 50 == 0:
            progress.step(function, 0)
    state.drain()
    while state.seal():
        state.drain()
    return state


def _add_lambdas(program: Program) -> None:
    for name, index in program.modules.items():
        for node in _module_lambdas(index.parsed.tree):
            identity = f"{name}:<lambda>:{node.lineno}:{node.col_offset}"
            program.functions[identity] = FunctionInfo(identity, name, "<lambda>", node, "", False)


def _module_lambdas(tree: ast.Module) -> Iterator[ast.Lambda]:
    """Lambdas that are made at import."""
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Lambda):
            yield node
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            defaults = [d for d in node.args.kw_defaults if d is not None]
            stack += [*node.decorator_list, *node.args.defaults, *defaults]
            continue
        stack.extend(ast.iter_child_nodes(node))


def _prints(program: Program) -> dict[str, str]:
    """Fingerprints of functions, classes and module-level names, by id."""
    prints: dict[str, str] = {}
    for name, index in program.modules.items():
        for qualname, digest in symbol_prints(index.parsed.tree).items():
            prints[f"{name}:{qualname}"] = digest
    return prints


def _symbol(
    state: State,
    info: FunctionInfo,
    own: list[Found],
    causes: Mapping[str, Cause],
    prints: Mapping[str, str],
    closed: Mapping[str, str],
) -> Symbol:
    report = state.reports[info.id]
    parsed = state.program.modules[info.module].parsed
    everything = [*own, *_inherited(report, causes)]
    everything.sort(key=lambda e: (not EFFECTS[e.code].impure, e.line, e.col, e.code, e.message))
    lines = parsed.source.splitlines()
    effects: list[Effect] = [told(e, parsed.info.path, lines) for e in everything[:_MOST_EFFECTS]]
    return Symbol(
        id=info.id,
        core=info.module,
        kind=state.decorated(info.id).kind,
        span=_span(parsed.info.path, info.node),
        fingerprint=prints.get(info.id, ""),
        closure=closed.get(info.id, ""),
        pure=not any(EFFECTS[e.code].impure for e in everything),
        effects=tuple(effects),
        mutates=tuple(sorted({name for name, _ in report.mutates})),
        calls=tuple(sorted(c for c in report.calls if "<lambda>" not in c)),
        reads=tuple(sorted(report.reads)),
    )


def _inherited(report: Report, causes: Mapping[str, Cause]) -> Iterator[Found]:
    for callee, place in report.calls.items():
        cause = causes.get(callee)
        if cause is not None:
            yield place._replace(code=cause.code, message=sentence(callee, cause))


def _span(path: str, node: ast.AST) -> Span:
    place = found("io", "", node)
    return Span(path=path, line=place.line, col=place.col, end_line=place.end_line, end_col=place.end_col)
