# corefleet: `make run` ports the bundled example, `make test` runs every test CI runs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
CACHE  ?= $(HOME)/.cache/corefleet
JOBS   ?= 2
export CARGO_TARGET_DIR ?= $(CURDIR)/target
export PYO3_PYTHON := $(CURDIR)/$(BIN)/python

.PHONY: help run test test-all lint typecheck bench torture clean setup tools sandbox

help: ## what there is to call
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.stamp ## the tool's own environment, extension included

tools:
	@command -v $(PYTHON) >/dev/null || { echo "corefleet needs Python 3.11 or newer: install python3, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "corefleet needs Python 3.11 or newer, $(PYTHON) is older: say make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@command -v cargo >/dev/null || { echo "corefleet needs a Rust toolchain: install cargo and rustc (https://rustup.rs)" >&2; exit 1; }
	@command -v rustfmt >/dev/null || { echo "corefleet needs rustfmt and clippy: rustup component add rustfmt clippy" >&2; exit 1; }
	@command -v git >/dev/null || { echo "corefleet needs git: install it from your distribution" >&2; exit 1; }

# Other people's code runs in bubblewrap; without it corefleet refuses, unless told otherwise.
sandbox:
	@command -v bwrap >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing bubblewrap"; (apt-get update -qq && apt-get install -y -qq bubblewrap) >/dev/null 2>&1 || true; fi; }
	@command -v bwrap >/dev/null || echo "bubblewrap is missing and could not be installed here (apt-get install bubblewrap): tests of the sandbox need it" >&2

$(VENV)/.stamp: pyproject.toml rust_core/Cargo.toml rust_core/runtime/Cargo.toml | tools
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group dev -e .
	@touch $@

# The functions that were labelled by hand lie in these packages; they are read, never imported.
$(VENV)/labels/.stamp: tests/data/purity_requirements.txt | $(VENV)/.stamp
	$(BIN)/uv pip install --quiet --no-deps --target $(VENV)/labels -r tests/data/purity_requirements.txt
	@touch $@

run: setup sandbox ## the main job on the bundled example
	@$(BIN)/python -P -m fleet.example

test: export COREFLEET_LABEL_SOURCES := $(CURDIR)/$(VENV)/labels
test: setup sandbox $(VENV)/labels/.stamp ## everything CI runs
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not exhaustive"

test-all: export COREFLEET_LABEL_SOURCES := $(CURDIR)/$(VENV)/labels
test-all: setup sandbox $(VENV)/labels/.stamp ## ... and what takes longer
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup
	cargo test --manifest-path rust_core/runtime/Cargo.toml --features pyo3/auto-initialize

lint: setup ## ruff, mypy, rustfmt, clippy
	$(BIN)/ruff check .
	$(BIN)/mypy
	cd rust_core && cargo fmt --all --check && cargo clippy --workspace -- -D warnings

bench: setup ## asv benchmarks of corefleet itself
	$(BIN)/python -m asv run --python=same

clean: ## removes what can be made again
	rm -rf $(VENV) target .asv .pytest_cache .hypothesis
