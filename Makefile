# The commands of the README. Each one sets up what it needs and does nothing twice.
PYTHON ?= python3.11
PREPARED = @$(PYTHON) tools/prepare.py dev
IN_VENV = @PYTHONPATH=. .venv/bin/python

.PHONY: run test check bars bench faults shots lock messages services

run: ## the demonstration on http://127.0.0.1:8000 (PORT=... chooses)
	@exec $(PYTHON) tools/run.py

test: services ## everything, on real services (ARGS="tests/voting -x": only that)
	$(PREPARED)
	$(IN_VENV) tools/test.py $(ARGS)

services:
	@if [ "$$CI" = true ]; then tools/install-services; fi

check: ## format, lint, layers, messages, migrations, types, quick tests
	$(PREPARED)
	$(IN_VENV) tools/check.py $(ONLY)

bars: services ## the bars of speed and of faults at small size (ONLY=P1)
	$(PREPARED)
	$(IN_VENV) tools/bars.py $(ONLY)

bench: services ## the bars of speed at full size
	$(PREPARED)
	$(IN_VENV) tools/bars.py --full $(ONLY)

faults: services ## the fault bars of a letter at full size, an hour at most (ONLY=A; FRESH=1 forgets what has finished)
	$(PREPARED)
	$(IN_VENV) tools/faults.py $(ONLY)

shots: services ## pictures of every screen in var/shots
	$(PREPARED)
	$(IN_VENV) tools/shots.py $(ONLY)

lock: ## pin requirements/*.in with hashes
	$(PREPARED)
	$(IN_VENV) tools/lock.py

messages: ## compile the English texts; print the pairs still missing
	$(PREPARED)
	$(IN_VENV) tools/messages.py
	$(IN_VENV) tools/messages.py missing
