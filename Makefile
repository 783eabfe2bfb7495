# The two commands of the README are `make site` and `make test`. Both set up what they need in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# The files of a new list, as the newest version that changed them has them.
SKELETON := $(shell ls -d generator/papershelf/skeleton/versions/*/ | sort -V | tail -n 1)

# What no test runs is counted where that costs next to nothing: before Python 3.12 tests take nearly twice as long.
COVERAGE = $(shell $(BIN)/python -c 'import sys; print("--cov --cov-report=term" if sys.version_info >= (3, 12) else "")')

.PHONY: toolchain site serve test check style types frontend docs workflows format bench try-builders lock clean

toolchain: $(VENV)/site-ready

site: $(VENV)/site-ready
	$(BIN)/papershelf build

serve: $(VENV)/site-ready
	$(BIN)/papershelf serve

test: check
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || \
	  command -v chromium-browser >/dev/null || \
	  echo "Chromium is missing, so the browser tests are skipped. To install it: sudo apt-get install chromium"
	$(BIN)/pytest -n auto --dist worksteal -rs $(COVERAGE)

# Three targets, so that `make -j2` runs them side by side.
check: style types frontend

style: $(VENV)/test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test-ready
	$(BIN)/mypy

frontend: $(VENV)/test-ready
	.ci/frontend

# The documentation of the tool, into docs/site/; its reference is written from the code first.
docs: $(VENV)/site-ready
	$(BIN)/python -m docs.make
	$(BIN)/mkdocs build --strict --config-file docs/mkdocs.yml

workflows: $(VENV)/test-ready
	.ci/workflows

format: $(VENV)/test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/test-ready
	$(BIN)/python -m benchmarks.build

# Installs ProperDocs and Zensical into environments of their own; needs the network.
try-builders: $(VENV)/site-ready
	$(BIN)/python -m benchmarks.builders

# Needs uv (https://docs.astral.sh/uv/) on the path.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra enrich --group build pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra enrich --extra dask --group dev pyproject.toml -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate --extra enrich --constraint requirements.txt pyproject.toml -o $(SKELETON)_locked.txt

clean:
	rm -rf $(VENV) .cache site .site.building .site.former docs/site

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Papershelf needs Python 3.11 or newer. Name one: make site PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site-ready: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@# pip compiles what it copies, and not this; where PYTHONDONTWRITEBYTECODE is set, nobody else would.
	$(BIN)/python -m compileall -q generator/papershelf
	@touch $@

$(VENV)/test-ready: requirements-dev.txt pyproject.toml $(VENV)/site-ready
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
