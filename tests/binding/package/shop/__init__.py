"""A package with ported functions, as a target has it."""
