"""The runner in real processes, against stand-ins for native ports."""
