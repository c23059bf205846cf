# The ways in. Each sets up what it needs: a virtual environment, the browser libraries, and for tests
# Debian's browsers, Redis and dictionaries where they are missing and root allows.
PYTHON ?= python3
VENV := .venv
# Tests run two at a time, in the order of the folders: the long browser stories come before many short tests, so
# that neither process waits for the other at the end.
JOBS ?= 2
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run demo test bench lint faults pictures words types clean
.DELETE_ON_ERROR:

run: $(VENV)/.run ## Start the server and open the owner's page
	$(BIN)/facilitator serve $(ARGS)

demo: $(VENV)/.run ## A whole day played by pretend people on the real screens
	$(BIN)/facilitator demo $(ARGS)

test: $(VENV)/.dev ## All tests; installs browsers, Redis and dictionaries where they are missing
	$(BIN)/python tests/setup_machine.py chromium chromium-headless-shell firefox-esr fonts-dejavu-core \
		redis-server poppler-utils iproute2 libvoikko1 voikko-fi hunspell hunspell-sv
	$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

faults: $(VENV)/.dev ## The slow fault tests
	$(BIN)/python tests/setup_machine.py iproute2
	$(BIN)/pytest -m faults $(ARGS)

bench: $(VENV)/.dev ## Ratios against the floors, in one run
	$(BIN)/python -m benchmarks $(ARGS)

lint: $(VENV)/.dev ## Style, types and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --profile=jinja --lint --quiet templates
	node_modules/.bin/tsc -p tsconfig.json
	$(BIN)/python -m facilitator.web.words --check

pictures: $(VENV)/.dev ## The screenshots of the README, and of every kind
	$(BIN)/python tests/setup_machine.py chromium-headless-shell fonts-dejavu-core
	$(BIN)/python -m tests.pictures
	$(BIN)/python -m tests.kind_pictures

words: $(VENV)/.dev ## Gather new messages into the catalogues
	$(BIN)/python -m facilitator.web.words --gather

types: $(VENV)/.dev ## The browser's types of the views, from Python
	$(BIN)/python -m facilitator.web.types

$(VENV)/bin/python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(PYTHON) tests/setup_machine.py python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml hatch_build.py package-lock.json
	$(BIN)/pip install --quiet --editable .
	$(BIN)/python hatch_build.py
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml hatch_build.py package-lock.json
	$(BIN)/pip install --quiet --editable '.[dev]'
	$(BIN)/python hatch_build.py
	@touch $@

clean: ## Take away what was built
	rm -rf $(VENV) node_modules static/vendor dist

.PHONY: wheel
wheel: $(VENV)/.dev ## A wheel with the built browser files
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .
