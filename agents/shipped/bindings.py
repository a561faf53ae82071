"""An empty table, so that the tool itself can import `ported.py`; a target gets a table of its own."""

BINDINGS: dict[str, str] = {}
