# make run      set everything up and serve the archive with its sample
# make test     set everything up and pass the tests
# The rest is for those who work on it: make help

.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
# The tests that store rows, and those whose answers come from the index: the reading of articles is the
# same on any database, and the desk on any engine.
INDEX := tests/search $(wildcard tests/test_search*.py) $(patsubst %,tests/test_%.py,relevance query_fuzz faults ingest pages site)
ROWS := $(filter-out tests/test_extraction.py tests/test_attribution.py tests/test_layout.py,$(wildcard tests/test_*.py)) tests/search

.PHONY: help run test test-postgres test-whoosh3 evaluate benchmark lighthouse check format lock clean

help: ## say what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:[^#]*## /:  /' | sort

# Debian keeps ensurepip in a package of its own; a pip outside can fill the environment as well.
$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "On Record needs Python 3.11 or newer, and '$(PYTHON)' is older or missing. Name another: make run PYTHON=python3.12"; exit 1; }
	@echo "Making a Python environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
		$(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(PY) install -q pip; } >/dev/null 2>&1 || { rm -rf $(VENV); \
		echo "This Python cannot make an environment. On Debian: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/run.installed: requirements/run.lock | $(PY)
	@echo "Installing what the site runs on ..."
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.lock
	@touch $@

$(VENV)/test.installed: requirements/test.lock | $(PY)
	@echo "Installing what the tests need ..."
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.lock
	@touch $@ $(VENV)/run.installed

run: $(VENV)/run.installed ## set everything up and serve the archive on PORT (8000)
	@$(PY) manage.py serve --sample --port $(PORT)

test: $(VENV)/test.installed ## set everything up and run the tests
	@$(PY) -m pytest $(ARGS)

test-postgres: $(VENV)/test.installed ## the tests on a PostgreSQL server of their own
	@$(PY) -m tests.postgres $(PY) -m pytest $(ROWS) -m "not browser and not postgres and not faults" $(ARGS)

# whoosh3 has the import name of whoosh, so it needs an environment of its own.
$(VENV)-whoosh3/test.installed: requirements/whoosh3.lock | $(PY)
	@echo "Installing whoosh3 in an environment of its own ..."
	@rm -rf $(VENV)-whoosh3; $(PYTHON) -m venv --without-pip $(VENV)-whoosh3
	@$(PY) -m pip --python $(VENV)-whoosh3/bin/python install -q --disable-pip-version-check --require-hashes -r requirements/whoosh3.lock
	@touch $@

test-whoosh3: $(VENV)-whoosh3/test.installed ## the tests on whoosh3 in the place of whoosh
	@$(VENV)-whoosh3/bin/python -m pytest $(INDEX) -m "not browser and not postgres" $(ARGS)

evaluate: $(VENV)/test.installed ## print how well articles are read, beside the floors in tests/floors.toml
	@$(PY) -m tests.evaluate

benchmark: $(VENV)/test.installed ## measure search beside two peers; ARGS="--sizes 10000"
	@$(PY) -W ignore manage.py benchmark_search $(ARGS)

lighthouse: $(VENV)/run.installed ## audit the pages in Chromium: performance, accessibility, good practice, search engines
	@$(PY) -m tests.lighthouse

check: $(VENV)/test.installed ## lint, format and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@DJANGO_SETTINGS_MODULE=archive.settings $(PY) manage.py makemigrations --check --dry-run -v0

format: $(VENV)/test.installed ## put the code into its format
	@$(PY) -m ruff check -q --fix . ; $(PY) -m ruff format -q .

lock: $(VENV)/test.installed ## write the lock files anew
	@$(PY) -m pip install -q uv
	@for name in run test whoosh3; do $(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --upgrade requirements/$$name.in -o requirements/$$name.lock; done

clean: ## remove the Python environment (the data folder stays)
	@rm -rf $(VENV) $(VENV)-whoosh3
