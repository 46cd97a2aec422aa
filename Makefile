# Everything a fresh clone needs: `make lab` and `make test` set themselves up.
#
#   make lab  ARGS="--port 9000 --no-browser"     the lab in the browser
#   make test ARGS="-k izhikevich"                the test suite, on WORKERS=2 processes
#   make lint | bench | bench-peers | validate | dist | clean

VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
PAGE := src/wetnet/lab/static/index.html
NATIVE := $(wildcard native/*)
WEB := $(shell find web -type f -not -path '*/node_modules/*' 2>/dev/null)
BENCHES := $(filter-out bench/_%,$(wildcard bench/*.py))
ARGS ?=
WORKERS ?= 2

ifneq ($(wildcard ../shared/mnist),)
export WETNET_DATA ?= $(abspath ../shared/mnist)
endif

.DELETE_ON_ERROR:
.PHONY: lab test lint format bench bench-peers validate page dist clean

lab: $(VENV)/.installed $(PAGE)
	@exec $(BIN)/wetnet lab $(ARGS)

test: $(VENV)/.installed $(PAGE)
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile $(ARGS)

validate: $(VENV)/.installed
	@$(BIN)/python -m pytest validation tests -m validation $(ARGS)

lint: $(VENV)/.lint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/page.py check

format: $(VENV)/.lint
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Each file of bench/ is one measurement (a helper's name starts with _); those that compare find the peers' Python in WETNET_PEERS and say so without it.
bench: $(VENV)/.installed
	@for script in $(BENCHES); do echo "== $$script"; $(BIN)/python $$script || exit 1; done

bench-peers: export WETNET_PEERS := $(abspath $(PEERS)/bin/python)
bench-peers: $(PEERS)/.installed bench

page: $(PAGE)

dist: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet build
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/python -m tarfile -l dist/*.tar.gz | grep '/lab/static/index.html' >/dev/null
	$(BIN)/python -m zipfile -l dist/*.whl | grep 'wetnet/lab/static/index.html' >/dev/null

# Stamps: a second `make` does nothing but start the program.

$(VENV)/bin/python:
	@PYTHON="$(PYTHON)" sh tools/make_venv.sh $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml CMakeLists.txt $(NATIVE)
	$(BIN)/python -m pip install --quiet --editable . --group test
	@touch $@

$(VENV)/.lint: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group lint
	@touch $@

$(PEERS)/.installed:
	@PYTHON="$(PYTHON)" sh tools/make_venv.sh $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet brian2==2.9.0 'numpy<2.4' cython
	@touch $@

$(PAGE): $(WEB) | $(VENV)/bin/python
	@$(BIN)/python tools/page.py

clean:
	rm -rf $(VENV) $(PEERS) build dist web/node_modules src/wetnet/lab/static
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +
