# Two commands are enough: "make build" and "make test". Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests in a browser wait more than they work: one process more than there are processors.
WORKERS = $$(($$(getconf _NPROCESSORS_ONLN) + 1))

.PHONY: build test lint docs screenshots bench moodle lock clean
.DEFAULT_GOAL := build

## build: set up, and build the content into build/
build: $(VENV)/.run
	$(BIN)/bot-pack build

## test: set up everything, check style and types, run all tests
test: lint
	$(BIN)/python -m pytest tests/play
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --ignore tests/play

## lint: style and types
lint: $(VENV)/.test node_modules/.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

## docs: write the pages that are made from the code
docs: $(VENV)/.run
	$(BIN)/bot-pack explain --all > docs/rules.md
	$(BIN)/python tools/cli_page.py > docs/cli.md
	$(BIN)/python tools/coverage_page.py > docs/coverage.md
	$(BIN)/python tools/formats_page.py > docs/formats.md

## screenshots: take the pictures in docs/screenshots anew
screenshots: $(VENV)/.test
	$(BIN)/python -m tools.screenshots

## bench: measure speed and memory of building and checking, and the player on a bad line
bench: $(VENV)/.test
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.validate
	$(BIN)/python -m benchmarks.player

## moodle: import what we build into a real Moodle: make moodle MOODLE_DIR=/path/to/moodle
moodle: $(VENV)/.test
	@test -n "$(MOODLE_DIR)" || { echo "usage: make moodle MOODLE_DIR=/path/to/moodle" >&2; exit 2; }
	MOODLE_DIR="$(MOODLE_DIR)" $(BIN)/python -m pytest tests/moodle

## lock: write requirements.lock from what is installed
lock: $(VENV)/.test
	tools/setup lock

clean:
	rm -rf build .bot-pack-cache

$(VENV)/.run: pyproject.toml requirements.lock tools/setup
	PYTHON="$(PYTHON)" tools/setup run

$(VENV)/.test: pyproject.toml requirements.lock tools/setup
	PYTHON="$(PYTHON)" tools/setup test

node_modules/.installed: package.json package-lock.json tools/setup $(VENV)/.test
	tools/setup node
