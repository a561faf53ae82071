"""The formula engine: text such as `calls * (1 - 1 / gain)` is compiled once and evaluated often.

Numbers are Python floats and operators mean what they mean in Python: `-2 ** 2` is -4, `**` binds to
the right, `-7 % 3` is 2, comparisons can be chained and stop at the first that is false.  A comparison
gives 1.0 or 0.0.  Whatever has no finite real value is a FormulaError that names the place: there is
no silent 0.0, and nothing of the text is ever run as Python.

A compiled formula is a program for a stack of floats:

    compile_formula("-a ** 2").steps
        Step(op="load", name="a"), Step(op="number", number=2.0), Step(op="**"), Step(op="negate")
"""

from __future__ import annotations

import math
from typing import NamedTuple

from cores.formula_text import FormulaError, Token, tokens_of

__all__ = ["FUNCTIONS", "Formula", "FormulaError", "Step", "calculate", "compile_formula", "evaluate"]

#: Parentheses, signs and powers may be nested this deep; far beyond any formula that a person reads.
DEEPEST = 60

#: Binary operators that bind to the left -> strength.  `**` and signs have rules of their own.
_STRENGTH = {"+": 2, "-": 2, "*": 3, "/": 3, "//": 3, "%": 3}
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_SUM = 2

#: Function -> fewest and most arguments.
FUNCTIONS: dict[str, tuple[int, int]] = {
    "abs": (1, 1),
    "log": (1, 2),
    "max": (1, 100),
    "mean": (1, 100),
    "min": (1, 100),
    "sqrt": (1, 1),
}


class Step(NamedTuple):
    """One instruction of the stack program."""

    #: An operator, `number`, `load`, `call`, `negate`, `drop-false` or `keep`.
    op: str
    #: Column in the text, from 0.
    at: int
    number: float = 0.0
    #: Variable or function.
    name: str = ""
    #: Arguments of a call, or the step that a false comparison jumps to.
    size: int = 0


class Formula(NamedTuple):
    """A compiled formula; immutable, and safe to keep and share."""

    text: str
    steps: tuple[Step, ...]
    #: Names of the variables, sorted.
    variables: tuple[str, ...]


def compile_formula(text: str) -> Formula:
    """Compiles a formula or raises FormulaError with the place of the first fault."""
    tokens = tokens_of(text)
    steps: list[Step] = []
    end = _comparison(tokens, 0, steps, 0)
    if tokens[end].kind != "end":
        raise FormulaError(f"unexpected {tokens[end].text!r}", tokens[end].at)
    names = {step.name for step in steps if step.op == "load"}
    return Formula(text, tuple(steps), tuple(sorted(names)))


def evaluate(formula: Formula, variables: dict[str, float]) -> float:
    """The value of the formula; FormulaError where it has no finite real value."""
    stack: list[float] = []
    index = 0
    while index < len(formula.steps):
        step = formula.steps[index]
        index += 1
        if step.op == "number":
            stack.append(step.number)
        elif step.op == "load":
            stack.append(_variable(step, variables))
        elif step.op == "negate":
            stack.append(-stack.pop())
        elif step.op == "call":
            stack[-step.size :] = [_function(step, stack[-step.size :])]
        elif step.op == "drop-false":
            index = _leave_chain(stack, step, index)
        elif step.op == "keep":
            _keep_middle(stack)
        else:
            right = stack.pop()
            stack.append(_binary(step, stack.pop(), right))
    return stack[0]


def calculate(text: str, variables: dict[str, float]) -> float:
    """Compiles and evaluates a formula that is needed once."""
    return evaluate(compile_formula(text), variables)


# The parser: each function compiles what begins at a token and returns the index of the token behind it.


def _comparison(tokens: list[Token], at: int, steps: list[Step], depth: int) -> int:
    """`a < b <= c` as Python has it: b is evaluated once, c only where `a < b` holds."""
    at = _operation(tokens, at, steps, depth, _SUM)
    jumps: list[int] = []
    while tokens[at].text in _COMPARISONS:
        operator = tokens[at]
        at = _operation(tokens, at + 1, steps, depth, _SUM)
        if tokens[at].text in _COMPARISONS:
            steps.append(Step("keep", operator.at))
            steps.append(Step(operator.text, operator.at))
            jumps.append(len(steps))
            steps.append(Step("drop-false", operator.at))
        else:
            steps.append(Step(operator.text, operator.at))
    for jump in jumps:
        steps[jump] = steps[jump]._replace(size=len(steps))
    return at


def _operation(tokens: list[Token], at: int, steps: list[Step], depth: int, weakest: int) -> int:
    """Sums and products; operators weaker than `weakest` are left to the caller."""
    at = _signed(tokens, at, steps, depth)
    while _STRENGTH.get(tokens[at].text, 0) >= weakest:
        operator = tokens[at]
        at = _operation(tokens, at + 1, steps, depth, _STRENGTH[operator.text] + 1)
        steps.append(Step(operator.text, operator.at))
    return at


def _signed(tokens: list[Token], at: int, steps: list[Step], depth: int) -> int:
    """Signs bind less than `**` on their right, and its exponent may bear signs."""
    token = tokens[at]
    if depth > DEEPEST:
        raise FormulaError("nested too deeply", token.at)
    if token.text == "-" or token.text == "+":
        end = _signed(tokens, at + 1, steps, depth + 1)
        if token.text == "-":
            steps.append(Step("negate", token.at))
        return end
    at = _atom(tokens, at, steps, depth)
    if tokens[at].text == "**":
        end = _signed(tokens, at + 1, steps, depth + 1)
        steps.append(Step("**", tokens[at].at))
        return end
    return at


def _atom(tokens: list[Token], at: int, steps: list[Step], depth: int) -> int:
    token = tokens[at]
    if token.kind == "number":
        steps.append(Step("number", token.at, token.number))
        return at + 1
    if token.kind == "name" and tokens[at + 1].text == "(":
        return _call(tokens, at, steps, depth)
    if token.kind == "name":
        steps.append(Step("load", token.at, 0.0, token.text))
        return at + 1
    if token.text == "(":
        return _closed(tokens, _comparison(tokens, at + 1, steps, depth + 1), token)
    if token.kind == "end":
        raise FormulaError("a value is missing at the end", token.at)
    raise FormulaError(f"a value is missing before {token.text!r}", token.at)


def _call(tokens: list[Token], at: int, steps: list[Step], depth: int) -> int:
    name, opening = tokens[at], tokens[at + 1]
    if name.text not in FUNCTIONS:
        known = ", ".join(FUNCTIONS)
        raise FormulaError(f"there is no function {name.text!r}; there are {known}", name.at)
    fewest, most = FUNCTIONS[name.text]
    count = 0
    at += 1
    while count == 0 or tokens[at].text == ",":
        if count == 0 and tokens[at + 1].text == ")":
            at += 1
            break
        at = _comparison(tokens, at + 1, steps, depth + 1)
        count += 1
    if not fewest <= count <= most:
        wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
        raise FormulaError(f"{name.text} takes {wanted} arguments, not {count}", name.at)
    steps.append(Step("call", name.at, 0.0, name.text, count))
    return _closed(tokens, at, opening)


def _closed(tokens: list[Token], at: int, opening: Token) -> int:
    if tokens[at].text == ")":
        return at + 1
    if tokens[at].kind == "end":
        raise FormulaError("this parenthesis is never closed", opening.at)
    raise FormulaError(f"unexpected {tokens[at].text!r}", tokens[at].at)


# The evaluator.


def _variable(step: Step, variables: dict[str, float]) -> float:
    if step.name not in variables:
        known = ", ".join(sorted(variables)) or "none"
        raise FormulaError(f"there is no variable {step.name!r}; there are: {known}", step.at)
    return _finite(float(variables[step.name]), step, f"the variable {step.name!r}")


def _keep_middle(stack: list[float]) -> None:
    """`a b` -> `b a b`: the middle of a chain is compared twice but was evaluated once."""
    stack.insert(len(stack) - 2, stack[-1])


def _leave_chain(stack: list[float], step: Step, index: int) -> int:
    """After one comparison of a chain: where it is false, that is the value of the chain."""
    if stack.pop() == 0.0:
        stack[-1] = 0.0
        return step.size
    return index


def _binary(step: Step, left: float, right: float) -> float:
    if step.op in _COMPARISONS:
        return 1.0 if _compared(step.op, left, right) else 0.0
    if step.op == "**":
        return _power(step, left, right)
    if right == 0.0 and step.op in ("/", "//", "%"):
        raise FormulaError("division by zero", step.at)
    return _finite(_arithmetic(step.op, left, right), step, f"the result of {step.op!r}")


def _arithmetic(op: str, left: float, right: float) -> float:
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "*":
        return left * right
    if op == "/":
        return left / right
    if op == "//":
        return left // right
    return left % right


def _compared(op: str, left: float, right: float) -> bool:
    if op == "<":
        return left < right
    if op == "<=":
        return left <= right
    if op == ">":
        return left > right
    if op == ">=":
        return left >= right
    if op == "==":
        return left == right
    return left != right


def _power(step: Step, left: float, right: float) -> float:
    if left == 0.0 and right < 0.0:
        raise FormulaError("zero cannot be raised to a negative power", step.at)
    if left < 0.0 and right != math.floor(right):
        raise FormulaError("a negative number has no real power with a fraction", step.at)
    try:
        return _finite(math.pow(left, right), step, "the result of '**'")
    except OverflowError:
        raise FormulaError("the result of '**' is too large", step.at) from None


def _function(step: Step, values: list[float]) -> float:
    if step.name == "min":
        return min(values)
    if step.name == "max":
        return max(values)
    if step.name == "abs":
        return abs(values[0])
    if step.name == "mean":
        return _mean(step, values)
    if step.name == "sqrt":
        if values[0] < 0.0:
            raise FormulaError("a negative number has no real square root", step.at)
        return math.sqrt(values[0])
    return _logarithm(step, values)


def _logarithm(step: Step, values: list[float]) -> float:
    if min(values) <= 0.0:
        raise FormulaError("the logarithm is defined for positive numbers alone", step.at)
    if len(values) == 1:
        return math.log(values[0])
    if values[1] == 1.0:
        raise FormulaError("a logarithm cannot have the base 1", step.at)
    return math.log(values[0]) / math.log(values[1])


def _mean(step: Step, values: list[float]) -> float:
    """Added from left to right, on every version of Python."""
    total = 0.0
    for value in values:
        total += value
    return _finite(total / len(values), step, "the mean")


def _finite(value: float, step: Step, what: str) -> float:
    if math.isfinite(value):
        return value
    raise FormulaError(f"{what} is not a finite number", step.at)
