"""Verdicts of purity for every function and method of a target, over its whole call graph."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents.analyse.bindings import ModuleFacts, module_facts
from agents.analyse.callgraph import Cause, sentence, spread
from agents.analyse.effects import EFFECTS, Found, found, told
from agents.analyse.flow.run import run_unit
from agents.analyse.flow.state import ALL, BODY, Report, State
from agents.analyse.hints import expression_types
from agents.analyse.parsed import ParsedModule
from agents.analyse.program import FunctionInfo, Program, build, parameters
from agents.analyse.scopes import Scope
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
    return _symbols(solve(modules, types, progress))


def study(
    modules: Mapping[str, ParsedModule],
    types: Mapping[str, FunctionTypes] | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """As `analyse`, with what the names of the modules are bound to."""
    state = solve(modules, types, progress)
    return Analysis(_symbols(state), {name: module_facts(state, name) for name in modules})


def _symbols(state: State) -> dict[str, Symbol]:
    effects = {unit: own_effects(state, unit) for unit in state.reports}
    own = {unit: first for unit, listed in effects.items() if (first := _first_inherited(listed))}
    causes = spread(own, {unit: report.calls for unit, report in state.reports.items()})
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


def own_effects(state: State, unit: str) -> list[Found]:
    """Everything that a unit does itself, callees left out."""
    report = state.reports[unit]
    effects = [*report.effects, *dict.fromkeys(report.mutates.values()), *_watched(state, report)]
    info = state.program.functions.get(unit)
    if info is not None:
        effects += _of_definition(state, info)
    return sorted(effects, key=lambda e: (not EFFECTS[e.code].impure, e.line, e.col, e.code, e.message))


def _watched(state: State, report: Report) -> Iterator[Found]:
    """Reads of globals that don't stay as they are."""
    for key, place in report.watched.items():
        module, _, name = key.partition(":")
        index = state.program.modules.get(module)
        why = ""
        if key in state.rebound:
            why = f"{name} is bound again in {state.rebound[key]}"
        elif index is not None and name in index.declared:
            why = f"{name} is bound again in a function"
        elif index is not None and index.scope.is_rebound(name) and not _only_code(state, key):
            why = f"{name} is bound more than once"
        elif f"{module}:{ALL}" in state.mutated:
            why = f"all names of {module} are written in {state.mutated[f'{module}:{ALL}']}"
        elif key in state.mutated:
            why = f"{name} is changed in {state.mutated[key]}"
        elif index is not None and index.scope.open and name not in index.scope.bindings and "." not in name:
            why = f"{name} isn't bound where it can be seen"
        if why:
            yield place._replace(message=f"reads a global that changes: {why}")


def _only_code(state: State, key: str) -> bool:
    """Whether all that a name is ever bound to are functions, classes and modules.

    Such a name is bound in the branches of a test for versions; whichever it is has been looked at.
    """
    value = state.values.get(key)
    return value is not None and bool(value.types) and all(t.name in _CODE for t in value.types)


_CODE = frozenset({"fn", "fact", "class", "module", "type"})


def _of_definition(state: State, info: FunctionInfo) -> Iterator[Found]:
    decorated = state.decorated(info.id)
    for text in decorated.strange:
        yield found("dynamic", f"is decorated with {text}", info.node)
    for text, decorator in decorated.own:
        if not _returns_its_argument(state, decorator):
            yield found("dynamic", f"is decorated with {text}", info.node)
    for text in decorated.stateful:
        yield found("hidden-state", f"is decorated with {text}, which keeps state", info.node)
    if decorated.kind in ("generator", "coroutine"):
        yield found(decorated.kind, f"is a {decorated.kind}", info.node)
    if info.cls and "builtins.type" in state.program.outside_bases(info.cls):
        yield found("dynamic", "belongs to a metaclass", info.node)
    if info.twice:
        yield found("dynamic", "is defined more than once", info.node)
    scope = state.program.modules[info.module].scope
    if f"{info.module}:{ALL}" in state.mutated:
        yield found("dynamic", "its module's names are written through a mapping", info.node)
    if info.id in state.rebound or ("." not in info.qualname and scope.is_rebound(info.qualname)):
        yield found("dynamic", f"{info.qualname} is bound again elsewhere", info.node)


def _returns_its_argument(state: State, decorator: str) -> bool:
    """Whether a function of the target gives back what it is given, and nothing else."""
    places = parameters(state.program.functions[decorator])
    returns = state.reports[decorator].returns
    plain = all(t.name in ("?", "callable") for t in returns.types)
    return bool(places) and plain and returns.own == {f"p:{places[0]}"}


def _first_inherited(effects: list[Found]) -> tuple[str, str] | None:
    for effect in effects:
        row = EFFECTS[effect.code]
        if row.impure and row.inherited:
            return effect.code, effect.message
    return None


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
