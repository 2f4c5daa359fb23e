# Two commands: `make run` and `make test`. Python 3.11 or later and make are all they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SIZES ?= 1m
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint types contracts unit browser bench clean

run: $(VENV)/.run
	$(BIN)/sightline demo --if-empty
	$(BIN)/sightline open

test: $(VENV)/.test lint types contracts browser unit

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

contracts: $(VENV)/.test
	$(BIN)/lint-imports

# Files side by side, one process a core; engines and the browser start processes of their own.
unit: $(VENV)/.test
	$(BIN)/pytest -n auto --dist loadfile --ignore=tests/browser --ignore=tests/engines
	$(BIN)/pytest tests/engines tests/browser

# As root on Debian the browser is installed; elsewhere an installed one is used, and its absence is said.
browser:
	@if command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable; then :; \
	elif [ "$$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; \
	else echo "NO CHROME OR CHROMIUM FOUND: the browser tests will not run."; fi

# `make bench SIZES="1m 10m 100m"` chooses how large the made-up companies are, `make bench HOMES=data` measures a folder.
bench: $(VENV)/.test
	$(BIN)/python -m tests.bench --sizes $(SIZES) $(if $(HOMES),--home $(HOMES)) $(if $(BENCHES),--only $(BENCHES))

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Sightline needs Python 3.11 or later; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
