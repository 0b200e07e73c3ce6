# Everything a newcomer needs. `make help` lists it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
READY  := $(VENV)/.ready-$(shell cat requirements/run.lock requirements/places.lock 2>/dev/null | cksum | cut -d' ' -f1)
READY_DEV := $(VENV)/.dev-$(shell cat requirements/dev.lock requirements/places.lock 2>/dev/null | cksum | cut -d' ' -f1)

.DEFAULT_GOAL := help
.PHONY: help run test check bench lighthouse pictures verify lock messages clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: $(READY) ## Set everything up and serve the market with its demo world at http://127.0.0.1:8000 (PORT=)
	@PORT=$(PORT) $(BIN)/python -m marketplace.run

test: $(READY_DEV) ## Run all tests: on SQLite always, on PostgreSQL, Redis and in a browser where they are reachable
	@$(BIN)/python -m tests.run

check: $(READY_DEV) ## Lint, types, floors, templates, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python -m tests.architecture.translations

bench: $(READY_DEV) ## Measure speed as ratios to yardsticks of the same run; JSON on the last line
	@$(BIN)/python -m bench

lighthouse: $(READY_DEV) ## Judge six pages of the demo world on a phone (needs npm and Chromium); fails below the goals
	@$(BIN)/python -m bench.lighthouse

pictures: $(READY_DEV) ## Take the pictures of docs/ anew (while `make run` serves and a programme was replayed; needs Chromium)
	@PORT=$(PORT) $(BIN)/python -m tests.browser.pictures

verify: $(READY) ## Run every invariant on the database of the settings
	@$(BIN)/flask --app marketplace verify

messages: $(READY_DEV) ## Collect the texts to translate into the catalogue
	@mkdir -p var
	$(BIN)/pybabel -q extract -F babel.cfg -k _ -k lazy_gettext -k ngettext:1,2 --no-location --sort-output \
	  --project="Gian Hàng" -o var/messages.pot marketplace templates
	$(BIN)/pybabel -q update -i var/messages.pot -d marketplace/translations -l en --no-fuzzy-matching --ignore-obsolete

lock: ## Choose the newest versions anew and pin them with their hashes
	$(PYTHON) -m pip install -q uv
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header \
	  --no-annotate pyproject.toml -o requirements/run.lock
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header \
	  --no-annotate -c requirements/run.lock pyproject.toml --group dev -o requirements/dev.lock
	uv pip compile -q --no-deps --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header \
	  --no-annotate --group pyproject.toml:places -o requirements/places.lock

clean: ## Forget the demo world: database, files, letters, queue
	rm -rf var

$(READY):
	@echo "Setting up the environment (once)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/places.lock
	@touch $@

$(READY_DEV): $(READY)
	@echo "Adding what tests and checks need (once)…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@
