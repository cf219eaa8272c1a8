# Everything a developer does here; each target builds its own .venv first, so a fresh clone needs no set-up step.

VENV := .venv
STAMP := $(VENV)/stamp
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c '$(RECENT)' 2>/dev/null && echo $$python && break; done)

# The user's own pip settings and PYTHONPATH must not decide which packages a check sees.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONPATH

.PHONY: help demo test check golden schemas reliability bench lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: $(STAMP)  ## provision the simulated tenant, change it behind the tool's back, put it back, report a drift
	@$(VENV)/bin/python demo/run.py

test: $(STAMP)  ## every test, with branch coverage
	@$(VENV)/bin/pytest -n 2 --cov --cov-report=term:skip-covered

check: $(STAMP)  ## format, lint, types, schemas, house rules, documentation
	@$(VENV)/bin/ruff format --check --quiet
	@$(VENV)/bin/ruff check --quiet
	@$(VENV)/bin/mypy --no-error-summary
	@$(VENV)/bin/provisioner schema --check
	@$(VENV)/bin/provisioner validate --all --strict
	@$(VENV)/bin/pytest -q $(wildcard tests/house tests/docs)

golden: $(STAMP)  ## write the golden files of the reports anew; look at the difference before you commit
	@PROVISIONER_GOLDEN=write $(VENV)/bin/pytest -q tests/reports

schemas: $(STAMP)  ## write the JSON Schemas anew from the models of the files
	@$(VENV)/bin/python -m tests.config.headers
	@$(VENV)/bin/provisioner schema --write

reliability: $(STAMP)  ## write docs/reliability.md anew from the names of the tests
	@$(VENV)/bin/python -m tests.docs.reliability

bench: $(STAMP)  ## time and memory beside a client that does nothing a plan does not need; about 20 minutes
	@$(VENV)/bin/python -m benchmarks $(BENCH)

lock: $(STAMP)  ## write requirements-dev.txt anew from pyproject.toml
	@$(VENV)/bin/pip install -qq uv
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --extra dev \
		--custom-compile-command "make lock" --output-file requirements-dev.txt pyproject.toml

clean:  ## remove the .venv and every cache; never .provisioner, which is the state of your tenants
	@rm -rf $(VENV) .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .screenshots dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "provisioner needs Python 3.11 or newer and found none;" \
		"name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c '$(RECENT)' || { echo "$(PYTHON) is older than Python 3.11;" \
		"name a newer one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version)."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(VENV)/bin/pip install -qq --require-hashes --no-deps -r requirements-dev.txt  # the lock is whole: resolve nothing
	@$(VENV)/bin/pip install -qq --no-deps --no-build-isolation -e .
	@touch $@
