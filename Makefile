# Everything that is done with the course. `make help` lists it; works with GNU make and /bin/sh.
# Where there is no make (Windows), README.md writes the same commands out.

.DEFAULT_GOAL := help
.PHONY: help lab test build check lint demo matrix bench grade teach handout
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV   := .venv
STAMP  := $(VENV)/.installed
RUN    := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin

# Passed on to JupyterLab by `make lab` and `make teach`, for example
#   make lab ARGS="--no-browser --port 8899"
ARGS    ?=
UNIT    ?=
WRITTEN ?= yes

help:  ## list these commands
	@echo 'make lab       open your own copies of the units (ARGS="--no-browser --port 8899")'
	@echo 'make grade     grade your own work on a unit and open its feedback (UNIT=01)'
	@echo 'make test      run all tests, with coverage'
	@echo 'make build     make release/, notebooks/ and the checks from source/'
	@echo 'make check     say which built file is not what source/ gives'
	@echo 'make lint      ruff, mypy, and each unit beside its band'
	@echo 'make demo      grade a synthetic class of twelve and compare every mark'
	@echo 'make matrix    which hidden case catches which mistake'
	@echo 'make bench     measure redraws, checks and grading'
	@echo 'make teach     register the units and open JupyterLab with the formgrader'
	@echo 'make handout   zip what a class is given (WRITTEN=no leaves written questions out)'
	@echo 'make help      this list'

# The environment is made anew when what it was made from changed.
$(STAMP): requirements.lock utils/pyproject.toml autograder/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is missing or older than 3.11. Cure: install Python 3.11 or newer," >&2; \
	  echo "or name one: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes -r requirements.lock
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation -e utils -e autograder
	@touch $@

lab: $(STAMP)
	@$(RUN)/bngrader lab $(ARGS)

teach: $(STAMP)
	@$(RUN)/bngrader teach $(ARGS)

grade: $(STAMP)
	@test -n "$(UNIT)" || { echo 'Which unit? For example: make grade UNIT=01' >&2; exit 1; }
	@$(RUN)/bngrader self-grade "$(UNIT)"

handout: $(STAMP)
	@$(RUN)/bngrader handout $(if $(filter no,$(WRITTEN)),--no-written)

build check matrix demo: $(STAMP)
	@$(RUN)/bngrader $@

test: $(STAMP)
	$(RUN)/python -m pytest --cov --cov-report=term $(ARGS)

lint: $(STAMP)
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/bngrader lint

bench: $(STAMP)
	@for script in bench/*.py; do \
	  echo "== $$script"; $(RUN)/python "$$script" $(ARGS) || exit 1; done
