"""Values whose type stays open: exact for built-in values, Python's for all others."""

from typing import Union


def text_or_number(x: Union[int, str]) -> str:
    return str(x)


def equal(a: Union[int, str], b: Union[int, str]) -> bool:
    return a == b


def added(a: Union[int, str], b: int) -> object:
    if isinstance(a, int):
        return a + b
    return None


def known(x: Union[int, str, None]) -> str:
    if x is None:
        return "nothing"
    if isinstance(x, str):
        return x.upper()
    return "number"


class _Odd:
    def __eq__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "odd"

    __str__ = __repr__

    def __deepcopy__(self, memo: object) -> "_Odd":
        return self


CASES = {
    "text_or_number": [(1,), ("a",), (2**70,)],
    "equal": [(1, 1), (1, "1"), ("a", "a"), ("日", "本")],
    "added": [(1, 2), ("a", 2), (2**62, 2**62)],
    "known": [(None,), ("a",), (5,)],
}

DEOPTS = {
    "added": [(4611686018427387904, 4611686018427387904)],
}
