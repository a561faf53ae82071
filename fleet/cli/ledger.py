"""`corefleet ledger`: looks at what the fleet has recorded, or exports it as JSON lines."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from fleet.cli.arguments import natural, path_of
from fleet.cli.find import find_symbol
from fleet.cli.text import columns, number, when
from fleet.errors import UserError
from fleet.ledger.place import Place
from fleet.ledger.reader import Reader, read_ledger
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    about = "show: kinds of documents, the keys of a KIND, or one document; export: all as JSON lines; "
    about += "history: events of all symbols, or of one; path: where the ledger lies"
    parser.add_argument("action", nargs="?", default="show", choices=list(_ACTIONS), help=about)
    parser.add_argument("what", nargs="*", metavar="KIND [KEY] | SYMBOL")
    parser.add_argument("--limit", type=natural, default=50, metavar="N", help="events shown (default 50)")


def run(options: argparse.Namespace, out: Output) -> int:
    place, reader = read_ledger(path_of(options))
    with reader:
        return _ACTIONS[options.action](options, place, reader, out)


def _show(options: argparse.Namespace, place: Place, reader: Reader, out: Output) -> int:
    if not options.what:
        return _show_kinds(reader, out)
    kind, key = (*options.what, "")[:2]
    documents = reader.all(kind)
    if not documents:
        raise UserError(
            "no-such-kind", f"There are no documents of kind {kind!r}.", "See `corefleet ledger`."
        )
    if not key:
        out.answer({"kind": kind, "keys": list(documents)}, list(documents))
        return 0
    if key not in documents:
        hint = f"`corefleet ledger show {kind}` lists the keys."
        raise UserError("no-such-key", f"There is no {kind} {key!r}.", hint)
    text = json.dumps(documents[key], indent=2).splitlines()
    out.answer({"kind": kind, "key": key, "document": documents[key]}, text)
    return 0


def _show_kinds(reader: Reader, out: Output) -> int:
    kinds = reader.rows("count_documents")
    rows = [[row["kind"], number(row["documents"]), when(row["updated"])] for row in kinds]
    head = ["kind", "documents", "last written"]
    out.answer({"kinds": kinds}, columns(head, rows, [1]) or ["The ledger holds no documents."])
    return 0


def _export(options: argparse.Namespace, place: Place, reader: Reader, out: Output) -> int:
    if out.as_json:
        out.answer({"rows": list(reader.export())}, ())
    else:
        out.answer({}, (json.dumps(row) for row in reader.export()))
    return 0


def _history(options: argparse.Namespace, place: Place, reader: Reader, out: Output) -> int:
    if options.what:
        events = reader.history(find_symbol(reader, options.what[0]))[-options.limit :]
    else:
        newest = reader.rows("all_history", limit=options.limit)
        events = [{**row, "details": json.loads(row["details"])} for row in reversed(newest)]
    out.answer({"events": events}, [event_line(event) for event in events] or ["Nothing has happened yet."])
    return 0


def event_line(event: dict[str, object]) -> str:
    """One event of a symbol's life as text."""
    details = f"  {json.dumps(event['details'])}" if event["details"] else ""
    moment = when(float(str(event["at"])))
    return f"{moment}  {event['symbol']}  {event['event']}: {event['before']} -> {event['after']}{details}"


def _path(options: argparse.Namespace, place: Place, reader: Reader, out: Output) -> int:
    out.answer({"path": str(place.ledger)}, [str(place.ledger)])
    return 0


_ACTIONS: dict[str, Callable[[argparse.Namespace, Place, Reader, Output], int]] = {
    "show": _show,
    "export": _export,
    "history": _history,
    "path": _path,
}
