"""What the runner does, one mode a file."""
