# Needs python3 (3.11 or newer) and make; takes uv when it is there. Everything is installed from
# requirements.lock with its hashes checked, into .venv and nowhere else.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
ENV := .venv
BIN := $(ENV)/bin
INSTALLED := $(ENV)/.installed

.PHONY: demo test lint wheel lock nightly readme clean

demo: $(INSTALLED)  ## build the sample reports, ask who disputes the strike of 17 March 2017
	@PATH="$(CURDIR)/$(BIN):$$PATH" tools/demo.sh

test: $(INSTALLED)
	$(BIN)/python -m pytest

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: $(INSTALLED)  ## the build backend comes from the lock too, hence no isolation
	rm -rf dist
	$(BIN)/hatchling build -t wheel

nightly: $(INSTALLED)  ## what is too slow for every commit: kills by the hundred, more random examples, the large benchmark
	$(BIN)/python -m pytest -m nightly
	$(BIN)/python -m pytest --hypothesis-profile=nightly
	$(BIN)/python -m benchmarks.build_benchmark --sizes 100,1000,10000

readme: $(INSTALLED)  ## run the session of the README and write what it prints into it
	$(BIN)/python tools/readme_session.py --bin $(BIN) --update

lock:  ## newest versions within pyproject.toml; needs uv
	$(or $(UV),$(BIN)/uv) pip compile pyproject.toml --group dev --group build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --quiet \
	  --output-file requirements.lock

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("kg needs Python 3.11 or newer; try: make PYTHON=python3.12")'
ifdef UV
	$(UV) venv --quiet --clear --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(ENV)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes --no-build --requirements requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
else
	$(PYTHON) -m venv --clear $(ENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
endif
	@touch $@

clean:
	rm -rf $(ENV) dist .pytest_cache .mypy_cache .ruff_cache
