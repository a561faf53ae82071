"""mypy as a library, annotations from real calls, and their merging."""
