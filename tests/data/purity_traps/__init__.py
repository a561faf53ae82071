"""Functions written to mislead an analyser of purity; the labels lie in ../purity_traps.json."""
