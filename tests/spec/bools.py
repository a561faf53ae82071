"""bool: logic, comparison, and the int that it equals."""


def logic(a: bool, b: bool) -> tuple[bool, bool, bool, bool]:
    return a & b, a | b, a ^ b, not a


def words(a: bool, b: bool) -> tuple[bool, bool]:
    return a and b, a or b


def compared(a: bool, b: bool) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


def as_int(a: bool, n: int) -> tuple[int, int, int, int]:
    return int(a), a + n, n * a, abs(a)


def against_int(a: bool, n: int) -> tuple[bool, bool]:
    return a == n, a < n


def beside_float(a: bool, x: float) -> float:
    return a * x


def shown(a: bool) -> tuple[str, str]:
    return str(a), repr(a)


def from_int(n: int) -> bool:
    return bool(n)


def from_text(text: str) -> bool:
    return bool(text)


def chosen(a: bool, texts: list[str]) -> str:
    return texts[a]


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_BOTH = [(a, b) for a in (True, False) for b in (True, False)]

CASES = {
    "logic": _BOTH,
    "words": _BOTH,
    "compared": _BOTH,
    "as_int": [(True, 5), (False, -1)],
    "against_int": [(True, 1), (False, 1), (True, 2)],
    "beside_float": [(True, 2.5), (False, float("inf")), (False, -1.0)],
    "shown": [(True,), (False,)],
    "from_int": [(0,), (-1,)],
    "from_text": [("",), (" ",)],
    "chosen": [(True, ["no", "yes"]), (False, ["no", "yes"]), (True, ["no"])],
    "leap": [(2000,), (1900,), (2024,), (2023,)],
}

DEOPTS = {
    "chosen": [(True, ['no'])],
}
