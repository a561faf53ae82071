"""The ledger: what the fleet knows about one target.  Only this package writes it."""
