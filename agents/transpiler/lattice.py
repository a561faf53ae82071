"""How types relate: joins of what a variable may hold, and which conversions keep the Python value.

`BOTTOM` stands for "not known yet" while local types are being found.
"""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, CHAR, FLOAT, INT, NONE, NUM, OBJ, STR, OptOf, RType

BOTTOM = RType("bottom")

_NUMBERS = {INT, FLOAT, NUM}


def has_bottom(rtype: RType) -> bool:
    """Whether any part of the type is not known yet."""
    return rtype == BOTTOM or any(map(has_bottom, rtype.args))


def join(left: RType, right: RType) -> RType:
    """The narrowest type that holds both; OBJ when native code cannot tell them apart.

    >>> str(join(INT, FLOAT)), str(join(NONE, STR)), str(join(BOOL, INT))
    ('num', 'optional[str]', 'object')
    """
    if left == right or right == BOTTOM:
        return left
    if left == BOTTOM:
        return right
    for one, other in ((left, right), (right, left)):
        joined = _join_ordered(one, other)
        if joined is not None:
            return joined
    if left.name == right.name and left.cls == right.cls and len(left.args) == len(right.args) and left.args:
        args = tuple(map(join, left.args, right.args))
        if OBJ not in args or OBJ in left.args + right.args:
            return RType(left.name, args, left.cls)
    return OBJ


def _join_ordered(one: RType, other: RType) -> RType | None:
    if one in _NUMBERS and other in _NUMBERS:
        return NUM
    if one == CHAR and other == STR:
        return STR
    if one == NONE and other != OBJ:
        return OptOf(other)
    if one.name == "optional" and other != OBJ:
        inner = join(one.args[0], other.args[0] if other.name == "optional" else other)
        return OBJ if inner == OBJ else OptOf(inner)
    return None


def coercible(given: RType, wanted: RType) -> bool:
    """Whether a value of `given` can become `wanted` without a change that Python could see.

    A list of ints is not a list of Num: the two would no longer be one object.
    """
    if given == wanted or wanted == OBJ:
        return True
    if wanted.name == "optional":
        return given == NONE or coercible(given.args[0] if given.name == "optional" else given, wanted.args[0])
    if wanted.name == "tuple" and given.name == "tuple" and len(given.args) == len(wanted.args):
        return all(map(coercible, given.args, wanted.args))
    if wanted == NUM:
        return given in _NUMBERS
    return given == CHAR and wanted == STR


def operand(given: RType, wanted: RType) -> bool:
    """Like coercible, for operands of arithmetic, where a bool counts as the int that it is."""
    return coercible(given, wanted) or (given == BOOL and wanted in (INT, NUM)) or (given in (INT, BOOL) and wanted == FLOAT)
