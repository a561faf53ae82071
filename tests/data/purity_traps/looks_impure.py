"""Functions that read as if they had side effects and are pure."""

import functools
import io
import math
import random
import re
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, replace

PATTERN = re.compile(r"(\d+)-(\d+)")
UNITS = ("B", "kB", "MB", "GB")
ESCAPES = {"&": "&amp;", "<": "&lt;"}


def sorted_copy(values: list[int]) -> list[int]:
    result = list(values)
    result.sort()
    result.reverse()
    return result


def set_item(size: int) -> list[int]:
    cells = [0] * size
    for i in range(0, size, 2):
        cells[i] = i
    del cells[size // 2 :]
    return cells


def histogram(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def group(pairs: list[tuple[str, int]]) -> dict[str, list[int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for name, number in pairs:
        groups[name].append(number)
    return dict(groups)


def render(rows: list[tuple[str, int]]) -> str:
    out = io.StringIO()
    for name, number in rows:
        out.write(f"{name}={number};")
    return out.getvalue()


def render_print(rows: list[str]) -> str:
    out = io.StringIO()
    for row in rows:
        print(row, file=out)
    return out.getvalue()


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    import math as m

    return m.hypot(a[0] - b[0], a[1] - b[1])


def safe_int(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
    finally:
        text = ""


def parse_range(text: str) -> tuple[int, int]:
    match = PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"not a range: {text!r}")
    return int(match[1]), int(match[2])


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


@functools.lru_cache(maxsize=None)
def fibonacci(n: int) -> int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@functools.cache
def binomial(n: int, k: int) -> int:
    return math.comb(n, k)


def by_length(words: list[str]) -> list[str]:
    return sorted(words, key=lambda word: (len(word), word))


def compose(values: list[int]) -> list[int]:
    def twice(x: int) -> int:
        return 2 * x

    total = 0

    def accumulate(x: int) -> int:
        nonlocal total
        total += x
        return total

    return [accumulate(twice(value)) for value in values]


def local_set(values: list[int]) -> int:
    seen: set[int] = set()
    for value in values:
        seen.add(value)
    return len(seen)


def ordered_unique(words: list[str]) -> list[str]:
    return sorted(set(words))


def common(a: set[str], b: set[str]) -> bool:
    return any(word in b for word in a)


def sum_of_set(values: set[int]) -> int:
    total = 0
    for value in values:
        total += value
    return total


def breadth_first(graph: dict[str, list[str]], start: str) -> list[str]:
    order: list[str] = []
    queue = deque([start])
    seen = {start}
    while queue:
        node = queue.popleft()
        order.append(node)
        for other in graph.get(node, []):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return order


def drain_own(values: list[int]) -> int:
    iterator = iter(values)
    total = 0
    while True:
        try:
            total += next(iterator)
        except StopIteration:
            return total


def total_by_generator(values: list[int]) -> int:
    return sum(value * value for value in values if value % 2)


def own_generator(n: int) -> list[int]:
    def steps(limit: int):  # type: ignore[no-untyped-def]
        i = 1
        while i < limit:
            yield i
            i *= 2

    return list(steps(n))


def human(size: int) -> str:
    value = float(size)
    for unit in UNITS:
        if value < 1000:
            break
        value /= 1000
    return f"{value:.1f} {unit}"


def escape(text: str) -> str:
    return "".join(ESCAPES.get(char, char) for char in text)


def most_common(words: list[str]) -> str:
    return Counter(words).most_common(1)[0][0]


def seeded_shuffle(values: list[int], seed: int) -> list[int]:
    result = list(values)
    random.Random(seed).shuffle(result)
    return result


def shadowed_open(open: int, close: int) -> float:
    return (close - open) / open


def shadowed_print(text: str) -> str:
    print = text.upper
    return print()


def fill(row: list[int], value: int) -> None:
    for i in range(len(row)):
        row[i] = value


def rotate_in_place(row: list[int]) -> list[int]:
    row.append(row.pop(0))
    return row


def checked_root(value: float) -> float:
    if value < 0:
        raise ValueError("negative")
    assert value == value
    return math.sqrt(value)


def text_of_path(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    return name.partition(".")[0]


def time_text(time: int) -> str:
    return f"{time // 60:02d}:{time % 60:02d}"


def none_default(items: list[int] | None = None) -> list[int]:
    if items is None:
        items = []
    return [*items, 1]


def unused_default(n: int, table: tuple[int, ...] = tuple(i * i for i in range(10))) -> int:
    return table[n % 10]


@dataclass(frozen=True)
class Point:
    """A record; methods build new ones."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> "Point":
        return replace(self, x=self.x + dx, y=self.y + dy)

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)


class Stack:
    """State that belongs to one instance."""

    def __init__(self) -> None:
        self._items: list[int] = []

    def push(self, item: int) -> None:
        self._items.append(item)

    def pop(self) -> int:
        if not self._items:
            raise IndexError("empty")
        return self._items.pop()

    def peek(self) -> int | None:
        return self._items[-1] if self._items else None


def evaluate(tokens: list[str]) -> int:
    stack = Stack()
    for token in tokens:
        if token == "+":
            stack.push(stack.pop() + stack.pop())
        else:
            stack.push(int(token))
    return stack.pop()
