# The project's doors: `make demo` and `make test` do all their own set-up; `make help` lists the rest.
PYTHON ?= python3
VENV   ?= .venv
JOBS   ?= 2
# Byte code is kept: the suite starts the program a hundred times, and would compile all of it each time.
unexport PYTHONDONTWRITEBYTECODE
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q

.DEFAULT_GOAL := help
.PHONY: help demo test check fmt bench wheel clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

demo: $(VENV)/.runtime ## audit the bundled demo portals and print where the gap reports lie
	$(BIN)/osi-audit demo

test: $(VENV)/.dev ## lint, types and the whole test suite
	@tools/system-packages chromium
	@tools/system-packages documents
	@tools/system-packages fronts
	@tools/system-packages pdf
	$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

check: $(VENV)/.dev ## lint and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fmt: $(VENV)/.dev ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## run the benchmarks, each beside its baseline, and write benchmarks/results.json
	@tools/system-packages load
	@$(BIN)/python benchmarks/run.py

wheel: $(VENV)/.dev ## build the wheel into dist/
	$(BIN)/python -m build --wheel

clean: ## remove the environment and what was built; keeps var/
	rm -rf $(VENV) build dist

$(VENV)/.venv:
	@tools/system-packages venv
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade -c constraints.txt pip
	@touch $@

$(VENV)/.runtime: $(VENV)/.venv pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e '.[portal]'
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	$(PIP) install -c constraints.txt -e '.[browser,cluster,datasette,oidc,pdf,portal,s3]' --group dev
	@touch $@
