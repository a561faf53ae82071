"""Functions that read like plain calculations and are not pure."""

import datetime
import functools
import locale
import logging
import os
import random
import re
import sys
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)

RATES = {"standard": 0.21, "reduced": 0.09}
THRESHOLD = 10
SEPARATOR = ","
_cache: dict[int, int] = {}
_table: list[int] | None = None
_rng = random.Random(7)
_seen: set[str] = set()


def set_rate(name: str, value: float) -> None:
    RATES[name] = value


def set_threshold(value: int) -> None:
    global THRESHOLD
    THRESHOLD = value


def price_with_tax(price: float, name: str = "standard") -> float:
    return price * (1 + RATES[name])


def above_threshold(values: list[int]) -> list[int]:
    return [value for value in values if value > THRESHOLD]


def square_cached(n: int) -> int:
    if n not in _cache:
        _cache[n] = n * n
    return _cache[n]


def triangular(n: int) -> int:
    global _table
    if _table is None:
        _table = [i * (i + 1) // 2 for i in range(1000)]
    return _table[n]


def first_sight(word: str) -> bool:
    before = len(_seen)
    _seen.add(word)
    return len(_seen) != before


def collect(item: int, bag: list[int] = []) -> list[int]:
    bag.append(item)
    return bag


def age(born: datetime.date, today: datetime.date | None = None) -> int:
    now = today or datetime.date.today()
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day))


def elapsed(start: float, clock: Callable[[], float] = time.monotonic) -> float:
    return clock() - start


def jitter(delay: float) -> float:
    return delay * (0.5 + _rng.random())


def pick(options: list[str]) -> str:
    return options[int(random.random() * len(options))]


def make_key(name: str) -> str:
    return f"{name}-{uuid.uuid4()}"


def bucket(name: str, buckets: int) -> int:
    return hash(name) % buckets


def same_object_key(items: list[object]) -> list[int]:
    return sorted(id(item) for item in items)


def unique_words(text: str) -> list[str]:
    return list(set(text.split()))


def join_tags(tags: set[str]) -> str:
    return ",".join(tags)


def any_word(words: frozenset[str]) -> str:
    for word in words:
        return word
    return ""


def money(amount: float) -> str:
    return locale.format_string("%.2f", amount, grouping=True)


def month_name(day: datetime.date) -> str:
    return day.strftime("%B")


def local_hour(timestamp: float) -> int:
    return datetime.datetime.fromtimestamp(timestamp).hour


def home_relative(path: str) -> str:
    return os.path.expanduser(path)


def is_verbose(level: int, env: dict[str, str] | None = None) -> bool:
    return level > 1 or "VERBOSE" in (os.environ if env is None else env)


def absolute(path: str) -> str:
    return os.path.abspath(path)


def normal_suffix(path: str) -> str:
    return Path(path).resolve().suffix


def count_lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def clamp_logged(value: int, low: int, high: int) -> int:
    if value < low or value > high:
        log.debug("clamped %s", value)
    return min(max(value, low), high)


def old_mean(values: list[float]) -> float:
    warnings.warn("use mean()", DeprecationWarning, stacklevel=2)
    return sum(values) / len(values)


def half(value: float) -> float:
    if value != value:
        print("not a number")
    return value / 2


def depth_left() -> int:
    return sys.getrecursionlimit()


def apply_twice(func: Callable[[int], int], value: int) -> int:
    return func(func(value))


def largest_by(items: list[str], key: Callable[[str], int]) -> str:
    return max(items, key=key)


def field_of(record: object, name: str) -> object:
    return getattr(record, name)


def formula(text: str, x: float) -> float:
    return float(eval(text, {"x": x}))


def caller_name() -> str:
    return sys._getframe(1).f_code.co_name


def countdown(n: int) -> Iterator[int]:
    while n > 0:
        yield n
        n -= 1


@functools.lru_cache(maxsize=None)
def setting(name: str) -> str:
    return os.environ.get(name, "")


@functools.lru_cache(maxsize=None)
def shared_list(n: int) -> list[int]:
    return list(range(n))


def make_counter() -> Callable[[], int]:
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return count

    return step


_next_number = make_counter()


def numbered(name: str) -> str:
    return f"{name}{_next_number()}"


def split_fields(line: str) -> list[str]:
    return line.split(SEPARATOR)


def use_semicolons() -> None:
    globals()["SEPARATOR"] = ";"


def words_of(text: str) -> list[str]:
    return _word_pattern().findall(text)


def _word_pattern() -> re.Pattern[str]:
    return re.compile(os.environ.get("WORD_PATTERN", r"\w+"))


class Ticket:
    """Counts its instances in the class."""

    issued = 0

    def __init__(self, owner: str) -> None:
        Ticket.issued += 1
        self.owner = owner
        self.number = Ticket.issued

    def label(self) -> str:
        return f"{self.owner}/{self.number}"

    @classmethod
    def remaining(cls, total: int) -> int:
        return total - cls.issued


@dataclass
class Event:
    """A default factory that asks the clock."""

    name: str
    at: float = field(default_factory=time.time)


def new_event(name: str) -> Event:
    return Event(name)


class Registry:
    """A list in the class body is shared by all instances."""

    names: list[str] = []

    def add(self, name: str) -> int:
        self.names.append(name)
        return len(self.names)


def total_of(prices: list[float]) -> float:
    return _round_hook(sum(prices))


def _round_hook(value: float) -> float:
    return round(value, 2)


def install_hook(hook: Callable[[float], float]) -> None:
    global _round_hook
    _round_hook = hook
