"""What is known of functions, methods and objects that don't belong to the target: rows in text tables."""
