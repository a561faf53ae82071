"""What the transpiler knows of the whole target while it translates one function."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.records import FunctionTypes, Symbol
from agents.transpiler import ir
from agents.transpiler.rtypes import RType
from agents.transpiler.scopes import Binding, ModuleScope


@dataclass(frozen=True)
class SignatureParam:
    name: str
    type: RType
    default: ir.Expr | None
    #: `positional`, `keyword`
    kind: str = "positional"


@dataclass(frozen=True)
class Signature:
    """How other native code calls a ported function."""

    symbol: str
    #: Rust module and function.
    rust_module: str
    rust_name: str
    params: tuple[SignatureParam, ...]
    result: RType


@dataclass
class Uses:
    """What a port depends on; becomes its guards (see rust_core/runtime/src/entry.rs, `Needs`).

    Paths say where the code finds a name: `pkg.mod:NAME`, globals first, then builtins.
    """

    #: Path -> value of an immutable constant that was compiled in.
    constants: dict[str, object] = field(default_factory=dict)
    #: Paths of objects that native code reads.
    objects: set[str] = field(default_factory=set)
    #: Path -> symbol of the native callee.
    functions: dict[str, str] = field(default_factory=dict)
    #: Path -> what it must be (`builtins:len`, `math:sqrt`), where native code stands in for it.
    names: dict[str, str] = field(default_factory=dict)

    def update(self, other: Uses) -> None:
        self.constants.update(other.constants)
        self.objects |= other.objects
        self.functions.update(other.functions)
        self.names.update(other.names)


@dataclass
class Program:
    """The target: modules, verdicts, types, and the signatures of what is ported so far."""

    scopes: dict[str, ModuleScope]
    symbols: dict[str, Symbol]
    types: dict[str, FunctionTypes]
    observed: dict[str, dict[str, list[RType]]] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)

    def resolve(self, binding: Binding) -> Binding:
        """Follows imports from module to module of the target to what is meant.

        The result keeps its own module and name; who reads it must also watch the importing name.
        """
        seen = set()
        while binding.meaning == "imported" and binding.origin not in seen:
            seen.add(binding.origin)
            if binding.origin in self.scopes:
                return Binding("module", binding.module, binding.name, origin=binding.origin)
            module, _, name = binding.origin.rpartition(".")
            scope = self.scopes.get(module)
            if scope is None or name not in scope.bindings:
                return binding
            binding = scope.bindings[name]
        return binding
