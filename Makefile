# make html, make test: all that is needed is Python 3.11 or newer and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SPHINX := $(BIN)/python -m sphinx
STRICT := -W --keep-going -n
# Extras that the press room itself uses.
ROOM   := ".[search,images,pdf]"

# The Nu Html Checker, which needs Java; tests skip where it is not.
VNU    := vnu-jar@26.9.27

# Those of one room and some kinds: make screenshots ROOMS="house=landing,release furo"
ROOMS  :=

.PHONY: help html pdf preview test test-long checker screenshots live fuzz bench lint reference locale clean
help:
	@echo "make html       the press room, in _build/html"
	@echo "make pdf        a PDF of each release, and volumes, in _build/pdf"
	@echo "make preview    with drafts and embargoed releases, in _build/preview"
	@echo "make test       the test suite"
	@echo "make test-long  the long property and scale tests"
	@echo "make checker    the Nu Html Checker, which the tests use where it is"
	@echo "make screenshots  every kind of page, to look at, in _build/screenshots"
	@echo "make live       the press room, rebuilt and reloaded as you write"
	@echo "make fuzz       half an hour of inputs that nobody would write"
	@echo "make bench      what builds cost, beside those of other tools: make bench BENCH_ARGS=\"--runs 1\""
	@echo "make lint       ruff, mypy, import-linter"
	@echo "make reference  the tables of docs/reference.md, from the declarations"
	@echo "make locale     compile the message catalogues"
	@echo "make clean      remove _build"

$(VENV)/made:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	touch $@

$(VENV)/html: pyproject.toml $(VENV)/made
	$(BIN)/python -m pip install --quiet --editable $(ROOM)
	touch $@

$(VENV)/test: pyproject.toml $(VENV)/made
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	touch $@

$(VENV)/dev: pyproject.toml $(VENV)/made
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

html: $(VENV)/html
	$(SPHINX) $(STRICT) -b html -d _build/doctrees . _build/html
	@echo "The press room is ready: open _build/html/index.html"

pdf: $(VENV)/html
	$(SPHINX) $(STRICT) -b press-pdf -d _build/doctrees . _build/pdf
	@echo "The PDFs are ready, in _build/pdf"

preview: $(VENV)/html
	$(SPHINX) -t preview -b html -d _build/preview-doctrees . _build/preview
	@echo "The preview is ready, and not for the public: open _build/preview/index.html"

test: $(VENV)/test
	$(BIN)/python -m pytest -n auto -m "not long" $(PYTEST_ARGS)

test-long: $(VENV)/test
	$(BIN)/python -m pytest -n auto -m long $(PYTEST_ARGS)

checker: $(VENV)/made
	npm install --silent --no-save --ignore-scripts --prefix $(VENV) $(VNU)

screenshots: $(VENV)/test
	PYTHONPATH=tests $(BIN)/python tests/look/screenshots.py $(ROOMS)

live: $(VENV)/dev
	$(BIN)/sphinx-autobuild --watch _ext -d _build/doctrees . _build/html

$(VENV)/fuzz: pyproject.toml $(VENV)/made
	$(BIN)/python -m pip install --quiet --editable ".[test,fuzz]"
	touch $@

fuzz: $(VENV)/fuzz
	$(BIN)/python tests/fuzz/run.py --minutes 30 $(FUZZ_ARGS)

bench: $(VENV)/html
	$(BIN)/python benchmarks/peers.py $(BENCH_ARGS)

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

reference: $(VENV)/html
	$(BIN)/python tools/reference.py

locale: $(VENV)/html
	$(BIN)/pybabel compile --domain pressroom --directory _ext/sphinx_pressroom/locale

clean:
	rm -rf _build
