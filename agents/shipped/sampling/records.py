"""What is known of each watched symbol: counts, times, types, and the calls that are kept."""

from __future__ import annotations

import threading
import time
from types import CodeType, FrameType
from typing import Any

from ..parity import codec, shapes

#: Calls of a symbol that are recorded in full; then one of `SPARSE`; beyond `LAST` they are only counted.
FULL, SPARSE, LAST = 200, 16, 6_000
#: Distinct calls that are kept of a symbol, and how large one may be.
SAMPLES, NODES, LONGEST = 60, 4_000, 20_000
#: Seconds of recording after which only one call of `RARE` is recorded.
DEAR, RARE = 0.25, 500
#: Combinations of argument types that are told apart.
SIGNATURES = 500
_TYPES = 40

Counts = dict[str, int]


class Record:
    """What is known of one symbol."""

    def __init__(self, symbol: str) -> None:
        self.symbol = symbol
        self.calls = 0
        self.raised = 0
        self.timed = 0
        self.seconds = 0.0
        self.types: dict[str, Counts] = {}
        self.returns: Counts = {}
        self.problems: Counts = {}
        #: Kinds of calls -> canonical text -> encoded call.
        self.samples: dict[str, dict[str, dict[str, Any]]] = {}
        self.kept = 0
        self.signatures: set[tuple[Any, ...]] = set()
        #: Seconds that recording has cost.
        self.cost = 0.0
        #: How many calls the one that is recorded stands for.
        self.weight = 1

    def wanted(self, frame: FrameType) -> bool:
        """Whether this call is recorded in full: the first, some later ones, new combinations of types."""
        if self.calls > LAST or (self.cost > DEAR and self.calls % RARE):
            return False
        signature = tuple(map(kind_of_value, frame.f_locals.values()))
        new = signature not in self.signatures
        if new and len(self.signatures) < SIGNATURES:
            self.signatures.add(signature)
        self.weight = 1 if new or self.calls <= FULL else SPARSE
        return new or self.calls <= FULL or self.calls % SPARSE == 0


class Sampler:
    """Gets start and end of calls, and keeps records."""

    def __init__(self, symbols: list[str]) -> None:
        self.records = {symbol: Record(symbol) for symbol in symbols}
        self.names = {symbol.rpartition(".")[2].rpartition(":")[2] for symbol in symbols}
        #: id of a code object -> its record (or None), and the object, so that the id stays taken.
        self.known: dict[int, tuple[Record | None, CodeType]] = {}
        self.local: Any = threading.local()
        self.swallowed: Counts = {}

    def record_of(self, code: CodeType, module: Any) -> Record | None:
        """The record of a code object; None for code that nobody asked for."""
        found = self.known.get(id(code))
        if found is None:
            symbol = f"{module}:{code.co_qualname}"
            found = self.known[id(code)] = (self.records.get(symbol), code)
        return found[0]

    def start(self, record: Record, frame: FrameType) -> tuple[float, bool]:
        """A call begins; `end` gets back what this gives."""
        record.calls += 1
        local = self.local
        if not hasattr(local, "spent"):
            #: Seconds spent in here, and the symbols that are running, each with how deep it is in itself.
            local.spent, local.depths = 0.0, {}
        entered = time.perf_counter()
        wanted = record.wanted(frame)
        if wanted:
            try:
                self.arguments(record, frame.f_code, frame.f_locals)
            except Exception as error:
                self.swallow(error)
        local.depths[record] = local.depths.get(record, 0) + 1
        started = time.perf_counter()
        record.cost += started - entered
        local.spent += started - entered
        return started - local.spent, wanted

    def end(self, record: Record, started: float, wanted: bool, raised: bool, result: Any) -> None:
        """A call is over. Of recursive calls the outermost has the time of all."""
        local = self.local
        now = time.perf_counter()
        local.depths[record] -= 1
        if not local.depths[record]:
            record.seconds += now - local.spent - started
        record.timed += 1
        if raised:
            record.raised += 1
        elif wanted:
            try:
                self.count(record.returns, shapes.shape_of(result), 1)
            except Exception as error:
                self.swallow(error)
        spent = time.perf_counter() - now
        record.cost += spent
        local.spent += spent

    def swallow(self, error: Exception) -> None:
        """Nothing that goes wrong in here may reach the test."""
        name = type(error).__name__
        self.swallowed[name] = self.swallowed.get(name, 0) + 1

    def arguments(self, record: Record, code: CodeType, values: dict[str, Any]) -> None:
        """Types of the arguments, and the call itself where it can be written down."""
        args, kwargs = bound(code, values)
        for name in parameter_names(code):
            self.count(record.types.setdefault(name, {}), shapes.shape_of(values.get(name)), record.weight)
        try:
            call = codec.encode_call(args, kwargs, NODES)
        except codec.Unencodable as problem:
            record.problems[str(problem)] = record.problems.get(str(problem), 0) + 1
            return
        text = codec.canonical(call)
        if len(text) <= LONGEST:
            self.keep(record, kind_of(args), text, call)

    def count(self, counts: Counts, shape: shapes.Shape, weight: int) -> None:
        """Adds to the counts; they become one type where there are too many."""
        text = shapes.text(shape)
        if text not in counts and len(counts) >= _TYPES:
            merged = shapes.merge_all(map(shapes.parse, [*counts, text]))
            total = sum(counts.values())
            counts.clear()
            text = shapes.text(merged)
            counts[text] = total
        counts[text] = counts.get(text, 0) + weight

    def keep(self, record: Record, kind: str, text: str, call: dict[str, Any]) -> None:
        """Keeps the call where it adds something: kinds that are rare win over kinds that are common."""
        group = record.samples.setdefault(kind, {})
        if text in group:
            group[text]["count"] += record.weight
            return
        if record.kept >= SAMPLES:
            widest = max(record.samples.values(), key=len)
            if len(widest) <= len(group) + 1:
                return
            widest.pop(min(widest, key=lambda name: int(widest[name]["count"])))
            record.kept -= 1
        group[text] = {**call, "count": record.weight}
        record.kept += 1

    def report(self, scale: float) -> dict[str, dict[str, Any]]:
        """JSON for `Captured`."""
        return {
            record.symbol: {
                "id": record.symbol,
                "calls": round(record.calls * scale),
                "seconds": record.seconds * scale * (record.calls / record.timed if record.timed else 1),
                "raised": round(record.raised * scale),
                "samples": [call for group in record.samples.values() for call in group.values()],
                "types": {name: most_frequent(counts) for name, counts in record.types.items()},
                "returns": most_frequent(record.returns),
                "problems": record.problems,
            }
            for record in self.records.values()
            if record.calls
        }


def most_frequent(counts: Counts) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def parameter_names(code: CodeType) -> tuple[str, ...]:
    """Names of all parameters, `*args` and `**kwargs` last."""
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
    return code.co_varnames[:count]


def bound(code: CodeType, values: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Positional and keyword arguments of a call that has just begun."""
    names = code.co_varnames
    positional, keyword = code.co_argcount, code.co_kwonlyargcount
    place = positional + keyword
    args = [values[name] for name in names[:positional]]
    kwargs = {name: values[name] for name in names[positional:place]}
    if code.co_flags & 0x04:
        args += values[names[place]]
        place += 1
    if code.co_flags & 0x08:
        kwargs.update(values[names[place]])
    return args, kwargs


def kind_of(args: list[Any]) -> str:
    """What makes calls alike: types and rough sizes of the arguments."""
    return "; ".join(f"{shapes.text(shapes.shape_of(arg))} {rough_size(arg)}" for arg in args[:8])


def kind_of_value(value: Any) -> Any:
    """Type of an argument, and whether it is an empty container."""
    kind = type(value)
    return (kind, len(value) > 0) if kind in (tuple, list, dict, set) else kind


def rough_size(value: Any) -> Any:
    """Size, by powers of two; sign; what is odd about a float."""
    kind = type(value)
    if kind in (str, bytes, list, tuple, dict, set, frozenset):
        return len(value).bit_length()
    if kind is int:
        return (value < 0, value.bit_length() // 4)
    if kind is float:
        return "odd" if value != value or value in (float("inf"), -float("inf")) else value < 0
    return repr(value) if kind is bool else ""
