"""Says whether two functions do the same: encoded calls, a strict comparer, and generated inputs.

This folder stands alone: it needs the standard library only (and Hypothesis where `strategies` is asked
for), so that a repository which was ported with corefleet can run its parity tests without corefleet.
"""

from .assertions import golden_difference, goldens, random_difference
from .check import Outcome, Ran, TimedOut, check, check_golden, outcome_of, run
from .codec import decode, decode_call, encode, encode_call
from .generate import Generator
from .parts import Unencodable

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
    "golden_difference",
    "goldens",
    "outcome_of",
    "random_difference",
    "run",
]
