# Needs make and Python 3.11 or later; everything else comes from the package registries.
PYTHON ?= python3
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run ready test check fix bench wheel

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Start Liamm with its demonstration laboratory (Ctrl-C stops it)
	@$(PYTHON) tools/bootstrap.py run && LIAMM_DEMO=$${LIAMM_DEMO-1} exec $(BIN)/liamm run

ready:
	@$(PYTHON) tools/bootstrap.py test

test: ready ## Run every check, the browser journeys included
	@$(BIN)/python tools/checks.py all

check: ready ## Run the fast checks: style, types, layers, tests without browser
	@$(BIN)/python tools/checks.py fast

fix: ready ## Put the sources in order where a program can
	@$(BIN)/python tools/checks.py fix

bench: ready ## Measure on a large laboratory (QUICK=1: a small one, under a minute)
	@$(BIN)/python tools/machine.py chromium && $(BIN)/python -m tests.bench

wheel: ready ## Build the package, with its built assets, in dist/
	@$(BIN)/python -m hatchling build -t wheel
