"""Checks that run inside the interpreter under test, with `shop` on its path; see run.py."""
