"""What a target gets: crate, decorators, bindings, places of tests and documents, CI; text in, text out."""
