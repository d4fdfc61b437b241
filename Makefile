# make run      set everything up and serve the archive with its sample
# make test     set everything up and pass the tests
# The rest is for those who work on it: make help

.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
# Each command and each process of a test starts in half the time where the bytecode is kept.
unexport PYTHONDONTWRITEBYTECODE
PY := $(VENV)/bin/python
# The Python of the container, where this machine has it: on the path, or where pyenv keeps it.
CONTAINER = $(shell sed -n 's/^FROM python:\([0-9.]*\).* AS build$$/\1/p' docker/Dockerfile)
NEWEST ?= $(shell for python in python$(CONTAINER) $(HOME)/.pyenv/versions/$(CONTAINER).*/bin/python$(CONTAINER); do \
	$$python -c 'import venv' 2>/dev/null && echo $$python && break; done)
# The tests that store rows in the database of the settings: the site, the packed archives and what is killed have an
# SQLite of their own, search asks the index, and reading articles and sources stores nothing.
ROWLESS := $(addsuffix /%,$(addprefix tests/,extraction network project search site sources))
ROWS := $(filter-out $(ROWLESS) tests/following/test_killed.py,$(wildcard tests/*/test_*.py))
# The tests whose answers come from the index: all else is the same on any engine.
INDEX := $(addprefix tests/search/test_,engine_contract.py query_fuzz.py relevance.py search.py search_index.py no_pickles.py)

# The parts that are killed.
SOAKED := $(addprefix soak-quick-,worker indexer ingest intake follower)

.PHONY: help run test test-all test-postgres test-opensearch test-opensearch-quick test-whoosh3 test-newest which-newest evaluate benchmark benchmark-ingest soak soak-quick $(SOAKED) fuzz fuzz-quick lighthouse check format lock clean

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

test: $(VENV)/test.installed ## set everything up and run the tests but the slow ones (the gate runs those too)
	@$(PY) -m pytest -m "not slow" $(ARGS)

test-all: $(VENV)/test.installed ## every test, the slow ones as well: faults, long histories, long fuzzing
	@$(PY) -m pytest $(ARGS)

test-postgres: $(VENV)/test.installed ## the tests that store rows, on a PostgreSQL server of their own
	@$(PY) -m tests.postgres $(PY) -m pytest $(ROWS) -m "not browser and not postgres" $(ARGS)

# Needs a JDK and Maven; python -m tools.opensearch says what is missing.
test-opensearch: $(VENV)/test.installed ## search on three nodes of OpenSearch, and what may become of them; ARGS="--version 3.9.0"
	@$(PY) -m tools.opensearch $(ARGS)

test-opensearch-quick: $(VENV)/test.installed
	@$(PY) -m tools.opensearch --quick $(ARGS)

# whoosh3 has the import name of whoosh, so it needs an environment of its own.
$(VENV)-whoosh3/test.installed: requirements/whoosh3.lock | $(PY)
	@echo "Installing whoosh3 in an environment of its own ..."
	@rm -rf $(VENV)-whoosh3; $(PYTHON) -m venv --without-pip $(VENV)-whoosh3
	@$(PY) -m pip --python $(VENV)-whoosh3/bin/python install -q --disable-pip-version-check --require-hashes -r requirements/whoosh3.lock
	@touch $@

test-whoosh3: $(VENV)-whoosh3/test.installed ## the tests that ask the index, on whoosh3 in the place of whoosh
	@$(VENV)-whoosh3/bin/python -m pytest $(INDEX) -m "not browser and not postgres and not slow" $(ARGS)

$(VENV)-newest/test.installed: requirements/test.lock | $(PY)
	@echo "Installing for Python $(CONTAINER) in an environment of its own ..."
	@rm -rf $(VENV)-newest; $(NEWEST) -m venv --without-pip $(VENV)-newest
	@$(PY) -m pip --python $(VENV)-newest/bin/python install -q --disable-pip-version-check --require-hashes -r requirements/test.lock
	@touch $@

which-newest:
	@echo $(NEWEST)

# Two differences at once cost half: what stores rows runs on PostgreSQL, the reading of articles and sources as ever.
ifeq ($(NEWEST),)
test-newest: test-postgres
	@echo "NOTHING TESTED ON PYTHON $(CONTAINER), which the container has: it is not on this machine"
else
test-newest: $(VENV)-newest/test.installed $(VENV)/test.installed ## the tests on the Python of the container, those that store rows on PostgreSQL
	@$(PY) -m tests.postgres $(VENV)-newest/bin/python -m pytest $(ROWS) -m "not browser and not postgres and not slow" $(ARGS)
	@$(VENV)-newest/bin/python -m pytest tests/extraction tests/sources tests/network tests/search -m "not browser and not postgres and not slow" $(ARGS)
endif

evaluate: $(VENV)/test.installed ## print how well articles are read, beside the floors in tests/floors.toml
	@$(PY) -m tools.evaluation

benchmark: $(VENV)/test.installed ## measure search beside two peers; ARGS="--sizes 10000"
	@$(PY) -W ignore manage.py benchmark_search $(ARGS)

benchmark-ingest: $(VENV)/test.installed ## measure ingest: articles a second, beside one by one; ARGS="FILE.jsonl --held 0 100000"
	@$(PY) -m tools.benchmark.ingest $(ARGS)

soak: $(VENV)/test.installed ## kill each process 200 times beside a run that nobody kills; ARGS="--kills 20"; may be stopped and gone on with
	@nice -n 10 $(PY) -m tools.soak $(ARGS)

# Each part by itself, so that make -j2 has two of them at once.
soak-quick: $(SOAKED) ## five kills of each process, anew each time; with -j2 two at once
$(SOAKED): soak-quick-%: $(VENV)/test.installed
	@rm -f var/soak/quick-$*.json
	@$(PY) -m tools.soak --kills 5 --part $* --state var/soak/quick-$*.json --report var/soak/quick-$*.md

fuzz-quick: $(VENV)/test.installed ## twenty seconds of fuzzing each
	@$(PY) -m tools.fuzz --seconds 20 --seed 1

fuzz: $(VENV)/test.installed ## try inputs that nobody would think of; ARGS="--seconds 600" or "--count 50000", --only reading; may be stopped and gone on with
	@nice -n 10 $(PY) -m tools.fuzz --state var/fuzz/state.json $(ARGS)

lighthouse: $(VENV)/run.installed ## audit the pages in Chromium: performance, accessibility, good practice, search engines
	@$(PY) -m tools.lighthouse

check: $(VENV)/test.installed ## lint, format, types, and which module may import which
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@if grep -qF '[tool.importlinter]' pyproject.toml; then $(VENV)/bin/lint-imports --no-logo; fi
	@DJANGO_SETTINGS_MODULE=archive.settings $(PY) manage.py makemigrations --check --dry-run -v0

format: $(VENV)/test.installed ## put the code into its format
	@$(PY) -m ruff check -q --fix . ; $(PY) -m ruff format -q .

lock: $(VENV)/test.installed ## bring the lock files up to requirements/*.in; ARGS=--upgrade for the newest of everything
	@$(PY) -m pip install -q uv
	@for name in run opensearch test whoosh3; do $(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url $(ARGS) requirements/$$name.in -o requirements/$$name.lock; done

clean: ## remove the Python environment (the data folder stays)
	@rm -rf $(VENV) $(VENV)-whoosh3 $(VENV)-newest
