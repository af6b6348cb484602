# make run   sets everything up, indexes corpus/ where needed, and serves the page on http://127.0.0.1:7860
# make test  sets everything up and runs every check and test
# make bench measures speed, memory and ranking side by side, on SQuAD 2.0 in Finnish (folder SQUAD) and corpus/;
#            make bench ONLY="encoder start" measures a part: encoder, ranking, start, answers, memory, scale
# make train fits the classifiers and the reader anew, on GENERAL and training/: STATES keeps what takes long

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SQUAD ?= ../shared/eval/squad2-fi

STATES ?= build/training
GENERAL ?= ../shared/train/nq-fi.jsonl.gz

.PHONY: run test check bench train index clean

run: $(VENV)/.run-installed
	$(BIN)/python -m assistant index
	$(BIN)/python app.py

index: $(VENV)/.run-installed
	$(BIN)/python -m assistant index

test: $(VENV)/.test-installed check
	$(BIN)/python -m pytest

check: $(VENV)/.test-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.test-installed
	$(BIN)/python -m benchmarks --squad $(SQUAD) $(if $(ONLY),--only $(ONLY))

train: $(VENV)/.test-installed
	mkdir -p $(STATES)
	$(BIN)/python -m training.checking
	$(BIN)/python -m training.frame
	$(BIN)/python -m training.candidates train $(STATES)/train.jsonl --indexes $(STATES)/indexes
	$(BIN)/python -m training.candidates validation $(STATES)/validation.jsonl --indexes $(STATES)/indexes
	test -f $(STATES)/general.jsonl || $(BIN)/python -m training.general $(GENERAL) $(STATES) --questions 13000
	$(BIN)/python -m training.choosing $(STATES)/train.jsonl $(STATES)/validation.jsonl
	$(BIN)/python -m training.reader $(STATES)/train.jsonl $(STATES)/validation.jsonl --states $(STATES)
	$(BIN)/python -m training.votes --indexes $(STATES)/indexes

$(VENV)/.run-installed: pyproject.toml constraints.txt scripts/setup.sh
	PYTHON=$(PYTHON) scripts/setup.sh $(VENV) run

$(VENV)/.test-installed: $(VENV)/.run-installed
	PYTHON=$(PYTHON) scripts/setup.sh $(VENV) test

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
