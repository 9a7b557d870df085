# Two commands matter: `make run` and `make test`. Each sets up what it needs, once.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev

.DEFAULT_GOAL := help

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(RUN_READY) ## Set up and open the dashboard (a text scorecard where there is no terminal)
	@$(BIN)/dscp

.PHONY: test
test: $(DEV_READY) ## Set up and run the tests
	$(BIN)/python -m pytest -n 3 --dist worksteal

.PHONY: lint
lint: $(DEV_READY) ## Style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

.PHONY: build
build: $(RUN_READY) ## Build the warehouse anew from the content files
	@$(BIN)/dscp build

.PHONY: wheel
wheel: $(DEV_READY) ## Build the wheel, content included, into dist/
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

.PHONY: bench
bench: $(DEV_READY) ## Measure speed, as ratios in one run
	$(BIN)/python bench/run.py

.PHONY: score
score: $(DEV_READY) ## Score the answers to the sample of questions, where it is at hand
	$(BIN)/python bench/score.py

.PHONY: picture
picture: $(DEV_READY) ## Draw the picture in the README from the program itself
	$(BIN)/python docs/picture.py

.PHONY: national
national: $(DEV_READY) ## Carry over built-in comparators from published files: make national FILES=DIR
	@test -n "$(FILES)" || { echo "Say where the published files are: make national FILES=DIR" >&2; exit 1; }
	$(BIN)/python tools/national.py $(FILES)

.PHONY: pins
pins: ## Resolve the pinned versions anew (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o constraints.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o constraints-dev.txt

.PHONY: clean
clean: ## Remove what was made here; built figures in the user's data folder stay
	rm -rf $(VENV) .bench-venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found on the PATH." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Set PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV)

# The stamps: installed anew only where the pinned versions or the package's own description change.
$(RUN_READY): constraints.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (once; about half a minute) ..." >&2
	@$(PIP) install --require-hashes -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(DEV_READY): constraints-dev.txt $(RUN_READY)
	@$(PIP) install --require-hashes -r constraints-dev.txt
	@touch $@
