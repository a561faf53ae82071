"""Values of the standard library that are written down by what makes them; one row each."""

from __future__ import annotations

import datetime
import decimal
from typing import Any, NamedTuple

from .parts import Unencodable


class ValueRow(NamedTuple):
    """How an immutable value of one exact type is written and read."""

    name: str
    cls: type
    #: Value -> list of arguments, themselves plain JSON.
    arguments: Any
    #: Arguments -> value.
    make: Any

    def encode(self, value: Any) -> Any:
        return {self.name: self.arguments(value)}

    def decode(self, arguments: Any) -> Any:
        return self.make(*arguments)


def _datetime(value: datetime.datetime) -> list[Any]:
    if value.tzinfo is not None:
        raise Unencodable("a datetime with a time zone")
    return [value.isoformat(), value.fold]


ROWS = (
    ValueRow("decimal", decimal.Decimal, lambda value: [str(value)], decimal.Decimal),
    ValueRow("date", datetime.date, lambda value: [value.isoformat()], datetime.date.fromisoformat),
    ValueRow(
        "datetime",
        datetime.datetime,
        _datetime,
        lambda text, fold: datetime.datetime.fromisoformat(text).replace(fold=fold),
    ),
    ValueRow(
        "timedelta",
        datetime.timedelta,
        lambda value: [value.days, value.seconds, value.microseconds],
        datetime.timedelta,
    ),
)
BY_TYPE: dict[type, ValueRow] = {row.cls: row for row in ROWS}
BY_NAME: dict[str, ValueRow] = {row.name: row for row in ROWS}
