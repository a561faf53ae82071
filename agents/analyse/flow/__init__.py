"""Abstract interpretation of the target's functions: effects, origins and types."""
