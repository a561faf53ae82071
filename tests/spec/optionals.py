"""Values that may be None: truth, equality, narrowing, results, templates."""

from typing import Optional

_TEMPLATE = "<" + "{name}: {n}>"
NAMES = {"a": "alpha", "b": ""}


def truthy(x: Optional[int]) -> bool:
    return bool(x)


def pick(text: str) -> str:
    if name := NAMES.get(text):
        return name
    return "none"


def same(a: Optional[str], b: Optional[str]) -> bool:
    return a == b or a != "x"


def length(text: Optional[str]) -> int:
    return len(text) if text is not None else -1


def found(xs: list[int], k: int) -> Optional[int]:
    best = None
    for x in xs:
        if x > k and (best is None or x < best):
            best = x
    return best


def rendered(name: str, n: int) -> str:
    return _TEMPLATE.format(name=name, n=n)


CASES = {
    "truthy": [(None,), (0,), (5,)],
    "pick": [("a",), ("b",), ("c",)],
    "same": [(None, None), ("a", None), ("x", "y"), ("x", "x")],
    "length": [(None,), ("",), ("abc",)],
    "found": [([], 1), ([1, 5, 3], 2), ([1], 1)],
    "rendered": [("a", 1), ("{", 0)],
}
