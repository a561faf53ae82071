"""The table of what Python means in Rust; importing it registers every row."""

from agents.transpiler.table import bools as bools
from agents.transpiler.table import bytestrings as bytestrings
from agents.transpiler.table import chars as chars
from agents.transpiler.table import collections_ as collections_
from agents.transpiler.table import dicts as dicts
from agents.transpiler.table import floats as floats
from agents.transpiler.table import formats as formats
from agents.transpiler.table import ints as ints
from agents.transpiler.table import iteration as iteration
from agents.transpiler.table import lists as lists
from agents.transpiler.table import maths as maths
from agents.transpiler.table import nums as nums
from agents.transpiler.table import objects as objects
from agents.transpiler.table import optionals as optionals
from agents.transpiler.table import ranges as ranges
from agents.transpiler.table import sets as sets
from agents.transpiler.table import texts as texts
from agents.transpiler.table import tuples as tuples

#: Whoever reads the rows imports this first.
LOADED = True
