# The two commands that a newcomer needs; each makes its own environment in .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
RELEASE := dist/juku-$(VERSION)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: dataset test lint types docs docs-write check lock lowest proofs clean

# Build the release of the first corpus, from the page to what load_dataset opens.
dataset: $(VENV)/installed
	$(BIN)/juku build corpus --out $(RELEASE) --version $(VERSION) --datasheet DATASHEET.md
	$(BIN)/juku validate $(RELEASE)

# Run every test: those of the code, the examples in docstrings and README, the laws.
test: $(VENV)/developed
	$(BIN)/python -m pytest -n 2

# Style.
lint: $(VENV)/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Types.
types: $(VENV)/developed
	$(BIN)/mypy

# Every generated passage of the docs agrees with the data.
docs: $(VENV)/developed dataset
	$(BIN)/python scripts/docs.py --check --release $(RELEASE)

# Write the generated passages of the docs anew.
docs-write: $(VENV)/developed dataset
	$(BIN)/python scripts/docs.py --release $(RELEASE)

check: test lint types docs

# Pin what a release is built with: versions and hashes, no address.
lock: $(VENV)/developed
	$(BIN)/python scripts/lock.py

# Every test with the lowest versions that pyproject.toml allows, as `make lock` pins them.
lowest: $(VENV)-lowest/installed
	$(VENV)-lowest/bin/python -m pytest -n 2

# Validators that pin old packages, and another pyarrow, each in an environment of its own.
proofs: $(VENV)/developed $(VENV)-validators/installed $(VENV)-pyarrow/installed
	JUKU_VALIDATORS=$(VENV)-validators/bin/python JUKU_OTHER_PYARROW=$(VENV)-pyarrow/bin/python \
		$(BIN)/python -m pytest tests/release/test_documents.py tests/test_rowhash.py

$(VENV)-validators/installed:
	$(PYTHON) -m venv $(VENV)-validators
	$(VENV)-validators/bin/python -m pip install --quiet 'setuptools<80' cffconvert==2.0.0 \
		roc-validator==0.13.0 datacite==1.4.1
	touch $@

$(VENV)-pyarrow/installed:
	$(PYTHON) -m venv $(VENV)-pyarrow
	$(VENV)-pyarrow/bin/python -m pip install --quiet 'pyarrow==21.*' numpy pytest hypothesis
	$(VENV)-pyarrow/bin/python -m pip install --quiet --no-deps --editable .
	touch $@

$(VENV)-lowest/installed: requirements-lowest.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip install --quiet 'pip>=23.3'  # older: no pins with extras
	$(VENV)-lowest/bin/python -m pip install --quiet --use-pep517 --require-hashes \
		--requirement requirements-lowest.lock
	$(VENV)-lowest/bin/python -m pip install --quiet --no-deps --editable .
	touch $@

# An older Python would be told by pip in terms of the first pin that it cannot have.
$(VENV)/installed: requirements.lock pyproject.toml setup.py $(wildcard src/juku/compiled/*.[ch])
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "$(PYTHON): is Python {}.{}, and 3.11 is the oldest that will do; name a newer one, as make PYTHON=python3.11".format(*sys.version_info))'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --use-pep517 --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --editable .
	$(BIN)/python -m compileall -q src schema  # once, where processes may not write bytecode
	touch $@

$(VENV)/developed: $(VENV)/installed requirements-dev.lock
	$(PIP) install --use-pep517 --require-hashes --requirement requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-validators $(VENV)-pyarrow $(VENV)-lowest dist
