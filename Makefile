# Two commands for a fresh machine with Python >= 3.11, git and make:
#   make demo   opens the app on an invented open-door week
#   make test   lint, types, layers, unit, screen and short fault tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A module is compiled once, not at every start of a command under test.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(BIN)/python -m pytest

.PHONY: demo test test-real torture lint types layers unit locale clean bench usb

demo: $(VENV)/.ready
	$(BIN)/naho demo demo

test: lint types layers unit

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

layers: $(VENV)/.ready
	$(BIN)/lint-imports

unit: $(VENV)/.ready
	$(PYTEST) -n auto -m "not real and not torture"

# Needs tmux and LibreOffice; installs them where apt-get and root are at hand.
test-real: $(VENV)/.ready
	sh tests/real/install.sh
	$(PYTEST) -m real tests/real

# The long form of the fault tests; its table belongs into docs/durability.md.
torture: $(VENV)/.ready
	$(PYTEST) -n auto -m torture tests/faults tests/privacy

# Benchmarks print ratios; they are started by hand and are no tests.
bench: $(VENV)/.ready
	$(BIN)/python benchmarks/store.py
	$(BIN)/python benchmarks/tui.py
	$(BIN)/python benchmarks/follow.py

# Take new strings into the French catalogue, then compile it.
locale: $(VENV)/.ready
	$(BIN)/pybabel -q extract -F pyproject.toml -k _ -k N_ -k NN_:1,2 -k ngettext:1,2 --no-location --sort-output \
		--project naho-feedback -o naho_feedback/locale/naho_feedback.pot naho_feedback
	$(BIN)/pybabel -q update -D naho_feedback -l fr -d naho_feedback/locale --no-fuzzy-matching \
		--ignore-pot-creation-date -i naho_feedback/locale/naho_feedback.pot
	$(BIN)/pybabel -q compile -D naho_feedback -l fr -d naho_feedback/locale

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "This Python has no venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

# A folder that installs on Windows and Linux laptops without network: see the README.
usb: $(VENV)/.ready
	$(BIN)/python scripts/usb.py usb

clean:
	rm -rf $(VENV) demo
