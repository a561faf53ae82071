"""How calls are seen: on 3.11 through `sys.setprofile`, on 3.12 and later through `sys.monitoring`."""

from __future__ import annotations

import dis
import sys
import threading
import time
from types import CodeType, FrameType
from typing import Any

from .records import Record, Sampler

#: A call that runs: its code, its record, and what `Sampler.start` gave.
Running = tuple[CodeType, Record, float, bool]

#: Once the budget is spent, one test of so many is watched.
STRIDE = 10


class Profile:
    """3.11: the interpreter reports every call."""

    def __init__(self, sampler: Sampler, budget: float) -> None:
        self.sampler, self.budget = sampler, budget
        self.returns: dict[int, frozenset[int]] = {}
        self.own = 0.0
        self.tests = self.watched = 0
        self.on = False
        self.event = self.handler()

    def begin(self) -> None:
        self.on = True
        # Calls that were running when the watch ended never report their end.
        self.sampler.local = threading.local()
        self.started = time.perf_counter()
        threading.setprofile(self.event)
        if sys.getprofile() is None:
            sys.setprofile(self.event)

    def stop(self) -> None:
        if self.on:
            self.own += time.perf_counter() - self.started
        self.on = False
        threading.setprofile(None)
        if sys.getprofile() is self.event:
            sys.setprofile(None)

    def before_test(self) -> None:
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

    def scale(self) -> float:
        return self.tests / self.watched if self.watched else 1.0

    def handler(self) -> Any:
        """What the interpreter calls at every event: the less it does, the better."""
        names, called, returned = self.sampler.names, self.called, self.returned

        def event(frame: FrameType, event: str, arg: Any) -> None:
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

    def called(self, frame: FrameType, code: CodeType) -> None:
        record = self.sampler.record_of(code, frame.f_globals.get("__name__"))
        if record is None:
            return
        started, wanted = self.sampler.start(record, frame)
        self.stack().append((code, record, started, wanted))
        if self.on and time.perf_counter() - self.started > 3 * self.budget:
            # One test that runs for ever.
            self.stop()

    def returned(self, frame: FrameType, code: CodeType, arg: Any) -> None:
        stack = self.stack()
        if not stack or stack[-1][0] is not code:
            return
        _, record, started, wanted = stack.pop()
        # An exception looks like a result of None, but it doesn't end at a return instruction.
        raised = arg is None and frame.f_lasti not in self.return_places(code)
        self.sampler.end(record, started, wanted, raised, arg)

    def return_places(self, code: CodeType) -> frozenset[int]:
        """Offsets of the instructions that return."""
        places = self.returns.get(id(code))
        if places is None:
            found = {line.offset for line in dis.get_instructions(code) if line.opname.startswith("RETURN_")}
            places = self.returns[id(code)] = frozenset(found)
        return places

    def stack(self) -> list[Running]:
        """The calls that run in this thread."""
        local = self.sampler.local
        if not hasattr(local, "stack"):
            local.stack = []
        return local.stack


class Monitoring:
    """3.12 and later: only the chosen functions report."""

    TOOL = 4

    def __init__(self, sampler: Sampler, _budget: float) -> None:
        self.sampler = sampler
        self.events = sys.monitoring.events

    def begin(self) -> None:
        monitoring, events = sys.monitoring, self.events
        monitoring.use_tool_id(self.TOOL, "corefleet-sampler")
        monitoring.register_callback(self.TOOL, events.PY_START, self.called)
        monitoring.register_callback(self.TOOL, events.PY_RETURN, self.returned)
        monitoring.register_callback(self.TOOL, events.PY_UNWIND, self.unwound)
        monitoring.set_events(self.TOOL, events.PY_START | events.PY_UNWIND)

    def stop(self) -> None:
        sys.monitoring.set_events(self.TOOL, 0)
        sys.monitoring.free_tool_id(self.TOOL)

    def before_test(self) -> None:
        """Nothing to decide: code that nobody asked for was switched off at its first call."""

    def scale(self) -> float:
        return 1.0

    def called(self, code: CodeType, _offset: int) -> Any:
        if code.co_name not in self.sampler.names:
            return sys.monitoring.DISABLE
        frame = sys._getframe(1)
        record = self.sampler.record_of(code, frame.f_globals.get("__name__"))
        if record is None:
            return sys.monitoring.DISABLE
        sys.monitoring.set_local_events(self.TOOL, code, self.events.PY_RETURN)
        self.stack().append((code, record, *self.sampler.start(record, frame)))
        return None

    def returned(self, code: CodeType, _offset: int, result: Any) -> None:
        self.over(code, False, result)

    def unwound(self, code: CodeType, _offset: int, _error: BaseException) -> None:
        self.over(code, True, None)

    def over(self, code: CodeType, raised: bool, result: Any) -> None:
        stack = self.stack()
        if stack and stack[-1][0] is code:
            _, record, started, wanted = stack.pop()
            self.sampler.end(record, started, wanted, raised, result)

    stack = Profile.stack
