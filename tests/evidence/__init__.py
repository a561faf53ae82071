"""Codec, comparer, generators, and what is written into targets."""
