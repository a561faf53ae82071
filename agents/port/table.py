"""The porters. One is a file with a function of type `Porter`, and a row here."""

from __future__ import annotations

from agents.port import transpiled
from agents.port.work import Porter

PORTERS: dict[str, Porter] = {
    transpiled.NAME: transpiled.make,
}
