"""The formula engine against Python's own arithmetic, and its errors."""

from __future__ import annotations

import math
import pickle
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cores.formula import DEEPEST, FUNCTIONS, FormulaError, calculate, compile_formula, evaluate
from cores.formula_text import LONGEST

VARIABLES = {"a": 3.0, "b": -2.5, "zero": 0.0, "x_1": 7.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("-2 ** 2", -4.0),
        ("(-2) ** 2", 4.0),
        ("2 ** -1", 0.5),
        ("2 ** 3 ** 2", 512.0),
        ("2 ** -3 ** 2", 2.0**-9),
        ("10 - 4 - 3", 3.0),
        ("100 / 10 / 5", 2.0),
        ("7 // 2", 3.0),
        ("-7 // 2", -4.0),
        ("-7 % 3", 2.0),
        ("7 % -3", -2.0),
        ("- - 3", 3.0),
        ("+-+3", -3.0),
        ("1 < 2", 1.0),
        ("2 < 1", 0.0),
        ("1 < 2 < 3", 1.0),
        ("3 > 2 > 2", 0.0),
        ("1 < 3 < 2 < 4", 0.0),
        ("(1 < 2) < 2", 1.0),
        ("1 + (2 >= 2)", 2.0),
        ("1 == 1 != 2", 1.0),
        ("0.1 + 0.2", 0.30000000000000004),
        (".5 + 1. + 1e2 + 1E-1", 101.6),
        ("min(3, a, 5) + max(b, 0)", 3.0),
        ("mean(1, 2, 6)", 3.0),
        ("abs(b)", 2.5),
        ("sqrt(16) + log(1)", 4.0),
        ("log(8, 2)", 3.0),
        ("x_1 * 2", 14.0),
        (" \t 1\n+ 1 ", 2.0),
    ],
)
def test_values(text: str, value: float) -> None:
    assert calculate(text, VARIABLES) == value


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "missing at the end"),
        ("1 +", 4, "missing at the end"),
        ("* 2", 1, "missing before '*'"),
        ("1 2", 3, "unexpected '2'"),
        ("(1 + 2", 1, "never closed"),
        ("1 + 2)", 6, "unexpected ')'"),
        ("min(1, 2", 4, "never closed"),
        ("min(1 2)", 7, "unexpected '2'"),
        ("min()", 1, "takes 1 to 100 arguments, not 0"),
        ("sqrt(1, 2)", 1, "takes 1 arguments, not 2"),
        ("min(1,)", 7, "missing before ')'"),
        ("open(1)", 1, "no function 'open'"),
        ("2 ^ 3", 3, "unexpected character '^'"),
        ("a.b", 2, "unexpected character '.'"),
        ("1 = 1", 3, "unexpected character '='"),
        ("'a'", 1, 'unexpected character "\'"'),
        ("{a}", 1, "unexpected character '{'"),
        ("2x", 2, "unexpected 'x' in a number"),
        ("1_000", 2, "unexpected '_' in a number"),
        ("1e", 2, "unexpected 'e' in a number"),
        ("٣", 1, "unexpected character"),
        ("1e999", 1, "too large"),
        ("1 and 1", 3, "unexpected 'and'"),
        ("nowhere + 1", 1, "no variable 'nowhere'"),
        ("1 + 1 / zero", 7, "division by zero"),
        ("1 // zero", 3, "division by zero"),
        ("1 % -zero", 3, "division by zero"),
        ("zero ** -1", 6, "negative power"),
        ("b ** 0.5", 3, "no real power"),
        ("10 ** 400", 4, "too large"),
        ("1e308 * 10", 7, "not a finite number"),
        ("sqrt(b)", 1, "no real square root"),
        ("log(zero)", 1, "positive numbers"),
        ("log(2, -1)", 1, "positive numbers"),
        ("log(2, 1)", 1, "base 1"),
        ("mean(1e308, 1e308)", 1, "the mean is not a finite number"),
    ],
)
def test_errors_name_the_place(text: str, column: int, message: str) -> None:
    with pytest.raises(FormulaError) as caught:
        calculate(text, VARIABLES)
    assert message in str(caught.value)
    assert str(caught.value).endswith(f"(column {column})")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_variable_that_is_not_finite_is_an_error_even_if_nothing_else_is_wrong(value: float) -> None:
    with pytest.raises(FormulaError, match="the variable 'a' is not a finite number"):
        calculate("a < 1", {"a": value})


def test_a_chain_stops_at_the_first_that_is_false() -> None:
    assert calculate("2 < 1 < 1 / 0", {}) == 0.0
    with pytest.raises(FormulaError, match="division by zero"):
        calculate("1 < 2 < 1 / 0", {})


@pytest.mark.parametrize(
    "text", ["(" * 5000 + "1" + ")" * 4999, "-" * 9999 + "1", "2" + "**2" * 3000, "abs(" * 2000]
)
def test_deep_nesting_is_an_error_and_no_crash(text: str) -> None:
    with pytest.raises(FormulaError, match="nested too deeply"):
        compile_formula(text)


def test_nesting_up_to_the_limit_and_long_sums_are_fine() -> None:
    assert calculate("(" * DEEPEST + "1" + ")" * DEEPEST, {}) == 1.0
    assert calculate("+".join(["1"] * (LONGEST // 2)), {}) == LONGEST // 2


def test_a_text_beyond_all_measure_is_refused() -> None:
    with pytest.raises(FormulaError, match="longer than"):
        compile_formula(" " * (LONGEST + 1))


def test_a_formula_knows_its_variables_and_cannot_be_changed() -> None:
    formula = compile_formula("b * a + min(a, c) - sqrt(2)")
    assert formula.variables == ("a", "b", "c")
    with pytest.raises(AttributeError):
        formula.text = "1"  # type: ignore[misc]
    hash(formula)


def test_the_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(FormulaError("no", 3)))
    assert (error.message, error.at, str(error)) == ("no", 3, "no (column 4)")


# Against Python: texts made of the same operators, where Python's eval of the text is the oracle.

NUMBERS = st.floats(min_value=0, max_value=1e9, allow_nan=False).map(repr) | st.sampled_from(
    ["0.0", "1.0", "2.0", "0.5", "3.0"]
)
OPERATORS = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "<", "<=", ">", ">=", "==", "!="])


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, OPERATORS, inner).map(" ".join),
        st.tuples(inner, OPERATORS, inner, OPERATORS, inner).map("".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        inner.map("+ {}".format),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map("{0[0]}({0[1]}, {0[2]})".format),
        inner.map("abs({})".format),
    )


TEXTS = st.recursive(NUMBERS | st.sampled_from(["u", "v"]), compound, max_leaves=12)
FLOATS = st.floats(min_value=-1e6, max_value=1e6) | st.sampled_from([0.0, -0.0, 1.0, -1.0, 2.0, 5e-324])


def by_python(text: str, variables: dict[str, float]) -> float | None:
    """Python's value; None where it has no finite real one or an overflow or division lies on the way."""
    try:
        value = eval(text, {"__builtins__": {}, "min": min, "max": max, "abs": abs}, dict(variables))
    except (ZeroDivisionError, OverflowError, TypeError):
        return None
    return None if isinstance(value, complex) or not math.isfinite(value) else float(value)


@given(TEXTS, FLOATS, FLOATS)
@example("2 < 1 < 1 / u", 0.0, 0.0)
@example("-u ** v", 2.0, 0.5)
def test_agrees_with_python(text: str, u: float, v: float) -> None:
    variables = {"u": u, "v": v}
    try:
        ours = calculate(text, variables)
    except FormulaError:
        # An intermediate value was not finite, though Python may have gone on with it to a finite end.
        expected = by_python(text, variables)
        assert expected is None or strictly(text, variables)
        return
    expected = by_python(text, variables)
    assert expected is not None
    assert ours == expected
    # Python's False is an int without a sign, ours is 0.0: `-(2 < 1)` is 0 there and -0.0 here.
    if not any(sign in text for sign in "<>=!"):
        assert math.copysign(1.0, ours) == math.copysign(1.0, expected)


def strictly(text: str, variables: dict[str, float]) -> bool:
    """Whether Python meets a value on its way that is infinite, NaN or complex."""
    met: list[object] = []

    class Watch(float):
        pass

    def wrap(name: str) -> object:
        plain = getattr(float, name)

        def method(self: Watch, *others: float) -> object:
            value = plain(self, *others)
            if isinstance(value, complex) or (isinstance(value, float) and not math.isfinite(value)):
                met.append(value)
                return value
            return Watch(value) if isinstance(value, float) else value

        return method

    for operator in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
        setattr(Watch, f"__{operator}__", wrap(f"__{operator}__"))
        setattr(Watch, f"__r{operator}__", wrap(f"__r{operator}__"))
    for operator in ("neg", "pos", "abs"):
        setattr(Watch, f"__{operator}__", wrap(f"__{operator}__"))
    names = {"__builtins__": {}, "min": min, "max": max, "abs": abs, "Watch": Watch}
    watched = re.sub(r"(?<![\w.])(\d+\.?\d*(?:e[+-]?\d+)?)", r"Watch(\1)", text)
    eval(watched, names, {name: Watch(value) for name, value in variables.items()})
    return bool(met)


@given(st.text(max_size=40))
def test_any_text_compiles_or_is_an_error(text: str) -> None:
    try:
        formula = compile_formula(text)
    except FormulaError as error:
        assert 0 <= error.at <= len(text)
    else:
        assert formula.steps


@given(st.text("0123456789.+-*/%()<>=!, eabminsqrtlog", max_size=30))
def test_any_almost_formula_evaluates_to_a_finite_number_or_is_an_error(text: str) -> None:
    try:
        value = calculate(text, {"a": 2.0, "b": -1.0, "e": 0.0})
    except FormulaError as error:
        assert 0 <= error.at <= len(text)
    else:
        assert math.isfinite(value)


@given(TEXTS, FLOATS, FLOATS)
def test_a_kept_formula_gives_the_same_each_time(text: str, u: float, v: float) -> None:
    formula = compile_formula(text)
    results = []
    for _ in range(2):
        try:
            results.append(repr(evaluate(formula, {"u": u, "v": v})))
        except FormulaError as error:
            results.append(str(error))
    assert results[0] == results[1]


def test_every_function_has_a_value_with_the_fewest_arguments() -> None:
    for name, (fewest, _) in FUNCTIONS.items():
        assert calculate(f"{name}({', '.join(['4'] * fewest)})", {}) in (2.0, 4.0, math.log(4))
