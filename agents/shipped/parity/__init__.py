"""Says whether two functions do the same: encoded calls, a strict comparer, and generated inputs.

This folder stands alone: it needs the standard library only (and Hypothesis where `strategies` is asked
for), so that a repository which was ported with corefleet can run its parity tests without corefleet.
"""

from .check import Outcome, Ran, TimedOut, check, check_golden, outcome_of, run
from .codec import Unencodable, decode, decode_call, encode, encode_call
from .generate import Generator

__all__ = [
    "Generator",
    "Outcome",
    "Ran",
    "TimedOut",
    "Unencodable",
    "check",
    "check_golden",
    "decode",
    "decode_call",
    "encode",
    "encode_call",
    "outcome_of",
    "run",
]
