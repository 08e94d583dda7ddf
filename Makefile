# One environment of its own in .venv; `make help` lists what there is.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help run demo test check lint format install clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

run: $(VENV)/.installed ## install, read the sample shop's feedback, open the report at a local address
	$(BIN)/kikitori run

demo: $(VENV)/.installed ## the same in a throw-away folder
	$(BIN)/kikitori demo

test: $(VENV)/.tested ## every test, offline
	$(BIN)/pytest -q

check: lint test ## what CI runs: lint, types, layers, tests

lint: $(VENV)/.tested ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.tested ## format and sort imports
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

install: $(VENV)/.installed ## the environment alone

# torch comes first and alone: with it in place no other package drags in the accelerator build, gigabytes of it.
# Where pip would choose that build, set PIP_EXTRA_INDEX_URL to PyTorch's index of CPU builds.
$(VENV)/.torch: constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kikitori needs Python 3.11 or later; PYTHON=" + sys.executable)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -c constraints.txt torch
	@touch $@

$(VENV)/.installed: $(VENV)/.torch pyproject.toml
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev]'
	@touch $@

clean: ## remove the environment and caches, never data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build *.egg-info
