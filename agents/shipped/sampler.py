"""Watches calls of chosen functions while the target's own tests run: a pytest plugin, standard library only.

It is loaded under the name `corefleet_sampler`; COREFLEET_SAMPLER names a job file:

    {"support": "folder of this file", "out": "captured.json", "budget": 60.0,
     "symbols": ["pkg.mod:fn", "pkg.mod:Class.method"]}

and `out` gets, for each symbol that was called, the fields of a `Captured` record. Arguments are written
down before the body runs. No method of an object of the target is ever called, and whatever goes wrong in
here is counted and swallowed.

On 3.12 and later `sys.monitoring` reports only the calls of the chosen functions. On 3.11 there is only
`sys.setprofile`, which reports every call of the process; it is on for all tests until it has cost `budget`
seconds, and for one test of `STRIDE` after that, with counts scaled up.
"""

import atexit
import contextlib
import importlib.util
import json
import os
import sys
import threading
import time
from pathlib import Path

#: Calls of a symbol that are recorded in full; then one of `SPARSE`; beyond `LAST` they are only counted.
FULL, SPARSE, LAST = 200, 16, 6_000
#: Distinct calls that are kept of a symbol, and how large one may be.
SAMPLES, NODES, LONGEST = 60, 4_000, 20_000
STRIDE = 10
#: Combinations of argument types that are told apart.
SIGNATURES = 500
_TYPES = 40


def _support(folder):
    """The codec and the shapes, under a name of their own."""
    name = "_corefleet_sampling"
    path = Path(folder) / "parity" / "__init__.py"
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=[str(path.parent)])
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return importlib.import_module(f"{name}.codec"), importlib.import_module(f"{name}.shapes")


class Record:
    """What is known of one symbol."""

    def __init__(self, symbol):
        self.symbol = symbol
        self.calls = 0
        self.raised = 0
        self.timed = 0
        self.seconds = 0.0
        self.types = {}
        self.returns = {}
        self.problems = {}
        #: Kinds of calls -> canonical text -> encoded call.
        self.samples = {}
        self.kept = 0
        self.signatures = set()

    def wanted(self, frame):
        """Whether this call is recorded in full: the first ones, some later ones, and new combinations of types."""
        if self.calls > LAST:
            return False
        signature = tuple(map(kind_of_value, frame.f_locals.values()))
        new = signature not in self.signatures
        if new and len(self.signatures) < SIGNATURES:
            self.signatures.add(signature)
        return new or self.calls <= FULL or self.calls % SPARSE == 0


class Sampler:
    """Gets start and end of calls, and keeps records."""

    def __init__(self, symbols, codec, shapes):
        self.codec, self.shapes = codec, shapes
        self.records = {symbol: Record(symbol) for symbol in symbols}
        self.names = {symbol.rpartition(".")[2].rpartition(":")[2] for symbol in symbols}
        #: id of a code object -> its record (or None), and the object, so that the id stays taken.
        self.known = {}
        self.local = threading.local()
        self.swallowed = {}

    def record_of(self, code, module):
        """The record of a code object; None for code that nobody asked for."""
        found = self.known.get(id(code))
        if found is None:
            symbol = f"{module}:{code.co_qualname}"
            found = self.known[id(code)] = (self.records.get(symbol), code)
        return found[0]

    def start(self, record, frame):
        """A call begins; returns when, and whether its result is looked at."""
        record.calls += 1
        wanted = record.wanted(frame)
        if wanted:
            try:
                self.arguments(record, frame.f_code, frame.f_locals)
            except Exception as error:
                self.swallow(error)
        return time.perf_counter(), wanted

    def end(self, record, started, wanted, raised, result):
        """A call is over."""
        record.seconds += time.perf_counter() - started
        record.timed += 1
        if raised:
            record.raised += 1
        elif wanted:
            try:
                self.count(record.returns, self.shapes.shape_of(result))
            except Exception as error:
                self.swallow(error)

    def swallow(self, error):
        name = type(error).__name__
        self.swallowed[name] = self.swallowed.get(name, 0) + 1

    def arguments(self, record, code, values):
        args, kwargs = bound(code, values)
        for name in parameter_names(code):
            self.count(record.types.setdefault(name, {}), self.shapes.shape_of(values.get(name)))
        try:
            call = self.codec.encode_call(args, kwargs, NODES)
        except self.codec.Unencodable as problem:
            record.problems[str(problem)] = record.problems.get(str(problem), 0) + 1
            return
        text = self.codec.canonical(call)
        if len(text) <= LONGEST:
            self.keep(record, kind_of(call, self.shapes, args), text, call)

    def count(self, counts, shape):
        text = self.shapes.text(shape)
        if text not in counts and len(counts) >= _TYPES:
            merged = self.shapes.merge_all(map(self.shapes.parse, [*counts, text]))
            total = sum(counts.values())
            counts.clear()
            text = self.shapes.text(merged)
            counts[text] = total
        counts[text] = counts.get(text, 0) + 1

    def keep(self, record, kind, text, call):
        """Keeps the call where it adds something: kinds that are rare win over kinds that are common."""
        group = record.samples.setdefault(kind, {})
        if text in group:
            group[text]["count"] += 1
            return
        if record.kept >= SAMPLES:
            widest = max(record.samples.values(), key=len)
            if len(widest) <= len(group) + 1:
                return
            widest.pop(min(widest, key=lambda name: widest[name]["count"]))
            record.kept -= 1
        group[text] = {**call, "count": 1}
        record.kept += 1

    def report(self, scale):
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


def most_frequent(counts):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def parameter_names(code):
    """Names of all parameters, `*args` and `**kwargs` last."""
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
    return code.co_varnames[:count]


def bound(code, values):
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


def kind_of(call, shapes, args):
    """What makes calls alike: types and rough sizes of the arguments."""
    return "; ".join(f"{shapes.text(shapes.shape_of(arg))} {rough_size(arg)}" for arg in args[:8])


def kind_of_value(value):
    kind = type(value)
    return (kind, len(value) > 0) if kind in (tuple, list, dict, set) else kind


def rough_size(value):
    kind = type(value)
    if kind in (str, bytes, list, tuple, dict, set, frozenset):
        return len(value).bit_length()
    if kind is int:
        return (value < 0, value.bit_length() // 4)
    if kind is float:
        return "odd" if value != value or value in (float("inf"), -float("inf")) else value < 0
    return repr(value) if kind is bool else ""


class Profile:
    """3.11: the interpreter reports every call."""

    def __init__(self, sampler, budget):
        self.sampler, self.budget = sampler, budget
        self.returns = {}
        self.own = 0.0
        self.tests = self.watched = 0
        self.on = False
        self.event = self.handler()

    def begin(self):
        self.on = True
        self.started = time.perf_counter()
        threading.setprofile(self.event)
        if sys.getprofile() is None:
            sys.setprofile(self.event)

    def stop(self):
        if self.on:
            self.own += time.perf_counter() - self.started
        self.on = False
        threading.setprofile(None)
        if sys.getprofile() is self.event:
            sys.setprofile(None)

    def before_test(self):
        """Decides whether the coming test is watched."""
        if self.on:
            self.own += time.perf_counter() - self.started
            self.started = time.perf_counter()
        self.tests += 1
        watch = self.own < self.budget or self.tests % STRIDE == 0
        self.watched += watch
        if watch != self.on:
            self.begin() if watch else self.stop()
        elif watch and sys.getprofile() is None:
            sys.setprofile(self.event)

    def scale(self):
        return self.tests / self.watched if self.watched else 1.0

    def handler(self):
        """What the interpreter calls at every event: the less it does, the better."""
        names, called, returned = self.sampler.names, self.called, self.returned

        def event(frame, event, arg):
            if event == "c_call" or event == "c_return":
                return
            code = frame.f_code
            if code.co_name not in names:
                return
            if event == "call":
                called(frame, code)
            elif event == "return":
                returned(frame, code, arg)

        return event

    def called(self, frame, code):
        record = self.sampler.record_of(code, frame.f_globals.get("__name__"))
        if record is None:
            return
        started, wanted = self.sampler.start(record, frame)
        self.stack().append((code, record, started, wanted))
        if self.on and started - self.started > 3 * self.budget:
            # One test that runs for ever.
            self.stop()

    def returned(self, frame, code, arg):
        stack = self.stack()
        if not stack or stack[-1][0] is not code:
            return
        _, record, started, wanted = stack.pop()
        # An exception looks like a result of None, but it doesn't end at a return instruction.
        raised = arg is None and frame.f_lasti not in self.return_places(code)
        self.sampler.end(record, started, wanted, raised, arg)

    def return_places(self, code):
        places = self.returns.get(id(code))
        if places is None:
            import dis

            found = {line.offset for line in dis.get_instructions(code) if line.opname.startswith("RETURN_")}
            places = self.returns[id(code)] = frozenset(found)
        return places

    def stack(self):
        local = self.sampler.local
        if not hasattr(local, "stack"):
            local.stack = []
        return local.stack


class Monitoring:
    """3.12 and later: only the chosen functions report."""

    TOOL = 4

    def __init__(self, sampler, _budget):
        self.sampler = sampler
        self.events = sys.monitoring.events

    def begin(self):
        monitoring, events = sys.monitoring, self.events
        monitoring.use_tool_id(self.TOOL, "corefleet-sampler")
        monitoring.register_callback(self.TOOL, events.PY_START, self.called)
        monitoring.register_callback(self.TOOL, events.PY_RETURN, self.returned)
        monitoring.register_callback(self.TOOL, events.PY_UNWIND, self.unwound)
        monitoring.set_events(self.TOOL, events.PY_START | events.PY_UNWIND)

    def stop(self):
        sys.monitoring.set_events(self.TOOL, 0)
        sys.monitoring.free_tool_id(self.TOOL)

    def before_test(self):
        """Nothing to decide: code that nobody asked for was switched off at its first call."""

    def scale(self):
        return 1.0

    def called(self, code, _offset):
        if code.co_name not in self.sampler.names:
            return sys.monitoring.DISABLE
        frame = sys._getframe(1)
        record = self.sampler.record_of(code, frame.f_globals.get("__name__"))
        if record is None:
            return sys.monitoring.DISABLE
        sys.monitoring.set_local_events(self.TOOL, code, self.events.PY_RETURN)
        self.stack().append((code, record, *self.sampler.start(record, frame)))
        return None

    def returned(self, code, _offset, result):
        self.over(code, False, result)

    def unwound(self, code, _offset, _error):
        self.over(code, True, None)

    def over(self, code, raised, result):
        stack = self.stack()
        if stack and stack[-1][0] is code:
            _, record, started, wanted = stack.pop()
            self.sampler.end(record, started, wanted, raised, result)

    stack = Profile.stack


class Plugin:
    """Starts the watch before the tests are collected, and writes what was seen."""

    def __init__(self, job, worker):
        #: With pytest-xdist each worker writes a file of its own.
        self.out = Path(job["out"] + (f".{worker}" if worker else ""))
        self.owner = os.getpid()
        codec, shapes = _support(job["support"])
        self.sampler = Sampler(job["symbols"], codec, shapes)
        watch = Monitoring if hasattr(sys, "monitoring") else Profile
        self.watch = watch(self.sampler, job.get("budget", 60.0))
        self.written = False
        self.watch.begin()
        # Tests that end the process early still leave what was seen.
        atexit.register(self.write)

    def pytest_runtest_logstart(self):
        if os.getpid() == self.owner:
            self.watch.before_test()

    def pytest_unconfigure(self):
        self.write()

    def write(self):
        if self.written or os.getpid() != self.owner:
            return
        self.written = True
        with contextlib.suppress(Exception):
            self.watch.stop()
        document = {
            "captured": self.sampler.report(self.watch.scale()),
            "scale": self.watch.scale(),
            "swallowed": self.sampler.swallowed,
        }
        self.out.write_text(json.dumps(document), encoding="utf-8")


def pytest_configure(config):
    """Watches this process, not those that it starts."""
    path = os.environ.pop("COREFLEET_SAMPLER", None)
    if path:
        # pytest-xdist hands its workers the environment.
        if config.pluginmanager.hasplugin("xdist"):
            os.environ["COREFLEET_SAMPLER"] = path
        job = json.loads(Path(path).read_text(encoding="utf-8"))
        worker = getattr(config, "workerinput", {}).get("workerid", "")
        config.pluginmanager.register(Plugin(job, worker), "corefleet-sampler-watch")
