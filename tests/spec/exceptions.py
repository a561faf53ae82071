"""raise, try, except, else, chaining, implicit exceptions, assert."""


def checked(n: int) -> int:
    if n < 0:
        raise ValueError(f"negative: {n}")
    if n > 100:
        raise OverflowError("too large", n)
    return n


def lookup(table: dict[str, int], key: str) -> int:
    try:
        return table[key]
    except KeyError:
        return -1


def safe_int(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    else:
        value += 1
    return value


def item_or(xs: list[int], i: int, default: int) -> int:
    try:
        return xs[i]
    except (IndexError, TypeError):
        return default


def translated(text: str) -> int:
    try:
        return checked(int(text))
    except ValueError as error:
        raise TypeError("bad") from error


def hidden(n: int) -> int:
    try:
        return checked(n)
    except ValueError:
        raise KeyError("none") from None


def implicit_chain(n: int) -> int:
    try:
        return checked(n)
    except ValueError:
        raise RuntimeError("again")


def nested(xs: list[int], i: int, k: int) -> int:
    try:
        try:
            return xs[i] // k
        except ZeroDivisionError:
            return -2
    except IndexError:
        return -1


def reraised(n: int) -> int:
    try:
        return checked(n)
    except OverflowError:
        raise
    except Exception:
        return -5


def in_loop(words: list[str]) -> int:
    total = 0
    for word in words:
        try:
            total += int(word)
        except ValueError:
            continue
        if total > 50:
            break
    return total


def asserted(n: int) -> int:
    assert n > 0, "must be positive"
    return n * 2


def divided(a: int, b: int) -> int:
    return a // b


def everything(n: int) -> str:
    try:
        checked(n)
    except LookupError:
        return "lookup"
    except ArithmeticError:
        return "arithmetic"
    except Exception:
        return "other"
    return "fine"


CASES = {
    "checked": [(5,), (-1,), (101,), (0,)],
    "lookup": [({"a": 1}, "a"), ({"a": 1}, "b"), ({}, "")],
    "safe_int": [("12",), ("x",), ("",), (" 7\n",), ("1_0",), ("٣",)],
    "item_or": [([1, 2], 0, 9), ([1, 2], 5, 9), ([], 0, 9), ([1], -1, 9)],
    "translated": [("5",), ("-5",), ("x",)],
    "hidden": [(5,), (-1,)],
    "implicit_chain": [(5,), (-1,), (1000,)],
    "nested": [([6, 7], 0, 2), ([6], 3, 2), ([6], 0, 0)],
    "reraised": [(5,), (-1,), (1000,)],
    "in_loop": [(["1", "x", "60", "5"],), ([],)],
    "asserted": [(1,), (0,)],
    "divided": [(7, 2), (-7, 2), (7, 0)],
    "everything": [(1,), (-1,), (1000,)],
}
DEOPTS = {"safe_int": [("٣",)], "divided": [(7, 0)], "translated": [("x",)]}
