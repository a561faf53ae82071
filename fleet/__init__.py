"""The shell of corefleet: cycle runner, ledger, git, processes, command line."""
