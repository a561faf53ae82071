"""What each function does itself, and what it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agents.analyse.callgraph import Cause, spread
from agents.analyse.effects import EFFECTS, Found, found
from agents.analyse.flow.state import ALL, BODY, Report, State
from agents.analyse.program import FunctionInfo, parameters
from agents.analyse.scopes import Binding

#: Effects that make a constant differ from one process to the next, when it is computed at import.
_TAINTS = frozenset(["clock", "random", "environment", "locale", "subprocess", "set-order", "identity"])


def verdicts(state: State) -> tuple[dict[str, list[Found]], dict[str, Cause]]:
    """The effects of every unit itself, and the nearest cause for each that isn't pure."""
    calls = {unit: report.calls for unit, report in state.reports.items()}
    effects = {unit: own_effects(state, unit, {}) for unit in state.reports}
    causes = spread(_inherited(effects), calls)
    tainted = _tainted(state, effects, causes)
    if tainted:
        effects = {unit: own_effects(state, unit, tainted) for unit in state.reports}
        causes = spread(_inherited(effects), calls)
    return effects, causes


def _inherited(effects: Mapping[str, list[Found]]) -> dict[str, tuple[str, str]]:
    return {unit: first for unit, listed in effects.items() if (first := _first_inherited(listed))}


def _tainted(state: State, effects: Mapping[str, list[Found]], causes: Mapping[str, Cause]) -> dict[str, str]:
    """Globals whose value is computed at import from something that isn't in the source, with what."""
    found_: dict[str, str] = {}
    for module, index in state.program.modules.items():
        lines = [(e.line, e.code) for e in effects.get(module + BODY, []) if e.code in _TAINTS]
        for callee, line in state.reports[module + BODY].places:
            cause = causes.get(callee)
            if cause is not None and cause.code in _TAINTS:
                lines.append((line, cause.code))
        for name, bindings in index.scope.bindings.items() if lines else ():
            code = _taint(bindings, lines)
            if code:
                found_[f"{module}:{name}"] = code
    return found_


def _taint(bindings: list[Binding], lines: list[tuple[int, str]]) -> str:
    for binding in bindings:
        end = binding.node.end_lineno or binding.node.lineno
        for line, code in lines:
            if binding.kind == "value" and binding.node.lineno <= line <= end:
                return code
    return ""


def own_effects(state: State, unit: str, tainted: Mapping[str, str]) -> list[Found]:
    """Everything that a unit does itself, callees left out."""
    report = state.reports[unit]
    effects = [*report.effects, *dict.fromkeys(report.mutates.values()), *_watched(state, report, tainted)]
    info = state.program.functions.get(unit)
    if info is not None:
        effects += _of_definition(state, info)
    return sorted(effects, key=lambda e: (not EFFECTS[e.code].impure, e.line, e.col, e.code, e.message))


def _watched(state: State, report: Report, tainted: Mapping[str, str]) -> Iterator[Found]:
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
        elif key in tainted:
            why = f"{name} is computed at import from something else ({tainted[key]})"
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
